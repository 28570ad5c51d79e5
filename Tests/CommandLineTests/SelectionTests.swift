import Foundation
import Testing

/// What `pcap` shows of all there is.
@Suite struct `Selections` {
  static let pages: [(file: String, arguments: String)] = [
    ("pcap-grep", "Samples/first-conversation.pcap --grep 'Hello|there'"),
    ("pcap-grep-frames", "Samples/compressed.pcap --grep Hello --show frames,messages"),
    ("pcap-rule", "Samples/violations.pcap --rule FR-05,CL-07"),
    ("pcap-rule-messages", "Samples/violations.pcap --rule MS --show messages"),
    ("pcap-time-range", "Samples/violations.pcap --time-range 09:00:06..09:00:07.001 --show messages"),
    ("pcap-digest", "Samples/compressed.pcap --digest"),
    ("pcap-digest-bytes", "Samples/first-conversation.pcap --digest --show bytes --type text --limit 2"),
  ]

  @Test(arguments: pages)
  func `a page is as it was`(page: (file: String, arguments: String)) throws {
    let run = try Samples.run("pcap \(page.arguments)")
    try Golden.expect(run.output, page.file + ".txt")
    #expect(run.complaints == "" && run.status == 0)
    #expect(run.lines.filter { Terminal.width($0) > 80 || $0.hasSuffix(" ") } == [])
  }

  // MARK: --grep

  /// Messages of which only the third, which is fragmented, and the fourth, which is long, have the word.
  private func conversation() -> [UInt8] {
    let long = String(repeating: "-", count: 5000) + "Needle" + String(repeating: "-", count: 5000)
    return Capture.ofFrames([
      (.client, Wire.text("hay", isMasked: true)), (.server, Wire.text("more hay")),
      (.client, Wire.frame(0x01, Array("nee".utf8), isMasked: true)),
      (.client, Wire.frame(0x80, Array("dle".utf8), isMasked: true)), (.server, Wire.text(long)),
      (.server, Wire.frame(0x82, [0, 0xff, 0x10, 0x20])),
    ])
  }

  static let searches: [(options: [String], messages: [UInt64])] = [
    (["--grep", "needle"], [3]), (["--grep", "needle", "-i"], [3, 4]), (["--grep", "(?i)needle"], [3, 4]),
    (["--grep", "^hay$"], [1]), (["--grep", "h.y"], [1, 2]), (["--grep-hex", "ff 10"], [5]),
    (["--grep", "hay", "--sender", "server"], [2]), (["--grep", "a|-", "--limit", "2"], [1, 2]),
    (["--grep", "needle", "--payload", "none"], [3]), (["--grep", "nothing"], []),
    (["--grep", "hay", "--type", "binary"], []),
  ]

  @Test(arguments: searches)
  func `searched messages are searched whole`(options: [String], messages: [UInt64]) throws {
    let run = try CommandRun(["pcap", "-", "--json"] + options, input: conversation())
    #expect(try run.events("message").map { $0["message"]?.integer } == messages.map { $0 })
    #expect(try run.events("connection").count == (messages.isEmpty ? 0 : 1))
    #expect(try run.events("end").count == (messages.isEmpty ? 0 : 1))
    #expect(try run.events("summary").first?["messages"]?.integer == 5)
    #expect(run.complaints == "" && run.status == 0)
  }

  @Test func `connections without a match are no matter`() throws {
    var capture = Capture()
    for (number, word) in ["one", "two", "three"].enumerated() {
      capture.add(number, [(.client, Wire.request()), (.server, Wire.response()), (.server, Wire.text(word))])
    }
    let run = try CommandRun(["pcap", "-", "--grep", "two", "--show", "summary"], input: capture.bytes)
    #expect(run.lines.filter { $0.hasPrefix("connection") }.map { $0.prefix(12) } == ["connection 2"])
    #expect(run.text.contains("3 WebSocket connections"))
    let events = try CommandRun(["pcap", "-", "--grep", "two", "--show", "summary", "--json"], input: capture.bytes)
    #expect(try events.events.map { $0["event"]?.text } == ["connection", "handshake", "end", "summary"])
  }

  @Test func `a long message is searched in part, and that is told`() throws {
    let long = [UInt8](repeating: 0x2d, count: 1 << 20) + Array("needle".utf8)
    let capture = Capture.ofFrames([(.server, Wire.frame(0x81, long))])
    let run = try CommandRun(["pcap", "-", "--grep", "needle"], input: capture)
    #expect(run.complaints == "wslens: 1 message has more than 1 MiB; only that much was searched\n")
    #expect(run.status == 0)
  }

  // MARK: --rule and --time-range

