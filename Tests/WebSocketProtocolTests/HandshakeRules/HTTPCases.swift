import WebSocketProtocol

/// The HTTP that heads are written in: HT.
extension HandshakeCase {
  static let http = startLines + fieldLines + bodies

  private static let startLines: [HandshakeCase] = [
    .init(
      .ht01, "without a version", .asked.client("GET /chat HTTP/1.1", "GET /chat"),
      finds: .error(.ht01, .client, at: "GET")),
    .init(
      .ht01, "two spaces behind the method", .asked.client("GET /chat", "GET  /chat"),
      finds: .warning(.ht01, .client, at: .behind("GET "))),
    .init(
      .ht01, "two spaces before the version", .asked.client("/chat HTTP", "/chat  HTTP"),
      finds: .warning(.ht01, .client, at: .behind("/chat "))),
    .init(
      .ht01, "a space behind the version", .asked.client("HTTP/1.1\r\n", "HTTP/1.1 \r\n"),
      finds: .warning(.ht01, .client, at: .behind("HTTP/1.1"))),
    .init(
      .ht01, "a space inside the target", .asked.client("/chat", "/chat room"),
      finds: .error(.ht01, .client, at: " room")),
    .init(
      .ht01, "a version of two figures", .asked.client("HTTP/1.1", "HTTP/1.10"),
      finds: .error(.ht01, .client, at: "HTTP/1.10")),
    .init(
      .ht01, "a method that is no token", .asked.client("GET", "G{T"), finds: .error(.ht01, .client, at: "G{T"),
      .error(.rq01, .client, at: "G{T")),
    .init(
      .ht01, "spaces where the target should be", .asked.client("/chat", " "),
      finds: .warning(.ht01, .client, at: .behind("GET ")), .error(.rq03, .client, at: .behind("GET  "))),
    .init(
      .ht01, "hixie-75 without a version", .hixie75.withoutResponse.client(" HTTP/1.1", ""),
      finds: .error(.ht01, .client, at: "GET"), .obsolete),
    .init(
      .ht01, "hixie-76 without a version", .hixie76.withoutResponse.client(" HTTP/1.1", ""),
      finds: .error(.ht01, .client, at: "GET")),
    .init(.ht01, "an escaped space", .asked.client("/chat", "/chat%20room")),

    .init(
      .ht12, "a status with a letter", .rfc.server("101", "1O1"), finds: .error(.ht12, .server, at: "1O1")),
    .init(.ht12, "a status of four digits", .rfc.server("101", "1010"), finds: .error(.ht12, .server, at: "1010")),
    .init(
      .ht12, "no version", .rfc.server("HTTP/1.1 101", "101"), finds: .error(.ht12, .server, at: "101")),
    .init(
      .ht12, "a version of one figure", .rfc.server("HTTP/1.1", "HTTP/1"), finds: .error(.ht12, .server, at: "HTTP/1")),
    .init(
      .ht12, "nothing behind the status", .rfc.server(" Switching Protocols", ""),
      finds: .warning(.ht12, .server, at: .behind("101"))),
    .init(
      .ht12, "an empty line before it", .rfc.server("HTTP/1.1 101", "\r\nHTTP/1.1 101"),
      finds: .warning(.ht12, .server, at: "\r\n")),
    .init(
      .ht12, "hixie-75 with no status", .hixie75.server("101", "OK"), finds: .error(.ht12, .server, at: "OK"), .obsolete
    ),
    .init(.ht12, "hixie-76 with no status", .hixie76.server("101", "OK"), finds: .error(.ht12, .server, at: "OK")),
    .init(.ht12, "a space and no phrase", .rfc.server("101 Switching Protocols", "101 ")),
    .init(.ht12, "a phrase of bytes outside ASCII", .rfc.server("Switching Protocols", "Protokollwechsel für alle")),

    .init(
      .ht13, "an empty line before it", .asked.client("GET", "\r\nGET"), finds: .note(.ht13, .client, at: "\r\n")),
    .init(.ht13, "nothing before it", .asked),
  ]

