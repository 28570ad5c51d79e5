/// A family of frame layouts; every protocol version uses exactly one.
///
/// What distinguishes the families is told here once: decoder, encoder, rules and everything that shows frames ask it.
public enum FramingGeneration: Hashable, Sendable, CaseIterable {
  /// `00` … `FF` around text, base-128 lengths for the rest (hixie-75, hixie-76).
  case delimited
  /// A two-byte header with a MORE bit, opcodes 1–5, no masking (hybi-01 to -03).
  case moreBit
  /// FIN instead of MORE; client frames masked whole with a SHA-1-derived 20-byte key (hybi-04).
  case hashedWholeFrameMask
  /// As hybi-04, with a plain four-byte key over header and payload (hybi-05, -06).
  case wholeFrameMask
  /// The final layout: MASK bit, opcodes 0, 1, 2, 8, 9, A, masked payload (hybi-07 on, RFC 6455 section 5.2).
  case payloadMask

  /// True where a frame begins with a byte of flags and opcode and one of flag and length.
  public var hasFlags: Bool { self != .delimited }

  /// True where the top bit of the first byte says that more fragments follow, and not that this is the last.
  public var hasMoreBit: Bool { self == .moreBit }

  /// True where the top bit of the second byte is MASK; in the families before it is a fourth reserved bit.
  public var hasMaskBit: Bool { self == .payloadMask }

  /// True where a client's frames are masked from the first byte of their header on, behind four bytes in clear.
  public var masksWholeFrames: Bool { self == .hashedWholeFrameMask || self == .wholeFrameMask }

  /// True where a frame has a place for a masking key.
  public var masksFrames: Bool { hasMaskBit || masksWholeFrames }

  /// What an opcode means.
  @inline(__always)
  public func type(of opcode: Opcode) -> FrameType {
    let table = self == .payloadMask ? Self.finalTypes : Self.earlyTypes
    return FrameType(rawValue: UInt8(truncatingIfNeeded: table >> (4 * UInt64(opcode.rawValue)) & 0xf)) ?? .reserved
  }

  /// Four bits for each opcode, opcode 0 lowest: the raw value of its ``FrameType``.
  private static let finalTypes: UInt64 = 0x6666_6543_6666_6210
  private static let earlyTypes: UInt64 = 0x6666_6666_6621_5430

  /// The opcode by which a frame of that type is sent; `nil` for ``FrameType/reserved`` and where frames have none.
  public func opcode(of type: FrameType) -> Opcode? {
    guard hasFlags, type != .reserved else { return nil }
    return (0...15).lazy.map(Opcode.init).first { self.type(of: $0) == type }
  }
}
