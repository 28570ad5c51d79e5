/// The messages that are known.
enum ErrorMessages {
  static let all: [ErrorMessage] = handshake + frames + libraries + LibraryMessages.all + BrowserMessages.all

  private static let chromium = "Chromium"

  private static let handshake: [ErrorMessage] = [
    ErrorMessage(
      "Incorrect 'Sec-WebSocket-Accept' header value", by: chromium,
      "The accept value of the response does not answer the key of the request.",
      ["RS-06", "Sec-WebSocket-Accept", "accept-hex-digest", "accept-another-key"]),
    ErrorMessage(
      "'Sec-WebSocket-Accept' header is missing", by: chromium,
      "The response is 101 but answers no key: a server of an old draft, or none at all.",
      ["RS-04", "Sec-WebSocket-Accept"]),
    ErrorMessage(
      "'Upgrade' header is missing", by: chromium, "The response lacks Upgrade; often a proxy took it out.",
      ["RS-02", "RQ-05", "Upgrade"]),
    ErrorMessage(
      "'Connection' header value must contain 'Upgrade'", by: chromium,
      "The response's Connection does not list Upgrade; often a proxy wrote its own.",
      ["RS-03", "RQ-06", "Connection"]),
    ErrorMessage(
      "Unexpected response code: #", by: chromium,
      "The response was not 101, so there is no connection.", ["RS-01"], .status),
    ErrorMessage(
      "Unexpected server response: #", by: "ws (Node)", "The response was not 101, so there is no connection.",
      ["RS-01"], .status),
    ErrorMessage(
      "Invalid status line", by: chromium,
      "The response does not begin with HTTP/1.1 and a code: HTTP/1.0, or junk in front of it.",
      ["HT-12", "RS-19", "101"]),
    ErrorMessage(
      "Status line does not end with CRLF", by: "Chromium (old)",
      "The first bytes of the response are not HTTP: another protocol, or TLS.", ["HT-12", "not-a-frame-tls-alert"]),
    ErrorMessage(
      "Sent non-empty 'Sec-WebSocket-Protocol' header but no response was received", by: chromium,
      "Subprotocols were offered and none was chosen: legal by the RFC, but browsers fail the connection.",
      ["BR-01", "Sec-WebSocket-Protocol"]),
    ErrorMessage(
      "Response must not include 'Sec-WebSocket-Protocol' header if not present in request: *", by: chromium,
      "The server chose a subprotocol although none was offered.", ["RS-08", "Sec-WebSocket-Protocol"], .name),
    ErrorMessage(
      "'Sec-WebSocket-Protocol' header value * in response does not match any of sent values", by: chromium,
      "The server chose a subprotocol that was not offered.", ["RS-08", "Sec-WebSocket-Protocol"]),
    ErrorMessage(
      "Error in permessage-deflate: *", by: chromium, "The response's parameters break the agreement on compression.",
      ["PMD-12", "PMD-13", "PMD-02", "PMD-05", "permessage-deflate"], .name),
  ]

