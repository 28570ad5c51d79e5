/// What the outward form of a wrong `Sec-WebSocket-Accept` suggests, whatever the key was.
///
/// The form proves nothing; it tells where to look: at the encoding, at the hash, or at another connection's key. Ask
/// where ``AcceptMistake`` finds no mistake that gives the value.
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
    if let digits = hexadecimalDigits(characters), let name = hash(bytes: digits / 2), digits.isMultiple(of: 2) {
      let kind = name == "MD5" ? "an MD5 digest" : "a \(name) digest"
      let need = name == "SHA-1" ? "as hex instead of Base64" : "as hex; SHA-1 in Base64 is needed"
      return ("hex-digest", "\(digits) hexadecimal digits: \(kind) \(need)")
    }
    if let decoded = Base64.decode(characters) { return reading(digest: decoded.bytes) }
    if characters.count == 27, Base64.decode(characters + Array("=".utf8)) != nil {
      return ("unpadded", "27 characters: the Base64 text of 20 bytes without the = at its end")
    }
    if characters.contains(UInt8(ascii: "%")) {
      return ("percent", "a % is no character of Base64: the value looks percent-encoded, which fields of HTTP are not")
    }
    if characters.contains(UInt8(ascii: "-")) || characters.contains(UInt8(ascii: "_")) {
      return ("url-alphabet", "the URL-safe alphabet (- and _); the accept value's Base64 has + and /")
    }
    return ("not-base64", "not Base64; the value must be the Base64 text of a SHA-1 digest, 28 characters")
  }

  /// How many hexadecimal digits the text is made of, which may stand behind 0x or have separators between the bytes.
  private static func hexadecimalDigits(_ characters: [UInt8]) -> Int? {
    var digits = characters[...]
    if digits.starts(with: "0x".utf8) { digits = digits.dropFirst(2) }
    for separator in "-: ".utf8 where digits.dropFirst(2).first == separator {
      let groups = digits.split(separator: separator, omittingEmptySubsequences: false)
      guard groups.allSatisfy({ $0.count == 2 && $0.allSatisfy(\.isHexadecimalDigit) }) else { return nil }
      return 2 * groups.count
    }
    return digits.allSatisfy(\.isHexadecimalDigit) ? digits.count : nil
  }

  /// The hash whose digests have so many bytes.
  private static func hash(bytes: Int) -> String? {
    switch bytes {
    case 16: "MD5"
    case 20: "SHA-1"
    case 28: "SHA-224"
    case 32: "SHA-256"
    case 48: "SHA-384"
    case 64: "SHA-512"
    default: nil
    }
  }

  private static func reading(digest: [UInt8]) -> (name: String, message: String) {
    let count = digest.count
    if let digits = hexadecimalDigits(digest), digits >= 32 {
      return (
        "hex-in-base64",
        "the Base64 of \(digits) hexadecimal digits: encode the digest's 20 bytes, not its hex text"
      )
    }
    if digest.suffix(36).elementsEqual(AcceptKey.guid.utf8) {
      return ("not-hashed", "the Base64 of text that ends in the GUID: the step in which it is hashed is missing")
    }
    if Base64.decode(digest)?.bytes.count == 20 {
      return ("base64-twice", "the Base64 of Base64: the digest was encoded a second time")
    }
    let replacements = digest.indices.count { digest[$0...].starts(with: [0xef, 0xbf, 0xbd]) }
    if replacements >= 2 {
      return (
        "replaced-bytes",
        "the bytes ef bf bd stand \(replacements) times in it: the digest was read as UTF-8, and what is none was lost"
      )
    }
    switch count {
    case 20:
      return (
        "another-key",
        "20 bytes, the right shape, and no known mistake with this key: probably the answer to another connection's key"
      )
    case 16: return ("sixteen-bytes", "16 bytes: an MD5 digest, part of a SHA-1 digest, or a key sent back")
    case 32: return ("thirty-two-bytes", "32 bytes: a SHA-256 digest instead of a SHA-1 digest")
    case 28, 48, 64: return ("length", "\(count) bytes: a \(hash(bytes: count) ?? "") digest; a SHA-1 digest has 20")
    case 21: return ("length", "21 bytes: one more than a SHA-1 digest, such as the zero byte behind a string")
    case 17..<20: return ("length", "\(count) bytes: a SHA-1 digest of 20 bytes that was cut short")
    default: return ("length", "\(count) \(count == 1 ? "byte" : "bytes"); a SHA-1 digest has 20")
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
