/// Chooses a dialect for a transcript that came without one; the rules are those of `Transcript.init(reading:as:)`.
struct TranscriptDetector {
  private let text: [UInt8]
  private var isTrace = false
  private var isNgrep = false
  private var isTcpdump = false
  private var isTagged = false
  private var isMarked = false
  private var isWebsocketsLog = false
  private var isDecorated = false
  private var hasStartLine = false

  /// The dialect that the rules choose.
  static func dialect(of text: [UInt8]) -> TranscriptDialect {
    let visible = text[text.trimmedRange]
    if visible.first == UInt8(ascii: "{") { return .har }
    if StartLine(visible.prefix { $0 != .lineFeed }) != nil, visible.isBinary { return rawOrLines(text) }
    var detector = TranscriptDetector(text: text)
    text.forEachLine { detector.look(at: text[$0]) }
    return detector.dialect
  }

  private init(text: [UInt8]) {
    self.text = text
  }

  private mutating func look(at line: ArraySlice<UInt8>) {
    isTrace = isTrace || CurlTraceParser.isHeading(line)
    isNgrep = isNgrep || NgrepTextParser.isHeading(line)
    isTcpdump = isTcpdump || TcpdumpTextParser.isHeading(line)
    isTagged = isTagged || TaggedLinesParser.startLine(in: line) != nil
    isMarked = isMarked || MarkedLinesParser.startLine(in: line) != nil
    isWebsocketsLog = isWebsocketsLog || MarkedLinesParser.tellsOfWebsockets(line)
    isDecorated = isDecorated || WebPageParser.startsDecorated(line)
    hasStartLine = hasStartLine || StartLine(line.drop(while: \.isBlank)) != nil
  }

  /// Rules 3 to 9.
  private var dialect: TranscriptDialect {
    if isTrace { return .curlTrace }
    if isNgrep { return .ngrep }
    if isTcpdump { return .tcpdump }
    if isTagged { return .arduino }
    if isMarked { return isWebsocketsLog || !MarkedLinesParser.closesHeads(text) ? .websocketsLog : .curlVerbose }
    if isDecorated || (hasStartLine && WebPageParser.hasTypographicHead(text)) { return .webPage }
    if BrowserHeadersParser.recognises(text, hasStartLine: hasStartLine) { return .browserHeaders }
    return hasStartLine ? Self.rawOrLines(text) : .lines
  }

  /// Rule 9, and the choice in rule 2.
  private static func rawOrLines(_ text: [UInt8]) -> TranscriptDialect {
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
