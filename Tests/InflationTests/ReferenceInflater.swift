/// A second inflater, slow and simple, whose bytes may be unknown: the model that a partly unknown window is held to.
///
/// Nothing of it is shared with what is tested. Data that is not DEFLATE is a mistake of the test, and traps.
struct ReferenceInflater {
  /// All bytes so far, oldest first; nil stands for one that nobody knows.
  private(set) var window: [UInt8?]
  private var bytes: [UInt8] = []
  private var position = 0

  /// An inflater before whose first message lies a window of unknown bytes, or nothing.
  init(isUnknown: Bool) {
    window = [UInt8?](repeating: nil, count: isUnknown ? 32768 : 0)
  }

  /// The bytes of a message, from its payload without the tail.
  mutating func inflate(_ payload: [UInt8]) -> [UInt8?] {
    bytes = payload + [0x00, 0x00, 0xFF, 0xFF]
    position = 0
    let start = window.count
    while position < bytes.count * 8 {
      let isFinal = take(1) == 1
      switch take(2) {
      case 0: inflateStored()
      case 1: inflateSymbols(.fixedLiterals, .fixedDistances)
      default:
        let (literals, distances) = readCodes()
        inflateSymbols(literals, distances)
      }
      if isFinal { position = (position + 7) / 8 * 8 }
    }
    return Array(window[start...])
  }

  /// A canonical code, made from the lengths of its symbols' codes (RFC 1951 section 3.2.2).
  private struct Code {
    /// How many codes there are of each length.
    var counts = [Int](repeating: 0, count: 16)
    /// The symbols in the order of their codes.
    var symbols: [Int]

    init(_ lengths: [Int]) {
      symbols = lengths.indices.filter { lengths[$0] > 0 }.sorted { (lengths[$0], $0) < (lengths[$1], $1) }
      for symbol in symbols { counts[lengths[symbol]] += 1 }
    }

    static let fixedLiterals = Code(
      [Int](repeating: 8, count: 144) + [Int](repeating: 9, count: 112) + [Int](repeating: 7, count: 24)
        + [Int](repeating: 8, count: 8))
    static let fixedDistances = Code([Int](repeating: 5, count: 30))
  }

  private mutating func take(_ count: Int) -> Int {
    var value = 0
    for bit in 0..<count {
      value |= Int(bytes[position / 8] >> UInt8(position % 8) & 1) << bit
      position += 1
    }
    return value
  }

  /// The next symbol of a code.
  private mutating func symbol(_ code: Code) -> Int {
    var bits = 0
    var first = 0
    var index = 0
    for length in 1...15 {
      bits |= take(1)
      if bits - first < code.counts[length] { return code.symbols[index + bits - first] }
      index += code.counts[length]
      first = (first + code.counts[length]) << 1
      bits <<= 1
    }
    fatalError("no such code")
  }

  private mutating func inflateStored() {
    position = (position + 7) / 8 * 8
    let length = take(16)
    _ = take(16)
    for _ in 0..<length { window.append(UInt8(take(8))) }
  }

  private mutating func readCodes() -> (literals: Code, distances: Code) {
    let (literals, distances, count) = (take(5) + 257, take(5) + 1, take(4) + 4)
    var codeLengths = [Int](repeating: 0, count: 19)
    for index in [16, 17, 18, 0, 8, 7, 9, 6, 10, 5, 11, 4, 12, 3, 13, 2, 14, 1, 15].prefix(count) {
      codeLengths[index] = take(3)
    }
    let code = Code(codeLengths)
    var lengths: [Int] = []
    while lengths.count < literals + distances {
      switch symbol(code) {
      case 16: lengths += [Int](repeating: lengths.last ?? 0, count: 3 + take(2))
      case 17: lengths += [Int](repeating: 0, count: 3 + take(3))
      case 18: lengths += [Int](repeating: 0, count: 11 + take(7))
      case let length: lengths.append(length)
      }
    }
    return (Code(Array(lengths[..<literals])), Code(Array(lengths[literals...])))
  }

  private mutating func inflateSymbols(_ literals: Code, _ distances: Code) {
    while true {
      let symbol = symbol(literals)
      if symbol == 256 { return }
      guard symbol > 256 else {
        window.append(UInt8(symbol))
        continue
      }
      let length = Self.length(symbol - 257) + take(Self.lengthBits(symbol - 257))
      let code = self.symbol(distances)
      let distanceBits = max(code / 2 - 1, 0)
      let distance = (code < 4 ? code + 1 : (2 + code % 2) << distanceBits + 1) + take(distanceBits)
      for _ in 0..<length { window.append(window[window.count - distance]) }
    }
  }

  private static func lengthBits(_ code: Int) -> Int { code == 28 ? 0 : max(code / 4 - 1, 0) }

  private static func length(_ code: Int) -> Int {
    code == 28 ? 258 : code < 8 ? code + 3 : (4 + code % 4) << lengthBits(code) + 3
  }
}
