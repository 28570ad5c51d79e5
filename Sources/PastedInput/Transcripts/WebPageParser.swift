/// Reads copies of web pages and documents: takes away what they set around lines and what they put in the place of
/// blanks and quotes.
struct WebPageParser {
  private let text: [UInt8]
  private var flat = MappedBytes()
  private var numbers = 0
  private var quotes = 0
  private var blanks = 0
  private var marks = 0
  private var hidden = 0

  /// Reads the whole text.
  static func parse(_ text: [UInt8]) -> TranscriptReading {
    var parser = WebPageParser(text: text)
    text.forEachLine { line in parser.readLine(line) }
    var reading = TranscriptReading(of: text)
    reading.lost.formUnion([.lineEnds, .whiteSpace])
    reading.notes += parser.notes
    let plain = PlainLines(of: parser.flat)
    reading.notes += plain.notes
    reading.skippedLines = plain.skipped
    let isList = parser.numbers > 0
    reading.read(isList ? Self.closed(plain.bytes) : plain.bytes)
    if isList { reading.note("Heads without an empty line were closed: a list does not show one.") }
    reading.note("Runs of blanks and line ends cannot be judged: a page does not keep them.")
    return reading
  }

  /// Whether a line is a start line behind a number or a quote mark, or with special spaces in it.
  static func startsDecorated(_ line: ArraySlice<UInt8>) -> Bool {
    guard StartLine(line) == nil else { return false }
    if hasTypography(line) {
      var parser = WebPageParser(text: Array(line))
      parser.readLine(0..<line.count)
      return StartLine(parser.flat.bytes.drop(while: \.isBlank)) != nil
    }
    guard let content = decorated(line)?.content else { return false }
    return StartLine(line[content]) != nil
  }

  /// Whether a head has characters that pages put in the place of blanks and quotes.
  static func hasTypographicHead(_ text: [UInt8]) -> Bool {
    HandshakeOutline.all(in: text, closesAtBlanks: true).outlines.contains { outline in
      outline.lines.contains { hasTypography(text[$0]) }
    }
  }

  private static func hasTypography(_ line: ArraySlice<UInt8>) -> Bool {
    line.indices.contains { line[$0] >= 0xC2 && replacement(line[$0...].prefix(3)) != nil }
  }

  private init(text: [UInt8]) {
    self.text = text
  }

  private var notes: [String] {
    var notes: [String] = []
    if numbers > 0 { notes.append("Numbers and bullets before lines were left out: \(numbers).") }
    if quotes > 0 { notes.append("Quote marks around lines were left out: \(quotes).") }
    if blanks > 0 { notes.append("Non-breaking and other special spaces were taken for spaces: \(blanks).") }
    if marks > 0 { notes.append("Typographic quotes were taken for plain ones: \(marks).") }
    if hidden > 0 { notes.append("Characters without a width were left out: \(hidden).") }
    return notes
  }

  private mutating func readLine(_ range: Range<Int>) {
    var line = MappedBytes()
    var position = range.lowerBound
    while position < range.upperBound {
      let byte = text[position]
      if byte >= 0xC2, byte <= 0xEF, let (length, plain) = Self.replacement(text[position..<range.upperBound].prefix(3))
      {
        switch plain {
        case .space: blanks += 1
        case nil: hidden += 1
        default: marks += 1
        }
        if let plain { line.append(plain, at: position) }
        position += length
      } else {
        line.append(byte, at: position)
        position += 1
      }
    }
    let bytes = line.bytes
    guard let found = Self.decorated(bytes[...]) else {
      flat.append(bytes.indices, of: line)
      return
    }
    if found.isNumber { numbers += 1 } else { quotes += 1 }
    flat.append(found.content, of: line)
    let length = bytes[...].lineEndLength
    flat.append(bytes.count - length..<bytes.count, of: line)
  }

