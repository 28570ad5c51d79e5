/// Finds the frames in one direction of a connection, fed with its bytes in pieces of any size.
///
/// The decoder judges nothing and gathers no payload: it keeps at most fourteen header bytes and tells where in the
/// piece at hand each payload byte lies. After a broken rule it goes on as long as the border of the frame is known.
///
/// ```swift
/// var decoder = FrameDecoder()
/// var position = 0
/// loop: while true {
///   switch decoder.step(piece, &position) {
///   case .header: print(decoder.header.type.name, decoder.header.payloadLength)
///   case .payload(let range): gather(piece, range)
///   case .end: print("frame complete")
///   case .starved: break loop  // feed the next piece
///   }
/// }
/// ```
public struct FrameDecoder: Sendable {
  /// What one step found.
  public enum Step: Hashable, Sendable {
    /// A header is complete; ``FrameDecoder/header`` holds it.
    case header
    /// These bytes of the piece are payload of the current frame, still masked. Never empty.
    case payload(Range<Int>)
    /// The current frame is complete.
    case end
    /// Every byte of the piece is used up.
    case starved
  }

  /// How the frames look.
  public let framing: Framing
  /// The current frame's header; after ``Step/end``, the one of the frame that ended.
  public private(set) var header: FrameHeader
  /// The current frame's mask in hybi-04; `nil` in every other version.
  public private(set) var mask: HashedMask?
  /// How many payload bytes of the current frame have been seen.
  public private(set) var payloadSeen: UInt64 = 0
  /// True between a header and the end of its frame.
  public private(set) var isInsideFrame = false
  /// How many bytes of a header that is not complete yet there are.
  public private(set) var partialHeaderLength = 0

  /// The first fourteen bytes of a header, as they were sent.
  private var partial = [14 of UInt8](repeating: 0)
  /// A base-128 length as far as it was read.
  private var delimitedLength: UInt64 = 0

  /// A decoder at the beginning of a stream.
  public init(_ framing: Framing = Framing(sender: .unknown)) {
    self.framing = framing
    header = FrameHeader(
      framing.generation, firstByte: 0, lengthEncoding: .bits7, payloadLength: 0, maskingKey: nil)
  }

  /// The first bytes of a header that is not complete yet, as they were sent; of a very long one fourteen.
  public var partialHeader: [UInt8] {
    (0..<min(partialHeaderLength, partial.count)).map { partial[$0] }
  }

  /// The first bytes of a header that is not complete yet, in clear and without what precedes the masked part.
  public var partialHeaderInClear: [UInt8] {
    guard framing.masksWholeFrame else { return partialHeader }
    guard partialHeaderLength > 4 else { return [] }
    return (4..<partialHeaderLength).map { clear($0 - 4) }
  }

  /// The bytes of the current frame's header as they were sent; of a longer one than fourteen bytes whose length fits no
  /// number, the first fourteen.
  public var headerAsSent: [UInt8] {
    let encoded = FrameEncoder.encode(header, mask: mask)
    // A length that fits no number does not tell by which bytes it was written.
    guard header.lengthEncoding == .base128 else { return encoded }
    return (0..<min(encoded.count, partial.count)).map { partial[$0] } + encoded.dropFirst(partial.count)
  }

  /// Goes one step through `bytes`, from `position` on, and moves `position` behind what was used.
  public mutating func step(_ bytes: Span<UInt8>, _ position: inout Int) -> Step {
    if isInsideFrame {
      if header.lengthEncoding == .delimiter { return stepToDelimiter(bytes, &position) }
      let missing = header.payloadLength - payloadSeen
      guard missing > 0 else {
        isInsideFrame = false
        return .end
      }
      let available = bytes.count - position
      guard available > 0 else { return .starved }
      let taken = missing < UInt64(available) ? Int(truncatingIfNeeded: missing) : available
      let range = position..<(position + taken)
      position += taken
      payloadSeen += UInt64(taken)
      return .payload(range)
    }
    if framing.generation == .payloadMask, partialHeaderLength == 0, bytes.count - position >= 14 {
      // The usual case: the whole header lies in this piece and is read where it is.
      header = Self.read(.payloadMask) { bytes[position + $0] }
      position += header.headerLength
      return begin()
    }
    while position < bytes.count {
      let byte = bytes[position]
      position += 1
      if partialHeaderLength < partial.count { partial[partialHeaderLength] = byte }
      partialHeaderLength += 1
      if framing.generation == .delimited ? takeDelimited(byte) : takeFlagged() {
        partialHeaderLength = 0
        return begin()
      }
    }
    return .starved
  }

  /// Skips payload bytes of the current frame that the source does not have, such as a gap in a capture.
  ///
  /// - Returns: how many of `count` bytes are known to belong to the frame; none of a frame that ends with a delimiter.
  public mutating func skip(_ count: UInt64) -> UInt64 {
    guard isInsideFrame, header.lengthEncoding != .delimiter else { return 0 }
    let skipped = min(count, header.payloadLength - payloadSeen)
    payloadSeen += skipped
    return skipped
  }

