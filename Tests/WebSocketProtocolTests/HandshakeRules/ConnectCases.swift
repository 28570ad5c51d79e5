import WebSocketProtocol

/// Extended CONNECT: H2. Over HTTP/3 the same code judges, and cites the rules of HTTP/2 that H3-04 refers to.
extension HandshakeCase {
  private static let good = ExtendedConnect(
    request: [
      .init(":method", "CONNECT"), .init(":protocol", "websocket"), .init(":scheme", "https"), .init(":path", "/chat"),
      .init(":authority", "example.com"), .init("sec-websocket-version", "13"), .init("origin", "https://example.com"),
    ], response: [.init(":status", "200")], announcements: [1])

  private static func asking(_ name: String, _ value: String?) -> ExtendedConnect {
    var connect = good
    connect.request = good.request.compactMap { $0.name == name ? value.map { .init(name, $0) } : $0 }
    return connect
  }

  private static func with(_ name: String, _ value: String) -> ExtendedConnect {
    var connect = good
    connect.request.append(.init(name, value))
    return connect
  }

  private static func answer(_ status: String, _ name: String? = nil, _ value: String = "") -> ExtendedConnect {
    var connect = good
    connect.response = [.init(":status", status)] + (name.map { [.init($0, value)] } ?? [])
    return connect
  }

  private static func announced(_ values: [UInt32]?) -> ExtendedConnect {
    var connect = good
    connect.announcements = values
    return connect
  }

  static let connect = connectRequest + connectFields + connectAnswer

  private static let connectRequest: [HandshakeCase] = [
    .init(.h201, "GET", asking(":method", "GET"), finds: .error(.h201, .client)),
    .init(.h201, "none", asking(":method", nil), finds: .error(.h201, .client)),
    .init(.h201, "CONNECT", good),

    .init(.h202, "none", asking(":protocol", nil), finds: .error(.h202, .client)),
    .init(.h202, "another", asking(":protocol", "connect-udp"), finds: .error(.h202, .client)),
    .init(.h202, "websocket", good),

    .init(.h203, "no SETTINGS were seen", announced(nil), finds: .note(.h203, .server)),
    .init(.h203, "not announced", announced([]), finds: .error(.h203, .client)),
    .init(.h203, "announced as 0", announced([0]), finds: .error(.h203, .client)),
    .init(.h203, "announced later than the first SETTINGS", announced([0, 1])),

    .init(.h204, "no scheme", asking(":scheme", nil), finds: .error(.h204, .client)),
    .init(.h204, "no path", asking(":path", nil), finds: .error(.h204, .client)),
    .init(.h204, "no authority", asking(":authority", nil), finds: .error(.h204, .client)),
    .init(.h204, "all of them", good),

    .init(.h205, "wss", asking(":scheme", "wss"), finds: .error(.h205, .client)),
    .init(.h205, "http", asking(":scheme", "http")),

    .init(.h206, "2", announced([2]), finds: .error(.h206, .server)),
    .init(.h206, "0 behind 1", announced([1, 0]), finds: .error(.h206, .server)),
    .init(.h206, "1 twice", announced([1, 1])),
  ]

  private static let connectFields: [HandshakeCase] = [
    .init(.h207, "the same", with("host", "Example.com"), finds: .note(.h207, .client)),
    .init(.h207, "another", with("host", "example.org"), finds: .note(.h207, .client)),
    .init(.h207, "none", good),

    .init(.h208, "capitals", with("X-Note", "a"), finds: .error(.h208, .client)),
    .init(.h208, "capitals in the response", answer("200", "X-Note", "a"), finds: .error(.h208, .server)),
    .init(
      .h208, "a pseudo-field behind the others", with(":note", "a"), finds: .error(.h208, .client)),
    .init(.h208, "capitals in a value", with("x-note", "A")),

    .init(.h209, "upgrade", with("upgrade", "websocket"), finds: .error(.h209, .client)),
    .init(.h209, "connection in the response", answer("200", "connection", "Upgrade"), finds: .error(.h209, .server)),
    .init(.h209, "a field with a longer name", with("upgrade-insecure-requests", "1")),

    .init(.h210, "a key", with("sec-websocket-key", "a"), finds: .warning(.h210, .client)),
    .init(
      .h210, "an accept value, whatever it is", answer("200", "sec-websocket-accept", "a"),
      finds: .warning(.h210, .server)),
    .init(.h210, "neither", good),

    .init(.h211, "8", asking("sec-websocket-version", "8"), finds: .error(.h211, .client)),
    .init(.h211, "none", asking("sec-websocket-version", nil), finds: .error(.h211, .client)),
    .init(.h211, "13", good),

    .init(.h216, "keep-alive", with("keep-alive", "1"), finds: .error(.h216, .client)),
    .init(
      .h216, "transfer-encoding in the response", answer("200", "transfer-encoding", "chunked"),
      finds: .error(.h216, .server)),
    .init(.h216, "a length", with("content-length", "0"), finds: .warning(.h216, .client)),
    .init(.h216, "a length in the response", answer("404", "content-length", "0"), finds: .note(.rs01, .server)),
  ]

  private static func choosing(_ offer: String?, _ choice: String, in field: String) -> ExtendedConnect {
    var connect = answer("200", field, choice)
    if let offer { connect.request.append(.init(field, offer)) }
    return connect
  }

  private static let connectAnswer: [HandshakeCase] = [
    .init(.h212, "101", answer("101"), finds: .error(.h212, .server)),
    .init(.h212, "none", answer(""), finds: .error(.h212, .server)),
    .init(.h212, "204", answer("204")),
    .init(.h212, "a refusal", answer("403"), finds: .note(.rs01, .server)),

    .init(
      .rs08, "a subprotocol over HTTP/2", choosing("chat", "mqtt", in: "sec-websocket-protocol"),
      finds: .error(.rs08, .server)),
    .init(.rs08, "the offered one over HTTP/2", choosing("chat, mqtt", "mqtt", in: "sec-websocket-protocol")),
    .init(
      .rs11, "an extension over HTTP/2", choosing(nil, "permessage-deflate", in: "sec-websocket-extensions"),
      finds: .error(.rs11, .server)),
    .init(
      .pmd13, "a parameter over HTTP/2",
      choosing("permessage-deflate", "permessage-deflate; client_max_window_bits=9", in: "sec-websocket-extensions"),
      finds: .error(.pmd13, .server)),
    .init(
      .rq18, "an offer over HTTP/2", with("sec-websocket-protocol", "a b"), finds: .error(.rq18, .client),
      .warning(.br01, .server)),
    .init(.rq17, "no origin over HTTP/2", asking("origin", nil), finds: .note(.rq17, .client), .note(.br02, .client)),
  ]
}
