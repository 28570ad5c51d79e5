/// Reads headers as browsers' network panels give them: `Name: value`, or name and value on lines of their own; perhaps
/// with pseudo-header fields such as `:path`, with headings, or with a start line.
struct BrowserHeadersParser {
  /// Which part of a panel a line is in.
  private enum Section {
    case general
    case request
    case response
  }

  private let text: [UInt8]

  /// The visible parts of the lines.
  private let lines: [Range<Int>]
  private var section: Section?
  private var general = HeaderPanel()
  private var request = HeaderPanel()
  private var response = HeaderPanel()
  private var headings = 0

  /// Reads the whole text; throws where a line is neither a field nor a heading.
  static func parse(_ text: [UInt8]) throws(ReadingFault) -> TranscriptReading {
    var parser = BrowserHeadersParser(text: text)
    try parser.readLines()
    return parser.reading()
  }

  /// Whether a text is a panel's: it begins with a heading or a field, and has a name that a handshake has.
  ///
  /// - Parameter hasStartLine: Whether the text has a start line; then only a panel's own names tell.
  static func recognises(_ text: [UInt8], hasStartLine: Bool) -> Bool {
    let parser = BrowserHeadersParser(text: text)
    guard let first = parser.lines.first else { return false }
    if hasStartLine {
      return heading(text[first]) == .general || parser.lines.contains { generalName(text[$0]) != nil }
    }
    guard heading(text[first]) != nil || name(text[first], isAlternating: parser.isAlternating) != nil else {
      return false
    }
    return parser.lines.contains { line in
      let name = text[line].fieldName ?? pseudoName(text[line]) ?? generalName(text[line]) ?? text[line]
      return tellingNames.contains { name.isSame(as: $0) }
    }
  }

  private init(text: [UInt8]) {
    self.text = text
    var lines: [Range<Int>] = []
    text.forEachLine { line in
      var visible = text[line].trimmed
      // An old panel numbers the fields of its list.
      let number = visible.prefix { $0.digitValue != nil }
      if !number.isEmpty, visible.dropFirst(number.count).begins(with: ". ") {
        visible = visible.dropFirst(number.count + 2).trimmed
      }
      if !visible.isEmpty { lines.append(visible.startIndex..<visible.endIndex) }
    }
    self.lines = lines
  }

  /// Whether names and values stand on lines of their own.
  private var isAlternating: Bool {
    var names = 0
    var pairs = 0
    for line in lines {
      let name = text[line].last == .colon ? text[line].dropLast() : text[line]
      if Self.tellingNames.contains(where: { name.isSame(as: $0) }) { names += 1 }
      if let field = text[line].fieldName, field.count + 1 < line.count,
        Self.tellingNames.contains(where: { field.isSame(as: $0) })
      {
        pairs += 1
      }
    }
    return names > pairs
  }

  private static let tellingNames: [StaticString] = [
    "Sec-WebSocket-Key", "Sec-WebSocket-Version", "Sec-WebSocket-Accept", "Sec-WebSocket-Extensions",
    "Sec-WebSocket-Protocol", "Connection", "Host", "Origin", "User-Agent", "Request URL", "Request Method",
    ":authority",
    ":path",
  ]

  private mutating func readLines() throws(ReadingFault) {
    let isAlternating = isAlternating
    var index = 0
    while index < lines.count {
      let line = lines[index]
      index += 1
      if let heading = Self.heading(text[line]) {
        section = heading
        headings += 1
      } else if let kind = StartLine(text[line]) {
        section = kind == .request ? .request : .response
        if kind == .request { request.startLine = line } else { response.startLine = line }
      } else if let name = Self.name(text[line], isAlternating: isAlternating) {
        let value: Range<Int>
        let behind = text[(line.lowerBound + name.count)..<line.upperBound].drop { $0 == .colon || $0.isBlank }
        if !behind.isEmpty || !isAlternating || index == lines.count {
          value = behind.startIndex..<behind.endIndex
        } else {
          value = lines[index]
          index += 1
        }
        take(HeaderPanel.Field(name: name.startIndex..<name.endIndex, value: value))
      } else {
        throw ReadingFault(
          offset: line.lowerBound, problem: "this line has neither a name and a colon nor is it a heading",
          expected: "a field such as Host: example.com")
      }
    }
  }

