/// Ways in which senders go wrong with permessage-deflate (RFC 7692).
public enum CompressionMistake {
  /// A guess about a compressed message that does not inflate: `deflate-zlib-header`.
  ///
  /// - Parameter payload: the message's compressed bytes, all fragments in order; four are looked at.
  public static func hint(forCompressed payload: [UInt8]) -> Hint? {
    guard payload.count >= 2, payload[0] == 0x78 else { return nil }
    // The four levels of compression that zlib tells apart.
    guard [0x01, 0x5e, 0x9c, 0xda].contains(payload[1]) else { return nil }
    // Raw DEFLATE with the same first byte is a stored block, which has its length twice, once inverted.
    if payload.count >= 5, payload[1] == ~payload[3], payload[2] == ~payload[4] { return nil }
    return Hint(
      "deflate-zlib-header",
      "the compressed message begins with a zlib header: permessage-deflate has raw DEFLATE, without header and checksum",
      evidence: Hexadecimal.text(payload.prefix(2)))
  }

  /// A guess about a message with RSV1 that no extension defines, whose payload inflates as a whole:
  /// `inflates-as-deflate`.
  ///
  /// - Parameters:
  ///   - inflated: what the payload inflates to; a prefix of a binary message will do.
  ///   - type: what the message is; text must inflate to text, anything else to eight bytes or
  ///     more, since a few bytes inflate by chance.
  public static func hint(inflated: [UInt8], type: FrameType) -> Hint? {
    let isConvincing = type == .text ? ReadableText.holds(inflated, atLeast: 1) : inflated.count >= 8
    guard isConvincing else { return nil }
    return Hint(
      "inflates-as-deflate",
      "RSV1 is set and the payload inflates: the sender compresses; agree on permessage-deflate, or turn it off",
      evidence: type == .text
        ? String(String(decoding: inflated, as: UTF8.self).prefix(40)) : Hexadecimal.text(inflated.prefix(16)))
  }
}