  private static let frames: [ErrorMessage] = [
    ErrorMessage(
      "One or more reserved bits are on: reserved1 = #, reserved2 = #, reserved3 = #",
      by: "Chromium, faye, websocket-driver", "A frame has reserved bits set, or what was read is no frame.",
      ["FR-01", "rsv"], .reservedBits),
    ErrorMessage(
      "Unrecognized frame opcode: #", by: "Chromium, faye",
      "An opcode that is not defined; most often what was read is no frame.", ["FR-02", "FR-15"], .opcode),
    ErrorMessage(
      "A server must not mask any frames that it sends to the client.", by: chromium,
      "The server masks; perhaps it uses a client's encoder.", ["FR-06", "mask"]),
    ErrorMessage(
      "Invalid frame header", by: chromium,
      "The header cannot be read: a length in too long a form or with its top bit set, or no frame at all.",
      ["FR-07", "FR-08", "FR-15", "length-little-endian", "length-four-bytes", "length"]),
    ErrorMessage(
      "Received start of new message but previous message is unfinished.", by: chromium,
      "A new message began inside another one: fragments with an opcode, or two senders at once.",
      ["FR-11", "continuation"]),
    ErrorMessage(
      "Received unexpected continuation frame.", by: chromium,
      "A continuation frame came although no message was begun.", ["FR-10", "continuation", "not-a-frame-hixie"]),
    ErrorMessage(
      "Received fragmented control frame: opcode = #", by: "Chromium, faye", "A control frame came without FIN.",
      ["FR-03"], .opcode),
    ErrorMessage(
      "Could not decode a text frame as UTF-8.", by: chromium, "A text message is not UTF-8.",
      ["MS-01", "MS-02", "text-latin1", "length-counts-characters", "text"]),
    ErrorMessage(
      "Received a broken close frame with an invalid size of 1 byte.", by: chromium,
      "A Close frame holds half a code.", ["CL-02", "close"]),
    ErrorMessage(
      "Received a broken close frame containing a reserved status code.", by: chromium,
      "A Close frame holds a code that is never sent, such as 1005 or 1006.", ["CL-03", "1005", "1006"]),
  ]

  private static let libraries: [ErrorMessage] = [
    ErrorMessage(
      "RSV1 must be clear", by: "ws (Node)", code: "WS_ERR_UNEXPECTED_RSV_1",
      "A compressed frame came although compression was not agreed on, or RSV1 stands on a continuation.",
      ["FR-01", "DF-01", "DF-02", "inflates-as-deflate", "permessage-deflate"]),
    ErrorMessage(
      "RSV2 and RSV3 must be clear", by: "ws (Node)", code: "WS_ERR_UNEXPECTED_RSV_2_3",
      "What was read is most often no frame: text or TLS.", ["FR-01", "FR-15", "rsv"]),
    ErrorMessage(
      "invalid opcode #", by: "ws (Node)", code: "WS_ERR_INVALID_OPCODE", "The opcode is not defined, or not here.",
      [], .opcodeInSequence),
    ErrorMessage(
      "MASK must be set", by: "ws (Node)", code: "WS_ERR_EXPECTED_MASK", "A client's frame came without a mask.",
      ["FR-05", "mask"]),
    ErrorMessage(
      "MASK must be clear", by: "ws (Node)", code: "WS_ERR_UNEXPECTED_MASK", "A server's frame came with a mask.",
      ["FR-06", "mask"]),
    ErrorMessage(
      "invalid payload length #", by: "ws (Node)", code: "WS_ERR_INVALID_CONTROL_PAYLOAD_LENGTH",
      "A control frame is too long, or a Close frame has 1 byte.", [], .controlLength),
    ErrorMessage(
      "invalid status code #", by: "ws (Node)", code: "WS_ERR_INVALID_CLOSE_CODE",
      "A Close frame holds a code that is not sent.",
      [], .closeCode),
    ErrorMessage(
      "handshake error: bad \"Upgrade\" header", by: "gobwas/ws", "Upgrade did not arrive; often a proxy took it out.",
      ["RS-02", "RQ-05", "Upgrade"]),
    ErrorMessage(
      "websocket: upgrade != websocket", by: "gorilla/websocket (old)",
      "The request's Upgrade did not arrive; often a proxy took it out.", ["RQ-05", "RS-02", "Upgrade"]),
    ErrorMessage(
      "Illegal frame", by: "websocket-client (Python)",
      "A continuation came without a beginning, or a message began inside another.", ["FR-10", "FR-11"]),
    ErrorMessage(
      "Invalid close opcode", by: "websocket-client (Python)", "A Close frame holds a code that is not sent.",
      ["CL-03", "CL-02"]),
    ErrorMessage(
      "bad rsv #", by: "Java-WebSocket", "A frame has reserved bits set, or what was read is no frame.",
      ["FR-01", "rsv"], .reservedNumber),
  ]
}
