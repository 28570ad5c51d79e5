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

  /// True where the bytes are not taken for a frame.
  public var meansFramingIsLost: Bool { rawValue.nonzeroBitCount >= 2 }

  /// The marks of a header's first one or two bytes.
  ///
  /// - Parameters:
  ///   - first: FIN, RSV1–3 and opcode.
  ///   - second: MASK and the 7-bit length; `nil` where the input ends before it.
  ///   - sender: whose bytes these are; the MASK bit is not judged where it is unknown.
  ///   - definedBits: the reserved bits that an extension in force may set.
  @inline(__always)
  public init(first: UInt8, second: UInt8?, sender: Sender, definedBits: FrameHeader.ReservedBits) {
    var marks: FrameMarks = []
    let opcode = Opcode(rawValue: first)
    if first & 0x70 & ~definedBits.rawValue != 0 { marks.insert(.reservedBit) }
    if !opcode.isDefined { marks.insert(.reservedOpcode) }
    if opcode.isControl, first & 0x80 == 0 { marks.insert(.fragmentedControl) }
    if let second {
      if opcode.isControl, second & 0x7f > 125 { marks.insert(.longControl) }
      switch sender {
      case .client: if second & 0x80 == 0 { marks.insert(.wrongMask) }
      case .server: if second & 0x80 != 0 { marks.insert(.wrongMask) }
      case .unknown: break
      }
    }
    self = marks
  }

  /// The marks of a whole header.
  @inline(__always)
  public init(_ header: FrameHeader, sender: Sender, definedBits: FrameHeader.ReservedBits) {
    let length: UInt8 = header.lengthEncoding == .bits7 ? 0 : 126
    self.init(
      first: header.firstByte, second: (header.isMasked ? 0x80 : 0) | length, sender: sender, definedBits: definedBits)
  }

  /// What the marks are, in words, for the one finding that framing is lost.
  public var descriptions: [String] {
    var words: [String] = []
    if contains(.reservedBit) { words.append("reserved bits set") }
    if contains(.reservedOpcode) { words.append("a reserved opcode") }
    if contains(.fragmentedControl) { words.append("a control frame with FIN 0") }
    if contains(.longControl) { words.append("a control frame longer than 125 bytes") }
    if contains(.wrongMask) { words.append("the wrong MASK bit for its sender") }
    return words
  }
}
