/// The header of one frame as it was sent, right or wrong, in the layout of its version.
public struct FrameHeader: Hashable, Sendable {
  /// The first byte in clear: FIN or MORE, RSV1–3 and opcode; in hixie-75 and -76 the frame's type.
  public var firstByte: UInt8
  /// How the payload length was written.
  public var lengthEncoding: LengthEncoding
  /// The layout the header has.
  public var generation: FramingGeneration
  /// RSV4, the top bit of the second byte in the drafts before hybi-07.
  var hasReservedBit4 = false
  /// How many bytes a base-128 length takes.
  var lengthBytes: UInt8 = 0
  /// The four bytes a masked frame carries: its key, or in hybi-04 the nonce from which the key is derived.
  public var maskingKey: MaskingKey?
  /// The payload length the header claims, in bytes: a claim, not a promise. Of text that ends with a delimiter, the
  /// length is known when its frame is complete.
  public var payloadLength: UInt64

  /// The forms of a payload length; the raw value is the form's width in bits, where it has one.
  public enum LengthEncoding: UInt8, Hashable, Sendable {
    /// No length: the payload ends before the first `FF` (hixie-75, hixie-76).
    case delimiter = 0
    /// Seven bits a byte, the most significant first; the top bit says that another one follows (hixie-75, hixie-76).
    case base128 = 1
    /// In the second byte itself: 0 to 125.
    case bits7 = 7
    /// In the two bytes after the mark 126.
    case bits16 = 16
    /// In the eight bytes after the mark 127.
    case bits64 = 64
  }

  /// The bits that are zero unless an extension gives them a meaning.
  public struct ReservedBits: OptionSet, Hashable, Sendable {
    /// RSV1 to RSV3 at their places in the first byte, `40`, `20` and `10`; RSV4 at its place in the second, `80`.
    public let rawValue: UInt8

    /// - Parameter rawValue: the bits at their places in the header.
    public init(rawValue: UInt8) {
      self.rawValue = rawValue
    }

    /// RSV1, which permessage-deflate sets on a compressed message.
    public static let rsv1 = ReservedBits(rawValue: 0x40)
    /// RSV2.
    public static let rsv2 = ReservedBits(rawValue: 0x20)
    /// RSV3.
    public static let rsv3 = ReservedBits(rawValue: 0x10)
    /// RSV4, which hybi-01 to -06 had where MASK is now.
    public static let rsv4 = ReservedBits(rawValue: 0x80)
    /// RSV1 to RSV3.
    public static let all: ReservedBits = [.rsv1, .rsv2, .rsv3]

    /// The names of the bits that are set, in their order.
    public var names: [String] {
      [("RSV1", ReservedBits.rsv1), ("RSV2", .rsv2), ("RSV3", .rsv3), ("RSV4", .rsv4)]
        .filter { contains($0.1) }.map(\.0)
    }
  }

  /// A header with the given parts.
  ///
  /// - Parameters:
  ///   - generation: a layout with flags; ``init(delimitedType:payloadLength:)`` makes headers of the other one.
  ///   - maskingKey: the key of a masked frame. Only the layouts of hybi-04 and later have one.
  ///   - lengthEncoding: how to write the length; by default the shortest form, which the specification asks for. A
  ///     form that is too short for the length is a programming error.
  public init(
    _ generation: FramingGeneration = .payloadMask, opcode: Opcode, isFinal: Bool = true,
    reservedBits: ReservedBits = [], maskingKey: MaskingKey? = nil, payloadLength: UInt64,
    lengthEncoding: LengthEncoding? = nil
  ) {
    precondition(generation.hasFlags, "frames of this layout have no opcode")
    let shortest = LengthEncoding.shortest(for: payloadLength)
    let encoding = lengthEncoding ?? shortest
    precondition(encoding.rawValue >= shortest.rawValue, "the length does not fit this form")
    self.init(
      generation,
      firstByte: (isFinal != generation.hasMoreBit ? 0x80 : 0) | reservedBits.rawValue & 0x70
        | opcode.rawValue, lengthEncoding: encoding, payloadLength: payloadLength, maskingKey: maskingKey)
    hasReservedBit4 = !generation.hasMaskBit && reservedBits.contains(.rsv4)
  }

