/// What a transcript dialect's parser made of a text.
struct TranscriptReading {
  private(set) var exchanges: [Transcript.Exchange] = []

  /// What was stripped or assumed, one sentence each.
  var notes: [String] = []

  /// Lines that belong to neither side.
  var skippedLines = 0

  /// What the copying destroyed.
  var lost: Transcript.Lost = []

  private let map: TextMap

  /// A reading of a text, without any messages yet.
  init(of text: [UInt8]) {
    map = TextMap(text)
  }

  /// Takes the next message: a request begins an exchange, a response belongs to the request before it.
  mutating func append(_ kind: StartLine, _ message: Transcript.Message) {
    exchanges.append(kind, message)
  }

  /// Takes an exchange as it is.
  mutating func append(_ exchange: Transcript.Exchange) {
    exchanges.append(exchange)
  }

  /// A message of the text that this reading is of.
  func message(head: MappedBytes, rest: MappedBytes = MappedBytes(), isClosed: Bool) -> Transcript.Message {
    Transcript.Message(head: head, rest: rest, isClosed: isClosed, map: map)
  }

  /// Notes something, once.
  mutating func note(_ sentence: String) {
    if !notes.contains(sentence) { notes.append(sentence) }
  }

  /// Notes what only the whole text tells.
  mutating func finish() {
    if skippedLines > 0 { note("Lines that are of neither side were skipped: \(skippedLines).") }
  }
}

/// A message, and where in the text it begins.
struct PlacedMessage {
  var kind: StartLine
  var message: Transcript.Message

  /// The offset of its first byte in the text.
  var source: Int
}

extension [Transcript.Exchange] {
  /// Takes the next message: a request begins an exchange, a response belongs to the last one if that has none.
  mutating func append(_ kind: StartLine, _ message: Transcript.Message) {
    switch kind {
    case .request: append(Transcript.Exchange(request: message))
    case .response:
      if let last = indices.last, self[last].response == nil {
        self[last].response = message
      } else {
        append(Transcript.Exchange(response: message))
      }
    }
  }
}

extension TranscriptDialect {
  /// Reads `text` as this dialect; throws what stood in the way and where.
  func read(_ text: [UInt8]) throws(ReadingFault) -> TranscriptReading {
    var reading = try messages(in: text)
    reading.finish()
    return reading
  }

  private func messages(in text: [UInt8]) throws(ReadingFault) -> TranscriptReading {
    switch self {
    case .raw: HandshakeText.readRaw(text)
    case .lines: HandshakeText.readLines(text)
    case .curlVerbose: try MarkedLinesParser.parse(text, as: .curl)
    case .curlTrace: try CurlTraceParser.parse(text)
    case .websocketsLog: try MarkedLinesParser.parse(text, as: .websockets)
    case .ngrep: try NgrepTextParser.parse(text)
    case .tcpdump: try TcpdumpTextParser.parse(text)
    case .arduino: try TaggedLinesParser.parse(text)
    case .browserHeaders: try BrowserHeadersParser.parse(text)
    case .webPage: WebPageParser.parse(text)
    case .har: try ArchiveParser.parse(text)
    }
  }
}
