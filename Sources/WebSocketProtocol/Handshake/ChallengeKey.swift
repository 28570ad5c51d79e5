/// A `Sec-WebSocket-Key1` or `-Key2` of hixie-76: a number hidden among spaces and other characters.
///
/// The number that counts is the digits, read as one decimal number, divided by the number of spaces (draft
/// hixie-76 section 5.2, steps 4 to 8). Every byte of the value is data: a lost space changes the result.
public struct ChallengeKey: Hashable, Sendable {
  /// The value's bytes: everything behind the colon and one space.
  public let bytes: [UInt8]
  /// The digits as one number; `nil` where there is no digit, or where they exceed 64 bits.
  public let number: UInt64?
  /// How many digits (`30`–`39`) the key holds.
  public let digits: Int
  /// How many spaces (`20`) the key holds; no other white space counts.
  public let spaces: Int

  /// - Parameter bytes: the value as it was sent, with all its spaces.
  public init(_ bytes: some Sequence<UInt8>) {
    self.bytes = Array(bytes)
    var number: UInt64 = 0
    var digits = 0
    var spaces = 0
    var overflows = false
    for byte in self.bytes {
      switch byte {
      case 0x30...0x39:
        digits += 1
        let (product, carriedOut) = number.multipliedReportingOverflow(by: 10)
        let (sum, carried) = product.addingReportingOverflow(UInt64(byte - 0x30))
        overflows = overflows || carriedOut || carried
        number = sum
      case 0x20: spaces += 1
      default: break
      }
    }
    self.number = digits > 0 && !overflows ? number : nil
    self.digits = digits
    self.spaces = spaces
  }

  /// What remains when the number is divided by the spaces; `nil` where either is missing.
  public var remainder: UInt64? {
    guard let number, spaces > 0 else { return nil }
    return number % UInt64(spaces)
  }

  /// The quotient, the part of the challenge this key stands for; `nil` where the number does not divide.
  ///
  /// A part has 32 bits on the wire; ``fitsPart`` tells whether this one does.
  public var quotient: UInt64? {
    guard let number, remainder == 0 else { return nil }
    return number / UInt64(spaces)
  }

  /// True where number and quotient fit the 32 bits that the draft gives them.
  public var fitsPart: Bool {
    guard let number else { return false }
    return number <= UInt64(UInt32.max)
  }

  /// The quotient as four big-endian bytes; `nil` where there is none or it does not fit.
  public var part: [UInt8]? {
    guard fitsPart, let quotient else { return nil }
    return [24, 16, 8, 0].map { UInt8(truncatingIfNeeded: quotient >> $0) }
  }
}
