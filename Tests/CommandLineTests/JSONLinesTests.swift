import Foundation
import PacketCapture
import Testing

/// The contract of the events: that they are what the schema says, and that both formats tell the same.
@Suite struct `JSON Lines` {
  /// Runs that between them write every event.
  static let runs: [[String]] =
    Samples.captures.map { ["pcap", Samples.path("\($0).pcap"), "--json", "--show", "frames,messages"] }
    + ["hello.hex", "fragmented.xxd"].map { ["decode", "--file", Samples.path($0), "--json"] }
    + [
      ["decode", "--json", "81"], ["decode", "--json", "82 ff 80 00 00 00 00 00 00 00 01 02 03 04"],
      ["decode", "--json", "c1 03 01 02 03 88 02 03 e8"], ["pcap", Samples.path("hello.hex"), "--json"],
      ["pcap", "--json", Samples.path("first-conversation.pcap"), Samples.path("compressed.pcap")],
    ]

  /// A capture that lacks the packet with the second of three frames.
  static let gapped: [UInt8] = {
    var capture = Capture()
    let frames = (0..<3).map { (TCPConversation.Side.server, Wire.text("frame \($0)")) }
    capture.add(lost: 9, [(.client, Wire.request()), (.server, Wire.response())] + frames)
    return capture.bytes
  }()

  @Test func `a gap is told with its place and length`() throws {
    let run = try CommandRun(["pcap", "-", "--json", "--show", "frames"], input: Self.gapped)
    let gap = try #require(try run.events("gap").first)
    #expect(gap["sender"] == .string("server"))
    #expect(gap["offset"] == .integer(UInt64(Wire.response().count + Wire.text("frame 0").count)))
    #expect(gap["length"] == .integer(UInt64(Wire.text("frame 1").count)))
    try Self.check(run)
    let text = try CommandRun(["pcap", "-", "--show", "summary,frames"], input: Self.gapped)
    #expect(text.text.contains("  [gap: 9 bytes of the server missing, from offset 138]\n"))
    #expect(text.text.contains("  missing    9 bytes are not in the capture\n"))
  }

  @Test(arguments: runs)
  func `every event has its fields and no other`(arguments: [String]) throws {
    try Self.check(try CommandRun(arguments))
  }

