import Inspection
import WebSocketProtocol

/// A frame taken apart: every byte of the header with its bits, then the payload as sent and unmasked.
struct FrameAnatomy {
  let frame: FrameEvent
  /// The unmasked payload, as far as it was gathered.
  let payload: ArraySlice<UInt8>
  let style: TextStyle
  /// Payload bytes to show; the rest is counted.
  let limit: Int
  let redacts: Bool

  /// One row of the table: which bytes, their digits, their bits, and what they mean.
  private struct Row {
    var place = ""
    var hex = ""
    var bits = ""
    var field = ""
    var value = ""
    var meaning = ""
    var hue: TextStyle.Hue?
  }

  private var header: FrameHeader { frame.header }

  /// The column headings, the rows, and the sum of the bytes.
  func lines() -> [String] {
    let headings = Row(place: "byte", hex: "hex", bits: "bits", field: "field", value: "value", meaning: "meaning")
    let headerRows = firstByte + secondByte + extendedLength + maskingKey
    return [style.paint(text(headings), .dim)] + headerRows.map(text) + payloadLines + [sum]
  }

  private func text(_ row: Row) -> String {
    // Eight bytes take the room of the bits as well, which only the first two bytes have.
    let digits = Columns.left(row.bits.isEmpty ? row.hex : "\(Columns.left(row.hex, 11)) \(row.bits)", 23)
    var line =
      Columns.right(row.place, 9) + "  " + style.paint(digits, row.hue) + "  " + Columns.left(row.field, 11) + "  "
      + Columns.left(row.value, 5) + "  " + row.meaning
    while line.last == " " { line.removeLast() }
    return line
  }

  private func place(_ start: UInt64, _ count: Int = 1) -> String {
    let first = frame.offset &+ start
    let range = "\(first)-\(first &+ UInt64(count) &- 1)"
    return count == 1 || range.utf8.count > 9 ? "\(first)" : range
  }

  private func bits(_ byte: UInt8, _ mask: UInt8) -> String {
    var text = ""
    for place in (0..<8).reversed() {
      if place == 3 { text += " " }
      text += mask >> place & 1 == 0 ? "." : byte >> place & 1 == 0 ? "0" : "1"
    }
    return text
  }

  private var firstByte: [Row] {
    let byte = header.firstByte
    let reserved = header.reservedBits
    let names = [(FrameHeader.ReservedBits.rsv1, "RSV1"), (.rsv2, "RSV2"), (.rsv3, "RSV3")]
      .filter { reserved.contains($0.0) }.map(\.1)
    let opcode = header.opcode
    return [
      Row(
        place: place(0), hex: PayloadText.pairs([byte]), bits: bits(byte, 0x80), field: "FIN",
        value: header.isFinal ? "1" : "0",
        meaning: header.isFinal ? "the last fragment" : "more fragments follow", hue: .heading),
      Row(
        bits: bits(byte, 0x70), field: "RSV1-3", value: String(String(byte >> 4 & 7 | 8, radix: 2).dropFirst()),
        meaning: names.isEmpty ? "no extension bits" : "\(names.joined(separator: ", ")) set", hue: .key),
      Row(
        bits: bits(byte, 0x0f), field: "opcode", value: "0x" + String(opcode.rawValue, radix: 16),
        meaning: opcode.isDefined
          ? opcode.isControl ? "\(opcode.name), a control frame" : opcode.name : "reserved", hue: .client),
    ]
  }

  private var secondByte: [Row] {
    let code = lengthCode
    let byte = (header.isMasked ? 0x80 : 0) | code
    let meaning: String
    switch header.lengthEncoding {
    case .bits7: meaning = "7 bits (0-125)"
    case .bits16: meaning = "in the next 2 bytes"
    case .bits64: meaning = "in the next 8 bytes"
    }
    return [
      Row(
        place: place(1), hex: PayloadText.pairs([byte]), bits: bits(byte, 0x80), field: "MASK",
        value: header.isMasked ? "1" : "0",
        meaning: header.isMasked ? "a masking key follows" : "not masked", hue: .key),
      Row(bits: bits(byte, 0x7f), field: "length", value: "\(code)", meaning: meaning, hue: .server),
    ]
  }

  private var lengthCode: UInt8 {
    switch header.lengthEncoding {
    case .bits7: UInt8(truncatingIfNeeded: header.payloadLength)
    case .bits16: 126
    case .bits64: 127
    }
  }

