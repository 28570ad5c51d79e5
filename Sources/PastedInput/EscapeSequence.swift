/// What a backslash and the characters behind it stand for, in the languages whose string literals are read.
enum EscapeSequence {
  /// One byte: `\x81`, `\201`, `\n`.
  case byte(UInt8)

  /// A code point of 0x80 to 0xFF, written as one: `\u0081`.
  case smallCodePoint(UInt8)

  /// A code point from 0x100: `\u20ac`, `\u{1F600}`, `\ud83d\ude00`.
  case scalar(Unicode.Scalar)

  /// A backslash at a line's end: the literal goes on in the next line.
  case lineContinuation

  /// Takes one escape sequence; the cursor is at its backslash.
  init(from cursor: inout TextCursor) throws(ReadingFault) {
    let start = cursor.position
    cursor.advance()
    guard let letter = cursor.current else { throw Self.unfinished(start, cursor) }
    switch letter {
    case UInt8(ascii: "x"):
      self = try Self.hexadecimal(from: &cursor, escape: start)
    case UInt8(ascii: "u"), UInt8(ascii: "U"):
      self = try Self.codePoint(from: &cursor, escape: start)
    case UInt8(ascii: "0")...UInt8(ascii: "7"):
      self = try .byte(Self.octal(from: &cursor, escape: start))
    case .lineFeed, .carriageReturn:
      cursor.advance()
      if letter == .carriageReturn { _ = cursor.take(.lineFeed) }
      self = .lineContinuation
    default:
      guard let byte = Self.simple(letter) else {
        throw ReadingFault(
          offset: start, problem: "\(cursor.currentName) does not form an escape sequence with the backslash",
          expected: #"one of \xHH \ooo \uHHHH \n \r \t \0 \\ \" \' \a \b \e \f \v"#)
      }
      cursor.advance()
      self = .byte(byte)
    }
  }

  /// What stands behind `\x`: two digits, or any number in braces, as in Perl and Elixir.
  private static func hexadecimal(from cursor: inout TextCursor, escape: Int) throws(ReadingFault) -> Self {
    if cursor.peek(1) == UInt8(ascii: "{") { return try codePoint(from: &cursor, escape: escape) }
    cursor.advance()
    return try .byte(UInt8(truncatingIfNeeded: digits(2, from: &cursor, escape: escape)))
  }

  /// The byte of an escape of one letter or mark.
  private static func simple(_ letter: UInt8) -> UInt8? {
    switch letter {
    case UInt8(ascii: "n"): 0x0A
    case UInt8(ascii: "r"): 0x0D
    case UInt8(ascii: "t"): 0x09
    case UInt8(ascii: "a"): 0x07
    case UInt8(ascii: "b"): 0x08
    case UInt8(ascii: "e"): 0x1B
    case UInt8(ascii: "f"): 0x0C
    case UInt8(ascii: "v"): 0x0B
    case .backslash, .quote, .apostrophe, UInt8(ascii: "?"), UInt8(ascii: "/"), UInt8(ascii: "`"): letter
    default: nil
    }
  }

  /// Up to three octal digits.
  private static func octal(from cursor: inout TextCursor, escape: Int) throws(ReadingFault) -> UInt8 {
    var value: UInt16 = 0
    var count = 0
    while count < 3, let digit = cursor.current?.digitValue, digit < 8 {
      value = value << 3 | UInt16(digit)
      cursor.advance()
      count += 1
    }
    guard let byte = UInt8(exactly: value) else {
      throw ReadingFault(
        offset: escape, problem: "this octal escape is \(value), more than a byte holds", expected: #"\0 to \377"#)
    }
    return byte
  }

  /// What stands behind `\u` or `\U`: four or eight digits, or any number in braces; two halves of a surrogate pair.
  private static func codePoint(from cursor: inout TextCursor, escape: Int) throws(ReadingFault) -> Self {
    var value = try codeUnit(from: &cursor, escape: escape)
    if (0xD800...0xDBFF).contains(value), cursor.goesOn(with: "\\u") {
      let second = cursor.position
      cursor.advance()
      let low = try codeUnit(from: &cursor, escape: second)
      if (0xDC00...0xDFFF).contains(low) { value = 0x10000 + (value - 0xD800) << 10 + (low - 0xDC00) }
    }
    guard let scalar = Unicode.Scalar(value) else {
      throw ReadingFault(
        offset: escape, problem: "this escape is not a Unicode character",
        expected: "U+0000 to U+10FFFF, and surrogates only as a pair")
    }
    guard let byte = UInt8(exactly: value) else { return .scalar(scalar) }
    return byte < 0x80 ? .byte(byte) : .smallCodePoint(byte)
  }

  private static func codeUnit(from cursor: inout TextCursor, escape: Int) throws(ReadingFault) -> UInt32 {
    let isLong = cursor.current == UInt8(ascii: "U")
    cursor.advance()
    guard cursor.take(UInt8(ascii: "{")) else { return try digits(isLong ? 8 : 4, from: &cursor, escape: escape) }
    var value: UInt32 = 0
    var count = 0
    while count < 8, let digit = cursor.current?.hexValue {
      value = value << 4 | UInt32(digit)
      cursor.advance()
      count += 1
    }
    guard count > 0, cursor.take(UInt8(ascii: "}")) else { throw unfinished(escape, cursor) }
    return value
  }

  /// Exactly `count` hexadecimal digits, at most eight.
  private static func digits(
    _ count: Int, from cursor: inout TextCursor, escape: Int
  ) throws(ReadingFault) -> UInt32 {
    var value: UInt32 = 0
    for _ in 0..<count {
      guard let digit = cursor.current?.hexValue else { throw unfinished(escape, cursor, digits: count) }
      value = value << 4 | UInt32(digit)
      cursor.advance()
    }
    return value
  }

  private static func unfinished(_ escape: Int, _ cursor: TextCursor, digits: Int? = nil) -> ReadingFault {
    ReadingFault(
      offset: escape, problem: "this escape sequence is cut short by \(cursor.currentName)",
      expected: digits.map { "\($0) hexadecimal digits" } ?? "the rest of an escape sequence")
  }
}