  /// Copies payload bytes of the current frame to `output`, unmasked.
  ///
  /// - Parameters:
  ///   - payload: some of the payload as it was sent.
  ///   - offset: where in the payload they begin.
  ///   - output: its first bytes become the result; it grows where it is shorter than `payload`.
  public func unmask(_ payload: Span<UInt8>, at offset: UInt64, into output: inout [UInt8]) {
    if let mask {
      mask.apply(to: payload, at: UInt64(header.flagsAndLength) &+ offset, into: &output)
    } else {
      // A key of zeros leaves everything as it is.
      (header.payloadKey ?? MaskingKey(rawValue: 0)).apply(to: payload, at: offset, into: &output)
    }
  }

  private mutating func begin() -> Step {
    payloadSeen = 0
    isInsideFrame = true
    return .header
  }

  // MARK: Headers with flags

  /// Looks at the bytes of a header; true where it is complete.
  private mutating func takeFlagged() -> Bool {
    let start = framing.masksWholeFrame ? 4 : 0
    if partialHeaderLength == start, start > 0 { mask = framing.hashedMask(for: clearBytes) }
    guard partialHeaderLength >= start + 2,
      partialHeaderLength == start + Self.length(secondByte: clear(1), framing.generation)
    else { return false }
    header = Self.read(framing.generation) { clear($0) }
    if framing.masksWholeFrame { header.maskingKey = clearBytes }
    return true
  }

  /// The four bytes before a header that is masked.
  private var clearBytes: MaskingKey { MaskingKey(partial[0], partial[1], partial[2], partial[3]) }

  /// A byte of the header in clear, counted from the flags on.
  private func clear(_ index: Int) -> UInt8 {
    guard framing.masksWholeFrame else { return partial[index] }
    return partial[4 + index] ^ (mask?[UInt64(index)] ?? clearBytes[UInt64(index)])
  }

  /// How long the header is that has this second byte.
  private static func length(secondByte: UInt8, _ generation: FramingGeneration) -> Int {
    let base =
      switch secondByte & 0x7f {
      case 126: 4
      case 127: 10
      default: 2
      }
    return generation.hasMaskBit && secondByte & 0x80 != 0 ? base + 4 : base
  }

  /// Reads a header; `byte` answers for every index below the header's length.
  @inline(__always)
  private static func read(_ generation: FramingGeneration, _ byte: (Int) -> UInt8) -> FrameHeader {
    let second = byte(1)
    let encoding: FrameHeader.LengthEncoding
    var payloadLength = UInt64(second & 0x7f)
    var index = 2
    switch second & 0x7f {
    case 126:
      encoding = .bits16
      payloadLength = UInt64(byte(2)) << 8 | UInt64(byte(3))
      index = 4
    case 127:
      encoding = .bits64
      payloadLength = 0
      while index < 10 {
        payloadLength = payloadLength << 8 | UInt64(byte(index))
        index += 1
      }
    default:
      encoding = .bits7
    }
    var key: MaskingKey?
    if generation.hasMaskBit, second & 0x80 != 0 {
      key = MaskingKey(byte(index), byte(index + 1), byte(index + 2), byte(index + 3))
    }
    var header = FrameHeader(
      generation, firstByte: byte(0), lengthEncoding: encoding, payloadLength: payloadLength, maskingKey: key)
    header.hasReservedBit4 = !generation.hasMaskBit && second & 0x80 != 0
    return header
  }

  // MARK: hixie-75 and hixie-76

  /// The most bytes a base-128 length may have; leading zeros can make it as long as its sender likes.
  private static let mostLengthBytes = 255

  /// Takes a byte of a header; true where it is complete, or where its length is impossible.
  private mutating func takeDelimited(_ byte: UInt8) -> Bool {
    guard partialHeaderLength > 1 else {
      delimitedLength = 0
      guard byte < 0x80 else { return false }
      header = FrameHeader(delimitedType: byte, payloadLength: 0)
      return true
    }
    let isTooLong = partialHeaderLength > Self.mostLengthBytes && byte & 0x80 != 0
    let overflows = delimitedLength >> 56 != 0 || isTooLong
    delimitedLength = overflows ? .max : delimitedLength << 7 | UInt64(byte & 0x7f)
    guard overflows || byte & 0x80 == 0 else { return false }
    header = FrameHeader(
      .delimited, firstByte: partial[0], lengthEncoding: .base128, payloadLength: delimitedLength, maskingKey: nil)
    header.lengthBytes = UInt8(partialHeaderLength - 1)
    return true
  }

  private mutating func stepToDelimiter(_ bytes: Span<UInt8>, _ position: inout Int) -> Step {
    guard position < bytes.count else { return .starved }
    if bytes[position] == 0xff {
      position += 1
      header.payloadLength = payloadSeen
      isInsideFrame = false
      return .end
    }
    let start = position
    while position < bytes.count, bytes[position] != 0xff { position += 1 }
    payloadSeen += UInt64(position - start)
    return .payload(start..<position)
  }
}
