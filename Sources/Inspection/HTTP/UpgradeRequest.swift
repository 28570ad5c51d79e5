import WebSocketProtocol

/// A request that asks for WebSocket, with what follows its head.
struct UpgradeRequest {
  let head: HTTPHead
  /// The bytes behind the head that belong to the request: eight of them in hixie-76 and hybi-01 to -03.
  private(set) var body: [UInt8] = []
  /// Where the head begins in the client's stream.
  var offset: UInt64 = 0

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

  /// The request as rules look at it.
  ///
  /// - Parameter further: how many more bytes of the client came before the response.
  func half(further: Int) -> Handshake.Half { Handshake.Half(head, rest: body, further: further) }
}
