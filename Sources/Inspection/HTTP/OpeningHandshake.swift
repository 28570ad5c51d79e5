import WebSocketProtocol

/// A request and its response, or one of them, what they agreed on, and what is wrong with them.
struct OpeningHandshake {
  var event: HandshakeEvent
  /// What is in force behind it.
  let terms: ConnectionTerms
  /// Everything that was judged, with what is wrong.
  let checks: [HandshakeCheck]
  /// Where the heads begin, in bytes of the client's and the server's stream.
  let requestOffset: UInt64
  let responseOffset: UInt64
  /// The request was not seen, and the response does not tell the version for certain.
  let isVersionAssumed: Bool

  /// - Parameters:
  ///   - request: the request, where it was seen.
  ///   - response: the response, where it was seen.
  ///   - version: the version to take it for, whatever it says.
  ///   - early: how many bytes of the client came behind the request and before the response.
  ///   - glued: how many bytes came right behind the response.
  init(
    request: UpgradeRequest?, response: UpgradeResponse?, version: ProtocolVersion? = nil, early: Int = 0,
    glued: Int = 0
  ) {
    let handshake = Handshake(
      request: request?.half(further: early), response: response?.half(further: glued), version: version)
    self.init(
      handshake, offsets: (request?.offset ?? 0, response?.offset ?? 0),
      isVersionAssumed: version == nil && request == nil && handshake.version == .rfc6455,
      hasChallengeResponse: response?.hasChallengeResponse ?? false)
  }

  /// - Parameters:
  ///   - offsets: where the heads begin in the streams of client and server.
  ///   - hasChallengeResponse: the bytes behind the response's head answer a challenge.
  init(
    _ handshake: Handshake, offsets: (request: UInt64, response: UInt64) = (0, 0), isVersionAssumed: Bool = false,
    hasChallengeResponse: Bool
  ) {
    var report = HandshakeReport(handshake)
    report.move(request: offsets.request, response: offsets.response)
    self.isVersionAssumed = isVersionAssumed
    (requestOffset, responseOffset) = offsets
    event = HandshakeEvent(
      version: handshake.version, isAccepted: handshake.response.map { _ in handshake.isAccepted },
      request: handshake.request?.head, response: handshake.response?.head, expectedAccept: handshake.accept?.value,
      challenge: handshake.challenge,
      challengeResponse: hasChallengeResponse ? handshake.response.map { Array($0.rest.prefix(16)) } : nil)
    var terms = ConnectionTerms(version: handshake.version, extensions: handshake.extensions)
    if handshake.version == .hybi04, let key = handshake.request?.head.value(of: "sec-websocket-key"),
      let nonce = handshake.response?.head.value(of: "sec-websocket-nonce")
    {
      terms.connectionKey = ConnectionMaskingKey(key: key, nonce: nonce)
    }
    self.terms = terms
    checks = report.checks
  }
}

extension HandshakeReport {
  /// Makes places in the heads places in the streams.
  mutating func move(request: UInt64, response: UInt64) {
    for index in checks.indices {
      for finding in checks[index].findings.indices {
        let start = checks[index].findings[finding].sender == .server ? response : request
        checks[index].findings[finding].offset? &+= start
      }
    }
  }
}
