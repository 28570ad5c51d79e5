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
  /// The payload came without a header, so that places are counted from its first byte.
  var isPayloadOnly = false

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
    if isPayloadOnly { return [style.paint(text(headings), .dim)] + payloadLines }
    return [style.paint(text(headings), .dim)] + headerRows.map(text) + payloadLines + delimiter.map(text) + [sum]
  }

  private var headerRows: [Row] {
    guard header.generation.hasFlags else { return delimitedHeader }
    guard masksHeader else { return firstByte + secondByte + extendedLength + maskingKey }
    return maskingKey + [maskedHeader] + firstByte + secondByte + extendedLength
  }

  /// True where the header is masked, too, so that what was sent does not show its fields.
  private var masksHeader: Bool { header.generation.masksWholeFrames && header.isMasked }

  /// Where a byte of the header is, counted from the flags on; nowhere if it is masked: then it was not sent as shown.
  private func headerPlace(_ start: UInt64, _ count: Int = 1) -> String {
    masksHeader ? "" : place(start, count)
  }

  private var maskedHeader: Row {
    let bytes = FrameEncoder.encode(header, mask: frame.mask).dropFirst(4)
    return Row(
      place: place(4, bytes.count), hex: PayloadText.pairs(bytes), field: "header",
      value: "\(bytes.count) bytes, masked; in clear:", hue: .dim)
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
    let first = isPayloadOnly ? start &- UInt64(header.headerLength) : frame.offset &+ start
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
    let names = header.reservedBits.subtracting(.rsv4).names
    let opcode = header.opcode
    let type = header.type
    return [
      Row(
        place: headerPlace(0), hex: PayloadText.pairs([byte]), bits: bits(byte, 0x80),
        field: header.generation.hasMoreBit ? "MORE" : "FIN", value: byte & 0x80 != 0 ? "1" : "0",
        meaning: header.isFinal ? "the last fragment" : "more fragments follow", hue: .heading),
      Row(
        bits: bits(byte, 0x70), field: "RSV1-3", value: String(String(byte >> 4 & 7 | 8, radix: 2).dropFirst()),
        meaning: names.isEmpty ? "no extension bits" : "\(names.joined(separator: ", ")) set", hue: .key),
      Row(
        bits: bits(byte, 0x0f), field: "opcode", value: "0x" + String(opcode.rawValue, radix: 16),
        meaning: type.isControl ? "\(type.name), a control frame" : type.name, hue: .client),
    ]
  }

  private var secondByte: [Row] {
    let code = lengthCode
    let hasMaskBit = header.generation.hasMaskBit
    let isSet = hasMaskBit ? header.isMasked : header.reservedBits.contains(.rsv4)
    let byte = (isSet ? 0x80 : 0) | code
    let meaning: String
    switch header.lengthEncoding {
    case .bits16: meaning = "in the next 2 bytes"
    case .bits64: meaning = "in the next 8 bytes"
    case .bits7, .delimiter, .base128: meaning = "7 bits (0-125)"
    }
    let flag =
      hasMaskBit
      ? (isSet ? "a masking key follows" : "not masked") : isSet ? "RSV4 set" : "no extension bit"
    return [
      Row(
        place: headerPlace(1), hex: PayloadText.pairs([byte]), bits: bits(byte, 0x80),
        field: hasMaskBit ? "MASK" : "RSV4", value: isSet ? "1" : "0", meaning: flag, hue: .key),
      Row(bits: bits(byte, 0x7f), field: "length", value: "\(code)", meaning: meaning, hue: .server),
    ]
  }

  private var lengthCode: UInt8 {
    switch header.lengthEncoding {
    case .bits16: 126
    case .bits64: 127
    case .bits7, .delimiter, .base128: UInt8(truncatingIfNeeded: header.payloadLength)
    }
  }

  private var extendedLength: [Row] {
    let count = header.flagsAndLength - 2
    guard count > 0 else { return [] }
    let bytes = (0..<count).reversed().map { UInt8(truncatingIfNeeded: header.payloadLength >> UInt64(8 * $0)) }
    let minimal = header.isLengthMinimal ? "" : ", not minimal"
    return [
      Row(
        place: headerPlace(2, count), hex: PayloadText.pairs(bytes[...]), field: "length",
        value: "\(header.payloadLength)", meaning: "\(8 * count) bits\(minimal)", hue: .server)
    ]
  }

  private var maskingKey: [Row] {
    guard let key = header.maskingKey else { return [] }
    let start = masksHeader ? 0 : UInt64(header.headerLength - 4)
    return [
      Row(
        place: place(start, 4), hex: PayloadText.pairs(key.bytes),
        field: header.generation == .hashedWholeFrameMask ? "nonce" : "masking key", value: Hexadecimal.text(key.bytes),
        hue: .key)
    ]
  }

  // MARK: hixie-75 and hixie-76

  private var delimitedHeader: [Row] {
    let type = header.firstByte
    var rows = [
      Row(
        place: place(0), hex: PayloadText.pairs([type]), bits: bits(type, 0xff), field: "type",
        value: "0x" + Hexadecimal.text([type]),
        meaning: frame.type == .reserved
          ? "dropped by its receiver" : header.type == .text ? "text, ends before ff" : "with length 0: closing",
        hue: .client)
    ]
    if header.lengthEncoding == .base128 {
      let bytes = FrameEncoder.encode(header).dropFirst()
      rows.append(
        Row(
          place: place(1, bytes.count), hex: PayloadText.pairs(bytes), field: "length",
          value: "\(header.payloadLength)", meaning: "7 bits a byte", hue: .server))
    }
    return rows
  }

  private var delimiter: [Row] {
    guard header.lengthEncoding == .delimiter, frame.isWhole else { return [] }
    return [Row(place: place(1 &+ header.payloadLength), hex: "ff", field: "delimiter", hue: .client)]
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
    if header.isMasked {
      let masked = FrameEncoder.masked(shown, of: header, mask: frame.mask)
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
    if header.type == .close {
      let body = CloseBody(shown, version: frame.version)
      return body.code == nil ? nil : CloseText.text(body, frame.version, width: room, style: style)
    }
    if header.type == .text, header.generation == .delimited {
      return shown.isEmpty ? nil : PayloadText.quoted(shown, rest: rest, width: room, style: style)
    }
    guard header.reservedBits.isEmpty, header.type != .binary,
      let text = TextExcerpt.text(shown, isTruncated: frame.payload.isTruncated || shown.count < payload.count),
      !text.isEmpty
    else { return nil }
    return PayloadText.quoted(text, rest: rest + UInt64(shown.count - text.count), width: room, style: style)
  }

  /// Where the text of a payload row begins.
  private static let meaningColumn = 49

  private var sum: String {
    let delimiter = header.lengthEncoding == .delimiter && frame.isWhole ? 1 : 0
    var parts = ["\(header.flagsAndLength) header"]
    if header.isMasked { parts.insert("4 \(maskName)", at: masksHeader ? 0 : 1) }
    parts.append("\(header.payloadLength) payload")
    if delimiter > 0 { parts.append("1 delimiter") }
    let (total, overflows) = header.payloadLength.addingReportingOverflow(UInt64(header.headerLength + delimiter))
    let sum = " " + (overflows ? "" : "\(Columns.count(total, "byte")) = ") + parts.joined(separator: " + ")
    return frame.isWhole ? sum : sum + ", cut"
  }

  private var maskName: String { header.generation == .hashedWholeFrameMask ? "nonce" : "key" }

  // MARK: By hand

  /// The unmasking of the first bytes, one a line: of the payload, or of the whole frame where its header is masked, too.
  func unmaskingSteps() -> [String] {
    guard header.isMasked, !payload.isEmpty, !redacts else { return [] }
    let sent: [UInt8]
    let clear: [UInt8]
    if masksHeader {
      var plain = header
      plain.maskingKey = nil
      clear = FrameEncoder.encode(plain) + payload
      sent =
        FrameEncoder.encode(header, mask: frame.mask).dropFirst(4)
        + FrameEncoder.masked(payload, of: header, mask: frame.mask)
    } else {
      clear = Array(payload)
      sent = FrameEncoder.masked(payload, of: header)
    }
    let period = header.generation == .hashedWholeFrameMask ? 20 : 4
    let index = Columns.right("i%\(period)", 4)
    var lines = [
      style.paint("  i \(index)  \(masksHeader ? "sent   " : "payload")      key          XOR          character", .dim)
    ]
    for (index, (byte, masked)) in zip(clear, sent).prefix(min(limit, 32)).enumerated() {
      let character = (0x20...0x7e).contains(byte) ? String(UnicodeScalar(byte)) : "."
      let remark = index > 0 && index % period == 0 ? "   the key starts again" : ""
      lines.append(
        "\(Columns.right("\(index)", 3)) \(Columns.right("\(index % period)", 4))  \(step(masked))"
          + "  \(step(masked ^ byte))  \(step(byte))  \(character)\(remark)")
    }
    if frame.header.payloadLength > UInt64(payload.count) || clear.count > lines.count - 1 {
      lines.append("  and so on")
    }
    return lines
  }

  private func step(_ byte: UInt8) -> String {
    let bits = String(byte, radix: 2)
    return PayloadText.pairs([byte]) + " " + String(repeating: "0", count: 8 - bits.count) + bits
  }
}

