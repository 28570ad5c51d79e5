/// Shows bytes and text that nobody vouches for, in a given number of columns.
enum PayloadText {
  /// Text in quotes, with what a terminal must not see escaped, cut to a width.
  ///
  /// - Parameter rest: how many bytes follow that are not in `bytes`.
  static func quoted(_ bytes: ArraySlice<UInt8>, rest: UInt64, width: Int, style: TextStyle) -> String {
    let text = String(decoding: bytes, as: UTF8.self)
    var shown = ""
    var columns = 2
    var used = 0
    // Room for the remark on what is left out.
    let room = max(width - 14, 8)
    var cut = ""
    var cutUsed = 0
    for scalar in text.unicodeScalars {
      let piece = escape(scalar, style: style)
      let piecesWidth = piece.isEscape ? piece.text.count : displayWidth(scalar)
      guard columns + piecesWidth <= width else {
        return "\"\(cut)\"" + more(UInt64(bytes.count - cutUsed) + rest, style)
      }
      shown += piece.text
      columns += piecesWidth
      used += UTF8.width(scalar)
      if columns <= room {
        cut = shown
        cutUsed = used
      }
    }
    if rest == 0 { return "\"\(shown)\"" }
    return "\"\(cut)\"" + more(UInt64(bytes.count - cutUsed) + rest, style)
  }

  /// Bytes as hexadecimal pairs, cut to a width.
  static func hex(_ bytes: ArraySlice<UInt8>, rest: UInt64, width: Int, style: TextStyle) -> String {
    let fits = max((width + 1) / 3, 1)
    if bytes.count <= fits, rest == 0 { return pairs(bytes) }
    let shown = max((width - 13) / 3, 1)
    let left = UInt64(bytes.count - min(shown, bytes.count)) + rest
    return pairs(bytes.prefix(shown)) + " " + more(left, style)
  }

  /// Hexadecimal pairs with spaces between them.
  static func pairs(_ bytes: some Sequence<UInt8>) -> String {
    var text = ""
    for byte in bytes {
      if !text.isEmpty { text += " " }
      let digits = String(byte, radix: 16)
      text += digits.count == 1 ? "0" + digits : digits
    }
    return text
  }

  /// Text that is not cut, with what a terminal must not see escaped.
  static func safe(_ text: String, style: TextStyle) -> String {
    text.unicodeScalars.map { escape($0, isQuoted: false, style: style).text }.joined()
  }

  private static func more(_ count: UInt64, _ style: TextStyle) -> String {
    "\(style.isASCII ? "..." : "…") (+\(count))"
  }

  private static func escape(
    _ scalar: Unicode.Scalar, isQuoted: Bool = true, style: TextStyle
  ) -> (text: String, isEscape: Bool) {
    switch scalar {
    case "\n": return ("\\n", true)
    case "\r": return ("\\r", true)
    case "\t": return ("\\t", true)
    case "\"" where isQuoted: return ("\\\"", true)
    case "\\" where isQuoted: return ("\\\\", true)
    default: break
    }
    if scalar.isASCII, (0x20...0x7e).contains(scalar.value) { return (String(scalar), false) }
    switch scalar.properties.generalCategory {
    case .control, .format, .surrogate, .privateUse, .unassigned, .lineSeparator, .paragraphSeparator:
      return ("\\u{\(String(scalar.value, radix: 16))}", true)
    default:
      return style.isASCII ? ("\\u{\(String(scalar.value, radix: 16))}", true) : (String(scalar), false)
    }
  }

  /// How many columns a text takes.
  static func displayWidth(_ text: String) -> Int {
    text.unicodeScalars.reduce(0) { $0 + displayWidth($1) }
  }

  /// How many columns a character takes: none for combining marks, two for East Asian wide characters and emoji.
  private static func displayWidth(_ scalar: Unicode.Scalar) -> Int {
    if scalar.value < 0x300 { return 1 }
    switch scalar.properties.generalCategory {
    case .nonspacingMark, .enclosingMark: return 0
    default: break
    }
    switch scalar.value {
    case 0x1100...0x115f, 0x2e80...0x303e, 0x3041...0xa4cf, 0xac00...0xd7a3, 0xf900...0xfaff, 0xfe30...0xfe6f,
      0xff00...0xff60, 0xffe0...0xffe6, 0x1f300...0x1f64f, 0x1f680...0x1f6ff, 0x1f900...0x1f9ff, 0x20000...0x3fffd:
      return 2
    default: return 1
    }
  }
}

/// Columns of text.
enum Columns {
  /// The text, followed by spaces up to a width.
  static func left(_ text: String, _ width: Int) -> String {
    text + String(repeating: " ", count: max(0, width - PayloadText.displayWidth(text)))
  }

  /// The text, preceded by spaces up to a width.
  static func right(_ text: String, _ width: Int) -> String {
    String(repeating: " ", count: max(0, width - PayloadText.displayWidth(text))) + text
  }

  /// Breaks text between words so that no line is wider than `width`, which is at least one word's.
  ///
  /// A no-break space is a space at which no line is broken.
  static func wrap(_ text: String, _ width: Int) -> [String] {
    var lines: [String] = []
    var line = ""
    for word in text.split(separator: " ") {
      if !line.isEmpty, PayloadText.displayWidth(line) + 1 + PayloadText.displayWidth(String(word)) > width {
        lines.append(line)
        line = ""
      }
      line += (line.isEmpty ? "" : " ") + word
    }
    if !line.isEmpty || lines.isEmpty { lines.append(line) }
    return lines.map { String($0.map { $0 == "\u{a0}" ? " " : $0 }) }
  }

  /// A number with its noun in the singular or the plural.
  static func count(_ number: UInt64, _ noun: String) -> String {
    "\(number) \(number == 1 ? noun : noun + "s")"
  }
}

extension String {
  /// The text with spaces at which ``Columns/wrap(_:_:)`` does not break.
  var nonBreaking: String { String(map { $0 == " " ? "\u{a0}" : $0 }) }
}
