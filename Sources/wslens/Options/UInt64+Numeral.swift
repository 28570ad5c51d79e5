extension UInt64 {
  /// A number as it is typed: in decimal, or in hexadecimal digits after `0x`.
  init?(numeral: some StringProtocol) {
    let (digits, radix) = Self.parts(of: numeral)
    guard digits.first?.isHexDigit == true, let number = UInt64(digits, radix: radix) else { return nil }
    self = number
  }

  /// A number as it is typed.
  ///
  /// - Parameters:
  ///   - expectation: what is asked for, in words.
  ///   - most: the largest number that is taken.
  /// - Throws: that it is expected, or that the number is too large.
  init(
    reading numeral: some StringProtocol, expecting expectation: String, most: UInt64 = .max
  ) throws(Misreading) {
    guard let number = UInt64(numeral: numeral) else {
      let (digits, radix) = Self.parts(of: numeral)
      let isNumber = digits.allSatisfy { $0.isASCII && (radix == 16 ? $0.isHexDigit : $0.isNumber) }
      throw isNumber && !digits.isEmpty ? .tooLarge(most) : .expected(expectation)
    }
    guard number <= most else { throw .tooLarge(most) }
    self = number
  }

  /// The digits of a number as it is typed, and what they count in.
  private static func parts<Text: StringProtocol>(of numeral: Text) -> (digits: Text.SubSequence, radix: Int) {
    numeral.hasPrefix("0x") ? (numeral.dropFirst(2), 16) : (numeral[...], 10)
  }
}
