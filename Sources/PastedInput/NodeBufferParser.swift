/// Reads bytes as Node.js shows them: `<Buffer 81 05>`, `{"type":"Buffer","data":[129,5]}`, and `{"0":129,"1":5}`.
///
/// Several buffers in one text are joined.
struct NodeBufferParser {
  private var cursor: TextCursor
  private var reading = Reading()

  /// Reads the whole text; throws where there is no buffer, and where Node shortened one.
  static func parse(_ text: [UInt8]) throws(ReadingFault) -> Reading {
    let range = text.trimmedRange
    guard !range.isEmpty else { return Reading() }
    var parser = NodeBufferParser(cursor: TextCursor(text, in: range))
    guard var form = parser.findBuffer() else {
      throw ReadingFault(
        offset: range.lowerBound, problem: "there is no buffer in this text",
        expected: #"<Buffer 81 05>, {"type":"Buffer","data":[129,5]} or {"0":129,"1":5}"#)
    }
    var buffers = 0
    var skipped = parser.cursor.position > range.lowerBound
    while true {
      try parser.read(form)
      buffers += 1
      let end = parser.cursor.position
      guard let next = parser.findBuffer() else {
        skipped = skipped || text[end..<range.upperBound].contains { !",;])}".utf8.contains($0) && !$0.isWhitespace }
        break
      }
      form = next
    }
    if skipped { parser.reading.notes.append("What stands around the buffer was skipped.") }
    if buffers > 1 { parser.reading.notes.append("\(buffers) buffers were joined in the order given.") }
    return parser.reading
  }

  /// Whether there is a buffer in one of Node's forms.
  static func recognises(_ text: [UInt8]) -> Bool {
    var parser = NodeBufferParser(cursor: TextCursor(text, in: text.trimmedRange))
    return parser.findBuffer() != nil
  }

  private init(cursor: TextCursor) {
    self.cursor = cursor
  }

  private enum Form {
    /// Hexadecimal digits in angle brackets.
    case inspected
    /// An object with a list of numbers as its data.
    case list
    /// An object with the indices as its keys.
    case indices
  }

  /// What stands before the digits; newer versions have only the last for an ArrayBuffer.
  private static let openings: [StaticString] = ["<Buffer", "<SlowBuffer", "[Uint8Contents]: <"]

  /// Goes to the contents of the next buffer; where there is none, the cursor stays.
  private mutating func findBuffer() -> Form? {
    var probe = cursor
    while let byte = probe.current {
      if byte == UInt8(ascii: "<") || byte == UInt8(ascii: "["),
        let opening = Self.openings.first(where: { probe.goesOn(with: $0) })
      {
        probe.advance(opening.utf8CodeUnitCount)
        cursor = probe
        return .inspected
      }
      if byte == UInt8(ascii: "{"), let form = Self.object(at: &probe) {
        cursor = probe
        return form
      }
      probe.advance()
    }
    return nil
  }

  /// The form of the object at the cursor, which then is at the data; without one, the cursor stays.
  private static func object(at cursor: inout TextCursor) -> Form? {
    var probe = cursor
    probe.advance()
    probe.skip(while: \.isWhitespace)
    let start = probe.position
    guard let key = takeKey(&probe) else { return nil }
    if key.elementsEqual("0".utf8) {
      cursor.move(to: start)
      return .indices
    }
    guard key.elementsEqual("type".utf8), let value = takeWord(&probe), value.elementsEqual("Buffer".utf8) else {
      return nil
    }
    probe.skip { $0.isWhitespace || $0 == .comma }
    guard let data = takeKey(&probe), data.elementsEqual("data".utf8), probe.current == UInt8(ascii: "[") else {
      return nil
    }
    cursor = probe
    return .list
  }

  /// Takes a key, with or without quotes, and the colon.
  private static func takeKey(_ cursor: inout TextCursor) -> ArraySlice<UInt8>? {
    guard let word = takeWord(&cursor) else { return nil }
    cursor.skip(while: \.isWhitespace)
    guard cursor.take(.colon) else { return nil }
    cursor.skip(while: \.isWhitespace)
    return word
  }

  private static func takeWord(_ cursor: inout TextCursor) -> ArraySlice<UInt8>? {
    let quote = cursor.current.flatMap { $0 == .quote || $0 == .apostrophe ? $0 : nil }
    if quote != nil { cursor.advance() }
    let start = cursor.position
    cursor.skip(while: \.isIdentifier)
    let word = cursor.text[start..<cursor.position]
    guard !word.isEmpty else { return nil }
    if let quote, !cursor.take(quote) { return nil }
    return word
  }

  private mutating func read(_ form: Form) throws(ReadingFault) {
    switch form {
    case .inspected: try readDigits()
    case .list: reading.bytes.append(contentsOf: try CArrayParser.parseList(at: &cursor))
    case .indices: try readIndices()
    }
  }

  private mutating func readDigits() throws(ReadingFault) {
    while true {
      cursor.skip(while: \.isWhitespace)
      if cursor.take(UInt8(ascii: ">")) { return }
      if cursor.isAtEllipsis { throw cursor.shortened() }
      guard let high = cursor.current?.hexValue, let low = cursor.peek(1)?.hexValue else {
        throw cursor.unexpected("two hexadecimal digits, or '>'")
      }
      reading.bytes.append(high << 4 | low)
      cursor.advance(2)
    }
  }

  /// Takes `"0":129,"1":5}`; every index has to be the one that is due.
  private mutating func readIndices() throws(ReadingFault) {
    var index = 0
    while true {
      let start = cursor.position
      guard let key = Self.takeKey(&cursor) else { throw cursor.unexpected("the index \(index) and a colon") }
      guard key.elementsEqual(String(index).utf8) else {
        throw ReadingFault(
          offset: start, problem: "this index does not follow from the \(index) bytes before it",
          expected: "index \(index)")
      }
      let number = cursor.position
      guard let value = cursor.takeNumber() else { throw cursor.unexpected("a number from 0 to 255") }
      guard let byte = UInt8(exactly: value) else {
        throw ReadingFault(offset: number, problem: "\(value) does not fit in a byte", expected: "0 to 255")
      }
      reading.bytes.append(byte)
      index += 1
      cursor.skip(while: \.isWhitespace)
      if cursor.take(UInt8(ascii: "}")) { return }
      guard cursor.take(.comma) else { throw cursor.unexpected("a comma or '}'") }
      cursor.skip(while: \.isWhitespace)
      if cursor.isAtEllipsis { throw cursor.shortened() }
    }
  }
}

/// What tools write in place of bytes that would make their output too long.
extension TextCursor {
  /// Whether an ellipsis is next.
  var isAtEllipsis: Bool { goesOn(with: "...") || goesOn(with: "\u{2026}") }

  /// The fault of an ellipsis: it quotes what it says about the missing bytes.
  func shortened() -> ReadingFault {
    let words = Array(text[position..<min(end, position + 40)].prefix { !">]})\"".utf8.contains($0) && $0 >= .space })
    let said = String(decoding: words[words.trimmedRange], as: UTF8.self)
    return ReadingFault(
      offset: position, problem: "what printed this left bytes out: '\(said)'",
      expected: "all bytes, such as from toString('hex')")
  }
}