  private var extendedLength: [Row] {
    let count = header.lengthEncoding == .bits7 ? 0 : header.lengthEncoding == .bits16 ? 2 : 8
    guard count > 0 else { return [] }
    let bytes = FrameEncoder.encode(header)[2..<(2 + count)]
    let minimal = header.isLengthMinimal ? "" : ", not minimal"
    return [
      Row(
        place: place(2, count), hex: PayloadText.pairs(bytes), field: "length",
        value: "\(header.payloadLength)", meaning: "\(8 * count) bits\(minimal)", hue: .server)
    ]
  }

  private var maskingKey: [Row] {
    guard let key = header.maskingKey else { return [] }
    let start = UInt64(header.headerLength - 4)
    return [
      Row(
        place: place(start, 4), hex: PayloadText.pairs(key.bytes), field: "masking key",
        value: Hexadecimal.text(key.bytes), hue: .key)
    ]
  }

  // MARK: The payload

  private var payloadLines: [String] {
    guard header.payloadLength > 0 else { return [] }
    let start = UInt64(header.headerLength)
    let shown = payload.prefix(limit)
    guard !shown.isEmpty, !redacts else {
      let isShort = frame.payloadCaptured < header.payloadLength
      let size = isShort ? amount : "\(amount), not shown"
      return rows([], from: frame.payloadCaptured > 0 ? start : nil, "payload", size, .dim)
    }
    var lines: [String] = []
    if let key = header.maskingKey {
      let masked = shown.enumerated().map { $0.element ^ key[UInt64($0.offset)] }
      lines += rows(masked[...], from: start, "payload", "\(amount), masked", .dim)
      lines += rows(shown, from: nil, "unmasked", meaning(shown) ?? "", .good)
    } else {
      lines += rows(shown, from: start, "payload", amount, .good)
      if let meaning = meaning(shown) { lines += rows([], from: nil, "", meaning, .good) }
    }
    let left = frame.payloadCaptured - UInt64(shown.count)
    if left > 0 { lines.append(text(Row(hex: "\(style.isASCII ? "..." : "…") (+\(left))"))) }
    return lines
  }

  /// How long the payload is, or how much of it is there.
  private var amount: String {
    switch frame.payloadCaptured {
    case header.payloadLength: Columns.count(header.payloadLength, "byte")
    case 0: "none there"
    case let captured: "only \(captured) there"
    }
  }

  /// Eight bytes a row over the columns of digits and bits; the first row says what they are.
  private func rows(
    _ bytes: ArraySlice<UInt8>, from start: UInt64?, _ field: String, _ meaning: String, _ hue: TextStyle.Hue
  ) -> [String] {
    var lines: [String] = []
    var index = bytes.startIndex
    repeat {
      let row = bytes[index..<min(index + 8, bytes.endIndex)]
      let isFirst = index == bytes.startIndex
      let place = start.map { self.place($0 + UInt64(index - bytes.startIndex), max(row.count, 1)) } ?? ""
      var line = Columns.right(place, 9) + "  " + style.paint(Columns.left(PayloadText.pairs(row), 23), hue)
      if isFirst { line += "  " + Columns.left(field, 11) + "  " + meaning }
      while line.last == " " { line.removeLast() }
      lines.append(line)
      index += row.count
    } while index < bytes.endIndex
    return lines
  }

  /// What the bytes say, where they say something.
  private func meaning(_ shown: ArraySlice<UInt8>) -> String? {
    let room = style.width - Self.meaningColumn
    let rest = frame.payloadCaptured - UInt64(shown.count)
    if header.opcode == .close {
      let body = CloseBody(shown)
      return body.code == nil ? nil : CloseText.text(body, width: room, style: style)
    }
    guard header.reservedBits.isEmpty, header.opcode != .binary,
      let text = TextExcerpt.text(shown, isTruncated: frame.payload.isTruncated || shown.count < payload.count),
      !text.isEmpty
    else { return nil }
    return PayloadText.quoted(text, rest: rest + UInt64(shown.count - text.count), width: room, style: style)
  }

  /// Where the text of a payload row begins.
  private static let meaningColumn = 49

  private var sum: String {
    let header = self.header
    let base = header.headerLength - (header.isMasked ? 4 : 0)
    let parts = ["\(base) header"] + (header.isMasked ? ["4 key"] : []) + ["\(header.payloadLength) payload"]
    let (total, overflows) = header.payloadLength.addingReportingOverflow(UInt64(header.headerLength))
    return " " + (overflows ? "" : "\(Columns.count(total, "byte")) = ") + parts.joined(separator: " + ")
  }

