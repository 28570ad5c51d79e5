/// One line's groups of digits, and where they end and the text begins.
extension DumpParser {
  /// What the digits of one line looked like.
  private struct Line {
    /// Where the line's first byte is in the result.
    let start: Int

    /// The bytes of the longest group.
    var widest = 0

    /// Whether every group was eight digits of 0 and 1.
    var looksBinary = true
  }

  /// Takes the bytes of a line, behind its offset.
  mutating func readGroups(_ cursor: inout TextCursor, isBoxed: Bool) throws(ReadingFault) {
    var line = Line(start: reading.bytes.count)
    var column: TextColumn?
    cursor.skip(while: \.isBlank)
    let firstGroup = cursor.position
    while true {
      let gap = cursor.skipGap()
      guard !cursor.isAtEnd else { break }
      let rest = TextColumn(text, from: cursor.position, to: cursor.end)
      if begins(rest, at: cursor, behind: gap, line) {
        column = rest
        break
      }
      guard try readGroup(&cursor, of: &line, before: rest) else {
        column = rest
        break
      }
    }
    guard reading.bytes.count > line.start else { return }
    lastLine = line.start..<reading.bytes.count
    if !isBoxed { try check(line, against: column, at: firstGroup) }
  }

  /// Whether the text column begins here.
  ///
  /// It does at a bar, at a gap wider than that between the halves of a line, at two blanks anywhere but between the
  /// halves, or where the rest of the line is the text of the bytes so far: curl has one blank behind the 16th byte, tcpflow
  /// behind any last one. A rest of nothing but hexadecimal digits is more bytes, unless there are 16 or a line above had a
  /// text column.
  private func begins(_ column: TextColumn, at cursor: TextCursor, behind gap: Int, _ line: Line) -> Bool {
    if cursor.current == .bar || cursor.isAtBox { return true }
    let count = reading.bytes.count - line.start
    guard count > 0 else { return false }
    if form.notation == .words { return cursor.current == UInt8(ascii: ">") }
    if gap > form.halfGap { return true }
    if gap > 1, count == 8, line.widest == 1 { return shows(column, line) }
    if gap > 1 { return true }
    guard count <= Self.widestBehindOneBlank, shows(column, line) else { return false }
    return count == 16 || hasColumn || !cursor.holdsOnlyHex
  }

  /// The most bytes behind which a text column after one blank is looked for, so that long lines are not read again and
  /// again.
  private static let widestBehindOneBlank = 64

  private func shows(_ column: TextColumn, _ line: Line) -> Bool {
    column.shows(reading.bytes[line.start...])
  }

  /// Takes one group; gives `false` where the text column begins instead.
  private mutating func readGroup(
    _ cursor: inout TextCursor, of line: inout Line, before rest: TextColumn
  ) throws(ReadingFault) -> Bool {
    let start = cursor.position
    cursor.skip(while: \.isHexDigit)
    let count = cursor.position - start
    let isWhole = cursor.current.map { $0.isWhitespace || $0 == .bar } ?? true || cursor.isAtBox
    guard isWhole, count > 0, count % 2 == 0 else {
      if reading.bytes.count > line.start, shows(rest, line) { return false }
      if isWhole, count > 0 { throw HexParser.oddDigits(count, endingAt: cursor.position) }
      let problem = "\(cursor.currentName) is not a hexadecimal digit"
      throw ReadingFault(offset: cursor.position, problem: problem, expected: "0-9, a-f or A-F")
    }
    switch form.notation {
    case .bytes: appendBytes(start..<cursor.position, of: &line)
    case .bits: try appendBits(start..<cursor.position)
    case .words: try appendWord(start..<cursor.position)
    }
    return true
  }

