import ArgumentParser

/// A number on the command line from 0 up, in decimal or in hexadecimal digits after `0x`.
struct WholeNumber: OptionValue, Hashable {
  var number: UInt64

  init(_ number: UInt64) {
    self.number = number
  }

  init(reading text: String) throws(Misreading) {
    number = try UInt64(reading: text, expecting: "a whole number from 0 up")
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
    let expectation = "a whole number from 1 up"
    number = try UInt64(reading: text, expecting: expectation)
    guard number > 0 else { throw .expected(expectation) }
  }

  /// The number, or the largest there is of its type.
  var clamped: Int { Int(clamping: number) }

  var defaultValueDescription: String { String(number) }
}
