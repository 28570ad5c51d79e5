import WebSocketProtocol

/// Frames that seem to follow each other from some place of one side's stream on, and how much speaks for them.
///
/// What speaks for them is counted in bits: of 2^n streams of other protocols that come this far, about one does so by
/// chance.
struct FrameChain {
  /// What the bytes are taken for.
  struct Reading: Hashable {
    var version: ProtocolVersion
    /// `unknown` in versions whose frames do not tell the side.
    var sender: Sender
  }

  /// The longest frame that is believed.
  private static let longestFrame: UInt64 = 1 << 26
  /// Frames that say nothing and that a chain may have among those that count.
  private static let mostIdleFrames = 4
  /// Bits for a length in the 7-bit form, and in a longer one, that leads to the end of a packet.
  private static let shortLength = 7
  private static let longLength = 10
  /// Bits for a closing code that means something.
  private static let closing = 8
  /// The most bits for the text of a frame that was unmasked, and of one that was not: the bytes of each count one.
  private static let maskedText = 24
  private static let plainText = 16

  let reading: Reading
  /// Where in the stream the chain begins.
  let start: UInt64
  /// From where on it can be read again; ahead of what has come where its beginning is not kept.
  private(set) var replayStart: UInt64
  /// What speaks for it, in bits.
  private(set) var evidence: Int
  /// The frames that are complete.
  private(set) var frames: UInt64 = 0
  /// How many of them end where a packet ends.
  private(set) var packetEnds = 0
  /// The bytes of text that can be read.
  private(set) var textBytes = 0
  /// A frame has RSV1, as permessage-deflate sets it.
  private(set) var isCompressed = false

  private let rules: FrameRules
  private var decoder: FrameDecoder
  private var idle = 0
  /// Whether a message is open; unknown until the first fragment tells it.
  private var isMessageOpen: Bool?

  // MARK: The current frame

  private var frameStart: UInt64
  /// The start of the latest packet, where a frame begins with it.
  private var packetBorder: UInt64?
  private var payloadStart: UInt64 = 0
  /// How many packets it is spread over so far.
  private var packets = 1
  private var body: [UInt8] = []
  private var frameText = 0

  // MARK: The current message

  private var text = UTF8Validator()
  /// It is text, uncompressed, and no byte of it is missing.
  private var isText = false
  /// It has no control characters.
  private var isReadable = true

  /// A chain of which nothing is known yet; `nil` where frames of the version cannot be read.
  ///
  /// - Parameter attempts: how many places of the stream were tried so far: the more there are, the likelier is chance.
  init?(_ reading: Reading, at start: UInt64, attempts: UInt64 = 1) {
    let framing = Framing(reading.version, sender: reading.sender)
    guard framing.isReadable else { return nil }
    var extensions = ExtensionAgreement()
    if framing.generation == .payloadMask { extensions.permessageDeflate = PermessageDeflate() }
    self.reading = reading
    self.start = start
    evidence = attempts.leadingZeroBitCount + 1 - attempts.bitWidth
    replayStart = start
    frameStart = start
    rules = FrameRules(
      sender: reading.sender, version: reading.version, extensions: extensions,
      maximumFrameLength: Self.longestFrame)
    decoder = FrameDecoder(framing)
  }

  /// True where the next byte begins a frame.
  var isAtBorder: Bool { !decoder.isInsideFrame && decoder.partialHeaderLength == 0 }

  /// True where a frame of the chain was found to begin at the start of the latest packet.
  func hasBorder(at offset: UInt64) -> Bool { packetBorder == offset }

  /// A cheap look at the first bytes of a packet, since most are ruled out by them.
  static func mayBegin(_ reading: Reading, with bytes: Span<UInt8>) -> Bool {
    guard bytes.count > 0 else { return false }
    let generation = reading.version.framing
    let first = bytes[0]
    switch generation {
    case .delimited:
      return first == 0x00 || first == 0xff
    case .payloadMask:
      guard first & 0x30 == 0, generation.type(of: Opcode(rawValue: first)) != .reserved else { return false }
      return bytes.count < 2 || reading.sender == .unknown || (bytes[1] & 0x80 != 0) == (reading.sender == .client)
    case .wholeFrameMask, .hashedWholeFrameMask, .moreBit:
      guard reading.sender == .client, generation == .wholeFrameMask else { return isEarlyHeader(first, generation) }
      // Without the mask nothing can be said of the first byte.
      return bytes.count >= 6 && isEarlyHeader(bytes[4] ^ first, generation) && (bytes[5] ^ bytes[1]) & 0x80 == 0
    }
  }

  private static func isEarlyHeader(_ first: UInt8, _ generation: FramingGeneration) -> Bool {
    first & 0x70 == 0 && generation.type(of: Opcode(rawValue: first)) != .reserved
  }

  // MARK: What comes

