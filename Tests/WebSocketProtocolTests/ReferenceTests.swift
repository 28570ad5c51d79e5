import TestSupport
import Testing
import WebSocketProtocol

@Suite struct ReferenceTests {
  /// The page of a name that has just one.
  private func topic(_ name: String) throws -> Topic {
    try #require(Reference.topics.first { $0.name == name })
  }

  private func names(_ query: String) -> [String] { Reference.topics(for: query).map(\.name) }

  // MARK: Every page

  @Test(arguments: Reference.topics.map(\.name))
  func `a page is found by its name, whatever its case, and can be read`(name: String) throws {
    let topic = try topic(name)
    for query in [topic.name, topic.name.uppercased(), "  \(topic.name.lowercased()) "] {
      #expect(Reference.topics(for: query).contains { $0.name == topic.name && $0.kind == topic.kind }, "\(query)")
    }
    #expect(topic.statement.hasSuffix("."))
    #expect(topic.statement.count <= 110)
    #expect(!topic.title.isEmpty)
    for fact in topic.facts {
      #expect((1...11).contains(fact.label.count), "\(fact.label)")
      #expect(!fact.text.isEmpty && !fact.text.hasSuffix("."))
    }
    let texts = [topic.title, topic.statement, topic.fix ?? ""] + topic.facts.map(\.text) + topic.examples.map(\.note)
    for text in texts { #expect(text.utf8.allSatisfy { (0x20..<0x7f).contains($0) }, "\(text)") }
  }

  @Test(arguments: Reference.topics.map(\.name))
  func `what a page refers to is there, and is not the page itself`(name: String) throws {
    let topic = try topic(name)
    #expect(Set(topic.related).count == topic.related.count, "\(topic.related)")
    for other in topic.related {
      #expect(other != name)
      #expect(Reference.topics(for: other).contains { $0.name == other }, "\(other)")
    }
  }

  @Test func `no two pages have one name`() {
    var seen: Set<String> = []
    for topic in Reference.topics { #expect(seen.insert(topic.name).inserted, "\(topic.name)") }
  }

  @Test(arguments: RuleID.allCases)
  func `a rule's page says what the catalogue says`(rule: RuleID) throws {
    let topic = try #require(Reference.topics(for: rule.rawValue).first)
    #expect(topic.kind == .rule)
    #expect(topic.statement == rule.entry.statement)
    #expect(topic.severity == rule.entry.severity)
    #expect(topic.reference == rule.entry.reference)
    #expect(topic.fix == rule.entry.fix)
    #expect(topic.reaction == rule.entry.reaction)
    #expect(topic.closeCode == rule.entry.reaction?.closeCode)
    #expect(topic.versions == rule.entry.versions.versions)
  }

  @Test(arguments: ProtocolVersion.allCases)
  func `every version has its page`(version: ProtocolVersion) {
    #expect(Reference.topics(for: version.rawValue).contains { $0.kind == .version && $0.versions.contains(version) })
  }

  @Test(arguments: [
    "CL-01", "DFF-02", "DFF-03", "FR-13", "FR-14", "H2-14", "H76-30", "HT-08", "HY-02", "HY-16", "MS-03", "PMD-06",
    "PMD-09", "PMD-19", "RQ-26", "RS-18",
  ])
  func `what is no mistake has a page that says so`(name: String) throws {
    for query in [name, "rule \(name)", name.lowercased().replacing("-", with: "")] {
      let topic = try #require(Reference.topics(for: query).first)
      #expect(topic.title == "\(name): not a finding")
      #expect(topic.severity == nil)
    }
    #expect(RuleID(rawValue: name) == nil)
  }

  // MARK: Numbers

  @Test(arguments: [
    ("9", ["ping", "version-9"]), ("8", ["close", "hybi-08"]), ("13", ["opcode-d", "rfc6455"]),
    ("0x9", ["ping"]), ("0xD", ["opcode-d"]), ("opcode 9", ["ping"]), ("Opcode 0xA", ["pong"]), ("b", ["opcode-b"]),
    ("version 8", ["hybi-08"]), ("Sec-WebSocket-Version: 8", ["hybi-08"]), ("hybi-10", ["hybi-08"]),
    ("draft 10", ["hybi-08"]), ("draft-ietf-hybi-thewebsocketprotocol-10", ["hybi-08"]), ("hybi-17", ["rfc6455"]),
    ("hybi-00", ["hixie-76"]), ("RFC 6455", ["rfc6455"]), ("76", ["hixie-76"]), ("2", ["binary", "hybi-02"]),
    ("1006", ["1006"]), ("3000", ["3000"]), ("3777", ["3777"]), ("65535", ["65535"]), ("close code 101", ["101"]),
    ("101", ["101"]), ("404", ["404"]), ("418", ["418"]), ("303", ["303"]), ("http 426", ["426"]), ("700", ["700"]),
    ("65536", []), ("-1", []), ("+9", []), ("opcode 16", []), ("version 14", []), ("1006.0", []), ("", []), (" ", []),
  ])
  func `a number is every thing that it may be, in a fixed order`(query: String, expected: [String]) {
    #expect(names(query) == expected)
  }

  @Test func `a close code has a page that agrees with the rules`() throws {
    for number in [0, 1, 999, 2999, 3000, 3999, 4000, 4999, 5000, 59395, UInt16.max] + [UInt16](1000...1020) {
      let topic = try #require(Reference.topics(for: "close code \(number)").first)
      let code = CloseCode(rawValue: number)
      #expect(topic.kind == .closeCode && topic.closeCode == code)
      let isLegal = code.standing() == .registered || code.standing() == .application
      #expect((topic.reaction == nil) == isLegal, "\(number)")
      #expect(topic.facts.first { $0.label == "in a frame" }?.text == (isLegal ? "yes" : "never"))
    }
  }

  @Test func `every opcode has a page under its number`() throws {
    for number in 0...15 {
      let topic = try #require(Reference.topics(for: "0x" + String(number, radix: 16)).first)
      #expect(topic.kind == .opcode)
      #expect(Reference.topics(for: "opcode \(number)") == [topic])
    }
  }

  // MARK: Names

  @Test(arguments: [
    ("fr05", "FR-05"), ("rule h76-13", "H76-13"), ("header upgrade", "Upgrade"),
    ("sec-websocket-accept: s3pPLMBiTxaQ9kYGzzhZRbK+xOo=", "Sec-WebSocket-Accept"), ("Upgrade:websocket", "Upgrade"),
    ("extension deflate-frame", "x-webkit-deflate-frame"), ("hint text-latin1", "text-latin1"),
    ("Transfer-Encoding", "Content-Length"), ("http/2", "rfc8441"), ("RSV1", "rsv"), ("masking  key", "mask"),
  ])
  func `a topic has other names`(query: String, expected: String) {
    #expect(names(query) == [expected])
  }

  @Test(arguments: [
    ("Sec-WebSocket-Acept", "Sec-WebSocket-Accept"), ("FR-5", "FR-05"), ("permesage-deflate", "permessage-deflate"),
    ("hibi-07", "hybi-07"), ("Upgarde", "Upgrade"), ("clsoe", "close"),
  ])
  func `a mistyped name is found nearby`(query: String, expected: String) {
    #expect(names(query).isEmpty)
    #expect(Reference.nearest(to: query).first == expected)
  }

  @Test(arguments: ["", "something else altogether", "qqqqqqqq", String(repeating: "ping", count: 10_000)])
  func `what is like nothing has nothing nearby`(query: String) {
    #expect(Reference.topics(for: query).isEmpty)
    #expect(Reference.nearest(to: query).isEmpty)
  }

  @Test func `a line of a report names its rules`() {
    let line = "error FR-10 frame 3: continuation without a beginning (see fr-11, not FR-1)"
    #expect(Reference.topics(mentionedIn: line).map(\.name) == ["FR-10", "FR-11"])
    #expect(Reference.topics(mentionedIn: "a hint: length-little-endian?").map(\.name) == ["length-little-endian"])
    #expect(Reference.topics(mentionedIn: "no rule: XFR-10").isEmpty)
  }

  @Test(arguments: [
    ("the socket closed abnormally (1006)", ["1006"]), ("CloseEvent {wasClean: false, code: 4001}", ["4001"]),
    ("got HTTP/1.1 502 from upstream", ["502"]), ("server sent status=418", ["418"]),
    ("bad response: 302 Found", ["302"]), ("frame with opcode 0x9 refused", ["ping"]),
    ("strange opcode: 7, then closed with code 1002", ["opcode-7", "1002"]),
    ("missing Sec-WebSocket-Key!", ["Sec-WebSocket-Key"]), ("the Upgrade header went away", ["Upgrade"]),
    ("FR-05 and close code 1002", ["FR-05", "1002"]),
    ("connection closed on port 3000", []), ("took 1006 ms", []), ("in the year 2011", []), ("404 bytes", []),
    ("opcode a message", []), ("opcode 16", []), ("Connection refused by host", []), ("close 999", []),
    ("status 700", []), ("code 65536", []), ("closed 12345", []), ("", []),
  ])
  func `a text of an unknown wording is known by its numbers and names`(text: String, expected: [String]) {
    #expect(Reference.topics(mentionedIn: text).map(\.name) == expected)
  }

  @Test(arguments: [
    ("opcode", ["continuation", "text", "binary", "close", "ping", "pong"]),
    ("Status", ["101", "200", "301", "302", "303", "307"]),
  ])
  func `a kind without a name suggests its first topics`(query: String, expected: [String]) {
    #expect(names(query).isEmpty)
    #expect(Reference.nearest(to: query) == expected)
  }

  @Test(arguments: [("302", "Status 302: Found"), ("503", "Status 503: Service Unavailable")])
  func `a status is headed by its own number`(query: String, title: String) {
    #expect(Reference.topics(for: query).map(\.title) == [title])
  }

  @Test func `any text is answered without a trap`() {
    var random = SeededGenerator(state: 0x6455)
    let characters = Array("0123456789abcxyzFR-: .#*'\"\\\u{0}\u{301}é漢😀\n")
    for _ in 0..<300 {
      let text = String(
        (0..<Int.random(in: 0...40, using: &random)).map { _ in characters.randomElement(using: &random)! })
      for topic in Reference.topics(for: text) { #expect(!topic.statement.isEmpty) }
      #expect(Reference.nearest(to: text).count <= 5)
      for topic in Reference.topics(mentionedIn: text) { #expect(topic.kind != .errorMessage) }
    }
  }
}
