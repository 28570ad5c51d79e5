import Inspection
import WebSocketProtocol

extension TextRenderer {
  /// Writes a frame as one line of a list.
  mutating func row(_ frame: FrameEvent, _ event: Event, _ bytes: [UInt8], _ output: inout OutputBuffer) {
    let header = frame.header
    let number =
      header.generation.hasFlags
      ? "op \(String(header.opcode.rawValue, radix: 16))" : "type " + Hexadecimal.text([header.firstByte])
    let name = frame.type == .reserved ? number : Self.shortName(frame.type)
    var flags = header.isFinal ? "F" : "-"
    for (bit, mark) in [(FrameHeader.ReservedBits.rsv1, "1"), (.rsv2, "2"), (.rsv3, "3")] {
      flags += header.reservedBits.contains(bit) ? mark : "-"
    }
    flags += header.isMasked ? "M" : header.reservedBits.contains(.rsv4) ? "4" : "-"
    let place = Columns.ends([("\(frame.offset)", 13), ("\(header.payloadLength)", 21)], after: flags)
    let start = start(event, number: "\(frame.frame)", place: frame.packet.map(String.init) ?? "", frame.sender, name)
    let remark = frame.isInferred ? "inferred: " : ""
    let text = describe(frame, bytes, width: room(start, place) - remark.utf8.count)
    row(start, place, remark + text, &output)
  }

  /// Writes a message as one line of a list.
  mutating func row(_ message: MessageEvent, _ event: Event, _ queue: EventQueue, _ output: inout OutputBuffer) {
    var remarks: [String] = message.isComplete ? [] : [Self.shortage(of: message)]
    if message.isInferred, message.isComplete { remarks.append("inferred") }
    if message.isComplete, message.frames > 1 {
      remarks.append(message.isCompressed ? "\(message.frames)fr" : "\(message.frames) frames")
    }
    if message.isComplete, message.isCompressed { remarks.append(message.frames > 1 ? "infl." : "inflated") }
    let (width, end) = showsEachFrame ? (13, 21) : (8, 16)
    let place = Columns.ends([("\(message.length)", end)], after: Columns.left(remarks.joined(separator: " "), width))
    // Beside frames the column holds packets; alone, the frames that the message came in.
    let range = message.frames > 1 ? "\(message.firstFrame)-\(message.lastFrame)" : "\(message.firstFrame)"
    let frames = showsEachFrame ? "" : range
    let number = showsEachFrame ? "=\(message.message)" : "\(message.message)"
    let start = start(event, number: number, place: frames, message.sender, Self.shortName(message.type))
    row(start, place, describe(message, queue, width: room(start, place)), &output)
  }

  /// What a line begins with: number, time, direction and type; the last two in the colour of the side.
  private struct Start {
    var numbers: String
    var side: String
    var hue: TextStyle.Hue
  }

  /// Columns that are left for the payload; all there are where more of it was asked for than fits.
  private func room(_ start: Start, _ place: String) -> Int {
    if let limit = layout.payloadLimit, limit > 24 { return .max / 4 }
    return style.width - start.numbers.utf8.count - start.side.utf8.count - place.utf8.count - 3
  }

  private mutating func row(_ start: Start, _ place: String, _ text: String, _ output: inout OutputBuffer) {
    writeHeadings(&output)
    let line = "\(start.numbers) \(style.paint(start.side, start.hue)) \(place) \(text)"
    let end = line.utf8.lastIndex { $0 != UInt8(ascii: " ") }.map(line.utf8.index(after:)) ?? line.startIndex
    self.line(String(line[..<end]), &output)
    isInList = true
  }

  /// Writes the names of the columns above the first line of a list; messages have no flags and no offset.
  private mutating func writeHeadings(_ output: inout OutputBuffer) {
    guard !isInList else { return }
    if layout.showsBytes { paragraph(&output) }
    let hasFrames = layout.showsFrames && !layout.showsBytes
    let numbers = layout.isByteStream ? "   #" : "con    # \(hasFrames ? "packet" : " frame")       time"
    let place = hasFrames ? "flags  offset     len" : "             len"
    line(style.paint("\(numbers) dir type   \(place) payload", .dim), &output)
  }

  private func start(
    _ event: Event, number: String, place: String, _ sender: Sender, _ name: String
  ) -> Start {
    let numbers =
      layout.isByteStream
      ? Columns.right(number, 4)
      : Columns.ends([
        ("\(event.connection)", 3), (number, 8), (place, 15), (elapsed(event), 26),
      ])
    let direction = sender == .client ? "C>S" : sender == .server ? "C<S" : "?  "
    return Start(
      numbers: numbers, side: "\(direction) \(Columns.left(name, 6))", hue: sender == .client ? .client : .server)
  }

  /// The time since the connection's first event, in seconds with their microseconds.
  private func elapsed(_ event: Event) -> String {
    guard let moment = event.time, let started = blocks[event.connection]?.started else { return "" }
    let (difference, overflows) = moment.subtractingReportingOverflow(started)
    guard !overflows else { return "" }
    let micros = difference / 1000
    let fraction = String(abs(micros) % 1_000_000)
    return "\(micros < 0 ? "-" : "+")\(abs(micros) / 1_000_000)."
      + String(repeating: "0", count: 6 - fraction.count) + fraction
  }

  /// What an incomplete message lacks, in front of its length where that is known.
  static func shortage(of message: MessageEvent) -> String {
    message.unknownBytes > 0 ? "\(message.length - message.unknownBytes) known" : "incomplete"
  }

  private static func shortName(_ type: FrameType) -> String {
    type == .continuation ? "cont" : type.name
  }
}
