/// Ways in which senders spoil the body of a Close frame.
public enum CloseMistake {
  /// The one guess that a close body suggests, strongest first: `close-code-text`, `close-code-little-endian`,
  /// `close-reason-cut`; `nil` where none is singled out.
  ///
  /// - Parameters:
  ///   - payload: the whole unmasked payload.
  ///   - version: the version in force, which has its own list of codes.
  public static func hint(for payload: [UInt8], version: ProtocolVersion = .rfc6455) -> Hint? {
    textCode(payload, version) ?? reversedCode(payload, version) ?? cutReason(payload)
  }

  /// Four digits of ASCII, and no fifth, that name a code people send or see.
  private static func textCode(_ payload: [UInt8], _ version: ProtocolVersion) -> Hint? {
    let digits = payload.prefix(5).prefix { (0x30...0x39).contains($0) }
    guard digits.count == 4 else { return nil }
    let code = CloseCode(rawValue: digits.reduce(0) { $0 * 10 + UInt16($1 - 0x30) })
    let standing = code.standing(in: version)
    guard standing != .undefined, standing != .reserved else { return nil }
    return Hint(
      "close-code-text",
      "the payload begins with the code in decimal digits: the code is a binary number of 2 bytes, such as 03e8 for 1000",
      evidence: Hexadecimal.text(digits))
  }

  /// A code that no range holds, and that may be sent once its bytes change places.
  private static func reversedCode(_ payload: [UInt8], _ version: ProtocolVersion) -> Hint? {
    guard let code = CloseBody(payload).code, code.standing(in: version) == .undefined else { return nil }
    let reversed = CloseCode(rawValue: code.rawValue.byteSwapped)
    switch reversed.standing(in: version) {
    case .registered, .application: break
    default: return nil
    }
    return Hint(
      "close-code-little-endian",
      "\(code.rawValue) is \(reversed.rawValue) with its bytes reversed: send the most significant byte first, "
        + Hexadecimal.text(wire(reversed.rawValue)),
      evidence: Hexadecimal.text(wire(code.rawValue)))
  }

  /// As many bytes as a Close frame holds, the last of which begin a character.
  private static func cutReason(_ payload: [UInt8]) -> Hint? {
    guard payload.count == 125 else { return nil }
    var validator = UTF8Validator()
    validator.take(payload.span.extracting(2..<payload.count))
    guard validator.firstBadOffset == nil, !validator.isAtBoundary else { return nil }
    // The last byte that begins a character of several.
    let cut = payload[(payload.lastIndex { $0 >= 0xc0 } ?? payload.startIndex)...]
    return Hint(
      "close-reason-cut",
      "the reason is cut at 123 bytes, inside a character: shorten it at the border of a character",
      evidence: Hexadecimal.text(cut))
  }

  private static func wire(_ code: UInt16) -> [UInt8] {
    [UInt8(code >> 8), UInt8(code & 0xff)]
  }
}
