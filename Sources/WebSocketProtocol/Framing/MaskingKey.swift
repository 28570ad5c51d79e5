/// The four bytes a client's payload is combined with (RFC 6455 section 5.3).
public struct MaskingKey: Hashable, Sendable {
  /// The key's bytes in the order of the wire, the first one in the highest bits.
  public let rawValue: UInt32

  /// - Parameter rawValue: the key's bytes, the first one in the highest bits.
  public init(rawValue: UInt32) {
    self.rawValue = rawValue
  }

  /// The key's four bytes in the order of the wire.
  public init(_ first: UInt8, _ second: UInt8, _ third: UInt8, _ fourth: UInt8) {
    rawValue = UInt32(first) << 24 | UInt32(second) << 16 | UInt32(third) << 8 | UInt32(fourth)
  }

  /// The key's byte for a place in the payload: byte *i* of the payload goes with byte *i* mod 4 of the key.
  public subscript(offset: UInt64) -> UInt8 {
    UInt8(truncatingIfNeeded: rawValue >> (24 - 8 * UInt32(offset & 3)))
  }

  /// The four bytes in the order of the wire.
  public var bytes: [UInt8] { (0..<4).map { self[$0] } }

  /// The key with which the same mask goes on at a place further on: byte `count` of the mask becomes the first.
  @inline(__always)
  public func turned(by count: Int) -> MaskingKey {
    let turn = 8 * UInt32(truncatingIfNeeded: count & 3)
    return MaskingKey(rawValue: rawValue << turn | rawValue >> (32 - turn))
  }

  /// True where a whole payload is ASCII once it is unmasked, which can be told without unmasking it.
  public func unmasksToASCII(_ payload: Span<UInt8>) -> Bool {
    let word = (UInt64(rawValue) << 32 | UInt64(rawValue)).bigEndian
    let source = unsafe payload.bytes
    // The high bits of all bytes so far: a bit that is set stays set.
    var high: UInt64 = 0
    var index = 0
    while payload.count - index >= 8 {
      high |= (unsafe source.unsafeLoadUnaligned(fromByteOffset: index, as: UInt64.self)) ^ word
      index += 8
    }
    while index < payload.count {
      high |= UInt64(payload[index] ^ self[UInt64(truncatingIfNeeded: index)])
      index += 1
    }
    return high & 0x8080_8080_8080_8080 == 0
  }

  /// Copies `payload` to `output`, unmasked; masking is the same operation.
  ///
  /// Eight bytes a turn, so that it runs as fast as memory allows.
  ///
  /// - Parameters:
  ///   - payload: some bytes of one frame's payload.
  ///   - offset: where in the frame's payload they begin; the key starts over with every frame.
  ///   - output: its first bytes become the result; it grows where it is shorter than `payload`, and keeps what lies
  ///     behind where it is longer.
  public func apply(to payload: Span<UInt8>, at offset: UInt64, into output: inout [UInt8]) {
    let count = payload.count
    if output.count < count {
      output.append(contentsOf: repeatElement(0, count: count - output.count))
    }
    let turn = 8 * UInt32(offset & 3)
    let rotated = rawValue << turn | rawValue >> (32 - turn)
    let word = UInt64(rotated) << 32 | UInt64(rotated)
    let wire = word.bigEndian
    var target = output.mutableSpan
    var targetBytes = unsafe target.mutableBytes
    let source = unsafe payload.bytes
    var index = 0
    while count - index >= 8 {
      let masked = unsafe source.unsafeLoadUnaligned(fromByteOffset: index, as: UInt64.self)
      targetBytes.storeBytes(of: masked ^ wire, toByteOffset: index, as: UInt64.self)
      index += 8
    }
    if count - index >= 4 {
      let masked = unsafe source.unsafeLoadUnaligned(fromByteOffset: index, as: UInt32.self)
      targetBytes.storeBytes(of: masked ^ rotated.bigEndian, toByteOffset: index, as: UInt32.self)
      index += 4
    }
    while index < count {
      let masked = unsafe source.unsafeLoadUnaligned(fromByteOffset: index, as: UInt8.self)
      let key = UInt8(truncatingIfNeeded: rotated >> (24 - 8 * UInt32(index & 3)))
      targetBytes.storeBytes(of: masked ^ key, toByteOffset: index, as: UInt8.self)
      index += 1
    }
  }
}
