/// What the outward form of a wrong `Sec-WebSocket-Accept` suggests, whatever the key was.
///
/// The form proves nothing; it tells where to look: at the encoding, at the hash, or at another connection's key.
public enum AcceptShape {
  /// The guess that fits a wrong accept value best.
  ///
  /// - Parameter value: the value without the white space around it.
  public static func hint(for value: String) -> Hint {
    let characters = Array(value.utf8)
    let (name, message) = reading(characters)
    return Hint("accept-\(name)", message, evidence: value)
  }

  private static func reading(_ characters: [UInt8]) -> (name: String, message: String) {
    if characters.isEmpty {
      return ("empty", "the value is empty; it must be the Base64 text of a SHA-1 digest, 28 characters")
    }
    if characters.allSatisfy(\.isHexadecimalDigit) {
      switch characters.count {
      case 40: return ("hex-digest", "40 hexadecimal digits: a SHA-1 digest as hex instead of Base64")
      case 32: return ("hex-digest", "32 hexadecimal digits: an MD5 digest as hex; SHA-1 in Base64 is needed")
      case 64: return ("hex-digest", "64 hexadecimal digits: a SHA-256 digest as hex; SHA-1 in Base64 is needed")
      default: break
      }
    }
    if let decoded = Base64.decode(characters) { return reading(digest: decoded.bytes) }
    if characters.count == 27, Base64.decode(characters + Array("=".utf8)) != nil {
      return ("unpadded", "27 characters: the Base64 text of 20 bytes without the = at its end")
    }
    if characters.contains(UInt8(ascii: "-")) || characters.contains(UInt8(ascii: "_")) {
      return ("url-alphabet", "the URL-safe alphabet (- and _); the accept value's Base64 has + and /")
    }
    return ("not-base64", "not Base64; the value must be the Base64 text of a SHA-1 digest, 28 characters")
  }

  private static func reading(digest: [UInt8]) -> (name: String, message: String) {
    switch digest.count {
    case 20:
      (
        "another-key",
        "20 bytes, the right shape: the digest of something else, such as another connection's key, the key without "
          + "the GUID, or bytes that do not belong to it"
      )
    case 40 where digest.allSatisfy(\.isHexadecimalDigit):
      ("hex-in-base64", "the Base64 of 40 hexadecimal digits: encode the digest's 20 bytes, not its hex text")
    case 16: ("sixteen-bytes", "16 bytes: an MD5 digest, or a key sent back, instead of a SHA-1 digest")
    case 32: ("thirty-two-bytes", "32 bytes: a SHA-256 digest instead of a SHA-1 digest")
    case let count: ("length", "\(count) \(count == 1 ? "byte" : "bytes"); a SHA-1 digest has 20")
    }
  }
}

extension UInt8 {
  /// True for `0`–`9`, `a`–`f` and `A`–`F` in ASCII.
  var isHexadecimalDigit: Bool {
    switch self {
    case 0x30...0x39, 0x41...0x46, 0x61...0x66: true
    default: false
    }
  }
}
