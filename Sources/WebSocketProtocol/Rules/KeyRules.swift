/// What is wrong or odd about a `Sec-WebSocket-Key` (RFC 6455 section 4.1, item 7).
public enum KeyRules {
  /// Keys that specifications and encyclopedias print: right in form, and not random.
  public static let publishedKeys: Set<String> = [
    "dGhlIHNhbXBsZSBub25jZQ==", "x3JJHMbDL1EzLkh9GBhXDw==", "AQIDBAUGBwgJCgsMDQ4PEC==",
  ]

  /// Judges a key: rules RQ-09 to RQ-12.
  ///
  /// - Parameter key: the value without the white space around it.
  public static func judge(_ key: String) -> [Finding] {
    guard !key.isEmpty, let decoded = Base64.decode(key.utf8) else { return [KeyShape.malformed(key)] }
    guard decoded.bytes.count == 16 else { return [KeyShape.wrongLength(key, decoded.bytes)] }
    var findings: [Finding] = []
    if !decoded.isCanonical {
      findings.append(
        Finding(
          .rq11,
          "unused bits of the last character are not zero; the canonical form is \(Base64.encode(decoded.bytes))",
          evidence: key))
    }
    if let reason = notRandom(key, decoded.bytes) {
      findings.append(Finding(.rq12, reason, evidence: key))
    }
    return findings
  }

  private static func notRandom(_ key: String, _ bytes: [UInt8]) -> String? {
    if publishedKeys.contains(key) {
      let text = KeyShape.printable(bytes).map { " (the text \"\($0)\")" } ?? ""
      return "a sample key that is printed in specifications\(text); a key must be chosen at random for each connection"
    }
    if Set(bytes).count == 1 {
      return "all 16 bytes are equal; a key must be chosen at random for each connection"
    }
    return KeyShape.printable(bytes).map {
      "the 16 bytes are the text \"\($0)\"; a key must be chosen at random for each connection"
    }
  }
}
