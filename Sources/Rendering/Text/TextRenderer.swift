public import Inspection
internal import WebSocketProtocol

/// Writes events for people, as they happen; a connection's block comes when it ends.
public struct TextRenderer: EventRenderer, Sendable {
  let style: TextStyle
  let layout: TextLayout
  let redacts: Bool
  var timestamp = Timestamp()
  /// The connections that have not ended.
  private(set) var blocks: [Int: ConnectionBlock] = [:]
  /// The last line written was a row of a list, so its column headings still hold.
  var isInList = false
  private var wroteAnything = false
  /// The last line written belongs to a connection's block.
  private var isAfterBlock = false
  /// The connection and the number of the frame that was shown last.
  private var lastFrame = (0, UInt64(0))
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
  var showsEachFrame: Bool { layout.showsFrames || layout.showsBytes }

  /// An input begins.
  public mutating func begin(_ capture: String, into output: inout OutputBuffer) {
    self.capture = capture == "-" ? "standard input" : capture
    isAfterBlock = false
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
          for text in blocks[event.connection]?.heading(event.connection, &timestamp, style) ?? [] {
            line(text, &output)
          }
        }
      case .handshake(let handshake):
        blocks[event.connection]?.add(handshake)
        if layout.isByteStream || showsList || layout.showsBytes { tell(handshake, &output) }
      case .check: break
      case .frame(let frame):
        lastFrame = (event.connection, frame.frame)
        let findings = following(queue, from: index, frame.frame, event.connection)
        if layout.showsBytes {
          anatomy(frame, event, queue.bytes, findings, &output)
        } else if layout.showsFrames {
          row(frame, event, queue.bytes, &output)
        }
      case .message(let message):
        // A message of one whole frame as it was sent tells nothing beside its frame.
        let tellsMore = message.frames > 1 || message.isCompressed || message.unknownBytes > 0
        if layout.showsMessages, !showsEachFrame || tellsMore {
          row(message, event, queue, &output)
        } else if layout.showsBytes, tellsMore {
          whole(message, queue, &output)
        }
        if let sha256 = message.sha256, !redacts, showsList || layout.showsBytes { tell(sha256, of: message, &output) }
      case .finding(let finding):
        blocks[event.connection]?.add(finding)
        if event.connection == 0, isAfterBlock { paragraph(&output) }
        if event.connection == 0 || showsList || layout.showsBytes { tell(finding, event.connection, &output) }
      case .hint(let hint):
        blocks[event.connection]?.add(hint)
        if showsList || layout.showsBytes { tell(hint, event.connection, &output) }
      case .gap(let gap):
        blocks[event.connection]?.add(gap)
        if showsList || layout.showsBytes { tell(gap, &output) }
      case .end(let end):
        let block = blocks.removeValue(forKey: event.connection)
        if layout.showsSummary, let block {
          paragraph(&output)
          for text in block.lines(end, event.connection, &timestamp, style, redacts: redacts) { line(text, &output) }
          isAfterBlock = true
        }
      }
    }
  }

  /// Writes what the input held.
  public mutating func end(_ summary: Summary, into output: inout OutputBuffer) {
    guard !layout.isByteStream else {
      guard !layout.isPayloadOnly else { return }
      paragraph(&output)
      line(
        "\(Columns.count(summary.totals.frames, "frame")), "
          + "\(Columns.count(summary.totals.messages, "data message")); findings: \(counts(summary))", &output)
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
    paragraph(&output)
    write("all \(inputs) captures", summary, &output)
  }

  private mutating func write(_ name: String, _ summary: Summary, _ output: inout OutputBuffer) {
    let totals = summary.totals
    let input =
      "\(name): \(Columns.count(summary.packets, "packet")), "
      + "\(Columns.count(summary.connections, "WebSocket connection")), \(summary.otherConnections) other"
    for text in Columns.wrap(input, style.width) { line(text, &output) }
    line(
      "  \(Columns.count(totals.frames, "frame")), \(Columns.count(totals.messages, "data message")); "
        + "findings: \(counts(summary))", &output)
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
    isAfterBlock = false
  }

  private mutating func tell(_ handshake: HandshakeEvent, _ output: inout OutputBuffer) {
    let lines = HandshakeText.lines(handshake, style, redacts: redacts).flatMap { Columns.wrap($0, style.width - 13) }
    for (index, text) in lines.enumerated() {
      line((index == 0 ? "  handshake  " : "             ") + text, &output)
    }
  }

  private mutating func tell(_ finding: FindingEvent, _ connection: Int, _ output: inout OutputBuffer) {
    let wasInList = isInList
    // Right below its frame a finding needs no other place, and pasted bytes have none but the frame.
    let isBelowItsFrame = finding.finding.frame.map { lastFrame == (connection, $0) } ?? false
    let showsPlace = connection > 0 && !isBelowItsFrame
    if layout.showsBytes, finding.finding.frame == nil, connection > 0 { paragraph(&output) }
    for text in FindingText.lines(finding, indent: 2, showsPlace: showsPlace, style: style) { line(text, &output) }
    isInList = wasInList
  }

  private mutating func tell(_ hint: HintEvent, _ connection: Int, _ output: inout OutputBuffer) {
    let wasInList = isInList
    let isBelowItsFrame = hint.frame.map { lastFrame == (connection, $0) } ?? false
    for text in FindingText.lines(hint, indent: 2, showsPlace: !isBelowItsFrame, style: style, redacts: redacts) {
      line(text, &output)
    }
    isInList = wasInList
  }

  /// A message's digest, on a line of its own that has room for it.
  private mutating func tell(_ sha256: [UInt8], of message: MessageEvent, _ output: inout OutputBuffer) {
    let wasInList = isInList
    let label = showsEachFrame ? "=\(message.message)" : ""
    line("  \(label.isEmpty ? "" : label + " ")sha256 \(Hexadecimal.text(sha256))", &output)
    isInList = wasInList
  }

  private mutating func tell(_ gap: GapEvent, _ output: inout OutputBuffer) {
    let wasInList = isInList
    let missing = "\(Columns.count(gap.length, "byte")) of the \(gap.sender.rawValue) missing"
    line("  [gap: \(missing), from offset \(gap.offset)]", &output)
    isInList = wasInList
  }
}
