import WebSocketProtocol

/// What frames are taken for that come without an opening handshake.
enum FramingGuess {
  /// True where the first byte is one that the standard would hardly send first, and an early draft would.
  static func isWorthTrying(_ first: UInt8) -> Bool {
    first == 0x00 || first == 0xff || first & 0x7f == 0x04
  }

  /// The version that the bytes fit, and the sender it implies; `nil` for the standard.
  ///
  /// The drafts that share a layout cannot be told apart by it: the label is the last of them.
  ///
  /// - Parameter isComplete: nothing comes behind the bytes, so that the last of them ends a frame and a message.
  static func version(of bytes: [UInt8], isComplete: Bool) -> (version: ProtocolVersion, sender: Sender)? {
    guard let first = bytes.first, isWorthTrying(first) else { return nil }
    if first == 0x00 || first == 0xff {
      let fit = FramingFit(bytes, .hixie76, sender: .unknown)
      return fit.isPlausible && (fit.isWhole || !isComplete) && fit.texts + fit.closings > 0
        ? (.hixie76, .unknown) : nil
    }
    let candidates: [(ProtocolVersion, Sender)] = [(.hybi03, .unknown), (.hybi06, .server)]
    return candidates.first { version, sender in
      let fit = FramingFit(bytes, version, sender: sender)
      return fit.isPlausible && (fit.isWhole && fit.isFinished || !isComplete) && fit.texts > 0
    }
  }

  /// The side whose frames they are in a version that masks a client's frames as a whole.
  static func sender(
    of bytes: [UInt8], _ version: ProtocolVersion, connectionKey: ConnectionMaskingKey?
  ) -> Sender {
    if FramingFit(bytes, version, sender: .server).isPlausible { return .server }
    let asClient = FramingFit(bytes, version, sender: .client, connectionKey: connectionKey)
    return asClient.isPlausible || !Framing(version, sender: .client, connectionKey: connectionKey).isReadable
      ? .client : .server
  }
}
