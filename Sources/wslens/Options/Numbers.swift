import ArgumentParser

/// A number on the command line from 0 up, in decimal or in hexadecimal digits after `0x`.
struct WholeNumber: OptionValue, Hashable {
  var number: UInt64

  init(_ number: UInt64) {
    self.number = number
  }

  init(reading text: String) throws(Misreading) {
    guard let number = UInt64(numeral: text) else { throw .expected("a whole number from 0 up") }
    self.number = number
  }

  var defaultValueDescription: String { String(number) }
}

/// A number on the command line from 1 up, in decimal or in hexadecimal digits after `0x`.
struct PositiveNumber: OptionValue, Hashable {
  var number: UInt64

  init(_ number: UInt64) {
    self.number = number
  }

  init(reading text: String) throws(Misreading) {
    guard let number = UInt64(numeral: text), number > 0 else { throw .expected("a whole number from 1 up") }
    self.number = number
  }

  /// The number, or the largest there is of its type.
  var clamped: Int { Int(clamping: number) }

  var defaultValueDescription: String { String(number) }
}
