/// The number at the start of a dump's line: the position of the line's first byte.
struct DumpOffset {
  /// The position in bytes.
  let value: UInt64

  /// How many digits it was written with, 4 to 16.
  let width: Int

  /// The index of its first digit in the text.
  let position: Int

  /// Takes an offset, with or without `0x`; `nil` where there is none, and then the cursor may have moved.
  init?(from cursor: inout TextCursor, radix: UInt64 = 16) {
    if cursor.current == UInt8(ascii: "0"), cursor.peek(1) == UInt8(ascii: "x") { cursor.advance(2) }
    position = cursor.position
    var value: UInt64 = 0
    while let digit = cursor.current?.hexValue, digit < radix, cursor.position - position < 17 {
      value = value &* radix &+ UInt64(digit)
      cursor.advance()
    }
    width = cursor.position - position
    self.value = value
    guard (4...16).contains(width) else { return nil }
  }

  /// A position in the notation of this offset.
  func notation(of position: UInt64, radix: UInt64) -> String {
    let digits = String(position, radix: Int(radix))
    return String(repeating: "0", count: max(0, width - digits.count)) + digits
  }
}
