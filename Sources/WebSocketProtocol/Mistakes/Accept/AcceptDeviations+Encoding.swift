/// What becomes of the digest: other bytes, or another text than Base64.
extension AcceptDeviation {
  static let digests: [AcceptDeviation] = [
    digest(
      "words-le", "byte-swapped words of %s",
      "the digest's five words were written with the least significant byte first",
      "write each word big-endian, as htonl() gives it"
    ) { DigestText.groups($0, of: 4).flatMap { $0.reversed() } },
    digest(
      "reversed", "%s backwards", "the digest's bytes were written in reverse order",
      "write the digest's first byte first; it is text of bytes, not a number"
    ) { $0.reversed() },
    digest(
      "digest-nul", "%s + NUL", "a zero byte behind the digest was encoded",
      "encode 20 bytes, SHA_DIGEST_LENGTH, not the size of a string's buffer"
    ) { $0 + [0] },
    digest(
      "digest-16", "first 16 bytes of %s", "only 16 of the digest's 20 bytes were encoded",
      "encode 20 bytes; 16 is the length of an MD5 digest"
    ) { Array($0.prefix(16)) },
    digest(
      "digest-19", "first 19 bytes of %s", "only 19 of the digest's 20 bytes were encoded",
      "encode 20 bytes; the last one is missing"
    ) { Array($0.prefix(19)) },
    digest(
      "latin1-utf8", "UTF-8(Latin-1(%s))",
      "the digest was kept in a string, and each byte from 80 on became two bytes of UTF-8",
      "keep the digest in bytes: Node .digest('base64') in place of .digest('binary')"
    ) { bytes in Array(String(String.UnicodeScalarView(bytes.map { Unicode.Scalar($0) })).utf8) },
    digest(
      "utf8-replacement", "UTF-8 with U+FFFD(%s)",
      "the digest was decoded as UTF-8, and what is no UTF-8 became U+FFFD (ef bf bd)",
      "keep the digest in bytes; it is no text in any encoding"
    ) { Array(String(decoding: $0, as: UTF8.self).utf8) },
    digest(
      "ascii-qmark", "ASCII with ?(%s)", "the digest was decoded as ASCII, and each byte from 80 on became ?",
      "keep the digest in bytes: no Encoding.ASCII.GetString, no new String(digest)"
    ) { $0.map { $0 < 0x80 ? $0 : UInt8(ascii: "?") } },
  ]

  static let encodings: [AcceptDeviation] = hexadecimal + base64

  private static let hexadecimal: [AcceptDeviation] = [
    encoding("hex-lower", "hex(%s)", "the digest was sent as hexadecimal digits") { DigestText.hex($0) },
    encoding("hex-upper", "HEX(%s)", "the digest was sent as hexadecimal digits in upper case") {
      DigestText.hex($0).map(DigestText.upper)
    },
    encoding("hex-0x", "\"0x\" + hex(%s)", "the digest was sent as hexadecimal digits behind 0x") {
      Array("0x".utf8) + DigestText.hex($0)
    },
    encoding(
      "hex-dashed", "HEX(%s) with dashes", "the digest was sent as hexadecimal digits with dashes between the bytes",
      "use Convert.ToBase64String(digest) in place of BitConverter.ToString(digest)"
    ) { DigestText.hex($0, separator: "-").map(DigestText.upper) },
    encoding(
      "hex-colon", "hex(%s) with colons", "the digest was sent as hexadecimal digits with colons between the bytes"
    ) { DigestText.hex($0, separator: ":") },
    encoding(
      "hex-unpadded", "hex(%s) without leading zeros",
      "the digest was sent as hexadecimal digits, one alone where a byte is below 10"
    ) { DigestText.unpaddedHex($0) },
    encoding(
      "b64-of-hex", "Base64(hex(%s))", "the digest's hexadecimal digits were encoded in place of its 20 bytes"
    ) { DigestText.base64(DigestText.hex($0)) },
    encoding(
      "b64-of-HEX", "Base64(HEX(%s))",
      "the digest's hexadecimal digits in upper case were encoded in place of its 20 bytes"
    ) { DigestText.base64(DigestText.hex($0).map(DigestText.upper)) },
    encoding(
      "b64-of-dashed", "Base64(HEX(%s) with dashes)",
      "the digest's hexadecimal digits with dashes were encoded in place of its 20 bytes",
      "use Convert.ToBase64String(digest) without BitConverter.ToString"
    ) { DigestText.base64(DigestText.hex($0, separator: "-").map(DigestText.upper)) },
    encoding(
      "b64-hex-unpadded", "Base64(hex(%s) without leading zeros)",
      "the digest's hexadecimal digits, without leading zeros, were encoded in place of its 20 bytes"
    ) { DigestText.base64(DigestText.unpaddedHex($0)) },
  ]

