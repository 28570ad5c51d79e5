import Inspection
import WebSocketProtocol

extension TextRenderer {
  /// A frame's payload in words, and how much of it is there where that is not all.
  func describe(_ frame: FrameEvent, _ bytes: [UInt8], width: Int) -> String {
    guard frame.payloadCaptured < frame.header.payloadLength else { return payload(frame, bytes, width: width) }
    let remark = frame.payloadCaptured == 0 ? "none there" : "only \(frame.payloadCaptured) there"
    let shown = payload(frame, bytes, width: width - remark.utf8.count - 1)
    return shown.isEmpty ? remark : "\(shown) \(remark)"
  }

  private func payload(_ frame: FrameEvent, _ bytes: [UInt8], width: Int) -> String {
    let payload = bytes[frame.payload.range]
    let rest = frame.payloadCaptured - UInt64(payload.count)
    if frame.payloadCaptured == 0 || redacts || layout.payloadLimit == 0 { return "" }
    if frame.header.opcode == .close { return CloseText.text(CloseBody(payload), width: width, style: style) }
    if frame.header.reservedBits.isEmpty, frame.header.opcode != .binary,
      let text = TextExcerpt.text(payload, isTruncated: frame.payload.isTruncated), !text.isEmpty
    {
      return PayloadText.quoted(text, rest: rest + UInt64(payload.count - text.count), width: width, style: style)
    }
    return PayloadText.hex(payload, rest: rest, width: width, style: style)
  }

  /// A message's payload in words.
  func describe(_ message: MessageEvent, _ bytes: [UInt8], width: Int) -> String {
    let payload = bytes[message.payload.range]
    let rest = message.length - min(message.length, UInt64(payload.count))
    if redacts || layout.payloadLimit == 0 { return "" }
    switch message.type {
    case .close:
      return message.length == 0 ? "" : CloseText.text(CloseBody(payload), width: width, style: style)
    case .pong where message.answers != nil:
      return "answers frame \(message.answers ?? 0)"
    case .text where message.isText, .ping, .pong:
      if let text = TextExcerpt.text(payload, isTruncated: message.payload.isTruncated || !message.isComplete) {
        if text.isEmpty, rest == 0 { return message.type == .text ? "\"\"" : "" }
        return PayloadText.quoted(text, rest: rest + UInt64(payload.count - text.count), width: width, style: style)
      }
      return PayloadText.hex(payload, rest: rest, width: width, style: style)
    default:
      return PayloadText.hex(payload, rest: rest, width: width, style: style)
    }
  }
}
