import Inspection
import TestSupport
import Testing
import WebSocketProtocol

/// What precedes the first request of a connection.
@Suite struct Preambles {
  struct Case: Sendable, CustomTestStringConvertible {
    var testDescription: String
    /// What the two sides send in turn, the client first.
    var steps: [[UInt8]]
    /// What the note says of it; `nil` where it is no preamble.
    var note: String?

    init(_ name: String, _ note: String?, _ steps: [UInt8]...) {
      testDescription = name
      self.note = note
      self.steps = steps
    }
  }

  private static func text(_ text: String) -> [UInt8] { Array(text.utf8) }
  private static let signature: [UInt8] = [13, 10, 13, 10, 0, 13, 10] + Array("QUIT\n".utf8)
  private static let ends4: [UInt8] = [203, 0, 113, 7, 198, 51, 100, 1, 0xc8, 0x2a, 0x01, 0xbb]
  private static let success5: [UInt8] = [5, 0, 0, 1, 127, 0, 0, 1, 0x1f, 0x90]

  static let good: [Case] = [
    Case(
      "PROXY v1 over IPv4",
      "a PROXY protocol header, version 1: the client is 203.0.113.7:51242, its connection went to 198.51.100.1:443",
      text("PROXY TCP4 203.0.113.7 198.51.100.1 51242 443\r\n")),
    Case(
      "PROXY v1 over IPv6",
      "a PROXY protocol header, version 1: the client is [2001:db8::7]:51242, its connection went to [2001:db8::1]:443",
      text("PROXY TCP6 2001:db8::7 2001:db8::1 51242 443\r\n")),
    Case(
      "PROXY v1 that knows nothing", "a PROXY protocol header, version 1: it names no client",
      text("PROXY UNKNOWN\r\n")),
    Case(
      "PROXY v2 over IPv4",
      "a PROXY protocol header, version 2: the client is 203.0.113.7:51242, its connection went to 198.51.100.1:443",
      signature + [0x21, 0x11, 0, 12] + ends4),
    Case(
      "PROXY v2 with more behind the addresses",
      "a PROXY protocol header, version 2: the client is 203.0.113.7:51242, its connection went to 198.51.100.1:443",
      signature + [0x21, 0x11, 0x01, 12] + ends4 + [UInt8](repeating: 10, count: 256)),
    Case(
      "PROXY v2 over IPv6",
      "a PROXY protocol header, version 2: the client is [2001:db8::7]:51242, its connection went to [2001:db8:0:1::1]:443",
      signature + [0x21, 0x21, 0, 36] + [0x20, 1, 0x0d, 0xb8] + [UInt8](repeating: 0, count: 11) + [7]
        + [0x20, 1, 0x0d, 0xb8, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 1] + [0xc8, 0x2a, 0x01, 0xbb]),
    Case(
      "PROXY v2 of the proxy itself", "a PROXY protocol header, version 2: it speaks of the proxy's own connection",
      signature + [0x20, 0, 0, 0]),
    Case(
      "SOCKS 4", "a SOCKS 4 negotiation: to 198.51.100.1:80", [4, 1, 0, 80, 198, 51, 100, 1] + text("me") + [0],
      [0, 0x5a, 0, 0, 0, 0, 0, 0]),
    Case(
      "SOCKS 4a", "a SOCKS 4a negotiation: to chat.example.org:80",
      [4, 1, 0, 80, 0, 0, 0, 1, 0] + text("chat.example.org") + [0], [0, 0x5a, 0, 0, 0, 0, 0, 0]),
    Case(
      "SOCKS 5", "a SOCKS 5 negotiation: to chat.example.org:80", [5, 1, 0], [5, 0],
      [5, 1, 0, 3, 16] + text("chat.example.org") + [0, 80], success5),
    Case(
      "SOCKS 5 to an IPv6 address", "a SOCKS 5 negotiation: to [2001:db8::1]:80", [5, 2, 0, 1], [5, 0],
      [5, 1, 0, 4, 0x20, 1, 0x0d, 0xb8] + [UInt8](repeating: 0, count: 11) + [1, 0, 80], success5),
    Case(
      "SOCKS 5 with a password", "a SOCKS 5 negotiation: to 198.51.100.1:80", [5, 2, 0, 2], [5, 2],
      [1, 5] + text("alice") + [6] + text("secret"), [1, 0], [5, 1, 0, 1, 198, 51, 100, 1, 0, 80], success5),
    Case(
      "an HTTP tunnel", "an HTTP tunnel: CONNECT chat.example.org:80",
      text("CONNECT chat.example.org:80 HTTP/1.1\r\nHost: chat.example.org:80\r\n\r\n"),
      text("HTTP/1.1 200 Connection established\r\n\r\n")),
  ]

