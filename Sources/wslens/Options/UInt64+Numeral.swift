extension UInt64 {
  /// A number as it is typed: in decimal, or in hexadecimal digits after `0x`.
  init?(numeral: some StringProtocol) {
    let isHexadecimal = numeral.hasPrefix("0x")
    let digits = isHexadecimal ? numeral.dropFirst(2) : numeral[...]
    guard digits.first?.isHexDigit == true, let number = UInt64(digits, radix: isHexadecimal ? 16 : 10) else {
      return nil
    }
    self = number
  }
}
