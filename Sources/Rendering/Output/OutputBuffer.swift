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
    let isWritten: Void? = slice.withContiguousStorageIfAvailable { unsafe append($0) }
    if isWritten == nil { bytes.append(contentsOf: slice) }
  }

  /// Writes a number in decimal, with leading zeros to a width of at most 20.
  public mutating func write(_ number: UInt64, width: Int = 1) {
    unsafe append(room: 20) { target in
      let count = max(Self.digits(of: number), min(width, 20))
      var rest = number
      for position in (0..<count).reversed() {
        let (quotient, digit) = rest.quotientAndRemainder(dividingBy: 10)
        unsafe target[position] = UInt8(ascii: "0") + UInt8(truncatingIfNeeded: digit)
        rest = quotient
      }
      return count
    }
  }

  /// How many decimal digits a number has.
  @inline(__always)
  private static func digits(of number: UInt64) -> Int {
    var count = 1
    var limit: UInt64 = 10
    while number >= limit {
      count += 1
      if count == 20 { break }
      limit *= 10
    }
    return count
  }

  /// Writes bytes as two lower-case hexadecimal digits each.
  public mutating func write(hex slice: ArraySlice<UInt8>) {
    let count = slice.count
    unsafe append(room: count * 2) { target in
      unsafe slice.withUnsafeBytes { source in
        let target = UnsafeMutableRawPointer(target)
        var position = 0
        while count - position >= 4 {
          let bytes = unsafe source.loadUnaligned(fromByteOffset: position, as: UInt32.self)
          let digits = Self.hexDigits(UInt32(littleEndian: bytes)).littleEndian
          unsafe target.storeBytes(of: digits, toByteOffset: position * 2, as: UInt64.self)
          position += 4
        }
        while position < count {
          let digits = unsafe UInt16(truncatingIfNeeded: Self.hexDigits(UInt32(source[position])))
          unsafe target.storeBytes(of: digits.littleEndian, toByteOffset: position * 2, as: UInt16.self)
          position += 1
        }
      }
      return count * 2
    }
  }

  /// The hexadecimal digits of four bytes, the lowest byte's first, in the lowest byte.
  @inline(__always)
  private static func hexDigits(_ bytes: UInt32) -> UInt64 {
    let ones: UInt64 = 0x0101_0101_0101_0101
    // Each byte goes to a place of two, then its halves to one each.
    var spread = UInt64(bytes)
    spread = (spread | spread << 16) & 0x0000_ffff_0000_ffff
    spread = (spread | spread << 8) & 0x00ff_00ff_00ff_00ff
    let halves = spread >> 4 & 0x000f_000f_000f_000f | (spread & 0x000f_000f_000f_000f) << 8
    // Ten and more reach sixteen with six added, and stand for a letter.
    let letters = (halves &+ ones &* 6) >> 4 & ones
    return halves &+ ones &* UInt64(UInt8(ascii: "0")) &+ letters &* 39
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
}
