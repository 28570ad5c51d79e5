/// What the usual tools print for bytes, written here independently of the parsers.
enum Printers {
  private static func text(_ bytes: ArraySlice<UInt8>) -> String {
    String(bytes.map { (0x20...0x7E).contains($0) ? Character(Unicode.Scalar($0)) : "." })
  }

  private static func offset(_ value: Int, digits: Int = 8) -> String {
    let text = String(value, radix: 16)
    return String(repeating: "0", count: digits - text.count) + text
  }

  private static func rows(_ bytes: [UInt8], of width: Int = 16) -> [ArraySlice<UInt8>] {
    stride(from: 0, to: bytes.count, by: width).map { bytes[$0..<min($0 + width, bytes.count)] }
  }

  /// `xxd`, with `-g` bytes in a group.
  static func xxd(_ bytes: [UInt8], group: Int = 2) -> String {
    let width = 32 + (16 + group - 1) / group
    return rows(bytes).map { row in
      var digits = ""
      for (index, byte) in row.enumerated() { digits += byte.hex + (index % group == group - 1 ? " " : "") }
      let padding = String(repeating: " ", count: max(0, width - digits.count) + 1)
      return "\(offset(row.startIndex)): \(digits)\(padding)\(text(row))\n"
    }.joined()
  }

  /// `hexdump -C`, with repeated rows squeezed.
  static func hexdump(_ bytes: [UInt8]) -> String {
    guard !bytes.isEmpty else { return "" }
    var lines: [String] = []
    var last: ArraySlice<UInt8>?
    for row in rows(bytes) {
      if let last, last.count == 16, row.elementsEqual(last) {
        if lines.last != "*" { lines.append("*") }
        continue
      }
      last = row
      var digits = ""
      for (index, byte) in row.enumerated() { digits += (index == 8 ? "  " : " ") + byte.hex }
      let padding = String(repeating: " ", count: 49 - digits.count)
      lines.append("\(offset(row.startIndex)) \(digits)\(padding) |\(text(row))|")
    }
    return (lines + [offset(bytes.count)]).joined(separator: "\n") + "\n"
  }

  /// `curl --trace`: one blank before the text.
  static func curl(_ bytes: [UInt8]) -> String {
    rows(bytes).map { row in
      let digits = row.map { $0.hex + " " }.joined()
      let padding = String(repeating: " ", count: 48 - digits.count)
      return "\(offset(row.startIndex, digits: 4)): \(digits)\(padding)\(text(row))\n"
    }.joined()
  }

  /// `xxd -i` with a name.
  static func cArray(_ bytes: [UInt8]) -> String {
    let rows = rows(bytes, of: 12).map { "  " + $0.map { "0x" + $0.hex }.joined(separator: ", ") }
    return
      "unsigned char frame_bin[] = {\n\(rows.joined(separator: ",\n"))\n};\nunsigned int frame_bin_len = \(bytes.count);\n"
  }

  /// Java's bytes, which have a sign.
  static func java(_ bytes: [UInt8]) -> String {
    "[" + bytes.map { String(Int8(bitPattern: $0)) }.joined(separator: ", ") + "]"
  }

  /// Python's `repr` of a bytes object.
  static func python(_ bytes: [UInt8]) -> String {
    let quote = bytes.contains(0x27) && !bytes.contains(0x22) ? "\"" : "'"
    let body = bytes.map { byte -> String in
      switch byte {
      case 0x09: "\\t"
      case 0x0A: "\\n"
      case 0x0D: "\\r"
      case 0x5C: "\\\\"
      case 0x20...0x7E:
        Character(Unicode.Scalar(byte)) == Character(quote)
          ? "\\" + quote : String(Character(Unicode.Scalar(byte)))
      default: "\\x" + byte.hex
      }
    }
    return "b" + quote + body.joined() + quote
  }

  /// `base64 -w76`, or base64url without padding.
  static func base64(_ bytes: [UInt8], url: Bool = false) -> String {
    let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789" + (url ? "-_" : "+/"))
    var characters: [Character] = []
    for start in stride(from: 0, to: bytes.count, by: 3) {
      let group = bytes[start..<min(start + 3, bytes.count)]
      let word = (0..<3).reduce(0) { $0 << 8 | ($1 < group.count ? Int(group[start + $1]) : 0) }
      for index in 0...group.count { characters.append(alphabet[word >> (18 - 6 * index) & 63]) }
      if !url { characters.append(contentsOf: repeatElement("=", count: 3 - group.count)) }
    }
    if url { return String(characters) }
    return stride(from: 0, to: characters.count, by: 76)
      .map { String(characters[$0..<min($0 + 76, characters.count)]) + "\n" }.joined()
  }
}
