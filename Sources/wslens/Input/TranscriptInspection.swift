import Inspection
import PastedInput
import WebSocketProtocol

/// The road from transcripts to events: every exchange becomes a handshake that is judged.
struct TranscriptInspection {
  private(set) var inspector: TranscriptInspector
  private let version: ProtocolVersion?
  /// The messages of each connection, by which offsets become lines and columns.
  private var halves: [(request: Transcript.Message?, response: Transcript.Message?)] = []

  /// - Parameters:
  ///   - options: what to produce.
  ///   - version: the version to judge by, whatever the heads say.
  init(options: InspectionOptions, version: ProtocolVersion?) {
    inspector = TranscriptInspector(options: options)
    self.version = version
  }

  /// Judges a text that holds requests, responses or both.
  ///
  /// - Returns: what there is to say about exchanges that were passed over.
  mutating func take(_ transcript: Transcript) -> String? {
    let wanted = transcript.exchanges.filter(\.opensWebSocket)
    // Where nothing asks for WebSocket, that is what has to be judged.
    let exchanges = wanted.isEmpty ? transcript.exchanges : wanted
    for exchange in exchanges { take(exchange, of: transcript) }
    let passed = transcript.exchanges.count - exchanges.count
    return passed == 0
      ? nil : "\(passed) \(passed == 1 ? "exchange that does" : "exchanges that do") not ask for WebSocket: passed over"
  }

  private mutating func take(_ exchange: Transcript.Exchange, of transcript: Transcript) {
    let handshake = Handshake(
      request: exchange.request.map(Handshake.Half.init), response: exchange.response.map(Handshake.Half.init),
      version: version, lost: Handshake.Loss(transcript.lost), isSecure: exchange.url.flatMap(Self.isSecure))
    halves.append((exchange.request, exchange.response))
    inspector.take(
      handshake, source: HandshakeSource(transcript),
      messages: exchange.frames.map { message in
        TranscriptInspector.KeptMessage(
          sender: message.isFromClient ? .client : .server,
          opcode: Opcode(rawValue: UInt8(clamping: message.opcode) & 0xf), payload: message.data)
      })
  }

  /// Judges a request and a response that stand in files of their own.
  mutating func take(request: Transcript?, response: Transcript?) {
    let asked = request?.exchanges.lazy.compactMap(\.request).first
    let answered = response?.exchanges.lazy.compactMap(\.response).first
    let lost = (request?.lost ?? []).union(response?.lost ?? [])
    var half = asked.map(Handshake.Half.init)
    let version =
      version ?? half.flatMap { ProtocolVersion.requested(by: $0.head) }
      ?? answered.flatMap { ProtocolVersion.accepted(by: HTTPHead($0.head)) }
    // What the client sent later stands in the same file; when it did is not known.
    let bodyLength = version?.hasChallenge == true ? 8 : 0
    var later: [UInt8] = []
    if let rest = half?.rest, rest.count > bodyLength, bodyLength == 0 || asked?.isText != true {
      later = Array(rest[bodyLength...])
      half?.rest = Array(rest[..<bodyLength])
    }
    let handshake = Handshake(
      request: half, response: answered.map(Handshake.Half.init), version: self.version, lost: Handshake.Loss(lost))
    halves.append((asked, answered))
    let sources = [request, response].compactMap { $0.map(HandshakeSource.init) }
    inspector.take(handshake, source: sources.first?.joined(with: sources.dropFirst().first), clientFrames: later)
  }

  /// The events that wait, with their places in the text.
  mutating func takeEvents() -> EventQueue {
    inspector.queue.locate { connection, sender, offset in
      guard connection >= 1, connection <= halves.count else { return nil }
      let pair = halves[connection - 1]
      guard let message = sender == .server ? pair.response : pair.request else { return nil }
      let place = message.place(of: Int(clamping: offset))
      return Finding.Place(line: place.line, column: place.column)
    }
    let queue = inspector.queue
    inspector.queue.removeAll()
    return queue
  }

  private static func isSecure(_ url: String) -> Bool? {
    let lowercased = url.lowercased()
    if lowercased.hasPrefix("wss:") || lowercased.hasPrefix("https:") { return true }
    return lowercased.hasPrefix("ws:") || lowercased.hasPrefix("http:") ? false : nil
  }
}

extension Transcript.Message {
  /// True where no byte behind the head is one that text does not hold.
  fileprivate var isText: Bool { rest.allSatisfy { $0 >= 0x20 && $0 < 0x7f || $0 == 0x0a || $0 == 0x0d || $0 == 0x09 } }
}

extension Transcript.Exchange {
  /// True where the exchange is about WebSocket: by what it asks for, by its URL, or by its answer.
  fileprivate var opensWebSocket: Bool {
    if let request {
      let head = HTTPHead(request.head)
      if head.asksForWebSocket || ProtocolVersion.requested(by: head) != nil { return true }
    }
    if let url, url.hasPrefix("ws:") || url.hasPrefix("wss:") { return true }
    return response.map { HTTPHead($0.head).status == 101 } ?? false
  }
}

extension Handshake.Half {
  fileprivate init(_ message: Transcript.Message) {
    self.init(HTTPHead(message.head), rest: message.rest)
  }
}

extension Handshake.Loss {
  fileprivate init(_ lost: Transcript.Lost) {
    self = []
    let pairs: [(Transcript.Lost, Handshake.Loss)] = [
      (.lineEnds, .lineEnds), (.whiteSpace, .whiteSpace), (.order, .order), (.case, .nameCase), (.bodies, .bodies),
      (.startLine, .startLines),
    ]
    for (part, loss) in pairs where lost.contains(part) { insert(loss) }
  }
}

extension HandshakeSource {
  fileprivate init(_ transcript: Transcript) {
    let words: [(Transcript.Lost, String)] = [
      (.lineEnds, "line ends"), (.whiteSpace, "white space"), (.order, "the order of fields"),
      (.case, "the case of field names"), (.bodies, "bytes behind the heads"), (.startLine, "start lines"),
    ]
    self.init(
      dialect: transcript.dialect.rawValue, notes: transcript.notes,
      notJudged: words.filter { transcript.lost.contains($0.0) }.map(\.1))
  }

  /// What is to say of two files, once where it is the same.
  fileprivate func joined(with other: HandshakeSource?) -> HandshakeSource {
    guard let other else { return self }
    return HandshakeSource(
      dialect: dialect == other.dialect ? dialect : "\(dialect) and \(other.dialect)",
      notes: notes + other.notes.filter { !notes.contains($0) },
      notJudged: notJudged + other.notJudged.filter { !notJudged.contains($0) })
  }
}