  private mutating func appendBytes(_ digits: Range<Int>, of line: inout Line) {
    for index in stride(from: digits.lowerBound, to: digits.upperBound, by: 2) {
      guard let high = text[index].hexValue, let low = text[index + 1].hexValue else { continue }
      reading.bytes.append(high << 4 | low)
      if high > 1 || low > 1 { line.looksBinary = false }
    }
    if digits.count != 8 { line.looksBinary = false }
    line.widest = max(line.widest, digits.count / 2)
  }

  private mutating func appendBits(_ digits: Range<Int>) throws(ReadingFault) {
    var byte: UInt8 = 0
    for index in digits {
      guard let digit = text[index].digitValue, digit < 2, digits.count == 8 else {
        throw ReadingFault(
          offset: index, problem: "this group is not eight binary digits", expected: "0 and 1, eight for each byte")
      }
      byte = byte << 1 | digit
    }
    reading.bytes.append(byte)
  }

  private mutating func appendWord(_ digits: Range<Int>) throws(ReadingFault) {
    var word: UInt16 = 0
    for index in digits {
      guard let digit = text[index].hexValue, digits.count == 4 else {
        throw ReadingFault(
          offset: digits.lowerBound, problem: "this group is not a word of four digits",
          expected: "four hexadecimal digits in each group")
      }
      word = word << 4 | UInt16(digit)
    }
    reading.bytes.append(UInt8(truncatingIfNeeded: word))
    reading.bytes.append(UInt8(truncatingIfNeeded: word >> 8))
  }

  /// Refuses what only looks like a dump of bytes: words in the other byte order, or bits.
  private mutating func check(_ line: Line, against column: TextColumn?, at position: Int) throws(ReadingFault) {
    let bytes = reading.bytes[line.start...]
    if let column {
      let isReversible = line.widest > 1 && column.shows(bytes, reversedInGroupsOf: line.widest)
      if column.shows(bytes), form.style == .colon || !isReversible {
        hasColumn = true
        return
      }
      if form.notation == .bits {
        throw ReadingFault(
          offset: position, problem: "the text behind the digits is not that of bits", expected: "the text of the bytes"
        )
      }
      if form.style == .colon, isReversible {
        throw ReadingFault(
          offset: position, problem: "the groups are little-endian words, as xxd -e writes them",
          expected: "bytes in their order, as xxd writes them without -e")
      }
      if form.notation == .bytes, line.looksBinary, column.count <= bytes.count / 4 {
        throw ReadingFault(
          offset: position, problem: "the groups are bits, as xxd -b writes them", expected: "hexadecimal digits")
      }
      disagreeingLines += 1
    }
    if form.style != .colon, line.widest > 1 {
      throw ReadingFault(
        offset: position,
        problem: "groups of \(line.widest) bytes are words in the byte order of the machine that wrote them",
        expected: "one byte in each group, as hexdump -C or od -t x1 writes them")
    }
  }
}

extension TextCursor {
  /// Whether closing brackets are all that is left, as behind the dumps of Go's spew.
  var isAtLoneBracket: Bool {
    !isAtEnd && text[position..<end].allSatisfy { $0.isWhitespace || "})],;".utf8.contains($0) }
  }
}

/// The box characters of hexyl, and gaps that may hold one.
extension TextCursor {
  /// Whether a box drawing character is next (U+2500 to U+253F).
  var isAtBox: Bool { goesOn(with: "\u{2502}") || goesOn(with: "\u{250A}") || isAtBoxBorder }

  /// Whether a corner of a box is next.
  var isAtBoxBorder: Bool { goesOn(with: "\u{250C}") || goesOn(with: "\u{2514}") }

  /// Takes the solid vertical line.
  mutating func takeBoxLine() -> Bool {
    guard goesOn(with: "\u{2502}") else { return false }
    advance(3)
    return true
  }

  /// Takes blanks, and hexyl's dotted line between two groups of eight; gives the width of the blanks.
  mutating func skipGap() -> Int {
    var gap = skip(while: \.isWhitespace)
    if goesOn(with: "\u{250A}") {
      advance(3)
      gap += skip(while: \.isWhitespace)
    }
    return gap
  }
}
