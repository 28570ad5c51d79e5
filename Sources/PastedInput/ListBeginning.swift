/// Where the elements of a pasted list begin, behind the declaration that a programming language puts before them.
enum ListBeginning: Equatable {
  /// The list's opening bracket is at this index.
  case list(at: Int)

  /// No bracket: if this is a list, its elements begin at once.
  case elements

  /// A string literal or an escape comes first: this is no list.
  case string

  /// Looks for the beginning.
  ///
  /// It is the first brace; without one, the first other bracket in front of an element, not counting those before an
  /// equals sign, which belong to the type.
  init(of text: [UInt8]) {
    var cursor = TextCursor(text, in: text.trimmedRange)
    let start = cursor.position
    var bracket: Int?
    scan: while (try? cursor.skipSpaceAndComments()) != nil, let byte = cursor.current {
      let isFirst = cursor.position == start
      if let end = Self.endOfTypecode(cursor) {
        cursor.move(to: end)
        continue
      }
      switch byte {
      case UInt8(ascii: "{"):
        bracket = cursor.position
        break scan
      case UInt8(ascii: "["), UInt8(ascii: "("), UInt8(ascii: "<"):
        if bracket == nil, Self.isBracket(cursor) { bracket = cursor.position }
      case .equals:
        bracket = nil
      case .comma where bracket != nil:
        break scan
      case .quote, .backslash, .apostrophe:
        if bracket == nil, !(isFirst && Self.isCharacterLiteral(cursor)) {
          self = .string
          return
        }
        break scan
      default:
        if isFirst, byte.digitValue != nil || byte == .hyphen { break scan }
      }
      cursor.advance()
    }
    self = bracket.map { .list(at: $0) } ?? .elements
  }

  /// Whether a bracket opens a list: an element or another bracket follows, or its partner and nothing else.
  private static func isBracket(_ cursor: TextCursor) -> Bool {
    var probe = cursor
    let isBinary = probe.current == UInt8(ascii: "<")
    if probe.current == UInt8(ascii: "("), isCount(probe) { return false }
    if isBinary, probe.peek(1) != UInt8(ascii: "<") { return false }
    probe.advance(isBinary ? 2 : 1)
    guard (try? probe.skipSpaceAndComments()) != nil, let next = probe.current else { return false }
    switch next {
    case UInt8(ascii: "]"), UInt8(ascii: ")"), UInt8(ascii: ">"):
      return probe.end - probe.position <= (isBinary ? 2 : 1)
    case UInt8(ascii: "["), UInt8(ascii: "("), .hyphen, UInt8(ascii: "+"), .apostrophe:
      return true
    case .quote:
      return isBinary
    default:
      return next.digitValue != nil
    }
  }

  /// Where the type in front of the elements ends: Python shows `array('B', [129, 5])`.
  private static func endOfTypecode(_ cursor: TextCursor) -> Int? {
    var probe = cursor
    guard probe.take(UInt8(ascii: "(")), let quote = probe.current, quote == .apostrophe || quote == .quote else {
      return nil
    }
    probe.advance()
    guard let type = probe.current, type | 0x20 == UInt8(ascii: "b") else { return nil }
    probe.advance()
    guard probe.take(quote) else { return nil }
    probe.skip(while: \.isWhitespace)
    guard probe.take(.comma) else { return nil }
    probe.skip(while: \.isWhitespace)
    return probe.current == UInt8(ascii: "[") ? probe.position : nil
  }

  /// Whether this is a number in parentheses with a list behind it: Node.js shows `Uint8Array(2) [ 129, 5 ]`.
  private static func isCount(_ cursor: TextCursor) -> Bool {
    var probe = cursor
    probe.advance()
    guard probe.takeNumber() != nil, probe.take(UInt8(ascii: ")")) else { return false }
    probe.skip(while: \.isWhitespace)
    return probe.current == UInt8(ascii: "[")
  }

  /// Whether one character in apostrophes is next, or one escape sequence.
  private static func isCharacterLiteral(_ cursor: TextCursor) -> Bool {
    var probe = cursor
    probe.advance()
    if probe.current == .backslash {
      guard (try? EscapeSequence(from: &probe)) != nil else { return false }
    } else {
      probe.advance()
    }
    return probe.current == .apostrophe
  }
}
