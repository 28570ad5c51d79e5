import FoundationEssentials

/// Reads HTTP archives (HAR 1.2) of Chrome, Firefox, Safari, Playwright, mitmproxy and others: the entries that ask for
/// WebSocket, and their messages where the exporter adds them.
struct ArchiveParser {
  /// The largest archive, in bytes: 256 MiB.
  static let limit = 256 << 20

  private let text: [UInt8]
  private var reading: TranscriptReading
  private var others = 0
  private var unreadMessages = 0

  /// Reads the whole text; throws where it is no archive, or where no entry asks for WebSocket.
  static func parse(_ text: [UInt8]) throws(ReadingFault) -> TranscriptReading {
    let start = text.trimmedRange.lowerBound
    guard text.count <= limit else {
      throw ReadingFault(
        offset: start, problem: "the archive has \(text.count) bytes, more than are read",
        expected: "at most \(limit) bytes: export only the connections in question")
    }
    guard text[text.trimmedRange].first == UInt8(ascii: "{") else {
      throw ReadingFault(offset: start, problem: "this is not an HTTP archive", expected: "JSON with log.entries")
    }
    let entries = try ArchiveScanner(text).entries
    guard !entries.isEmpty else {
      throw ReadingFault(offset: start, problem: "there are no entries in log.entries", expected: "an HTTP archive")
    }
    var parser = ArchiveParser(text: text)
    let decoder = JSONDecoder()
    for range in entries { try parser.read(range, with: decoder) }
    return try parser.finish(at: start)
  }

  private init(text: [UInt8]) {
    self.text = text
    reading = TranscriptReading(of: text)
  }

  private mutating func read(_ range: Range<Int>, with decoder: JSONDecoder) throws(ReadingFault) {
    let entry: ArchiveEntry
    do {
      entry = try decoder.decode(ArchiveEntry.self, from: Data(text[range]))
    } catch {
      throw ReadingFault(
        offset: range.lowerBound, problem: "this entry cannot be read", expected: Self.expected(by: error))
    }
    guard entry.asksForWebSocket else {
      others += 1
      return
    }
    var head = ArchiveHead(source: range.lowerBound)
    var exchange = Transcript.Exchange(request: reading.message(head: head.request(entry.request), isClosed: true))
    if let response = entry.response, let status = response.status, status > 0 {
      let bytes = head.response(response, status: status)
      exchange.response = reading.message(head: bytes, isClosed: true)
    }
    if head.areNamesSmall { reading.lost.insert(.case) }
    exchange.url = entry.request.url
    for message in entry.messages ?? [] { take(message, to: &exchange) }
    reading.append(exchange)
  }

  /// What a decoder missed, and where.
  private static func expected(by error: any Error) -> String {
    let path: [any CodingKey]
    switch error as? DecodingError {
    case .keyNotFound(let key, let context): path = context.codingPath + [key]
    case .typeMismatch(_, let context), .valueNotFound(_, let context): path = context.codingPath
    default: return "valid JSON"
    }
    return path.map { $0.intValue.map { "[\($0)]" } ?? $0.stringValue }.joined(separator: ".") + " as archives have it"
  }

  private mutating func take(_ message: ArchiveEntry.Message, to exchange: inout Transcript.Exchange) {
    guard message.type == "send" || message.type == "receive" else {
      unreadMessages += 1
      return
    }
    let opcode = Int(exactly: message.opcode ?? 1) ?? 0
    var data = Array((message.data ?? "").utf8)
    if opcode != 1, !data.isEmpty {
      if let decoded = try? Base64Parser.parse(data) {
        data = decoded.bytes
      } else if opcode == 2 {
        reading.note("Binary messages that are no Base64 were taken as text.")
      }
    }
    exchange.frames.append(
      PastedFrameMessage(isFromClient: message.type == "send", opcode: opcode, data: data, time: message.time))
  }

  private mutating func finish(at start: Int) throws(ReadingFault) -> TranscriptReading {
    guard !reading.exchanges.isEmpty else {
      throw ReadingFault(
        offset: start, problem: "none of the \(others) entries asks for WebSocket",
        expected: "an entry with a ws: or wss: URL, or with Upgrade: websocket")
    }
    reading.lost.formUnion([.lineEnds, .whiteSpace, .order, .startLine])
    if reading.exchanges.allSatisfy(\.frames.isEmpty) { reading.lost.insert(.bodies) }
    reading.note("The heads were written anew from what the archive tells: it keeps names and values, not bytes.")
    if others > 0 { reading.note("Entries that do not ask for WebSocket were skipped: \(others).") }
    if unreadMessages > 0 { reading.note("Messages neither sent nor received were skipped: \(unreadMessages).") }
    return reading
  }
}
