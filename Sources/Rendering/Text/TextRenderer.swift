public import Inspection
internal import WebSocketProtocol

/// Writes events for people, as they happen; a connection's block comes when it ends.
public struct TextRenderer: EventRenderer, Sendable {
  let style: TextStyle
  let layout: TextLayout
  let redacts: Bool
  var timestamp = Timestamp()
  /// The connections that have not ended.
  private var blocks: [Int: ConnectionBlock] = [:]
  /// The last line written was a row of a list, so its column headings still hold.
  private var isInList = false
  private var wroteAnything = false
  private var capture = ""

  /// - Parameters:
  ///   - style: how text looks on the output.
  ///   - layout: what is shown.
  ///   - redacts: secrets and payloads are replaced by their lengths.
  public init(style: TextStyle, layout: TextLayout, redacts: Bool = false) {
    self.style = style
    self.layout = layout
    self.redacts = redacts
  }

  private var showsList: Bool { layout.showsFrames || layout.showsMessages }

  /// An input begins.
  public mutating func begin(_ capture: String, into output: inout OutputBuffer) {
    self.capture = capture
    blocks = [:]
  }

  /// Writes what the layout shows of these events.
  public mutating func render(_ queue: EventQueue, into output: inout OutputBuffer) {
    var index = 0
    while index < queue.events.count {
      let event = queue.events[index]
      index += 1
      switch event.kind {
      case .connection(let connection):
        blocks[event.connection] = ConnectionBlock(connection, started: event.time)
        if !layout.isByteStream, showsList || layout.showsBytes {
          paragraph(&output)
          line(blocks[event.connection]?.heading(event.connection, &timestamp, style) ?? "", &output)
        }
      case .handshake(let handshake):
        blocks[event.connection]?.add(handshake)
        if layout.isByteStream || showsList || layout.showsBytes { tell(handshake, &output) }
      case .frame(let frame):
        let findings = following(queue, from: index, frame.frame, event.connection)
        if layout.showsBytes { anatomy(frame, event, queue.bytes, findings, &output) }
        if layout.showsFrames { row(frame, event, queue.bytes, &output) }
      case .message(let message):
        if layout.showsMessages, !layout.showsFrames || message.frames > 1 || message.isCompressed {
          row(message, event, queue.bytes, &output)
        }
      case .finding(let finding):
        blocks[event.connection]?.add(finding)
        if event.connection == 0 || showsList || layout.showsBytes { tell(finding, &output) }
      case .gap(let gap):
        blocks[event.connection]?.add(gap)
        if showsList || layout.showsBytes { tell(gap, &output) }
      case .end(let end):
        let block = blocks.removeValue(forKey: event.connection)
        if layout.showsSummary, let block {
          paragraph(&output)
          for text in block.lines(end, event.connection, &timestamp, style, redacts: redacts) { line(text, &output) }
        }
      }
    }
  }

  /// Writes what the input held.
  public mutating func end(_ summary: Summary, into output: inout OutputBuffer) {
    guard !layout.isByteStream else {
      paragraph(&output)
      line(
        "\(Columns.count(summary.totals.frames, "frame")), \(Columns.count(summary.totals.messages, "message")); findings: "
          + counts(summary), &output)
      return
    }
    paragraph(&output)
    write(PayloadText.safe(capture, style: style), summary, &output)
  }

  /// Writes nothing: people are told on standard error.
  public mutating func fail(_ message: String, offset: UInt64?, status: Int32, into output: inout OutputBuffer) {}

  /// Writes what all inputs held, where there were several.
  public mutating func conclude(_ summary: Summary, inputs: Int, into output: inout OutputBuffer) {
    guard inputs > 1 else { return }
    write("all \(inputs) captures", summary, &output)
  }

  private mutating func write(_ name: String, _ summary: Summary, _ output: inout OutputBuffer) {
    let totals = summary.totals
    let text =
      "\(name): \(Columns.count(summary.packets, "packet")), "
      + "\(Columns.count(summary.connections, "WebSocket connection")), \(summary.otherConnections) other; "
      + "\(Columns.count(totals.frames, "frame")), \(Columns.count(totals.messages, "message")); findings: "
      + counts(summary)
    for text in Columns.wrap(text, style.width) { line(text, &output) }
  }

  private func counts(_ summary: Summary) -> String {
    FindingText.counts(
      errors: summary.totals.errors, warnings: summary.totals.warnings, notes: summary.totals.notes)
  }

  /// The findings that were told with a frame: they directly follow it.
  private func following(_ queue: EventQueue, from start: Int, _ frame: UInt64, _ connection: Int) -> Int {
    var count = 0
    for event in queue.events[start...] {
      guard event.connection == connection, case .finding(let finding) = event.kind, finding.finding.frame == frame
      else { break }
      count += 1
    }
    return count
  }

