import TestSupport
import Testing
import WebSocketProtocol

/// Whole handshakes, negotiations and extended CONNECTs, each with all the errors and warnings it deserves.
struct HandshakeRuleVectorTests {
  struct Transcript: Decodable, Sendable {
    var request: [String]?
    var requestBody: String?
    var response: [String]?
    var responseBody: String?
  }

  struct Rules: Decodable, Sendable {
    var version: String?
    var rules: [String]
  }

  @Test(arguments: Vector<Transcript, Rules>.all("transcript"))
  func `a transcript breaks just these rules`(vector: Vector<Transcript, Rules>) {
    let input = vector.input
    let report = HandshakeReport(
      Handshake(
        request: input.request.map { Self.half($0, input.requestBody) },
        response: input.response.map { Self.half($0, input.responseBody) }))
    #expect(report.version.rawValue == vector.expected.version)
    expect(report.findings, vector.expected.rules)
  }

  struct Negotiation: Decodable, Sendable {
    var offer: String
    var response: String?
  }

  @Test(arguments: Vector<Negotiation, Rules>.all("pmd-negotiation"))
  func `a negotiation breaks just these rules`(vector: Vector<Negotiation, Rules>) {
    let offer = "Sec-WebSocket-Extensions: \(vector.input.offer)"
    let answer = vector.input.response.map { ["Sec-WebSocket-Extensions: \($0)"] } ?? []
    let report = HandshakeReport(
      Handshake(
        request: Self.half(SampleHandshake.request + [offer]), response: Self.half(SampleHandshake.response + answer)))
    expect(report.findings.filter { $0.rule != .rs22 }, vector.expected.rules)
  }

  struct Connect: Decodable, Sendable {
    var request: [[String]]
    var response: [[String]]?
    var settings: [String: UInt32]?
  }

  @Test(arguments: Vector<Connect, Rules>.all("extended-connect"))
  func `an extended CONNECT breaks just these rules`(vector: Vector<Connect, Rules>) {
    func fields(_ pairs: [[String]]) -> [ExtendedConnect.Field] { pairs.map { .init($0[0], $0[1]) } }
    let report = HandshakeReport(
      ExtendedConnect(
        request: fields(vector.input.request), response: vector.input.response.map(fields),
        announcements: vector.input.settings.map { $0["8"].map { [$0] } ?? [] }))
    expect(report.findings, vector.expected.rules)
  }

  static func half(_ lines: [String], _ body: String? = nil) -> Handshake.Half {
    let text = (lines + [""]).map { $0 + "\r\n" }.joined()
    return Handshake.Half(HTTPHead(Array(text.utf8)), rest: Array((body ?? "").utf8))
  }

  /// Errors and warnings are exactly those; notes that are asked for are there.
  private func expect(_ findings: [Finding], _ rules: [String]) {
    let grave = Set(findings.filter { $0.severity >= .warning }.map(\.rule.rawValue))
    let notes = Set(findings.filter { $0.severity < .warning }.map(\.rule.rawValue))
    #expect(grave.isSubset(of: rules), "\(findings.map { "\($0.rule.rawValue) \($0.message)" })")
    #expect(Set(rules).isSubset(of: grave.union(notes)), "\(findings.map { "\($0.rule.rawValue) \($0.message)" })")
  }
}

/// The handshake of RFC 6455 sections 1.2 and 1.3 with nothing to object to.
enum SampleHandshake {
  static let request = [
    "GET /chat HTTP/1.1", "Host: server.example.com", "Upgrade: websocket", "Connection: Upgrade",
    "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==", "Origin: http://example.com", "Sec-WebSocket-Version: 13",
  ]
  static let response = [
    "HTTP/1.1 101 Switching Protocols", "Upgrade: websocket", "Connection: Upgrade",
    "Sec-WebSocket-Accept: s3pPLMBiTxaQ9kYGzzhZRbK+xOo=",
  ]
}
