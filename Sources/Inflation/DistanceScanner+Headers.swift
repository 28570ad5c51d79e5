extension DistanceScanner {
  /// The codes of a dynamic block, and what is known of them while its header is read (RFC 1951 section 3.2.7).
  struct DynamicBlock {
    var literals = PrefixCode.literalsAndLengths()
    var distances = PrefixCode.distances()
    var codeLengths = PrefixCode.codeLengths()
    var literalCount = 0
    var distanceCount = 0
    var codeLengthCount = 0
    /// The lengths of all codes, those of the distances after those of the literals.
    var lengths = [UInt8](repeating: 0, count: 320)

    static let mostLiterals = 286
    static let mostDistances = 30
    static let endOfBlock = 256

    /// Builds both codes; false where they are no codes.
    mutating func buildCodes() -> Bool {
      guard lengths[Self.endOfBlock] != 0 else { return false }
      let lengths = lengths
      return literals.build(lengths.span.extracting(0..<literalCount))
        && distances.build(lengths.span.extracting(literalCount..<literalCount + distanceCount))
    }
  }

  /// Reads the next field of a block's header, and moves to the state after it; false while its bits are not there.
  mutating func readHeaderField() -> Bool {
    switch state {
    case .blockHeader: return readBlockHeader()
    case .storedLengths: return readStoredLengths()
    case .codeCounts: return readCodeCounts()
    case .codeLengthLengths(let next): return readCodeLengthLength(next)
    case .codeLengths(let next): return readCodeLength(next)
    case .stored, .symbols, .stopped: preconditionFailure("no header is being read")
    }
  }

  private mutating func readBlockHeader() -> Bool {
    guard let header = reader.take(3) else { return false }
    isFinalBlock = header & 1 == 1
    switch header >> 1 {
    case 0:
      reader.alignToByte()
      state = .storedLengths
    case 1:
      usesFixedCodes = true
      state = .symbols
    case 2:
      usesFixedCodes = false
      state = .codeCounts
    default:
      state = .stopped
    }
    return true
  }

  private mutating func readStoredLengths() -> Bool {
    guard let lengths = reader.take(32) else { return false }
    let length = lengths & 0xFFFF
    state = length == lengths >> 16 ^ 0xFFFF ? .stored(remaining: length) : .stopped
    return true
  }

  private mutating func readCodeCounts() -> Bool {
    guard let counts = reader.take(14) else { return false }
    block.literalCount = counts & 31 + 257
    block.distanceCount = counts >> 5 & 31 + 1
    block.codeLengthCount = counts >> 10 + 4
    let isValid =
      block.literalCount <= DynamicBlock.mostLiterals && block.distanceCount <= DynamicBlock.mostDistances
    for index in 0..<19 { block.lengths[index] = 0 }
    state = isValid ? .codeLengthLengths(next: 0) : .stopped
    return true
  }

  private mutating func readCodeLengthLength(_ next: Int) -> Bool {
    guard let length = reader.take(3) else { return false }
    block.lengths[PrefixCode.codeLengthOrder[next]] = UInt8(length)
    if next + 1 < block.codeLengthCount {
      state = .codeLengthLengths(next: next + 1)
    } else {
      let lengths = block.lengths
      state = block.codeLengths.build(lengths.span.extracting(0..<19)) ? .codeLengths(next: 0) : .stopped
    }
    return true
  }

  /// Reads one code length or one repeat, with its extra bits as a whole: 14 bits at most.
  private mutating func readCodeLength(_ next: Int) -> Bool {
    let entry = block.codeLengths.table[Int(reader.bits & block.codeLengths.mask)]
    guard entry.codeLength > 0 else {
      if reader.count < 7 { return false }
      state = .stopped
      return true
    }
    let (extraBits, leastTimes) =
      switch entry.value {
      case 16: (2, 3)
      case 17: (3, 3)
      case 18: (7, 11)
      default: (0, 1)
      }
    guard reader.count >= entry.codeLength + extraBits else { return false }
    reader.drop(entry.codeLength)
    let times = leastTimes + (reader.take(extraBits) ?? 0)
    let end = next + times
    let total = block.literalCount + block.distanceCount
    guard end <= total, entry.value != 16 || next > 0 else {
      state = .stopped
      return true
    }
    let length =
      switch entry.value {
      case 16: block.lengths[next - 1]
      case 17, 18: 0 as UInt8
      default: UInt8(entry.value)
      }
    for index in next..<end { block.lengths[index] = length }
    if end < total {
      state = .codeLengths(next: end)
    } else {
      state = block.buildCodes() ? .symbols : .stopped
    }
    return true
  }
}
