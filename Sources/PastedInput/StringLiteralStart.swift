/// The opening of a string literal: a prefix such as `b` or `rb`, and its quotes.
struct StringLiteralStart {
  /// Where the prefix begins, or the quote if there is none.
  let position: Int

  /// Where the first quote is.
  let quotePosition: Int

  /// The quote: `"` or `'`.
  let quote: UInt8

  /// How many quotes open and close the literal: 1 or 3.
  let quotes: Int

  /// How many `#` stand around a raw literal of Rust.
  let hashes: Int

  /// Whether a backslash is a byte like any other.
  let isRaw: Bool

  private static let prefixes: Set<String> = ["", "b", "r", "br", "rb", "u", "u8", "l", "c", "cr", "$"]

  /// Takes a prefix and opening quotes; `nil`, and the cursor as it was, where there are none.
  init?(from cursor: inout TextCursor) {
    var probe = cursor
    position = probe.position
    while probe.position - position < 3, let byte = probe.current, byte.isIdentifier || byte == UInt8(ascii: "$") {
      probe.advance()
    }
    let prefix = String(decoding: probe.text[position..<probe.position], as: UTF8.self).lowercased()
    isRaw = prefix.contains("r")
    hashes = isRaw ? probe.skip { $0 == UInt8(ascii: "#") } : 0
    guard Self.prefixes.contains(prefix), let quote = probe.current, quote == .quote || quote == .apostrophe else {
      return nil
    }
    self.quote = quote
    quotePosition = probe.position
    quotes = probe.peek(1) == quote && probe.peek(2) == quote ? 3 : 1
    probe.advance(quotes)
    cursor = probe
  }

  /// Whether a literal opens at the cursor.
  static func isNext(in cursor: TextCursor) -> Bool {
    var probe = cursor
    return StringLiteralStart(from: &probe) != nil
  }

  /// The first opening in `range`, before any backslash; a quote within a word, as in "it's", is none.
  static func first(in text: [UInt8], _ range: Range<Int>) -> StringLiteralStart? {
    guard let mark = text[range].firstIndex(where: { $0 == .quote || $0 == .apostrophe || $0 == .backslash }),
      text[mark] != .backslash
    else { return nil }
    var start = mark
    while start > range.lowerBound, isPrefixCharacter(text[start - 1]) { start -= 1 }
    var cursor = TextCursor(text, in: start..<range.upperBound)
    return StringLiteralStart(from: &cursor)
  }

  private static func isPrefixCharacter(_ byte: UInt8) -> Bool {
    byte.isIdentifier || byte == UInt8(ascii: "$") || byte == UInt8(ascii: "#")
  }

  /// Whether the literal may go on in the next line.
  var mayHoldLineEnds: Bool { quotes == 3 || hashes > 0 }

  /// The length of the quotes and `#` that close the literal.
  var closingLength: Int { quotes + hashes }

  /// Whether the closing quotes are next.
  func isClosed(at cursor: TextCursor) -> Bool {
    guard cursor.current == quote else { return false }
    for distance in 0..<quotes where cursor.peek(distance) != quote { return false }
    for distance in 0..<hashes where cursor.peek(quotes + distance) != UInt8(ascii: "#") { return false }
    return true
  }
}
