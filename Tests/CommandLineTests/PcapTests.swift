import Foundation
import Testing

@Suite struct `pcap` {
  static let conversation = Samples.path("first-conversation.pcap")

  // MARK: Pages

  static let pages: [(file: String, arguments: String)] = [
    ("pcap-summary", "Samples/first-conversation.pcap"),
    ("pcap-frames", "Samples/first-conversation.pcap --show frames"),
    ("pcap-messages", "Samples/first-conversation.pcap --show messages"),
    ("pcap-bytes", "Samples/first-conversation.pcap --show bytes --type text,ping --sender client"),
    ("pcap-everything", "Samples/first-conversation.pcap --show summary,frames,messages --color always"),
    ("pcap-ascii", "Samples/first-conversation.pcap --show summary,frames,messages --ascii"),
    ("pcap-compressed", "Samples/compressed.pcap --show frames,messages"),
    ("pcap-violations", "Samples/violations.pcap"), ("pcap-violations-frames", "Samples/violations.pcap --show frames"),
    ("pcap-several", "Samples/compressed.pcap Samples/first-conversation.pcap"),
  ]

  @Test(arguments: pages)
  func `a page is as it was`(page: (file: String, arguments: String)) throws {
    let run = try Samples.run("pcap \(page.arguments)")
    try Golden.expect(run.output, page.file + ".txt")
    #expect(run.complaints == "")
    #expect(run.status == 0)
    #expect(run.lines.filter { Terminal.width($0) > 80 || $0.hasSuffix(" ") } == [])
  }

