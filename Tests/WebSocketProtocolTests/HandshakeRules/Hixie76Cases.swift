import WebSocketProtocol

/// The handshake with two keys and their MD5: H76.
extension HandshakeCase {
  private static let asked76 = HandshakeText.hixie76.withoutResponse

  static let hixie76: [HandshakeCase] = [
    .init(.h7601, "POST", asked76.client("GET", "POST"), finds: .error(.h7601, .client, at: "POST")),
    .init(.h7601, "HTTP/1.0", asked76.client("HTTP/1.1", "HTTP/1.0"), finds: .error(.h7601, .client, at: "GET")),
    .init(
      .h7601, "behind an empty line", asked76.client("GET", "\r\nPUT"), finds: .error(.h7601, .client, at: "PUT"),
      .note(.ht13, .client, at: "\r\n")),
    .init(.h7601, "in hybi-03", .hybi03.client("GET", "POST"), finds: .error(.h7601, .client, at: "POST")),
    .init(.h7601, "GET", .hixie76),

    .init(
      .h7602, "lower case", asked76.client("WebSocket\r\nSec", "websocket\r\nSec"),
      finds: .warning(.h7602, .client, at: "websocket\r\n")),
    .init(
      .h7602, "lower case in the response", .hixie76.server("Upgrade: WebSocket", "Upgrade: websocket"),
      finds: .warning(.h7602, .server, at: "websocket")),
    .init(.h7602, "none", asked76.client(without: "Upgrade"), finds: .error(.h7602, .client)),
    .init(
      .h7602, "another protocol", .hixie76.server("Upgrade: WebSocket", "Upgrade: h2c"),
      finds: .error(.h7602, .server, at: "h2c")),
    .init(.h7602, "capitals in the name", asked76.client("Upgrade: WebSocket", "UPGRADE: WebSocket")),

    .init(
      .h7603, "a list", asked76.client("Connection: Upgrade", "Connection: keep-alive, Upgrade"),
      finds: .error(.h7603, .client, at: "keep-alive")),
    .init(
      .h7603, "lower case in the request", asked76.client("Connection: Upgrade", "Connection: upgrade"),
      finds: .error(.h7603, .client, at: "upgrade")),
    .init(.h7603, "none", .hixie76.server(without: "Connection"), finds: .error(.h7603, .server)),
    .init(.h7603, "lower case in the response", .hixie76.server("Connection: Upgrade", "Connection: upgrade")),

    .init(.h7604, "no Host", asked76.client(without: "Host"), finds: .error(.h7604, .client)),
    .init(
      .h7604, "a Host with a port",
      .hixie76.client("example.com", "example.com:81").server("example.com", "example.com:81")),

    .init(.h7605, "no Origin", .hixie76.client(without: "Origin"), finds: .error(.h7605, .client)),
    .init(
      .h7605, "an origin of null", .hixie76.client("http://example.org", "null").server("http://example.org", "null")),

    .init(.h7606, "no Key1", .hixie76.client(without: "Sec-WebSocket-Key1"), finds: .error(.h7606, .client)),
    .init(.h7606, "no Key2", .hixie76.client(without: "Sec-WebSocket-Key2"), finds: .error(.h7606, .client)),
    .init(
      .h7606, "a key twice", .hixie76.client(adding: "Sec-WebSocket-Key1: 1 x"),
      finds: .error(.h7606, .client, at: "1 x")),
    .init(.h7606, "names in lower case", .hixie76.client("Sec-WebSocket-Key1", "sec-websocket-key1")),

    .init(
      .h7607, "an empty one", asked76.client("sample", ""), finds: .error(.h7607, .client, at: .behind("Protocol: "))),
    .init(
      .h7607, "a character outside ASCII", asked76.client("sample", "für"), finds: .error(.h7607, .client, at: "für"),
      .warning(.ht07, .client, at: "ü")),
    .init(.h7607, "spaces and separators", asked76.client("sample", "a/b c")),

    .init(
      .h7608, "the name of hixie-75", .hixie76.client(adding: "WebSocket-Protocol: chat"),
      finds: .warning(.h7608, .client, at: "chat")),
    .init(.h7608, "the right name", .hixie76),

    .init(
      .h7617, "a number that no draft has", .hixie76.client(adding: "Sec-WebSocket-Draft: 4"),
      finds: .error(.h7617, .client, at: "4\r\n\r\n")),
    .init(
      .h7617, "a word", .hixie76.client(adding: "Sec-WebSocket-Draft: hybi"), finds: .error(.h7617, .client, at: "hybi")
    ),
    .init(.h7617, "0", .hixie76.client(adding: "Sec-WebSocket-Draft: 0")),
    .init(.h7617, "3", .hixie76.client(adding: "Sec-WebSocket-Draft: 3")),

    .init(
      .h7626, "a key of later versions", .hixie76.client(adding: "Sec-WebSocket-Key: a"),
      finds: .warning(.h7626, .client, at: "a\r\n\r\n")),
    .init(
      .h7626, "a version", .hixie76.client(adding: "Sec-WebSocket-Version: 13").judged(as: .hixie76),
      finds: .warning(.h7626, .client, at: "13")),
    .init(
      .h7626, "an accept value in the response", .hixie76.server(adding: "Sec-WebSocket-Accept: a"),
      finds: .warning(.h7626, .server, at: "a\r\n\r\n")),
    .init(.h7626, "an extension, which nobody reads", .hixie76.client(adding: "Sec-WebSocket-Extensions: mux")),
  ]
}
