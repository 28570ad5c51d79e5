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
  private var conversation = PastedConversation()

  /// Reads the whole text; throws where its kind is not one of the three, and at the first line that is not of that kind.
  static func parse(_ text: [UInt8]) throws(ReadingFault) -> Reading {
    guard !text.trimmedRange.isEmpty else { return Reading() }
    var parser = FollowParser(text: text)
    switch try parser.mode() {
    case .hex: try parser.readHex()
    case .raw: try parser.readRaw()
    case .yaml: try parser.readYAML()
    }
    if Set(parser.conversation.pieces.map(\.side)).count > 1 {
      parser.reading.joinNotes = [DumpParser.twoSidesNote]
    }
    parser.reading.source = .conversations([parser.conversation])
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
      in: text, "there is no heading of tshark -z follow",
      lineSuchAs: "Follow: tcp,raw")
  }

  /// Takes a dump in which the lines of the second side are indented.
  private mutating func readHex() throws(ReadingFault) {
    reading = try HexdumpParser.parse(text)
    if case .conversations(let found) = reading.source, found.count == 1 { conversation.pieces = found[0].pieces }
    var firstLine: TextCursor?
    for line in lines where !line.isAtEnd {
      if DumpHeading(line) != nil { readNode(line) } else { firstLine = firstLine ?? line }
    }
    if conversation.pieces.isEmpty, let firstLine { add(reading.bytes[...], from: Self.side(of: firstLine)) }
  }

  /// Takes the address that a heading gives one of the sides.
  private mutating func readNode(_ line: TextCursor) {
    guard line.goesOn(with: "Node 0: ") || line.goesOn(with: "Node 1: ") else { return }
    var cursor = line
    cursor.advance(8)
    let word = cursor.text[cursor.position..<cursor.end].prefix { !$0.isWhitespace }
    if line.goesOn(with: "Node 0") {
      conversation.first = PastedEnd(word)
    } else {
      conversation.second = PastedEnd(word)
    }
  }

  /// The side of a line with bytes.
  private static func side(of line: TextCursor) -> PastedConversation.Side { line.indentation > 0 ? .second : .first }

  /// Adds to the last piece, or begins another one.
  private mutating func add(_ bytes: ArraySlice<UInt8>, from side: PastedConversation.Side) {
    if let last = conversation.pieces.indices.last, conversation.pieces[last].side == side {
      conversation.pieces[last].bytes.append(contentsOf: bytes)
    } else {
      conversation.pieces.append(.init(side: side, bytes: Array(bytes)))
    }
  }

  /// Takes lines of hexadecimal digits; those of one side are indented.
  private mutating func readRaw() throws(ReadingFault) {
    for line in lines {
      var cursor = line
      if cursor.isAtEnd { continue }
      if DumpHeading(cursor) != nil {
        readNode(line)
        continue
      }
      let start = reading.bytes.count
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
      add(reading.bytes[start...], from: Self.side(of: line))
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
      readField(line, of: peer)
      if let number = line.peer { peer = number }
      guard let data = line.binaryEntry else { continue }
      let isBlock = text[data].first == .bar || data.isEmpty
      entry = (line.indentation, isBlock ? nil : data)
    }
    try readBase64(entry?.data, of: peer)
  }

  /// Takes the host and the port of a peer, in the list above the packets.
  private mutating func readField(_ line: TextCursor, of peer: String) {
    let isFirst = peer == "0"
    var end = (isFirst ? conversation.first : conversation.second) ?? PastedEnd(address: "", port: 0)
    if let host = line.value(of: "host: ") {
      end.address = String(decoding: host, as: UTF8.self)
    } else if let digits = line.value(of: "port: "), let port = UInt16(String(decoding: digits, as: UTF8.self)) {
      end.port = port
    } else {
      return
    }
    if isFirst { conversation.first = end } else { conversation.second = end }
  }

  private mutating func readBase64(_ range: Range<Int>?, of peer: String) throws(ReadingFault) {
    guard let range else { return }
    let piece = try Base64Parser.parse(text, in: range)
    add(piece.bytes[...], from: peer == "0" || peer.isEmpty ? .first : .second)
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

  /// The rest of a line that begins with a key.
  fileprivate func value(of key: StaticString) -> ArraySlice<UInt8>? {
    guard goesOn(with: key) else { return nil }
    var cursor = self
    cursor.advance(key.utf8CodeUnitCount)
    return text[cursor.position..<end].prefix { !$0.isWhitespace }
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
