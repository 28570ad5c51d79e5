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
    let headings = Row(
      place: "byte", hex: "hex", bits: "bits", field: "field", value: "value", meaning: "meaning", hue: .dim)
    return ([headings] + firstByte + secondByte + extendedLength + maskingKey).map(text) + payloadLines + [sum]
  }

  private func text(_ row: Row) -> String {
    let hex = Columns.left(row.hex, 11)
    let bits = Columns.left(row.bits, 9)
    let shown =
      style.paint(hex, row.hue) + " " + style.paint(bits, row.hue) + "  " + Columns.left(row.field, 11) + "  "
      + Columns.left(row.value, 8) + " "
    var line = Columns.right(row.place, 9) + "  " + shown + row.meaning
    while line.last == " " { line.removeLast() }
    return line
  }

  private func place(_ start: UInt64, _ count: Int = 1) -> String {
    let first = frame.offset + start
    return count == 1 ? "\(first)" : "\(first)-\(first + UInt64(count) - 1)"
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
        meaning: header.isFinal ? "last fragment of the message" : "more fragments follow", hue: .heading),
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
    case .bits7: meaning = "7-bit form (0-125)"
    case .bits16: meaning = "the length is in the next 2 bytes"
    case .bits64: meaning = "the length is in the next 8 bytes"
    }
    return [
      Row(
        place: place(1), hex: PayloadText.pairs([byte]), bits: bits(byte, 0x80), field: "MASK",
        value: header.isMasked ? "1" : "0",
        meaning: header.isMasked ? "a 4-byte masking key follows" : "not masked", hue: .key),
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
    let minimal = header.isLengthMinimal ? "minimal" : "not minimal"
    return [
      Row(
        place: place(2, count), hex: PayloadText.pairs(bytes), field: "length",
        value: "\(header.payloadLength)", meaning: "\(8 * count)-bit form, \(minimal)", hue: .server)
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
    let length = header.payloadLength
    guard length > 0 else { return [] }
    let start = UInt64(header.headerLength)
    let shown = payload.prefix(limit)
    guard !shown.isEmpty, !redacts else {
      return [
        text(
          Row(
            place: frame.payloadCaptured > 0 ? place(start) : "", field: "payload", value: "",
            meaning: "\(Columns.count(length, "byte")), \(redacts ? "not shown" : captured)"))
      ]
    }
    var lines: [String] = []
    if let key = header.maskingKey {
      let masked = shown.enumerated().map { $0.element ^ key[UInt64($0.offset)] }
      lines += rows(masked[...], from: start, "payload", "\(Columns.count(length, "byte")), masked\(cut)", .dim)
      lines += rows(shown, from: nil, "unmasked", describe(shown), .good)
    } else {
      lines += rows(shown, from: start, "payload", "\(Columns.count(length, "byte"))\(cut)", .good)
      if let meaning = plainMeaning(shown) { lines.append(text(Row(field: "", value: "", meaning: meaning))) }
    }
    let left = frame.payloadCaptured - UInt64(shown.count)
    if left > 0 { lines.append(text(Row(hex: "\(style.isASCII ? "..." : "…") (+\(left))"))) }
    return lines
  }

  private var captured: String {
    frame.payloadCaptured == header.payloadLength ? "" : "\(frame.payloadCaptured) of them there"
  }

  private var cut: String {
    captured.isEmpty ? "" : ", \(captured)"
  }

  /// Eight bytes a row over the columns of digits and bits; the first row says what they are.
  private func rows(
    _ bytes: ArraySlice<UInt8>, from start: UInt64?, _ field: String, _ meaning: String, _ hue: TextStyle.Hue
  ) -> [String] {
    var lines: [String] = []
    var index = bytes.startIndex
    while index < bytes.endIndex {
      let row = bytes[index..<min(index + 8, bytes.endIndex)]
      let isFirst = index == bytes.startIndex
      let place = start.map { self.place($0 + UInt64(index - bytes.startIndex), row.count) } ?? ""
      var line = Columns.right(place, 9) + "  " + style.paint(Columns.left(PayloadText.pairs(row), 23), hue)
      if isFirst { line += " " + Columns.left(field, 11) + " " + meaning }
      while line.last == " " { line.removeLast() }
      lines.append(line)
      index += row.count
    }
    return lines
  }

  private func describe(_ shown: ArraySlice<UInt8>) -> String {
    plainMeaning(shown) ?? (header.opcode.isControl || header.opcode == .continuation ? "" : "binary")
  }

  /// What the bytes say, where they say something.
  private func plainMeaning(_ shown: ArraySlice<UInt8>) -> String? {
    let rest = frame.payloadCaptured - UInt64(shown.count)
    if header.opcode == .close {
      let body = CloseBody(shown)
      guard let code = body.code else { return nil }
      return CloseText.code(code)
        + (body.reasonBytes.isEmpty
          ? "" : " " + PayloadText.quoted(body.reasonBytes[...], rest: 0, width: 30, style: style))
    }
    guard header.reservedBits.isEmpty, header.opcode != .binary,
      let text = TextExcerpt.text(shown, isTruncated: rest > 0), !text.isEmpty
    else { return nil }
    return PayloadText.quoted(text, rest: rest + UInt64(shown.count - text.count), width: 30, style: style)
  }

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
    if payload.count > 32 { lines.append("  and so on") }
    return lines
  }

  private func step(_ byte: UInt8) -> String {
    let bits = String(byte, radix: 2)
    return PayloadText.pairs([byte]) + " " + String(repeating: "0", count: 8 - bits.count) + bits
  }
}

extension TextRenderer {
  /// Writes a frame bit by bit.
  mutating func anatomy(
    _ frame: FrameEvent, _ event: Event, _ bytes: [UInt8], _ findings: Int, _ output: inout OutputBuffer
  ) {
    let anatomy = FrameAnatomy(
      frame: frame, payload: bytes[frame.payload.range], style: style,
      limit: layout.payloadLimit ?? TextLayout.gatheredPayload(true), redacts: redacts)
    paragraph(&output)
    line(heading(frame, event, bytes), &output)
    paragraph(&output)
    for text in anatomy.lines() { line(text, &output) }
    if layout.explains {
      let steps = anatomy.unmaskingSteps()
      if !steps.isEmpty { paragraph(&output) }
      for text in steps { line(text, &output) }
    }
    if findings == 0 {
      line(" " + style.paint("ok", .good) + "  no findings", &output)
    }
  }

  private func heading(_ frame: FrameEvent, _ event: Event, _ bytes: [UInt8]) -> String {
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
    var text =
      style.paint("\(place)frame \(frame.frame)", .heading) + "   "
      + style.paint(sides, frame.sender == .client ? .client : .server)
      + "\(guess)   " + parts.joined(separator: ", ")
    let used = PayloadText.displayWidth("\(place)frame \(frame.frame)   \(sides)\(guess)   \(parts.joined(separator: ", "))")
    let room = style.width - used - 3
    if room > 10, frame.payloadCaptured == header.payloadLength {
      let payload = describe(frame, bytes, width: room)
      if !payload.isEmpty { text += "   " + payload }
    }
    return text
  }
}
