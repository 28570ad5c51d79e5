/// Bytes as databases write them: PostgreSQL's `\x8185`, and `X'8185'` of SQL.
extension [UInt8] {
  /// The range of the digits, where the whole text is such a literal; `nil` for any other text.
  ///
  /// With no more than two digits, `\x81` is an escape in a string.
  var databaseLiteral: Range<Int>? {
    var range = trimmedRange
    if range.count > 2, self[range].last == .semicolon { range = range.dropLast() }
    if range.count > 3, self[range].first | 0x20 == UInt8(ascii: "x"), self[range.lowerBound + 1] == .apostrophe,
      self[range.upperBound - 1] == .apostrophe
    {
      return digits(in: range.lowerBound + 2..<range.upperBound - 1)
    }
    if range.count > 2, let quote = self[range].first, quote == .quote || quote == .apostrophe,
      self[range.upperBound - 1] == quote
    {
      range = range.dropFirst().dropLast()
    }
    guard range.count > 4, self[range].starts(with: [.backslash, UInt8(ascii: "x")]) else { return nil }
    return digits(in: range.dropFirst(2))
  }

  private func digits(in range: Range<Int>) -> Range<Int>? {
    self[range].allSatisfy(\.isHexDigit) ? range : nil
  }
}

extension UInt8? {
  fileprivate static func | (byte: UInt8?, bits: UInt8) -> UInt8? { byte.map { $0 | bits } }
}