  /// What a character of two or three bytes stands for, with its length; the replacement is `nil` for one without width.
  private static func replacement(_ bytes: ArraySlice<UInt8>) -> (length: Int, plain: UInt8?)? {
    if bytes.starts(with: [0xC2, 0xA0]) { return (2, .space) }
    if bytes.starts(with: [0xC2, 0xAD]) { return (2, nil) }
    guard bytes.count == 3, let last = bytes.last else { return nil }
    if bytes.starts(with: [0xE2, 0x80]) {
      switch last {
      case 0x80...0x8A, 0xAF: return (3, .space)
      case 0x8B...0x8F: return (3, nil)
      case 0x98...0x9B: return (3, .apostrophe)
      case 0x9C...0x9F: return (3, .quote)
      default: return nil
      }
    }
    if bytes.elementsEqual([0xE2, 0x81, 0x9F]) || bytes.elementsEqual([0xE3, 0x80, 0x80]) { return (3, .space) }
    return bytes.elementsEqual([0xE2, 0x81, 0xA0]) || bytes.elementsEqual([0xEF, 0xBB, 0xBF]) ? (3, nil) : nil
  }

  /// What stands behind a list number or a bullet, or between quote marks; `nil` where a line has neither.
  private static func decorated(_ line: ArraySlice<UInt8>) -> (content: Range<Int>, isNumber: Bool)? {
    let end = line.withoutLineEnd.endIndex
    let indented = line.drop(while: \.isBlank)
    var rest = indented.prefix(max(0, end - indented.startIndex))
    guard let first = rest.first else { return nil }
    if first == .quote || first == .apostrophe || first == UInt8(ascii: "`") {
      return quoted(rest, by: first).map { ($0, false) }
    }
    let isBullet = first == .asterisk || first == .hyphen || rest.begins(with: "\u{2022}")
    if isBullet {
      rest = rest.dropFirst(first < 0x80 ? 1 : 3)
    } else {
      rest = rest.drop { $0.digitValue != nil }
      guard rest.startIndex > indented.startIndex else { return nil }
      if let mark = rest.first, mark == .dot || mark == UInt8(ascii: ")") || mark == .colon { rest = rest.dropFirst() }
    }
    guard rest.first?.isBlank ?? true else { return nil }
    rest = rest.drop(while: \.isBlank)
    guard rest.isEmpty ? !isBullet : rest.fieldName != nil || StartLine(rest) != nil else { return nil }
    return (rest.startIndex..<rest.endIndex, true)
  }

  /// The line between a quote mark and its other one, without `\r\n` at its end.
  private static func quoted(_ line: ArraySlice<UInt8>, by mark: UInt8) -> Range<Int>? {
    guard let close = line.lastIndex(of: mark), close > line.startIndex else { return nil }
    let behind = line[(close + 1)...]
    guard
      behind.allSatisfy({
        $0.isBlank || $0 == .comma || $0 == .semicolon || $0 == UInt8(ascii: "+") || $0 == .backslash
      })
    else { return nil }
    var content = line[(line.startIndex + 1)..<close]
    for escape in ["\\n", "\\r"] where content.suffix(2).elementsEqual(escape.utf8) { content = content.dropLast(2) }
    guard content.isEmpty || content.fieldName != nil || StartLine(content) != nil else { return nil }
    return content.startIndex..<content.endIndex
  }

  /// The bytes with an empty line behind each head that has none.
  private static func closed(_ bytes: MappedBytes) -> MappedBytes {
    var closed = MappedBytes()
    var isOpen = false
    var position = 0
    func close() {
      guard isOpen else { return }
      let source = bytes.source(of: max(position - 1, 0))
      if closed.bytes.last != .lineFeed { closed.append(made: [.lineFeed], at: source) }
      closed.append(made: [.lineFeed], at: source)
    }
    bytes.bytes.forEachLine { line in
      let content = bytes.bytes[line]
      if StartLine(content) != nil {
        close()
        isOpen = true
      } else if content.allSatisfy(\.isWhitespace) {
        isOpen = false
      }
      closed.append(line, of: bytes)
      position = line.upperBound
    }
    close()
    return closed
  }
}
