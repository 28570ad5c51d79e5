/// Wordings of libraries that say what the better known messages say, too.
enum SecondaryMessages {
  static let all: [ErrorMessage] = handshake + masks + frames

  private static let handshake: [ErrorMessage] = [
    ErrorMessage(
      "Invalid Sec-WebSocket-Accept header", by: "ws (Node)",
      "The accept value of the response does not answer the key of the request.",
      ["RS-06", "RS-04", "Sec-WebSocket-Accept", "accept-hex-digest"]),
    ErrorMessage(
      "Key mismatch in \"Sec-WebSocket-Accept\" header", by: "tungstenite (Rust)",
      "The accept value of the response does not answer the key of the request.",
      ["RS-06", "Sec-WebSocket-Accept", "accept-hex-digest"]),
    ErrorMessage(
      "Sec-WebSocket-Accept mismatch", by: "clients that compare the value",
      "The accept value of the response does not answer the key of the request.",
      ["RS-06", "Sec-WebSocket-Accept", "accept-hex-digest"]),
    ErrorMessage(
      "'Upgrade' header missing", by: "clients and servers that look for it",
      "Upgrade did not arrive; often a proxy took it out.", ["RS-02", "RQ-05", "Upgrade"]),
    ErrorMessage(
      "Server sent no subprotocol", by: "ws (Node)",
      "Subprotocols were offered and none was chosen: legal by the RFC, but this client fails the connection.",
      ["BR-01", "Sec-WebSocket-Protocol"]),
    ErrorMessage(
      "Server sent a subprotocol but none was requested", by: "ws (Node)",
      "The server chose a subprotocol although none was offered.", ["RS-08", "Sec-WebSocket-Protocol"]),
    ErrorMessage(
      "Server sent an invalid subprotocol", by: "ws (Node)", "The server chose a subprotocol that was not offered.",
      ["RS-08", "Sec-WebSocket-Protocol"]),
  ]

  private static let masks: [ErrorMessage] = [
    ErrorMessage(
      "incorrect mask flag", by: "gorilla/websocket", "A client's frame came without a mask, or a server's with one.",
      ["FR-05", "FR-06", "mask"]),
    ErrorMessage(
      "incorrect masking", by: "websockets (Python)", "A client's frame came without a mask, or a server's with one.",
      ["FR-05", "FR-06", "mask"]),
    ErrorMessage(
      "received a frame that is not masked as expected", by: "Netty", "A client's frame came without a mask.",
      ["FR-05", "mask"]),
  ]

  private static let frames: [ErrorMessage] = [
    ErrorMessage(
      "Control frame too big", by: "tungstenite (Rust)", "A ping, pong or Close has more than 125 bytes.",
      ["FR-04", "ping", "close"]),
    ErrorMessage(
      "fragmented control frame", by: "Netty, websockets (Python) and others", "A control frame came without FIN.",
      ["FR-03", "fin"]),
    ErrorMessage(
      "unexpected continuation frame", by: "libraries of many languages",
      "A continuation frame came although no message was begun.", ["FR-10", "continuation", "not-a-frame-hixie"]),
    ErrorMessage(
      "continuation after FIN", by: "gorilla/websocket", "A continuation frame came although no message was begun.",
      ["FR-10", "continuation"]),
    ErrorMessage(
      "data before FIN", by: "gorilla/websocket", "A new message began inside another one that was not finished.",
      ["FR-11", "continuation"]),
    ErrorMessage(
      "reserved bits must be 0", by: "websockets (Python)",
      "A frame has reserved bits set: compressed without an agreement, or no frame.",
      ["FR-01", "FR-15", "DF-02", "rsv"]),
    ErrorMessage(
      "invalid opcode: #", by: "websockets (Python) and others", "The opcode is not defined, or not here.", [],
      .opcodeInSequence),
    ErrorMessage(
      "WebSocket frame (at # bytes) is too long", by: "receivers with a limit on frames",
      "A frame claims more than the receiver takes, or its length was read wrongly.",
      ["1009", "length-little-endian", "length-four-bytes", "length"]),
  ]
}
