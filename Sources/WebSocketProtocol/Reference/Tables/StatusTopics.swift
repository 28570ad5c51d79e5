/// The pages of the HTTP status codes that answer an opening request (RFC 6455 section 4.2.2).
enum StatusTopics {
  static let all: [Topic] = pages.flatMap(\.self)

  private static let pages: [[Topic]] = [
    status(
      101, "Switching Protocols", "The handshake succeeded, if the other fields hold; frames follow the empty line.",
      "RFC 6455 4.2.2", "go on with Upgrade, Connection and Sec-WebSocket-Accept",
      ["RS-02", "RS-03", "RS-04", "HT-10", "HT-11", "RS-22"]),
    status(
      200, "OK", "An ordinary page answered, not a WebSocket endpoint; over HTTP/2, 200 is success.", "RFC 6455 4.1",
      "see whether the path is right, and whether a proxy passes Upgrade and Connection on", ["H2-12"]),
    status(
      301, "Moved Permanently", "A redirect; browsers do not follow it for a WebSocket.", "RFC 6455 4.2.2",
      "open the new address, often wss:// instead of ws://", [],
      alsoFor: [(302, "Found"), (303, "See Other"), (307, "Temporary Redirect"), (308, "Permanent Redirect")]),
    status(
      400, "Bad Request", "The server found the opening request faulty.", "RFC 6455 4.2.1",
      "check the request against the RQ rules; behind a proxy, look at what reaches the server",
      ["RQ-05", "RQ-06", "RQ-07", "RQ-10", "RQ-13"]),
    status(
      401, "Unauthorized", "The server wants credentials first.", "RFC 6455 4.2.2",
      "browsers cannot add Authorization to a WebSocket; use a cookie, a query parameter or a first message", []),
    status(
      403, "Forbidden", "The server refuses, most often because of the Origin or a missing token.", "RFC 6455 4.2.2",
      "allow the origin on the server, or send what it asks for", ["RQ-17"]),
    status(
      404, "Not Found", "There is no WebSocket endpoint at this path.", "RFC 6455 4.1",
      "compare the path with the server's routes; a proxy may rewrite it", []),
    status(
      426, "Upgrade Required", "The server speaks other versions of the protocol, or wants an upgrade at all.",
      "RFC 6455 4.4", "read Sec-WebSocket-Version and Upgrade of the response", ["RQ-14", "RS-15", "RS-16", "RS-17"]),
    status(
      500, "Internal Server Error", "The server failed while it handled the request.", "RFC 6455 4.1",
      "look into the server's log", []),
    status(
      501, "Not Implemented", "The server does not know the :protocol of an extended CONNECT.", "RFC 9220 3",
      "see whether the server offers WebSocket over HTTP/2 or HTTP/3", ["H3-02"]),
    status(
      502, "Bad Gateway", "A proxy got no proper answer from the server behind it.", "RFC 6455 4.1",
      "see whether the server runs, and whether the proxy speaks HTTP/1.1 with it", ["RQ-02"],
      alsoFor: [(504, "Gateway Timeout")]),
    status(
      503, "Service Unavailable", "The server is overloaded or down, or a proxy has none to pass the request to.",
      "RFC 6455 4.1", "see whether the server runs and is ready; try again later", []),
  ]

  /// The page of a status, and those of the others that mean the same.
  private static func status(
    _ code: Int, _ phrase: String, _ statement: String, _ reference: String, _ check: String, _ rules: [String],
    alsoFor others: [(Int, String)] = []
  ) -> [Topic] {
    let alike = [(code, phrase)] + others
    return alike.map { code, phrase in
      let likewise = alike.map(\.0).filter { $0 != code }.map(String.init).joined(separator: ", ")
      return Topic(
        "\(code)", .status, "Status \(code): \(phrase)", statement, reference: reference,
        facts: likewise.isEmpty ? ["check": check] : ["likewise": likewise, "check": check],
        related: code == 101 ? rules : ["RS-01", "101"] + rules)
    }
  }

  /// The page of any other status: all of them mean that there is no connection.
  static func topic(_ code: Int) -> Topic? {
    guard (100...599).contains(code) else { return nil }
    return all.first { $0.keys.contains("\(code)") }
      ?? status(
        code, "no WebSocket", "Ordinary HTTP: the connection was not opened; only 101 opens it.", "RFC 6455 4.1",
        "find out what answered: the server, a proxy, or a login page", []
      ).first
  }
}
