import WebSocketProtocol

/// The response: RS and BR-01.
extension HandshakeCase {
  static let response = switching + accept + oldFields

  private static let switching: [HandshakeCase] = [
    .init(.rs01, "404", .asked.refused("HTTP/1.1 404 Not Found"), finds: .note(.rs01, .server, at: "404")),
    .init(.rs01, "200", .asked.refused("HTTP/1.1 200 OK"), finds: .note(.rs01, .server, at: "200")),
    .init(
      .rs01, "a redirection that looks like a switch",
      .rfc.server("101 Switching Protocols", "301 Moved").server("Cfk9", "xxxx"),
      finds: .note(.rs01, .server, at: "301")),
    .init(.rs01, "101", .rfc),

    .init(.rs02, "no Upgrade", .rfc.server(without: "Upgrade"), finds: .error(.rs02, .server)),
    .init(
      .rs02, "a list", .rfc.server("websocket", "websocket, h2c"), finds: .error(.rs02, .server, at: "websocket, h2c")),
    .init(
      .rs02, "a version", .rfc.server("websocket", "websocket/13"), finds: .error(.rs02, .server, at: "websocket/13")),
    .init(
      .rs02, "two lines", .rfc.server("Upgrade: websocket", "Upgrade: websocket\r\nUpgrade: websocket"),
      finds: .error(.rs02, .server, at: "websocket\r\n")),
    .init(
      .rs02, "an empty one", .rfc.server("Upgrade: websocket", "Upgrade:"),
      finds: .error(.rs02, .server, at: .behind("Upgrade:"))),
    .init(.rs02, "capitals", .rfc.server("websocket", "WebSocket")),

    .init(.rs03, "no Connection", .rfc.server(without: "Connection"), finds: .error(.rs03, .server)),
    .init(
      .rs03, "close", .rfc.server("Connection: Upgrade", "Connection: close"),
      finds: .error(.rs03, .server, at: "close")),
    .init(
      .rs03, "an empty one", .rfc.server("Connection: Upgrade", "Connection:"),
      finds: .error(.rs03, .server, at: .behind("Connection:"))),
    .init(.rs03, "a list", .rfc.server("Connection: Upgrade", "Connection: keep-alive, UPGRADE")),

    .init(.rs19, "HTTP/1.0", .rfc.server("HTTP/1.1", "HTTP/1.0"), finds: .warning(.rs19, .server, at: "HTTP/1.0")),
    .init(.rs19, "HTTP/1.2", .rfc.server("HTTP/1.1", "HTTP/1.2")),
    .init(
      .rs19, "HTTP/1.0 in a refusal", .asked.refused("HTTP/1.0 502 Bad Gateway"),
      finds: .note(.rs01, .server, at: "502")),
  ]

  private static let right = "Cfk9+TXMYC8LHof1vzuATTP+hN4="
  private static let value = Told.Place.behind("Accept: ")

  private static let accept: [HandshakeCase] = [
    .init(.rs04, "no accept value", .rfc.server(without: "Sec-WebSocket-Accept"), finds: .error(.rs04, .server)),
    .init(.rs04, "capitals in the name", .rfc.server("Sec-WebSocket-Accept", "SEC-WEBSOCKET-ACCEPT")),

    .init(
      .rs05, "twice", .rfc.server(adding: "Sec-WebSocket-Accept: \(right)"),
      finds: .error(.rs05, .server, at: "Cfk9+TXMYC8LHof1vzuATTP+hN4=\r\n\r\n")),
    .init(.rs05, "once", .rfc),

    .init(.rs06, "the case of a letter", .rfc.server("Cfk9", "cfk9"), finds: .error(.rs06, .server, at: "cfk9")),
    .init(
      .rs06, "the value of another key", .rfc.server(right, "s3pPLMBiTxaQ9kYGzzhZRbK+xOo="),
      finds: .error(.rs06, .server, at: "s3pP")),
    .init(.rs06, "blanks around it", .rfc.server(right, "  \(right)\t")),
    .init(.rs06, "any value without the request", .rfc.server(right, "s3pPLMBiTxaQ9kYGzzhZRbK+xOo=").withoutRequest),

    .init(
      .rs07, "the digest in hexadecimal", .rfc.server(right, "09f93df935cc602f0b1e87f5bf3b804d33fe84de"),
      finds: .error(.rs07, .server, at: value), .error(.rs06, .server, at: value)),
    .init(
      .rs07, "no padding", .rfc.server(right, "Cfk9+TXMYC8LHof1vzuATTP+hN4").withoutRequest,
      finds: .error(.rs07, .server, at: value)),
    .init(
      .rs07, "an MD5", .rfc.server(right, "CY9rzUYh03PK3k6DJie09g==").withoutRequest,
      finds: .error(.rs07, .server, at: value)),
    .init(.rs07, "an empty value", .rfc.server(right, "").withoutRequest, finds: .error(.rs07, .server, at: value)),
    .init(.rs07, "20 bytes", .rfc.withoutRequest),
  ]

