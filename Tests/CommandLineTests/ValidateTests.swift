import Foundation
import Testing

@Suite struct `validate` {
  // MARK: Pages

  static let pages: [(file: String, arguments: String, status: Int32)] = [
    ("validate", "Samples/handshakes/rfc6455.txt", 0),
    ("validate-wrong", "Samples/handshakes/wrong-accept.txt", 1),
    ("validate-hixie-75", "Samples/handshakes/hixie-75.txt", 0),
    ("validate-hixie-76", "Samples/handshakes/hixie-76-collapsed.txt", 1),
    ("validate-placeholder", "Samples/handshakes/hixie-76-placeholder.txt", 1),
    ("validate-hybi-07", "Samples/handshakes/hybi-07.txt", 0),
    ("validate-several", "Samples/handshakes/curl-verbose.txt Samples/handshakes/conversation.har", 0),
    ("validate-capture", "Samples/first-conversation.pcap", 0),
    ("validate-color", "Samples/handshakes/wrong-accept.txt --color always --ascii", 1),
  ]

  @Test(arguments: pages)
  func `a page is as it was`(page: (file: String, arguments: String, status: Int32)) throws {
    let run = try Samples.run("validate \(page.arguments)")
    try Golden.expect(run.output, page.file + ".txt")
    #expect(run.complaints == "")
    #expect(run.status == page.status)
    #expect(run.lines.filter { Terminal.width($0) > 80 || $0.hasSuffix(" ") } == [])
  }

  /// Judges a text on standard input.
  static func judge(_ text: String, _ options: String...) throws -> CommandRun {
    try CommandRun(["validate"] + options, input: text)
  }

  static let request = [
    "GET /chat HTTP/1.1", "Host: server.example.com", "Upgrade: websocket", "Connection: Upgrade",
    "Sec-WebSocket-Key: \(`accept`.sample.key)", "Origin: http://example.com", "Sec-WebSocket-Version: 13",
  ]
  static let response = [
    "HTTP/1.1 101 Switching Protocols", "Upgrade: websocket", "Connection: Upgrade",
    "Sec-WebSocket-Accept: \(`accept`.sample.value)",
  ]

  static func text(_ request: [String], _ response: [String] = []) -> String {
    ((request.isEmpty ? [] : request + [""]) + (response.isEmpty ? [] : response + [""]))
      .map { $0 + "\r\n" }.joined()
  }

  // MARK: What was agreed on, and what was not

  @Test func `a request alone calls for an answer`() throws {
    let run = try Self.judge(Self.text(Self.request))
    #expect(run.lines.contains("answer    Sec-WebSocket-Accept: \(`accept`.sample.value)"))
    #expect(run.status == 0)
  }

  @Test func `a response alone is judged alone`() throws {
    let run = try Self.judge(Self.text([], Self.response), "--json")
    #expect(try run.events("finding").isEmpty)
    #expect(try run.events("handshake").map { $0["version"]?.text } == ["rfc6455"])
    #expect(run.status == 0)
  }