  @Test(arguments: ["fr", "FR", "FR-05,FR-06,fr-07", "CL,FR"])
  func `rules are named one by one or by chapter`(rules: String) throws {
    let run = try Samples.run("pcap Samples/violations.pcap --json --rule \(rules)")
    let found = try run.events("finding").compactMap { $0["rule"]?.text }
    #expect(!found.isEmpty)
    #expect(found.allSatisfy { rule in rules.uppercased().split(separator: ",").contains { rule.hasPrefix($0) } })
    let connections = try Set(run.events("finding").map { $0["connection"]?.integer })
    #expect(try Set(run.events("connection").map { $0["connection"]?.integer }) == connections)
  }

  @Test func `times are told from the first packet of each capture`() throws {
    let files = "Samples/first-conversation.pcap Samples/first-conversation.pcap"
    let run = try Samples.run("pcap \(files) --json --show messages --time-range +0.010..+0.014")
    #expect(try run.events("message").map { $0["message"]?.integer } == [2, 3, 2, 3])
  }

  // MARK: --fail-on

  static let verdicts: [(options: String, status: Int32)] = [
    ("", 1), ("--rule FR", 1), ("--rule CL-09", 0), ("--rule HT", 0), ("--connection 2", 1), ("--connection 99", 0),
    ("--time-range 09:00:01..09:00:01.5", 1), ("--time-range ..08:59", 0), ("--sender client", 1), ("--limit 0", 1),
    ("--grep 'no such text'", 0), ("--rule FR --connection 1", 0),
  ]

  @Test(arguments: verdicts)
  func `the exit status answers to the findings that were asked for`(verdict: (options: String, status: Int32)) throws {
    for format in ["text", "jsonl", "har"] {
      let run = try Samples.run("pcap Samples/violations.pcap --fail-on error --format \(format) \(verdict.options)")
      #expect(run.status == verdict.status, "\(format): \(run.text)")
    }
    let run = try Samples.run("pcap Samples/violations.pcap --fail-on error --json \(verdict.options)")
    let errors = try run.events("finding").filter { $0["severity"] == .string("error") }
    #expect((errors.isEmpty ? 0 : 1) == verdict.status)
  }

  @Test func `notes and hints that were asked for fail nothing`() throws {
    let run = try Samples.run("pcap Samples/violations.pcap --fail-on warning --rule CL-09 --json")
    #expect(run.status == 0)
    #expect(try !run.events("finding").isEmpty)
  }

  // MARK: Mistakes

  static let mistakes: [(options: String, told: String)] = [
    ("--grep 'a('", "--grep a(: not a regular expression: expected ')' at column 3"),
    ("--grep a --grep-hex 00", "give one of --grep and --grep-hex"), ("--grep-hex ''", "--grep-hex"),
    ("--rule FR-99", "'FR-99' is invalid for '--rule <rules>'"),
    ("--rule FR,", "'FR,' is invalid for '--rule <rules>'"),
    ("--time-range 8..9", "'8..9' is invalid for '--time-range <range>'"),
    ("--time-range +3..+1", "--time-range ends before it begins"), ("--separator tab", "--separator"),
  ]

  @Test(arguments: mistakes)
  func `what cannot be is a usage error`(mistake: (options: String, told: String)) throws {
    let run = try Samples.run("pcap Samples/first-conversation.pcap \(mistake.options)")
    #expect(run.status == 64 && run.output.isEmpty)
    #expect(run.complaints.contains(mistake.told))
  }

  // MARK: --digest

  @Test func `digests are those of other programs`() throws {
    let capture = Capture.ofFrames([(.client, Wire.hello), (.server, Wire.frame(0x8a, []))])
    let run = try CommandRun(["pcap", "-", "--json", "--digest"], input: capture)
    #expect(
      try run.events("message").map { $0["sha256"]?.text } == [
        "185f8db32271fe25f561a6fc938b2e264306ec304eda518007d1764826381969",
        "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
      ])
    let pasted = try CommandRun(["decode", "--json", "--digest", "81 05 48 65 6c 6c 6f"])
    #expect(
      try pasted.events("message").map { $0["sha256"]?.text } == [
        "185f8db32271fe25f561a6fc938b2e264306ec304eda518007d1764826381969"
      ])
    let redacted = try CommandRun(["pcap", "-", "--json", "--digest", "--redact", "-v"], input: capture)
    #expect(try redacted.events("message").allSatisfy { $0["sha256"] == nil })
    #expect(redacted.complaints.contains("--digest is ignored"))
  }

  // MARK: Rates and round trips

  @Test func `the end tells rates and round trips`() throws {
    let run = try Samples.run("pcap Samples/first-conversation.pcap --json")
    let end = try #require(try run.events("end").first)
    #expect(end["client_messages"] == .integer(2) && end["server_messages"] == .integer(2))
    #expect(run.text.contains(#""client_messages_per_second":64.000,"server_messages_per_second":64.000,"#))
    #expect(run.text.contains(#""ping_round_trip":{"min":0.002500000,"median":0.002500000,"max":0.002500000},"#))
  }
}
