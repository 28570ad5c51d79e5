import WebSocketProtocol

/// Looks for a place at which frames begin again, after the border between them was lost.
///
/// One header that looks right proves nothing: among random bytes every fiftieth does. A chain of them, each beginning
/// where the frame before it ends, proves much; so does a frame that fills a packet exactly, and a length in the 64-bit
/// form, most of whose bytes are zeros.
struct BorderSearch {
  /// The longest frame that a chain may hold; one that claims to be longer does not fit into what is held.
  private static let longestFrame: UInt64 = 1 << 16
  /// The longest frame that is passed over to see whether another one begins behind it.
  private static let longestPassed: UInt64 = 1 << 26
  /// Frames in a row that prove a border where a packet begins, where a packet ends behind them, and anywhere else.
  ///
  /// A megabyte of random bytes has a hundred places from which three frames seem to follow each other.
  private static let chainAtPacket = 3
  private static let chainToPacketEnd = 4
  private static let chainAnywhere = 6
  /// Frames that say nothing and that a chain may have among those that count.
  private static let mostIdleFrames = 4
  /// Bytes of a frame for each packet that it is spread over, where its ends are to prove anything: where every byte is
  /// a packet, each frame fills some.
  private static let bytesPerPacket = 128
  /// Bytes of text that prove the frame they are in, as hardly any random ones are UTF-8.
  private static let provingText: UInt64 = 8
  /// Bytes of a frame's text that are looked at; more would prove nothing more.
  private static let telling: UInt64 = 512

  let framing: Framing
  let rules: FrameRules

  /// What the bytes from some place on are.
  enum Verdict {
    /// Frames begin here, or a little behind.
    case border(at: Int)
    /// A frame seems to begin here that is too long to be held; the next one would begin there.
    case long(next: Int)
    /// They do not.
    case none
    /// More bytes have to tell; before there are as many as this, they will not.
    case undecided(until: Int)
  }

  /// What a chain of frames has shown so far.
  private struct Chain {
    /// The first frame lies in the packet that begins with it, or fills several of some length.
    var fitsPackets = false
    /// Frames, without those that are idle.
    var frames = 0
    /// Frames that have a payload.
    var filled = 0
    /// Continuations without a payload: what zeros look like.
    var idle = 0

    mutating func append(_ header: FrameHeader, length: UInt64) {
      if length > 0 { filled += 1 }
      if length == 0, header.type == .continuation { idle += 1 } else { frames += 1 }
    }
  }

  /// Judges a place.
  ///
  /// The first frame of a chain has nothing before it that leads to it: among random bytes one is soon found whose length
  /// happens to reach to a true border. So it is believed only where a packet begins with it and holds it, a delimiter
  /// precedes it or its text is good; otherwise the border is behind it.
  ///
  /// - Parameters:
  ///   - trustsPackets: one frame that fills a packet proves a border; among many packets some chance frame does.
  ///   - isComplete: nothing comes behind these bytes.
  func verdict(at start: Int, in window: StreamWindow, trustsPackets: Bool = false, isComplete: Bool) -> Verdict {
    guard mayBegin(window.bytes, start) else { return .none }
    var border = framing.generation == .delimited && start > 0 ? start : nil
    var chain = Chain()
    let bytes = window.bytes.span
    var decoder = FrameDecoder(framing)
    var position = start
    var frameStart = start
    // Whether a message is open is unknown until the first fragment tells it.
    var isMessageOpen: Bool?
    var textIsGood = true
    var body: [UInt8] = []
    var text = UTF8Validator()
    while true {
      switch decoder.step(bytes, &position) {
      case .header:
        let header = decoder.header
        guard isPlausible(header), follows(header, isMessageOpen) else { return .none }
        guard header.payloadLength <= Self.longestFrame else {
          // Hardly any other bytes look like such a header.
          return border.map { .border(at: $0) } ?? .long(next: position + Int(header.payloadLength))
        }
        if !header.isControl { isMessageOpen = !header.isFinal }
        text = UTF8Validator()
        body = []
      case .payload(let range):
        if decoder.header.type == .close { body += unmask(bytes.extracting(range), decoder) }
        if isText(decoder.header) {
          let clear = unmask(bytes.extracting(range), decoder)
          text.take(clear.span)
          textIsGood = text.firstBadOffset == nil
        }
        guard textIsGood, decoder.payloadSeen <= Self.longestFrame else { return .none }
      case .end:
        chain.append(decoder.header, length: decoder.payloadSeen)
        guard isPlausibleClose(body, decoder.header), chain.idle <= Self.mostIdleFrames else { return .none }
        if frameStart == start { chain.fitsPackets = fitsPackets(start..<position, in: window) }
        let isProven = isText(decoder.header) && decoder.payloadSeen >= Self.provingText
        let place = border ?? (chain.fitsPackets || isProven ? start : position)
        border = place
        let isEnd = isComplete && position == bytes.count
        let packet = window.packet(endingAt: position)
        if proves(chain, isEnd: isEnd, packet: packet, lastFrame: frameStart, trustsPackets: trustsPackets) {
          return .border(at: place)
        }
        frameStart = position
      case .starved:
        guard !isComplete else { return .none }
        return .undecided(until: position + Int(min(max(missing(decoder), 1), Self.longestFrame)))
      }
    }
  }

