import Glibc
import Inspection
import PacketCapture
import WebSocketProtocol

extension RecordedInput {
  /// A capture with each connection between its own ends.
  ///
  /// - Parameter handshake: makes what is put before frames that come without a handshake.
  func capture(_ options: InspectionOptions, completedWith handshake: (ProtocolVersion) -> SampleHandshake) -> [UInt8] {
    var writer = CaptureWriter()
    for conversation in conversations {
      let guess = conversation.guess(options)
      var capture = ConversationCapture(
        conversation.pieces(firstIsClient: guess.firstIsClient), completedWith: handshake(guess.version))
      if let ends = conversation.ends(firstIsClient: guess.firstIsClient),
        let client = TCPConversation.Endpoint(ends.client), let server = TCPConversation.Endpoint(ends.server),
        client.hasFamily(of: server)
      {
        capture.client = client
        capture.server = server
      }
      capture.append(to: &writer)
    }
    return writer.bytes
  }
}

extension RecordedConversation {
  /// What each side sent, with what is missing before it.
  fileprivate func pieces(firstIsClient: Bool) -> [ConversationCapture.Piece] {
    var pieces: [ConversationCapture.Piece] = []
    var missing: [Side: UInt32] = [:]
    for step in steps {
      switch step.kind {
      case .bytes(let bytes):
        let side: TCPConversation.Side = (step.side == .first) == firstIsClient ? .client : .server
        pieces.append(.init(side, bytes, behind: missing.removeValue(forKey: step.side) ?? 0))
      case .gap(let length): missing[step.side, default: 0] &+= UInt32(truncatingIfNeeded: length)
      case .finding, .finish, .reset: break
      }
    }
    return pieces
  }
}

extension TCPConversation.Endpoint {
  /// `nil` where the address is not one of IPv4 or IPv6.
  fileprivate init?(_ endpoint: Endpoint) {
    var version4 = in_addr()
    var version6 = in6_addr()
    if unsafe inet_pton(AF_INET, endpoint.address, &version4) == 1 {
      self.init(.v4(UInt32(bigEndian: version4.s_addr)), port: endpoint.port)
    } else if unsafe inet_pton(AF_INET6, endpoint.address, &version6) == 1 {
      let octets = unsafe withUnsafeBytes(of: version6) { unsafe Array($0) }
      let words = [octets.prefix(8), octets.suffix(8)].map { $0.reduce(0) { $0 << 8 | UInt64($1) } }
      self.init(.v6(words[0], words[1]), port: endpoint.port)
    } else {
      return nil
    }
  }

  fileprivate func hasFamily(of other: Self) -> Bool {
    switch (address, other.address) {
    case (.v4, .v4), (.v6, .v6): true
    default: false
    }
  }
}
