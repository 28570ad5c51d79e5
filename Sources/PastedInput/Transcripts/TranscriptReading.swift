/// What a transcript dialect's parser made of a text.
struct TranscriptReading {
  private(set) var exchanges: [Transcript.Exchange] = []

  /// What was stripped or assumed, one sentence each.
  var notes: [String] = []

  /// What the copying destroyed.
  var lost: Transcript.Lost = []

  private let map: TextMap

  /// A reading of a text, without any messages yet.
  init(of text: [UInt8]) {
    map = TextMap(text)
  }

  /// Takes the next message: a request begins an exchange, a response belongs to the request before it.
  mutating func append(_ kind: StartLine, head: MappedBytes, rest: MappedBytes = MappedBytes(), isClosed: Bool) {
    let message = Transcript.Message(head: head, rest: rest, isClosed: isClosed, map: map)
    switch kind {
    case .request: exchanges.append(Transcript.Exchange(request: message))
    case .response:
      if let last = exchanges.indices.last, exchanges[last].response == nil {
        exchanges[last].response = message
      } else {
        exchanges.append(Transcript.Exchange(response: message))
      }
    }
  }

  /// Takes what an archive tells of a connection.
  mutating func append(_ exchange: Transcript.Exchange) {
    exchanges.append(exchange)
  }

  /// Gives the last exchange the URL that the text tells besides it.
  mutating func setURL(_ url: String) {
    guard let last = exchanges.indices.last else { return }
    exchanges[last].url = url
  }

  /// A message of the text that this reading is of.
  func message(head: MappedBytes, rest: MappedBytes = MappedBytes(), isClosed: Bool) -> Transcript.Message {
    Transcript.Message(head: head, rest: rest, isClosed: isClosed, map: map)
  }

  /// Notes that lines were left out which belong to neither side.
  mutating func note(skippedLines count: Int) {
    if count > 0 { notes.append("Lines that are of neither side were skipped: \(count).") }
  }
}

extension TranscriptDialect {
  /// Reads `text` as this dialect; throws what stood in the way and where.
  func read(_ text: [UInt8]) throws(ReadingFault) -> TranscriptReading {
    switch self {
    case .raw: HandshakeText.readRaw(text)
    case .lines: HandshakeText.readLines(text)
    case .curlVerbose: try MarkedLinesParser.parse(text, as: .curl)
    case .websocketsLog: try MarkedLinesParser.parse(text, as: .websockets)
    default: HandshakeText.readLines(text)
    }
  }
}
