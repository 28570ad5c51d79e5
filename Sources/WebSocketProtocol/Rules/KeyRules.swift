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
    guard !key.isEmpty, let decoded = Base64.decode(key.utf8) else { return [malformed(key)] }
    guard decoded.bytes.count == 16 else {
      let text = printable(decoded.bytes).map { ": the text \"\($0)\"" } ?? ""
      return [
        Finding(
          .rq10, "the key decodes to \(decoded.bytes.count) bytes\(text); it must be 16",
          evidence: key)
      ]
    }
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

  private static func malformed(_ key: String) -> Finding {
    let message: String
    if key.isEmpty {
      message = "the key is empty; it must be the Base64 text of 16 bytes"
    } else if key.utf8.contains(where: { $0 == UInt8(ascii: "-") || $0 == UInt8(ascii: "_") }) {
      message = "the key uses the URL-safe alphabet (- and _); the key's Base64 has + and /"
    } else if key.utf8.allSatisfy({ Base64.decode([$0, 0x41, 0x41, 0x41]) != nil }) {
      message = "the key has \(key.utf8.count) characters without padding; 16 bytes are 24 characters ending in =="
    } else if let wrong = key.first(where: { Base64.decode("\($0)AAA".utf8) == nil && $0 != "=" }) {
      message = "the key is not Base64: \"\(wrong.escapedForDisplay)\" is not in the alphabet"
    } else {
      message = "the key is not Base64: its padding is wrong"
    }
    return Finding(.rq09, message, evidence: key)
  }

  private static func notRandom(_ key: String, _ bytes: [UInt8]) -> String? {
    if publishedKeys.contains(key) {
      let text = printable(bytes).map { " (the text \"\($0)\")" } ?? ""
      return "a sample key that is printed in specifications\(text); a key must be chosen at random for each connection"
    }
    if Set(bytes).count == 1 {
      return "all 16 bytes are equal; a key must be chosen at random for each connection"
    }
    return printable(bytes).map {
      "the 16 bytes are the text \"\($0)\"; a key must be chosen at random for each connection"
    }
  }

  private static func printable(_ bytes: [UInt8]) -> String? {
    guard !bytes.isEmpty, bytes.allSatisfy({ (0x20...0x7e).contains($0) }) else { return nil }
    return String(decoding: bytes, as: UTF8.self)
  }
}

extension Character {
  /// The character itself, or its code points in `\u{…}` notation where a terminal must not see it.
  var escapedForDisplay: String {
    let isPlain = unicodeScalars.allSatisfy { scalar in
      switch scalar.properties.generalCategory {
      case .control, .format, .surrogate, .privateUse, .unassigned, .lineSeparator, .paragraphSeparator: false
      default: true
      }
    }
    if isPlain { return String(self) }
    return unicodeScalars.map { "\\u{\(String($0.value, radix: 16))}" }.joined()
  }
}
