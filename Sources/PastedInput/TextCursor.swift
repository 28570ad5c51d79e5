/// A place in a text that moves forward as a parser reads.
struct TextCursor {
  /// The whole text.
  let text: [UInt8]

  /// The index of the next byte.
  private(set) var position: Int

  /// Where reading ends, at most the text's length.
  let end: Int

  /// Starts at the beginning of `range`, or of the text.
  init(_ text: [UInt8], in range: Range<Int>? = nil) {
    self.text = text
    position = range?.lowerBound ?? 0
    end = range?.upperBound ?? text.count
  }

  /// The next byte; `nil` at the end.
  var current: UInt8? { position < end ? text[position] : nil }

  /// Whether everything has been read.
  var isAtEnd: Bool { position >= end }

  /// The byte `distance` behind the next one; `nil` beyond the end.
  func peek(_ distance: Int) -> UInt8? { distance < end - position ? text[position + distance] : nil }

  /// Goes on by `count` bytes, or to the end.
  mutating func advance(_ count: Int = 1) { position += min(count, end - position) }

  /// Goes to an index at or behind the present one.
  mutating func move(to index: Int) { position = min(max(index, position), end) }

  /// Takes the next byte if it is `byte`.
  mutating func take(_ byte: UInt8) -> Bool {
    guard current == byte else { return false }
    position += 1
    return true
  }

  /// Whether the text goes on with `word`.
  func goesOn(with word: StaticString) -> Bool {
    let length = word.utf8CodeUnitCount
    guard length <= end - position else { return false }
    return text[position..<position + length].elementsEqual(word.description.utf8)
  }

  /// Takes bytes as long as they satisfy the condition; gives their number.
  @discardableResult
  mutating func skip(while condition: (UInt8) -> Bool) -> Int {
    let start = position
    while let byte = current, condition(byte) { position += 1 }
    return position - start
  }

  /// Takes a decimal number; `nil` where there is no digit, and one beyond 2⁴⁰ for any number beyond it.
  mutating func takeNumber() -> Int? {
    let start = position
    var value = 0
    while let digit = current?.digitValue {
      value = min(value * 10 + Int(digit), 1 << 40 + 1)
      position += 1
    }
    return position > start ? value : nil
  }

  /// Whether hexadecimal digits and white space are all that is left.
  var holdsOnlyHex: Bool { text[position..<end].allSatisfy { $0.isHexDigit || $0.isWhitespace } }

  /// Whether nothing but white space is left.
  var isBlankToEnd: Bool { text[position..<end].allSatisfy(\.isWhitespace) }

  /// Takes white space and comments: `/* */`, `//` and `#` to the line's end.
  ///
  /// Throws when a comment has no end.
  mutating func skipSpaceAndComments() throws(ReadingFault) {
    while let byte = current {
      if byte.isWhitespace {
        advance()
      } else if byte == UInt8(ascii: "#") || (byte == UInt8(ascii: "/") && peek(1) == byte) {
        skip { $0 != .lineFeed }
      } else if byte == UInt8(ascii: "/"), peek(1) == .asterisk {
        let start = position
        advance(2)
        while !(current == .asterisk && peek(1) == UInt8(ascii: "/")) {
          guard !isAtEnd else {
            throw ReadingFault(offset: start, problem: "this comment has no end", expected: "*/ behind it")
          }
          advance()
        }
        advance(2)
      } else {
        return
      }
    }
  }

  /// The fault of an unexpected character, or of the text's end, at the present place.
  func unexpected(_ expected: String) -> ReadingFault {
    ReadingFault(offset: position, problem: "\(currentName) does not belong here", expected: expected)
  }

  /// The next character as messages name it.
  var currentName: String { name(at: position) }

  /// The character at `index` as messages name it: in quotes, by its code point, or as the end.
  func name(at index: Int) -> String {
    guard index >= 0, index < end else { return "the end of the text" }
    let byte = text[index]
    if byte == .lineFeed || byte == .carriageReturn { return "the end of the line" }
    if byte.isGraphic || byte == .space { return "'\(Character(Unicode.Scalar(byte)))'" }
    if byte >= 0x80 {
      let character = String(decoding: text[index..<min(index + 4, end)], as: UTF8.self)
      if let scalar = character.unicodeScalars.first, scalar != "\u{FFFD}" { return scalar.codePoint }
      return "byte 0x\(String(byte, radix: 16, uppercase: true))"
    }
    return Unicode.Scalar(byte).codePoint
  }
}

extension Unicode.Scalar {
  /// The notation U+XXXX.
  fileprivate var codePoint: String {
    let digits = String(value, radix: 16, uppercase: true)
    return "U+" + String(repeating: "0", count: max(0, 4 - digits.count)) + digits
  }
}
