/// Checks text piece by piece against UTF-8 as RFC 3629 defines it, and knows where the first bad byte is.
///
/// Overlong forms, surrogates and code points above U+10FFFF are refused at the first byte that makes them so, which
/// is what lets a receiver fail early (RFC 6455 section 8.1). Code points may be cut anywhere between two pieces.
public struct UTF8Validator: Hashable, Sendable {
  /// The offset of the first bad byte in the whole text; `nil` while all is well.
  public private(set) var firstBadOffset: UInt64?
  /// How many bytes have been taken.
  public private(set) var count: UInt64 = 0

  /// Which states the automaton can be in: a state is the place, in bits, of its transitions in a table row.
  private var state: UInt64 = Self.between

  /// A validator at the beginning of a text.
  public init() {}

  /// True where a whole text is UTF-8.
  public static func isValid(_ text: Span<UInt8>) -> Bool {
    if skipASCII(text, from: 0) == text.count { return true }
    var validator = UTF8Validator()
    validator.take(text)
    return validator.firstBadOffset == nil && validator.isAtBoundary
  }

  /// True where the text does not stop inside a code point.
  ///
  /// Behind unknown bytes it is taken not to.
  public var isAtBoundary: Bool { state == Self.between || state == Self.afterUnknown }

  /// Takes the next bytes. Nothing more is looked at after the first bad byte.
  public mutating func take(_ bytes: Span<UInt8>) {
    defer { count &+= UInt64(bytes.count) }
    guard firstBadOffset == nil else { return }
    var index = 0
    // Nearly all text is ASCII, of which eight bytes are looked at together.
    if state == Self.between { index = Self.skipASCII(bytes, from: 0) }
    guard index < bytes.count else { return }
    // A local reference: the shared table would be looked up for every byte.
    let table = Self.table
    let source = unsafe bytes.bytes
    var state = self.state
    while bytes.count - index >= 8 {
      let word = unsafe source.unsafeLoadUnaligned(fromByteOffset: index, as: UInt64.self)
      if word & Self.highBits == 0, state == Self.between {
        index = Self.skipASCII(bytes, from: index)
        continue
      }
      let before = state
      // The low byte first, whatever the machine's byte order.
      var rest = word.littleEndian
      for _ in 0..<8 {
        state = table[Int(UInt8(truncatingIfNeeded: rest))] &>> state
        rest &>>= 8
      }
      if state & 63 == Self.refused {
        locate(bytes, from: index, state: before)
        return
      }
      state &= 63
      index += 8
    }
    while index < bytes.count {
      state = (table[Int(bytes[index])] &>> state) & 63
      if state == Self.refused {
        firstBadOffset = count &+ UInt64(index)
        self.state = state
        return
      }
      index += 1
    }
    self.state = state
  }

  /// Takes note of bytes that are not known.
  ///
  /// They may have ended the code point before them, and begun the one behind: neither is refused.
  public mutating func takeUnknown(count: UInt64) {
    guard count > 0 else { return }
    self.count &+= count
    if firstBadOffset == nil { state = Self.afterUnknown }
  }

  private static let highBits: UInt64 = 0x8080_8080_8080_8080

  /// The index of the first byte, from `start` on, that may not be ASCII.
  @inline(__always)
  private static func skipASCII(_ bytes: Span<UInt8>, from start: Int) -> Int {
    let source = unsafe bytes.bytes
    var index = start
    while bytes.count - index >= 8 {
      let word = unsafe source.unsafeLoadUnaligned(fromByteOffset: index, as: UInt64.self)
      guard word & highBits == 0 else { return index }
      index += 8
    }
    while index < bytes.count, bytes[index] < 0x80 { index += 1 }
    return index
  }

  /// Goes again, byte by byte, through a stretch that holds a bad byte.
  private mutating func locate(_ bytes: Span<UInt8>, from start: Int, state before: UInt64) {
    state = before
    for index in start..<bytes.count {
      state = (Self.table[Int(bytes[index])] &>> state) & 63
      if state == Self.refused {
        firstBadOffset = count &+ UInt64(index)
        return
      }
    }
  }
}

// MARK: - The automaton

/// Ten states of six bits each fit one 64-bit word, so one table row holds a byte's transitions from every state, and
/// a step is a load and a shift. A row has, at the bit place of each state, the bit place of the state that follows.
extension UTF8Validator {
  private static let refused: UInt64 = 0
  /// Between two code points.
  private static let between: UInt64 = 6
  /// One, two or three continuation bytes `80`–`BF` are to come.
  private static let oneMore: UInt64 = 12
  private static let twoMore: UInt64 = 18
  private static let threeMore: UInt64 = 24
  /// After `E0`: `A0`–`BF`, or the form would be overlong.
  private static let afterE0: UInt64 = 30
  /// After `ED`: `80`–`9F`, or it would be a surrogate.
  private static let afterED: UInt64 = 36
  /// After `F0`: `90`–`BF`, or the form would be overlong.
  private static let afterF0: UInt64 = 42
  /// After `F4`: `80`–`8F`, or it would exceed U+10FFFF.
  private static let afterF4: UInt64 = 48
  /// After unknown bytes: any number of continuation bytes, or as between two code points.
  private static let afterUnknown: UInt64 = 54

  private static let table: [UInt64] = {
    var table = [UInt64](repeating: 0, count: 256)
    for byte in 0..<256 {
      let lead: UInt64 =
        switch byte {
        case 0x00...0x7f: between
        case 0xc2...0xdf: oneMore
        case 0xe0: afterE0
        case 0xe1...0xec, 0xee...0xef: twoMore
        case 0xed: afterED
        case 0xf0: afterF0
        case 0xf1...0xf3: threeMore
        case 0xf4: afterF4
        default: refused
        }
      var row = lead << between | lead << afterUnknown
      if (0x80...0xbf).contains(byte) {
        row |= afterUnknown << afterUnknown
        row |= between << oneMore | oneMore << twoMore | twoMore << threeMore
        row |= (byte >= 0xa0 ? oneMore : refused) << afterE0
        row |= (byte <= 0x9f ? oneMore : refused) << afterED
        row |= (byte >= 0x90 ? twoMore : refused) << afterF0
        row |= (byte <= 0x8f ? twoMore : refused) << afterF4
      }
      table[byte] = row
    }
    return table
  }()
}