  @Test func `the parameters of each side's compression are told`() throws {
    let offer = "Sec-WebSocket-Extensions: permessage-deflate; client_max_window_bits"
    let answer =
      "Sec-WebSocket-Extensions: permessage-deflate; server_no_context_takeover; client_max_window_bits=12"
    let run = try Self.judge(Self.text(Self.request + [offer], Self.response + [answer]))
    let page = run.text.split(separator: "\n").map { $0.drop { $0 == " " } }.joined(separator: " ")
    #expect(
      page.contains(
        "permessage-deflate: the server's window has 15 bits, new for each message; the client's window has 12 bits, "
          + "kept from message to message"))
  }

  @Test(arguments: [
    (401, "Unauthorized", [String](), "try"), (302, "Found", ["Location: wss://example.com/x?token=abc"], "moved to"),
    (426, "Upgrade Required", ["Sec-WebSocket-Version: 13, 8", "Upgrade: websocket"], "versions"),
  ])
  func `a refusal says what to try`(status: Int, phrase: String, fields: [String], label: String) throws {
    let run = try Self.judge(Self.text(Self.request, ["HTTP/1.1 \(status) \(phrase)"] + fields))
    #expect(run.lines.contains { $0.hasPrefix("refused   \(status) \(phrase): ") })
    #expect(run.lines.contains { $0.hasPrefix(label) })
    #expect(run.status == 0)
  }

  @Test func `a request that asks for no upgrade is judged all the same`() throws {
    let run = try Self.judge(
      "GET /ws HTTP/1.0\r\nHost: backend\r\nConnection: close\r\n\r\n", "--json", "--fail-on", "error")
    let rules = try run.events("finding").filter { $0["severity"] == .string("error") }.map { $0["rule"]?.text }
    #expect(rules == ["RQ-02", "RQ-05", "RQ-06", "RQ-07", "RQ-13"])
    #expect(run.status == 1)
  }

  // MARK: Profiles

  @Test(arguments: [
    ([String](), "warning", 0), (["--profile", "browsers"], "error", 1), (["--fail-on", "warning"], "warning", 1),
  ])
  func `browsers fail where no offered subprotocol is chosen`(options: [String], severity: String, status: Int32) throws
  {
    let text = Self.text(Self.request + ["Sec-WebSocket-Protocol: null"], Self.response)
    let run = try CommandRun(["validate", "--json"] + options, input: text)
    let finding = try #require(try run.events("finding").first { $0["rule"] == .string("BR-01") })
    #expect(finding["severity"] == .string(severity))
    #expect(finding["profile"] == .string("browsers"))
    #expect(run.status == status)
    let page = try CommandRun(["validate"] + options, input: text)
    #expect(page.text.contains("FAIL for browsers (BR-01)"))
    #expect(page.text.contains("PASS by the specification"))
  }

  // MARK: Mistakes

  @Test func `a wrong accept value is recognised by making it again`() throws {
    let wrong = Self.response.map {
      $0.replacingOccurrences(
        of: `accept`.sample.value, with: "YjM3YTRmMmNjMDYyNGYxNjkwZjY0NjA2Y2YzODU5NDViMmJlYzRlYQ==")
    }
    let run = try Self.judge(Self.text(Self.request, wrong), "--json")
    let handshake = try #require(try run.events("handshake").first)
    #expect(handshake["accept_mistake"] == .string("b64-of-hex"))
    #expect(handshake["accept_mistakes"] == .array([.string("b64-of-hex")]))
    #expect(try run.events("finding").allSatisfy { $0["severity"] != .string("hint") })
    #expect(run.status == 1)
  }

  @Test(
    arguments: [
      [0xa1, 0xb2, 0x34, 0xcd], [0xcd, 0x34, 0xb2, 0xa1], [0xa1, 0x2b, 0x3c, 0x4d], [0x4d, 0x3c, 0x2b, 0xa1],
      [0xa1, 0xb2, 0xcd, 0x34], [0x4d, 0x3c, 0xb2, 0xa1],
    ] as [[UInt8]])
  func `a capture is known for one in its rare variants too`(magic: [UInt8]) throws {
    let bytes = magic + (try Samples.bytes("first-conversation.pcap")).dropFirst(4)
    let shown = try CommandRun(["pcap", "-", "-q"], input: bytes)
    let judged = try CommandRun(["validate", "-", "-q"], input: bytes)
    #expect(judged.status == shown.status && judged.complaints == shown.complaints)
    #expect(!judged.complaints.contains("transcript"))
    let pasted = try CommandRun(["decode", "-"], input: bytes)
    #expect(pasted.complaints == "wslens: standard input: this is a packet capture; wslens pcap reads it\n")
  }

  @Test func `in a capture the answer to another connection's key is found`() throws {
    var capture = Capture()
    let other = "x3JJHMbDL1EzLkh9GBhXDw=="
    func request(_ key: String) -> [UInt8] {
      Wire.head(Self.request.map { $0.replacingOccurrences(of: `accept`.sample.key, with: key) })
    }
    capture.add(0, [(.client, request(other)), (.server, Wire.head(["HTTP/1.1 404 Not Found", "Content-Length: 0"]))])
    capture.add(
      1,
      [
        (.client, request(`accept`.sample.key)),
        (.server, Wire.head(Self.response.dropLast() + ["Sec-WebSocket-Accept: HSmrc0sMlYUkAGmm5OPpG2HaGWk="])),
      ])
    let run = try CommandRun(["pcap", "-", "--json"], input: capture.bytes)
    let handshakes = try run.events("handshake")
    // The value is printed in encyclopedias, too.
    #expect(handshakes.last?["accept_mistake"] == .string("wikipedia-sample"))
    var second = Capture()
    let random = "puVOuWb7rel6z2AVZBKnfw=="
    second.add(0, [(.client, request(random)), (.server, Wire.head(["HTTP/1.1 404 Not Found", "Content-Length: 0"]))])
    second.add(
      1,
      [
        (.client, request(`accept`.sample.key)),
        (.server, Wire.head(Self.response.dropLast() + ["Sec-WebSocket-Accept: lt1/FHuL6o2V8tma5G4mOcqYBFA="])),
      ])
    let crossed = try CommandRun(["pcap", "-", "--json"], input: second.bytes)
    #expect(try crossed.events("handshake").last?["accept_mistake"] == .string("another-key"))
    #expect(try crossed.events("finding").map { $0["rule"]?.text } == ["RS-01", "RS-06"])
    var third = Capture()
    third.add(
      0,
      [
        (.client, request(`accept`.sample.key)),
        (.server, Wire.head(Self.response.dropLast() + ["Sec-WebSocket-Accept: lt1/FHuL6o2V8tma5G4mOcqYBFA="])),
      ])
    third.add(
      1, [(.client, request(random)), (.server, Wire.head(["HTTP/1.1 502 Bad Gateway", "Content-Length: 0"]))])
    let early = try CommandRun(["pcap", "-", "--json"], input: third.bytes)
    let hint = try early.events("finding").last { $0["severity"] == .string("hint") }
    #expect(hint?["message"]?.text == "the answer to this connection's key was given on connection 1")
    #expect(hint?["connection"] == .integer(2))
  }

  @Test func `a key that one client uses twice is told`() throws {
    var capture = Capture()
    for number in [0, 100] {
      capture.add(number, [(.client, Wire.head(Self.request)), (.server, Wire.head(Self.response))])
    }
    let run = try CommandRun(["pcap", "-", "--json"], input: capture.bytes)
    let findings = try run.events("finding").filter { $0["rule"] == .string("RQ-12") }
    #expect(findings.map { $0["connection"]?.integer } == [2])
    #expect(findings.first?["message"]?.text == "the same client sent this key on connection 1 already")
  }

  // MARK: Places, bodies, frames

  @Test func `a finding has its line and column`() throws {
    let run = try Self.judge(
      Self.text(Self.request.map { $0 == "Connection: Upgrade" ? "Connection: close" : $0 }), "--json")
    let finding = try #require(try run.events("finding").first { $0["rule"] == .string("RQ-06") })
    #expect(finding["line"] == .integer(4))
    #expect(finding["column"] == .integer(13))
    #expect(finding["offset"] == .integer(78))
  }

  @Test func `frames behind the handshake are shown`() throws {
    let run = try CommandRun(
      ["validate"],
      input: Array(Self.text(Self.request, Self.response).utf8) + Wire.text("Hello") + Wire.hello + Wire.close(1000))
    #expect(run.lines.contains("frames    3 frames"))
    #expect(run.text.contains("\"Hello\""))
    #expect(run.text.contains("HT-11"))
    #expect(run.status == 0)
  }

  @Test func `two files are one handshake, and what the client sent later is no haste`() throws {
    let folder = try TemporaryFolder()
    try Data(Array(Self.text(Self.request).utf8) + Wire.hello).write(to: folder["client.bin"])
    try Data(Array(Self.text([], Self.response).utf8) + Wire.text("hi")).write(to: folder["server.bin"])
    let run = try CommandRun([
      "validate", "--json", "--request", folder["client.bin"].path, "--response", folder["server.bin"].path,
    ])
    #expect(try run.events("frame").map { $0["sender"]?.text } == ["client", "server"])
    #expect(try run.events("finding").allSatisfy { $0["severity"] == .string("note") })
    #expect(run.status == 0)
    let swapped = try CommandRun([
      "validate", "--request", folder["server.bin"].path, "--response", folder["client.bin"].path,
    ])
    #expect(swapped.status == 65)
    #expect(swapped.complaints.contains("there is no request in it"))
  }

  // MARK: Inputs

  @Test func `nothing, a folder and no handshake are errors that say so`() throws {
    #expect(try Self.judge("").status == 65)
    let noise = try Self.judge("no handshake here\n")
    #expect(noise.status == 65)
    #expect(noise.complaints.contains("expected"))
    #expect(try CommandRun(["validate", "/nowhere/to/be/found"]).status == 66)
    #expect(try CommandRun(["validate", "--request", "a", "b"]).status == 64)
    #expect(try CommandRun(["validate", "--from", "nonsense", "-"]).status == 64)
  }

  @Test func `after a bad input the others are judged`() throws {
    let run = try Samples.run("validate Samples/none.txt Samples/handshakes/rfc6455.txt --json")
    #expect(try run.events("error").map { $0["status"]?.integer } == [66])
    #expect(try run.events("handshake").count == 1)
    #expect(run.status == 66)
  }

  @Test func `secrets are left out on demand`() throws {
    let text = Self.text(
      Self.request.map { $0 == "GET /chat HTTP/1.1" ? "GET /chat?token=abcdef HTTP/1.1" : $0 }
        + ["Cookie: session=abcdef", "Authorization: Bearer abcdef"], Self.response)
    for options in [["--redact"], ["--redact", "--json"]] {
      let run = try CommandRun(["validate"] + options, input: text)
      #expect(!run.text.contains("abcdef"), "\(run.text)")
    }
    #expect(try Self.judge(text).text.contains("token=abcdef"))
  }

  @Test func `text from outside cannot take over a terminal`() throws {
    let run = try Self.judge(
      Self.text(Self.request + ["X-Evil: \u{1b}]0;x\u{7}", "Sec-WebSocket-Protocol: \u{202e}abc"], Self.response))
    #expect(run.text.unicodeScalars.allSatisfy { !Terminal.isObeyed($0) })
    #expect(run.text.contains("HT-07"))
  }

  @Test func `every check is an event with its verdict`() throws {
    let run = try Self.judge(Self.text(Self.request, Self.response), "--json")
    let checks = try run.events("check")
    #expect(checks.count > 20)
    #expect(checks.allSatisfy { ["ok", "note"].contains($0["verdict"]?.text) })
    #expect(checks.contains { $0["subject"] == .string("Host") && $0["value"] == .string("server.example.com") })
    #expect(try run.events.map { $0["sequence"]?.integer }.dropLast() == (1...UInt64(run.events.count - 1)).map { $0 })
  }
}
