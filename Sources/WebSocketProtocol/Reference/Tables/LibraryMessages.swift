/// The messages of servers and client libraries that have wordings of their own.
enum LibraryMessages {
  static let all: [ErrorMessage] = gorilla + python + node + others + SecondaryMessages.all

  private static let gorillaName = "gorilla/websocket"

  private static let gorilla: [ErrorMessage] = [
    ErrorMessage(
      "websocket: bad handshake", by: gorillaName,
      "The response was not a valid 101; the program can read its status and body.",
      ["RS-01", "RS-02", "RS-03", "RS-06", "101"]),
    ErrorMessage(
      "websocket: close #", by: gorillaName, "The connection ended, and this code says how.", ["close"], .endCode),
    ErrorMessage(
      "'upgrade' token not found in 'Connection' header", by: gorillaName,
      "The request's Connection does not list upgrade; often a proxy dropped it.", ["RQ-06", "Connection"]),
    ErrorMessage(
      "'websocket' token not found in 'Upgrade' header", by: gorillaName,
      "The request's Upgrade does not list websocket; often a proxy dropped it.", ["RQ-05", "Upgrade"]),
    ErrorMessage(
      "request origin not allowed by Upgrader.CheckOrigin", by: gorillaName,
      "The page's Origin is not the server's own host, and the server allows no other; it answers 403.",
      ["403", "Origin", "RQ-17"]),
    ErrorMessage(
      "bad opcode #", by: gorillaName, "An opcode that is not defined; most often what was read is no frame.",
      ["FR-02", "FR-15"], .opcode),
    ErrorMessage(
      "RSV1 set", by: gorillaName, "A compressed frame came although compression was not agreed on, or no frame.",
      ["FR-01", "DF-02", "FR-15", "inflates-as-deflate", "permessage-deflate"]),
    ErrorMessage(
      "RSV2 set", by: gorillaName, "What was read is most often no frame: text or TLS.", ["FR-01", "FR-15", "rsv"]),
    ErrorMessage(
      "RSV3 set", by: gorillaName, "What was read is most often no frame: text or TLS.", ["FR-01", "FR-15", "rsv"]),
    ErrorMessage(
      "bad MASK", by: gorillaName, "A client's frame came without a mask, or a server's with one.",
      ["FR-05", "FR-06", "mask"]),
  ]

  private static let python: [ErrorMessage] = [
    ErrorMessage(
      "no close frame received or sent", by: "websockets (Python)",
      "The TCP connection ended without a closing handshake.", ["1006", "CL-09", "close"]),
    ErrorMessage(
      "server rejected WebSocket connection: HTTP #", by: "websockets (Python)",
      "The response was not 101, so there is no connection.", ["RS-01"], .status),
    ErrorMessage(
      "received # (*)", by: "websockets (Python)", "The other side closed the connection with this code.", ["close"],
      .endCode),
    ErrorMessage(
      "sent # (*)", by: "websockets (Python)", "This side closed the connection with this code.", ["close"], .endCode),
    ErrorMessage(
      "Handshake status #", by: "websocket-client (Python)", "The response was not 101, so there is no connection.",
      ["RS-01"], .status),
    ErrorMessage(
      "rsv is not implemented, yet", by: "websocket-client (Python)",
      "A frame has reserved bits set: compressed without an agreement, or no frame.",
      ["FR-01", "FR-15", "DF-02", "rsv"]),
  ]

  private static let node: [ErrorMessage] = [
    ErrorMessage(
      "FIN must be set", by: "ws (Node)", code: "WS_ERR_EXPECTED_FIN", "A control frame came without FIN.",
      ["FR-03", "fin"]),
    ErrorMessage(
      "Max payload size exceeded", by: "ws (Node)", code: "WS_ERR_UNSUPPORTED_MESSAGE_LENGTH",
      "A message is longer than the receiver allows, or its length was read wrongly.",
      ["1009", "length-little-endian", "length"]),
    ErrorMessage(
      "WebSocket was closed before the connection was established", by: "ws (Node)",
      "The program closed the socket while the handshake was still going on.", ["1006", "101"]),
  ]

  private static let others: [ErrorMessage] = [
    ErrorMessage(
      "bad rsv RSV1: * RSV2: * RSV3: *", by: "Java-WebSocket",
      "A frame has reserved bits set, or what was read is no frame.", ["FR-01", "rsv"], .reservedBits),
    ErrorMessage(
      "Expected HTTP 101 response but was #", by: "OkHttp", "The response was not 101, so there is no connection.",
      ["RS-01"], .status),
    ErrorMessage(
      "no handler for opcode #", by: "programs with a handler for each opcode",
      "Nothing handles this opcode: a frame's, or one of the program's own inside its messages.",
      ["FR-02", "FR-15"], .opcode),
    ErrorMessage(
      "Unrecognised frame opcode: #", by: "libraries with British spelling",
      "An opcode that is not defined; most often what was read is no frame.", ["FR-02", "FR-15"], .opcode),
  ]
}
