/// Reads dumps with a colon behind the offset: `xxd` (all but `-b` and `-e`), `curl --trace`, `tcpflow -D`, `tcpdump -X`.
enum XxdParser {
  /// Reads the whole dump; throws at the first line that is not one of a dump or whose offset does not fit.
  static func parse(_ text: [UInt8]) throws(ReadingFault) -> Reading {
    try DumpParser.parse(text, style: .colon)
  }

  /// Whether the first line that is not blank has an offset and a colon, and then a blank or nothing.
  static func recognises(_ text: [UInt8]) -> Bool {
    var cursor = TextCursor(text, in: text.trimmedRange)
    guard DumpOffset(from: &cursor) != nil, cursor.take(.colon) else { return false }
    return cursor.current?.isWhitespace ?? true
  }
}
