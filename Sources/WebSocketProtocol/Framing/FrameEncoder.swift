/// Writes frames in the layout that their header names.
public enum FrameEncoder {
  /// The bytes of a header as they are sent.
  ///
  /// - Parameter mask: the frame's mask in hybi-04; no other version has one.
  public static func encode(_ header: FrameHeader, mask: HashedMask? = nil) -> [UInt8] {
    let plain = flagsAndLength(header)
    guard let key = header.maskingKey else { return plain }
    guard header.generation.masksWholeFrames else { return plain + key.bytes }
    return key.bytes
      + plain.enumerated().map { offset, byte in
        byte ^ (mask?[UInt64(offset)] ?? key[UInt64(offset)])
      }
  }

  /// The bytes of a whole frame.
  ///
  /// - Parameters:
  ///   - payload: the payload in clear; it is masked where the header has a key.
  ///   - mask: the frame's mask in hybi-04; no other version has one.
  public static func encode(_ header: FrameHeader, _ payload: [UInt8], mask: HashedMask? = nil) -> [UInt8] {
    var bytes = encode(header, mask: mask)
    bytes += masked(payload[...], of: header, mask: mask)
    if header.lengthEncoding == .delimiter { bytes.append(0xff) }
    return bytes
  }

  /// The bytes of a whole frame in the layout of RFC 6455; the payload is masked where a key is given.
  public static func encode(
    _ opcode: Opcode, _ payload: [UInt8] = [], isFinal: Bool = true, reservedBits: FrameHeader.ReservedBits = [],
    maskingKey: MaskingKey? = nil, lengthEncoding: FrameHeader.LengthEncoding? = nil
  ) -> [UInt8] {
    encode(
      FrameHeader(
        opcode: opcode, isFinal: isFinal, reservedBits: reservedBits, maskingKey: maskingKey,
        payloadLength: UInt64(payload.count), lengthEncoding: lengthEncoding), payload)
  }

  /// The beginning of a payload as it is sent, made from what it is in clear; or the other way round.
  ///
  /// - Parameter mask: the frame's mask in hybi-04; no other version has one.
  public static func masked(_ payload: ArraySlice<UInt8>, of header: FrameHeader, mask: HashedMask? = nil) -> [UInt8] {
    var masked: [UInt8] = []
    if let mask {
      mask.apply(to: payload.span, at: UInt64(header.flagsAndLength), into: &masked)
    } else if let key = header.payloadKey {
      key.apply(to: payload.span, at: 0, into: &masked)
    } else {
      masked = Array(payload)
    }
    return masked
  }

  /// What comes before payload and masking key, in clear.
  private static func flagsAndLength(_ header: FrameHeader) -> [UInt8] {
    var bytes = [header.firstByte]
    let flag: UInt8 = header.generation.hasMaskBit && header.isMasked || header.hasReservedBit4 ? 0x80 : 0
    switch header.lengthEncoding {
    case .delimiter:
      break
    case .base128:
      for group in (0..<Int(header.lengthBytes)).reversed() {
        let bits = group < 10 ? UInt8(truncatingIfNeeded: header.payloadLength >> UInt64(7 * group) & 0x7f) : 0
        bytes.append(bits | (group > 0 ? 0x80 : 0))
      }
    case .bits7:
      bytes.append(flag | UInt8(truncatingIfNeeded: header.payloadLength & 0x7f))
    case .bits16:
      bytes.append(flag | 126)
      bytes.append(contentsOf: bigEndian(header.payloadLength, count: 2))
    case .bits64:
      bytes.append(flag | 127)
      bytes.append(contentsOf: bigEndian(header.payloadLength, count: 8))
    }
    return bytes
  }

  private static func bigEndian(_ value: UInt64, count: Int) -> [UInt8] {
    (0..<count).reversed().map { UInt8(truncatingIfNeeded: value >> UInt64(8 * $0)) }
  }
}
