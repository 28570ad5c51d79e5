/// The forms that dumps of one style may have, tried in turn.
extension DumpParser {
  /// Reads the dumps of a text in the first of the forms of its style that fits; without one, the fault is that of the
  /// form that came furthest.
  static func parse(_ text: [UInt8], style: DumpForm.Style) throws(ReadingFault) -> Reading {
    guard !text.trimmedRange.isEmpty else { return Reading() }
    let forms = DumpForm.candidates(style, offsetWidth: DumpBeginning(of: text)?.width ?? 0)
    var furthest: ReadingFault?
    for (index, form) in forms.enumerated() {
      var parser = DumpParser(text: text, form: form)
      do throws(ReadingFault) {
        try parser.readLines()
        let others = parser.hasRepetitions ? forms[(index + 1)...].filter { $0.notation == form.notation } : []
        parser.reading.notes += others.compactMap { parser.note(on: $0) }
        return parser.reading
      } catch {
        // A form whose first group does not fit has nothing to say about the others.
        let isMeant = form.notation == .bytes || !parser.reading.bytes.isEmpty
        if isMeant, error.offset > furthest?.offset ?? -1 { furthest = error }
      }
    }
    throw furthest ?? ReadingFault(offset: 0, problem: "there is no dump", expected: "a line of a dump")
  }

  private mutating func readLines() throws(ReadingFault) {
    var start = 0
    while start < text.count {
      let end = text[start...].firstIndex(of: .lineFeed) ?? text.count
      try readLine(start..<end)
      start = end + 1
    }
    try finish()
  }

  /// What the dump comes to if its offsets are of another base, which only lines of `*` can leave open.
  private func note(on other: DumpForm) -> String? {
    var second = DumpParser(text: text, form: other)
    guard (try? second.readLines()) != nil, second.reading.bytes != reading.bytes else { return nil }
    return "With offsets read as \(other.radixName), it would be \(second.reading.bytes.count) bytes."
  }
}
