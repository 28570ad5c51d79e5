/// Reads rows of bytes and their text without offsets, as `ngrep -x` writes them below its headings.
///
/// All rows of a packet but the last have 16 bytes; nothing else can tell a lost row.
enum NgrepParser {
  /// Reads all rows; throws at the first line that is neither a row nor a heading of ngrep.
  static func parse(_ text: [UInt8]) throws(ReadingFault) -> Reading {
    try DumpParser.parse(text, style: .rows)
  }

  /// Whether the first line that is not a heading is a row whose text column is that of its bytes.
  static func recognises(_ text: [UInt8]) -> Bool {
    DumpBeginning(of: text)?.style == .rows
  }
}
