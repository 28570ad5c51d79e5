/// Reads bytes as binary digits, the most significant first: `10000001 10000101`, `1000 0001`, `0b10000001`.
///
/// Groups have whole bytes, or half a byte in pairs; a group behind `0b` is a number and may have fewer digits. They are
/// separated by white space, commas, or hyphens, and a pair of brackets or quotes may surround them all.
struct BinaryDigitsParser {
  private var cursor: TextCursor
  private var reading = Reading()

  /// The upper half of a byte whose lower half is to come, and the index of its digits.
  private var half: (value: UInt8, position: Int)?

  /// Reads the whole text; throws at the first character that is no binary digit, and at a group that is no whole byte.
  static func parse(_ text: [UInt8]) throws(ReadingFault) -> Reading {
    let (range, pair) = text.rangeInsidePair
    var parser = BinaryDigitsParser(cursor: TextCursor(text, in: range))
    if let pair { parser.reading.notes.append("The surrounding \(pair) were left out.") }
    try parser.readGroups()
    return parser.reading
  }

  /// Whether the text is binary digits in at least two groups of eight: as hexadecimal ones, they would be rare.
  static func recognises(_ text: [UInt8]) -> Bool {
    var cursor = TextCursor(text, in: text.rangeInsidePair.range)
    var groups = 0
    let isPrefixed = cursor.goesOn(with: "0b")
    while !cursor.isAtEnd {
      if isPrefixed, !(cursor.take(UInt8(ascii: "0")) && cursor.take(UInt8(ascii: "b"))) { return false }
      guard cursor.skip(while: { $0 == UInt8(ascii: "0") || $0 == UInt8(ascii: "1") }) == 8 else { return false }
      groups += 1
      let separators = cursor.skip { $0.isWhitespace || (!isPrefixed && $0 == .comma) }
      guard separators > 0 || cursor.isAtEnd else { return false }
    }
    return groups > 1 || (isPrefixed && groups == 1)
  }

  private init(cursor: TextCursor) {
    self.cursor = cursor
  }

  private mutating func readGroups() throws(ReadingFault) {
    while true {
      cursor.skip { $0.isWhitespace || $0 == .comma || $0 == .hyphen }
      guard !cursor.isAtEnd else { break }
      try readGroup()
    }
    if let half {
      throw ReadingFault(
        offset: half.position, problem: "this group of four binary digits has no other half",
        expected: "four more digits behind it")
    }
  }

  private mutating func readGroup() throws(ReadingFault) {
    let start = cursor.position
    let isNumber = cursor.goesOn(with: "0b")
    if isNumber { cursor.advance(2) }
    var digits: [UInt8] = []
    while let byte = cursor.current, !byte.isWhitespace, byte != .comma, byte != .hyphen {
      if byte != UInt8(ascii: "_") || digits.isEmpty {
        guard let digit = byte.digitValue, digit < 2 else {
          throw ReadingFault(
            offset: cursor.position, problem: "\(cursor.currentName) is not a binary digit", expected: "0 or 1")
        }
        digits.append(digit)
      }
      cursor.advance()
    }
    if isNumber, (1...8).contains(digits.count), half == nil {
      reading.bytes.append(Self.value(digits[...]))
    } else if digits.count == 4, let upper = half {
      reading.bytes.append(upper.value << 4 | Self.value(digits[...]))
      half = nil
    } else if digits.count == 4 {
      half = (Self.value(digits[...]), start)
    } else if digits.count % 8 == 0, !digits.isEmpty, half == nil {
      for index in stride(from: 0, to: digits.count, by: 8) {
        reading.bytes.append(Self.value(digits[index..<index + 8]))
      }
    } else {
      throw ReadingFault(
        offset: start, problem: "\(digits.count) binary digits in a row are no whole bytes",
        expected: "eight digits for each byte, in one group or in two of four")
    }
  }

  private static func value(_ digits: ArraySlice<UInt8>) -> UInt8 {
    digits.reduce(0) { $0 << 1 | $1 }
  }
}
