import Inspection
import WebSocketProtocol

extension TextRenderer {
  /// A frame's payload in words, and how much of it is there where that is not all.
  func describe(_ frame: FrameEvent, _ bytes: [UInt8], width: Int) -> String {
    guard frame.payloadCaptured < frame.header.payloadLength else { return payload(frame, bytes, width: width) }
    let remark = frame.payloadCaptured == 0 ? "none there" : "only \(frame.payloadCaptured) there"
    let room = width - remark.utf8.count - 1
    let shown = payload(frame, bytes, width: room)
    return shown.isEmpty || PayloadText.displayWidth(shown) > room ? remark : "\(shown) \(remark)"
  }

  private func payload(_ frame: FrameEvent, _ bytes: [UInt8], width: Int) -> String {
    let payload = bytes[frame.payload.range]
    let rest = frame.payloadCaptured - UInt64(payload.count)
    if frame.payloadCaptured == 0 || redacts || layout.payloadLimit == 0 { return "" }
    if frame.header.type == .close { return close(payload, frame.version, width: width) }
    if frame.header.reservedBits.isEmpty, frame.header.type != .binary,
      let text = TextExcerpt.text(payload, isTruncated: frame.payload.isTruncated), !text.isEmpty
    {
      return PayloadText.quoted(text, rest: rest + UInt64(payload.count - text.count), width: width, style: style)
    }
    if frame.header.type == .text, frame.version.framing == .delimited {
      return PayloadText.quoted(payload, rest: rest, width: width, style: style)
    }
    return PayloadText.hex(payload, rest: rest, width: width, style: style)
  }

  /// A close's body in words: code and reason where the version has them.
  private func close(_ payload: ArraySlice<UInt8>, _ version: ProtocolVersion, width: Int) -> String {
    guard !payload.isEmpty else { return "" }
    guard version.closeHasCode else {
      return TextExcerpt.text(payload, isTruncated: false).map {
        PayloadText.quoted($0, rest: 0, width: width, style: style)
      } ?? PayloadText.hex(payload, rest: 0, width: width, style: style)
    }
    return CloseText.text(CloseBody(payload), version, width: width, style: style)
  }

  /// A message's payload in words.
  func describe(_ message: MessageEvent, _ queue: EventQueue, width: Int) -> String {
    let payload = queue.bytes[message.payload.range]
    let rest = message.length - min(message.length, UInt64(payload.count))
    if redacts || layout.payloadLimit == 0 { return "" }
    switch message.type {
    case .close:
      return close(payload, message.version, width: width)
    case .pong where message.answers != nil:
      return "answers frame \(message.answers ?? 0)"
    case .text where message.unknownBytes > 0, .binary where message.unknownBytes > 0:
      let payload = PartlyKnownBytes(payload, unknownRanges: queue.unknownRanges(of: message.payload))
      return message.isText || message.type == .text && message.version.framing == .delimited
        ? PayloadText.quoted(payload, rest: rest, width: width, style: style)
        : PayloadText.hex(payload, rest: rest, width: width, style: style)
    case .text where message.isText, .ping, .pong:
      if let text = TextExcerpt.text(payload, isTruncated: message.payload.isTruncated || !message.isComplete) {
        if text.isEmpty, rest == 0 { return message.type == .text ? "\"\"" : "" }
        return PayloadText.quoted(text, rest: rest + UInt64(payload.count - text.count), width: width, style: style)
      }
      return PayloadText.hex(payload, rest: rest, width: width, style: style)
    case .text where message.version.framing == .delimited:
      // Where it is no UTF-8 its receivers see U+FFFD.
      return PayloadText.quoted(payload, rest: rest, width: width, style: style)
    default:
      return PayloadText.hex(payload, rest: rest, width: width, style: style)
    }
  }
}
