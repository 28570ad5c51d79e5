/// Reads string and bytes literals of C, Python, Go, Rust, JavaScript, Swift and shells, or bare text with escapes.
///
/// Several literals side by side are one, as in C and Python. Without quotes, line ends are left out.
struct EscapedStringParser {
  private var cursor: TextCursor
  private var reading = Reading()

  /// Escapes from `\u0080` to `\u00ff`, which stand for one byte here.
  private var smallCodePoints = 0

  /// Reads the whole text; throws at the first bad escape, at a literal without an end, or at what follows the literals.
  static func parse(_ text: [UInt8]) throws(ReadingFault) -> Reading {
    let range = text.trimmedRange
    var parser = EscapedStringParser(cursor: TextCursor(text, in: range))
    if let start = StringLiteralStart.first(in: text, range) {
      if start.position > range.lowerBound {
        parser.reading.notes.append("What stands before the literal was skipped.")
      }
      parser.cursor.move(to: start.position)
      try parser.readLiterals()
    } else {
      try parser.readBareText()
    }
    if parser.smallCodePoints > 0 {
      parser.reading.notes.append(
        "\(parser.smallCodePoints) escape(s) from \\u0080 to \\u00ff were read as one byte each, not as UTF-8.")
    }
    return parser.reading
  }

  private init(cursor: TextCursor) {
    self.cursor = cursor
  }

  private mutating func readLiterals() throws(ReadingFault) {
    while let start = StringLiteralStart(from: &cursor) {
      try readLiteral(start)
      try skipBetweenLiterals()
      if cursor.current == UInt8(ascii: "+") || cursor.current == .dot {
        cursor.advance()
        try skipBetweenLiterals()
        guard StringLiteralStart.isNext(in: cursor) else { throw cursor.unexpected("another string literal") }
      }
    }
    try skipTail()
  }

  /// Takes white space, comments, and backslashes at line ends.
  private mutating func skipBetweenLiterals() throws(ReadingFault) {
    try cursor.skipSpaceAndComments()
    while cursor.current == .backslash, cursor.peek(1)?.isWhitespace ?? false {
      cursor.advance()
      try cursor.skipSpaceAndComments()
    }
  }

  /// Takes what ends a statement; anything else behind the literals could be data that would be lost.
  private mutating func skipTail() throws(ReadingFault) {
    while !cursor.isAtEnd {
      let start = cursor.position
      cursor.skip { ")]};,".utf8.contains($0) }
      try cursor.skipSpaceAndComments()
      guard cursor.position > start else {
        throw cursor.unexpected("the end of the text, or another literal side by side with the one before")
      }
    }
  }

  /// Takes the characters of one literal and its closing quote.
  private mutating func readLiteral(_ literal: StringLiteralStart) throws(ReadingFault) {
    if literal.isRaw { reading.notes.append("A raw literal's backslashes were kept: without its r they are escapes.") }
    while !literal.isClosed(at: cursor) {
      guard let byte = cursor.current else {
        throw ReadingFault(
          offset: literal.quotePosition, problem: "the literal that begins here has no end", expected: "a closing quote"
        )
      }
      if byte == .lineFeed, !literal.mayHoldLineEnds {
        throw ReadingFault(
          offset: cursor.position, problem: "the line ends inside a literal", expected: "a closing quote")
      }
      if byte == .backslash, !literal.isRaw {
        try readEscape()
      } else {
        if byte == .backslash, cursor.peek(1) == literal.quote, literal.hashes == 0 {
          reading.bytes.append(byte)
          cursor.advance()
        }
        if let byte = cursor.current { reading.bytes.append(byte) }
        cursor.advance()
      }
    }
    cursor.advance(literal.closingLength)
  }

  private mutating func readEscape() throws(ReadingFault) {
    switch try EscapeSequence(from: &cursor) {
    case .byte(let byte):
      reading.bytes.append(byte)
    case .smallCodePoint(let byte):
      reading.bytes.append(byte)
      smallCodePoints += 1
    case .scalar(let scalar):
      reading.bytes.append(contentsOf: Array(String(scalar).utf8))
    case .lineContinuation:
      break
    }
  }

  private mutating func readBareText() throws(ReadingFault) {
    if isSpacedEscapes {
      reading.notes.append("The separators between the escapes were left out.")
      while !cursor.isAtEnd {
        cursor.skip { $0.isWhitespace || $0 == .comma }
        if !cursor.isAtEnd { try readEscape() }
      }
      return
    }
    var lineEnds = 0
    while let byte = cursor.current {
      switch byte {
      case .backslash: try readEscape()
      case .carriageReturn, .lineFeed:
        if byte == .lineFeed { lineEnds += 1 }
        cursor.advance()
      default:
        reading.bytes.append(byte)
        cursor.advance()
      }
    }
    if lineEnds > 0 { reading.notes.append("\(lineEnds) line end(s) in the text were left out.") }
  }

  /// Whether the text is nothing but `\xHH` with separators among them.
  private var isSpacedEscapes: Bool {
    var probe = cursor
    var separators = 0
    while !probe.isAtEnd {
      separators += probe.skip { $0.isWhitespace || $0 == .comma }
      guard probe.isAtEnd || probe.goesOn(with: "\\x") else { return false }
      probe.advance(2)
      guard probe.skip(while: \.isHexDigit) == 2 else { return false }
    }
    return separators > 0
  }
}
