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
  @inline(__always)
  public mutating func write(_ text: StaticString) {
    unsafe append(UnsafeBufferPointer(start: text.utf8Start, count: text.utf8CodeUnitCount))
  }

  /// Writes bytes as they are.
  public mutating func write(contentsOf slice: some Sequence<UInt8>) {
    bytes.append(contentsOf: slice)
  }

  /// Writes a number in decimal.
  public mutating func write(_ number: UInt64) {
    if number < 10 {
      bytes.append(UInt8(ascii: "0") + UInt8(truncatingIfNeeded: number))
    } else {
      write(number, width: 1)
    }
  }

  /// Writes a number in decimal, with leading zeros to a width of at most 20.
  public mutating func write(_ number: UInt64, width: Int) {
    var digits = [20 of UInt8](repeating: UInt8(ascii: "0"))
    var start = digits.count
    var rest = number
    while rest > 0 {
      let (quotient, digit) = rest.quotientAndRemainder(dividingBy: 10)
      start -= 1
      digits[start] = UInt8(ascii: "0") + UInt8(truncatingIfNeeded: digit)
      rest = quotient
    }
    start = min(start, max(digits.count - width, 0))
    bytes.append(addingCapacity: digits.count - start) { target in
      for index in start..<digits.count { target.append(digits[index]) }
    }
  }

  /// Writes bytes as two lower-case hexadecimal digits each.
  public mutating func write(hex slice: ArraySlice<UInt8>) {
    unsafe append(room: slice.count * 2) { target in
      var position = 0
      for byte in slice {
        unsafe target[position] = Self.digit(byte >> 4)
        unsafe target[position + 1] = Self.digit(byte & 15)
        position += 2
      }
      return position
    }
  }

  /// Appends bytes that lie elsewhere.
  @inline(__always)
  mutating func append(_ source: UnsafeBufferPointer<UInt8>) {
    guard let start = source.baseAddress else { return }
    bytes.append(addingCapacity: source.count) { target in
      unsafe target.withUnsafeMutableBufferPointer { target, count in
        guard let end = target.baseAddress else { return }
        unsafe (end + count).initialize(from: start, count: source.count)
        count += source.count
      }
    }
  }

  /// Appends what is written to the place behind the bytes, where there is room for so many.
  ///
  /// - Parameter body: gets the place, and returns how many bytes it has written there.
  @inline(__always)
  mutating func append(room: Int, _ body: (UnsafeMutablePointer<UInt8>) -> Int) {
    bytes.append(addingCapacity: room) { target in
      unsafe target.withUnsafeMutableBufferPointer { target, count in
        guard let start = target.baseAddress else { return }
        let written = unsafe body(start + count)
        precondition((0...room).contains(written), "more was written than there is room for")
        count += written
      }
    }
  }

  @inline(__always)
  private static func digit(_ value: UInt8) -> UInt8 {
    value < 10 ? value + UInt8(ascii: "0") : value + UInt8(ascii: "a") - 10
  }
}
