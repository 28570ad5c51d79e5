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

  /// `tcpflow -D`: one blank before the text, wherever a row ends.
  static func tcpflow(_ bytes: [UInt8]) -> String {
    rows(bytes).map { row in
      let digits = rows(Array(row), of: 2).map { $0.map(\.hex).joined() }.joined(separator: " ")
      return "\(offset(row.startIndex, digits: 4)): \(digits) \(text(row))\n"
    }.joined()
  }

  /// `xxd -b`.
  static func xxdBits(_ bytes: [UInt8]) -> String {
    rows(bytes, of: 6).map { row in
      let digits = row.map { $0.bits + " " }.joined()
      return "\(offset(row.startIndex)): \(digits)\(String(repeating: " ", count: 55 - digits.count))\(text(row))\n"
    }.joined()
  }

  /// Plain `hexdump` without squeezing: words with the low byte first, and the length.
  static func words(_ bytes: [UInt8]) -> String {
    rows(bytes).map { row in
      let words = rows(Array(row), of: 2).map {
        ($0.count == 2 ? $0[$0.startIndex + 1].hex : "00") + $0[$0.startIndex].hex
      }
      return "\(offset(row.startIndex, digits: 7)) \(words.joined(separator: " "))\n"
    }.joined() + offset(bytes.count, digits: 7) + "\n"
  }

  /// `od -v -t x1`: octal offsets.
  static func octal(_ bytes: [UInt8]) -> String {
    func offset(_ value: Int) -> String {
      let digits = String(value, radix: 8)
      return String(repeating: "0", count: 7 - digits.count) + digits
    }
    return rows(bytes).map { offset($0.startIndex) + $0.map { " " + $0.hex }.joined() + "\n" }.joined()
      + offset(bytes.count) + "\n"
  }

  /// Wireshark's dump, with three blanks before the text.
  static func wireshark(_ bytes: [UInt8]) -> String {
    rows(bytes).map { row in
      let digits = row.map(\.hex).joined(separator: " ")
      return
        "\(offset(row.startIndex, digits: 4))  \(digits)\(String(repeating: " ", count: 50 - digits.count))\(text(row))\n"
    }.joined()
  }

  /// One side of `tshark -z follow,tcp,hex`, without its heading: the text, too, is in two halves.
  static func followed(_ bytes: [UInt8], indentation: String = "") -> String {
    rows(bytes).map { row in
      let halves = rows(Array(row), of: 8)
      let digits = halves.map { $0.map(\.hex).joined(separator: " ") }.joined(separator: "  ")
      let texts = halves.map { text($0) }.joined(separator: " ")
      let padding = String(repeating: " ", count: 50 - digits.count)
      return "\(indentation)\(offset(row.startIndex).uppercased())  \(digits)\(padding)\(texts)\n"
    }.joined()
  }

  /// `ngrep -x`, one packet.
  static func ngrep(_ bytes: [UInt8]) -> String {
    let lines = rows(bytes).map { row in
      var line = "  "
      for column in 0..<16 {
        line += column < row.count ? row[row.startIndex + column].hex + " " : "   "
        if column % 8 == 7 { line += "   " }
      }
      return line + text(row) + String(repeating: " ", count: 16 - row.count) + "\n"
    }
    return bytes.isEmpty ? "" : "T 10.0.0.1:51000 -> 10.0.0.2:8080 [AP] #4\n" + lines.joined()
  }

  /// What `hexyl` draws.
  static func hexyl(_ bytes: [UInt8]) -> String {
    func cell(_ half: ArraySlice<UInt8>) -> String {
      let digits = half.map { " " + $0.hex }.joined()
      return digits + String(repeating: " ", count: 25 - digits.count)
    }
    func shown(_ half: ArraySlice<UInt8>) -> String {
      half.map { (0x21...0x7E).contains($0) ? String(Character(Unicode.Scalar($0))) : "×" }.joined()
        + String(repeating: " ", count: 8 - half.count)
    }
    let border = [
      "────────", String(repeating: "─", count: 25), String(repeating: "─", count: 25), "────────", "────────",
    ]
    let lines = rows(bytes).map { row in
      let (left, right) = (row.prefix(8), row.dropFirst(8))
      return "│\(offset(row.startIndex))│\(cell(left))┊\(cell(right))│\(shown(left))┊\(shown(right))│\n"
    }
    return "┌" + border.joined(separator: "┬") + "┐\n" + lines.joined() + "└" + border.joined(separator: "┴") + "┘\n"
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

  /// Decimal numbers between `open` and `close`.
  static func decimal(_ bytes: [UInt8], _ open: String, _ close: String, separator: String = ", ") -> String {
    open + bytes.map { String($0) }.joined(separator: separator) + close
  }

  /// `JSON.stringify` of a Uint8Array.
  static func indices(_ bytes: [UInt8]) -> String {
    "{" + bytes.enumerated().map { "\"\($0.offset)\":\($0.element)" }.joined(separator: ",") + "}"
  }

  /// A C string in octal escapes.
  static func octalEscapes(_ bytes: [UInt8]) -> String {
    "\""
      + bytes.map { byte in
        let digits = String(byte, radix: 8)
        return "\\" + String(repeating: "0", count: 3 - digits.count) + digits
      }.joined() + "\""
  }

  /// A JSON string with a code point for each byte.
  static func json(_ bytes: [UInt8]) -> String {
    "\"" + bytes.map { "\\u00" + $0.hex }.joined() + "\""
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
