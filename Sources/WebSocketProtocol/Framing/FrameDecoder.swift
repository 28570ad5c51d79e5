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
///   case .header: print(decoder.header.opcode.name, decoder.header.payloadLength)
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

  /// The current frame's header; after ``Step/end``, the one of the frame that ended.
  public private(set) var header = FrameHeader(
    firstByte: 0, lengthEncoding: .bits7, payloadLength: 0, maskingKey: nil)
  /// How many payload bytes of the current frame have been seen.
  public private(set) var payloadSeen: UInt64 = 0
  /// True between a header and the end of its frame.
  public private(set) var isInsideFrame = false
  /// The bytes of a header that is not complete yet; at most thirteen.
  public private(set) var partialHeaderLength = 0

  private var partial = [14 of UInt8](repeating: 0)

  /// A decoder at the beginning of a stream.
  public init() {}

  /// The first bytes of a header that is not complete yet.
  public var partialHeader: [UInt8] {
    (0..<partialHeaderLength).map { partial[$0] }
  }

  /// Goes one step through `bytes`, from `position` on, and moves `position` behind what was used.
  public mutating func step(_ bytes: Span<UInt8>, _ position: inout Int) -> Step {
    if isInsideFrame {
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
    if partialHeaderLength == 0, bytes.count - position >= 14 {
      // The usual case: the whole header lies in this piece and is read where it is.
      header = Self.read(length: bytes.count - position) { bytes[position + $0] }
      position += header.headerLength
      return begin()
    }
    while position < bytes.count {
      partial[partialHeaderLength] = bytes[position]
      partialHeaderLength += 1
      position += 1
      if let length = neededHeaderLength, partialHeaderLength == length {
        header = Self.read(length: length) { partial[$0] }
        partialHeaderLength = 0
        return begin()
      }
    }
    return .starved
  }

  /// Skips payload bytes of the current frame that the source does not have, such as a gap in a capture.
  ///
  /// - Returns: how many of `count` bytes belonged to the frame.
  public mutating func skip(_ count: UInt64) -> UInt64 {
    guard isInsideFrame else { return 0 }
    let skipped = min(count, header.payloadLength - payloadSeen)
    payloadSeen += skipped
    return skipped
  }

  private mutating func begin() -> Step {
    payloadSeen = 0
    isInsideFrame = true
    return .header
  }

  /// How long the header is that begins with the partial bytes; `nil` while the second byte is missing.
  private var neededHeaderLength: Int? {
    partialHeaderLength >= 2 ? Self.headerLength(secondByte: partial[1]) : nil
  }

  private static func headerLength(secondByte: UInt8) -> Int {
    let base =
      switch secondByte & 0x7f {
      case 126: 4
      case 127: 10
      default: 2
      }
    return secondByte & 0x80 != 0 ? base + 4 : base
  }

  /// Reads a header; `byte` answers for every index below the header's length.
  @inline(__always)
  private static func read(length: Int, _ byte: (Int) -> UInt8) -> FrameHeader {
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
    if second & 0x80 != 0 {
      key = MaskingKey(byte(index), byte(index + 1), byte(index + 2), byte(index + 3))
    }
    return FrameHeader(
      firstByte: byte(0), lengthEncoding: encoding, payloadLength: payloadLength, maskingKey: key)
  }
}
