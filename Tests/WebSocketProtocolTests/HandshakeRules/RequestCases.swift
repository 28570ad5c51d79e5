import WebSocketProtocol

/// The opening request: RQ.
extension HandshakeCase {
  static let request = requestLine + upgrade + origin + strangers

  private static let requestLine: [HandshakeCase] = [
    .init(.rq01, "POST", .asked.client("GET", "POST"), finds: .error(.rq01, .client, at: "POST")),
    .init(.rq01, "lower case", .asked.client("GET", "get"), finds: .error(.rq01, .client, at: "get")),
    .init(.rq01, "CONNECT", .asked.client("GET", "CONNECT"), finds: .error(.rq01, .client, at: "CONNECT")),
    .init(.rq01, "GET", .asked),

    .init(.rq02, "HTTP/1.0", .asked.client("HTTP/1.1", "HTTP/1.0"), finds: .error(.rq02, .client, at: "HTTP/1.0")),
    .init(
      .rq02, "HTTP/0.9 in a draft", .draft(7).withoutResponse.client("HTTP/1.1", "HTTP/0.9"),
      finds: .error(.rq02, .client, at: "HTTP/0.9")),
    .init(.rq02, "HTTP/1.2", .asked.client("HTTP/1.1", "HTTP/1.2")),
    .init(.rq02, "HTTP/2.0", .asked.client("HTTP/1.1", "HTTP/2.0")),

    .init(.rq03, "a fragment", .asked.client("/chat", "/chat#top"), finds: .error(.rq03, .client, at: "/chat#")),
    .init(
      .rq03, "a ws URI", .asked.client("/chat", "ws://example.com/chat"), finds: .error(.rq03, .client, at: "ws://")),
    .init(.rq03, "a WSS URI", .asked.client("/chat", "WSS://a/"), finds: .error(.rq03, .client, at: "WSS://")),
    .init(.rq03, "no slash", .asked.client("/chat", "chat"), finds: .error(.rq03, .client, at: "chat")),
    .init(.rq03, "an asterisk", .asked.client("/chat", "*"), finds: .error(.rq03, .client, at: "*")),
    .init(
      .rq03, "a URI without a host", .asked.client("/chat", "http:///chat"), finds: .error(.rq03, .client, at: "http:/")
    ),
    .init(
      .rq03, "a URI with a query for a host", .asked.client("/chat", "http://?a"),
      finds: .error(.rq03, .client, at: "http:/")),
    .init(.rq03, "bytes outside ASCII", .asked.client("/chat", "/über"), finds: .error(.rq03, .client, at: "/ü")),
    .init(.rq03, "a query", .asked.client("/chat", "/chat?room=1&x=%23")),
    .init(.rq03, "an http URI", .asked.client("/chat", "http://example.com/chat")),
    .init(.rq03, "an https URI without a path", .asked.client("/chat", "HTTPS://example.com")),

    .init(.rq04, "no Host", .asked.client(without: "Host"), finds: .error(.rq04, .client)),
    .init(
      .rq04, "two", .asked.client("Host: example.com", "Host: example.com\r\nHost: example.org"),
      finds: .error(.rq04, .client, at: .behind("com\r\nHost: "))),
    .init(
      .rq04, "an empty one", .asked.client("Host: example.com", "Host:"),
      finds: .error(.rq04, .client, at: .behind("Host:"))),
    .init(.rq04, "a user", .asked.client("example.com", "me@example.com"), finds: .error(.rq04, .client, at: "me@")),
    .init(
      .rq04, "a URI", .asked.client("example.com", "http://example.com"), finds: .error(.rq04, .client, at: "http://")),
    .init(
      .rq04, "a path", .asked.client("example.com", "example.com/chat"),
      finds: .error(.rq04, .client, at: "example.com/")),
    .init(
      .rq04, "a port in letters", .asked.client("example.com", "example.com:http"),
      finds: .error(.rq04, .client, at: "example.com:")),
    .init(.rq04, "port 65536", .asked.client("example.com", "a:65536"), finds: .error(.rq04, .client, at: "a:65536")),
    .init(.rq04, "a bare IPv6 address", .asked.client("example.com", "::1"), finds: .error(.rq04, .client, at: "::1")),
    .init(.rq04, "an open bracket", .asked.client("example.com", "[::1"), finds: .error(.rq04, .client, at: "[::1")),
    .init(
      .rq04, "the default port", .asked.client("example.com", "example.com:80"),
      finds: .note(.rq04, .client, at: "example.com:80")),
    .init(
      .rq04, "the default port of TLS", .asked.client("example.com", "example.com:443").secure(true),
      finds: .note(.rq04, .client, at: "example.com:443")),
    .init(.rq04, "port 80 over TLS", .asked.client("example.com", "example.com:80").secure(true)),
    .init(.rq04, "port 65535", .asked.client("example.com", "example.com:65535")),
    .init(.rq04, "an IPv6 address and a port", .asked.client("example.com", "[2001:db8::1]:8080")),
  ]

