/// The characters of a payload that is shown as text, one after the other.
struct PayloadCharacters {
  private var stretches: ArraySlice<(bytes: ArraySlice<UInt8>, isKnown: Bool)>
  private var parser = Unicode.UTF8.ForwardParser()
  private var source = ArraySlice<UInt8>().makeIterator()
  private var unknown = 0
  /// More unknown bytes than these, one after the other, are one piece.
  static let fewUnknown = 4

  init(_ payload: PartlyKnownBytes) {
    stretches = payload.stretches[...]
  }

  /// The next character and how many bytes it takes: U+FFFD for bytes that are none, `nil` for unknown ones.
  mutating func next() -> (scalar: Unicode.Scalar?, length: Int)? {
    while true {
      if unknown > 0 {
        unknown -= 1
        return (nil, 1)
      }
      switch parser.parseScalar(from: &source) {
      case .valid(let encoded): return (Unicode.UTF8.decode(encoded), encoded.count)
      case .error(let length): return ("\u{fffd}", length)
      case .emptyInput:
        guard let (bytes, isKnown) = stretches.popFirst() else { return nil }
        if isKnown {
          // What is begun before unknown bytes does not end behind them.
          parser = Unicode.UTF8.ForwardParser()
          source = bytes.makeIterator()
        } else if bytes.count > Self.fewUnknown {
          return (nil, bytes.count)
        } else {
          unknown = bytes.count
        }
      }
    }
  }
}
