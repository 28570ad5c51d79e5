public import Inspection
internal import WebSocketProtocol

/// Writes events as JSON Lines: one object a line, every line complete in itself.
public struct JSONLinesRenderer: EventRenderer, Sendable {
  let redacts: Bool
  private var capture: String? {
    didSet { opening = Opening() }
  }
  private var opening = Opening()
  var timestamp = Timestamp()

  /// - Parameter redacts: secrets and payloads are replaced by their lengths.
  public init(redacts: Bool = false) {
    self.redacts = redacts
  }

  /// An input begins; its name goes into every line.
  public mutating func begin(_ capture: String, into output: inout OutputBuffer) {
    self.capture = capture
  }

  /// Writes a line for each event.
  public mutating func render(_ queue: EventQueue, into output: inout OutputBuffer) {
    // Looked at where they are: a copy of each would cost as much as writing its numbers does.
    let events = queue.events.span
    for index in events.indices {
      switch events[index].kind {
      case .connection(let connection): write(connection, events[index], &output)
      case .handshake(let handshake): write(handshake, events[index], &output)
      case .check(let check): write(check, events[index], &output)
      case .frame(let frame): write(frame, events[index], queue.bytes, &output)
      case .message(let message): write(message, events[index], queue, &output)
      case .finding(let finding): write(finding, events[index], &output)
      case .hint(let hint): write(hint, events[index], &output)
      case .gap(let gap): write(gap, events[index], &output)
      case .end(let end): write(end, events[index], &output)
      }
    }
  }

  /// Writes the input's summary.
  public mutating func end(_ summary: Summary, into output: inout OutputBuffer) {
    write(summary, &output)
  }

  /// Writes an error event.
  public mutating func fail(
    _ message: String, offset: UInt64?, status: Int32, into output: inout OutputBuffer
  ) {
    var object = open("error", &output)
    object.field("message", message, &output)
    object.field("offset", offset, &output)
    object.field("status", Int(status), &output)
    object.end(&output)
  }

  /// Writes the summary of all inputs, where there were several.
  public mutating func conclude(_ summary: Summary, inputs: Int, into output: inout OutputBuffer) {
    guard inputs > 1 else { return }
    capture = nil
    write(summary, &output)
  }

  /// How a line begins, which is the same for all events of one name in one input.
  private struct Opening: Sendable {
    var name = ""
    var bytes: [UInt8] = []

    init() {}

    init(_ name: String, _ capture: String?) {
      self.name = name
      var buffer = OutputBuffer()
      var object = JSONObjectWriter(&buffer)
      object.field("event", name, &buffer)
      object.field("capture", capture, &buffer)
      bytes = buffer.bytes
    }
  }

  /// Opens a line that concerns no connection.
  private mutating func open(_ name: String, _ output: inout OutputBuffer) -> JSONObjectWriter {
    if name != opening.name { opening = Opening(name, capture) }
    output.write(contentsOf: opening.bytes)
    return JSONObjectWriter.continued
  }

  /// Opens a line with the fields that all events of connections share.
  mutating func open(
    _ name: String, _ event: borrowing Event, _ output: inout OutputBuffer
  ) -> JSONObjectWriter {
    var object = open(name, &output)
    if event.connection > 0 {
      object.field("connection", event.connection, &output)
      object.field("sequence", event.sequence, &output)
      object.field("time", time: event.time, &timestamp, &output)
    }
    return object
  }

  private mutating func write(_ connection: ConnectionEvent, _ event: borrowing Event, _ output: inout OutputBuffer) {
    var object = open("connection", event, &output)
    if let ends = connection.ends {
      object.field("client_address", ends.client.address, &output)
      object.field("client_port", Int(ends.client.port), &output)
      object.field("server_address", ends.server.address, &output)
      object.field("server_port", Int(ends.server.port), &output)
    }
    object.field("transport", connection.transport?.rawValue, &output)
    object.field("starts", connection.starts.rawValue, &output)
    object.field("community_id", connection.ends?.communityID, &output)
    object.end(&output)
  }

