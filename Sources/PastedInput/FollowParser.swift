/// Reads what `tshark -z follow,tcp,raw`, `hex` or `yaml` writes: the bytes of both sides of a connection in turns.
struct FollowParser {
  /// How the bytes are shown.
  private enum Mode {
    case raw
    case hex
    case yaml
  }

  private let text: [UInt8]
  private var reading = Reading()
  private var sides: Set<String> = []

  /// Reads the whole text; throws where its kind is not one of the three, and at the first line that is not of that kind.
  static func parse(_ text: [UInt8]) throws(ReadingFault) -> Reading {
    guard !text.trimmedRange.isEmpty else { return Reading() }
    var parser = FollowParser(text: text)
    switch try parser.mode() {
    case .hex: return try HexdumpParser.parse(text)
    case .raw: try parser.readRaw()
    case .yaml: try parser.readYAML()
    }
    if parser.sides.count > 1 { parser.reading.notes.append(DumpParser.twoSidesNote) }
    return parser.reading
  }

  /// Whether the text has the heading of such an output, or an entry of its YAML.
  static func recognises(_ text: [UInt8]) -> Bool {
    let start = TextCursor(text, in: text.trimmedRange)
    guard start.goesOn(with: "====") || start.goesOn(with: "Follow: ") || start.mayBeYAML else { return false }
    return FollowParser(text: text).lines.contains { $0.goesOn(with: "Follow: ") || $0.binaryEntry != nil }
  }

  private init(text: [UInt8]) {
    self.text = text
  }

  /// The lines, each without its line end and what it is indented by.
  private var lines: some Sequence<TextCursor> {
    text.indices.split(omittingEmptySubsequences: true) { text[$0] == .lineFeed }.lazy.map { [text] line in
      var cursor = TextCursor(text, in: line.lowerBound..<line.upperBound)
      cursor.skip(while: \.isWhitespace)
      return cursor
    }
  }

  /// What the heading names.
  private func mode() throws(ReadingFault) -> Mode {
    for line in lines {
      if line.goesOn(with: "Follow: ") {
        var cursor = line
        cursor.skip { $0 != .comma }
        cursor.advance()
        if cursor.goesOn(with: "raw") { return .raw }
        if cursor.goesOn(with: "hex") { return .hex }
        throw ReadingFault(
          offset: cursor.position, problem: "this form shows only what is text, and dots for all other bytes",
          expected: "raw, hex or yaml, as in tshark -z follow,tcp,raw,0")
      }
      if line.binaryEntry != nil { return .yaml }
    }
    throw ReadingFault(
      offset: text.trimmedRange.lowerBound, problem: "there is no heading of tshark -z follow",
      expected: "a line such as Follow: tcp,raw")
  }

  /// Takes lines of hexadecimal digits; those of one side are indented.
  private mutating func readRaw() throws(ReadingFault) {
    for line in lines {
      var cursor = line
      if cursor.isAtEnd || DumpHeading(cursor) != nil { continue }
      sides.insert(line.indentation > 0 ? "indented" : "not indented")
      while let high = cursor.current?.hexValue {
        guard let low = cursor.peek(1)?.hexValue else {
          throw HexParser.oddDigits(cursor.position - line.position + 1, endingAt: cursor.position + 1)
        }
        reading.bytes.append(high << 4 | low)
        cursor.advance(2)
      }
      cursor.skip(while: \.isWhitespace)
      guard cursor.isAtEnd else {
        throw ReadingFault(
          offset: cursor.position, problem: "\(cursor.currentName) is not a hexadecimal digit",
          expected: "0-9, a-f or A-F")
      }
    }
  }

  /// Takes the Base64 behind each `!!binary`: in the same line, or in the following ones that are indented further.
  private mutating func readYAML() throws(ReadingFault) {
    var entry: (indentation: Int, data: Range<Int>?)?
    var peer = ""
    for line in lines where !line.isAtEnd {
      if let open = entry, line.indentation > open.indentation {
        entry?.data = (open.data?.lowerBound ?? line.position)..<line.end
        continue
      }
      try readBase64(entry?.data, of: peer)
      entry = nil
      if let number = line.peer { peer = number }
      guard let data = line.binaryEntry else { continue }
      let isBlock = text[data].first == .bar || data.isEmpty
      entry = (line.indentation, isBlock ? nil : data)
    }
    try readBase64(entry?.data, of: peer)
  }

  private mutating func readBase64(_ range: Range<Int>?, of peer: String) throws(ReadingFault) {
    guard let range else { return }
    sides.insert(peer)
    let piece = try Base64Parser.parse(text, in: range)
    reading.bytes.append(contentsOf: piece.bytes)
    reading.notes.append(contentsOf: piece.notes.filter { !reading.notes.contains($0) })
  }
}

extension TextCursor {
  /// The number of blanks before the next byte in its line.
  fileprivate var indentation: Int { text[..<position].reversed().prefix { $0.isBlank }.count }

  /// Whether the text begins as the YAML of Wireshark does.
  fileprivate var mayBeYAML: Bool {
    goesOn(with: "peers:") || goesOn(with: "packets:") || goesOn(with: "- packet:") || goesOn(with: "# Packet")
      || goesOn(with: "peer")
  }

  /// The peer that a line names: `peer: 0`, `- peer: 0`, or the number in `peer0_1: !!binary |`.
  fileprivate var peer: String? {
    var cursor = self
    if cursor.goesOn(with: "- ") { cursor.advance(2) }
    guard cursor.goesOn(with: "peer") else { return nil }
    cursor.advance(4)
    cursor.skip { $0 == .colon || $0 == .space }
    return cursor.takeNumber().map { String($0) }
  }

  /// What follows `!!binary` in this line; `nil` where that is not there.
  fileprivate var binaryEntry: Range<Int>? {
    var cursor = self
    while !cursor.isAtEnd, !cursor.goesOn(with: "!!binary") { cursor.advance() }
    guard !cursor.isAtEnd else { return nil }
    cursor.advance(8)
    cursor.skip(while: \.isBlank)
    let length = cursor.text[cursor.position..<cursor.end].prefix { !$0.isWhitespace }.count
    return cursor.position..<cursor.position + length
  }
}
