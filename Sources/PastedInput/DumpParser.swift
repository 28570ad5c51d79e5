/// Reads the lines of a dump: an offset, groups of digits, and perhaps a column of text, which is only compared.
///
/// Every offset is checked against the bytes read so far (the first may be any), so that a line lost in copying is an
/// error rather than a shorter result. A line of `*` stands for repetitions of the line above it. Headings stand above a
/// dump; behind a heading or a blank line the offsets may begin again.
struct DumpParser {
  /// The most bytes that lines of `*` may stand for, altogether: 64 MiB. A few characters could ask for any amount.
  static let repetitionLimit = 64 << 20

  let text: [UInt8]
  let form: DumpForm
  var reading = Reading()

  /// The dumps begun so far.
  var sections: [DumpSection] = []

  /// Lines whose text column is not that of their bytes.
  var disagreeingLines = 0

  /// Whether any line so far had a text column.
  var hasColumn = false

  /// The bytes of the last line that had any.
  var lastLine = 0..<0

  /// The sides of the present dump, and which of them the last line was of.
  var lanes: [DumpLane] = []
  var lane = 0

  /// Whether lines of two sides took turns, and the turns.
  var hasTwoSides = false
  private(set) var turns: [DumpTurn] = []

  /// The heading below which no line with bytes has come yet, and the index of the first line that is no known heading.
  var heading: DumpHeading?
  var unknownHeading: Int?
  private var headings = 0

  /// Whether a dump may begin here: there was a blank line, or an offset without bytes.
  var mayBegin = false

  /// The first offset, for how it is written.
  var firstOffset: DumpOffset?
  var asterisk: Int?
  var repeated = 0

  /// Whether the last line was an offset without bytes, which tells the length.
  var isClosed = false

  init(text: [UInt8], form: DumpForm) {
    self.text = text
    self.form = form
    reading.bytes.reserveCapacity(text.count / 5)
  }

  mutating func readLine(_ range: Range<Int>) throws(ReadingFault) {
    var line = TextCursor(text, in: range)
    let indentation = line.skip(while: \.isWhitespace)
    if line.isAtEnd {
      mayBegin = true
      return
    }
    if line.isAtBoxBorder || (!sections.isEmpty && line.isAtLoneBracket) { return }
    let isBoxed = line.takeBoxLine()
    if line.current == .asterisk, line.peek(1)?.isWhitespace ?? true {
      try note(asteriskAt: line.position)
      return
    }
    if !isBoxed, let known = DumpHeading(line) { return note(known) }
    let start = line.position
    if form.style == .rows {
      guard line.isAtPair else { throw notADumpLine(start, line) }
      try reachRow(at: start)
    } else {
      guard let offset = DumpOffset(from: &line, radix: form.radix), takeSeparator(&line) else {
        try noteUnknown(at: start, line)
        return
      }
      isClosed = line.isBlankToEnd
      try reach(offset, indentation: indentation)
      if isClosed { mayBegin = true }
      if isBoxed { _ = line.takeBoxLine() }
    }
    let before = reading.bytes.count
    noteTurn()
    try readGroups(&line, isBoxed: isBoxed)
    lanes[lane].count &+= UInt64(reading.bytes.count - before)
  }

  private mutating func noteTurn() {
    guard turns.last?.section != sections.count || turns.last?.lane != lane else { return }
    turns.append(
      DumpTurn(
        start: reading.bytes.count, section: sections.count, lane: lane, indentation: lanes[lane].indentation))
  }

  /// Takes what this style has behind an offset.
  private func takeSeparator(_ line: inout TextCursor) -> Bool {
    switch form.style {
    case .colon: line.take(.colon) && (line.current?.isWhitespace ?? true || line.isAtPair)
    case .blanks: line.isAtBox || line.isBlankToEnd || (line.current?.isBlank ?? false && line.goesOnWithGroup)
    case .rows: true
    }
  }

  func notADumpLine(_ start: Int, _ line: TextCursor) -> ReadingFault {
    if form.style == .blanks, line.position > start, line.current == .colon {
      return ReadingFault(
        offset: line.position, problem: "a colon behind the offset, which is xxd's form", expected: "blanks")
    }
    let expected =
      switch form.style {
      case .colon: "an offset of 4 to 16 hexadecimal digits, a colon and a blank"
      case .blanks: "an offset of 4 to 16 digits and a blank"
      case .rows: "pairs of hexadecimal digits with blanks between them, or one of ngrep's headings"
      }
    return ReadingFault(offset: start, problem: "this line does not begin as a line of a dump", expected: expected)
  }

  private mutating func note(_ known: DumpHeading) {
    // The line that tells about the bytes counts, not those around it.
    if heading == nil || known.count != nil || known.sender != nil { heading = known }
    headings += 1
  }

  /// Takes a line that may be a heading: a dump has to begin again below it.
  private mutating func noteUnknown(at start: Int, _ line: TextCursor) throws(ReadingFault) {
    let isAlmostDump = form.style == .blanks ? line.current == .colon : line.current?.isWhitespace ?? true
    if isAlmostDump, line.position - start >= 4 { throw notADumpLine(start, line) }
    if unknownHeading == nil { unknownHeading = start }
    headings += 1
  }

  private mutating func note(asteriskAt position: Int) throws(ReadingFault) {
    guard !lastLine.isEmpty else {
      throw ReadingFault(
        offset: position, problem: "'*' has no line above it to repeat", expected: "a line with bytes")
    }
    asterisk = position
  }

  /// Whether there were lines of `*`.
  var hasRepetitions: Bool { repeated > 0 }

  /// Checks what only the end of the text can tell, and joins the dumps.
  mutating func finish() throws(ReadingFault) {
    try checkAsterisk()
    // Behind the closing offset comes whatever the terminal showed next.
    if let unknownHeading, !isClosed {
      throw notADumpLine(unknownHeading, TextCursor(text, in: unknownHeading..<unknownHeading))
    }
    if form.style == .rows, !hasColumn, headings == 0, let section = sections.first {
      throw ReadingFault(
        offset: section.position, problem: "no row has the text of its bytes behind them",
        expected: "rows of bytes and text, as ngrep -x writes them")
    }
    if sections.isEmpty, headings > 0 {
      throw ReadingFault(
        offset: text.count, problem: "no line of a dump follows the headings", expected: "a line of a dump")
    }
    let firstValue = firstOffset?.value ?? 0
    if headings > 0 { reading.notes.append("Heading lines were skipped: \(headings).") }
    if repeated > 0 { reading.notes.append("Lines of '*' stood for \(repeated) bytes.") }
    if disagreeingLines > 0 {
      reading.notes.append(
        "The text column of \(disagreeingLines) line(s) is not that of their bytes; the digits were taken.")
    }
    if firstValue != 0 { reading.notes.append("The offsets begin at \(firstValue).") }
    noteNotation()
    try joinSections()
  }

  private mutating func noteNotation() {
    switch form.notation {
    case .bytes: break
    case .bits: reading.notes.append("Groups of eight digits 0 and 1 were read as bits, as xxd -b writes them.")
    case .words:
      reading.notes.append("Groups of four digits were read as 16-bit numbers, low byte first, as hexdump writes them.")
      if !isClosed, reading.bytes.last == 0 {
        reading.notes.append("No offset behind the last line tells whether the last byte, 00, belongs to it.")
      }
    }
    if form.radix != 16, reading.bytes.count > lastLine.count {
      reading.notes.append("The offsets were read as \(form.radixName).")
    }
  }
}