  private static let base64: [AcceptDeviation] = [
    encoding(
      "b64-nopad", "Base64(%s) without =", "the = at the end of the Base64 text is missing",
      "keep the padding: the value has 28 characters, the last of which is ="
    ) { DigestText.base64($0).filter { $0 != UInt8(ascii: "=") } },
    encoding(
      "b64url", "Base64url(%s)", "the URL-safe alphabet was used, with - and _ in place of + and /", standardAlphabet
    ) { DigestText.urlSafe(DigestText.base64($0)) },
    encoding(
      "b64url-nopad", "Base64url(%s) without =", "the URL-safe alphabet was used, without the = at the end",
      standardAlphabet
    ) { DigestText.urlSafe(DigestText.base64($0)).filter { $0 != UInt8(ascii: "=") } },
    encoding(
      "percent", "percent-encode(Base64(%s))", "the finished value was percent-encoded",
      "send the value as it is; fields of HTTP are not URL-encoded"
    ) { DigestText.percentEncoded(DigestText.base64($0)) },
    encoding(
      "b64-b64", "Base64(Base64(%s))", "the finished value was encoded as Base64 a second time",
      "encode once: what .digest('base64') and the like return is encoded already"
    ) { DigestText.base64(DigestText.base64($0)) },
    encoding(
      "lowercased", "lower(Base64(%s))", "the finished value was turned into lower case", keepCase
    ) { DigestText.base64($0).map(DigestText.lower) },
    encoding(
      "uppercased", "upper(Base64(%s))", "the finished value was turned into upper case", keepCase
    ) { DigestText.base64($0).map(DigestText.upper) },
    encoding(
      "value-quoted", "\"\\\"\" + Base64(%s) + \"\\\"\"", "the finished value was sent in quotation marks",
      "send the value's text, not its JSON or printed form"
    ) { Array("\"".utf8) + DigestText.base64($0) + Array("\"".utf8) },
    encoding(
      "value-pybytes", "\"b'\" + Base64(%s) + \"'\"",
      "the finished value was sent as Python prints bytes, with b' in front and ' behind",
      "use b64encode(digest).decode() in place of str(b64encode(digest))"
    ) { Array("b'".utf8) + DigestText.base64($0) + Array("'".utf8) },
  ]

  private static let standardAlphabet =
    "use the standard alphabet with + and /: Python b64encode, Node 'base64', Go base64.StdEncoding, "
    + "Java Base64.getEncoder()"
  private static let keepCase = "leave the case of the value alone; only the names of fields are case-insensitive"
}

/// Texts that programs make of bytes.
enum DigestText {
  static func base64(_ bytes: [UInt8]) -> [UInt8] { Array(Base64.encode(bytes).utf8) }

  static func hex(_ bytes: [UInt8]) -> [UInt8] { Array(Hexadecimal.text(bytes).utf8) }

  static func hex(_ bytes: [UInt8], separator: String) -> [UInt8] {
    Array(bytes.map { Hexadecimal.text([$0]) }.joined(separator: separator).utf8)
  }

  static func unpaddedHex(_ bytes: [UInt8]) -> [UInt8] { bytes.flatMap { Array(String($0, radix: 16).utf8) } }

  static func urlSafe(_ text: [UInt8]) -> [UInt8] {
    text.map { $0 == UInt8(ascii: "+") ? UInt8(ascii: "-") : $0 == UInt8(ascii: "/") ? UInt8(ascii: "_") : $0 }
  }

  /// The text with each character percent-encoded that means something in a form: + / and =.
  static func percentEncoded(_ text: [UInt8]) -> [UInt8] {
    text.flatMap { character in
      "+/=".utf8.contains(character) ? Array("%".utf8) + hex([character]).map(upper) : [character]
    }
  }

  static func lower(_ character: UInt8) -> UInt8 {
    (0x41...0x5a).contains(character) ? character | 0x20 : character
  }

  static func upper(_ character: UInt8) -> UInt8 {
    (0x61...0x7a).contains(character) ? character & 0xdf : character
  }

  /// The bytes in groups; the last may be shorter.
  static func groups(_ bytes: [UInt8], of count: Int) -> [ArraySlice<UInt8>] {
    stride(from: 0, to: bytes.count, by: count).map { bytes[$0..<min($0 + count, bytes.count)] }
  }
}
