import WebSocketProtocol

/// The handshake without a challenge: H75.
extension HandshakeCase {
  static let hixie75 = firstLines + echoes

  private static func host(_ host: String) -> HandshakeText { .hixie75.client("Host: example.com", "Host: \(host)") }

  private static let firstLines: [HandshakeCase] = [
    .init(
      .h7501, "POST", .hixie75.client("GET", "POST"), finds: .error(.h7501, .client, at: "POST"), .obsolete),
    .init(
      .h7501, "HTTP/1.0", .hixie75.client("HTTP/1.1", "HTTP/1.0"), finds: .error(.h7501, .client, at: "GET"), .obsolete),
    .init(
      .h7501, "behind an empty line", .hixie75.client("GET", "\r\nPOST"), finds: .error(.h7501, .client, at: "POST"),
      .note(.ht13, .client, at: "\r\n"), .obsolete),
    .init(
      .h7501, "a target without a slash", .hixie75.withoutResponse.client("/demo", "demo"),
      finds: .error(.h7501, .client, at: "GET"), .obsolete),
    .init(
      .h7501, "Host first",
      .hixie75.client(without: "Host").client("Upgrade: WebSocket", "Host: example.com\r\nUpgrade: WebSocket"),
      finds: .error(.h7501, .client, at: "Host"), .obsolete),
    .init(
      .h7501, "a field in between", .hixie75.client("Host:", "X-Note: a=b\r\nHost:"),
      finds: .error(.h7501, .client, at: "X-Note"), .obsolete),
    .init(
      .h7501, "no space behind a colon", .hixie75.client("Host: ", "Host:"),
      finds: .error(.h7501, .client, at: .behind("Host:")), .obsolete),
    .init(
      .h7501, "two spaces behind a colon", .hixie75.client("Origin: ", "Origin:  "),
      finds: .error(.h7501, .client, at: .behind("Origin:")), .obsolete),
    .init(
      .h7501, "a space behind a value", .hixie75.client("Host: example.com", "Host: example.com "),
      finds: .error(.h7501, .client, at: .behind("Host: example.com")), .obsolete),
    .init(
      .h7501, "spaces that the input cannot tell", .hixie75.client("Host: ", "Host:").losing(.whiteSpace),
      finds: .obsolete),
    .init(
      .h7501, "an order that the input cannot tell",
      .hixie75.client("Host:", "X-Note: a=b\r\nHost:").losing(.order), finds: .obsolete),
    .init(.h7501, "two spaces in a later field", .hixie75.client(adding: "X-Note:  a=b"), finds: .obsolete),

    .init(
      .h7502, "no Upgrade", .hixie75.server(without: "Upgrade"), finds: .error(.h7502, .server), .obsolete),
    .init(
      .h7502, "lower case in the response", .hixie75.server("Upgrade: WebSocket", "Upgrade: websocket"),
      finds: .error(.h7502, .server, at: "websocket"), .obsolete),
    .init(
      .h7502, "lower case in the request",
      .hixie75.client("Connection: Upgrade", "Connection: upgrade"), finds: .error(.h7502, .client, at: "upgrade"),
      .obsolete),
    .init(
      .h7502, "a list", .hixie75.client("Connection: Upgrade", "Connection: keep-alive, Upgrade"),
      finds: .error(.h7502, .client, at: "keep-alive"), .obsolete),
    .init(.h7502, "lower case in the names", .hixie75.client("Upgrade:", "upgrade:"), finds: .obsolete),

    .init(
      .h7503, "no Host", .hixie75.withoutResponse.client(without: "Host"), finds: .error(.h7503, .client), .obsolete),
    .init(.h7503, "no Origin", .hixie75.client(without: "Origin"), finds: .error(.h7503, .client), .obsolete),
    .init(
      .h7503, "an empty Host", host("").withoutResponse, finds: .error(.h7503, .client, at: .behind("Host: ")),
      .obsolete),
    .init(
      .h7503, "an origin of null", .hixie75.client("http://example.org", "null").server("http://example.org", "null"),
      finds: .obsolete),

    .init(
      .h7504, "an empty one", .hixie75.withoutResponse.client("sample", ""),
      finds: .error(.h7504, .client, at: .behind("Protocol: ")), .obsolete),
    .init(
      .h7504, "a tab", .hixie75.withoutResponse.client("sample", "a\tb"), finds: .error(.h7504, .client, at: "a\tb"),
      .obsolete),
    .init(
      .h7504, "spaces and separators", .hixie75.client("sample", "a (b) ~").server("sample", "a (b) ~"),
      finds: .obsolete),

    .init(
      .h7505, "a byte", .hixie75.client(sends: "\0"), finds: .error(.h7505, .client, at: .headEnd), .obsolete),
    .init(.h7505, "a byte without a response", .hixie75.withoutResponse.client(sends: "\0"), finds: .obsolete),

    .init(.h7511, "every handshake", .hixie75, finds: .obsolete),
    .init(.h7511, "a response alone", .hixie75.withoutRequest),
  ]

