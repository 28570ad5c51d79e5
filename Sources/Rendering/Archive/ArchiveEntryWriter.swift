import Inspection
import WebSocketProtocol

/// Writes the entries of one connection: one for each of its opening handshakes, nearly always a single one.
struct ArchiveEntryWriter: Sendable {
  /// What has been written of the current entry.
  private enum State {
    case nothing
    /// Request and response.
    case heads
    /// And messages.
    case messages
  }

  private let connection: ConnectionEvent
  private let redacts: Bool
  private var state = State.nothing
  private var started: Int64?
  /// Nanoseconds from the beginning of the entry to its response.
  private var wait: Int64 = 0
  private var timestamp = Timestamp()

  /// - Parameters:
  ///   - started: when the connection began, in nanoseconds since 1970-01-01 UTC.
  ///   - redacts: secrets and payloads are replaced by their lengths.
  init(_ connection: ConnectionEvent, startedAt started: Int64?, redacts: Bool) {
    self.connection = connection
    self.started = started
    self.redacts = redacts
  }

  /// Writes a handshake; one more on the same connection begins an entry of its own.
  mutating func write(_ handshake: HandshakeEvent, at time: Int64?, into output: inout OutputBuffer) {
    if state != .nothing {
      close(at: time, omitted: 0, into: &output)
      output.write(",\n")
      started = time
    }
    if let started, let time { wait = max(0, time.subtractingReportingOverflow(started).partialValue) }
    open(handshake, into: &output)
  }

  /// Writes a text or binary message.
  mutating func write(
    _ message: MessageEvent, _ bytes: PartlyKnownBytes, at time: Int64?, into output: inout OutputBuffer
  ) {
    let payload = bytes.bytes
    if state == .nothing { open(nil, into: &output) }
    output.write(state == .messages ? ",\n" : "\n")
    state = .messages
    var object = JSONObjectWriter(&output)
    object.field("type", message.sender == .client ? "send" : "receive", &output)
    if let time { object.field("time", decimal: time, places: 9, &output) }
    object.field("opcode", message.type == .text ? 1 : 2, &output)
    if redacts {
      let length = Redaction.length(Int(clamping: message.length))
      object.field("data", message.type == .text ? length : Base64.encode(length.utf8), &output)
    } else if message.type == .binary {
      object.field("data", Base64.encode(payload), &output)
    } else if message.isText, !bytes.unknownRanges.isEmpty {
      object.field("data", text: bytes.text(isTruncated: message.payload.isTruncated)[...], &output)
    } else if message.isText, let text = TextExcerpt.text(payload, isTruncated: !message.isWhole) {
      object.field("data", text: text, &output)
    } else {
      // Archives have no place for text that is not UTF-8: what it was stands beside what can be shown of it.
      object.field("data", String(decoding: payload, as: UTF8.self), &output)
      object.field("_base64", Base64.encode(payload), &output)
    }
    if !message.isWhole {
      object.field("_length", message.length, &output)
      object.field("_complete", message.isComplete, &output)
      if !bytes.unknownRanges.isEmpty { object.field("_unknownRanges", ranges: bytes.unknownRanges, &output) }
    }
    object.close(&output)
  }

  /// Closes the entry.
  ///
  /// - Parameter omitted: how many messages had to be left out.
  mutating func finish(at time: Int64?, omitted: UInt64, into output: inout OutputBuffer) {
    if state == .nothing { open(nil, into: &output) }
    close(at: time, omitted: omitted, into: &output)
  }

  /// Begins an entry, up to its messages.
  private mutating func open(_ handshake: HandshakeEvent?, into output: inout OutputBuffer) {
    state = .heads
    var entry = JSONObjectWriter(&output)
    entry.field("_resourceType", "websocket", &output)
    entry.field("startedDateTime", time: started ?? 0, &timestamp, &output)
    let heads = ArchiveHeadWriter(connection: connection, redacts: redacts)
    entry.name("request", &output)
    heads.write(request: handshake?.request, into: &output)
    entry.name("response", &output)
    heads.write(response: handshake?.response, into: &output)
    entry.name("cache", &output)
    output.write("{}")
    entry.field("serverIPAddress", connection.ends?.server.address, &output)
    entry.field("connection", connection.ends.map { String($0.client.port) }, &output)
    if handshake?.request == nil {
      entry.field("comment", "the capture does not hold the request", &output)
    }
    // The messages follow as they come, and the rest behind them.
    entry.name("_webSocketMessages", &output)
    output.write("[")
  }

  /// Ends an entry, from its messages on.
  private mutating func close(at time: Int64?, omitted: UInt64, into output: inout OutputBuffer) {
    output.write(state == .messages ? "\n]" : "]")
    var total = wait
    if let started, let time { total = max(wait, time.subtractingReportingOverflow(started).partialValue) }
    output.write(#","timings":"#)
    var timings = JSONObjectWriter(&output)
    for name in ["blocked", "dns", "connect", "ssl"] as [StaticString] { timings.field(name, -1, &output) }
    timings.field("send", 0, &output)
    timings.field("wait", decimal: wait, places: 6, &output)
    timings.field("receive", decimal: total - wait, places: 6, &output)
    timings.close(&output)
    output.write(#","time":"#)
    output.write(decimal: total, places: 6)
    if omitted > 0 {
      output.write(#","_omittedMessages":"#)
      output.write(omitted)
    }
    output.write("}")
    state = .nothing
  }
}

extension JSONObjectWriter {
  /// A number with a fraction.
  fileprivate mutating func field(
    _ name: StaticString, decimal value: Int64, places: Int, _ output: inout OutputBuffer
  ) {
    self.name(name, &output)
    output.write(decimal: value, places: places)
  }
}

extension OutputBuffer {
  /// Writes a number of which the last digits are a fraction, without zeros at its end.
  fileprivate mutating func write(decimal value: Int64, places: Int) {
    let digits = String(value.magnitude)
    let padded = String(repeating: "0", count: max(0, places + 1 - digits.count)) + digits
    let fraction = padded.suffix(places)
    let shown = fraction.lastIndex { $0 != "0" }.map { fraction[...$0] } ?? ""
    if value < 0 { write("-") }
    write(String(padded.dropLast(places)))
    if !shown.isEmpty { write(".\(shown)") }
  }
}
