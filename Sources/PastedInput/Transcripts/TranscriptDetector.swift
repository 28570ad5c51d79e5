/// Chooses a dialect for a transcript that came without one; the rules are those of `Transcript.init(reading:as:)`.
enum TranscriptDetector {
  /// The dialect that the rules choose.
  static func dialect(of text: [UInt8]) -> TranscriptDialect {
    var marked = false
    text.forEachLine { line in marked = marked || MarkedLinesParser.startLine(in: text[line]) != nil }
    if marked { return .curlVerbose }
    return rawOrLines(text)
  }

  /// Rule 9, and the choice in rule 2.
  static func rawOrLines(_ text: [UInt8]) -> TranscriptDialect {
    let (outlines, _) = HandshakeOutline.all(in: text, closesAtBlanks: false)
    guard !outlines.isEmpty, !LineEnds(of: outlines, in: text).areBare else { return .lines }
    let isOpen = outlines.contains { $0.closing == nil }
    let closesAtBlanks = HandshakeOutline.all(in: text, closesAtBlanks: true).outlines.allSatisfy { $0.closing != nil }
    return isOpen && closesAtBlanks ? .lines : .raw
  }
}

extension [UInt8] {
  /// Calls `body` with each line, its line end included.
  func forEachLine(_ body: (Range<Int>) -> Void) {
    var position = 0
    while position < count {
      let end = self[position...].firstIndex(of: .lineFeed).map { $0 + 1 } ?? count
      body(position..<end)
      position = end
    }
  }
}
