/// Reads lists of numbers: C, C++, C#, Java, Go, Rust, Swift, JavaScript, Python and Erlang, with or without a declaration.
///
/// Numbers are hexadecimal, decimal, octal or binary, from -128 to 255 (Java's bytes have a sign); character literals
/// stand for their code, and strings are read in Erlang's `<<>>`. Nested lists are joined.
struct CArrayParser {
  /// A bracket that has not been closed yet.
  private struct Opening {
    let position: Int
    let closing: UInt8
  }

  var cursor: TextCursor
  var reading = Reading()

  private var openings: [Opening] = []

  /// Reads the whole text; throws at the first element that is not a byte, and at a bracket without its partner.
  static func parse(_ text: [UInt8]) throws(ReadingFault) -> Reading {
    let range = text.trimmedRange
    var parser = CArrayParser(cursor: TextCursor(text, in: range))
    if case .list(let start) = ListBeginning(of: text) {
      if start > range.lowerBound { parser.reading.notes.append("What stands before the list was skipped.") }
      parser.cursor.move(to: start)
      try parser.readElements(inBrackets: true)
    } else {
      try parser.readElements(inBrackets: false)
    }
    try parser.readTail()
    return parser.reading
  }

  private init(cursor: TextCursor) {
    self.cursor = cursor
  }

  /// Whether the innermost bracket is Erlang's `<<`, which may hold strings.
  private var isInBinary: Bool { openings.last?.closing == UInt8(ascii: ">") }

  private mutating func readElements(inBrackets: Bool) throws(ReadingFault) {
    var expectsElement = true
    while true {
      try cursor.skipSpaceAndComments()
      guard let byte = cursor.current else { break }
      if !inBrackets, byte == .semicolon { break }
      if expectsElement, takeOpening() { continue }
      if let opening = openings.last, byte == opening.closing, !isInBinary || cursor.peek(1) == byte {
        cursor.advance(isInBinary ? 2 : 1)
        openings.removeLast()
        expectsElement = false
        if openings.isEmpty, inBrackets { return }
      } else if expectsElement {
        try readElement(allowingString: isInBinary)
        expectsElement = false
      } else if cursor.take(.comma) {
        expectsElement = true
      } else {
        throw cursor.unexpected(openings.isEmpty ? "a comma or the end" : "a comma or the end of the list")
      }
    }
    if let opening = openings.last {
      throw ReadingFault(
        offset: opening.position, problem: "the list that begins here has no end",
        expected: "'\(Character(Unicode.Scalar(opening.closing)))'")
    }
  }

  /// Takes an opening bracket; one of a cast, as in `(byte) 0x81`, is none.
  private mutating func takeOpening() -> Bool {
    let closing: UInt8? =
      switch cursor.current {
      case UInt8(ascii: "{"): UInt8(ascii: "}")
      case UInt8(ascii: "["): UInt8(ascii: "]")
      case UInt8(ascii: "(") where cursor.peek(1)?.isLetter != true: UInt8(ascii: ")")
      case UInt8(ascii: "<") where cursor.peek(1) == UInt8(ascii: "<"): UInt8(ascii: ">")
      default: nil
      }
    guard let closing else { return false }
    openings.append(Opening(position: cursor.position, closing: closing))
    cursor.advance(isInBinary ? 2 : 1)
    return true
  }

  /// Takes what may follow a list: closing brackets, the end of the statement, and `xxd -i`'s length.
  private mutating func readTail() throws(ReadingFault) {
    try skipStatementEnd()
    guard let byte = cursor.current, byte.isLetter else { return try requireEnd() }
    cursor.skip { $0.isIdentifier || $0.isWhitespace }
    guard cursor.take(.equals) else { return try requireEnd() }
    cursor.skip(while: \.isWhitespace)
    var length = 0
    let digits = cursor.skip { byte in
      guard let digit = byte.digitValue else { return false }
      length = min(length, 1 << 40) * 10 + Int(digit)
      return true
    }
    guard digits > 0 else { return try requireEnd() }
    try skipStatementEnd()
    try requireEnd()
    if length != reading.bytes.count {
      reading.notes.append("The text says the list has \(length) elements; it has \(reading.bytes.count).")
    }
  }

  private mutating func skipStatementEnd() throws(ReadingFault) {
    try cursor.skipSpaceAndComments()
    while let byte = cursor.current, byte == .semicolon || byte == UInt8(ascii: ")") || byte == .comma {
      cursor.advance()
      try cursor.skipSpaceAndComments()
    }
  }

  private func requireEnd() throws(ReadingFault) {
    guard cursor.isAtEnd else { throw cursor.unexpected("the end of the text behind the list, one list at a time") }
  }
}
