/// SHA-1 (FIPS 180-4) as programs build it, right or for another machine: what differs are byte orders and one rotation.
struct SHA1Build: Hashable, Sendable {
  /// The message schedule is rotated by one bit; SHA-0, the first draft of the hash, did not do it.
  var rotatesSchedule = true
  /// Message words are read with the least significant byte first.
  var readsLittleEndian = false
  /// The length behind the message has its least significant byte first.
  var lengthIsLittleEndian = false
  /// The words of the digest are written with the least significant byte first.
  var writesLittleEndian = false

  /// The digest of a message, 20 bytes.
  func digest(_ message: [UInt8]) -> [UInt8] {
    var state: [UInt32] = [0x6745_2301, 0xefcd_ab89, 0x98ba_dcfe, 0x1032_5476, 0xc3d2_e1f0]
    let padded = padded(message)
    for start in stride(from: 0, to: padded.count, by: 64) { compress(padded[start..<start + 64], into: &state) }
    return state.flatMap { Self.bytes($0, isLittleEndian: writesLittleEndian) }
  }

  private func padded(_ message: [UInt8]) -> [UInt8] {
    let zeros = (119 - message.count % 64) % 64
    let bits = UInt64(message.count) * 8
    let length = [UInt32(truncatingIfNeeded: bits >> 32), UInt32(truncatingIfNeeded: bits)]
    let ordered = lengthIsLittleEndian ? length.reversed() : length
    return message + [0x80] + [UInt8](repeating: 0, count: zeros)
      + ordered.flatMap { Self.bytes($0, isLittleEndian: lengthIsLittleEndian) }
  }

  private func compress(_ block: ArraySlice<UInt8>, into state: inout [UInt32]) {
    var words = stride(from: block.startIndex, to: block.endIndex, by: 4).map { start in
      let word = block[start..<start + 4].reduce(UInt32(0)) { $0 << 8 | UInt32($1) }
      return readsLittleEndian ? word.byteSwapped : word
    }
    for round in 16..<80 {
      let word = words[round - 3] ^ words[round - 8] ^ words[round - 14] ^ words[round - 16]
      words.append(rotatesSchedule ? Self.rotated(word, by: 1) : word)
    }
    var (a, b, c, d, e) = (state[0], state[1], state[2], state[3], state[4])
    for round in 0..<80 {
      let mixed: UInt32
      switch round {
      case 0..<20: mixed = (b & c | ~b & d) &+ 0x5a82_7999
      case 20..<40: mixed = (b ^ c ^ d) &+ 0x6ed9_eba1
      case 40..<60: mixed = (b & c | b & d | c & d) &+ 0x8f1b_bcdc
      default: mixed = (b ^ c ^ d) &+ 0xca62_c1d6
      }
      let next = Self.rotated(a, by: 5) &+ mixed &+ e &+ words[round]
      (a, b, c, d, e) = (next, a, Self.rotated(b, by: 30), c, d)
    }
    for (index, word) in [a, b, c, d, e].enumerated() { state[index] &+= word }
  }

  private static func rotated(_ word: UInt32, by count: UInt32) -> UInt32 { word << count | word >> (32 - count) }

  private static func bytes(_ word: UInt32, isLittleEndian: Bool) -> [UInt8] {
    let order: [UInt32] = isLittleEndian ? [0, 8, 16, 24] : [24, 16, 8, 0]
    return order.map { UInt8(truncatingIfNeeded: word >> $0) }
  }
}
