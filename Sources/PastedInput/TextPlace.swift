/// Where in a text a byte is, in the terms of someone who looks at it in an editor.
struct TextPlace {
  /// The line, from 1.
  let line: Int

  /// The column, from 1, in Unicode scalars.
  let column: Int

  /// The line, or the part of it around the place, with nothing in it that could disturb a terminal.
  let excerpt: String

  /// The column of the place within `excerpt`, from 1.
  let caretColumn: Int

  /// The widest excerpt, in columns: with an indentation of two, a line of 76.
  private static let excerptWidth = 74

  /// Where a cut line's excerpt begins before the place, in columns, its ellipsis included.
  private static let lead = 37

  /// More bytes than an excerpt's characters can have.
  private static let reach = excerptWidth * 4 + 4

  /// Finds `offset`; one in the white space at the text's end is the place behind the last character.
  init(of offset: Int, in text: [UInt8]) {
    var offset = min(max(offset, 0), text.count)
    if text[offset...].allSatisfy(\.isWhitespace) {
      while offset > 0, text[offset - 1].isWhitespace { offset -= 1 }
    }
    let before = text[..<offset]
    let lineStart = before.lastIndex(of: .lineFeed).map { $0 + 1 } ?? 0
    var lineEnd = text[offset...].firstIndex(of: .lineFeed) ?? text.count
    if lineEnd > offset, text[lineEnd - 1] == .carriageReturn { lineEnd -= 1 }

    line = 1 + before.reduce(into: 0) { count, byte in if byte == .lineFeed { count += 1 } }
    column = 1 + String(decoding: text[lineStart..<offset], as: UTF8.self).unicodeScalars.count

    var left = Self.printable(text[max(lineStart, offset - min(offset, Self.reach))..<offset])
    var right = Self.printable(text[offset..<min(lineEnd, offset + Self.reach)])
    if left.count + right.count > Self.excerptWidth {
      if left.count > Self.lead { left = Array("...") + left.suffix(Self.lead - 3) }
      let room = Self.excerptWidth - left.count
      if right.count > room { right = right.prefix(room - 3) + Array("...") }
    }
    excerpt = String(left + right)
    caretColumn = left.count + 1
  }

  /// One character of one column for each scalar; what cannot be shown so becomes a replacement character.
  private static func printable(_ bytes: ArraySlice<UInt8>) -> [Character] {
    String(decoding: bytes, as: UTF8.self).unicodeScalars.map { scalar in
      switch scalar.properties.generalCategory {
      case .control: scalar == "\t" ? " " : "\u{FFFD}"
      case .format, .surrogate, .privateUse, .unassigned, .lineSeparator, .paragraphSeparator, .nonspacingMark,
        .enclosingMark:
        "\u{FFFD}"
      default: Character(scalar)
      }
    }
  }
}