  private static let oldFields: [HandshakeCase] = [
    .init(
      .rs14, "a version", .rfc.server(adding: "Sec-WebSocket-Version: 13"),
      finds: .note(.rs14, .server, at: "13\r\n\r\n")),
    .init(
      .rs14, "a version in a refusal", .asked.refused("HTTP/1.1 403 Forbidden", "Sec-WebSocket-Version: 8"),
      finds: .note(.rs01, .server, at: "403")),

    .init(
      .rs21, "the location of hixie-76", .rfc.server(adding: "Sec-WebSocket-Location: ws://a/"),
      finds: .warning(.rs21, .server, at: "ws://")),
    .init(
      .rs21, "the origin of hixie-76", .rfc.server(adding: "Sec-WebSocket-Origin: null"),
      finds: .warning(.rs21, .server, at: "null")),
    .init(
      .rs21, "the origin of hixie-75", .rfc.server(adding: "WebSocket-Origin: null"),
      finds: .warning(.rs21, .server, at: "null")),
    .init(
      .rs21, "the nonce of hybi-04", .rfc.server(adding: "Sec-WebSocket-Nonce: a"),
      finds: .warning(.rs21, .server, at: "a\r\n\r\n")),
    .init(
      .rs21, "a location in a draft", .draft(8).server(adding: "WebSocket-Location: ws://a/"),
      finds: .warning(.rs21, .server, at: "ws://")),
    .init(.rs21, "the nonce of hybi-04 in hybi-04", .draft(4)),
    .init(.rs21, "a field that nobody defined", .rfc.server(adding: "Sec-WebSocket-Server: a")),

    .init(
      .rs22, "several faults, told once", .rfc.client(without: "Host").client("GET", "PUT"),
      finds: .error(.rq01, .client, at: "PUT"), .error(.rq04, .client), .warning(.rs22, .server, at: "101")),
    .init(
      .rs22, "a warning alone", .rfc.client("websocket", "websocket/13"),
      finds: .warning(.rq05, .client, at: "websocket/13")),
    .init(
      .rs22, "a fault that was refused", .rfc.client(without: "Host").refused("HTTP/1.1 400 Bad Request"),
      finds: .error(.rq04, .client), .note(.rs01, .server, at: "400")),
    .init(
      .rs22, "an offer to be declined", .rfc.client(adding: "Sec-WebSocket-Extensions: permessage-deflate; x"),
      finds: .error(.pmd02, .client, at: "permessage-deflate; x")),
  ]
}

extension HandshakeCase {
  static let choices = subprotocolChoices + extensionChoices

  private static func choice(_ offer: String?, _ answer: String) -> HandshakeText {
    let asked = offer.map { HandshakeText.rfc.client(adding: "Sec-WebSocket-Protocol: \($0)") } ?? .rfc
    return asked.server(adding: "Sec-WebSocket-Protocol: \(answer)")
  }

  private static let subprotocolChoices: [HandshakeCase] = [
    .init(.rs08, "one that was not offered", choice("chat, mqtt", "soap"), finds: .error(.rs08, .server, at: "soap")),
    .init(.rs08, "another case", choice("chat", "Chat"), finds: .error(.rs08, .server, at: "Chat")),
    .init(.rs08, "nothing was offered", choice(nil, "chat"), finds: .error(.rs08, .server, at: "chat")),
    .init(.rs08, "the second of two", choice("chat, mqtt", "mqtt")),
    .init(.rs08, "the offer was not seen", choice("mqtt", "chat").withoutRequest),

    .init(.rs09, "a list", choice("chat, mqtt", "chat, mqtt"), finds: .error(.rs09, .server, at: "chat, mqtt")),
    .init(.rs09, "an empty value", choice("chat", ""), finds: .error(.rs09, .server, at: .behind("Protocol: "))),
    .init(.rs09, "no token", choice("chat", "chat/1"), finds: .error(.rs09, .server, at: "chat/1")),
    .init(.rs09, "one token", choice("chat", "chat")),

    .init(
      .rs10, "two lines", choice("chat, mqtt", "chat\r\nSec-WebSocket-Protocol: mqtt"),
      finds: .error(.rs10, .server, at: "mqtt")),
    .init(.rs10, "two lines of the request", choice("chat\r\nSec-WebSocket-Protocol: mqtt", "mqtt")),

    .init(
      .br01, "none was chosen", .rfc.client(adding: "Sec-WebSocket-Protocol: chat, mqtt"),
      finds: .warning(.br01, .server)),
    .init(
      .br01, "a value that was printed", .rfc.client(adding: "Sec-WebSocket-Protocol: undefined"),
      finds: .warning(.br01, .server)),
    .init(
      .br01, "an offer of nothing", .rfc.client(adding: "Sec-WebSocket-Protocol:"),
      finds: .error(.rq18, .client, at: .behind("Protocol:")), .warning(.rs22, .server, at: "101")),
    .init(.br01, "none was offered", .rfc),
    .init(
      .br01, "none was chosen by a refusal",
      .rfc.client(adding: "Sec-WebSocket-Protocol: chat").refused("HTTP/1.1 401 Unauthorized"),
      finds: .note(.rs01, .server, at: "401")),
  ]

