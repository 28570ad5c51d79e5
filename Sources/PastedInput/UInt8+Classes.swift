/// The classes of characters that the parsers tell apart.
extension UInt8 {
  static let lineFeed = UInt8(ascii: "\n")
  static let carriageReturn = UInt8(ascii: "\r")
  static let space = UInt8(ascii: " ")
  static let tab = UInt8(ascii: "\t")
  static let backslash = UInt8(ascii: "\\")
  static let quote = UInt8(ascii: "\"")
  static let apostrophe = UInt8(ascii: "'")
  static let comma = UInt8(ascii: ",")
  static let colon = UInt8(ascii: ":")
  static let semicolon = UInt8(ascii: ";")
  static let equals = UInt8(ascii: "=")
  static let hyphen = UInt8(ascii: "-")
  static let bar = UInt8(ascii: "|")
  static let dot = UInt8(ascii: ".")
  static let asterisk = UInt8(ascii: "*")

  /// Whether this is a space or a tab.
  var isBlank: Bool { self == .space || self == .tab }

  /// Whether this is a blank or part of a line end.
  var isWhitespace: Bool { isBlank || self == .lineFeed || self == .carriageReturn }

  /// Whether this is a visible ASCII character.
  var isGraphic: Bool { (0x21...0x7E).contains(self) }

  /// Whether this can stand in an identifier of the programming languages read here.
  var isIdentifier: Bool { isLetter || digitValue != nil || self == UInt8(ascii: "_") }

  /// Whether this is an ASCII letter.
  var isLetter: Bool { (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(self | 0x20) }

  /// The value as a decimal digit.
  var digitValue: UInt8? { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(self) ? self & 0x0F : nil }

  /// The value as a hexadecimal digit of either case.
  var hexValue: UInt8? {
    if let digitValue { return digitValue }
    let lower = self | 0x20
    return (UInt8(ascii: "a")...UInt8(ascii: "f")).contains(lower) ? lower - UInt8(ascii: "a") + 10 : nil
  }

  /// Whether this is a hexadecimal digit of either case.
  var isHexDigit: Bool { hexValue != nil }
}

extension [UInt8] {
  /// The length of a UTF-8 byte order mark at the start: 3 or 0.
  var byteOrderMarkLength: Int { starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0 }

  /// The range without white space at either end.
  var trimmedRange: Range<Int> {
    let start = firstIndex { !$0.isWhitespace } ?? count
    let end = lastIndex { !$0.isWhitespace }.map { $0 + 1 } ?? start
    return start..<end
  }

  /// The range inside a pair of brackets or quotes around the whole text, and that pair's name.
  ///
  /// A semicolon behind the pair belongs to it. Without a pair, the trimmed range and no name.
  var rangeInsidePair: (range: Range<Int>, name: String?) {
    let outer = trimmedRange
    guard let first = self[outer].first, let pair = Self.pairs[first] else { return (outer, nil) }
    var inner = self[outer].dropFirst()
    if inner.last == .semicolon { inner = inner.dropLast() }
    guard inner.last == pair.close else { return (outer, nil) }
    inner = inner.dropLast()
    return (inner.startIndex..<inner.endIndex, pair.name)
  }

  private static let pairs: [UInt8: (close: UInt8, name: String)] = [
    UInt8(ascii: "{"): (UInt8(ascii: "}"), "braces"),
    UInt8(ascii: "["): (UInt8(ascii: "]"), "brackets"),
    UInt8(ascii: "("): (UInt8(ascii: ")"), "parentheses"),
    UInt8(ascii: "<"): (UInt8(ascii: ">"), "angle brackets"),
    .quote: (.quote, "quotes"),
    .apostrophe: (.apostrophe, "quotes"),
  ]
}
