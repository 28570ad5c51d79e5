/// Reads the text that `ngrep` writes of packets: wrapped to the terminal's width, line by line (`-W byline`), or behind
/// the heading (`-W single`). A dot stands for a byte that is no text, and so for CR and LF.
struct NgrepTextParser {
  /// What a heading tells.
  private struct Heading {
    var sender: String
    var receiver: String

    /// What stands behind the flags in the heading's line, as with `-W single`.
    var text: Range<Int>
  }

  private let text: [UInt8]
  private var conversations = Conversations()
  private var heading: Heading?
  private var rows: [Range<Int>] = []
  private var packets = 0
  private var skipped = 0

  /// Reads the whole text; throws where there is no heading of ngrep.
  static func parse(_ text: [UInt8]) throws(ReadingFault) -> TranscriptReading {
    var parser = NgrepTextParser(text: text)
    text.forEachLine { line in parser.readLine(line.lowerBound..<line.upperBound - text[line].lineEndLength) }
    parser.finishPacket()
    guard parser.packets > 0 else {
      throw ReadingFault(
        in: text, "there is no heading of ngrep", lineSuchAs: "T 192.0.2.1:40000 -> 192.0.2.2:80 [AP]")
    }
    var reading = TranscriptReading(of: text)
    reading.note("The dots that ngrep shows for CR and LF were taken for line ends.")
    reading.lost.insert(.lineEnds)
    reading.skippedLines = parser.skipped
    parser.conversations.read(into: &reading, showsLineEnds: false, showsBytes: false)
    return reading
  }

  private init(text: [UInt8]) {
    self.text = text
  }

  /// Whether a line tells of a TCP packet: the letter, two ends with an arrow between them, and flags.
  static func isHeading(_ line: ArraySlice<UInt8>) -> Bool {
    NgrepTextParser.heading(of: line) != nil
  }

  private static func heading(of line: ArraySlice<UInt8>) -> Heading? {
    guard line.begins(with: "T ") else { return nil }
    let words = line.prefix(longestHeading).split(separator: .space, maxSplits: 8, omittingEmptySubsequences: true)
    guard let arrow = words.firstIndex(where: { $0.elementsEqual("->".utf8) }), arrow >= 2, arrow + 1 < words.count,
      words[arrow - 1].contains(.colon), words[arrow + 1].contains(.colon)
    else { return nil }
    var start = words[arrow + 1].endIndex
    if arrow + 2 < words.count, words[arrow + 2].first == UInt8(ascii: "[") { start = words[arrow + 2].endIndex }
    if start < line.endIndex, line[start] == .space { start += 1 }
    if arrow + 3 < words.count, words[arrow + 3].first == UInt8(ascii: "#"), words[arrow + 3].startIndex == start,
      let number = line[start...].firstIndex(of: .space) ?? Optional(line.endIndex)
    {
      start = min(number + 1, line.endIndex)
    }
    return Heading(
      sender: String(decoding: words[arrow - 1], as: UTF8.self),
      receiver: String(decoding: words[arrow + 1], as: UTF8.self), text: start..<line.endIndex)
  }

  private static let longestHeading = 300

  private mutating func readLine(_ line: Range<Int>) {
    if let found = Self.heading(of: text[line]) {
      finishPacket()
      heading = found
      packets += 1
      if !found.text.isEmpty { rows.append(found.text) }
    } else if heading == nil {
      skipped += text[line].allSatisfy(\.isWhitespace) ? 0 : 1
    } else if !text[line].isEmpty, text[line].allSatisfy({ $0 == UInt8(ascii: "#") }) {
      finishPacket()
    } else {
      rows.append(line)
    }
  }

  private mutating func finishPacket() {
    defer {
      heading = nil
      rows = []
    }
    guard let heading else { return }
    // Blank lines end a packet.
    while let last = rows.last, text[last].allSatisfy(\.isBlank) { rows.removeLast() }
    let isWrapped = !rows.isEmpty && rows.allSatisfy { text[$0].begins(with: "  ") }
    let isSingle = rows.count == 1 && rows[0] == heading.text
    var bytes = MappedBytes()
    if isWrapped {
      appendWrapped(to: &bytes)
    } else if isSingle {
      var joined = MappedBytes()
      joined.append(rows[0], of: text)
      Self.appendLines(of: joined, to: &bytes)
    } else {
      appendLines(to: &bytes)
    }
    conversations.append(bytes, from: heading.sender, to: heading.receiver)
  }

  /// Rows that each end in a dot for CR; the LF ended the row. The last one had no LF.
  private func appendLines(to bytes: inout MappedBytes) {
    for (index, row) in rows.enumerated() {
      let isLast = index == rows.count - 1
      let endsInReturn = text[row].last == .dot
      if isLast, !endsInReturn || row.count > 1 {
        bytes.append(row, of: text)
        continue
      }
      bytes.append(row.lowerBound..<row.upperBound - (endsInReturn ? 1 : 0), of: text)
      let source = max(row.upperBound - 1, row.lowerBound)
      bytes.append(made: endsInReturn ? [.carriageReturn, .lineFeed] : [.lineFeed], at: source)
    }
  }

  /// Rows of equal width, two columns in, that are joined again; the last one is filled up with blanks.
  private func appendWrapped(to bytes: inout MappedBytes) {
    let width = rows.reduce(0) { max($0, $1.count) }
    var joined = MappedBytes()
    for (index, row) in rows.enumerated() {
      let isLast = index == rows.count - 1
      var end = row.upperBound
      if isLast { while end > row.lowerBound + 2, text[end - 1] == .space { end -= 1 } }
      joined.append(row.lowerBound + 2..<end, of: text)
      if !isLast, row.count < width {
        joined.append(made: repeatElement(.space, count: min(width - row.count, row.count)), at: max(end - 1, 0))
      }
    }
    Self.appendLines(of: joined, to: &bytes)
  }

  /// Takes two dots for CR LF where a field line or another two dots follow them, or the text begins behind them.
  ///
  /// Of more than two dots before a name the first ones belong to the value.
  private static func appendLines(of joined: MappedBytes, to bytes: inout MappedBytes) {
    let text = joined.bytes
    var start = 0
    var index = 0
    // A packet that goes on with another's bytes may begin anywhere in a head.
    while index < text.count {
      guard text[index] == .dot else {
        index += 1
        continue
      }
      let end = text[index...].firstIndex { $0 != .dot } ?? text.count
      let count = end - index
      let isBeforeName = text[end...].prefix(longestName).fieldName != nil
      if count >= 4, !isBeforeName || count == 4 {
        bytes.append(start..<index, of: joined)
        for _ in 0..<2 { bytes.append(made: [.carriageReturn, .lineFeed], at: joined.source(of: index)) }
        start = index + 4
        // What follows a head is its rest.
        break
      }
      if count >= 2, isBeforeName || end == text.count {
        bytes.append(start..<end - 2, of: joined)
        bytes.append(made: [.carriageReturn, .lineFeed], at: joined.source(of: end - 2))
        start = end
      }
      index = end
    }
    bytes.append(min(start, text.count)..<text.count, of: joined)
  }

  private static let longestName = 100
}
