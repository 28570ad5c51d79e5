import WebSocketProtocol

/// A request that asks for WebSocket, with what follows its head.
struct UpgradeRequest {
  let head: HTTPHead
  /// The bytes behind the head that belong to the request: eight of them in hixie-76 and hybi-01 to -03.
  private(set) var body: [UInt8] = []

  /// How many body bytes a challenge has.
  static let bodyLength = 8

  init(_ head: HTTPHead) {
    self.head = head
  }

  /// The version the request asks for; `nil` where it is one nobody defined.
  var version: ProtocolVersion? { ProtocolVersion.requested(by: head) }

  /// True while bytes of the body are still to come.
  var isIncomplete: Bool { version?.hasChallenge == true && body.count < Self.bodyLength }

  /// Takes bytes that belong to the body.
  mutating func take(_ bytes: Span<UInt8>, _ position: inout Int) {
    while isIncomplete, position < bytes.count {
      body.append(bytes[position])
      position += 1
    }
  }

  /// The keys and the body; `nil` where a key is missing.
  var challenge: Challenge? {
    guard version?.hasChallenge == true, let key1 = head.verbatimValue(of: "sec-websocket-key1"),
      let key2 = head.verbatimValue(of: "sec-websocket-key2")
    else { return nil }
    return Challenge(key1: ChallengeKey(key1), key2: ChallengeKey(key2), body: body)
  }
}

/// A response to such a request, with what follows its head.
struct UpgradeResponse {
  let head: HTTPHead
  /// True where the response to a challenge follows the head.
  let hasChallengeResponse: Bool
  /// The bytes of that response; sixteen when it is complete.
  private(set) var challengeResponse: [UInt8] = []

  private static let length = 16

  /// - Parameter version: the version the request asks for, or that the response speaks of.
  init(_ head: HTTPHead, version: ProtocolVersion?) {
    self.head = head
    hasChallengeResponse = head.status == 101 && version?.hasChallenge == true
  }

  /// True while bytes of the response are still to come.
  var isIncomplete: Bool { hasChallengeResponse && challengeResponse.count < Self.length }

  /// Takes bytes that belong to the response.
  mutating func take(_ bytes: Span<UInt8>, _ position: inout Int) {
    while isIncomplete, position < bytes.count {
      challengeResponse.append(bytes[position])
      position += 1
    }
  }
}