  static let bad: [Case] = [
    Case("PROXY v1 without a port", nil, text("PROXY TCP4 203.0.113.7 198.51.100.1 51242\r\n")),
    Case("PROXY v1 with a bad address", nil, text("PROXY TCP4 203.0.113.777 198.51.100.1 51242 443\r\n")),
    Case("PROXY v1 of another family", nil, text("PROXY UDP4 203.0.113.7 198.51.100.1 51242 443\r\n")),
    Case("PROXY v1 too long", nil, text("PROXY UNKNOWN " + String(repeating: "x", count: 100) + "\r\n")),
    Case("PROXY v2 of version 3", nil, signature + [0x31, 0x11, 0, 12] + ends4),
    Case("PROXY v2 without room for addresses", nil, signature + [0x21, 0x11, 0, 4, 1, 2, 3, 4]),
    Case("SOCKS 4 refused", nil, [4, 1, 0, 80, 198, 51, 100, 1, 0], [0, 0x5b, 0, 0, 0, 0, 0, 0]),
    Case("SOCKS 5 refused", nil, [5, 1, 0], [5, 0xff]),
    Case("SOCKS 5 with a bad password", nil, [5, 1, 2], [5, 2], [1, 1, 0x61, 1, 0x62], [1, 1]),
    Case("SOCKS 5 that is to listen", nil, [5, 1, 0], [5, 0], [5, 2, 0, 1, 1, 2, 3, 4, 0, 80], success5),
  ]

  private static func stretch(_ steps: [[UInt8]]) -> Stretch {
    var stretch = Stretch()
    for (index, bytes) in steps.enumerated() { stretch.send(index % 2 == 0 ? .client : .server, bytes) }
    stretch.send(.client, Dialogue.request)
    stretch.send(.server, Dialogue.response)
    stretch.send(.server, "welcome")
    stretch.send(.client, "thanks")
    return stretch
  }

  private static func expect(_ log: EventLog, notes: [String]) {
    #expect(log.handshakes.map(\.isAccepted) == [true])
    #expect(log.texts(of: .server) == ["welcome"] && log.texts(of: .client) == ["thanks"])
    #expect(log.findings.map(\.message) == notes.map { "before the request came \($0)" })
    #expect(log.findings.allSatisfy { $0.rule == .cap04 && $0.severity == .note && $0.sender == .client })
    #expect(log.serious == [])
  }

  @Test(arguments: good, [true, false])
  func `are passed over with a note`(_ preamble: Case, _ isFromStart: Bool) throws {
    let note = try #require(preamble.note)
    let stretch = Self.stretch(preamble.steps)
    Self.expect(stretch.inspected(isFromStart: isFromStart), notes: [note])
    for longest in [1, 5, 40] {
      // Where no SYN was seen, a single byte does not tell SOCKS from anything else.
      guard isFromStart else { continue }
      for seed in 0..<5 {
        let cut = stretch.cut(SeededGenerator(state: UInt64(seed)), longest: longest)
        Self.expect(cut.inspected(isFromStart: true), notes: [note])
      }
    }
  }

  @Test func `may lie one in the other`() throws {
    let outer = Self.good[0]
    for inner in Self.good.dropFirst() {
      var steps = inner.steps
      steps[0] = outer.steps[0] + steps[0]
      Self.expect(
        Self.stretch(steps).inspected(isFromStart: true), notes: [try #require(outer.note), try #require(inner.note)])
    }
  }

  @Test func `may come together with the request`() throws {
    for preamble in Self.good where preamble.steps.count == 1 {
      var stretch = Stretch()
      stretch.send(.client, preamble.steps[0] + Dialogue.request)
      stretch.send(.server, Dialogue.response)
      stretch.send(.server, "welcome")
      stretch.send(.client, "thanks")
      Self.expect(stretch.inspected(isFromStart: true), notes: [try #require(preamble.note)])
    }
  }

  @Test(arguments: bad)
  func `have to be right`(_ preamble: Case) {
    let log = Self.stretch(preamble.steps).inspected(isFromStart: true)
    #expect(log.events.isEmpty)
  }

  @Test func `do not hide an ordinary request that begins alike`() {
    for line in ["POST /a HTTP/1.1", "PUT /b HTTP/1.1", "PROPFIND /c HTTP/1.1"] {
      var stretch = Stretch()
      stretch.send(.client, Dialogue.head(line, "Content-Length: 0"))
      stretch.send(.server, Dialogue.head("HTTP/1.1 200 OK", "Content-Length: 0"))
      stretch.send(.client, Dialogue.request)
      stretch.send(.server, Dialogue.response)
      stretch.send(.server, "welcome")
      stretch.send(.client, "thanks")
      for longest in [1, 1000] {
        Self.expect(stretch.cut(SeededGenerator(state: 1), longest: longest).inspected(isFromStart: true), notes: [])
      }
    }
  }

  @Test(arguments: good.prefix(7))
  func `are passed over in pasted bytes too`(_ preamble: Case) throws {
    let note = try #require(preamble.note)
    let bytes = preamble.steps[0] + Dialogue.request + Dialogue.response
    for longest in [1, 30, 5000] {
      var inspector = ByteStreamInspector(options: .everything)
      var generator = SeededGenerator(state: 9)
      for piece in generator.cut(bytes, longest: longest) { inspector.take(piece.span) }
      inspector.finish()
      var log = EventLog()
      log.drain(&inspector.queue)
      #expect(log.handshakes.map(\.isAccepted) == [true])
      #expect(log.findings.map(\.message) == ["before the request came \(note)"])
    }
  }
}
