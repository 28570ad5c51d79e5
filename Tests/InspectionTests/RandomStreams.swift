import Inflation
import Inspection
import TestSupport
import WebSocketProtocol

/// What a generated stream of frames is like.
enum Temper: CaseIterable, Sendable {
  /// Nothing is wrong.
  case valid
  /// Frames that break rules, among frames that do not.
  case violating
  /// Frames, then bytes that are none.
  case garbage
}

extension SeededGenerator {
  /// Frames of one side, with or without compression.
  mutating func frames(
    from sender: Sender, temper: Temper, deflater: MessageDeflater? = nil, count: Int = 12
  ) -> [[UInt8]] {
    var frames: [[UInt8]] = []
    while frames.count < count {
      if temper != .valid, happens(onceIn: 4) {
        frames.append(violation(from: sender))
      } else {
        frames += message(from: sender, deflater: deflater)
      }
    }
    if temper == .garbage { frames.append(bytes(Int.random(in: 0...60, using: &self))) }
    if happens(onceIn: 3) { frames.append(frame(.close, [0x03, 0xe8] + text(4), from: sender)) }
    if temper != .valid, happens(onceIn: 3), let last = frames.popLast() { frames.append(Array(last.dropLast())) }
    return frames
  }

  /// A message in one or more frames, perhaps compressed, perhaps with control frames between.
  private mutating func message(from sender: Sender, deflater: MessageDeflater?) -> [[UInt8]] {
    if happens(onceIn: 4) {
      return [frame(pick([.ping, .pong]), bytes(Int.random(in: 0...20, using: &self)), from: sender)]
    }
    let isText = Bool.random(using: &self)
    let length = pick([0, 1, 5, 40, 125, 126, 300])
    var payload = isText ? text(length) : bytes(length)
    var reservedBits: FrameHeader.ReservedBits = []
    if let deflater, !happens(onceIn: 5) {
      payload = deflater.deflate(payload.span)
      reservedBits = .rsv1
    }
    let parts = happens(onceIn: 3) ? cut(payload, longest: 30) : [payload]
    var frames: [[UInt8]] = []
    for (index, part) in (parts.isEmpty ? [[]] : parts).enumerated() {
      let isLast = index >= parts.count - 1
      frames.append(
        frame(
          index == 0 ? (isText ? .text : .binary) : .continuation, part, from: sender, isFinal: isLast,
          reservedBits: index == 0 ? reservedBits : []))
      if !isLast, happens(onceIn: 4) { frames.append(frame(.ping, bytes(3), from: sender)) }
    }
    return frames
  }

  private mutating func violation(from sender: Sender) -> [UInt8] {
    switch Int.random(in: 0..<11, using: &self) {
    case 0: frame(.text, bytes(9), from: sender)
    case 1: frame(.continuation, text(5), from: sender, isFinal: Bool.random(using: &self))
    case 2: frame(.close, pick([[3], [3, 0xed], [3, 0xe8, 0xff]]), from: sender)
    case 3: frame(.ping, [], from: sender, isFinal: false)
    case 4: frame(Opcode(rawValue: 3), text(5), from: sender)
    case 5: frame(.binary, bytes(5), from: sender, reservedBits: pick([.rsv1, .rsv2, .rsv3]))
    case 6: frame(.text, text(5), from: sender.peer)
    case 7: frame(.ping, bytes(200), from: sender)
    case 8: frame(.close, [3, 0xe8] + text(pick([124, 125, 300])), from: sender)
    case 9: frame(.text, text(7), from: sender, isFinal: false)
    default:
      FrameEncoder.encode(
        .text, text(6), maskingKey: sender == .client ? maskingKey() : nil, lengthEncoding: pick([.bits16, .bits64]))
    }
  }

  private mutating func frame(
    _ opcode: Opcode, _ payload: [UInt8], from sender: Sender, isFinal: Bool = true,
    reservedBits: FrameHeader.ReservedBits = []
  ) -> [UInt8] {
    let key = happens(onceIn: 20) ? MaskingKey(rawValue: 0) : maskingKey()
    return FrameEncoder.encode(
      opcode, payload, isFinal: isFinal, reservedBits: reservedBits, maskingKey: sender == .client ? key : nil)
  }

  /// About as many bytes of UTF-8, with characters of one to four bytes.
  mutating func text(_ length: Int) -> [UInt8] {
    var text: [UInt8] = []
    while text.count < length { text += Array(pick(["a", "b", " ", "é", "漢", "😀", "the same again "]).utf8) }
    return text
  }

  /// A conversation of both sides, with or without its opening handshake's extension.
  mutating func dialogue(temper: Temper) -> Dialogue {
    let parameters: [String?] = [
      nil, "permessage-deflate", "permessage-deflate; client_no_context_takeover",
      "permessage-deflate; server_no_context_takeover; server_max_window_bits=10",
    ]
    let extensions = pick(parameters)
    var talk = Dialogue()
    if happens(onceIn: 3) {
      let prelude = pick(Prelude.all)
      for exchange in prelude.exchanges {
        talk.send(.client, exchange.client)
        talk.send(.server, exchange.server)
      }
    }
    talk.open(extensions: extensions)
    let agreement = ExtensionAgreement(ExtensionList(extensions.map { [$0] } ?? [])).permessageDeflate
    let compressors = [Sender.client, .server].map { sender in
      agreement.flatMap {
        MessageDeflater(windowBits: $0.windowBits(of: sender), contextTakeover: $0.keepsContext(of: sender))
      }
    }
    var client = frames(from: .client, temper: temper, deflater: compressors[0])[...]
    var server = frames(from: .server, temper: temper, deflater: compressors[1])[...]
    while !client.isEmpty || !server.isEmpty {
      if Bool.random(using: &self) {
        if let frame = client.popFirst() { talk.send(.client, frame) }
      } else if let frame = server.popFirst() {
        talk.send(.server, frame)
      }
    }
    if Bool.random(using: &self) { talk.fin(pick([.client, .server])) }
    return talk
  }
}
