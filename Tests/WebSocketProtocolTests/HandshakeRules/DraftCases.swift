import WebSocketProtocol

/// The drafts from hybi-01 on: HY.
extension HandshakeCase {
  private static func offering(_ names: String, version: Int) -> HandshakeText {
    .draft(version).withoutResponse.client(adding: "Sec-WebSocket-Protocol: \(names)")
  }

  static let drafts: [HandshakeCase] = [
    .init(
      .hy01, "a number that no draft has", .hixie76.client(adding: "Sec-WebSocket-Draft: 4").judged(as: .hybi03),
      finds: .error(.hy01, .client, at: "4\r\n\r\n")),
    .init(
      .hy01, "a fraction", .hixie76.client(adding: "Sec-WebSocket-Draft: 2.0").judged(as: .hybi02),
      finds: .error(.hy01, .client, at: "2.0")),
    .init(.hy01, "2", .hybi03),
    .init(.hy01, "none, as in hybi-01", .hixie76.judged(as: .hybi01)),

    .init(
      .hy04, "the later name", .draft(7).client("Sec-WebSocket-Origin", "Origin"),
      finds: .warning(.hy04, .client, at: "http://")),
    .init(
      .hy04, "the later name in version 4", .draft(4).client("Sec-WebSocket-Origin", "Origin"),
      finds: .warning(.hy04, .client, at: "http://")),
    .init(.hy04, "none in version 4", .draft(4).client(without: "Sec-WebSocket-Origin"), finds: .error(.hy04, .client)),
    .init(.hy04, "none in version 5", .draft(5).client(without: "Sec-WebSocket-Origin"), finds: .note(.hy04, .client)),
    .init(.hy04, "none in version 6", .draft(6).client(without: "Sec-WebSocket-Origin"), finds: .note(.hy04, .client)),
    .init(.hy04, "none in version 8", .draft(8).client(without: "Origin"), finds: .note(.hy04, .client)),
    .init(.hy04, "the older name in version 7", .draft(7)),
    .init(.hy04, "the later name in version 8", .draft(8)),
    .init(.hy04, "the older name in version 8", .draft(8).client("Origin", "Sec-WebSocket-Origin")),

    .init(.hy05, "no nonce", .draft(4).server(without: "Sec-WebSocket-Nonce"), finds: .error(.hy05, .server)),
    .init(
      .hy05, "a nonce of 15 bytes", .draft(4).server("yMnKy8zNzs/Q0dLT1NXW1w==", "yMnKy8zNzs/Q0dLT1NXW"),
      finds: .error(.hy05, .server, at: "yMnK")),
    .init(
      .hy05, "no Base64", .draft(4).server("yMnKy8zNzs/Q0dLT1NXW1w==", "nonce"),
      finds: .error(.hy05, .server, at: "nonce")),
    .init(.hy05, "a nonce of 16 bytes", .draft(4)),

    .init(
      .hy06, "a nonce in hybi-05", .draft(5).server(adding: "Sec-WebSocket-Nonce: a"),
      finds: .warning(.hy06, .server, at: "a\r\n\r\n")),
    .init(
      .hy06, "a nonce in a request", .draft(8).client(adding: "Sec-WebSocket-Nonce: a"),
      finds: .warning(.hy06, .client, at: "a\r\n\r\n")),
    .init(.hy06, "a nonce in hybi-04", .draft(4)),

    .init(.hy07, "another case", .draft(4).server("Cfk9", "cfk9"), finds: .error(.hy07, .server, at: "cfk9")),
    .init(
      .hy07, "the value of another key",
      .draft(8).server("Cfk9+TXMYC8LHof1vzuATTP+hN4=", "s3pPLMBiTxaQ9kYGzzhZRbK+xOo="),
      finds: .error(.hy07, .server, at: "s3pP")),
    .init(.hy07, "the right value", .draft(6)),

    .init(
      .hy08, "more than Upgrade in version 5",
      .draft(5).client("Connection: Upgrade", "Connection: keep-alive, Upgrade"),
      finds: .note(.hy08, .client, at: "keep-alive")),
    .init(
      .hy08, "more than Upgrade in version 6",
      .draft(6).client("Connection: Upgrade", "Connection: keep-alive, Upgrade")),

    .init(
      .hy09, "spaces", offering("chat mqtt", version: 8), finds: .warning(.hy09, .client, at: "chat mqtt")),
    .init(.hy09, "commas", offering("chat, mqtt", version: 4)),
    .init(
      .hy09, "spaces and a separator, which is worse", offering("chat (mqtt)", version: 8),
      finds: .error(.rq18, .client, at: "chat (mqtt)")),

    .init(
      .hy15, "accepted",
      .draft(7).client(adding: "Sec-WebSocket-Extensions: deflate-stream")
        .server(adding: "Sec-WebSocket-Extensions: deflate-stream"), finds: .note(.hy15, .server, at: "deflate-stream")),
    .init(.hy15, "offered", .draft(7).client(adding: "Sec-WebSocket-Extensions: deflate-stream")),
  ]
}
