import Inspection
import TestSupport
import WebSocketProtocol

/// What happens on one connection, in order, for an ``Inspector`` to look at.
struct Dialogue {
  /// One thing that happens.
  enum Step {
    case bytes(Sender, [UInt8])
    case gap(Sender, UInt64)
    case fin(Sender)
    case reset(Sender)
  }

  private(set) var steps: [(step: Step, time: Int64?)] = []
  /// The clock, in nanoseconds; `nil` where there is none.
  var time: Int64?
  /// Draws the masking keys.
  private var keys = SeededGenerator(state: 6455)

  static let key = "dGhlIHNhbXBsZSBub25jZQ=="
  static let request = request()

  /// The head of a request.
  ///
  /// - Parameter answer: the extensions that the response accepts, for which something fitting is offered.
  static func request(for answer: String? = nil) -> [UInt8] {
    head(
      [
        "GET /chat HTTP/1.1", "Host: example.org", "Upgrade: websocket", "Connection: Upgrade",
        "Sec-WebSocket-Key: \(key)", "Sec-WebSocket-Version: 13",
      ] + (answer.map { ["Sec-WebSocket-Extensions: \(offer(for: $0))"] } ?? []))
  }

  /// The names that an answer has, with the one parameter that has to be offered.
  private static func offer(for answer: String) -> String {
    answer.split(separator: ",").map { element in
      let parts = element.split(separator: ";").map { String($0.drop { $0 == " " }) }
      let namesClientBits = parts.contains { $0.hasPrefix("client_max_window_bits") }
      return (parts.first ?? "") + (namesClientBits ? "; client_max_window_bits" : "")
    }.joined(separator: ", ")
  }

  static let response = response()

  /// The head of a response that accepts the upgrade.
  static func response(extensions: String? = nil) -> [UInt8] {
    head(
      ["HTTP/1.1 101 Switching Protocols", "Upgrade: websocket", "Connection: Upgrade"]
        + ["Sec-WebSocket-Accept: \(AcceptKey(for: key).value)"]
        + (extensions.map { ["Sec-WebSocket-Extensions: \($0)"] } ?? []))
  }

  static func head(_ lines: String...) -> [UInt8] { head(lines) }

  static func head(_ lines: [String]) -> [UInt8] {
    Array((lines.joined(separator: "\r\n") + "\r\n\r\n").utf8)
  }

  /// Bytes of one side as they are.
  mutating func send(_ sender: Sender, _ bytes: [UInt8]) {
    steps.append((.bytes(sender, bytes), time))
  }

  /// More bytes in the same step as the last ones.
  mutating func continueLast(with more: [UInt8]) {
    guard let last = steps.indices.last, case .bytes(let sender, let bytes) = steps[last].step else { return }
    steps[last].step = .bytes(sender, bytes + more)
  }

  mutating func send(_ sender: Sender, _ text: String) {
    send(sender, Array(text.utf8))
  }

  /// The opening handshake, accepted.
  mutating func open(extensions: String? = nil) {
    send(.client, Self.request(for: extensions))
    send(.server, Self.response(extensions: extensions))
  }

  /// A frame, masked where a client sends it.
  mutating func send(
    _ sender: Sender, _ opcode: Opcode, _ payload: [UInt8] = [], isFinal: Bool = true,
    reservedBits: FrameHeader.ReservedBits = []
  ) {
    let key = sender == .client ? keys.maskingKey() : nil
    send(
      sender,
      FrameEncoder.encode(opcode, payload, isFinal: isFinal, reservedBits: reservedBits, maskingKey: key))
  }

  mutating func send(_ sender: Sender, _ opcode: Opcode, _ text: String, isFinal: Bool = true) {
    send(sender, opcode, Array(text.utf8), isFinal: isFinal)
  }

  /// A Close frame.
  mutating func close(_ sender: Sender, _ code: UInt16? = 1000, _ reason: String = "") {
    let body = code.map { [UInt8($0 >> 8), UInt8($0 & 0xff)] } ?? []
    send(sender, .close, body + Array(reason.utf8))
  }

  /// Both Close frames, then the server's FIN and the client's.
  mutating func closeCleanly() {
    close(.client)
    close(.server)
    fin(.server)
    fin(.client)
  }

  /// Bytes that the capture does not hold.
  mutating func gap(_ sender: Sender, _ length: UInt64) { steps.append((.gap(sender, length), time)) }

  mutating func fin(_ sender: Sender) { steps.append((.fin(sender), time)) }

  mutating func reset(_ sender: Sender) { steps.append((.reset(sender), time)) }

  mutating func wait(seconds: Int64) { time = (time ?? 0) + seconds * 1_000_000_000 }

  /// What an inspector tells of it.
  ///
  /// - Parameters:
  ///   - firstIsClient: what is told of the side called first, which is the client.
  ///   - cuts: how each step's bytes are cut into pieces; whole where there is none.
  func inspected(
    _ options: InspectionOptions = .everything, firstIsClient: Bool? = true, cuts: SeededGenerator? = nil
  ) -> EventLog {
    var filter = EventFilter()
    return inspected(options, firstIsClient: firstIsClient, cuts: cuts, filter: &filter)
  }

  /// What an inspector tells of it, and a filter lets through.
  func inspected(
    _ options: InspectionOptions, firstIsClient: Bool? = true, cuts: SeededGenerator? = nil,
    filter: inout EventFilter
  ) -> EventLog {
    var cuts = cuts
    var inspector = Inspector(options: options)
    var log = EventLog()
    inspector.open(3, firstIsClient: firstIsClient)
    var offsets: [Side: UInt64] = [.first: 0, .second: 0]
    for (step, time) in steps {
      let origin = Origin(packet: nil, time: time)
      switch step {
      case .bytes(let sender, let bytes):
        let side = Self.side(sender)
        for piece in cuts?.cut(bytes, longest: 12) ?? [bytes] {
          _ = inspector.take(piece.span, from: side, at: offsets[side] ?? 0, slot: 3, origin) { _ in nil }
          offsets[side, default: 0] += UInt64(piece.count)
        }
      case .gap(let sender, let length):
        let side = Self.side(sender)
        _ = inspector.skip(length, from: side, at: offsets[side] ?? 0, slot: 3, origin)
        offsets[side, default: 0] += length
      case .fin(let sender): inspector.finish(Self.side(sender), slot: 3, origin)
      case .reset(let sender): inspector.reset(by: Self.side(sender), slot: 3, origin)
      }
      filter.apply(to: &inspector.queue)
      log.drain(&inspector.queue)
    }
    inspector.close(3)
    filter.apply(to: &inspector.queue)
    log.drain(&inspector.queue)
    log.summary = inspector.summary
    return log
  }

  private static func side(_ sender: Sender) -> Side { sender == .server ? .second : .first }
}

/// What an inspector tells of a connection that was opened and then went as told.
func inspect(
  extensions: String? = nil, options: InspectionOptions = .everything, _ tell: (inout Dialogue) -> Void
) -> EventLog {
  var dialogue = Dialogue()
  dialogue.open(extensions: extensions)
  tell(&dialogue)
  return dialogue.inspected(options)
}
