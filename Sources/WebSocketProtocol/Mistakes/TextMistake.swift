/// Ways in which senders spoil a text message or the frame around it.
///
/// Ask where a text is not UTF-8, where the bytes behind it are no frame, or where the input ends inside it.
public enum TextMistake {
  /// The characters that must be readable before a masking mistake is supposed: of random payloads of five bytes, one
  /// in a hundred is text by chance.
  private static let fewestCharacters = 5

  /// The one guess that the evidence singles out; `nil` where none does.
  ///
  /// The content comes first where it has a signature of its own: `payload-gzip`. Then come the mistakes that leave
  /// readable text once they are undone, with a border where it ends: `masking-key-missing`, `mask-not-applied`,
  /// `mask-bit-missing`, `length-counts-characters`. The encodings come last: `text-cesu8`, `text-latin1`.
  public static func hint(for evidence: TextEvidence) -> Hint? {
    TextEncodingMistake.gzip(evidence) ?? missingKey(evidence) ?? keyNotApplied(evidence) ?? missingMaskBit(evidence)
      ?? countedCharacters(evidence) ?? TextEncodingMistake.surrogates(evidence)
      ?? TextEncodingMistake.singleByte(evidence)
  }

  /// MASK is set, but the payload begins where the key should be.
  private static func missingKey(_ evidence: TextEvidence) -> Hint? {
    guard let frame = evidence.frame, let key = frame.maskingKey, let length = Int(exactly: frame.payloadLength),
      !ReadableText.holds(evidence.payload, atLeast: fewestCharacters)
    else { return nil }
    let bytes = key.bytes + evidence.wirePayload + evidence.following
    guard length <= bytes.count, evidence.isBorder(length, of: bytes),
      ReadableText.holds(bytes.prefix(length), atLeast: fewestCharacters)
    else { return nil }
    return Hint(
      "masking-key-missing",
      "MASK is set, but readable text begins where the key should be: send the 4 bytes of the key before the payload",
      evidence: Hexadecimal.text(key.bytes))
  }

  /// The key is there, but the payload was not combined with it.
  private static func keyNotApplied(_ evidence: TextEvidence) -> Hint? {
    guard let key = evidence.wholeFrame?.maskingKey, key.rawValue != 0,
      evidence.isBorder(0, of: evidence.following), isSpoiled(evidence.payload),
      ReadableText.holds(evidence.wirePayload, atLeast: fewestCharacters)
    else { return nil }
    return Hint(
      "mask-not-applied",
      "the payload reads as text before it is unmasked: the key is sent, but the payload is not combined with it",
      evidence: Hexadecimal.text(evidence.wirePayload.prefix(16)))
  }

  /// The payload was masked, but the header does not say so.
  private static func missingMaskBit(_ evidence: TextEvidence) -> Hint? {
    guard let frame = evidence.wholeFrame, !frame.isMasked, isSpoiled(evidence.payload) else { return nil }
    let bytes = evidence.payload + evidence.following.prefix(8)
    let end = evidence.payload.count + 4
    guard end <= bytes.count, evidence.isBorder(end, of: bytes) else { return nil }
    let key = MaskingKey(bytes[0], bytes[1], bytes[2], bytes[3])
    var text: [UInt8] = []
    key.apply(to: bytes.span.extracting(4..<end), at: 0, into: &text)
    guard key.rawValue != 0, ReadableText.holds(text, atLeast: fewestCharacters) else { return nil }
    return Hint(
      "mask-bit-missing",
      "with its first 4 bytes as a masking key the payload reads as text: the payload is masked, but the MASK bit is 0",
      evidence: Hexadecimal.text(key.bytes))
  }

  /// True for bytes that are no UTF-8, and for UTF-8 with enough control characters that it is no text.
  private static func isSpoiled(_ bytes: [UInt8]) -> Bool {
    guard let text = String(validating: bytes, as: UTF8.self) else { return true }
    let controls = text.unicodeScalars.count { !ReadableText.isReadable($0) }
    return controls >= 3 && controls * 8 >= bytes.count
  }

  /// The length is that of the text before it was encoded.
  private static func countedCharacters(_ evidence: TextEvidence) -> Hint? {
    guard let frame = evidence.wholeFrame else { return nil }
    let declared = evidence.payload.count
    if evidence.isBorder(0, of: evidence.following), String(validating: evidence.payload, as: UTF8.self) != nil {
      return nil
    }
    var following = evidence.following
    if let key = frame.maskingKey {
      // The sender went on with the key to the true end of its text.
      key.apply(to: evidence.following.span, at: UInt64(declared), into: &following)
    }
    var bytes = (evidence.payload + following).makeIterator()
    var decoder = UTF8()
    var length = 0
    var characters = 0
    var units = 0
    while characters < declared, case .scalarValue(let scalar) = decoder.decode(&bytes),
      ReadableText.isReadable(scalar)
    {
      length += UTF8.width(scalar)
      characters += 1
      units += UTF16.width(scalar)
      guard length > declared, units == declared || characters == declared,
        evidence.isBorder(length - declared, of: evidence.following)
      else { continue }
      let counted = characters == declared ? "characters" : "UTF-16 code units"
      return Hint(
        "length-counts-characters",
        "length \(declared) is the number of \(counted); in UTF-8 the text has \(length) bytes: count the encoded bytes",
        evidence: Hexadecimal.text(evidence.following.prefix(min(length - declared, 16))))
    }
    return nil
  }
}
