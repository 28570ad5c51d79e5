/// The ones' complement sum of IPv4 and TCP headers (RFC 1071).
///
/// An odd number of bytes is padded with a zero, so only the last part added may be odd.
struct InternetChecksum {
  private var sum: UInt64 = 0

  /// The value of the header field.
  var value: UInt16 {
    var folded = sum
    while folded > 0xFFFF { folded = (folded >> 16) + (folded & 0xFFFF) }
    return ~UInt16(truncatingIfNeeded: folded)
  }

  /// Adds big-endian 16-bit words.
  mutating func add(_ bytes: ArraySlice<UInt8>) {
    var position = bytes.startIndex
    while bytes.endIndex - position >= 2 {
      sum &+= UInt64(bytes[position]) << 8 | UInt64(bytes[position &+ 1])
      position &+= 2
    }
    if position < bytes.endIndex { sum &+= UInt64(bytes[position]) << 8 }
  }

  /// Adds one number, as if it stood in the header.
  mutating func add(_ number: UInt16) {
    sum &+= UInt64(number)
  }
}