  /// True where a chain of frames cannot be chance.
  ///
  /// - Parameters:
  ///   - isEnd: the input ends with it.
  ///   - packet: the bytes of the packet that ends with it.
  ///   - lastFrame: where the last of its frames begins.
  private func proves(_ chain: Chain, isEnd: Bool, packet: Range<Int>?, lastFrame: Int, trustsPackets: Bool) -> Bool {
    if chain.frames >= Self.chainAnywhere || chain.fitsPackets && chain.filled >= Self.chainAtPacket { return true }
    guard chain.filled > 0 else { return false }
    // What fills a packet was made for it; what ends with the input, too.
    if isEnd || packet != nil, chain.fitsPackets, chain.filled >= (trustsPackets ? 1 : 2) { return true }
    if let packet, packet.lowerBound <= lastFrame, chain.frames >= Self.chainToPacketEnd { return true }
    return isEnd && chain.frames >= 2
  }

  /// True where a frame begins with a packet and lies in it, or in several that are long enough to mean something.
  private func fitsPackets(_ frame: Range<Int>, in window: StreamWindow) -> Bool {
    guard window.isPacketStart(frame.lowerBound) else { return false }
    let packets = window.packets(in: frame)
    return packets == 1 || frame.count / Self.bytesPerPacket >= packets
  }

  /// Judges a place at which a frame is expected to begin: a header that nobody objects to is enough.
  func verdict(atExpected start: Int, in window: StreamWindow, isComplete: Bool) -> Verdict {
    var decoder = FrameDecoder(framing)
    var position = start
    guard decoder.step(window.bytes.span, &position) == .header else {
      return isComplete ? .none : .undecided(until: position + 1)
    }
    return isPlausible(decoder.header) ? .border(at: start) : .none
  }

  /// How many bytes more it takes to tell anything new.
  private func missing(_ decoder: FrameDecoder) -> UInt64 {
    guard decoder.isInsideFrame else { return 1 }
    // Where a delimiter is awaited, twice as many bytes are worth another look.
    guard decoder.header.lengthEncoding != .delimiter else { return decoder.payloadSeen }
    return decoder.header.payloadLength - decoder.payloadSeen
  }

  /// True where the payload is text as it stands.
  private func isText(_ header: FrameHeader) -> Bool { header.type == .text && header.reservedBits.isEmpty }

  /// A cheap look at the first two bytes, since most places are ruled out by them.
  private func mayBegin(_ bytes: [UInt8], _ start: Int) -> Bool {
    switch framing.generation {
    case .delimited:
      // Only a delimiter, or the beginning of what is known, precedes a frame.
      return (bytes[start] == 0x00 || bytes[start] == 0xff) && (start == 0 || bytes[start - 1] == 0xff)
    case .payloadMask, .moreBit, .hashedWholeFrameMask, .wholeFrameMask:
      guard !framing.masksWholeFrame else { return true }
      let defined = rules.extensions.definedReservedBits.rawValue
      guard bytes[start] & 0x70 & ~defined == 0,
        framing.generation.type(of: Opcode(rawValue: bytes[start])) != .reserved
      else { return false }
      guard framing.generation.hasMaskBit, start + 1 < bytes.count else { return true }
      switch rules.sender {
      case .client: return bytes[start + 1] & 0x80 != 0
      case .server: return bytes[start + 1] & 0x80 == 0
      case .unknown: return true
      }
    }
  }

  private func isPlausible(_ header: FrameHeader) -> Bool {
    rules.marks(of: header).isEmpty && header.isLengthMinimal && header.payloadLength <= Self.longestPassed
      && (header.generation != .delimited || header.type != .reserved)
  }

  /// True for a close that breaks no rule that a peer must object to, and for everything that is none.
  private func isPlausibleClose(_ body: [UInt8], _ header: FrameHeader) -> Bool {
    header.type != .close
      || CloseRules.judge(body, from: rules.sender, version: rules.version).allSatisfy { $0.severity != .error }
  }

  /// True where a frame may come next in its message.
  private func follows(_ header: FrameHeader, _ isMessageOpen: Bool?) -> Bool {
    guard let isMessageOpen, !header.isControl else { return true }
    return (header.type == .continuation) == isMessageOpen
  }

  /// The beginning of a payload's text in clear, or what of it is among some bytes that were just read.
  private func unmask(_ read: Span<UInt8>, _ decoder: FrameDecoder) -> [UInt8] {
    var clear: [UInt8] = []
    let offset = decoder.payloadSeen - UInt64(read.count)
    guard offset < Self.telling else { return clear }
    decoder.unmask(read.extracting(first: Int(Self.telling - offset)), at: offset, into: &clear)
    return clear
  }
}