  private static let fieldLines: [HandshakeCase] = [
    .init(
      .ht02, "one line", .asked.client("example.com\r\n", "example.com\n"),
      finds: .warning(.ht02, .client, at: .behind("example.com"))),
    .init(
      .ht02, "the empty line", .asked.client("Version: 13\r\n\r\n", "Version: 13\r\n\n"),
      finds: .warning(.ht02, .client, at: .behind("13\r\n"))),
    .init(
      .ht02, "a CR inside a value", .asked.client(adding: "X-Note: a\rb"), finds: .error(.ht02, .client, at: "\rb")),
    .init(
      .ht02, "two CR", .rfc.server("Upgrade: websocket", "Upgrade: websocket\r"),
      finds: .error(.ht02, .server, at: .behind("Upgrade: websocket"))),
    .init(.ht02, "line ends that the input cannot tell", .asked.client("com\r\n", "com\n").losing(.lineEnds)),
    .init(.ht02, "CR LF throughout", .rfc),

    .init(.ht03, "behind a line", .asked.clientEnds(behind: "com\r\n"), finds: .error(.ht03, .client, at: .headEnd)),
    .init(
      .ht03, "inside a value", .asked.clientEnds(behind: "7PRJ2bqq"), finds: .error(.ht03, .client, at: .headEnd)),
    .init(
      .ht03, "inside a name", .asked.clientEnds(behind: "Sec-Web"), finds: .error(.ht03, .client, at: .headEnd)),
    .init(
      .ht03, "inside the first line", .asked.clientEnds(behind: "GET /ch"), finds: .error(.ht03, .client, at: .headEnd)),
    .init(
      .ht03, "in a request whose response is there", .rfc.clientEnds(behind: "7PRJ2bqq"),
      finds: .error(.ht03, .client, at: .headEnd)),
    .init(
      .ht03, "in a request whose offers may follow",
      rfcOffering.server(adding: "Sec-WebSocket-Protocol: chat").clientEnds(behind: "13\r\n"),
      finds: .error(.ht03, .client, at: .headEnd)),
    .init(
      .ht03, "in a response", .rfc.serverEnds(behind: "101 Switching Protocols\r\nUpg"),
      finds: .error(.ht03, .server, at: .headEnd)),
    .init(
      .ht03, "in a response that may choose a subprotocol",
      .rfc.client(adding: "Sec-WebSocket-Protocol: chat").serverEnds(behind: "hN4=\r\n"),
      finds: .error(.ht03, .server, at: .headEnd)),
    .init(
      .ht03, "in hixie-75", .hixie75.serverEnds(behind: "Upgrade: WebSocket\r\n"),
      finds: .error(.ht03, .server, at: .headEnd), .obsolete),
    .init(
      .ht03, "in a request of hixie-75", .hixie75.clientEnds(behind: "Connection: Upgrade\r\n"),
      finds: .error(.ht03, .client, at: .headEnd), .obsolete),
    .init(
      .ht03, "in a request of hixie-76", .hixie76.client(sends: "").clientEnds(behind: "P00\r\n"),
      finds: .error(.ht03, .client, at: .headEnd)),
    .init(
      .ht03, "in a response of hixie-76", .hixie76.server(sends: []).serverEnds(behind: "Upgrade: Web"),
      finds: .error(.ht03, .server, at: .headEnd)),
    .init(
      .ht03, "in a request of version 4",
      .draft(4).withoutResponse.clientEnds(behind: "Connection: Upgrade\r\n")
        .judged(as: .hybi04), finds: .error(.ht03, .client, at: .headEnd)),
    .init(
      .ht03, "a copied text whose last line ends without a line end",
      .asked.client(without: "Host").clientEnds(behind: "Version: 13").losing(.lineEnds),
      finds: .note(.ht03, .client, at: .headEnd), .error(.rq04, .client)),
    .init(
      .ht03, "an empty line of LF alone", .asked.client("13\r\n\r\n", "13\r\n\n"),
      finds: .warning(.ht02, .client, at: .behind("13\r\n"))),

    .init(
      .ht04, "a value that goes on", .asked.client(adding: "X-Note: one\r\n two"),
      finds: .error(.ht04, .client, at: " two")),
    .init(
      .ht04, "after a tab, in the response", .rfc.server(adding: "X-Note: one\r\n\ttwo"),
      finds: .error(.ht04, .server, at: "\ttwo")),
    .init(
      .ht04, "in a draft of RFC 2616's time", .draft(8).client(adding: "X-Note: one\r\n two"),
      finds: .note(.ht04, .client, at: " two")),
    .init(
      .ht04, "right behind the request line", .asked.client("Host:", " X-Note: one\r\nHost:"),
      finds: .error(.ht04, .client, at: " X-Note")),
    .init(
      .ht04, "a token that is folded and read on",
      .asked.client("Connection: Upgrade", "Connection: keep-alive,\r\n Upgrade"),
      finds: .error(.ht04, .client, at: " Upgrade\r\nSec")),
    .init(.ht04, "a tab inside a value", .asked.client(adding: "X-Note: one\ttwo")),

    .init(
      .ht05, "a space", .asked.client("Host:", "Host :"), finds: .error(.ht05, .client, at: .behind("Host"))),
    .init(
      .ht05, "a tab in the response", .rfc.server("Connection:", "Connection\t:"),
      finds: .error(.ht05, .server, at: .behind("Connection"))),
    .init(.ht05, "a space behind the colon", .asked.client("Host: ", "Host:   ")),

    .init(
      .ht06, "a line without a colon", .asked.client(adding: "chat"), finds: .error(.ht06, .client, at: "chat\r\n\r\n")),
    .init(.ht06, "an empty name", .asked.client(adding: ": chat"), finds: .error(.ht06, .client, at: ": chat")),
    .init(
      .ht06, "the number of a listing", .asked.client(adding: "1. X-Note: a"), finds: .error(.ht06, .client, at: "1. X")
    ),
    .init(
      .ht06, "a name that holds a bracket", .rfc.server(adding: "X(Note): a"),
      finds: .error(.ht06, .server, at: "X(Note)")),
    .init(.ht06, "every character that a token may have", .asked.client(adding: "!#$%&'*+-.^_`|~09azAZ: a")),

    .init(.ht07, "NUL", .asked.client(adding: "X-Note: a\0b"), finds: .error(.ht07, .client, at: "\0")),
    .init(.ht07, "DEL", .rfc.server(adding: "X-Note: a\u{7f}"), finds: .error(.ht07, .server, at: "\u{7f}")),
    .init(
      .ht07, "a no-break space of a web page", .asked.client(adding: "X-Note: a\u{a0}b"),
      finds: .warning(.ht07, .client, at: "\u{a0}")),
    .init(.ht07, "an umlaut", .rfc.server(adding: "X-Note: für"), finds: .warning(.ht07, .server, at: "ü")),
    .init(.ht07, "a tab", .asked.client(adding: "X-Note: a\tb")),
    .init(.ht07, "a tilde", .asked.client(adding: "X-Note: ~")),
  ]

