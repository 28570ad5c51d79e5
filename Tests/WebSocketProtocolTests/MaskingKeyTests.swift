import TestSupport
import Testing
import WebSocketProtocol

struct MaskingKeyTests {
  /// The definition of RFC 6455 section 5.3, one byte a turn.
  private func naive(_ payload: [UInt8], _ key: MaskingKey, at offset: Int) -> [UInt8] {
    let bytes = key.bytes
    return payload.enumerated().map { $1 ^ bytes[(offset + $0) % 4] }
  }

  @Test func `the key's bytes are in the order of the wire`() {
    let key = MaskingKey(0x37, 0xfa, 0x21, 0x3d)
    #expect(key.rawValue == 0x37fa_213d)
    #expect(key.bytes == [0x37, 0xfa, 0x21, 0x3d])
    #expect(key == MaskingKey(rawValue: 0x37fa_213d))
    #expect((0..<9).map { key[$0] } == [0x37, 0xfa, 0x21, 0x3d, 0x37, 0xfa, 0x21, 0x3d, 0x37])
    #expect(key[.max] == 0x3d)
  }

  @Test(arguments: 0...70)
  func `masks like the naive loop, at every offset and alignment`(length: Int) {
    var generator = SeededGenerator(state: UInt64(length))
    let key = generator.maskingKey()
    let source = generator.bytes(length + 8)
    for start in 0..<8 {
      let payload = Array(source[start..<start + length])
      for offset in 0..<8 {
        var output: [UInt8] = []
        key.apply(to: source.span.extracting(start..<start + length), at: UInt64(offset), into: &output)
        #expect(output == naive(payload, key, at: offset))
      }
    }
  }

  @Test func `masks a mebibyte, and masking again gives the payload back`() {
    var generator = SeededGenerator(state: 1)
    let key = generator.maskingKey()
    let payload = generator.bytes(1 << 20)
    var masked: [UInt8] = []
    key.apply(to: payload.span, at: 0, into: &masked)
    #expect(masked == naive(payload, key, at: 0))
    var unmasked: [UInt8] = []
    key.apply(to: masked.span, at: 0, into: &unmasked)
    #expect(unmasked == payload)
  }

  @Test(arguments: 0..<20)
  func `a payload masked in pieces is masked as a whole`(seed: UInt64) {
    var generator = SeededGenerator(state: seed)
    let key = generator.maskingKey()
    let payload = generator.bytes(500)
    var masked: [UInt8] = []
    var offset: UInt64 = 0
    for piece in generator.cut(payload, longest: 33) {
      var output: [UInt8] = []
      key.apply(to: piece.span, at: offset, into: &output)
      masked += output
      offset += UInt64(piece.count)
    }
    #expect(masked == naive(payload, key, at: 0))
  }

  @Test func `a longer buffer is used again and keeps what lies behind`() {
    var buffer: [UInt8] = [9, 9, 9, 9, 9]
    MaskingKey(1, 2, 3, 4).apply(to: [UInt8]([0, 0, 0]).span, at: 2, into: &buffer)
    #expect(buffer == [3, 4, 1, 9, 9])
  }
}
