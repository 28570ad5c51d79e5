/// What the form of a bad `Sec-WebSocket-Key` tells about how it came to be: the messages of rules RQ-09 and RQ-10.
enum KeyShape {
  /// A key that is not Base64.
  static func malformed(_ key: String) -> Finding {
    Finding(.rq09, reason(key), evidence: key)
  }

  private static func reason(_ key: String) -> String {
    if key.isEmpty { return "the key is empty; it must be the Base64 text of 16 bytes" }
    if let (wrapping, inner) = unwrapped(key) {
      let decoded = Base64.decode(inner.utf8)
      let verdict =
        if decoded?.bytes.count == 16 {
          "is valid"
        } else if let decoded {
          "decodes to \(count(decoded.bytes)) and must to 16"
        } else {
          "is not Base64 either"
        }
      return "the key is \(wrapping); \(inner.isEmpty ? "the empty key" : shown(inner)) inside it \(verdict)"
    }
    if key.utf8.contains(where: { $0 == UInt8(ascii: "-") || $0 == UInt8(ascii: "_") }) {
      return "the key uses the URL-safe alphabet (- and _); the key's Base64 has + and /"
    }
    if key.utf8.allSatisfy({ Base64.decode([$0, 0x41, 0x41, 0x41]) != nil }) {
      return "the key has \(key.utf8.count) \(key.utf8.count == 1 ? "character" : "characters") without padding; "
        + "16 bytes are 24 characters ending in =="
    }
    if let wrong = key.first(where: { Base64.decode("\($0)AAA".utf8) == nil && $0 != "=" }) {
      return "the key is not Base64: \"\(wrong.escapedForDisplay)\" is not in the alphabet"
    }
    return "the key is not Base64: its padding is wrong"
  }

  /// What programs put around a key when they print it, and the key inside.
  private static func unwrapped(_ key: String) -> (wrapping: String, inner: String)? {
    for (opening, closing, name) in [
      ("b'", "'", "a Python bytes literal"), ("b\"", "\"", "a Python bytes literal"),
      ("\"", "\"", "in quotation marks"),
      ("'", "'", "in quotation marks"),
    ]
    where key.utf8.count >= opening.utf8.count + closing.utf8.count && key.hasPrefix(opening) && key.hasSuffix(closing)
    {
      return (name, String(key.dropFirst(opening.count).dropLast(closing.count)))
    }
    guard key.contains("%3D") || key.contains("%3d") || key.contains("%2B") || key.contains("%2F") else { return nil }
    var inner = key
    for (escape, character) in [("%3D", "="), ("%3d", "="), ("%2B", "+"), ("%2b", "+"), ("%2F", "/"), ("%2f", "/")] {
      inner = inner.replacing(escape, with: character)
    }
    return ("percent-encoded", inner)
  }

  /// A key that is Base64 of another number of bytes than sixteen.
  static func wrongLength(_ key: String, _ bytes: [UInt8]) -> Finding {
    var detail = ""
    if bytes.last == 0x0a, bytes.count == 17 {
      let text = printable(bytes.dropLast()).map { ": the text \"\($0)\" and a line feed" } ?? ", the last a line feed"
      detail = "\(text), as echo without -n writes"
    } else if key.utf8.count == 32, key.utf8.allSatisfy(\.isHexadecimalDigit) {
      detail = "; read as hexadecimal digits it is 16: encode the bytes, not their digits"
    } else if Base64.decode(bytes)?.bytes.count == 16 {
      detail = ": the text of a whole key, encoded a second time"
    } else if let text = printable(bytes) {
      detail = ": the text \"\(text)\"\(isObject(text) ? ", as an object prints itself" : "")"
    }
    return Finding(.rq10, "the key decodes to \(count(bytes))\(detail); it must be 16", evidence: key)
  }

  /// True for what languages print in place of an object: `Name(…)`, `[object Object]`, `[B@1b6d3586`, `<…>`.
  private static func isObject(_ text: String) -> Bool {
    let isCall = text.hasSuffix(")") && text.firstIndex(of: "(").map { $0 != text.startIndex } == true
    return isCall || text.hasPrefix("[object ") || text.hasPrefix("[B@") || text.hasPrefix("<") && text.hasSuffix(">")
  }

  /// The bytes as text; `nil` where they are not printable ASCII, or none.
  static func printable(_ bytes: some Collection<UInt8>) -> String? {
    guard !bytes.isEmpty, bytes.allSatisfy({ (0x20...0x7e).contains($0) }) else { return nil }
    return String(decoding: bytes, as: UTF8.self)
  }

  private static func count(_ bytes: [UInt8]) -> String { "\(bytes.count) \(bytes.count == 1 ? "byte" : "bytes")" }

  private static func shown(_ text: String) -> String { text.map(\.escapedForDisplay).joined() }
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
