import WebSocketProtocol

/// How a connection came to its end, and what is wrong with that: CL-06, CL-09, CL-11, H76-31.
struct Ending {
  /// The first Close frame of each side.
  var client: Direction.SentClose?
  var server: Direction.SentClose?
  /// The side whose FIN came first.
  var firstFin: Sender?
  /// The side that sent RST.
  var reset: Sender?
  /// The sides of which not every frame was read, so that nobody can say what they left out.
  var unread: [Sender] = []
  /// The version in force.
  var version = ProtocolVersion.rfc6455
  /// False where no handshake tells it: frames alone do not tell hixie-75 from -76.
  var isVersionCertain = true

  /// True where both sides sent a Close frame.
  var isClean: Bool { client != nil && server != nil }

  /// The side that ended the connection: it sent the first of two Close frames, or else the first FIN or the RST.
  var closedBy: Sender? {
    switch (client, server) {
    case (let client?, let server?): client.frame < server.frame ? .client : .server
    case (_?, nil): firstFin ?? reset ?? .client
    case (nil, _?): firstFin ?? reset ?? .server
    case (nil, nil): firstFin ?? reset
    }
  }

  /// The code of the first Close frame.
  var closeCode: CloseCode? {
    guard let client else { return server?.code }
    guard let server else { return client.code }
    return client.frame < server.frame ? client.code : server.code
  }

  /// The side whose Close frame was not answered.
  var unanswered: Sender? {
    client != nil && server == nil ? .client : client == nil && server != nil ? .server : nil
  }

  var how: EndEvent.How {
    if isClean { return .closingHandshake }
    if reset != nil { return .reset }
    return firstFin != nil ? .fin : .endOfCapture
  }

  /// What is wrong with the ending.
  ///
  /// - Parameters:
  ///   - clientEnded: the client sent FIN or RST.
  ///   - serverEnded: the server did.
  func judge(clientEnded: Bool, serverEnded: Bool) -> [Finding] {
    guard clientEnded || serverEnded else { return [] }
    guard version.framing != .delimited else { return judgeDelimited() }
    switch (client, server) {
    case (nil, nil):
      guard unread.isEmpty else { return [] }
      return [Finding(.cl09, "the connection ended without a Close frame; APIs report this as 1006")]
    case (let sent?, nil):
      // A side that went away without waiting leaves the other nobody to answer.
      return serverEnded ? unanswered(sent, by: .server) : []
    case (nil, let sent?):
      return clientEnded ? unanswered(sent, by: .client) : []
    case (_?, _?):
      guard firstFin == .client, reset == nil else { return [] }
      return [Finding(.cl11, "the client closed the TCP connection first", sender: .client)]
    }
  }

  /// hixie-76 closes by `FF 00` in both directions; hixie-75 merely ends the TCP connection.
  private func judgeDelimited() -> [Finding] {
    guard version == .hixie76, isVersionCertain, unread.isEmpty, !isClean else { return [] }
    guard let silent = unanswered?.peer else {
      return [Finding(.h7631, "the connection ended without the closing FF 00 of either side")]
    }
    let closing = silent == .client ? server : client
    return [
      Finding(
        .h7631, "the \(silent.rawValue) ended the connection without a closing FF 00", sender: silent,
        frame: closing?.frame)
    ]
  }

  private func unanswered(_ close: Direction.SentClose, by side: Sender) -> [Finding] {
    guard !unread.contains(side) else { return [] }
    return [
      Finding(
        .cl06, "the \(side.rawValue) ended the connection without answering the Close in frame \(close.frame)",
        sender: side, frame: close.frame)
    ]
  }
}