  private static let rfcOffering = HandshakeText.rfc.client(adding: "Sec-WebSocket-Protocol: chat")

  private static let bodies: [HandshakeCase] = [
    .init(
      .ht09, "a length", .asked.client(adding: "Content-Length: 5"), finds: .warning(.ht09, .client, at: "5\r\n\r\n")),
    .init(
      .ht09, "a coding", .asked.client(adding: "Transfer-Encoding: chunked"),
      finds: .warning(.ht09, .client, at: "chunked")),
    .init(
      .ht09, "the challenge of hixie-76", .hixie76.client(adding: "Content-Length: 8"),
      finds: .note(.ht09, .client, at: "8\r\n\r\n")),
    .init(
      .ht09, "another length in hixie-76", .hixie76.client(adding: "Content-Length: 9"),
      finds: .warning(.ht09, .client, at: "9\r\n\r\n")),
    .init(.ht09, "a length of 0", .asked.client(adding: "Content-Length: 0")),

    .init(
      .ht10, "a length of 0", .rfc.server(adding: "Content-Length: 0"), finds: .error(.ht10, .server, at: "0\r\n\r\n")),
    .init(
      .ht10, "a coding", .rfc.server(adding: "Transfer-Encoding: chunked"), finds: .error(.ht10, .server, at: "chunked")
    ),
    .init(
      .ht10, "in hixie-76", .hixie76.server(adding: "Content-Length: 16"), finds: .error(.ht10, .server, at: "16\r\n")),
    .init(
      .ht10, "in a refusal", .asked.refused("HTTP/1.1 404 Not Found", "Content-Length: 0"),
      finds: .note(.rs01, .server, at: "404")),

    .init(
      .ht11, "a frame", .rfc.server(sends: [0x81, 0x02, 0x68, 0x69]), finds: .note(.ht11, .server, at: .headEnd)),
    .init(
      .ht11, "a frame behind the answer to a challenge",
      .hixie76.server(sends: Array("8jKS'y:G*Co,Wxa-".utf8) + [0x00, 0x68, 0xff]),
      finds: .note(.ht11, .server, at: .behindHead(16))),
    .init(.ht11, "the answer to a challenge", .hixie76),
  ]
}
