/// Reads Base64 and base64url, padded or not, in one line or several (RFC 4648, sections 3.2 to 3.5, 4 and 5).
struct Base64Parser {
  private var cursor: TextCursor
  private var reading = Reading()

  /// Sextets read so far, not counting padding.
  private var sextets = 0

  /// The bits that no byte has taken yet, 0 to 6 of them.
  private var pending: UInt32 = 0

  /// The first character that only one of the two alphabets has.
  private var telltale: UInt8?

  /// Whether padding was there.
  private var isPadded = false

  /// Whether bits that no byte takes are other than zero.
  private var hasStrayBits = false

  /// Reads the whole text; a pair of quotes around it is left out.
  static func parse(_ text: [UInt8]) throws(ReadingFault) -> Reading {
    try parsed(text).reading
  }

  /// Reads the text as one that nobody called Base64: with padding, or with unused bits that are zero.
  static func parseUnannounced(_ text: [UInt8]) throws(ReadingFault) -> Reading {
    let parser = try parsed(text)
    guard parser.isPadded || !parser.hasStrayBits else {
      throw ReadingFault(
        offset: text.count, problem: "there is no padding, and the unused bits are not zero",
        expected: "padding, or unused bits that are zero")
    }
    return parser.reading
  }

  /// Reads a part of a text, with nothing around it.
  static func parse(_ text: [UInt8], in range: Range<Int>) throws(ReadingFault) -> Reading {
    var parser = Base64Parser(cursor: TextCursor(text, in: range))
    try parser.readSextets()
    try parser.readEnd()
    return parser.reading
  }

  private static func parsed(_ text: [UInt8]) throws(ReadingFault) -> Base64Parser {
    let (range, pair) = text.rangeInsidePair
    var parser = Base64Parser(cursor: TextCursor(text, in: pair == "quotes" ? range : text.trimmedRange))
    if pair == "quotes" { parser.reading.notes.append("The surrounding quotes were left out.") }
    try parser.readSextets()
    try parser.readEnd()
    return parser
  }

  private init(cursor: TextCursor) {
    self.cursor = cursor
    reading.bytes.reserveCapacity((cursor.end - cursor.position) / 4 * 3)
  }

  private mutating func readSextets() throws(ReadingFault) {
    while let character = cursor.current {
      if let value = Self.value(of: character) {
        try checkAlphabet(character)
        pending = pending << 6 | UInt32(value)
        sextets += 1
        if sextets % 4 == 0 {
          reading.bytes.append(UInt8(truncatingIfNeeded: pending >> 16))
          reading.bytes.append(UInt8(truncatingIfNeeded: pending >> 8))
          reading.bytes.append(UInt8(truncatingIfNeeded: pending))
          pending = 0
        }
        cursor.advance()
      } else if !takeLineEnd() {
        return
      }
    }
  }

  /// Takes the padding and what is left of the last group of four.
  private mutating func readEnd() throws(ReadingFault) {
    let left = sextets % 4
    if cursor.current == .equals {
      try readPadding(count: left == 2 ? 2 : left == 3 ? 1 : 0)
    }
    guard cursor.isAtEnd else {
      let problem = "\(cursor.currentName) is not a Base64 character"
      throw ReadingFault(offset: cursor.position, problem: problem, expected: "A-Z, a-z, 0-9, + and /, or - and _")
    }
    switch left {
    case 1:
      let problem = "\(sextets) Base64 characters, one more than whole groups of four"
      throw ReadingFault(offset: cursor.end - 1, problem: problem, expected: "2, 3 or 4 characters in the last group")
    case 2:
      reading.bytes.append(UInt8(truncatingIfNeeded: pending >> 4))
      hasStrayBits = pending & 0x0F != 0
    case 3:
      reading.bytes.append(UInt8(truncatingIfNeeded: pending >> 10))
      reading.bytes.append(UInt8(truncatingIfNeeded: pending >> 2))
      hasStrayBits = pending & 0x03 != 0
    default: break
    }
    if left > 0, !isPadded { reading.notes.append("The Base64 has no padding.") }
    if hasStrayBits { reading.notes.append("The unused bits of the last Base64 character are not zero.") }
  }

  private mutating func readPadding(count: Int) throws(ReadingFault) {
    isPadded = true
    for done in 0..<count where !takePadding() {
      let problem = "\(count - done) more padding character is missing"
      throw ReadingFault(offset: cursor.position, problem: problem, expected: "'='")
    }
    if cursor.current == .equals {
      let expected = count == 0 ? "no padding after whole groups of four" : "\(count) padding characters at most"
      throw ReadingFault(offset: cursor.position, problem: "'=' is too many here", expected: expected)
    }
  }

  private mutating func takePadding() -> Bool {
    _ = takeLineEnd()
    return cursor.take(.equals)
  }

  /// Takes a line end and the blanks around it; blanks within a line are not Base64.
  private mutating func takeLineEnd() -> Bool {
    var probe = cursor
    probe.skip(while: \.isBlank)
    guard let byte = probe.current, byte == .lineFeed || byte == .carriageReturn else { return false }
    probe.skip(while: \.isWhitespace)
    cursor = probe
    return true
  }

  /// Throws when `+` or `/` and `-` or `_` occur in one text.
  private mutating func checkAlphabet(_ character: UInt8) throws(ReadingFault) {
    guard !character.isLetter, character.digitValue == nil else { return }
    guard let first = telltale else {
      telltale = character
      return
    }
    guard Self.isStandard(first) == Self.isStandard(character) else {
      let name = Self.isStandard(first) ? "Base64" : "base64url"
      throw ReadingFault(
        offset: cursor.position, problem: "\(cursor.currentName) is not a character of \(name), which this began as",
        expected: Self.isStandard(first) ? "+ and /" : "- and _")
    }
  }

  private static func isStandard(_ character: UInt8) -> Bool {
    character == UInt8(ascii: "+") || character == UInt8(ascii: "/")
  }

  private static func value(of character: UInt8) -> UInt8? {
    switch character {
    case UInt8(ascii: "A")...UInt8(ascii: "Z"): character - UInt8(ascii: "A")
    case UInt8(ascii: "a")...UInt8(ascii: "z"): character - UInt8(ascii: "a") + 26
    case UInt8(ascii: "0")...UInt8(ascii: "9"): character - UInt8(ascii: "0") + 52
    case UInt8(ascii: "+"), .hyphen: 62
    case UInt8(ascii: "/"), UInt8(ascii: "_"): 63
    default: nil
    }
  }
}
