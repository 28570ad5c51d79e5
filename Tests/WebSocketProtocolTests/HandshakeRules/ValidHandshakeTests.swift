import Testing
import WebSocketProtocol

@Suite struct `A handshake that keeps the rules` {
  struct Variation: Sendable, CustomTestStringConvertible {
    var testDescription: String
    var text: HandshakeText
    var version: ProtocolVersion

    init(_ name: String, _ text: HandshakeText, _ version: ProtocolVersion = .rfc6455) {
      testDescription = name
      self.text = text
      self.version = version
    }
  }

  private static let lowerCase = HandshakeText.rfc.client("Host", "host").client("Upgrade:", "upgrade:")
    .client("Sec-WebSocket-Key", "sec-websocket-key").client("Sec-WebSocket-Version", "sec-websocket-version")
    .server("Sec-WebSocket-Accept", "sec-websocket-accept").server("Upgrade:", "UPGRADE:")

  static let variations: [Variation] = [
    Variation("the plain one", .rfc),
    Variation("names in any case", lowerCase),
    Variation("no space behind colons", .rfc.client("Host: ", "Host:").server("Upgrade: ", "Upgrade:")),
    Variation(
      "white space around values",
      .rfc.client("Host: example.com", "Host: \t example.com \t").server("Accept: ", "Accept:   ")),
    Variation(
      "another order",
      .rfc.client(without: "Host").client(adding: "Host: example.com").server(without: "Upgrade")
        .server(adding: "Upgrade: websocket")),
    Variation("Firefox's Connection", .rfc.client("Connection: Upgrade", "Connection: keep-alive, Upgrade")),
    Variation(
      "lists over several lines",
      .rfc.client("Connection: Upgrade", "Connection: keep-alive\r\nConnection: Upgrade")
        .client(adding: "Sec-WebSocket-Protocol: chat\r\nSec-WebSocket-Protocol: mqtt")
        .client(adding: "Sec-WebSocket-Extensions: permessage-deflate\r\nSec-WebSocket-Extensions: bbf-usp-protocol")
        .server(adding: "Sec-WebSocket-Protocol: mqtt")),
    Variation(
      "quoted parameters",
      .agreed(
        "permessage-deflate; server_max_window_bits=\"10\"", "permessage-deflate; server_max_window_bits=\"10\"")),
    Variation("a port in Host", .rfc.client("example.com", "example.com:8080")),
    Variation("an IPv6 host", .rfc.client("example.com", "[::1]:8080")),
    Variation("an absolute target", .rfc.client("/chat", "http://example.com/chat?a=b")),
    Variation("a target with a query", .rfc.client("/chat", "/?token=a%23b")),
    Variation(
      "cookies and all that browsers send",
      .rfc.client(adding: "Cookie: a=b; c=\"d\"").client(adding: "Authorization: Basic YTpi")
        .client(adding: "Pragma: no-cache").client(adding: "User-Agent: Mozilla/5.0 (X11)")
        .client(adding: "Sec-Fetch-Mode: websocket").client(adding: "Accept-Encoding: gzip, deflate, br")),
    Variation(
      "what servers add",
      .rfc.server("Switching Protocols", "Web Socket Protocol Handshake").server("websocket", "WebSocket")
        .server(adding: "Set-Cookie: a=b").server(adding: "Access-Control-Allow-Origin: *")
        .server(adding: "Date: Thu, 01 Jan 2026 00:00:00 GMT").server(adding: "Server: x")),
    Variation(
      "several extensions offered, one accepted",
      .agreed("bbf-usp-protocol; a=b, permessage-deflate; client_max_window_bits", "permessage-deflate")),
    Variation(
      "extensions offered and declined",
      .rfc.client(adding: "Sec-WebSocket-Extensions: permessage-deflate; client_max_window_bits")),
    Variation(
      "all parameters",
      .agreed(
        "permessage-deflate; server_max_window_bits=12; client_max_window_bits=12; server_no_context_takeover",
        "permessage-deflate; client_no_context_takeover; server_no_context_takeover; server_max_window_bits=11; "
          + "client_max_window_bits=10")),
    Variation(
      "a fallback offer",
      .agreed(
        "permessage-deflate; server_no_context_takeover; server_max_window_bits=9, permessage-deflate; "
          + "client_max_window_bits", "permessage-deflate; client_max_window_bits=14")),
    Variation(
      "a subprotocol of two",
      .rfc.client(adding: "Sec-WebSocket-Protocol: v1.chat, v2.chat").server(adding: "Sec-WebSocket-Protocol: v2.chat")),
    Variation("no origin", .rfc.client(without: "Origin")),
    Variation("a null origin", .rfc.client("http://example.org", "null")),
    Variation("HTTP/1.2", .rfc.client("HTTP/1.1", "HTTP/1.2")),
    Variation("no reason phrase", .rfc.server("Switching Protocols", "")),
    Variation("a frame glued to the response", .rfc.server(sends: [0x89, 0x00])),
    Variation("a request alone", .asked),
    Variation("a response alone", .rfc.withoutRequest),
    Variation("hybi-04", .draft(4), .hybi04),
    Variation("hybi-05", .draft(5), .hybi05),
    Variation("hybi-06", .draft(6).client("Connection: Upgrade", "Connection: keep-alive, Upgrade"), .hybi06),
    Variation("hybi-07", .draft(7).client("Upgrade: websocket", "Upgrade: WebSocket"), .hybi07),
    Variation("hybi-08 with the later origin", .draft(8), .hybi08),
    Variation("hybi-08 with the older origin", .draft(8).client("Origin", "Sec-WebSocket-Origin"), .hybi08),
    Variation("hixie-75", .hixie75, .hixie75),
    Variation("hixie-75 with cookies", .hixie75.client(adding: "Cookie: a=b"), .hixie75),
    Variation("hixie-76", .hixie76, .hixie76),
    Variation("hixie-76 over TLS", .hixie76.server("ws://", "wss://").secure(true), .hixie76),
    Variation("hybi-00 by its number", .hixie76.client(adding: "Sec-WebSocket-Draft: 0"), .hixie76),
    Variation("hybi-03 with the Draft field", .hybi03, .hybi03),
  ]

  @Test(arguments: variations)
  func `has nothing above a note`(_ variation: Variation) {
    let report = variation.text.report
    #expect(report.version == variation.version)
    #expect(report.findings.filter { $0.severity >= .warning }.isEmpty, "\(report.findings.map(\.message))")
    #expect(!report.checks.isEmpty)
  }

  @Test(arguments: 0..<8)
  func `may have its fields in any order`(_ turn: Int) {
    let fields = [
      "Host: example.com", "Upgrade: websocket", "Connection: Upgrade", "Cookie: a=b", "X-Unknown: \"(]\"",
      "Sec-WebSocket-Key: 7PRJ2bqq0sR0YYx1Ng2oSg==", "Origin: http://example.org", "Sec-WebSocket-Version: 13",
    ]
    let text = HandshakeText(request: ["GET /chat HTTP/1.1"] + fields[turn...] + fields[..<turn], response: nil)
    #expect(text.report.findings.isEmpty)
  }
}