  /// The name that a line begins with, or that it is; `nil` where it has none.
  private static func name(_ line: ArraySlice<UInt8>, isAlternating: Bool) -> ArraySlice<UInt8>? {
    if let name = pseudoName(line) ?? generalName(line) ?? line.fieldName { return name }
    return isAlternating && line.allSatisfy(\.isToken) ? line : nil
  }

  /// A colon and the name of a pseudo-header field (RFC 9113, section 8.3).
  private static func pseudoName(_ line: ArraySlice<UInt8>) -> ArraySlice<UInt8>? {
    guard line.first == .colon else { return nil }
    let name = line.prefix(1 + line.dropFirst().prefix { $0.isToken }.count)
    guard pseudoNames.contains(where: { name.isSame(as: $0) }) else { return nil }
    return line.count == name.count || line[name.endIndex] == .colon ? name : nil
  }

  private static let pseudoNames: [StaticString] = [
    ":authority", ":method", ":path", ":scheme", ":protocol", ":status",
  ]

  /// A name that Chrome's panel gives to what is no field; those of Safari's summary are any names in that section.
  private static func generalName(_ line: ArraySlice<UInt8>) -> ArraySlice<UInt8>? {
    for name in generalNames {
      let part = line.prefix(name.utf8CodeUnitCount)
      guard part.isSame(as: name) else { continue }
      if part.count == line.count || line[part.endIndex] == .colon { return part }
    }
    return nil
  }

  private static let generalNames: [StaticString] = [
    "Request URL", "Request Method", "Status Code", "Remote Address", "Referrer Policy",
  ]

  private static func heading(_ line: ArraySlice<UInt8>) -> Section? {
    guard line.count < 60 else { return nil }
    var words = line
    for extra in ["view source", "view parsed", "view URL encoded", "raw"] where words.count > extra.utf8.count {
      if words.suffix(extra.utf8.count).elementsEqual(extra.utf8) { words = words.dropLast(extra.utf8.count).trimmed }
    }
    // Some panels count the fields or bytes.
    if words.last == UInt8(ascii: ")"), let open = words.lastIndex(of: UInt8(ascii: "(")) {
      words = words[..<open].trimmed
    }
    if words.isSame(as: "General") || words.isSame(as: "Summary") { return .general }
    if words.isSame(as: "Request Headers") || words.isSame(as: "Request") { return .request }
    return words.isSame(as: "Response Headers") || words.isSame(as: "Response") ? .response : nil
  }

  private mutating func take(_ field: HeaderPanel.Field) {
    let name = text[field.name]
    if Self.generalNames.contains(where: { name.isSame(as: $0) }) || section == .general {
      general.fields.append(field)
      return
    }
    switch section {
    case .request: request.fields.append(field)
    case .response: response.fields.append(field)
    default:
      // Without a heading the fields tell whose they are.
      section = Self.isResponse(lines.map { text[$0] }) ? .response : .request
      take(field)
    }
  }

  private static func isResponse(_ lines: [ArraySlice<UInt8>]) -> Bool {
    lines.contains { line in
      (line.fieldName ?? line.prefix { $0.isToken }).isSame(as: "Sec-WebSocket-Accept")
        || pseudoName(line)?.isSame(as: ":status") == true
    }
  }

  private func reading() -> TranscriptReading {
    var reading = TranscriptReading(of: text)
    reading.lost.formUnion([.lineEnds, .whiteSpace, .bodies])
    reading.note("Line ends and the empty lines behind the heads were added: a browser shows neither.")
    if headings > 0 { reading.note("Headings were left out: \(headings).") }
    var writer = PanelWriter(text: text, general: general)
    var exchange = Transcript.Exchange()
    if !request.isEmpty || general.value(of: "Request URL", in: text) != nil {
      exchange.request = reading.message(head: writer.request(request), isClosed: true)
    }
    if !response.isEmpty || (request.isEmpty && exchange.request == nil) || writer.status != nil {
      exchange.response = reading.message(head: writer.response(response), isClosed: true)
    }
    exchange.url = writer.url.map { String(decoding: text[$0], as: UTF8.self) }
    reading.append(exchange)
    reading.lost.formUnion(writer.lost)
    for note in writer.notes { reading.note(note) }
    return reading
  }
}
