import Inspection
import WebSocketProtocol

extension TextRenderer {
  /// A frame's payload in words.
  func describe(_ frame: FrameEvent, _ bytes: [UInt8], width: Int) -> String {
    let length = frame.header.payloadLength
    let payload = bytes[frame.payload.range]
    let rest = frame.payloadCaptured - UInt64(payload.count)
    if frame.payloadCaptured < length { return "\(frame.payloadCaptured) of \(length) bytes are there" }
    if length == 0 { return "" }
    if redacts || layout.payloadLimit == 0 { return "" }
    if frame.header.opcode == .close { return close(CloseBody(payload), width: width) }
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
      return message.length == 0 ? "" : close(CloseBody(payload), width: width)
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

  private func close(_ body: CloseBody, width: Int) -> String {
    guard let code = body.code else { return "" }
    let name = CloseText.code(code)
    guard !body.reasonBytes.isEmpty else { return name }
    let room = width - 6
    let reason =
      body.reason != nil
      ? PayloadText.quoted(body.reasonBytes[...], rest: 0, width: room, style: style)
      : PayloadText.hex(body.reasonBytes[...], rest: 0, width: room, style: style)
    return "\(code.rawValue) \(reason)"
  }
}