  private mutating func write(
    _ frame: FrameEvent, _ event: borrowing Event, _ bytes: [UInt8], _ output: inout OutputBuffer
  ) {
    let header = frame.header
    var object = open("frame", event, &output)
    object.field("sender", frame.sender.rawValue, &output)
    object.field("frame", frame.frame, &output)
    object.field("packet", frame.packet, &output)
    object.field("offset", frame.offset, &output)
    object.field("header_length", header.headerLength, &output)
    object.field("fin", header.isFinal, &output)
    if header.generation.hasFlags {
      object.field("rsv1", header.reservedBits.contains(.rsv1), &output)
      object.field("rsv2", header.reservedBits.contains(.rsv2), &output)
      object.field("rsv3", header.reservedBits.contains(.rsv3), &output)
      if !header.generation.hasMaskBit { object.field("rsv4", header.reservedBits.contains(.rsv4), &output) }
    }
    // The whole first byte says what a frame of hixie-75 and -76 is.
    object.field("opcode", Int(header.generation.hasFlags ? header.opcode.rawValue : header.firstByte), &output)
    object.field("type", frame.type.name, &output)
    object.field("masked", header.isMasked, &output)
    if let key = header.maskingKey { object.field("masking_key", hex: key.bytes[...], &output) }
    if header.generation.hasFlags {
      object.field("length_encoding", Int(header.lengthEncoding.rawValue), &output)
    }
    object.field("payload_length", header.payloadLength, &output)
    object.field("payload_captured", frame.payloadCaptured, &output)
    let payload = bytes[frame.payload.range]
    if redacts {
      object.field("payload_truncated", frame.payloadCaptured > 0, &output)
    } else {
      if !payload.isEmpty || frame.payloadCaptured == 0 {
        object.field("payload_hex", hex: payload, &output)
        if let text = TextExcerpt.text(payload, isTruncated: frame.payload.isTruncated) {
          object.field("payload_text", text: text, &output)
        }
      }
      object.field("payload_truncated", frame.payload.isTruncated, &output)
    }
    if frame.isInferred { object.field("inferred", true, &output) }
    object.end(&output)
  }

  private mutating func write(
    _ message: MessageEvent, _ event: borrowing Event, _ queue: EventQueue, _ output: inout OutputBuffer
  ) {
    var object = open("message", event, &output)
    object.field("sender", message.sender.rawValue, &output)
    object.field("message", message.message, &output)
    object.field("type", message.type.name, &output)
    if message.frames > 0 {
      object.field("first_frame", message.firstFrame, &output)
      object.field("last_frame", message.lastFrame, &output)
      object.field("frames", message.frames, &output)
    }
    object.field("compressed", message.isCompressed, &output)
    object.field("wire_length", message.wireLength, &output)
    object.field("length", message.length, &output)
    if redacts {
      object.field("payload_truncated", message.length > 0, &output)
    } else if message.unknownBytes > 0 {
      writePartlyKnownPayload(of: message, queue, &object, &output)
    } else {
      let payload = queue.bytes[message.payload.range]
      if !payload.isEmpty || message.length == 0 {
        let text = message.isText ? TextExcerpt.text(payload, isTruncated: !message.isWhole) : nil
        if let text {
          object.field("payload_text", text: text, &output)
        } else {
          object.field("payload_hex", hex: payload, &output)
        }
      }
      object.field("payload_truncated", message.payload.isTruncated, &output)
      // The digest of a short secret would give it away.
      if let sha256 = message.sha256 { object.field("sha256", hex: sha256[...], &output) }
    }
    object.field("close_code", message.closeCode.map { Int($0.rawValue) }, &output)
    object.field(
      "close_reason", message.closeReason.map { redacts ? Redaction.length($0.utf8.count) : $0 }, &output)
    object.field("answers", message.answers, &output)
    object.field("complete", message.isComplete, &output)
    if message.unknownBytes > 0 { object.field("unknown_bytes", message.unknownBytes, &output) }
    if message.isInferred { object.field("inferred", true, &output) }
    object.end(&output)
  }

