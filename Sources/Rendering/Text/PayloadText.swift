/// Shows bytes and text that nobody vouches for, in a given number of columns.
enum PayloadText {
  /// Text in quotes, with what a terminal must not see escaped and U+FFFD for what is no UTF-8, cut to a width.
  ///
  /// - Parameter rest: how many bytes follow that are not in `bytes`.
  static func quoted(_ bytes: ArraySlice<UInt8>, rest: UInt64, width: Int, style: TextStyle) -> String {
    quoted(PartlyKnownBytes(bytes), rest: rest, width: width, style: style)
  }

  /// Text in quotes as ``quoted(_:rest:width:style:)`` has it, with a mark for each unknown byte, or for many together.
  static func quoted(_ payload: PartlyKnownBytes, rest: UInt64, width: Int, style: TextStyle) -> String {
    let bytes = payload.bytes
    // JSON stays readable between single quotes.
    let isBetterSingle = bytes.contains(UInt8(ascii: "\"")) && !bytes.contains(UInt8(ascii: "'"))
    let quote: Unicode.Scalar = isBetterSingle ? "'" : "\""
    func quoted(_ text: some Collection<UInt8>) -> String { "\(quote)\(String(decoding: text, as: UTF8.self))\(quote)" }
    var shown: [UInt8] = []
    var columns = 2
    var used = 0
    let room = max(width - remarkWidth(UInt64(bytes.count), rest, style), 8)
    // Where the text ends if a remark has to follow it: a copy of it for every character would take long.
    var cutLength = 0
    var cutUsed = 0
    let isPartlyKnown = !payload.unknownRanges.isEmpty
    var characters = PayloadCharacters(payload)
    while let (scalar, length) = characters.next() {
      if let letter = scalar.flatMap({ plainLetter($0, quote: quote) }) {
        guard columns < width else { break }
        shown.append(letter)
        columns += 1
      } else {
        let piece =
          scalar.map { escape($0, quote: quote, isPartlyKnown: isPartlyKnown, style: style) }
          ?? unknown(length, as: style.unknownByte)
        let piecesWidth = piece.isEscape ? piece.text.count : scalar.map { displayWidth($0) } ?? 0
        guard columns + piecesWidth <= width else { break }
        shown.append(contentsOf: piece.text.utf8)
        columns += piecesWidth
      }
      used += length
      if columns <= room {
        cutLength = shown.count
        cutUsed = used
      }
    }
    if rest == 0, used == bytes.count { return quoted(shown) }
    return quoted(shown.prefix(cutLength)) + more(UInt64(bytes.count - cutUsed) + rest, style)
  }

  /// Bytes as hexadecimal pairs, cut to a width.
  static func hex(_ bytes: ArraySlice<UInt8>, rest: UInt64, width: Int, style: TextStyle) -> String {
    let fits = max((width + 1) / 3, 1)
    if bytes.count <= fits, rest == 0 { return pairs(bytes) }
    let shown = max((width - remarkWidth(UInt64(bytes.count), rest, style)) / 3, 1)
    let left = UInt64(bytes.count - min(shown, bytes.count)) + rest
    return pairs(bytes.prefix(shown)) + " " + more(left, style)
  }

