/// Reads dumps with blanks behind the offset: `hexdump`, `od -t x1`, `od -x`, Wireshark, `tshark -x`, and hexyl's boxes.
///
/// Words of two bytes are read where the width of the offset says that plain `hexdump` or `od -x` wrote them; any other
/// groups of two or more bytes are refused unless a text column proves their byte order.
enum HexdumpParser {
  /// Reads the whole dump; throws at the first line that is not one of a dump or whose offset does not fit.
  static func parse(_ text: [UInt8]) throws(ReadingFault) -> Reading {
    try DumpParser.parse(text, style: .blanks)
  }

  /// Whether the first line of a dump in this text has blanks behind its offset.
  static func recognises(_ text: [UInt8]) -> Bool {
    DumpBeginning(of: text)?.style == .blanks
  }
}
