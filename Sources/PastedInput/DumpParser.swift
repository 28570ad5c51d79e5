/// Reads the lines of a dump: an offset, groups of hexadecimal digits, and perhaps a column of text, which is not read.
///
/// Every offset is checked against the bytes read so far (the first may be any), so that a line lost in copying is an
/// error rather than a shorter result. A line of `*` stands for repetitions of the line above it.
struct DumpParser {
  /// What stands between an offset and the bytes.
  enum Style {
    case colon
    case blanks
  }

  /// The most bytes that lines of `*` may stand for, altogether: 64 MiB. A few characters could ask for any amount.
  static let repetitionLimit = 64 << 20

  let text: [UInt8]
  let style: Style
  var reading = Reading()

  /// Lines whose text column is not that of their bytes.
  var disagreeingLines = 0

  /// The bytes of the last line that had any.
  var lastLine = 0..<0

  private var first: DumpOffset?
  private var radix: UInt64 = 16
  private var asterisk: Int?
  private var repeated = 0

  /// Reads the whole dump.
  static func parse(_ text: [UInt8], style: Style) throws(ReadingFault) -> Reading {
    var parser = DumpParser(text: text, style: style)
    var start = 0
    while start < text.count {
      let end = text[start...].firstIndex(of: .lineFeed) ?? text.count
      try parser.readLine(start..<end)
      start = end + 1
    }
    try parser.finish()
    return parser.reading
  }

  private init(text: [UInt8], style: Style) {
    self.text = text
    self.style = style
    reading.bytes.reserveCapacity(text.count / 5)
  }

  private mutating func readLine(_ range: Range<Int>) throws(ReadingFault) {
    var line = TextCursor(text, in: range)
    line.skip(while: \.isWhitespace)
    if line.isAtEnd || line.isAtBoxBorder { return }
    let isBoxed = line.takeBoxLine()
    if line.current == .asterisk, line.peek(1)?.isWhitespace ?? true {
      try note(asteriskAt: line.position)
      return
    }
    let start = line.position
    guard let offset = DumpOffset(from: &line, radix: first == nil ? 16 : radix), takeSeparator(&line) else {
      throw notADumpLine(start, line)
    }
    try reach(offset)
    if isBoxed { _ = line.takeBoxLine() }
    try readGroups(&line, isBoxed: isBoxed)
  }

  /// Takes what this style has behind an offset.
  private func takeSeparator(_ line: inout TextCursor) -> Bool {
    switch style {
    case .colon: line.take(.colon) && (line.current?.isWhitespace ?? true)
    case .blanks: line.isAtBox || (line.current?.isWhitespace ?? true)
    }
  }

  private func notADumpLine(_ start: Int, _ line: TextCursor) -> ReadingFault {
    if style == .blanks, line.position > start, line.current == .colon {
      return ReadingFault(
        offset: line.position, problem: "a colon behind the offset, which is xxd's form", expected: "blanks")
    }
    let expected =
      style == .colon
      ? "an offset of 4 to 16 hexadecimal digits, a colon and a blank" : "an offset of 4 to 16 digits and a blank"
    return ReadingFault(offset: start, problem: "this line does not begin as a line of a dump", expected: expected)
  }

  private mutating func note(asteriskAt position: Int) throws(ReadingFault) {
    guard !lastLine.isEmpty else {
      throw ReadingFault(
        offset: position, problem: "'*' has no line above it to repeat", expected: "a line with bytes")
    }
    asterisk = position
  }

  /// Checks the offset of a line against what has been read, after writing out what a `*` before it stands for.
  private mutating func reach(_ offset: DumpOffset) throws(ReadingFault) {
    guard let first else {
      self.first = offset
      if style == .blanks, offset.isOctal {
        radix = 8
        var again = TextCursor(text, in: offset.position..<offset.position + offset.width)
        self.first = DumpOffset(from: &again, radix: radix) ?? offset
      }
      return
    }
    let due = first.value &+ UInt64(reading.bytes.count)
    if asterisk != nil, offset.value >= due {
      try repeatLastLine(filling: offset.value - due, upTo: offset)
    } else if offset.value != due {
      let due = offset.notation(of: due, radix: radix)
      throw ReadingFault(
        offset: offset.position,
        problem: "the offset does not follow from the \(reading.bytes.count) bytes before it",
        expected: "offset \(due)")
    }
    asterisk = nil
  }

  private mutating func repeatLastLine(filling gap: UInt64, upTo offset: DumpOffset) throws(ReadingFault) {
    guard gap <= UInt64(Self.repetitionLimit - repeated) else {
      throw ReadingFault(
        offset: offset.position, problem: "'*' stands for \(gap) bytes up to this offset, more than are written out",
        expected: "at most \(Self.repetitionLimit) bytes of repetition")
    }
    let line = Array(reading.bytes[lastLine])
    let count = Int(gap)
    guard count % line.count == 0 else {
      throw ReadingFault(
        offset: offset.position, problem: "'*' stands for \(gap) bytes, which is not a multiple of its line's length",
        expected: "a multiple of \(line.count) bytes")
    }
    reading.bytes.reserveCapacity(reading.bytes.count + count)
    for _ in 0..<count / line.count { reading.bytes.append(contentsOf: line) }
    repeated += count
  }

  private mutating func finish() throws(ReadingFault) {
    if let asterisk {
      throw ReadingFault(
        offset: asterisk, problem: "no offset follows that says how often '*' repeats", expected: "an offset below it")
    }
    if repeated > 0 { reading.notes.append("Lines of '*' stood for \(repeated) bytes.") }
    if disagreeingLines > 0 {
      reading.notes.append(
        "The text column of \(disagreeingLines) line(s) is not that of their bytes; the digits were taken.")
    }
    if let first, first.value != 0 { reading.notes.append("The offsets begin at \(first.value).") }
  }
}
