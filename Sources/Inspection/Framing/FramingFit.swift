import WebSocketProtocol

/// How well some bytes fit the frames of a version.
struct FramingFit {
  /// No header has a mark of what is none, and every length is in its shortest form.
  private(set) var isPlausible = true
  /// Text frames that say something, and are UTF-8 without control characters.
  private(set) var texts = 0
  /// Closing frames of hixie-76.
  private(set) var closings = 0
  /// The last byte is the last one of a frame.
  private(set) var isWhole = false
  /// The last message is finished.
  private(set) var isFinished = true

  /// Tries to read the bytes.
  ///
  /// - Parameter sender: whose bytes they are taken for.
  init(_ bytes: [UInt8], _ version: ProtocolVersion, sender: Sender, connectionKey: ConnectionMaskingKey? = nil) {
    let framing = Framing(version, sender: sender, connectionKey: connectionKey)
    guard framing.isReadable else {
      isPlausible = false
      return
    }
    let rules = FrameRules(sender: sender, version: version, maximumFrameLength: .max)
    var decoder = FrameDecoder(framing)
    var position = 0
    var text: [UInt8] = []
    isWhole = bytes.isEmpty
    while isPlausible {
      switch decoder.step(bytes.span, &position) {
      case .header:
        let header = decoder.header
        isPlausible =
          rules.marks(of: header).isEmpty && header.isLengthMinimal
          && (header.generation != .delimited || header.type != .reserved)
        if !header.isControl { isFinished = header.isFinal }
        isWhole = false
        text = []
      case .payload(let range):
        if decoder.header.type == .text { text += unmasked(bytes[range], decoder) }
      case .end:
        isWhole = true
        if decoder.header.type == .close { closings += 1 }
        if decoder.header.type == .text { judge(text, decoder.header) }
      case .starved:
        if decoder.partialHeaderLength > 0 { isWhole = false }
        return
      }
    }
  }

  private func unmasked(_ bytes: ArraySlice<UInt8>, _ decoder: FrameDecoder) -> [UInt8] {
    var clear: [UInt8] = []
    let offset = decoder.payloadSeen - UInt64(bytes.count)
    if let mask = decoder.mask {
      mask.apply(to: bytes.span, at: UInt64(decoder.header.flagsAndLength) + offset, into: &clear)
      return clear
    }
    guard let key = decoder.header.payloadKey else { return Array(bytes) }
    key.apply(to: bytes.span, at: offset, into: &clear)
    return clear
  }

  private mutating func judge(_ text: [UInt8], _ header: FrameHeader) {
    // A fragment may end inside a character.
    let isText = !header.isFinal || String(validating: text, as: UTF8.self) != nil
    let isReadable = !text.contains { $0 < 0x20 && $0 != 0x09 && $0 != 0x0a && $0 != 0x0d || $0 == 0x7f }
    isPlausible = isText && isReadable
    if isPlausible, !text.isEmpty || header.generation == .delimited { texts += 1 }
  }
}

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
