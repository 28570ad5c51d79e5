import Inspection
import WebSocketProtocol

/// Events as values that can be compared: payload bytes are in the event instead of beside it.
struct SeenEvent: Equatable {
  var connection: Int
  var sequence: UInt64
  var time: Int64?
  var kind: Kind

  enum Kind: Equatable {
    case connection(ConnectionEvent)
    case handshake(HandshakeEvent)
    case check(HandshakeCheck)
    case frame(SeenFrame)
    case message(SeenMessage)
    case finding(FindingEvent)
    case gap(GapEvent)
    case hint(HintEvent)
    case end(EndEvent)
  }
}

/// A frame event with its payload.
struct SeenFrame: Equatable {
  var sender: Sender
  var number: UInt64
  var packet: UInt64?
  var offset: UInt64
  var header: FrameHeader
  var payload: [UInt8]
  var isTruncated: Bool
  var captured: UInt64
  var isInferred = false
}

/// A message event with its payload.
struct SeenMessage: Equatable {
  var sender: Sender
  var number: UInt64
  var type: FrameType
  var firstFrame: UInt64
  var lastFrame: UInt64
  var frames: UInt64
  var isCompressed: Bool
  var wireLength: UInt64
  var length: UInt64
  var unknownBytes: UInt64
  var payload: [UInt8]
  var unknownRanges: [Range<Int>]
  var isTruncated: Bool
  var isText: Bool
  var closeCode: UInt16?
  var closeReason: String?
  var isComplete: Bool
  var answers: UInt64?
  var isInferred = false
  /// As much of it as was asked for beside what is shown.
  var content: [UInt8] = []
  var sha256: [UInt8]?

  /// The payload as text.
  var text: String? { String(validating: payload, as: UTF8.self) }

  /// The payload, with nothing in place of what is not known.
  var knownBytes: [UInt8?] {
    var bytes = payload.map(Optional.some)
    for range in unknownRanges {
      for index in range { bytes[index] = nil }
    }
    return bytes
  }

  /// The payload as text, with a mark for each byte that is not known.
  var markedText: String { String(decoding: knownBytes.map { $0 ?? UInt8(ascii: "#") }, as: UTF8.self) }
}

/// All events of an input, in order, with ways to ask for what a test is about.
struct EventLog: Equatable {
  private(set) var events: [SeenEvent] = []
  var summary = Summary()

  /// Moves what waits in a queue to the log.
  mutating func drain(_ queue: inout EventQueue) {
    for event in queue.events {
      events.append(
        SeenEvent(
          connection: event.connection, sequence: event.sequence, time: event.time,
          kind: Self.see(event.kind, queue)))
    }
    queue.removeAll()
  }

  private static func see(_ kind: Event.Kind, _ queue: EventQueue) -> SeenEvent.Kind {
    switch kind {
    case .connection(let event): .connection(event)
    case .handshake(let event): .handshake(event)
    case .check(let event): .check(event)
    case .finding(let event): .finding(event)
    case .gap(let event): .gap(event)
    case .hint(let event): .hint(event)
    case .end(let event): .end(event)
    case .frame(let event):
      .frame(
        SeenFrame(
          sender: event.sender, number: event.frame, packet: event.packet, offset: event.offset,
          header: event.header, payload: Array(queue.bytes[event.payload.range]),
          isTruncated: event.payload.isTruncated, captured: event.payloadCaptured,
          isInferred: event.isInferred))
    case .message(let event):
      .message(
        SeenMessage(
          sender: event.sender, number: event.message, type: event.type, firstFrame: event.firstFrame,
          lastFrame: event.lastFrame, frames: event.frames, isCompressed: event.isCompressed,
          wireLength: event.wireLength, length: event.length, unknownBytes: event.unknownBytes,
          payload: Array(queue.bytes[event.payload.range]),
          unknownRanges: Array(queue.unknownRanges(of: event.payload)), isTruncated: event.payload.isTruncated,
          isText: event.isText, closeCode: event.closeCode?.rawValue,
          closeReason: event.closeReason, isComplete: event.isComplete, answers: event.answers,
          isInferred: event.isInferred, content: Array(queue.bytes[event.content.range]), sha256: event.sha256))
    }
  }

  var frames: [SeenFrame] {
    events.compactMap { if case .frame(let frame) = $0.kind { frame } else { nil } }
  }

  var messages: [SeenMessage] {
    events.compactMap { if case .message(let message) = $0.kind { message } else { nil } }
  }

  var findings: [Finding] {
    events.compactMap { if case .finding(let event) = $0.kind { event.finding } else { nil } }
  }

  var hints: [HintEvent] {
    events.compactMap { if case .hint(let event) = $0.kind { event } else { nil } }
  }

  var handshakes: [HandshakeEvent] {
    events.compactMap { if case .handshake(let event) = $0.kind { event } else { nil } }
  }

  var connections: [ConnectionEvent] {
    events.compactMap { if case .connection(let event) = $0.kind { event } else { nil } }
  }

  var gaps: [GapEvent] {
    events.compactMap { if case .gap(let event) = $0.kind { event } else { nil } }
  }

  /// The end of the only connection, or of the last one.
  var end: EndEvent? {
    events.compactMap { if case .end(let event) = $0.kind { event } else { nil } }.last
  }

  /// The connections that came to their end, in that order.
  var ended: [Int] {
    events.compactMap { if case .end = $0.kind { $0.connection } else { nil } }
  }

  /// What findings there are, and the end: what does not depend on the events that were asked for.
  var verdict: [SeenEvent.Kind] {
    events.compactMap { event in
      switch event.kind {
      case .frame, .message: nil
      default: event.kind
      }
    }
  }

  /// The rules behind all findings, in order.
  var rules: [RuleID] { findings.map(\.rule) }

  /// The rules behind errors and warnings, in order.
  var serious: [RuleID] { findings.filter { $0.severity >= .warning }.map(\.rule) }

  /// The first finding of a rule.
  func finding(_ rule: RuleID) -> Finding? {
    findings.first { $0.rule == rule }
  }

  /// The messages of a side as text, pings, pongs and closes left out.
  func texts(of sender: Sender) -> [String?] {
    messages.filter { $0.sender == sender && !$0.type.isControl }.map(\.text)
  }
}

extension EventLog {
  /// What is in one stream, given in pieces.
  init(
    stream pieces: [[UInt8]], from sender: Sender? = nil, options: InspectionOptions = .everything
  ) {
    var inspector = ByteStreamInspector(options: options, sender: sender)
    for piece in pieces {
      inspector.take(piece.span)
      drain(&inspector.queue)
    }
    inspector.finish()
    drain(&inspector.queue)
    summary = inspector.summary
  }
}
