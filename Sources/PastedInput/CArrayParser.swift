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

  /// Whether commas, or blanks alone, separate the elements.
  private var hasCommas = false
  private var separatedByBlanks = false

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

  /// Reads only the list whose opening bracket is next, and goes behind it.
  static func parseList(at cursor: inout TextCursor) throws(ReadingFault) -> [UInt8] {
    var parser = CArrayParser(cursor: cursor)
    try parser.readElements(inBrackets: true)
    cursor = parser.cursor
    return parser.reading.bytes
  }

  private init(cursor: TextCursor) {
    self.cursor = cursor
  }

  /// Whether the innermost bracket is Erlang's `<<`, which may hold strings.
  var isInBinary: Bool { openings.last?.closing == UInt8(ascii: ">") }

  /// Whether this is a list as Go and NumPy print one: numbers with blanks between them, perhaps in a pair of brackets.
  private var mayBeSeparatedByBlanks: Bool {
    guard !hasCommas, openings.count <= 1, openings.first?.closing ?? UInt8(ascii: "]") == UInt8(ascii: "]") else {
      return false
    }
    // Without a bracket these may be hexadecimal pairs; the first byte of a frame takes a sign, or three digits.
    let first = cursor.text[cursor.text.trimmedRange].prefix { !$0.isWhitespace }
    guard !openings.isEmpty || first.first == .hyphen || first.count == 3 else { return false }
    let digit = cursor.current == .hyphen ? cursor.peek(1) : cursor.current
    return cursor.text[cursor.position - 1].isWhitespace && digit?.digitValue != nil
  }

  private mutating func readElements(inBrackets: Bool) throws(ReadingFault) {
    var expectsElement = true
    while true {
      try cursor.skipSpaceAndComments()
      guard let byte = cursor.current else { break }
      if cursor.isAtEllipsis { throw cursor.shortened() }
      if !inBrackets, byte == .semicolon { break }
      if expectsElement, takeOpening() { continue }
      if expectsElement, byte.isLetter, skipProperties() {
        expectsElement = false
        continue
      }
      if let opening = openings.last, byte == opening.closing, !isInBinary || cursor.peek(1) == byte {
        cursor.advance(isInBinary ? 2 : 1)
        openings.removeLast()
        expectsElement = false
        if openings.isEmpty, inBrackets { return }
      } else if expectsElement {
        try readElement(allowingString: isInBinary)
        expectsElement = false
      } else if !separatedByBlanks, cursor.take(.comma) {
        hasCommas = true
        expectsElement = true
      } else if mayBeSeparatedByBlanks {
        separatedByBlanks = true
        try readElement(allowingString: false)
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

  /// Takes what is named and is no element, up to the end of the list: NumPy's `dtype=uint8`, and the properties that
  /// browsers show behind the elements, as in `buffer: ArrayBuffer(2), length: 2`.
  private mutating func skipProperties() -> Bool {
    guard let closing = openings.last?.closing else { return false }
    var probe = cursor
    probe.skip(while: \.isIdentifier)
    guard probe.current == .colon || probe.goesOn(with: "=") else { return false }
    var depth = 0
    while let byte = probe.current, depth > 0 || byte != closing {
      if "([{".utf8.contains(byte) { depth += 1 }
      if ")]}".utf8.contains(byte) { depth -= 1 }
      guard depth >= 0 else { return false }
      probe.advance()
    }
    guard !probe.isAtEnd else { return false }
    let skipped = String(
      decoding: cursor.text[cursor.position..<min(probe.position, cursor.position + 40)], as: UTF8.self)
    reading.notes.append("What the list says about itself was skipped: \(skipped).")
    cursor = probe
    return true
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

  /// Takes what may follow a list: closing brackets, the end of the statement, `xxd -i`'s length, and declarations of
  /// further lists, as Wireshark writes one for each piece of a connection.
  private mutating func readTail() throws(ReadingFault) {
    var lists = 1
    var start = 0
    while true {
      try skipStatementEnd()
      guard cursor.current?.isLetter ?? false else { break }
      cursor.skip { $0.isIdentifier || $0.isWhitespace }
      if cursor.take(UInt8(ascii: "[")) {
        cursor.skip { $0.digitValue != nil }
        guard cursor.take(UInt8(ascii: "]")) else { break }
        cursor.skip(while: \.isWhitespace)
      }
      guard cursor.take(.equals) else { break }
      try cursor.skipSpaceAndComments()
      if cursor.current == UInt8(ascii: "{") {
        start = reading.bytes.count
        try readElements(inBrackets: true)
        lists += 1
      } else {
        guard let length = cursor.takeNumber() else { break }
        let count = reading.bytes.count - start
        if length != count { reading.notes.append("The text says the list has \(length) elements; it has \(count).") }
      }
    }
    guard cursor.isAtEnd else { throw cursor.unexpected("the end of the text, or a further list with its declaration") }
    if lists > 1 { reading.notes.append("\(lists) lists were joined in the order given.") }
  }

  private mutating func skipStatementEnd() throws(ReadingFault) {
    try cursor.skipSpaceAndComments()
    while let byte = cursor.current, byte == .semicolon || byte == UInt8(ascii: ")") || byte == .comma {
      cursor.advance()
      try cursor.skipSpaceAndComments()
    }
  }
}