  @Test func `every line that the list of violations promises is there`() throws {
    let run = try Samples.run("pcap Samples/violations.pcap --json")
    let rules = try run.events("finding").filter { $0["severity"] == .string("error") }.map { $0["rule"]?.text }
    #expect(
      rules == [
        "RS-06", "FR-05", "FR-06", "FR-07", "MS-01", "CL-03", "CL-02", "FR-10", "FR-11", "FR-03", "FR-04", "FR-01",
        "FR-02", "CL-07",
      ])
  }

  // MARK: Inputs

  @Test func `gzip and standard input read like a plain file`() throws {
    let plain = try Samples.run("pcap - --show summary,frames,messages < Samples/first-conversation.pcap")
    #expect(plain.lines.count > 20)
    let piped = try Samples.run("pcap - --show summary,frames,messages < /dev/null")
    #expect(piped.status == 65)
    let line = """
      cd '\(Samples.root)/Samples' && gzip -nc first-conversation.pcap | $WSLENS pcap -v - --show summary,frames,messages
      """
    let packed = try CommandRun(shell: line)
    #expect(packed.text == plain.text)
    #expect(packed.complaints == "wslens: standard input is compressed with gzip\n")
    let folder = try TemporaryFolder()
    let path = folder["capture.gz"].path
    let stored = try CommandRun(
      shell: "gzip -nc '\(Self.conversation)' > '\(path)' && $WSLENS pcap '\(path)' --show summary,frames,messages")
    #expect(stored.lines.prefix(25) == plain.lines.prefix(25))
    #expect(stored.lines[24] == "  findings   none")
  }

  @Test func `several inputs are counted apart and together`() throws {
    let arguments = ["pcap", Self.conversation, "-", Self.conversation, "--json"]
    let run = try CommandRun(arguments, input: try Samples.bytes("violations.pcap"))
    let summaries = try run.events("summary")
    #expect(summaries.map { $0["capture"]?.text } == [Self.conversation, "-", Self.conversation, nil])
    #expect(summaries.map { $0["connections"]?.integer } == [1, 14, 1, 16])
    #expect(summaries.map { $0["frames"]?.integer } == [10, 38, 10, 58])
    #expect(summaries.map { $0["errors"]?.integer } == [0, 14, 0, 14])
    #expect(try run.events("connection").map { $0["connection"]?.integer } == [1] + (1...14).map { $0 } + [1])
  }

  // MARK: Filters

  static let filters: [(options: [String], frames: [UInt64])] = [
    (["--sender", "client"], [1, 4, 5, 6, 8, 9, 10].filter { $0 != 10 }), (["--sender", "server"], [2, 3, 7, 10]),
    (["--type", "ping,pong"], [6, 7]), (["--type", "continuation"], [5, 8]),
    (["--type", "close", "--sender", "server"], [10]),
    (["--limit", "3"], [1, 2, 3]), (["--limit", "0"], []), (["--connection", "1"], Array(1...10)),
    (["--connection", "2"], []),
  ]

  @Test(arguments: filters)
  func `filters leave out frames, in both formats`(filter: (options: [String], frames: [UInt64])) throws {
    let arguments = ["pcap", Self.conversation, "--show", "frames"] + filter.options
    let run = try CommandRun(arguments + ["--json"])
    #expect(try run.events("frame").map { $0["frame"]?.integer } == filter.frames)
    #expect(try run.events("summary").first?["frames"] == .integer(10))
    let text = try CommandRun(arguments)
    let rows = text.lines.compactMap { $0.firstMatch(of: #/^  1 +(\d+)  /#).map { UInt64($0.1) } }
    #expect(rows == filter.frames)
  }

  @Test func `one connection of many`() throws {
    let run = try CommandRun(["pcap", Samples.path("violations.pcap"), "--connection", "7"])
    #expect(run.lines.filter { $0.hasPrefix("connection ") }.count == 1)
    #expect(run.lines[0].hasPrefix("connection 7  192.0.2.10:50006 → "))
    let events = try CommandRun(["pcap", Samples.path("violations.pcap"), "--connection", "7", "--json"]).events
    #expect(Set(events.compactMap { $0["connection"]?.integer }) == [7])
  }

  @Test func `a finding whose frame is not shown names the frame`() throws {
    let run = try Samples.run("pcap Samples/compressed.pcap --show messages")
    #expect(run.text.contains("                 client, at frame 6, packet 18, offset 261; RFC 7692 6.1\n"))
    let shown = try Samples.run("pcap Samples/compressed.pcap --show frames")
    #expect(!shown.text.contains("at frame 6"))
  }

  @Test func `--payload says how much is shown`() throws {
    func texts(_ amount: String) throws -> [String?] {
      let run = try CommandRun(["pcap", Self.conversation, "--show", "messages", "--json", "--payload", amount])
      return try run.events("message").filter { $0["type"] == .string("text") }.map { $0["payload_text"]?.text }
    }
    #expect(try texts("full") == ["Hello", "Hello, and welcome 👋", "One message in three fragments"])
    #expect(try texts("7") == ["Hello", "Hello, ", "One mes"])
    #expect(try texts("21") == ["Hello", "Hello, and welcome ", "One message in three "])
    #expect(try texts("none") == [nil, nil, nil])
    let full = try CommandRun(["pcap", Self.conversation, "--show", "messages", "--payload", "full"])
    #expect(full.text.contains("\"One message in three fragments\"\n"))
    let none = try CommandRun(["pcap", Self.conversation, "--show", "messages", "--payload", "none"])
    #expect(!none.text.contains("Hello"))
  }

  @Test(
    arguments: [
      ("violations", "error", 1), ("violations", "warning", 1), ("violations", "never", 0),
      ("first-conversation", "warning", 0), ("compressed", "warning", 0),
    ] as [(String, String, Int32)])
  func `findings make the status only where --fail-on says so`(sample: String, weight: String, status: Int32) throws {
    #expect(try CommandRun(["pcap", Samples.path("\(sample).pcap"), "--fail-on", weight]).status == status)
    let quiet = try CommandRun(["pcap", Samples.path("\(sample).pcap"), "-q", "--fail-on", weight])
    #expect(quiet.status == status)
    #expect(quiet.text == "")
  }

  // MARK: Connections that are hard to show

  @Test func `long addresses, targets, names and reasons are kept within 80 columns`() throws {
    let words = String(repeating: "words-without-spaces", count: 20)
    let bytes = Capture.ofFrames(
      [
        (.client, Wire.text(String(repeating: "漢字👋", count: 50), isMasked: true)),
        (.server, Wire.close(1007)), (.client, Wire.close(4000, String(words.prefix(120)), isMasked: true)),
      ], target: "/\(words)?\(words)", isVersion6: true, requestFields: ["Sec-WebSocket-Protocol: \(words)"],
      responseFields: ["Sec-WebSocket-Protocol: \(words)"])
    for options in [[], ["--ascii"], ["--color", "always"], ["--redact"]] {
      let run = try CommandRun(["pcap", "-", "--show", "summary,frames,messages,bytes"] + options, input: bytes)
      #expect(run.lines.filter { Terminal.width($0) > 80 } == [])
    }
    let run = try CommandRun(["pcap", "-", "--show", "summary,frames,messages"], input: bytes)
    try Golden.expect(run.output, "pcap-long.txt")
  }

  @Test func `a connection with more kinds of findings than are shown`() throws {
    func faults(isMasked: Bool) -> [[UInt8]] {
      func frame(_ first: UInt8, _ payload: [UInt8]) -> [UInt8] { Wire.frame(first, payload, isMasked: isMasked) }
      let longForm: [UInt8] = isMasked ? [0x81, 0xfe, 0, 1, 0, 0, 0, 0, 0x61] : [0x81, 0x7e, 0, 1, 0x61]
      return [
        frame(0x83, []), frame(0xc1, [0x61]), frame(0x09, []), frame(0x89, [UInt8](repeating: 0, count: 126)), longForm,
        frame(0x80, []), frame(0x01, [0x61]), frame(0x81, [0xff]), frame(0x8a, [1]), frame(0x88, [3]),
        Wire.text("after", isMasked: isMasked), Wire.close(1006, isMasked: isMasked),
        Wire.close(5000, isMasked: isMasked),
        frame(0x88, [3, 0xe8, 0xff]),
      ]
    }
    let bytes = Capture.ofFrames(
      faults(isMasked: true).map { (.client, $0) } + faults(isMasked: false).map { (.server, $0) })
    let run = try CommandRun(["pcap", "-"], input: bytes)
    try Golden.expect(run.output, "pcap-many-findings.txt")
    let kinds = Set(
      try CommandRun(["pcap", "-", "--json"], input: bytes).events("finding").map {
        "\($0["rule"]?.text ?? "") \($0["sender"]?.text ?? "")"
      })
    #expect(kinds.count > 20)
    #expect(
      run.text.contains(
        "    and \(kinds.count - 20) more kind\(kinds.count == 21 ? "" : "s") of findings; --show frames has them all\n"
      ))
  }

  @Test func `refused, unanswered and other connections`() throws {
    var capture = Capture()
    capture.add(0, [(.client, Wire.request()), (.server, Wire.head(["HTTP/1.1 403 Forbidden", "Content-Length: 0"]))])
    capture.add(1, [(.client, Wire.request())])
    capture.add(
      2, [(.client, Wire.head(["GET / HTTP/1.1", "Host: h"])), (.server, Wire.head(["HTTP/1.1 204 No Content"]))])
    capture.add(3, [(.client, Wire.request()), (.server, Wire.response() + Wire.text("at once"))])
    let run = try CommandRun(["pcap", "-"], input: capture.bytes)
    try Golden.expect(run.output, "pcap-refused.txt")
    #expect(run.text.contains("3 WebSocket connections, 1 other\n"))
  }

  @Test func `a list of many frames stays in its columns`() throws {
    var bytes: [UInt8] = []
    for number in 0..<12_000 { bytes += Wire.text("message \(number)") }
    let capture = Capture.ofFrames([(.server, bytes)])
    let run = try CommandRun(["pcap", "-", "--show", "frames"], input: capture)
    let rows = run.lines.filter { $0.contains(" C<S ") }
    #expect(rows.count == 12_000)
    #expect(rows.allSatisfy { Array($0.utf8)[26..<38] == Array(" C<S text   ".utf8)[...] })
    #expect(run.lines.filter { Terminal.width($0) > 80 } == [])
  }

  @Test func `a terminal gets colour and a pipe does not`() throws {
    let terminal = try CommandRun(onTerminal: ["pcap", Self.conversation], environment: ["TERM": "xterm"])
    let pipe = try CommandRun(["pcap", Self.conversation])
    #expect(terminal.text.contains("\u{1b}[1mconnection 1\u{1b}[0m"))
    #expect(terminal.text.replacing(/\u{1b}\[[0-9;]*m/, with: "") == pipe.text)
  }
}
