/// Reads the dumps that `curl --trace` and `curl --trace-ascii` write of what was sent and received.
///
/// Every offset is checked against the bytes before it. They also tell where a line of `--trace-ascii` ended in CR LF,
/// which that form does not show.
struct CurlTraceParser {
  /// A piece of what was sent or received, whose rows are being read.
  private struct Piece {
    var isSent: Bool
    var isHeader: Bool

    /// The number of bytes that the heading tells.
    var count: Int
    var bytes = MappedBytes()
  }

  /// A row of `--trace-ascii` of which the next offset tells how it ended.
  private struct Row {
    var offset: Int
    var text: Range<Int>
  }

  private let text: [UInt8]
  private var conversations = Conversations()
  private var piece: Piece?
  private var row: Row?
  private var restoredBlanks = 0
  private var pieces = 0

  /// Whether the rows hold digits; `nil` before the first row.
  private var isHexadecimal: Bool?

  /// The most characters in a row of `--trace-ascii`.
  private static let width = 64

  /// Reads the whole text; throws where an offset does not fit the bytes before it.
  static func parse(_ text: [UInt8]) throws(ReadingFault) -> TranscriptReading {
    var parser = CurlTraceParser(text: text)
    var position = 0
    while position < text.count {
      let end = text[position...].firstIndex(of: .lineFeed).map { $0 + 1 } ?? text.count
      try parser.readLine(position..<end - text[position..<end].lineEndLength)
      position = end
    }
    try parser.finishPiece()
    return try parser.finish()
  }

  private init(text: [UInt8]) {
    self.text = text
  }

  /// Whether a line is the heading of a piece.
  static func isHeading(_ line: ArraySlice<UInt8>) -> Bool {
    headingStart(in: line) != nil
  }

  /// Where a heading's arrow stands: at the start, or behind a time and the number of a transfer.
  private static func headingStart(in line: ArraySlice<UInt8>) -> Int? {
    for index in line.indices.prefix(60) where line[index] == .equals || line[index] == UInt8(ascii: "<") {
      let rest = line[index...]
      if rest.begins(with: "=> Send ") || rest.begins(with: "<= Recv ") { return index }
    }
    return nil
  }

  private mutating func readLine(_ range: Range<Int>) throws(ReadingFault) {
    if let start = Self.headingStart(in: text[range]) {
      try finishPiece()
      readHeading(start..<range.upperBound)
      return
    }
    guard piece != nil else { return }
    var cursor = TextCursor(text, in: range)
    cursor.skip(while: \.isBlank)
    guard let offset = Self.takeOffset(&cursor) else { return try finishPiece() }
    if isHexadecimal == nil { isHexadecimal = Self.isRowOfDigits(cursor) }
    if isHexadecimal == true {
      try readDigits(cursor, offset: offset)
    } else {
      try finishRow(nextOffset: offset, at: range.lowerBound)
      row = Row(offset: offset, text: cursor.position..<range.upperBound)
    }
  }

  private mutating func readHeading(_ range: Range<Int>) {
    var cursor = TextCursor(text, in: range)
    let isSent = cursor.goesOn(with: "=")
    cursor.advance(8)
    let isHeader = cursor.goesOn(with: "header")
    guard isHeader || cursor.goesOn(with: "data") else { return }
    cursor.skip { $0 != .comma }
    cursor.advance()
    cursor.skip(while: \.isBlank)
    guard let count = cursor.takeNumber() else { return }
    piece = Piece(isSent: isSent, isHeader: isHeader, count: count)
    pieces += 1
  }

  /// Four or more hexadecimal digits, a colon and a blank; the blank may be lost behind an empty row.
  private static func takeOffset(_ cursor: inout TextCursor) -> Int? {
    var copy = cursor
    var value = 0
    let digits = copy.skip { byte in
      guard let digit = byte.hexValue else { return false }
      value = min(value << 4 | Int(digit), 1 << 40)
      return true
    }
    guard digits >= 4, copy.take(.colon), copy.take(.space) || copy.isAtEnd else { return nil }
    cursor = copy
    return value
  }

