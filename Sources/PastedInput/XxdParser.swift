/// Reads dumps with a colon behind the offset: `xxd` (all but `-e`), `curl --trace`, `tcpflow -D`, `tcpdump -X`.
enum XxdParser {
  /// Reads the whole dump; throws at the first line that is not one of a dump or whose offset does not fit.
  static func parse(_ text: [UInt8]) throws(ReadingFault) -> Reading {
    try DumpParser.parse(text, style: .colon)
  }

  /// Whether the first line of a dump in this text has a colon behind its offset.
  static func recognises(_ text: [UInt8]) -> Bool {
    DumpBeginning(of: text)?.style == .colon
  }
}
