extension PrefixCode {
  /// The literal/length alphabet: 256 literals, the end of a block, 29 lengths, and two that never occur.
  static func literalsAndLengths() -> PrefixCode {
    PrefixCode(alphabet: literalLengthAlphabet, mostTableBits: 10, completeness: .requiredUnlessSingle)
  }

  /// The distance alphabet: 30 distances, and two that never occur.
  static func distances() -> PrefixCode {
    PrefixCode(alphabet: distanceAlphabet, mostTableBits: 9, completeness: .requiredUnlessSingle)
  }

  /// The alphabet in which a dynamic block writes the lengths of its codes.
  static func codeLengths() -> PrefixCode {
    PrefixCode(alphabet: (0..<19).map { Entry(.value, value: $0) }, mostTableBits: 7, completeness: .required)
  }

  /// The codes that blocks of type 1 use (RFC 1951 section 3.2.6).
  static let fixed: (literals: PrefixCode, distances: PrefixCode) = {
    let lengths =
      Array(repeating: 8, count: 144) + Array(repeating: 9, count: 112) + Array(repeating: 7, count: 24)
      + Array(repeating: 8 as UInt8, count: 8)
    var literals = Self.literalsAndLengths()
    var distances = Self.distances()
    let areComplete = literals.build(lengths.span) && distances.build([UInt8](repeating: 5, count: 32).span)
    precondition(areComplete, "the fixed codes are complete")
    return (literals, distances)
  }()

  /// The order in which a dynamic block lists the lengths of the code length code (RFC 1951 section 3.2.7).
  static let codeLengthOrder = [16, 17, 18, 0, 8, 7, 9, 6, 10, 5, 11, 4, 12, 3, 13, 2, 14, 1, 15]

  private static let literalLengthAlphabet: [Entry] = {
    var entries = (0..<256).map { Entry(.literal, value: $0) }
    entries.append(Entry(.endOfBlock))
    for symbol in 0..<28 {
      let extraBits = max(symbol / 4 - 1, 0)
      let base = symbol < 8 ? symbol + 3 : (4 + symbol % 4) << extraBits + 3
      entries.append(Entry(.value, value: base, extraBits: extraBits))
    }
    return entries + [Entry(.value, value: 258), Entry(.invalid), Entry(.invalid)]
  }()

  private static let distanceAlphabet: [Entry] = {
    let entries = (0..<30).map { symbol in
      let extraBits = max(symbol / 2 - 1, 0)
      let base = symbol < 4 ? symbol + 1 : (2 + symbol % 2) << extraBits + 1
      return Entry(.value, value: base, extraBits: extraBits)
    }
    return entries + [Entry(.invalid), Entry(.invalid)]
  }()
}