extension TextRenderer {
  /// Writes what the fragments of a message, or its compressed bytes, come to.
  mutating func whole(_ message: MessageEvent, _ queue: EventQueue, _ output: inout OutputBuffer) {
    var parts = [message.type.name]
    if message.frames > 1 { parts.append("\(message.frames) fragments") }
    if message.isCompressed { parts.append("inflated") }
    parts.append(Columns.count(message.length, "byte"))
    if !message.isComplete { parts.append(Self.shortage(of: message)) }
    let start = " = message \(message.message)   \(parts.joined(separator: ", "))"
    let text = describe(message, queue, width: max(20, style.width - start.count - 3))
    line(text.isEmpty ? start : "\(start)   \(text)", &output)
  }

  /// Writes a frame bit by bit.
  mutating func anatomy(
    _ frame: FrameEvent, _ event: Event, _ bytes: [UInt8], _ findings: Int, _ output: inout OutputBuffer
  ) {
    let anatomy = FrameAnatomy(
      frame: frame, payload: bytes[frame.payload.range], style: style,
      limit: layout.payloadLimit ?? TextLayout.gatheredPayload(true), redacts: redacts,
      isPayloadOnly: layout.isPayloadOnly)
    paragraph(&output)
    if !layout.isPayloadOnly {
      for text in heading(frame, event, bytes) { line(text, &output) }
      paragraph(&output)
    }
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
    var parts = [header.type == .reserved && header.generation.hasFlags ? "reserved opcode" : frame.type.name]
    if header.generation.hasFlags { parts.append(header.isFinal ? "final" : "fragment") }
    if header.isMasked { parts.append("masked") }
    parts.append(Columns.count(header.payloadLength, "byte"))
    if frame.isInferred { parts.append("inferred") }
    let sides: String
    switch frame.sender {
    case .client: sides = "client \(style.arrow) server"
    case .server: sides = "server \(style.arrow) client"
    case .unknown: sides = "unknown side"
    }
    let guess = layout.isSenderGuessed && frame.sender != .unknown ? " (by MASK)" : ""
    let place = layout.isByteStream ? "" : "connection \(event.connection)  "
    let facts = parts.joined(separator: ", ")
    let used = PayloadText.displayWidth("\(place)frame \(frame.frame)   \(sides)\(guess)   \(facts)")
    let start =
      style.paint("\(place)frame \(frame.frame)", .heading) + "   "
      + style.paint(sides, frame.sender == .client ? .client : .server) + guess
    guard used <= style.width else { return [start, "  \(facts)"] }
    // A payload that does not fit here whole is in the table.
    let payload = header.type == .binary ? "" : describe(frame, bytes, width: .max / 4)
    let fits = !payload.isEmpty && used + 3 + PayloadText.displayWidth(payload) <= style.width
    return [start + "   " + facts + (fits ? "   " + payload : "")]
  }
}
