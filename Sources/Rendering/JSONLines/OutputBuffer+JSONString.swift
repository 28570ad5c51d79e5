extension OutputBuffer {
  /// Writes UTF-8 as a JSON string.
  ///
  /// Control and bidirectional-formatting characters are escaped, so that a terminal that shows the line obeys none.
  mutating func write(json text: String.UTF8View) {
    let isWritten: Void? = unsafe text.withContiguousStorageIfAvailable { unsafe writeString($0) }
    guard isWritten == nil else { return }
    unsafe Array(text).withUnsafeBufferPointer { unsafe writeString($0) }
  }

  /// Writes UTF-8 as a JSON string, as ``write(json:)-(String.UTF8View)`` does.
  mutating func write(json text: ArraySlice<UInt8>) {
    unsafe text.withUnsafeBufferPointer { unsafe writeString($0) }
  }

  /// So much text is written at a time: each byte may take six.
  private static var pieceLength: Int { 4096 }

  private mutating func writeString(_ text: UnsafeBufferPointer<UInt8>) {
    write(byte: UInt8(ascii: "\""))
    let text = unsafe Span(_unsafeElements: text)
    var position = 0
    while position < text.count {
      let end = min(position + Self.pieceLength, text.count)
      // A character may reach a little beyond the piece.
      unsafe append(room: 6 * (end - position) + 18) { target in
        var writer = unsafe JSONStringWriter(target)
        writer.write(text, from: &position, to: end)
        return writer.count
      }
    }
    write(byte: UInt8(ascii: "\""))
  }
}

/// Writes the inside of a JSON string to a place that has room for six bytes for each of the text, and for 18 more.
@safe private struct JSONStringWriter {
  private let target: UnsafeMutablePointer<UInt8>
  private(set) var count = 0

  init(_ target: UnsafeMutablePointer<UInt8>) {
    unsafe self.target = target
  }

  /// Writes text from a position on, which moves to `end` or a little behind it.
  mutating func write(_ text: Span<UInt8>, from position: inout Int, to end: Int) {
    let source = unsafe text.bytes
    while position < end {
      // Eight characters at once, as far as they are plain: nearly all text is made of such. What is JSON itself has
      // a quotation mark every few characters.
      while end - position >= 8 {
        let word = unsafe source.unsafeLoadUnaligned(fromByteOffset: position, as: UInt64.self)
        unsafe UnsafeMutableRawPointer(target + count).storeBytes(of: word, as: UInt64.self)
        let plain = Self.plainCharacters(word.littleEndian)
        count += plain
        position += plain
        if plain == 8 { continue }
        let byte = text[position]
        guard byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "\\") else { break }
        escape(as: byte)
        position += 1
      }
      guard position < end else { return }
      writeCharacter(text, &position)
      // Letters beyond ASCII come in rows.
      while position < end, text[position] >= 0x80 { writeCharacter(text, &position) }
    }
  }

  /// How many of eight characters, the first of which is the lowest, are printable ASCII without quotation mark and
  /// backslash, up to the first that is not.
  @inline(__always)
  private static func plainCharacters(_ word: UInt64) -> Int {
    let ones: UInt64 = 0x0101_0101_0101_0101
    let highs: UInt64 = 0x8080_8080_8080_8080
    func hasZero(_ word: UInt64) -> UInt64 { (word &- ones) & ~word & highs }
    let control = (word &- ones &* 0x20) & ~word & highs
    let marks = hasZero(word ^ ones &* 0x22) | hasZero(word ^ ones &* 0x5c) | hasZero(word ^ ones &* 0x7f)
    // Above the first that is none, a borrow may make others look so; zero has 64 trailing zeros.
    return ((word & highs) | control | marks).trailingZeroBitCount / 8
  }

  @inline(__always)
  private mutating func append(_ byte: UInt8) {
    unsafe target[count] = byte
    count += 1
  }

  private mutating func writeCharacter(_ text: Span<UInt8>, _ position: inout Int) {
    let byte = text[position]
    position += 1
    switch byte {
    case UInt8(ascii: "\""), UInt8(ascii: "\\"): escape(as: byte)
    case UInt8(ascii: "\n"): escape(as: UInt8(ascii: "n"))
    case UInt8(ascii: "\r"): escape(as: UInt8(ascii: "r"))
    case UInt8(ascii: "\t"): escape(as: UInt8(ascii: "t"))
    case 0x00...0x1f, 0x7f: escape(UInt16(byte))
    case 0xc2: writeC1(text, &position)
    case 0xd8 where position < text.count && text[position] == 0x9c:
      // U+061C, the Arabic letter mark.
      escape(0x061c)
      position += 1
    case 0xe2: writeFormatting(text, &position)
    default: append(byte)
    }
  }

  @inline(__always)
  private mutating func escape(as letter: UInt8) {
    append(UInt8(ascii: "\\"))
    append(letter)
  }

  private mutating func escape(_ unit: UInt16) {
    escape(as: UInt8(ascii: "u"))
    for shift in stride(from: 12, through: 0, by: -4) {
      let digit = UInt8(truncatingIfNeeded: unit >> UInt16(shift)) & 15
      append(digit < 10 ? digit + UInt8(ascii: "0") : digit + UInt8(ascii: "a") - 10)
    }
  }

  /// U+0080 to U+009F, the control characters of two bytes.
  private mutating func writeC1(_ text: Span<UInt8>, _ position: inout Int) {
    guard position < text.count, (0x80...0x9f).contains(text[position]) else {
      append(0xc2)
      return
    }
    escape(UInt16(text[position]))
    position += 1
  }

  /// U+200E, U+200F, U+2028 to U+202E and U+2066 to U+2069, which turn text around or break lines.
  private mutating func writeFormatting(_ text: Span<UInt8>, _ position: inout Int) {
    guard text.count - position >= 2, text[position] == 0x80 || text[position] == 0x81 else {
      append(0xe2)
      return
    }
    let unit = 0x2000 | UInt16(text[position] & 0x3f) << 6 | UInt16(text[position + 1] & 0x3f)
    switch unit {
    case 0x200e, 0x200f, 0x2028...0x202e, 0x2066...0x2069:
      escape(unit)
      position += 2
    default:
      append(0xe2)
    }
  }
}
