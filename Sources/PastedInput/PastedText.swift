/// A text without what editors, terminals and consoles put around or among its characters.
struct PastedText {
  /// The text in UTF-8.
  private(set) var text: [UInt8]

  /// What was left out or replaced, one sentence each.
  private(set) var notes: [String] = []

  /// Takes away what the text was not meant to say: a byte order mark, UTF-16, colours, and typographic quotes around it.
  init(_ pasted: [UInt8]) {
    text = pasted
    takeByteOrderMark()
    takeColours()
    takeQuotes()
    takeHardSpaces()
  }

  private mutating func takeByteOrderMark() {
    if text.byteOrderMarkLength > 0 {
      text.removeFirst(text.byteOrderMarkLength)
      notes.append(PastedBytes.byteOrderMarkNote)
    } else if let decoded = Self.fromUTF16(text) {
      text = decoded
      notes.append("The text was in UTF-16.")
    }
  }

  /// What UTF-16 behind a byte order mark says; `nil` where it is none, or holds what no text of digits does.
  private static func fromUTF16(_ bytes: [UInt8]) -> [UInt8]? {
    let isLittle = bytes.starts(with: [0xFF, 0xFE])
    guard isLittle || bytes.starts(with: [0xFE, 0xFF]), bytes.count % 2 == 0, bytes.count > 2 else { return nil }
    let units = stride(from: 2, to: bytes.count, by: 2).map { index in
      UInt16(bytes[index + (isLittle ? 1 : 0)]) << 8 | UInt16(bytes[index + (isLittle ? 0 : 1)])
    }
    guard units.allSatisfy({ $0 == 9 || $0 == 10 || $0 == 13 || (0x20...0x7E).contains($0) || $0 == 0xA0 }) else {
      return nil
    }
    return Array(String(decoding: units, as: UTF16.self).utf8)
  }

  /// Leaves out the sequences by which programs colour what they write to a terminal (ECMA-48, SGR), where they are the
  /// only control characters.
  private mutating func takeColours() {
    let escape: UInt8 = 0x1B
    guard text.contains(escape) else { return }
    var plain: [UInt8] = []
    var index = 0
    while index < text.count {
      guard text[index] == escape else {
        plain.append(text[index])
        index += 1
        continue
      }
      guard index + 1 < text.count, text[index + 1] == UInt8(ascii: "["),
        let end = text[(index + 2)...].firstIndex(where: { $0.digitValue == nil && $0 != .semicolon }),
        text[end] == UInt8(ascii: "m") || text[end] == UInt8(ascii: "K")
      else { return }
      index = end + 1
    }
    guard plain.allSatisfy({ $0.isWhitespace || $0 >= 0x20 }), plain.first.map({ $0 < 0x80 }) ?? false else { return }
    text = plain
    notes.append("The colours in the text were left out.")
  }

  /// Replaces a pair of typographic quotes around all of the text.
  private mutating func takeQuotes() {
    let range = text.trimmedRange
    for (open, close, plain) in [("\u{201C}", "\u{201D}", UInt8.quote), ("\u{2018}", "\u{2019}", .apostrophe)] {
      guard range.count >= 6, text[range].starts(with: open.utf8),
        text[range].suffix(3).elementsEqual(close.utf8) || text[range].suffix(3).elementsEqual(open.utf8)
      else { continue }
      text = [plain] + text[range].dropFirst(3).dropLast(3) + [plain]
      notes.append("The typographic quotes around the text were taken for plain ones.")
      return
    }
  }

  /// Takes the spaces that do not break for blanks, as consoles of browsers write them; in strings they may be meant.
  private mutating func takeHardSpaces() {
    guard text.first.map({ $0 < 0x80 }) ?? false, text.contains(0xC2) else { return }
    let string = text.firstIndex { $0 == .quote || $0 == .apostrophe || $0 == .backslash } ?? text.count
    var plain: [UInt8] = []
    for byte in text[..<string] {
      if byte == 0xA0, plain.last == 0xC2 {
        plain[plain.count - 1] = .space
      } else {
        plain.append(byte)
      }
    }
    text = plain + text[string...]
  }
}
