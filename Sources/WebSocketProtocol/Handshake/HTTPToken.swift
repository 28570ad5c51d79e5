/// The tokens of HTTP: what methods, field names, subprotocols and extensions are made of (RFC 9110 section 5.6.2).
public enum HTTPToken {
  /// True for the characters that a token may hold: letters, digits and fifteen others, no separators.
  public static func isTokenCharacter(_ byte: UInt8) -> Bool {
    switch byte {
    case 0x30...0x39, 0x41...0x5a, 0x61...0x7a: true
    default: "!#$%&'*+-.^_`|~".utf8.contains(byte)
    }
  }

  /// True where there is at least one character, and no other than those of tokens.
  public static func isToken(_ text: some Sequence<UInt8>) -> Bool {
    var isEmpty = true
    for byte in text {
      guard isTokenCharacter(byte) else { return false }
      isEmpty = false
    }
    return !isEmpty
  }

  /// True where the text is a token.
  public static func isToken(_ text: some StringProtocol) -> Bool { isToken(text.utf8) }
}
