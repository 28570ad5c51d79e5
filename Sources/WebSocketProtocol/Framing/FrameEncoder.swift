/// Writes frames in the layout of RFC 6455 section 5.2.
public enum FrameEncoder {
  /// The bytes of a header.
  public static func encode(_ header: FrameHeader) -> [UInt8] {
    var bytes = [header.firstByte]
    let mask: UInt8 = header.isMasked ? 0x80 : 0
    switch header.lengthEncoding {
    case .bits7:
      bytes.append(mask | UInt8(truncatingIfNeeded: header.payloadLength & 0x7f))
    case .bits16:
      bytes.append(mask | 126)
      bytes.append(contentsOf: bigEndian(header.payloadLength, count: 2))
    case .bits64:
      bytes.append(mask | 127)
      bytes.append(contentsOf: bigEndian(header.payloadLength, count: 8))
    }
    if let key = header.maskingKey { bytes.append(contentsOf: key.bytes) }
    return bytes
  }

  /// The bytes of a whole frame; the payload is masked where a key is given.
  public static func encode(
    _ opcode: Opcode, _ payload: [UInt8] = [], isFinal: Bool = true, reservedBits: FrameHeader.ReservedBits = [],
    maskingKey: MaskingKey? = nil, lengthEncoding: FrameHeader.LengthEncoding? = nil
  ) -> [UInt8] {
    let header = FrameHeader(
      opcode: opcode, isFinal: isFinal, reservedBits: reservedBits, maskingKey: maskingKey,
      payloadLength: UInt64(payload.count), lengthEncoding: lengthEncoding)
    guard let maskingKey else { return encode(header) + payload }
    var masked: [UInt8] = []
    maskingKey.apply(to: payload.span, at: 0, into: &masked)
    return encode(header) + masked
  }

  private static func bigEndian(_ value: UInt64, count: Int) -> [UInt8] {
    (0..<count).reversed().map { UInt8(truncatingIfNeeded: value >> UInt64(8 * $0)) }
  }
}