  private static func check(_ run: CommandRun) throws {
    #expect(run.output.isEmpty || run.output.last == 0x0a)
    let schema = try JSONSchemaChecker.printed.get()
    for event in try run.events { #expect(schema.faults(in: event) == []) }
  }

  @Test(arguments: Samples.captures)
  func `the events of a connection are in order and complete`(sample: String) throws {
    let run = try CommandRun(["pcap", Samples.path("\(sample).pcap"), "--json", "--show", "frames,messages"])
    let events = try run.events.filter { $0["sequence"] != nil }
    for (_, own) in Dictionary(grouping: events, by: { $0["connection"]?.integer ?? 0 }) {
      #expect(own.map { $0["sequence"]?.integer } == (1...UInt64(own.count)).map { $0 })
      #expect(own.first?["event"] == .string("connection"))
      #expect(own.last?["event"] == .string("end"))
      #expect(own.map { $0["time"]?.text ?? "" } == own.map { $0["time"]?.text ?? "" }.sorted())
      let frames = own.filter { $0["event"] == .string("frame") }
      #expect(own.last?["frames"]?.integer == UInt64(frames.count))
    }
    let summary = try #require(try run.events("summary").first)
    #expect(summary["frames"]?.integer == UInt64(try run.events("frame").count))
    for type in ["text", "binary", "ping", "pong", "close"] {
      #expect(summary[type]?.integer == UInt64(try run.events("message").count { $0["type"] == .string(type) }))
    }
    let severities = try run.events("finding").map { $0["severity"]?.text }
    #expect(summary["errors"]?.integer == UInt64(severities.count { $0 == "error" }))
    #expect(summary["warnings"]?.integer == UInt64(severities.count { $0 == "warning" }))
  }

  @Test(arguments: Samples.captures)
  func `both formats tell the same`(sample: String) throws {
    let arguments = ["pcap", Samples.path("\(sample).pcap"), "--show"]
    let run = try CommandRun(arguments + ["frames,messages", "--json"])
    let text = try CommandRun(arguments + ["frames"])
    let rows = text.lines.compactMap {
      $0.firstMatch(of: /^ *(\d+) +(\d+) +\d+ +\+\d+\.\d{6} (C>S|C<S) (\w+(?: \w)?) +([F-])[1-3-]*([M-]) +(\d+) +(\d+)/)
    }
    let frames = try run.events("frame")
    #expect(rows.count == frames.count)
    for (row, frame) in zip(rows, frames) {
      #expect(UInt64(row.1) == frame["connection"]?.integer)
      #expect(UInt64(row.2) == frame["frame"]?.integer)
      #expect((row.3 == "C>S" ? "client" : "server") == frame["sender"]?.text)
      #expect(frame["fin"] == .bool(row.5 == "F"))
      #expect(frame["masked"] == .bool(row.6 == "M"))
      #expect(UInt64(row.7) == frame["offset"]?.integer)
      #expect(UInt64(row.8) == frame["payload_length"]?.integer)
    }
    for finding in try run.events("finding") {
      let name = finding["rule"]?.text ?? ""
      let severity = finding["severity"]?.text ?? ""
      // A guess comes without a rule: its name stands behind it.
      #expect(text.text.contains(severity == "hint" ? name : "  \(severity) \(name) "))
    }
    let messages = try CommandRun(arguments + ["messages", "--payload", "full"])
    for message in try run.events("message") {
      guard let shown = message["payload_text"]?.text else { continue }
      #expect(messages.text.contains(" '\(shown)'\n") || messages.text.contains(" \"\(shown)\"\n"))
    }
  }

  @Test(arguments: runs + [["pcap", Samples.path("violations.pcap"), "--show", "summary,frames,messages,bytes"]])
  func `two runs are equal`(arguments: [String]) throws {
    #expect(try CommandRun(arguments).output == CommandRun(arguments).output)
  }

  @Test(arguments: Samples.captures)
  func `the time zone and the locale change nothing`(sample: String) throws {
    let arguments = ["pcap", Samples.path("\(sample).pcap"), "--json", "--show", "frames,messages"]
    let plain = try CommandRun(arguments)
    let abroad = try CommandRun(
      arguments, environment: ["TZ": "Asia/Kathmandu", "LC_ALL": "de_DE.UTF-8", "LANG": "de_DE"])
    #expect(plain.output == abroad.output)
  }

  // MARK: Hostile payloads

  static let hostile = "\u{1b}[31m\u{7}\u{0}\u{9b}2J\u{7f}\u{202e}drow\u{2066}\u{200f}\u{2028}\u{2029}\u{85}\"\\\r\n\t'"

  /// Conversations that try to get control characters onto a terminal, wherever a peer has a say.
  static let attacks: [[UInt8]] = [
    Wire.text(hostile), Wire.text(hostile, isMasked: true), Wire.frame(0x89, Array(hostile.utf8)),
    Wire.close(1000, hostile),
    Wire.frame(0x81, [0x9b, 0x32, 0x4a, 0xff]), Wire.frame(0x83, Array(hostile.utf8)),
    Wire.frame(0x01, Array(hostile.utf8)),
    Wire.request("/\u{1b}[31m\u{9b}\u{202e}") + Wire.response() + Wire.text("x"),
    Wire.request(fields: ["Origin: \u{1b}]0;title\u{7}", "Sec-WebSocket-Protocol: \u{202e}"])
      + Wire.response(fields: [
        "Sec-WebSocket-Protocol: \u{1b}[2J\u{9b}", "Sec-WebSocket-Extensions: \u{1b}[2J; a=\"\u{7}\"",
      ])
      + Wire.text("x"),
    Wire.head(["HTTP/1.1 101 \u{1b}[31mSwitching\u{202e}", "Upgrade: websocket", "Connection: Upgrade"])
      + Wire.text("x"),
  ]

  @Test(arguments: attacks.indices)
  func `nothing a peer sends reaches a terminal as it is`(attack: Int) throws {
    let bytes = Self.attacks[attack]
    for options in [
      ["--show", "summary,frames,messages,bytes"], ["--show", "frames", "--payload", "full"], ["--json"],
    ] {
      let run = try CommandRun(["decode", "--from", "raw", "-v"] + options, input: bytes)
      #expect(!run.text.unicodeScalars.contains(where: Terminal.isObeyed))
      #expect(!run.complaints.unicodeScalars.contains(where: Terminal.isObeyed))
      #expect(String(validating: run.output, as: UTF8.self) != nil)
      #expect(run.status == 0)
    }
    let isFrame = bytes[0] & 0x80 != 0
    let capture = Capture.ofFrames(isFrame ? [(.server, bytes)] : [], target: isFrame ? "/" : "/\u{1b}[1m")
    for options in [["--show", "summary,frames,messages,bytes"], ["--json", "--show", "frames,messages"]] {
      let run = try CommandRun(["pcap", "-"] + options, input: capture)
      #expect(!run.text.unicodeScalars.contains(where: Terminal.isObeyed))
    }
  }

  @Test func `what is escaped comes back whole`() throws {
    let run = try CommandRun(["decode", "--json"], input: Wire.text(Self.hostile))
    #expect(try run.events("frame").first?["payload_text"]?.text == Self.hostile)
    #expect(try run.events("message").first?["payload_text"]?.text == Self.hostile)
  }

  @Test func `bytes that are not text are digits`() throws {
    let run = try CommandRun(["decode", "--json"], input: Wire.frame(0x81, [0x47, 0x72, 0xfc, 0xdf, 0x65]))
    for name in ["frame", "message"] {
      let event = try #require(try run.events(name).first)
      #expect(event["payload_hex"] == .string("4772fcdf65"))
      #expect(event["payload_text"] == nil)
    }
  }

  @Test func `a claim of 64 bits stays an integer`() throws {
    let run = try CommandRun(["decode", "--json", "82 7f ff ff ff ff ff ff ff ff 00"])
    #expect(try run.events("frame").first?["payload_length"] == .integer(.max))
    #expect(run.text.contains("\"payload_length\":18446744073709551615,"))
  }

  // MARK: The program itself

  @Test(.enabled(if: FileManager.default.fileExists(atPath: "/usr/bin/readelf")))
  func `Foundation is not linked`() throws {
    let run = try CommandRun(
      shell: "readelf -d \"$WSLENS\" | grep -o 'lib[A-Za-z_]*Foundation[A-Za-z]*' | sort -u; true")
    #expect(run.lines.filter { !$0.isEmpty && $0 != "libFoundationEssentials" && $0 != "lib_FoundationCShims" } == [])
  }
}