  /// Bytes as ``hex(_:rest:width:style:)`` has them, with `??` for each unknown one, or for many together.
  static func hex(_ payload: PartlyKnownBytes, rest: UInt64, width: Int, style: TextStyle) -> String {
    let pieces = payload.stretches.flatMap { bytes, isKnown -> [(text: String, length: Int)] in
      if isKnown { return bytes.map { (pairs([$0]), 1) } }
      return bytes.count > PayloadCharacters.fewUnknown
        ? [("[\(bytes.count) ??]", bytes.count)] : bytes.map { _ in ("??", 1) }
    }
    let all = pieces.map(\.text).joined(separator: " ")
    if rest == 0, all.utf8.count <= width { return all }
    let room = width - remarkWidth(UInt64(payload.bytes.count), rest, style)
    var shown = ""
    var left = payload.bytes.count
    for (text, length) in pieces {
      guard shown.isEmpty || shown.utf8.count + text.utf8.count < room else { break }
      shown += text + " "
      left -= length
    }
    return shown + more(UInt64(left) + rest, style)
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

  /// Text without quotes, with what a terminal must not see escaped.
  ///
  /// - Parameter limit: characters to show; the bytes of the rest are counted.
  static func safe(_ text: String, limit: Int = .max, style: TextStyle) -> String {
    let shown = text.unicodeScalars.prefix(limit)
    let safe = shown.map { escape($0, quote: nil, style: style).text }.joined()
    let left = text.unicodeScalars[shown.endIndex...].reduce(0) { $0 + UTF8.width($1) }
    return left == 0 ? safe : safe + more(UInt64(left), style)
  }

  /// Text that is already safe, cut to a width and marked where something is left out.
  static func cut(_ text: String, to width: Int, style: TextStyle) -> String {
    guard displayWidth(text) > width else { return text }
    let mark = style.isASCII ? "..." : "…"
    var shown = ""
    var columns = displayWidth(mark)
    for scalar in text.unicodeScalars {
      columns += displayWidth(scalar)
      guard columns <= width else { break }
      shown.unicodeScalars.append(scalar)
    }
    return shown + mark
  }

  private static func more(_ count: UInt64, _ style: TextStyle) -> String {
    "\(style.isASCII ? "..." : "…") (+\(count))"
  }

  /// How many columns to leave for the remark on what is left out, which is never more than all there is.
  private static func remarkWidth(_ count: UInt64, _ rest: UInt64, _ style: TextStyle) -> Int {
    displayWidth(more(count &+ rest, style))
  }

  /// A number of unknown bytes.
  private static func unknown(_ count: Int, as mark: String) -> (text: String, isEscape: Bool) {
    (count == 1 ? mark : "[\(count)\(mark)]", true)
  }

  /// What most text is made of: printable ASCII, which between these quotes is shown as it is.
  private static func plainLetter(_ scalar: Unicode.Scalar, quote: Unicode.Scalar) -> UInt8? {
    guard (0x20...0x7e).contains(scalar.value), scalar != quote, scalar != "\\" else { return nil }
    return UInt8(truncatingIfNeeded: scalar.value)
  }

  private static func escape(
    _ scalar: Unicode.Scalar, quote: Unicode.Scalar?, isPartlyKnown: Bool, style: TextStyle
  ) -> (text: String, isEscape: Bool) {
    // What is known must not look like what is not.
    if isPartlyKnown, scalar == "▒" { return ("\\u{2592}", true) }
    return escape(scalar, quote: quote, style: style)
  }

  private static func escape(
    _ scalar: Unicode.Scalar, quote: Unicode.Scalar?, style: TextStyle
  ) -> (text: String, isEscape: Bool) {
    switch scalar {
    case "\n": return ("\\n", true)
    case "\r": return ("\\r", true)
    case "\t": return ("\\t", true)
    case quote: return ("\\\(scalar)", true)
    case "\\" where quote != nil: return ("\\\\", true)
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
    if text.utf8.allSatisfy({ $0 < 0x80 }) { return text.utf8.count }
    return text.unicodeScalars.reduce(0) { $0 + displayWidth($1) }
  }

  /// How many columns a character takes: none for combining marks, two for East Asian wide characters and emoji.
  private static func displayWidth(_ scalar: Unicode.Scalar) -> Int {
    // Dashes, typographic quotation marks and the ellipsis are common, too.
    if scalar.value < 0x300 || (0x2010...0x2027).contains(scalar.value) { return 1 }
    switch scalar.properties.generalCategory {
    case .nonspacingMark, .enclosingMark: return 0
    default: if scalar.properties.isEmojiPresentation { return 2 }
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
    text + spaces(width - PayloadText.displayWidth(text))
  }

  /// The text, preceded by spaces up to a width.
  static func right(_ text: String, _ width: Int) -> String {
    spaces(width - PayloadText.displayWidth(text)) + text
  }

  /// So many spaces; none for a negative number.
  private static func spaces(_ count: Int) -> String {
    let count = max(count, 0)
    return unsafe String(unsafeUninitializedCapacity: count) { target in
      unsafe target.initialize(repeating: UInt8(ascii: " "))
      return count
    }
  }

  /// Texts with the columns at which they end, so that one that is too wide takes from the space before the next.
  static func ends(_ cells: [(text: String, end: Int)], after start: String = "") -> String {
    var line = start
    for cell in cells {
      if !line.isEmpty { line += " " }
      line += spaces(cell.end - line.utf8.count - PayloadText.displayWidth(cell.text))
      line += cell.text
    }
    return line
  }

  /// Breaks text between words, and words that are too long, so that no line is wider than `width`.
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
      if !line.isEmpty { line += " " }
      guard PayloadText.displayWidth(String(word)) > width else {
        line += word
        continue
      }
      for character in word {
        if PayloadText.displayWidth(line) + PayloadText.displayWidth(String(character)) > width, !line.isEmpty {
          lines.append(line)
          line = ""
        }
        line.append(character)
      }
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