  /// A header of hixie-75 and hixie-76.
  ///
  /// - Parameters:
  ///   - type: `00` to `7f` for a payload that ends with `FF`, `80` to `ff` for one with a length.
  ///   - payloadLength: the payload's length, in bytes.
  ///   - lengthBytes: how many bytes to write the length in; by default as few as it takes.
  public init(delimitedType type: UInt8, payloadLength: UInt64, lengthBytes: UInt8? = nil) {
    let isDelimited = type < 0x80
    self.init(
      .delimited, firstByte: type, lengthEncoding: isDelimited ? .delimiter : .base128, payloadLength: payloadLength,
      maskingKey: nil)
    let needed = Self.base128Length(payloadLength)
    self.lengthBytes = isDelimited ? 0 : max(lengthBytes ?? needed, needed)
  }

  @inline(__always)
  init(
    _ generation: FramingGeneration = .payloadMask, firstByte: UInt8, lengthEncoding: LengthEncoding,
    payloadLength: UInt64, maskingKey: MaskingKey?
  ) {
    self.generation = generation
    self.firstByte = firstByte
    self.lengthEncoding = lengthEncoding
    self.maskingKey = maskingKey
    self.payloadLength = payloadLength
  }

  /// How many bytes a base-128 length takes at least.
  static func base128Length(_ length: UInt64) -> UInt8 {
    UInt8(max(1, (UInt64.bitWidth - length.leadingZeroBitCount + 6) / 7))
  }

  /// FIN, or MORE not set: this is the last fragment of a message.
  @inline(__always)
  public var isFinal: Bool { generation == .delimited || (firstByte & 0x80 != 0) != generation.hasMoreBit }
  /// RSV1, RSV2 and RSV3; in the drafts before hybi-07 RSV4, too.
  @inline(__always)
  public var reservedBits: ReservedBits {
    guard generation != .delimited else { return [] }
    return ReservedBits(rawValue: firstByte & 0x70 | (hasReservedBit4 ? 0x80 : 0))
  }
  /// The number that says what the frame is; ``type`` is what it means. Frames of hixie-75 and -76 have none.
  public var opcode: Opcode { Opcode(rawValue: firstByte) }
  /// What the frame is.
  @inline(__always)
  public var type: FrameType {
    guard generation == .delimited else { return generation.type(of: opcode) }
    return firstByte == 0 ? .text : firstByte == 0xff && payloadLength == 0 ? .close : .reserved
  }
  /// True for a close, a ping, a pong, and for the opcodes that RFC 6455 keeps for further control frames (section 5.5).
  @inline(__always)
  public var isControl: Bool {
    generation == .payloadMask ? firstByte & 0x08 != 0 : type.isControl
  }
  /// True where the frame is masked: a masking key, or a nonce, is in its header.
  public var isMasked: Bool { maskingKey != nil }
  /// How many bytes the header has, masking key included: 2 to 14, in hixie-75 and -76 1 and more.
  public var headerLength: Int { flagsAndLength + (isMasked ? 4 : 0) }

  /// How many bytes the header has without its masking key.
  public var flagsAndLength: Int {
    switch lengthEncoding {
    case .bits7: 2
    case .bits16: 4
    case .bits64: 10
    case .delimiter: 1
    case .base128: 1 + Int(lengthBytes)
    }
  }
  /// True where a shorter form would not have held the length (RFC 6455 section 5.2: the shortest form must be used).
  @inline(__always)
  public var isLengthMinimal: Bool {
    switch lengthEncoding {
    case .delimiter: true
    case .base128: lengthBytes == Self.base128Length(payloadLength)
    case .bits7, .bits16, .bits64: lengthEncoding == .shortest(for: payloadLength)
    }
  }

  /// The four bytes that the payload's first byte, fifth byte and so on begin to be combined with.
  ///
  /// In hybi-05 and -06 the key starts at the header, so that it is turned where the payload begins. `nil` where the
  /// payload is not masked, and in hybi-04, whose mask is longer.
  @inline(__always)
  public var payloadKey: MaskingKey? {
    switch generation {
    case .payloadMask: maskingKey
    case .wholeFrameMask: maskingKey?.turned(by: flagsAndLength)
    case .delimited, .moreBit, .hashedWholeFrameMask: nil
    }
  }
}

extension FrameHeader.LengthEncoding {
  /// The form that RFC 6455 section 5.2 asks for: 7 bits to 125, 16 bits to 65535, then 64 bits.
  @inline(__always)
  public static func shortest(for payloadLength: UInt64) -> Self {
    payloadLength <= 125 ? .bits7 : payloadLength <= 65535 ? .bits16 : .bits64
  }
}