  private static let echoes: [HandshakeCase] = [
    .init(
      .h7506, "the phrase of hixie-76", .hixie75.server("Web Socket", "WebSocket"),
      finds: .error(.h7506, .server, at: "HTTP"), .obsolete),
    .init(
      .h7506, "HTTP/1.0", .hixie75.server("HTTP/1.1", "HTTP/1.0"), finds: .error(.h7506, .server, at: "HTTP"), .obsolete
    ),
    .init(
      .h7506, "a refusal", .hixie75.refused("HTTP/1.1 403 Forbidden"), finds: .error(.h7506, .server, at: "HTTP"),
      .obsolete),
    .init(
      .h7506, "another order",
      .hixie75.server("Upgrade: WebSocket\r\nConnection: Upgrade", "Connection: Upgrade\r\nUpgrade: WebSocket"),
      finds: .error(.h7506, .server, at: "Connection"), .obsolete),
    .init(
      .h7506, "later fields in another order",
      .hixie75.server(without: "WebSocket-Origin").server(adding: "WebSocket-Origin: http://example.org"),
      finds: .obsolete),

    .init(
      .h7507, "another origin", .hixie75.server("example.org", "example.net"),
      finds: .error(.h7507, .server, at: "http://"), .obsolete),
    .init(.h7507, "none", .hixie75.server(without: "WebSocket-Origin"), finds: .error(.h7507, .server), .obsolete),
    .init(.h7507, "another case", .hixie75.server("example.org", "EXAMPLE.org"), finds: .obsolete),

    .init(
      .h7508, "another path", .hixie75.server("/demo", "/"), finds: .error(.h7508, .server, at: "ws://"), .obsolete),
    .init(
      .h7508, "http", .hixie75.server("ws://", "http://").server("http://example.org", "http://example.org"),
      finds: .error(.h7508, .server, at: "http://example.com"), .obsolete),
    .init(.h7508, "none", .hixie75.server(without: "WebSocket-Location"), finds: .error(.h7508, .server), .obsolete),
    .init(
      .h7508, "the default port", .hixie75.server("example.com/", "example.com:80/"),
      finds: .error(.h7508, .server, at: "ws://"), .obsolete),
    .init(
      .h7508, "no query", .hixie75.client("/demo", "/demo?a"), finds: .error(.h7508, .server, at: "ws://"), .obsolete),
    .init(
      .h7508, "wss without TLS", .hixie75.server("ws://", "wss://").secure(false),
      finds: .error(.h7508, .server, at: "wss://"), .obsolete),
    .init(.h7508, "wss, where nobody knows", .hixie75.server("ws://", "wss://"), finds: .obsolete),
    .init(
      .h7508, "another port", host("example.com:8080").server("example.com/", "example.com:8080/"), finds: .obsolete),
    .init(.h7508, "a default port in Host", host("example.com:80"), finds: .obsolete),

    .init(
      .h7509, "another", .hixie75.server("sample", "chat"), finds: .error(.h7509, .server, at: "chat"), .obsolete),
    .init(
      .h7509, "none", .hixie75.server(without: "WebSocket-Protocol"), finds: .error(.h7509, .server), .obsolete),
    .init(
      .h7509, "one that was not asked for", .hixie75.client(without: "WebSocket-Protocol"),
      finds: .error(.h7509, .server, at: "sample"), .obsolete),
    .init(
      .h7509, "none on both sides",
      .hixie75.client(without: "WebSocket-Protocol").server(without: "WebSocket-Protocol"), finds: .obsolete),

    .init(
      .h7510, "a location of hixie-76", .hixie75.server(adding: "Sec-WebSocket-Location: ws://a/"),
      finds: .warning(.h7510, .server, at: "ws://a/"), .obsolete),
    .init(
      .h7510, "a version", .hixie75.client(adding: "Sec-WebSocket-Version: 13").judged(as: .hixie75),
      finds: .warning(.h7510, .client, at: "13"), .obsolete),
    .init(.h7510, "another Sec field", .hixie75.client(adding: "Sec-Fetch-Mode: websocket"), finds: .obsolete),
  ]
}
