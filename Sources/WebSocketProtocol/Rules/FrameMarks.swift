/// Marks by which bytes look unlike a frame header.
///
/// One mark alone is a bad frame and is reported by its own rule; two or more mean that the bytes are no header, and
/// framing is lost (rule FR-15).
public struct FrameMarks: OptionSet, Hashable, Sendable {
  /// One bit for each mark.
  public let rawValue: UInt8

  /// - Parameter rawValue: one bit for each mark.
  public init(rawValue: UInt8) {
    self.rawValue = rawValue
  }

  /// A reserved bit is set that no extension in force defines.
  public static let reservedBit = FrameMarks(rawValue: 1)
  /// The opcode is reserved.
  public static let reservedOpcode = FrameMarks(rawValue: 2)
  /// A control frame with FIN 0.
  public static let fragmentedControl = FrameMarks(rawValue: 4)
  /// A control frame whose length is not in the 7-bit form.
  public static let longControl = FrameMarks(rawValue: 8)
  /// MASK is wrong for the side that sent it.
  public static let wrongMask = FrameMarks(rawValue: 16)
  /// The length of a hixie frame does not fit 63 bits, so that nobody knows where the frame ends.
  public static let endlessLength = FrameMarks(rawValue: 32)

  /// True where the bytes are not taken for a frame.
  public var meansFramingIsLost: Bool { rawValue.nonzeroBitCount >= 2 || contains(.endlessLength) }

  /// The marks of a header.
  ///
  /// - Parameters:
  ///   - header: the header.
  ///   - sender: whose bytes these are; the MASK bit is not judged where it is unknown.
  ///   - definedBits: the reserved bits that an extension in force may set.
  @inline(__always)
  public init(_ header: FrameHeader, sender: Sender, definedBits: FrameHeader.ReservedBits) {
    guard header.generation.hasFlags else {
      self = header.payloadLength > UInt64(Int64.max) ? .endlessLength : []
      return
    }
    var marks: FrameMarks = []
    if !header.reservedBits.subtracting(definedBits).isEmpty { marks.insert(.reservedBit) }
    if header.type == .reserved { marks.insert(.reservedOpcode) }
    if header.isControl {
      if !header.isFinal { marks.insert(.fragmentedControl) }
      if header.lengthEncoding != .bits7 { marks.insert(.longControl) }
    }
    if header.generation.hasMaskBit {
      switch sender {
      case .client: if !header.isMasked { marks.insert(.wrongMask) }
      case .server: if header.isMasked { marks.insert(.wrongMask) }
      case .unknown: break
      }
    }
    self = marks
  }

  /// The marks of the first two bytes of a header in the layout of RFC 6455.
  init(first: UInt8, second: UInt8, sender: Sender, definedBits: FrameHeader.ReservedBits) {
    self.init(
      FrameHeader(
        firstByte: first, lengthEncoding: second & 0x7f > 125 ? .bits16 : .bits7, payloadLength: 0,
        maskingKey: second & 0x80 != 0 ? MaskingKey(rawValue: 0) : nil), sender: sender, definedBits: definedBits)
  }

  /// What the marks are, in words, for the one finding that framing is lost.
  public var descriptions: [String] {
    var words: [String] = []
    if contains(.reservedBit) { words.append("reserved bits set") }
    if contains(.reservedOpcode) { words.append("a reserved opcode") }
    if contains(.fragmentedControl) { words.append("a fragmented control frame") }
    if contains(.longControl) { words.append("a control frame longer than 125 bytes") }
    if contains(.wrongMask) { words.append("the wrong MASK bit for its sender") }
    if contains(.endlessLength) { words.append("a length that does not fit 63 bits") }
    return words
  }
}