  private static let extensionChoices: [HandshakeCase] = [
    .init(
      .rs11, "one that was not offered", .agreed("permessage-deflate", "permessage-deflate, bbf-usp-protocol"),
      finds: .error(.rs11, .server, at: "bbf")),
    .init(
      .rs11, "nothing was offered", .rfc.server(adding: "Sec-WebSocket-Extensions: permessage-deflate"),
      finds: .error(.rs11, .server, at: "permessage")),
    .init(
      .rs11, "an offer on the second line",
      .agreed("bbf-usp-protocol\r\nSec-WebSocket-Extensions: permessage-deflate", "permessage-deflate")),
    .init(.rs11, "the offer was not seen", .agreed("bbf-usp-protocol", "permessage-deflate").withoutRequest),

    .init(
      .rs12, "an empty field", .rfc.server(adding: "Sec-WebSocket-Extensions:"),
      finds: .error(.rs12, .server, at: .behind("Extensions:"))),
    .init(
      .rs12, "a semicolon at the end", .agreed("permessage-deflate", "permessage-deflate;"),
      finds: .error(.rs12, .server, at: .behind("deflate;"))),
    .init(
      .rs12, "an equals sign at the end", .agreed("permessage-deflate", "permessage-deflate; server_max_window_bits="),
      finds: .error(.rs12, .server, at: .behind("bits="))),
    .init(.rs12, "one element", .agreed("permessage-deflate", "permessage-deflate")),

    .init(
      .rs13, "two lines",
      .agreed(
        "permessage-deflate, bbf-usp-protocol",
        "permessage-deflate\r\nSec-WebSocket-Extensions: bbf-usp-protocol"),
      finds: .warning(.rs13, .server, at: "bbf")),
    .init(.rs13, "one line", .agreed("permessage-deflate, bbf-usp-protocol", "permessage-deflate, bbf-usp-protocol")),

    .init(
      .rs20, "both names of deflate-frame",
      .agreed("deflate-frame, x-webkit-deflate-frame", "deflate-frame, x-webkit-deflate-frame"),
      finds: .note(.rq21, .client, at: "deflate-frame"), .note(.rq21, .client, at: "x-webkit"),
      .error(.rs20, .server, at: "x-webkit")),
    .init(
      .rs20, "one of them", .agreed("deflate-frame, x-webkit-deflate-frame", "x-webkit-deflate-frame"),
      finds: .note(.rq21, .client, at: "deflate-frame"), .note(.rq21, .client, at: "x-webkit")),
  ]

  static let refusals: [HandshakeCase] = [
    .init(
      .rs15, "400 without a list", version14.refused("HTTP/1.1 400 Bad Request"), finds: asked14,
      .note(.rs01, .server, at: "400"), .error(.rs15, .server)),
    .init(
      .rs15, "400 with a list", version14.refused("HTTP/1.1 400 Bad Request", "Sec-WebSocket-Version: 13, 8"),
      finds: asked14, .note(.rs01, .server, at: "400")),
    .init(
      .rs15, "400 to a version that is known", .asked.refused("HTTP/1.1 400 Bad Request"),
      finds: .note(.rs01, .server, at: "400")),

    .init(
      .rs16, "no Upgrade", version14.refused("HTTP/1.1 426 Upgrade Required", "Sec-WebSocket-Version: 13"),
      finds: asked14, .note(.rs01, .server, at: "426"), .error(.rs16, .server)),
    .init(
      .rs16, "no Upgrade, and no request", .asked.refused("HTTP/1.1 426 Upgrade Required").withoutRequest,
      finds: .note(.rs01, .server, at: "426"), .error(.rs16, .server)),
    .init(
      .rs16, "an Upgrade",
      version14.refused("HTTP/1.1 426 Upgrade Required", "Upgrade: websocket", "Sec-WebSocket-Version: 13"),
      finds: asked14, .note(.rs01, .server, at: "426")),
    .init(
      .rs16, "400 without an Upgrade", .asked.refused("HTTP/1.1 400 Bad Request"),
      finds: .note(.rs01, .server, at: "400")),

    .init(
      .rs17, "the version that was asked for",
      .asked.refused("HTTP/1.1 400 Bad Request", "Sec-WebSocket-Version: 8", "Sec-WebSocket-Version: 7, 13"),
      finds: .note(.rs01, .server, at: "400"), .warning(.rs17, .server, at: "13")),
    .init(
      .rs17, "others", .asked.refused("HTTP/1.1 400 Bad Request", "Sec-WebSocket-Version: 8, 7, 130"),
      finds: .note(.rs01, .server, at: "400")),
  ]

  private static let version14 = HandshakeText.asked.client("Version: 13", "Version: 14")
  private static let asked14 = Told.error(.rq14, .client, at: "14")
}
