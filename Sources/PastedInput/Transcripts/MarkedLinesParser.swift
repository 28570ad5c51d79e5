/// Reads logs whose lines begin with a mark for the direction: `> ` and `< `.
struct MarkedLinesParser {
  /// Who writes such a log.
  enum Program {
    /// `curl -v`: marks at the line's start, perhaps behind a time; the empty line is shown, bodies are not.
    case curl
    /// Python's `websockets`: marks behind what a logger writes; neither empty lines nor line ends are shown.
    case websockets
  }

  /// A line behind its mark.
  private struct Entry {
    var mark: UInt8
    var content: Range<Int>
  }

  private let text: [UInt8]
  private let program: Program
  private var flat = MappedBytes()
  private var skipped = 0
  private var hiddenBodies = 0

  /// The prefix of the last start line, whose shape those of the lines below it have.
  private var prefix = 0..<0

  /// The mark of the message whose head is open.
  private var open: UInt8?

  /// Whether a line that shows no bytes of the wire ends in CR LF, so that all line ends are those of a program.
  private var hasForeignReturns = false

  /// Reads the whole text; throws where no start line has a mark before it.
  static func parse(_ text: [UInt8], as program: Program) throws(ReadingFault) -> TranscriptReading {
    var parser = MarkedLinesParser(text: text, program: program)
    var position = 0
    while position < text.count {
      let end = text[position...].firstIndex(of: .lineFeed).map { $0 + 1 } ?? text.count
      parser.readLine(position..<end)
      position = end
    }
    if program == .websockets { parser.closeHead(at: text.count) }
    return try parser.finish()
  }

  private init(text: [UInt8], program: Program) {
    self.text = text
    self.program = program
  }

  /// Whether a line has a start line behind a mark, perhaps with a prefix before it.
  static func startLine(in line: ArraySlice<UInt8>) -> Range<Int>? {
    var index = line.startIndex
    let limit = min(line.endIndex, line.startIndex + longestPrefix)
    var tries = 0
    while index + 1 < limit, tries < 8 {
      if isMark(line[index]), line[index + 1] == .space {
        tries += 1
        if StartLine(line[(index + 2)...]) != nil { return index..<line.endIndex }
      }
      index += 1
    }
    return nil
  }

  /// Whether a line of the log of `websockets` tells of the connection or of a frame.
  static func tellsOfWebsockets(_ line: ArraySlice<UInt8>) -> Bool {
    for index in line.indices.prefix(longestPrefix) {
      let rest = line[index...]
      if rest.begins(with: "= connection is ") || rest.begins(with: "> TEXT '") || rest.begins(with: "< TEXT '") {
        return true
      }
    }
    return false
  }

  /// Whether a line has a mark and nothing behind it, as `curl -v` shows the line that closes a head.
  static func closesHeads(_ text: [UInt8]) -> Bool {
    var isClosing = false
    text.forEachLine { line in
      let content = text[line].trimmed
      isClosing = isClosing || (content.count == 1 && content.first.map(isMark) == true)
      // Behind a time.
      isClosing = isClosing || (content.dropLast().last == .space && content.last.map(isMark) == true)
    }
    return isClosing
  }

  private static let longestPrefix = 200

  private static func isMark(_ byte: UInt8) -> Bool { byte == UInt8(ascii: ">") || byte == UInt8(ascii: "<") }

  private mutating func readLine(_ range: Range<Int>) {
    if let start = Self.startLine(in: text[range]) {
      if program == .websockets { closeHead(at: range.lowerBound) }
      prefix = range.lowerBound..<start.lowerBound
      open = text[start.lowerBound]
      flat.append(start.lowerBound + 2..<range.upperBound, of: text)
      return
    }
    guard let entry = entry(in: range) else {
      if program == .websockets { closeHead(at: range.lowerBound) }
      noteOther(range)
      return
    }
    switch program {
    case .curl:
      flat.append(entry.content, of: text)
    case .websockets:
      if entry.mark == open, text[entry.content].fieldName != nil {
        flat.append(entry.content, of: text)
      } else {
        closeHead(at: range.lowerBound)
        skipped += 1
      }
    }
  }

  /// The line's mark and what follows it: at the start, or behind a prefix of the same shape as the start line's.
  private func entry(in range: Range<Int>) -> Entry? {
    for start in [range.lowerBound, range.lowerBound + prefix.count] where start < range.upperBound {
      guard Self.isMark(text[start]), start == range.lowerBound || hasShapeOfPrefix(range.lowerBound..<start) else {
        continue
      }
      // A copy may have lost the blank behind the mark of an empty line.
      let hasBlank = start + 1 < range.upperBound && text[start + 1] == .space
      guard hasBlank || text[start + 1..<range.upperBound].withoutLineEnd.isEmpty else { continue }
      return Entry(mark: text[start], content: start + (hasBlank ? 2 : 1)..<range.upperBound)
    }
    return nil
  }

  private func hasShapeOfPrefix(_ range: Range<Int>) -> Bool {
    range.count == prefix.count
      && zip(text[range], text[prefix]).allSatisfy { $0 == $1 || ($0.digitValue != nil && $1.digitValue != nil) }
  }

  private mutating func noteOther(_ range: Range<Int>) {
    let line = text[range]
    if line.allSatisfy(\.isWhitespace) { return }
    skipped += 1
    if program == .curl, line.first == .asterisk, line.lineEndLength == 2 { hasForeignReturns = true }
    if program == .curl, line.withoutLineEnd.isCountOfBytes { hiddenBodies += 1 }
  }

  /// Adds the empty line that this log never shows.
  private mutating func closeHead(at source: Int) {
    guard open != nil else { return }
    if flat.bytes.last != .lineFeed { flat.append(made: [.carriageReturn, .lineFeed], at: max(source - 1, 0)) }
    flat.append(made: [.carriageReturn, .lineFeed], at: max(source - 1, 0))
    open = nil
  }

  private mutating func finish() throws(ReadingFault) -> TranscriptReading {
    guard !flat.bytes.isEmpty else {
      throw ReadingFault(
        in: text, "no start line has a mark before it",
        lineSuchAs: "> GET /chat HTTP/1.1 or < HTTP/1.1 101 Switching Protocols")
    }
    var reading = TranscriptReading(of: text)
    reading.note("The marks before the lines, > and <, were left out.")
    reading.skippedLines = skipped
    switch program {
    case .curl:
      reading.read(flat, showsLineEnds: !hasForeignReturns)
      if hasForeignReturns {
        reading.lost.insert(.lineEnds)
        reading.note("All lines of the text end in CR LF, so those of the heads tell nothing.")
      }
      if hiddenBodies > 0 {
        reading.lost.insert(.bodies)
        reading.note("The log tells of bodies without showing them: \(hiddenBodies).")
      }
    case .websockets:
      reading.read(flat)
      reading.lost.formUnion([.lineEnds, .whiteSpace, .bodies])
      reading.note("This log shows neither empty lines nor what follows them; heads were closed.")
    }
    return reading
  }
}

extension ArraySlice<UInt8> {
  /// Whether this is curl's line about a piece of a body: `{ [158 bytes data]`.
  fileprivate var isCountOfBytes: Bool {
    var line = self
    if let brace = line.lastIndex(where: { $0 == UInt8(ascii: "{") || $0 == UInt8(ascii: "}") }) {
      line = line[brace...].dropFirst()
    } else {
      return false
    }
    return line.begins(with: " [") && line.trimmed.last == UInt8(ascii: "]")
  }
}
