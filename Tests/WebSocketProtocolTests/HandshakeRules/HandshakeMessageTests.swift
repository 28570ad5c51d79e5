import Testing
import WebSocketProtocol

@Suite struct `A message about a handshake` {
  struct Wording: Sendable, CustomTestStringConvertible {
    var rule: RuleID
    var text: HandshakeText
    /// What the person has to read in it.
    var words: [String]
    var testDescription: String { "\(rule.rawValue) \(words)" }

    init(_ rule: RuleID, _ text: HandshakeText, _ words: String...) {
      self.rule = rule
      self.text = text
      self.words = words
    }
  }

  @Test(arguments: [
    Wording(.ht01, .asked.client("GET /chat", "GET  /chat"), "column 5"),
    Wording(.ht01, .asked.client("/chat HTTP", "/chat  HTTP"), "column 11"),
    Wording(.ht01, .asked.client("/chat", "/chat room"), "column 10", "%20"),
    Wording(.ht03, .asked.clientEnds(behind: "com\r\n"), "behind line 2"),
    Wording(.ht03, .asked.clientEnds(behind: "example.c"), "in line 2"),
    Wording(.ht04, .asked.client("Host:", " X: a\r\nHost:"), "no field"),
    Wording(.rq03, .asked.client("/chat", "/ü"), "percent"),
    Wording(.rq04, .asked.client("example.com", "fe80::1"), "brackets"),
    Wording(.rq05, .asked.client("websocket", "h2c, websocket/13"), "\"websocket/13\"", "without"),
    Wording(.rq05, .asked.client("Upgrade: websocket", "Upgrade:"), "empty", "websocket"),
    Wording(.rq06, .asked.client("Connection: Upgrade", "Connection:"), "empty", "upgrade"),
    Wording(.rq06, .asked.client("Connection: Upgrade", "Connection: keep-alive"), "keep-alive", "proxy"),
    Wording(.rq08, .asked.client("Sg==", "Sg==, a, b"), "3 keys", "comma"),
    Wording(.rq16, .asked.client("Version: 13", "Version:"), "empty"),
    Wording(.rq23, .asked.client(adding: "Sec-WebSocket-Key1: a"), "Sec-WebSocket-Key1", "hixie-76"),
    Wording(.rs01, .asked.refused("HTTP/1.1 404 Not Found"), "404 Not Found"),
    Wording(.rs06, .rfc.server("Cfk9", "cfk9"), "expected Cfk9+TXMYC8LHof1vzuATTP+hN4="),
    Wording(
      .rs07, .rfc.server("Cfk9+TXMYC8LHof1vzuATTP+hN4=", "09f93df935cc602f0b1e87f5bf3b804d33fe84de"), "hexadecimal",
      "40"),
    Wording(
      .rs07,
      .rfc.server("Cfk9+TXMYC8LHof1vzuATTP+hN4=", "MDlmOTNkZjkzNWNjNjAyZjBiMWU4N2Y1YmYzYjgwNGQzM2ZlODRkZQ=="),
      "hexadecimal", "Base64"),
    Wording(.rs08, .rfc.server(adding: "Sec-WebSocket-Protocol: chat"), "\"chat\"", "offers none"),
    Wording(.rs11, .rfc.server(adding: "Sec-WebSocket-Extensions: mux"), "mux", "not offered"),
    Wording(.rs21, .rfc.server(adding: "Sec-WebSocket-Nonce: a"), "hybi-04"),
    Wording(.h7501, .hixie75.client("GET", "PUT"), "PUT /demo HTTP/1.1"),
    Wording(.h7506, .hixie75.refused("HTTP/1.1 403 Forbidden"), "403 Forbidden"),
    Wording(.h7508, .hixie75.server("/demo", "/"), "ws://example.com/demo"),
    Wording(.h7609, .hixie76.client("Key1: ", "Key1:"), "key1"),
    Wording(.h7613, .hixie76.client("@1  4", "@1 4"), "4146546015", "4 spaces", "remainder 3"),
    Wording(.h7614, .hixie76.client(sends: "^"), "1 byte behind", "8"),
    Wording(.h7623, .hixie76.server(sends: [1]), "1 byte behind", "16"),
    Wording(
      .pmd15,
      .agreed(
        "permessage-deflate; server_max_window_bits=10, permessage-deflate; server_no_context_takeover",
        "permessage-deflate"), "none of the 2 offers", "PMD-10"),
    Wording(.dff01, .offered("deflate-frame; max_window_bits=7"), "max_window_bits=7", "8 to 15"),
    Wording(.dff01, .offered("deflate-frame; no_context_takeover=1"), "must have none"),
  ])
  func `names what was sent and what was expected`(_ wording: Wording) throws {
    let finding = try #require(wording.text.report.findings.first { $0.rule == wording.rule })
    for word in wording.words { #expect(finding.message.contains(word), "\(finding.message)") }
  }

  @Test func `is short enough to be read, and one sentence`() {
    for example in HandshakeCase.all {
      for finding in example.report.findings {
        #expect(finding.message.count <= 200, "\(finding.message)")
        #expect(!finding.message.contains("\n"))
      }
    }
  }
}
