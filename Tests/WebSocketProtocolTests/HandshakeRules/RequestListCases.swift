import WebSocketProtocol

/// What a request offers: RQ-18 to RQ-22.
extension HandshakeCase {
  static let requestLists = subprotocols + extensions

  private static func offering(_ names: String) -> HandshakeText {
    .asked.client(adding: "Sec-WebSocket-Protocol: \(names)")
  }

  private static let subprotocols: [HandshakeCase] = [
    .init(.rq18, "an empty field", offering(""), finds: .error(.rq18, .client, at: .behind("Protocol: "))),
    .init(.rq18, "an empty element", offering("chat,,mqtt"), finds: .error(.rq18, .client, at: ",mqtt")),
    .init(.rq18, "a comma at the end", offering("chat,"), finds: .error(.rq18, .client, at: .behind("chat,"))),
    .init(.rq18, "a space", offering("mqtt, chat v2"), finds: .error(.rq18, .client, at: "chat v2")),
    .init(.rq18, "a slash", offering("chat/2"), finds: .error(.rq18, .client, at: "chat/2")),
    .init(
      .rq18, "quotes on the second line", offering("mqtt\r\nSec-WebSocket-Protocol: \"chat\""),
      finds: .error(.rq18, .client, at: "\"chat\"")),
    .init(.rq18, "two names", offering("v2.chat.example, mqtt")),
    .init(.rq18, "two lines", offering("chat\r\nSec-WebSocket-Protocol: mqtt")),

    .init(.rq19, "twice", offering("chat, mqtt, chat"), finds: .error(.rq19, .client, at: "chat\r\n\r\n")),
    .init(
      .rq19, "twice over two lines", offering("chat\r\nSec-WebSocket-Protocol: mqtt,chat"),
      finds: .error(.rq19, .client, at: "chat\r\n\r\n")),
    .init(.rq19, "upper and lower case", offering("chat, Chat")),
  ]

  private static let extensions: [HandshakeCase] = [
    .init(.rq20, "an empty field", .offered(""), finds: .error(.rq20, .client, at: .behind("Extensions: "))),
    .init(
      .rq20, "a semicolon at the end", .offered("permessage-deflate;"),
      finds: .error(.rq20, .client, at: .behind("deflate;"))),
    .init(
      .rq20, "an equals sign at the end", .offered("permessage-deflate; client_max_window_bits="),
      finds: .error(.rq20, .client, at: .behind("bits="))),
    .init(
      .rq20, "an empty element", .offered("permessage-deflate, , bbf-usp-protocol"),
      finds: .error(.rq20, .client, at: ", bbf")),
    .init(
      .rq20, "open quotes", .offered("bbf-usp-protocol; a=\"b"), finds: .error(.rq20, .client, at: "\"b")),
    .init(
      .rq20, "a slash", .offered("permessage-deflate/1"), finds: .error(.rq20, .client, at: "/1\r\n")),
    .init(
      .rq20, "the second line", .offered("permessage-deflate\r\nSec-WebSocket-Extensions: bbf-usp-protocol;"),
      finds: .error(.rq20, .client, at: .behind("usp-protocol;"))),
    .init(
      .rq20, "blanks wherever they may be",
      .offered("permessage-deflate ; client_max_window_bits = 10 ,\tbbf-usp-protocol")),

    .init(
      .rq21, "a name that nobody registered", .offered("x-brotli"), finds: .note(.rq21, .client, at: "x-brotli")),
    .init(
      .rq21, "a name of older times, twice", .offered("permessage-deflate, mux, mux; q=1"),
      finds: .note(.rq21, .client, at: "mux,")),
    .init(.rq21, "a registered name", .offered("bbf-usp-protocol")),
    .init(
      .rq21, "what was an extension in its own time",
      .draft(7).client(adding: "Sec-WebSocket-Extensions: deflate-stream")),

    .init(
      .rq22, "a space in quotes", .offered("bbf-usp-protocol; a=\"b c\""), finds: .error(.rq22, .client, at: "\"b c\"")),
    .init(.rq22, "empty quotes", .offered("bbf-usp-protocol; a=\"\""), finds: .error(.rq22, .client, at: "\"\"")),
    .init(.rq22, "a token in quotes", .offered("bbf-usp-protocol; a=\"b\\c\"")),
    .init(.rq22, "a window in quotes", .offered("permessage-deflate; server_max_window_bits=\"10\"")),
  ]
}
