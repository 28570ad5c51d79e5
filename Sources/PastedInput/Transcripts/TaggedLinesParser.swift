/// Reads the debug output of WebSocket libraries for Arduino and ESP: field lines behind a tag such as
/// `[WS-Server][0][handleHeader] RX: `, or a whole head of which only the first line has one.
struct TaggedLinesParser {
  private let text: [UInt8]
  private var flat = MappedBytes()
  private var skipped = 0

  /// The tag before the last start line; `nil` where no head is open.
  private var tag: ArraySlice<UInt8>?

  /// Whether the lines of the open head have no tags; `nil` before its second line.
  private var isPlain: Bool?

  /// Reads the whole text; throws where no start line has a tag before it.
  static func parse(_ text: [UInt8]) throws(ReadingFault) -> TranscriptReading {
    var parser = TaggedLinesParser(text: text)
    text.forEachLine { line in parser.readLine(line) }
    parser.closeHead(at: text.count)
    guard !parser.flat.bytes.isEmpty else {
      throw ReadingFault(
        in: text, "no start line has a tag in brackets before it",
        lineSuchAs: "[WS-Server][0][handleHeader] RX: GET / HTTP/1.1")
    }
    var reading = TranscriptReading(of: text)
    reading.note("The tags before the lines were left out, and heads were closed where the log shows no empty line.")
    reading.skippedLines = parser.skipped
    reading.read(parser.flat)
    reading.lost.formUnion([.lineEnds, .whiteSpace, .bodies])
    return reading
  }

  private init(text: [UInt8]) {
    self.text = text
  }

  /// The start line in a line that has a tag before it.
  static func startLine(in line: ArraySlice<UInt8>) -> Range<Int>? {
    guard line.prefix(longestTag).contains(UInt8(ascii: "[")) else { return nil }
    var tries = 0
    var isTagged = false
    for index in line.indices.prefix(longestTag) {
      if line[index] == UInt8(ascii: "]") { isTagged = true }
      guard isTagged, line[index] == .space, tries < 8 else { continue }
      tries += 1
      if StartLine(line[(index + 1)...]) != nil { return index + 1..<line.endIndex }
    }
    return nil
  }

  private static let longestTag = 200

  private mutating func readLine(_ range: Range<Int>) {
    let line = text[range]
    if let start = Self.startLine(in: line) {
      closeHead(at: range.lowerBound)
      tag = text[range.lowerBound..<start.lowerBound]
      isPlain = nil
      flat.append(start, of: text)
      return
    }
    guard let tag else {
      skipped += line.allSatisfy(\.isWhitespace) ? 0 : 1
      return
    }
    if isPlain != true, let length = Self.length(of: tag, in: line) {
      isPlain = false
      if line.dropFirst(length).allSatisfy(\.isWhitespace) { return closeHead(at: range.lowerBound) }
      flat.append(range.lowerBound + length..<range.upperBound, of: text)
      return
    }
    // The monitor of the Arduino IDE sets a time before every line.
    let content = line.dropFirst(Self.timeLength(in: line))
    if isPlain != false, content.fieldName != nil {
      isPlain = true
      flat.append(content.startIndex..<content.endIndex, of: text)
    } else if isPlain == true {
      closeHead(at: range.lowerBound)
      skipped += content.allSatisfy(\.isWhitespace) ? 0 : 1
    } else {
      skipped += line.allSatisfy(\.isWhitespace) ? 0 : 1
    }
  }

  /// The length of what a line begins with where that equals a tag but for its numbers; `nil` where it does not.
  private static func length(of tag: ArraySlice<UInt8>, in line: ArraySlice<UInt8>) -> Int? {
    var index = line.startIndex
    var rest = tag
    while let byte = rest.first {
      guard index < line.endIndex else { return nil }
      if byte.digitValue != nil {
        guard line[index].digitValue != nil else { return nil }
        rest = rest.drop { $0.digitValue != nil }
        while index < line.endIndex, line[index].digitValue != nil { index += 1 }
      } else {
        guard line[index] == byte else { return nil }
        rest = rest.dropFirst()
        index += 1
      }
    }
    return index - line.startIndex
  }

  /// The length of a time and an arrow: `12:00:00.000 -> `.
  private static func timeLength(in line: ArraySlice<UInt8>) -> Int {
    let time = line.prefix { $0.digitValue != nil || $0 == .colon || $0 == .dot }
    guard time.count >= 8, line.dropFirst(time.count).begins(with: " -> ") else { return 0 }
    return time.count + 4
  }

  /// Adds the empty line that the log does not show.
  private mutating func closeHead(at source: Int) {
    guard tag != nil else { return }
    if flat.bytes.last != .lineFeed { flat.append(made: [.carriageReturn, .lineFeed], at: max(source - 1, 0)) }
    flat.append(made: [.carriageReturn, .lineFeed], at: max(source - 1, 0))
    tag = nil
  }
}
