/// The characters at the end of a dump's line that repeat its bytes as text; compared with them, never read.
struct TextColumn {
  private let text: [UInt8]
  private let range: Range<Int>

  /// Where the column begins at the earliest: a blank before it may be its first character.
  private let earliest: Int

  /// The column between two indices of the text.
  init(_ text: [UInt8], from start: Int, to end: Int) {
    self.text = text
    var end = end
    var earliest = start
    while earliest > 0, text[earliest - 1] == .space { earliest -= 1 }
    while end > start, text[end - 1] == .carriageReturn { end -= 1 }
    range = start..<end
    self.earliest = earliest
  }

  /// Its length in bytes.
  var count: Int { range.count }

  /// Whether this is how a dump shows `bytes`: dots for what is not visible, perhaps with `|` or `>` and `<` around.
  func shows(_ bytes: ArraySlice<UInt8>) -> Bool {
    let blanks = bytes.prefix { $0 == .space }.count
    if matches(bytes, in: max(earliest, range.lowerBound - blanks)..<range.upperBound) { return true }
    guard let open = text[range].first, let mark = Self.closing[open],
      let close = text[range].lastIndex(of: mark), close > range.lowerBound
    else { return false }
    return matches(bytes, in: range.lowerBound + 1..<close)
  }

  /// The marks that some tools set around the column.
  private static let closing: [UInt8: UInt8] = [.bar: .bar, UInt8(ascii: ">"): UInt8(ascii: "<")]

  /// Whether the column ends with how a dump shows `bytes` when each group of `size` is turned around.
  ///
  /// Up to `size - 1` characters may follow: `xxd -e` sets an incomplete last group apart from the others.
  func shows(_ bytes: ArraySlice<UInt8>, reversedInGroupsOf size: Int) -> Bool {
    var turned: [UInt8] = []
    for start in stride(from: bytes.startIndex, to: bytes.endIndex, by: size) {
      turned.append(contentsOf: bytes[start..<min(start + size, bytes.endIndex)].reversed())
    }
    for extra in 0..<min(size, 16) where range.upperBound - earliest >= turned.count + extra {
      let start = range.upperBound - turned.count - extra
      if matches(turned[...], in: start..<range.upperBound - extra) { return true }
    }
    return false
  }

  /// Whether the characters in `range` are those of the bytes, in one piece or with a blank between the halves of 16.
  private func matches(_ bytes: ArraySlice<UInt8>, in range: Range<Int>) -> Bool {
    matches(bytes, in: range, half: nil) || (bytes.count > 8 && matches(bytes, in: range, half: 8))
  }

  private func matches(_ bytes: ArraySlice<UInt8>, in range: Range<Int>, half: Int?) -> Bool {
    var index = range.lowerBound
    for (number, byte) in zip(0..., bytes) {
      if number == half, index < range.upperBound {
        guard text[index] == .space else { return false }
        index += 1
      }
      guard index < range.upperBound else {
        // Blanks at a line's end are easily lost in copying.
        if byte == .space { continue }
        return false
      }
      if text[index] == byte || (!byte.isGraphic && text[index] == .dot) {
        index += 1
      } else if !byte.isGraphic, text[index] == 0xC2, index + 1 < range.upperBound, text[index + 1] == 0xB7 {
        index += 2  // U+00B7, Wireshark's dot
      } else {
        return false
      }
    }
    return text[index..<range.upperBound].allSatisfy(\.isBlank)
  }
}