  /// Whether a row has pairs of digits and behind 48 columns as many characters.
  private static func isRowOfDigits(_ row: TextCursor) -> Bool {
    var cursor = row
    var count = 0
    while count < 16, cursor.current?.isHexDigit ?? false, cursor.peek(1)?.isHexDigit ?? false, cursor.peek(2) == .space
    {
      cursor.advance(3)
      count += 1
    }
    return count > 0 && row.end - row.position <= 48 + count && row.end - row.position > 48
  }

  private mutating func readDigits(_ row: TextCursor, offset: Int) throws(ReadingFault) {
    guard offset == piece?.bytes.bytes.count else { throw wrongOffset(at: row.position) }
    var cursor = row
    var count = 0
    while count < 16, !cursor.isAtEnd, cursor.position - row.position < 48 {
      if cursor.take(.space) { continue }
      guard let high = cursor.current?.hexValue, let low = cursor.peek(1)?.hexValue else {
        throw cursor.unexpected("two hexadecimal digits")
      }
      piece?.bytes.append(high << 4 | low, at: cursor.position)
      cursor.advance(2)
      count += 1
    }
  }

  /// Takes a row of text, now that it is known where the next one begins.
  private mutating func finishRow(nextOffset: Int, at position: Int) throws(ReadingFault) {
    guard let row else {
      guard nextOffset == 0 else { throw wrongOffset(at: position) }
      return
    }
    self.row = nil
    let length = row.text.count
    let missing = nextOffset - row.offset - length
    // Only a full row, or the last one, ends without CR LF.
    let isLast = nextOffset == piece?.count
    guard missing >= 0, length + missing <= Self.width + 2, missing >= 2 || isLast || length + missing == Self.width
    else { throw wrongOffset(at: position) }
    piece?.bytes.append(row.text, of: text)
    if missing > 2 {
      restoredBlanks += missing - 2
      piece?.bytes.append(made: repeatElement(.space, count: missing - 2), at: row.text.upperBound)
    }
    if missing >= 2 { piece?.bytes.append(made: [.carriageReturn, .lineFeed], at: max(row.text.upperBound - 1, 0)) }
    if missing == 1 {
      restoredBlanks += 1
      piece?.bytes.append(made: [.space], at: row.text.upperBound)
    }
  }

  private func wrongOffset(at position: Int) -> ReadingFault {
    ReadingFault(
      offset: position, problem: "the offset does not follow from the bytes before it",
      expected: "rows whose offsets count the bytes above them, none of them lost")
  }

  private mutating func finishPiece() throws(ReadingFault) {
    guard let finished = piece else { return }
    if row != nil { try finishRow(nextOffset: finished.count, at: row?.text.lowerBound ?? 0) }
    guard var piece else { return }
    self.piece = nil
    // A header that ends in a dot and not in CR LF ends in a byte that cannot be shown: a bare LF.
    if isHexadecimal != true, piece.isHeader, !piece.isSent, piece.bytes.bytes.last == .dot {
      let source = piece.bytes.source(of: piece.bytes.bytes.count - 1)
      piece.bytes.removeLast(1)
      piece.bytes.append(.lineFeed, at: source)
    }
    let sides = piece.isSent ? ("client", "server") : ("server", "client")
    conversations.append(piece.bytes, from: sides.0, to: sides.1)
  }

  private func finish() throws(ReadingFault) -> TranscriptReading {
    guard pieces > 0 else {
      throw ReadingFault(
        in: text, "there is no heading of curl --trace",
        lineSuchAs: "=> Send header, 253 bytes (0xfd)")
    }
    var reading = TranscriptReading(of: text)
    let isHexadecimal = isHexadecimal == true
    reading.note(
      isHexadecimal
        ? "The bytes were read from the digits of curl --trace."
        : "The rows of curl --trace-ascii were joined; its offsets tell which lines end in CR LF.")
    if restoredBlanks > 0 {
      reading.lost.insert(.whiteSpace)
      reading.note("By the offsets, blanks at the ends of rows were lost and were put back: \(restoredBlanks).")
    }
    conversations.read(into: &reading, showsLineEnds: true, showsBytes: isHexadecimal)
    return reading
  }
}
