import WebSocketProtocol

/// What frames are taken for that come without an opening handshake.
enum FramingGuess {
  /// True where the first byte is one that the standard would hardly send first, and an early draft would.
  static func isWorthTrying(_ first: UInt8) -> Bool {
    // Reserved bits, or a reserved opcode, where no extension is in force.
    first == 0x00 || first & 0x70 != 0 || FramingGeneration.payloadMask.type(of: Opcode(rawValue: first)) == .reserved
  }

  /// The version that the bytes fit, and the sender it implies; `nil` for the standard.
  ///
  /// The drafts that share a layout cannot be told apart by it: the label is the last of them.
  ///
  /// - Parameters:
  ///   - answer: a version whose response precedes the bytes, so that only versions with such a response come into
  ///     question; `nil` where there is none.
  ///   - isComplete: nothing comes behind the bytes, so that the last of them ends a frame and a message.
  static func version(
    of bytes: [UInt8], answeredLike answer: ProtocolVersion? = nil, isComplete: Bool
  ) -> (version: ProtocolVersion, sender: Sender)? {
    guard let first = bytes.first, isWorthTrying(first) else { return nil }
    func isPossible(_ version: ProtocolVersion) -> Bool {
      guard let answer else { return true }
      return version.hasChallenge == answer.hasChallenge && version.hasAccept == answer.hasAccept
    }
    if first == 0x00 || first == 0xff {
      guard isPossible(.hixie76) else { return nil }
      let fit = FramingFit(bytes, .hixie76, sender: .unknown)
      return fit.isPlausible && (fit.isWhole || !isComplete) && fit.texts + fit.closings > 0
        ? (.hixie76, .unknown) : nil
    }
    // Among random bytes nothing looks like a whole chain of frames with text in it, once a mask is taken off.
    let candidates: [(ProtocolVersion, Sender)] =
      first & 0x7f == 0x04 ? [(.hybi03, .unknown), (.hybi06, .server)] : [(.hybi06, .client)]
    return candidates.first { version, sender in
      guard isPossible(version) else { return false }
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

extension FramingGuess {
  /// The side whose frames they all are by their MASK bits; `nil` where frames of both sides lie among them.
  ///
  /// What has a mark of no frame is looked at no further: it tells of no side.
  static func sender(byMaskOf bytes: [UInt8], _ extensions: ExtensionAgreement) -> Sender? {
    let rules = FrameRules(sender: .unknown, extensions: extensions, maximumFrameLength: .max)
    var decoder = FrameDecoder()
    var position = 0
    var side: Sender?
    while true {
      switch decoder.step(bytes.span, &position) {
      case .header:
        let header = decoder.header
        let start = position - header.headerLength
        let sender: Sender = header.isMasked ? .client : .server
        let isLost = rules.marks(of: header).meansFramingIsLost
        if sender == side ?? sender, !isLost {
          side = sender
          continue
        }
        if isLost, let length = StreamFingerprint.lengthBeforeFrame(bytes.span.extracting(start...)) {
          decoder = FrameDecoder()
          position = start + length
          continue
        }
        // The other side's first frame has to be beyond doubt, or to lead on to another one.
        let isBeyondDoubt = rules.marks(of: header).isEmpty && header.isLengthMinimal && header.type != .continuation
        let hasOther =
          isBeyondDoubt || !isLost && leadsOn(decoder, position, bytes.span, rules)
          || hasBothSides(bytes[start...], rules)
        return hasOther ? nil : side ?? sender
      case .payload, .end: continue
      case .starved: return side
      }
    }
  }

  /// True where the frame that was begun ends with the bytes, or where another one may begin.
  private static func leadsOn(
    _ begun: FrameDecoder, _ position: Int, _ bytes: Span<UInt8>, _ rules: FrameRules
  ) -> Bool {
    var decoder = begun
    var position = position
    while true {
      switch decoder.step(bytes, &position) {
      case .payload: continue
      case .end: if position == bytes.count { return true }
      case .header: return !rules.marks(of: decoder.header).meansFramingIsLost
      case .starved: return false
      }
    }
  }

  /// True where frames of both sides follow each other somewhere among bytes whose first ones are in doubt.
  private static func hasBothSides(_ bytes: ArraySlice<UInt8>, _ rules: FrameRules) -> Bool {
    var window = StreamWindow()
    window.append(bytes.span, Origin())
    let search = BorderSearch(framing: Framing(sender: .unknown), rules: rules)
    for start in 1..<max(window.bytes.count, 1) {
      guard case .border(let place) = search.verdict(at: start, in: window, isComplete: true) else { continue }
      var decoder = FrameDecoder()
      var position = place
      var sides: Set<Bool> = []
      while sides.count < 2 {
        let step = decoder.step(window.bytes.span, &position)
        if step == .starved { break }
        if step == .header { sides.insert(decoder.header.isMasked) }
      }
      return sides.count == 2
    }
    return false
  }
}
