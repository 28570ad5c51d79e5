/// The elements of a list: numbers, character literals, and strings in Erlang's binaries.
extension CArrayParser {
  /// What may stand behind a number's digits, in C, Java, Rust and C#.
  private static let suffixes: Set<String> = ["", "u", "l", "ul", "lu", "ll", "ull", "u8", "i8"]

  /// Takes one element, with a cast and a sign before it.
  mutating func readElement(allowingString: Bool) throws(ReadingFault) {
    try skipCast()
    if cursor.current == .apostrophe {
      try readCharacter()
    } else if cursor.peek(1) == .apostrophe, cursor.current == UInt8(ascii: "b") {
      cursor.advance()
      try readCharacter()
    } else if allowingString, cursor.current == .quote {
      try readString()
    } else {
      try readNumber()
      if isInBinary { try skipSize() }
    }
  }

  /// Takes the size in bits behind a number of Erlang or Elixir, which has to be that of a byte.
  private mutating func skipSize() throws(ReadingFault) {
    guard cursor.take(.colon) else { return }
    let start = cursor.position
    guard cursor.takeNumber() == 8 else {
      throw ReadingFault(offset: start, problem: "this element is not of one byte", expected: "8 bits")
    }
  }

  /// Takes a type in parentheses.
  private mutating func skipCast() throws(ReadingFault) {
    guard cursor.take(UInt8(ascii: "(")) else { return }
    cursor.skip { $0.isIdentifier || $0.isWhitespace || $0 == .dot || $0 == .colon }
    guard cursor.take(UInt8(ascii: ")")) else { throw cursor.unexpected("')' behind a type") }
    try cursor.skipSpaceAndComments()
  }

  private mutating func readNumber() throws(ReadingFault) {
    let start = cursor.position
    let isNegative = cursor.take(.hyphen)
    if !isNegative { _ = cursor.take(UInt8(ascii: "+")) }
    guard cursor.current?.digitValue != nil else { throw cursor.unexpected("a number from -128 to 255") }
    let radix = takeRadix()
    let value = try readDigits(radix: radix)
    let suffix = cursor.position
    cursor.skip(while: \.isIdentifier)
    let letters = cursor.text[suffix..<cursor.position].prefix(8)
    guard Self.suffixes.contains(String(decoding: letters, as: UTF8.self).lowercased()) else {
      let problem = "\(cursor.name(at: suffix)) does not belong in a number of base \(radix)"
      throw ReadingFault(offset: suffix, problem: problem, expected: "a digit, or a comma")
    }
    guard value <= (isNegative ? 128 : 255) else {
      let number = String(decoding: cursor.text[start..<min(cursor.position, start + 12)], as: UTF8.self)
      let whole = cursor.position - start > 12 ? number + "..." : number
      throw ReadingFault(offset: start, problem: "\(whole) does not fit in a byte", expected: "-128 to 255")
    }
    reading.bytes.append(UInt8(truncatingIfNeeded: isNegative ? -value : value))
  }

  /// Takes `0x`, `0b`, `0o` or the zero of an octal number, and gives the base.
  private mutating func takeRadix() -> Int {
    if let radix = takeErlangRadix() { return radix }
    guard cursor.current == UInt8(ascii: "0"), let letter = cursor.peek(1) else { return 10 }
    switch letter | 0x20 {
    case UInt8(ascii: "x"):
      cursor.advance(2)
      return 16
    case UInt8(ascii: "b"):
      cursor.advance(2)
      return 2
    case UInt8(ascii: "o"):
      cursor.advance(2)
      return 8
    default:
      return letter.digitValue == nil ? 10 : 8
    }
  }

  /// Takes the base and the `#` before a number of Erlang, as in `16#81`.
  private mutating func takeErlangRadix() -> Int? {
    var probe = cursor
    guard let radix = probe.takeNumber(), [2, 8, 10, 16].contains(radix), probe.take(UInt8(ascii: "#")),
      probe.current?.isHexDigit == true
    else { return nil }
    cursor = probe
    return radix
  }

  /// Takes digits, perhaps with `_` among them; values above 255 are told from 255 but not from each other.
  private mutating func readDigits(radix: Int) throws(ReadingFault) -> Int {
    var value = 0
    var count = 0
    while let byte = cursor.current {
      if byte == UInt8(ascii: "_"), count > 0 {
        cursor.advance()
        continue
      }
      guard let digit = radix == 16 ? byte.hexValue : byte.digitValue else { break }
      guard digit < radix else { throw notADigit(radix) }
      value = min(value * radix + Int(digit), 1 << 16)
      count += 1
      cursor.advance()
    }
    guard count > 0 else { throw notADigit(radix) }
    return value
  }

  private func notADigit(_ radix: Int) -> ReadingFault {
    let problem = "\(cursor.currentName) is not a digit of base \(radix)"
    let expected = radix == 16 ? "0-9, a-f or A-F" : radix == 2 ? "0 or 1" : "0-\(radix - 1)"
    return ReadingFault(offset: cursor.position, problem: problem, expected: expected)
  }

  private mutating func readCharacter() throws(ReadingFault) {
    let start = cursor.position
    cursor.advance()
    if cursor.current == .backslash {
      try readEscape()
    } else if let byte = cursor.current, byte.isGraphic || byte == .space, byte != .apostrophe {
      reading.bytes.append(byte)
      cursor.advance()
    } else {
      throw cursor.unexpected("a character of one byte")
    }
    guard cursor.take(.apostrophe) else {
      throw ReadingFault(
        offset: start, problem: "this character literal has no end behind its first character",
        expected: "one character in apostrophes")
    }
  }

  private mutating func readString() throws(ReadingFault) {
    let start = cursor.position
    cursor.advance()
    while !cursor.take(.quote) {
      guard let byte = cursor.current else {
        throw ReadingFault(
          offset: start, problem: "the string that begins here has no end", expected: "a closing quote")
      }
      if byte == .backslash {
        try readEscape()
      } else {
        reading.bytes.append(byte)
        cursor.advance()
      }
    }
  }

  private mutating func readEscape() throws(ReadingFault) {
    let start = cursor.position
    switch try EscapeSequence(from: &cursor) {
    case .byte(let byte), .smallCodePoint(let byte):
      reading.bytes.append(byte)
    case .scalar, .lineContinuation:
      throw ReadingFault(offset: start, problem: "this escape is not one byte", expected: #"\x00 to \xff"#)
    }
  }
}
