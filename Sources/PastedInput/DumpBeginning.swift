/// The first line of a dump in a text, which may have headings above it.
struct DumpBeginning {
  /// What stands behind the line's offset.
  let style: DumpForm.Style

  /// How many digits the offset has; 0 in rows without offsets.
  let width: Int

  /// Finds the line; `nil` where the text does not begin as a dump.
  ///
  /// In the first line, an offset of four or more digits and a colon will do, or two or more blanks behind the offset, a
  /// box, or an offset of six or more zeros with more lines to follow, as `od` writes it. Below other lines, the offset has
  /// to be zero, with bytes behind it. A line of nothing but hexadecimal digits is no heading.
  init?(of text: [UInt8]) {
    let end = text.trimmedRange.upperBound
    var start = 0
    var isFirst = true
    var isBelowSender = false
    while start < end {
      let lineEnd = text[start..<end].firstIndex(of: .lineFeed) ?? end
      var line = TextCursor(text, in: start..<lineEnd)
      line.skip(while: \.isWhitespace)
      start = lineEnd + 1
      if line.isAtEnd { continue }
      if isBelowSender, line.isAtPair {
        self.init(style: .rows, width: 0)
        return
      }
      if let found = Self.read(line, isFirst: isFirst, hasMore: lineEnd < end) {
        self = found
        return
      }
      let heading = DumpHeading(line)
      let isHeading = heading != nil
      isBelowSender = heading?.sender != nil
      guard isHeading || !line.holdsOnlyHex else { return nil }
      isFirst = isFirst && isHeading
    }
    return nil
  }

  private init(style: DumpForm.Style, width: Int) {
    self.style = style
    self.width = width
  }

  private static func read(_ line: TextCursor, isFirst: Bool, hasMore: Bool) -> DumpBeginning? {
    if line.isAtBox { return DumpBeginning(style: .blanks, width: 8) }
    var cursor = line
    if isFirst, isRow(line) { return DumpBeginning(style: .rows, width: 0) }
    guard let offset = DumpOffset(from: &cursor), isFirst || offset.value == 0 else { return nil }
    let hasColon = cursor.take(.colon)
    let gap = cursor.skip(while: \.isWhitespace)
    let hasBytes = cursor.current?.isHexDigit == true && cursor.peek(1)?.isHexDigit == true
    if hasColon {
      guard gap > 0 || cursor.isAtEnd || (offset.value == 0 && cursor.isAtPair && !cursor.isLastPair),
        isFirst || hasBytes
      else { return nil }
      return DumpBeginning(style: .colon, width: offset.width)
    }
    guard gap > 0, cursor.current?.isHexDigit == true || cursor.current == .bar, isFirst || hasBytes else { return nil }
    let isOfTool = offset.value == 0 && offset.width >= 6 && hasMore
    guard gap > 1 || isOfTool else { return nil }
    return DumpBeginning(style: .blanks, width: offset.width)
  }

  /// Whether the line is bytes with blanks between them, and behind at least two blanks the text of just these bytes.
  private static func isRow(_ line: TextCursor) -> Bool {
    var cursor = line
    var bytes: [UInt8] = []
    while let high = cursor.current?.hexValue, let low = cursor.peek(1)?.hexValue, bytes.count < 16 {
      guard cursor.peek(2) == .space else { return false }
      bytes.append(high << 4 | low)
      cursor.advance(2)
      let gap = cursor.skip(while: \.isBlank)
      guard !cursor.isAtEnd else { return false }
      if gap > 1, TextColumn(cursor.text, from: cursor.position, to: cursor.end).shows(bytes[...]) { return true }
    }
    return false
  }
}

extension TextCursor {
  /// Whether two hexadecimal digits and a blank, or the end, are next.
  var isAtPair: Bool {
    current?.isHexDigit == true && peek(1)?.isHexDigit == true && (peek(2)?.isWhitespace ?? true)
  }
}

extension TextCursor {
  /// Whether nothing follows the two digits that are next.
  fileprivate var isLastPair: Bool { end - position <= 2 }

  /// Whether more than one blank is next, or one and digits that end with their word: not the `0100 .... = Version: 4` of
  /// a dissection.
  var goesOnWithGroup: Bool {
    var probe = self
    if probe.skip(while: \.isBlank) > 1 { return true }
    probe.skip(while: \.isHexDigit)
    return probe.current.map { $0.isWhitespace || $0.isLetter || $0 == .bar } ?? true
  }
}
