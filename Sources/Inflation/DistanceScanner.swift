/// Reads along with DEFLATE data and reports the first back-reference that reaches too far.
///
/// zlib checks a distance against the bytes that it happens to hold, not against the negotiated window. This reader
/// decodes lengths and distances without making any output, may be stopped and resumed at every byte, and gives up
/// silently where the data is invalid: saying so is zlib's part.
struct DistanceScanner {
  /// A back-reference that reaches too far.
  struct Violation: Equatable {
    /// In bytes, 1...32768.
    let distance: Int
    /// How many bytes of history there were in front of it, at most those of a message and 32768 of earlier ones.
    let available: UInt64
    /// How many bytes of the message come before it.
    let outputPosition: UInt64
    /// The last of its bits, counted from the start of the message.
    let bitPosition: UInt64

    /// Whether it reaches to before the first byte of all, whatever the size of the window.
    var isBeforeStart: Bool { UInt64(distance) > available }
  }

  enum State: Equatable {
    case blockHeader
    case storedLengths
    case stored(remaining: Int)
    case codeCounts
    case codeLengthLengths(next: Int)
    case codeLengths(next: Int)
    case symbols
    case stopped
  }

  let windowSize: Int
  var state = State.blockHeader
  var reader = BitReader()
  var isFinalBlock = false
  var usesFixedCodes = false
  var block = DynamicBlock()
  private var history: UInt64
  /// How many bytes the message has come to.
  private(set) var outputLength: UInt64 = 0

  /// A scanner of one message, before which the window holds `history` bytes.
  init(windowSize: Int, history: UInt64) {
    self.windowSize = windowSize
    self.history = history
  }

  /// Makes ready for the next message, before which the window holds `history` bytes.
  mutating func beginMessage(history: UInt64) {
    self.history = history
    state = .blockHeader
    reader = BitReader()
    outputLength = 0
  }

  /// Reads on; after a violation, and after invalid data, there is nothing more to be found in the message.
  mutating func scan(_ input: Span<UInt8>) -> Violation? {
    var offset = 0
    while true {
      reader.refill(from: input, at: &offset)
      switch state {
      case .stored(let remaining):
        let passed = reader.skip(remaining, of: input, at: &offset)
        outputLength &+= UInt64(passed)
        if passed < remaining {
          state = .stored(remaining: remaining - passed)
          return nil
        }
        endBlock()
      case .symbols:
        switch scanSymbols(input, &offset) {
        case .endOfBlock: endBlock()
        case .needsInput: return nil
        case .invalid: state = .stopped
        case .violation(let violation):
          state = .stopped
          return violation
        }
      case .stopped:
        return nil
      case .blockHeader, .storedLengths, .codeCounts, .codeLengthLengths, .codeLengths:
        guard readHeaderField() else { return nil }
      }
    }
  }

  private mutating func endBlock() {
    // A new stream begins at the byte after a final block (RFC 7692 section 7.2.3.4).
    if isFinalBlock { reader.alignToByte() }
    state = .blockHeader
  }

  private enum SymbolsEnd {
    case endOfBlock, needsInput, invalid
    case violation(Violation)
  }

  /// Reads literals and back-references, each as a whole: one takes 48 bits at most, and the reader holds up to 63.
  private mutating func scanSymbols(_ input: Span<UInt8>, _ offset: inout Int) -> SymbolsEnd {
    let literals = usesFixedCodes ? PrefixCode.fixed.literals : block.literals
    let distances = usesFixedCodes ? PrefixCode.fixed.distances : block.distances
    // In locals, the loop's state stays in registers.
    var reader = reader
    var length = outputLength
    defer {
      self.reader = reader
      outputLength = length
    }
    let literalTable = literals.table.span
    let distanceTable = distances.table.span
    let literalMask = literals.mask
    let distanceMask = distances.mask
    while true {
      if reader.count < 48 { reader.refill(from: input, at: &offset) }
      var symbol = literalTable[Int(truncatingIfNeeded: reader.bits & literalMask)]
      if symbol.codeLength == 0 {
        symbol = literals.findLongCode(reader.bits)
        if symbol.codeLength == 0 { return reader.count < PrefixCode.longestCode ? .needsInput : .invalid }
      }
      var used = symbol.codeLength
      guard used <= reader.count else { return .needsInput }
      switch symbol.kind {
      case .literal:
        reader.drop(used)
        length &+= 1
      case .value:
        let matchLength = symbol.value &+ extra(symbol, after: &used, in: reader.bits)
        let rest = reader.bits &>> UInt64(used)
        var reference = distanceTable[Int(truncatingIfNeeded: rest & distanceMask)]
        if reference.codeLength == 0 {
          reference = distances.findLongCode(rest)
          if reference.codeLength == 0 {
            return reader.count &- used < PrefixCode.longestCode ? .needsInput : .invalid
          }
        }
        used &+= reference.codeLength
        guard used <= reader.count else { return .needsInput }
        guard reference.kind == .value else { return .invalid }
        let distance = reference.value &+ extra(reference, after: &used, in: reader.bits)
        guard used <= reader.count else { return .needsInput }
        reader.drop(used)
        if distance > windowSize || UInt64(distance) > history &+ length {
          return .violation(
            Violation(
              distance: distance, available: history &+ length, outputPosition: length,
              bitPosition: reader.position &- 1))
        }
        length &+= UInt64(matchLength)
      case .endOfBlock:
        reader.drop(used)
        return .endOfBlock
      case .invalid:
        return .invalid
      }
    }
  }

  /// The number in an entry's extra bits, which come `used` bits on; they are added to `used`.
  @inline(__always)
  private func extra(_ entry: PrefixCode.Entry, after used: inout Int, in bits: UInt64) -> Int {
    let mask = (1 as UInt64 &<< UInt64(entry.extraBits)) &- 1
    let number = Int(truncatingIfNeeded: bits &>> UInt64(used) & mask)
    used &+= entry.extraBits
    return number
  }
}
