/// The header of one frame in the layout of RFC 6455 section 5.2, as it was sent, right or wrong.
public struct FrameHeader: Hashable, Sendable {
  /// The first byte: FIN, RSV1–3 and opcode.
  public var firstByte: UInt8
  /// How the payload length was written.
  public var lengthEncoding: LengthEncoding
  /// The key that follows the length, where the MASK bit is set.
  public var maskingKey: MaskingKey?
  /// The payload length the header claims, in bytes: a claim, not a promise.
  public var payloadLength: UInt64

  /// The three forms of a payload length; the raw value is the form's width in bits.
  public enum LengthEncoding: UInt8, Hashable, Sendable {
    /// In the second byte itself: 0 to 125.
    case bits7 = 7
    /// In the two bytes after the mark 126.
    case bits16 = 16
    /// In the eight bytes after the mark 127.
    case bits64 = 64
  }

  /// The three bits that are zero unless an extension gives them a meaning.
  public struct ReservedBits: OptionSet, Hashable, Sendable {
    /// The bits at their places in the first byte: `40`, `20` and `10`.
    public let rawValue: UInt8

    /// - Parameter rawValue: the bits at their places in the first byte.
    public init(rawValue: UInt8) {
      self.rawValue = rawValue
    }

    /// RSV1, which permessage-deflate sets on a compressed message.
    public static let rsv1 = ReservedBits(rawValue: 0x40)
    /// RSV2.
    public static let rsv2 = ReservedBits(rawValue: 0x20)
    /// RSV3.
    public static let rsv3 = ReservedBits(rawValue: 0x10)
    /// All three bits.
    public static let all: ReservedBits = [.rsv1, .rsv2, .rsv3]
  }

  /// A header with the given parts.
  ///
  /// - Parameter lengthEncoding: how to write the length; by default the shortest form, which the specification asks
  ///   for. A form that is too short for the length is a programming error.
  public init(
    opcode: Opcode, isFinal: Bool = true, reservedBits: ReservedBits = [], maskingKey: MaskingKey? = nil,
    payloadLength: UInt64, lengthEncoding: LengthEncoding? = nil
  ) {
    let shortest = LengthEncoding.shortest(for: payloadLength)
    let encoding = lengthEncoding ?? shortest
    precondition(encoding.rawValue >= shortest.rawValue, "the length does not fit this form")
    firstByte = (isFinal ? 0x80 : 0) | reservedBits.rawValue | opcode.rawValue
    self.lengthEncoding = encoding
    self.maskingKey = maskingKey
    self.payloadLength = payloadLength
  }

  init(firstByte: UInt8, lengthEncoding: LengthEncoding, payloadLength: UInt64, maskingKey: MaskingKey?) {
    self.firstByte = firstByte
    self.lengthEncoding = lengthEncoding
    self.payloadLength = payloadLength
    self.maskingKey = maskingKey
  }

  /// FIN: this is the last fragment of a message.
  public var isFinal: Bool { firstByte & 0x80 != 0 }
  /// RSV1, RSV2 and RSV3.
  public var reservedBits: ReservedBits { ReservedBits(rawValue: firstByte & 0x70) }
  /// What the frame is.
  public var opcode: Opcode { Opcode(rawValue: firstByte) }
  /// MASK: a masking key follows the length.
  public var isMasked: Bool { maskingKey != nil }
  /// How many bytes the header has, masking key included: 2 to 14.
  public var headerLength: Int {
    let length =
      switch lengthEncoding {
      case .bits7: 2
      case .bits16: 4
      case .bits64: 10
      }
    return isMasked ? length + 4 : length
  }
  /// True where a shorter form would have held the length (section 5.2: the shortest form must be used).
  public var isLengthMinimal: Bool { lengthEncoding == .shortest(for: payloadLength) }
}

extension FrameHeader.LengthEncoding {
  /// The form that section 5.2 asks for: 7 bits to 125, 16 bits to 65535, then 64 bits.
  public static func shortest(for payloadLength: UInt64) -> Self {
    payloadLength <= 125 ? .bits7 : payloadLength <= 65535 ? .bits16 : .bits64
  }
}