  // MARK: Lines

  mutating func line(_ text: String, _ output: inout OutputBuffer) {
    output.write(text)
    output.write(byte: UInt8(ascii: "\n"))
    wroteAnything = true
    isInList = false
  }

  /// Leaves a line empty, unless this is the first.
  mutating func paragraph(_ output: inout OutputBuffer) {
    if wroteAnything { output.write(byte: UInt8(ascii: "\n")) }
    isInList = false
  }

  private mutating func tell(_ handshake: HandshakeEvent, _ output: inout OutputBuffer) {
    for (index, text) in HandshakeText.lines(handshake, style, redacts: redacts).enumerated() {
      line((index == 0 ? "  handshake  " : "             ") + text, &output)
    }
  }

  private mutating func tell(_ finding: FindingEvent, _ output: inout OutputBuffer) {
    let wasInList = isInList
    let showsPlace = !layout.showsBytes && finding.finding.frame == nil
    for text in FindingText.lines(finding, indent: 2, showsPlace: showsPlace, style: style) { line(text, &output) }
    isInList = wasInList
  }

  private mutating func tell(_ gap: GapEvent, _ output: inout OutputBuffer) {
    let wasInList = isInList
    line("  [gap: \(gap.length) bytes of the \(gap.sender.rawValue) are missing, from offset \(gap.offset)]", &output)
    isInList = wasInList
  }

  // MARK: Rows

  private static let headings = " con    #        time dir type   flags  offset     len payload"

  private mutating func row(_ frame: FrameEvent, _ event: Event, _ bytes: [UInt8], _ output: inout OutputBuffer) {
    let header = frame.header
    let name = header.opcode.isDefined ? Self.shortName(header.opcode) : "op \(String(header.opcode.rawValue, radix: 16))"
    var flags = header.isFinal ? "F" : "-"
    for (bit, mark) in [(FrameHeader.ReservedBits.rsv1, "1"), (.rsv2, "2"), (.rsv3, "3")] {
      flags += header.reservedBits.contains(bit) ? mark : "-"
    }
    flags += header.isMasked ? "M" : "-"
    let place = "\(flags) \(Columns.right(String(frame.offset), 7)) \(Columns.right(String(header.payloadLength), 7))"
    let start = prefix(event, number: "\(frame.frame)", frame.sender, name)
    let text = describe(frame, bytes, width: payloadWidth)
    row(start.plain, start.painted, place, text, &output)
  }

  private mutating func row(_ message: MessageEvent, _ event: Event, _ bytes: [UInt8], _ output: inout OutputBuffer) {
    let fragments = message.frames > 1 ? "\(message.frames)fr" : ""
    let flags = Columns.left(fragments + (message.isCompressed ? "z" : ""), 5)
    let place = "\(flags) \(Columns.right("", 7)) \(Columns.right(String(message.length), 7))"
    let number = layout.showsFrames ? "=\(message.message)" : "\(message.message)"
    let start = prefix(event, number: number, message.sender, Self.shortName(message.type))
    var text = describe(message, bytes, width: payloadWidth - (message.isComplete ? 0 : 11))
    if !message.isComplete { text += " incomplete" }
    row(start.plain, start.painted, place, text, &output)
  }

  private var payloadWidth: Int {
    if let limit = layout.payloadLimit, limit > 24 { return .max / 4 }
    return style.width - 56
  }

  private mutating func row(
    _ plain: String, _ painted: String, _ place: String, _ text: String, _ output: inout OutputBuffer
  ) {
    if !isInList { line(style.paint(Self.headings, .dim), &output) }
    var complete = "\(style.usesColor ? painted : plain) \(place) \(text)"
    while complete.last == " " { complete.removeLast() }
    line(complete, &output)
    isInList = true
  }

  private func prefix(
    _ event: Event, number: String, _ sender: Sender, _ name: String
  ) -> (plain: String, painted: String) {
    let started = blocks[event.connection]?.started
    var time = ""
    if let moment = event.time, let started {
      let micros = (moment - started) / 1000
      let fraction = String(abs(micros) % 1_000_000)
      time =
        "\(micros < 0 ? "-" : "+")\(abs(micros) / 1_000_000)."
        + String(repeating: "0", count: 6 - fraction.count) + fraction
    }
    let direction = sender == .client ? "C>S" : sender == .server ? "C<S" : "?"
    let start = "\(Columns.right("\(event.connection)", 4)) \(Columns.right(number, 4)) \(Columns.right(time, 11)) "
    let rest = "\(direction) \(Columns.left(name, 6))"
    return (start + rest, start + style.paint(rest, sender == .client ? .client : .server))
  }

  private static func shortName(_ opcode: Opcode) -> String {
    opcode == .continuation ? "cont" : opcode.name
  }
}
