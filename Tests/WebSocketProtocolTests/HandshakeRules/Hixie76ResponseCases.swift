import WebSocketProtocol

/// The answer to a challenge: H76-18 to H76-27.
extension HandshakeCase {
  private static let answer = Array("8jKS'y:G*Co,Wxa-".utf8)

  static let hixie76Response: [HandshakeCase] = [
    .init(
      .h7618, "a refusal", .hixie76.refused("HTTP/1.1 403 Forbidden"), finds: .error(.h7618, .server, at: "403")),
    .init(.h7618, "101", .hixie76),

    .init(.h7619, "no origin", .hixie76.server(without: "Sec-WebSocket-Origin"), finds: .error(.h7619, .server)),
    .init(
      .h7619, "the location of hixie-75", .hixie76.server("Sec-WebSocket-Location", "WebSocket-Location"),
      finds: .error(.h7619, .server)),
    .init(.h7619, "names in lower case", .hixie76.server("Sec-WebSocket-Origin", "sec-websocket-origin")),

    .init(
      .h7620, "the phrase of hixie-75", .hixie76.server("101 WebSocket", "101 Web Socket"),
      finds: .note(.h7620, .server, at: "Web Socket")),
    .init(
      .h7620, "no phrase", .hixie76.server("WebSocket Protocol Handshake", ""),
      finds: .note(.h7620, .server, at: .behind("101 "))),
    .init(.h7620, "the phrase", .hixie76),

    .init(
      .h7621, "another host", .hixie76.server("ws://example.com", "ws://example.net"),
      finds: .error(.h7621, .server, at: "ws://")),
    .init(
      .h7621, "ws over TLS", .hixie76.secure(true), finds: .error(.h7621, .server, at: "ws://")),
    .init(.h7621, "wss over TLS", .hixie76.server("ws://", "wss://").secure(true)),

    .init(
      .h7622, "another", .hixie76.server("sample", "chat"), finds: .error(.h7622, .server, at: "chat")),
    .init(.h7622, "none", .hixie76.server(without: "Sec-WebSocket-Protocol"), finds: .error(.h7622, .server)),
    .init(
      .h7622, "one that was offered under the older name",
      .hixie76.client("Sec-WebSocket-Protocol", "WebSocket-Protocol"), finds: .error(.h7622, .server, at: "sample"),
      .warning(.h7608, .client, at: "sample")),
    .init(
      .h7622, "one of two that hybi-03 splits at spaces", .hybi03.client("sample", "chat sample")),
    .init(
      .h7622, "one of two in hixie-76, which knows no lists", .hixie76.client("sample", "chat sample"),
      finds: .error(.h7622, .server, at: "sample")),

    .init(.h7623, "no byte", .hixie76.server(sends: []), finds: .error(.h7623, .server, at: .headEnd)),
    .init(
      .h7623, "fifteen bytes", .hixie76.server(sends: Array(answer.dropLast())),
      finds: .error(.h7623, .server, at: .headEnd)),
    .init(
      .h7623, "the digest in hexadecimal",
      .hixie76.server(sends: Array("386a4b5327793a472a436f2c5778612d".utf8)),
      finds: .error(.h7623, .server, at: .headEnd)),
    .init(
      .h7623, "a line end behind it", .hixie76.server(sends: answer + [0x0d, 0x0a]),
      finds: .error(.h7623, .server, at: .headEnd)),
    .init(
      .h7623, "a frame behind it", .hixie76.server(sends: answer + [0x00, 0x41, 0xff]),
      finds: .note(.ht11, .server, at: .behindHead(16))),
    .init(
      .h7623, "a frame of hybi-03 behind it", .hybi03.server(sends: answer + [0x04, 0x01, 0x41]),
      finds: .note(.ht11, .server, at: .behindHead(16))),
    .init(.h7623, "bytes that the input cannot tell", .hixie76.server(sends: []).losing(.bodies)),

    .init(
      .h7624, "other bytes", .hixie76.server(sends: answer.reversed()), finds: .error(.h7624, .server, at: .headEnd)),
    .init(
      .h7624, "the answer to trimmed keys", .hixie76.client("1  .P00", "1 .P00"),
      finds: .error(.h7624, .server, at: .headEnd)),
    .init(
      .h7624, "keys whose spaces the input cannot tell", .hixie76.client("1  .P00", "1 .P00").losing(.whiteSpace)),
    .init(.h7624, "the right bytes", .hixie76),

    .init(
      .h7625, "another origin", .hixie76.server("example.org", "example.net"),
      finds: .error(.h7625, .server, at: "http://")),
    .init(.h7625, "another case", .hixie76.server("example.org", "Example.org")),

    .init(
      .h7626, "the version field of a response", .hixie76.server(adding: "X-WebSocket-Version: 13")),

    .init(
      .h7627, "an origin twice", .hixie76.server(adding: "Sec-WebSocket-Origin: null"),
      finds: .error(.h7627, .server, at: "null")),
    .init(
      .h7627, "a subprotocol twice", .hixie76.server(adding: "Sec-WebSocket-Protocol: chat"),
      finds: .error(.h7627, .server, at: "chat")),
    .init(.h7627, "cookies twice", .hixie76.server(adding: "Set-Cookie: a=b\r\nSet-Cookie: c=d")),
  ]
}
