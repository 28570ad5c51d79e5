/// DEFLATE data written symbol by symbol with the fixed codes, so that a test decides every distance.
struct HandMadeDeflate {
  private(set) var bytes: [UInt8] = []
  private var bits: UInt64 = 0
  private var count = 0

  /// Appends a number, lowest bit first.
  mutating func put(_ value: Int, bits number: Int) {
    bits |= UInt64(value) << UInt64(count)
    count += number
    while count >= 8 {
      bytes.append(UInt8(truncatingIfNeeded: bits))
      bits >>= 8
      count -= 8
    }
  }

  mutating func alignToByte() {
    if count > 0 { put(0, bits: 8 - count) }
  }

  mutating func stored(_ data: [UInt8], isFinal: Bool = false) {
    put(isFinal ? 1 : 0, bits: 3)
    alignToByte()
    put(data.count, bits: 16)
    put(~data.count & 0xFFFF, bits: 16)
    bytes += data
  }

  mutating func beginFixed(isFinal: Bool = false) {
    put(isFinal ? 3 : 2, bits: 3)
  }

  mutating func literal(_ byte: UInt8) {
    symbol(Int(byte))
  }

  /// A back-reference of three bytes.
  mutating func match(distance: Int) {
    symbol(257)
    var code = 0
    while code < 29, Self.base(code + 1) <= distance { code += 1 }
    put(Self.reversed(code, bits: 5), bits: 5)
    put(distance - Self.base(code), bits: max(code / 2 - 1, 0))
  }

  mutating func endBlock() {
    symbol(256)
  }

  /// Ends the message as a sender does: an empty stored block, its last four bytes removed.
  mutating func flush() {
    put(0, bits: 3)
    alignToByte()
  }

  private static func base(_ code: Int) -> Int {
    code < 4 ? code + 1 : (2 + code % 2) << (code / 2 - 1) + 1
  }

  private static func reversed(_ code: Int, bits: Int) -> Int {
    (0..<bits).reduce(0) { $0 | (code >> $1 & 1) << (bits - 1 - $1) }
  }

  private mutating func symbol(_ symbol: Int) {
    let (code, bits) =
      switch symbol {
      case 0..<144: (0x30 + symbol, 8)
      case 144..<256: (0x190 + symbol - 144, 9)
      case 256..<280: (symbol - 256, 7)
      default: (0xC0 + symbol - 280, 8)
      }
    put(Self.reversed(code, bits: bits), bits: bits)
  }
}
