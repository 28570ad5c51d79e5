/// The bits of DEFLATE data, lowest first, handed over in pieces that may end anywhere (RFC 1951 section 3.1.1).
struct BitReader {
  /// The next bits; those from `count` on are zero.
  private(set) var bits: UInt64 = 0
  /// How many bits are held, at most 63.
  private(set) var count = 0
  /// How many bytes have been taken over, those in `bits` included.
  private var bytesTaken: UInt64 = 0

  /// How many bits have been used.
  var position: UInt64 { bytesTaken &* 8 &- UInt64(count) }

  /// Takes over bytes from `offset` on, which moves, until 56 bits are held or `input` is used up.
  @inline(__always)
  mutating func refill(from input: Span<UInt8>, at offset: inout Int) {
    if input.count - offset >= 8 {
      let word = unsafe input.bytes.unsafeLoadUnaligned(fromByteOffset: offset, as: UInt64.self)
      let bytes = (63 &- count) &>> 3
      let new = UInt64(littleEndian: word) & ((1 &<< (UInt64(bytes) &* 8)) &- 1)
      bits |= new &<< UInt64(count)
      count &+= bytes &* 8
      offset &+= bytes
      bytesTaken &+= UInt64(bytes)
    } else {
      while count < 56, offset < input.count {
        bits |= UInt64(input[offset]) &<< UInt64(count)
        count &+= 8
        offset &+= 1
        bytesTaken &+= 1
      }
    }
  }

  /// Drops bits that have been looked at; the caller knows that they are there.
  @inline(__always)
  mutating func drop(_ number: Int) {
    bits &>>= UInt64(number)
    count &-= number
  }

  /// The next `number` bits as a number, or nil while they are not there.
  mutating func take(_ number: Int) -> Int? {
    guard count >= number else { return nil }
    let value = Int(bits & ((1 &<< UInt64(number)) &- 1))
    drop(number)
    return value
  }

  /// Drops what is left of a byte that has been begun.
  mutating func alignToByte() {
    drop(count & 7)
  }

  /// Passes over up to `number` whole bytes, held ones first, and says how many; the reader must be aligned.
  mutating func skip(_ number: Int, of input: Span<UInt8>, at offset: inout Int) -> Int {
    let held = min(number, count / 8)
    drop(held * 8)
    let passed = min(number - held, input.count - offset)
    offset += passed
    bytesTaken &+= UInt64(passed)
    return held + passed
  }
}
