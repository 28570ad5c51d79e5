import WebSocketProtocol

/// A response to such a request, with what follows its head.
struct UpgradeResponse {
  let head: HTTPHead
  /// True where the response to a challenge follows the head.
  let hasChallengeResponse: Bool
  /// The bytes of that response; sixteen when it is complete.
  private(set) var challengeResponse: [UInt8] = []
  /// Where the head begins in the server's stream.
  var offset: UInt64 = 0

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

  /// The response as rules look at it.
  ///
  /// - Parameter further: how many bytes of frames came right behind it.
  func half(further: Int) -> Handshake.Half { Handshake.Half(head, rest: challengeResponse, further: further) }
}