  // MARK: By hand

  /// The unmasking of the first bytes, one a line.
  func unmaskingSteps() -> [String] {
    guard let key = header.maskingKey, !payload.isEmpty, !redacts else { return [] }
    var lines = [style.paint("  i  i%4  payload      key          XOR          character", .dim)]
    for (index, byte) in payload.prefix(min(limit, 32)).enumerated() {
      let keyByte = key[UInt64(index)]
      let character = (0x20...0x7e).contains(byte) ? String(UnicodeScalar(byte)) : "."
      let remark = index > 0 && index % 4 == 0 ? "   the key starts again" : ""
      lines.append(
        "\(Columns.right("\(index)", 3))  \(Columns.right("\(index % 4)", 3))  \(step(byte ^ keyByte))  \(step(keyByte))"
          + "  \(step(byte))  \(character)\(remark)")
    }
    if header.payloadLength > UInt64(lines.count - 1) { lines.append("  and so on") }
    return lines
  }

  private func step(_ byte: UInt8) -> String {
    let bits = String(byte, radix: 2)
    return PayloadText.pairs([byte]) + " " + String(repeating: "0", count: 8 - bits.count) + bits
  }
}

extension TextRenderer {
  /// Writes what the fragments of a message, or its compressed bytes, come to.
  mutating func whole(_ message: MessageEvent, _ bytes: [UInt8], _ output: inout OutputBuffer) {
    var parts = [message.type.name]
    if message.frames > 1 { parts.append("\(message.frames) fragments") }
    if message.isCompressed { parts.append("inflated") }
    parts.append(Columns.count(message.length, "byte"))
    if !message.isComplete { parts.append("incomplete") }
    let start = " = message \(message.message)   \(parts.joined(separator: ", "))"
    let text = describe(message, bytes, width: max(20, style.width - start.count - 3))
    line(text.isEmpty ? start : "\(start)   \(text)", &output)
  }

  /// Writes a frame bit by bit.
  mutating func anatomy(
    _ frame: FrameEvent, _ event: Event, _ bytes: [UInt8], _ findings: Int, _ output: inout OutputBuffer
  ) {
    let anatomy = FrameAnatomy(
      frame: frame, payload: bytes[frame.payload.range], style: style,
      limit: layout.payloadLimit ?? TextLayout.gatheredPayload(true), redacts: redacts)
    paragraph(&output)
    for text in heading(frame, event, bytes) { line(text, &output) }
    paragraph(&output)
    for text in anatomy.lines() { line(text, &output) }
    if layout.explains {
      let steps = anatomy.unmaskingSteps()
      if !steps.isEmpty { paragraph(&output) }
      for text in steps { line(text, &output) }
      if !steps.isEmpty { paragraph(&output) }
    }
    if findings == 0 {
      line(" " + style.paint("ok", .good) + "  no findings", &output)
    }
  }

  private func heading(_ frame: FrameEvent, _ event: Event, _ bytes: [UInt8]) -> [String] {
    let header = frame.header
    var parts = [header.opcode.isDefined ? header.opcode.name : "reserved opcode"]
    parts.append(header.isFinal ? "final" : "fragment")
    if header.isMasked { parts.append("masked") }
    parts.append(Columns.count(header.payloadLength, "byte"))
    let sides: String
    switch frame.sender {
    case .client: sides = "client \(style.arrow) server"
    case .server: sides = "server \(style.arrow) client"
    case .unknown: sides = "unknown side"
    }
    let guess = layout.isSenderGuessed ? " (by MASK)" : ""
    let place = layout.isByteStream ? "" : "connection \(event.connection)  "
    let facts = parts.joined(separator: ", ")
    let used = PayloadText.displayWidth("\(place)frame \(frame.frame)   \(sides)\(guess)   \(facts)")
    let start =
      style.paint("\(place)frame \(frame.frame)", .heading) + "   "
      + style.paint(sides, frame.sender == .client ? .client : .server) + guess
    guard used <= style.width else { return [start, "  \(facts)"] }
    // A payload that does not fit here whole is in the table.
    let payload = header.opcode == .binary ? "" : describe(frame, bytes, width: .max / 4)
    let fits = !payload.isEmpty && used + 3 + PayloadText.displayWidth(payload) <= style.width
    return [start + "   " + facts + (fits ? "   " + payload : "")]
  }
}
