/// Bytes on their way out, made without a `String` for each piece.
public struct OutputBuffer: Sendable {
  /// What was written and not yet taken.
  public private(set) var bytes: [UInt8] = []

  /// An empty buffer.
  public init() {
    bytes.reserveCapacity(1 << 16)
  }

  /// Forgets what was written; whoever calls this has passed it on.
  public mutating func removeAll() {
    bytes.removeAll(keepingCapacity: bytes.capacity <= 1 << 20)
  }

  /// Writes one byte.
  @inline(__always)
  public mutating func write(byte: UInt8) {
    bytes.append(byte)
  }

  /// Writes text as UTF-8.
  public mutating func write(_ text: String) {
    bytes.append(contentsOf: text.utf8)
  }

  /// Writes ASCII text that is known when the program is built.
  public mutating func write(_ text: StaticString) {
    unsafe bytes.append(contentsOf: UnsafeBufferPointer(start: text.utf8Start, count: text.utf8CodeUnitCount))
  }

  /// Writes bytes as they are.
  public mutating func write(contentsOf slice: some Sequence<UInt8>) {
    bytes.append(contentsOf: slice)
  }

  /// Writes a number in decimal.
  public mutating func write(_ number: UInt64) {
    if number < 10 {
      bytes.append(UInt8(ascii: "0") + UInt8(number))
      return
    }
    let start = bytes.count
    var rest = number
    while rest > 0 {
      let (quotient, digit) = rest.quotientAndRemainder(dividingBy: 10)
      bytes.append(UInt8(ascii: "0") + UInt8(truncatingIfNeeded: digit))
      rest = quotient
    }
    bytes[start...].reverse()
  }

  /// Writes a number in decimal, with leading zeros to a width.
  public mutating func write(_ number: UInt64, width: Int) {
    let digits = String(number)
    for _ in 0..<max(0, width - digits.utf8.count) { bytes.append(UInt8(ascii: "0")) }
    write(digits)
  }

  /// Writes bytes as two lower-case hexadecimal digits each.
  public mutating func write(hex slice: ArraySlice<UInt8>) {
    for byte in slice {
      bytes.append(Self.digit(byte >> 4))
      bytes.append(Self.digit(byte & 15))
    }
  }

  @inline(__always)
  private static func digit(_ value: UInt8) -> UInt8 {
    value < 10 ? value + UInt8(ascii: "0") : value + UInt8(ascii: "a") - 10
  }
}