  private static let upgrade: [HandshakeCase] = [
    .init(.rq05, "no Upgrade", .asked.client(without: "Upgrade"), finds: .error(.rq05, .client)),
    .init(.rq05, "another protocol", .asked.client("websocket", "h2c"), finds: .error(.rq05, .client, at: "h2c")),
    .init(
      .rq05, "an empty one", .asked.client("Upgrade: websocket", "Upgrade:"),
      finds: .error(.rq05, .client, at: .behind("Upgrade:"))),
    .init(
      .rq05, "a Kelvin sign", .asked.client("websocket", "websoc\u{212a}et"),
      finds: .error(.rq05, .client, at: "websoc"),
      .warning(.ht07, .client, at: "\u{212a}")),
    .init(
      .rq05, "a version", .asked.client("websocket", "websocket/13"),
      finds: .warning(.rq05, .client, at: "websocket/13")),
    .init(
      .rq05, "a version behind a space", .asked.client("websocket", "WebSocket 13"),
      finds: .warning(.rq05, .client, at: "WebSocket 13")),
    .init(.rq05, "capitals", .asked.client("websocket", "WEBSOCKET")),
    .init(.rq05, "a list", .asked.client("websocket", "h2c, websocket")),
    .init(.rq05, "a list over two lines", .asked.client("Upgrade: websocket", "Upgrade: h2c\r\nUpgrade: websocket")),

    .init(.rq06, "no Connection", .asked.client(without: "Connection"), finds: .error(.rq06, .client)),
    .init(
      .rq06, "keep-alive", .asked.client("Connection: Upgrade", "Connection: keep-alive"),
      finds: .error(.rq06, .client, at: "keep-alive")),
    .init(
      .rq06, "a longer word", .asked.client("Connection: Upgrade", "Connection: upgraded"),
      finds: .error(.rq06, .client, at: "upgraded")),
    .init(
      .rq06, "an empty one", .asked.client("Connection: Upgrade", "Connection:"),
      finds: .error(.rq06, .client, at: .behind("Connection:"))),
    .init(.rq06, "Firefox's list", .asked.client("Connection: Upgrade", "Connection: keep-alive, Upgrade")),
    .init(.rq06, "two lines", .asked.client("Connection: Upgrade", "Connection: keep-alive\r\nConnection: upgrade")),
  ]

  private static let origin: [HandshakeCase] = [
    .init(.rq17, "none", .asked.client(without: "Origin"), finds: .note(.rq17, .client), .note(.br02, .client)),
    .init(
      .rq17, "two", .asked.client(adding: "Origin: http://example.org"),
      finds: .warning(.rq17, .client, at: .behind("13\r\nOrigin: "))),
    .init(
      .rq17, "a path", .asked.client("example.org", "example.org/page"),
      finds: .warning(.rq17, .client, at: "http://example.org/page")),
    .init(
      .rq17, "a slash at the end", .asked.client("example.org", "example.org/"),
      finds: .warning(.rq17, .client, at: "http://example.org/")),
    .init(
      .rq17, "a host alone", .asked.client("http://example.org", "example.org"),
      finds: .warning(.rq17, .client, at: "example.org")),
    .init(
      .rq17, "an empty one", .asked.client("Origin: http://example.org", "Origin:"),
      finds: .warning(.rq17, .client, at: .behind("Origin:"))),
    .init(.rq17, "null", .asked.client("http://example.org", "null")),
    .init(.rq17, "a port", .asked.client("http://example.org", "https://example.org:8443")),
    .init(.rq17, "an extension of a browser", .asked.client("http://example.org", "chrome-extension://abcdef")),

    .init(.br02, "no origin", .asked.client(without: "Origin"), finds: .note(.br02, .client), .note(.rq17, .client)),
    .init(.br02, "an opaque origin", .asked.client("http://example.org", "null")),
  ]

  private static let strangers: [HandshakeCase] = [
    .init(
      .rq23, "a key of hixie-76", .asked.client(adding: "Sec-WebSocket-Key1: 1 2x"),
      finds: .warning(.rq23, .client, at: "1 2x")),
    .init(
      .rq23, "a draft's number", .asked.client(adding: "Sec-WebSocket-Draft: 2"),
      finds: .warning(.rq23, .client, at: "2\r\n\r\n")),
    .init(
      .rq23, "the draft's origin", .asked.client(adding: "Sec-WebSocket-Origin: null"),
      finds: .warning(.rq23, .client, at: "null")),
    .init(
      .rq23, "the subprotocol of hixie-75", .asked.client(adding: "WebSocket-Protocol: chat"),
      finds: .warning(.rq23, .client, at: "chat\r\n\r\n")),
    .init(.rq23, "a field that nobody defined", .asked.client(adding: "Sec-WebSocket-Key3: a")),
    .init(.rq23, "the draft's origin in a draft", .draft(8).client("Origin:", "Sec-WebSocket-Origin:")),

    .init(
      .rq24, "a frame too early", .rfc.client(sends: "\u{1}\u{2}"), finds: .error(.rq24, .client, at: .headEnd),
      .warning(.rs22, .server, at: "101")),
    .init(.rq24, "bytes that the input may have made", .rfc.client(sends: "x").losing(.bodies)),
    .init(.rq24, "bytes without a response to be before", .asked.client(sends: "x")),
    .init(
      .rq24, "an announced body", .rfc.client(adding: "Content-Length: 1").client(sends: "x"),
      finds: .warning(.ht09, .client, at: "1\r\n\r\n")),

    .init(
      .rq25, "an accept value", .asked.client(adding: "Sec-WebSocket-Accept: Cfk9+TXMYC8LHof1vzuATTP+hN4="),
      finds: .warning(.rq25, .client, at: "Cfk9")),
    .init(
      .rq25, "a nonce", .asked.client(adding: "Sec-WebSocket-Nonce: yMnKy8zNzs/Q0dLT1NXW1w=="),
      finds: .warning(.rq25, .client, at: "yMnK")),
    .init(.rq25, "a nonce in the response of hybi-04", .draft(4)),
  ]
}
