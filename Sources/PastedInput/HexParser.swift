/// Reads hexadecimal digits: unspaced, or in groups of whole bytes with or without `0x`.
///
/// Groups are separated by white space, commas, colons, or hyphens; a pair of brackets or quotes may surround them all.
struct HexParser {
  private var cursor: TextCursor
  private var reading = Reading()

  /// Whether every group so far was eight digits of 0 and 1, which might be meant as bits.
  private var looksBinary = true

  private static let digits = "0-9, a-f or A-F"

  /// Reads the whole text; throws at the first bad digit or the first group with an odd number of them.
  static func parse(_ text: [UInt8]) throws(ReadingFault) -> Reading {
    if let digits = text.databaseLiteral {
      var parser = HexParser(cursor: TextCursor(text, in: digits))
      try parser.readGroups()
      return parser.reading
    }
    let (range, pair) = text.rangeInsidePair
    var parser = HexParser(cursor: TextCursor(text, in: range))
    if let pair { parser.reading.notes.append("The surrounding \(pair) were left out.") }
    try parser.readGroups()
    return parser.reading
  }

  private init(cursor: TextCursor) {
    self.cursor = cursor
    reading.bytes.reserveCapacity((cursor.end - cursor.position) / 2)
  }

  private mutating func readGroups() throws(ReadingFault) {
    skipSeparators()
    while !cursor.isAtEnd {
      try readGroup()
      skipSeparators()
    }
    if looksBinary, !reading.bytes.isEmpty {
      reading.notes.append("Groups of eight digits 0 and 1 were read as hexadecimal, not as bits.")
    }
  }

  /// Takes separators; a hyphen is one only directly behind a digit, or it would be a sign.
  private mutating func skipSeparators() {
    if cursor.current == .hyphen, cursor.position > 0, cursor.text[cursor.position - 1].isHexDigit { cursor.advance() }
    cursor.skip { $0.isWhitespace || $0 == .comma || $0 == .colon }
  }

  private mutating func readGroup() throws(ReadingFault) {
    var hasBase = false
    if cursor.current == UInt8(ascii: "0"), cursor.peek(1).map({ $0 | 0x20 }) == UInt8(ascii: "x") {
      cursor.advance(2)
      hasBase = true
    }
    let start = cursor.position
    var high: UInt8?
    while let value = cursor.current?.hexValue {
      if let first = high {
        reading.bytes.append(first << 4 | value)
        high = nil
      } else {
        high = value
      }
      if value > 1 { looksBinary = false }
      cursor.advance()
    }
    let count = cursor.position - start
    guard count > 0, cursor.isAtEnd || isSeparator else {
      let problem = "\(cursor.currentName) is not a hexadecimal digit"
      throw ReadingFault(offset: cursor.position, problem: problem, expected: Self.digits)
    }
    // A number of one digit is one all the same.
    if hasBase, count == 1, let value = high {
      reading.bytes.append(value)
      looksBinary = false
      return
    }
    if high != nil { throw Self.oddDigits(count, endingAt: cursor.position) }
    if count != 8 { looksBinary = false }
  }

  private var isSeparator: Bool {
    guard let byte = cursor.current else { return true }
    return byte.isWhitespace || byte == .comma || byte == .colon || byte == .hyphen
  }

  /// The fault of `count` digits, an odd number, before the index `end`: its place is the last of them.
  static func oddDigits(_ count: Int, endingAt end: Int) -> ReadingFault {
    let problem =
      count == 1
      ? "a single hexadecimal digit, the other one of its pair is missing"
      : "\(count) hexadecimal digits in a row, an odd number: one is missing or one too many"
    return ReadingFault(offset: end - 1, problem: problem, expected: "two digits for each byte")
  }
}