  /// Zeros stand for unknown bytes in hexadecimal digits, U+FFFD in text; the ranges tell which they are.
  @inline(never)
  private func writePartlyKnownPayload(
    of message: MessageEvent, _ queue: EventQueue, _ object: inout JSONObjectWriter, _ output: inout OutputBuffer
  ) {
    let payload = PartlyKnownBytes(
      queue.bytes[message.payload.range], unknownRanges: queue.unknownRanges(of: message.payload))
    if message.isText, !payload.bytes.isEmpty {
      object.field("payload_text", text: payload.text(isTruncated: message.payload.isTruncated)[...], &output)
    } else if !payload.bytes.isEmpty {
      object.field("payload_hex", hex: payload.bytes, &output)
    }
    object.field("payload_truncated", message.payload.isTruncated, &output)
    if !payload.unknownRanges.isEmpty { object.field("unknown_ranges", ranges: payload.unknownRanges, &output) }
  }

  private mutating func write(_ event: FindingEvent, _ parent: borrowing Event, _ output: inout OutputBuffer) {
    var object = open("finding", parent, &output)
    object.fields(of: event.finding, packet: event.packet, redacts: redacts, &output)
    object.end(&output)
  }

  private mutating func write(_ event: HintEvent, _ parent: borrowing Event, _ output: inout OutputBuffer) {
    var object = open("finding", parent, &output)
    object.fields(of: event, redacts: redacts, &output)
    object.end(&output)
  }

  private mutating func write(_ gap: GapEvent, _ event: borrowing Event, _ output: inout OutputBuffer) {
    var object = open("gap", event, &output)
    object.field("sender", gap.sender.rawValue, &output)
    object.field("offset", gap.offset, &output)
    object.field("length", gap.length, &output)
    object.field("resumed", gap.resumed, &output)
    object.end(&output)
  }

  private mutating func write(_ end: EndEvent, _ event: borrowing Event, _ output: inout OutputBuffer) {
    var object = open("end", event, &output)
    if end.totals.frames > 0 { object.field("version", end.version.rawValue, &output) }
    object.field("closed_by", end.closedBy?.rawValue, &output)
    object.field("how", end.how.rawValue, &output)
    object.field("clean", end.isClean, &output)
    object.field("close_code", end.closeCode.map { Int($0.rawValue) }, &output)
    object.field("frames", end.totals.frames, &output)
    object.field("messages", end.totals.messages, &output)
    object.field("client_bytes", end.totals.client.bytes, &output)
    object.field("server_bytes", end.totals.server.bytes, &output)
    object.field("client_messages", end.totals.client.dataMessages, &output)
    object.field("server_messages", end.totals.server.dataMessages, &output)
    object.field("duration", seconds: end.duration, &output)
    object.field("client_messages_per_second", thousandths: end.messageRate(end.totals.client), &output)
    object.field("server_messages_per_second", thousandths: end.messageRate(end.totals.server), &output)
    if let times = end.pingRoundTrip {
      object.name("ping_round_trip", &output)
      var trip = JSONObjectWriter(&output)
      trip.field("min", seconds: times.shortest, &output)
      trip.field("median", seconds: times.median, &output)
      trip.field("max", seconds: times.longest, &output)
      trip.close(&output)
    }
    object.field("errors", end.totals.errors, &output)
    object.field("warnings", end.totals.warnings, &output)
    object.end(&output)
  }

  private mutating func write(_ summary: Summary, _ output: inout OutputBuffer) {
    let totals = summary.totals
    var object = open("summary", &output)
    object.field("packets", summary.packets, &output)
    object.field("bytes", summary.bytes, &output)
    object.field("connections", summary.connections, &output)
    object.field("other_connections", summary.otherConnections, &output)
    object.field("frames", totals.frames, &output)
    object.field("messages", totals.messages, &output)
    object.field("text", totals.client.text + totals.server.text, &output)
    object.field("binary", totals.client.binary + totals.server.binary, &output)
    object.field("ping", totals.client.ping + totals.server.ping, &output)
    object.field("pong", totals.client.pong + totals.server.pong, &output)
    object.field("close", totals.client.close + totals.server.close, &output)
    object.field("payload_bytes", totals.payloadBytes, &output)
    object.field("errors", totals.errors, &output)
    object.field("warnings", totals.warnings, &output)
    object.end(&output)
  }
}
