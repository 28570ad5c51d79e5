/// A canonical Huffman code of DEFLATE, ready to decode with (RFC 1951 section 3.2.2).
///
/// Codes of up to `mostTableBits` bits are found by one look into a table; the few that are longer are counted out.
struct PrefixCode {
  /// What a code stands for, and how many bits it has.
  struct Entry {
    /// Bits 0–3 the length of the code, 4–7 the number of extra bits, 8–9 the kind, 16–31 the value.
    let rawValue: UInt32

    enum Kind { case literal, value, endOfBlock, invalid }

    init(rawValue: UInt32) { self.rawValue = rawValue }

    init(_ kind: Kind, value: Int = 0, extraBits: Int = 0) {
      let number: UInt32 =
        switch kind {
        case .literal: 0
        case .value: 1
        case .endOfBlock: 2
        case .invalid: 3
        }
      rawValue = UInt32(value) << 16 | number << 8 | UInt32(extraBits) << 4
    }

    /// Zero where no code matches.
    var codeLength: Int { Int(rawValue & 15) }
    var extraBits: Int { Int(rawValue >> 4 & 15) }
    var value: Int { Int(rawValue >> 16) }
    var kind: Kind {
      switch rawValue >> 8 & 3 {
      case 0: .literal
      case 1: .value
      case 2: .endOfBlock
      default: .invalid
      }
    }

    func with(codeLength: Int) -> Entry { Entry(rawValue: rawValue | UInt32(codeLength)) }
  }

  static let longestCode = 15

  /// Codes that are not complete make sense only where they have one bit; for code lengths not even then.
  enum Completeness { case required, requiredUnlessSingle }

  /// What the low bits of the stream, as many as `mask` has, stand for; no code where they begin a longer one.
  private(set) var table: [Entry]
  private(set) var mask: UInt64 = 1
  private let mostTableBits: Int
  private let alphabet: [Entry]
  private let completeness: Completeness
  /// How many codes have each length, and their symbols in order of code.
  private var counts = [Int](repeating: 0, count: Self.longestCode + 1)
  private var symbols: [UInt16]

  init(alphabet: [Entry], mostTableBits: Int, completeness: Completeness) {
    self.alphabet = alphabet
    self.mostTableBits = mostTableBits
    self.completeness = completeness
    table = Array(repeating: Entry(rawValue: 0), count: 1 << mostTableBits)
    symbols = Array(repeating: 0, count: alphabet.count)
  }

  /// Builds the code from the length of each symbol's code (0: none); false where no code has these lengths.
  ///
  /// The same codes are refused as zlib refuses, so that both stop at the same place.
  mutating func build(_ lengths: Span<UInt8>) -> Bool {
    precondition(lengths.count <= alphabet.count)
    for length in counts.indices { counts[length] = 0 }
    for symbol in lengths.indices { counts[Int(lengths[symbol])] += 1 }
    let usedCodes = lengths.count - counts[0]
    counts[0] = 0
    var unused = 1
    for length in 1...Self.longestCode {
      unused = unused << 1 - counts[length]
      if unused < 0 { return false }
    }
    let isSingle = counts[1] == usedCodes
    let mayBeIncomplete = usedCodes == 0 || completeness == .requiredUnlessSingle && isSingle
    if unused > 0 && !mayBeIncomplete { return false }
    sortSymbols(lengths)
    fillTable()
    return true
  }

  /// Finds the code at the start of `bits` when the table does not have it: a long one, or none (code length 0).
  func findLongCode(_ bits: UInt64) -> Entry {
    var bits = bits
    var code = 0
    var first = 0
    var index = 0
    for length in 1...Self.longestCode {
      code = code << 1 | Int(bits & 1)
      bits >>= 1
      first <<= 1
      if code - first < counts[length] {
        return alphabet[Int(symbols[index + code - first])].with(codeLength: length)
      }
      index += counts[length]
      first += counts[length]
    }
    return Entry(rawValue: 0)
  }

  private mutating func sortSymbols(_ lengths: Span<UInt8>) {
    var next: [16 of Int] = .init(repeating: 0)
    for length in 1..<Self.longestCode { next[length + 1] = next[length] + counts[length] }
    for symbol in lengths.indices where lengths[symbol] != 0 {
      let length = Int(lengths[symbol])
      symbols[next[length]] = UInt16(symbol)
      next[length] += 1
    }
  }

  /// Fills the table for codes of one bit, then of two, and so on; each doubling repeats what is there.
  private mutating func fillTable() {
    let longest = counts.lastIndex { $0 > 0 } ?? 1
    let usedBits = max(1, min(longest, mostTableBits))
    mask = UInt64(1 << usedBits - 1)
    table[0] = Entry(rawValue: 0)
    // The stream has a code's first bit lowest, so codes are counted up with their bits in reverse.
    var reversed = 0
    var index = 0
    for length in 1...usedBits {
      let half = 1 << (length - 1)
      for place in 0..<half { table[half + place] = table[place] }
      for _ in 0..<counts[length] {
        table[reversed] = alphabet[Int(symbols[index])].with(codeLength: length)
        index += 1
        var bit = half
        while reversed & bit != 0 {
          reversed ^= bit
          bit >>= 1
        }
        reversed |= bit
      }
    }
  }
}