  /// Takes the next bytes of the stream, which lie in one packet and end with it.
  ///
  /// - Returns: false where they are no frames.
  mutating func take(_ bytes: Span<UInt8>, at offset: UInt64) -> Bool {
    var position = 0
    packetBorder = isAtBorder ? offset : nil
    while true {
      if isAtBorder {
        frameStart = offset &+ UInt64(position)
        packets = 1
      }
      switch decoder.step(bytes, &position) {
      case .header:
        payloadStart = offset &+ UInt64(position)
        guard begin(decoder.header) else { return false }
      case .payload(let range):
        guard takePayload(bytes.extracting(range)) else { return false }
      case .end:
        guard end(at: offset &+ UInt64(position), endsPacket: position == bytes.count) else { return false }
      case .starved:
        packets += 1
        return true
      }
    }
  }

  /// Bytes of the stream are missing.
  ///
  /// - Returns: false where nobody knows what comes behind them.
  mutating func skip(_ length: UInt64, at offset: UInt64) -> Bool {
    guard decoder.isInsideFrame, decoder.skip(length) == length else { return false }
    isText = false
    frameText = 0
    if decoder.header.type == .close { body = [] }
    let nothing: [UInt8] = []
    return take(nothing.span, at: offset &+ length)
  }

  /// Does without what has come so far: it is read from the next border on that is known.
  ///
  /// - Returns: false where none is.
  mutating func forgetBeginning() -> Bool {
    if isAtBorder {
      replayStart = frameStart
    } else if decoder.isInsideFrame, decoder.header.lengthEncoding != .delimiter {
      replayStart = payloadStart &+ decoder.header.payloadLength
    } else {
      replayStart = frameStart
      return decoder.partialHeaderLength > 0
    }
    return true
  }

  private mutating func begin(_ header: FrameHeader) -> Bool {
    let isOpen = isMessageOpen ?? (header.type == .continuation)
    guard rules.isOrdinary(header, isMessageOpen: isOpen) else { return false }
    if header.reservedBits.contains(.rsv1) { isCompressed = true }
    body = []
    frameText = 0
    guard !header.isControl else { return true }
    isMessageOpen = !header.isFinal
    if header.type != .continuation {
      isText = header.type == .text && header.reservedBits.isEmpty
      isReadable = true
      text = UTF8Validator()
    }
    return true
  }

  private mutating func takePayload(_ piece: Span<UInt8>) -> Bool {
    let header = decoder.header
    guard header.type == .close || isText && !header.isControl else { return true }
    var clear: [UInt8] = []
    decoder.unmask(piece, at: decoder.payloadSeen - UInt64(piece.count), into: &clear)
    if header.type == .close {
      body += clear
      return true
    }
    text.take(clear.span)
    isReadable = isReadable && !clear.contains(where: Self.isUnreadable)
    frameText += clear.count
    // The drafts have little else by which they are known.
    return text.firstBadOffset == nil && (isReadable || reading.version == .rfc6455)
  }

  private static func isUnreadable(_ byte: UInt8) -> Bool {
    byte < 0x20 && byte != 0x09 && byte != 0x0a && byte != 0x0d || byte == 0x7f
  }

  private mutating func end(at offset: UInt64, endsPacket: Bool) -> Bool {
    let header = decoder.header
    frames += 1
    if header.type == .continuation, decoder.payloadSeen == 0 {
      // This is what zeros look like.
      idle += 1
      return idle <= Self.mostIdleFrames
    }
    evidence += headerBits
    if endsPacket {
      packetEnds += 1
      evidence += lengthBits(offset &- frameStart)
    }
    if header.type == .close { return endClose() }
    guard isText, !header.isControl else { return true }
    if header.isFinal, !text.isAtBoundary { return false }
    if isReadable {
      textBytes += frameText
      evidence += min(frameText, reading.sender == .client ? Self.maskedText : Self.plainText)
    }
    return true
  }

  private mutating func endClose() -> Bool {
    guard reading.version.framing != .delimited, !body.isEmpty else { return true }
    let findings = CloseRules.judge(body, from: reading.sender, version: reading.version)
    guard findings.allSatisfy({ $0.severity == .note }) else { return false }
    evidence += Self.closing
    return true
  }

  /// Bits for a header as such.
  private var headerBits: Int {
    switch reading.version.framing {
    // The first byte, and the delimiter.
    case .delimited: 16
    case .payloadMask: reading.sender == .client ? 5 : 4
    case .moreBit, .hashedWholeFrameMask, .wholeFrameMask: 5
    }
  }

  /// Bits for a frame of so many bytes that ends with a packet: where every byte is a packet, each does.
  private func lengthBits(_ length: UInt64) -> Int {
    let most =
      switch decoder.header.lengthEncoding {
      case .delimiter: 3
      case .bits7, .base128: Self.shortLength
      case .bits16, .bits64: Self.longLength
      }
    guard packets > 1 else { return most }
    let bytesPerPacket = max(length / UInt64(packets), 1)
    return min(most, bytesPerPacket.bitWidth - 1 - bytesPerPacket.leadingZeroBitCount)
  }
}
