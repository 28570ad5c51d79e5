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
    decoder.unmask(bytes.span, at: decoder.payloadSeen - UInt64(bytes.count), into: &clear)
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
