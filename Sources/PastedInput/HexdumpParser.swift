/// Reads dumps with blanks behind the offset: `hexdump -C`, `od -t x1`, Wireshark, `tshark -x`, and hexyl's boxes.
///
/// Words of two or more bytes (plain `hexdump`, `od -x`) are refused unless a text column proves their byte order.
enum HexdumpParser {
  /// Reads the whole dump; throws at the first line that is not one of a dump or whose offset does not fit.
  static func parse(_ text: [UInt8]) throws(ReadingFault) -> Reading {
    try DumpParser.parse(text, style: .blanks)
  }

  /// Whether the first line that is not blank is one of a dump and cannot as well be plain hexadecimal digits.
  ///
  /// Two or more blanks behind the offset tell it apart, or a box around it, or an offset of six or more zeros with more
  /// lines to follow, as `od` writes it.
  static func recognises(_ text: [UInt8]) -> Bool {
    var cursor = TextCursor(text, in: text.trimmedRange)
    if cursor.isAtBox { return true }
    guard let offset = DumpOffset(from: &cursor) else { return false }
    let gap = cursor.skip(while: \.isBlank)
    guard gap > 0, cursor.current?.isHexDigit == true || cursor.current == .bar else { return false }
    if gap > 1 { return true }
    return offset.value == 0 && offset.width >= 6 && cursor.text[cursor.position..<cursor.end].contains(.lineFeed)
  }
}
