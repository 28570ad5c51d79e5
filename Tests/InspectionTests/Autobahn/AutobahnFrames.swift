import Inspection
import TestSupport
import WebSocketProtocol

/// A frame as its sender means it: what is in it, and not how it lies on the wire.
struct SentFrame: Hashable, Sendable {
  var opcode: Opcode
  var payload: [UInt8] = []
  var isFinal = true
  var reservedBits: FrameHeader.ReservedBits = []

  /// True for a close, a ping, a pong and the opcodes kept for more of the kind.
  var isControl: Bool { opcode.rawValue & 0x08 != 0 }

  static func text(_ text: String, isFinal: Bool = true) -> SentFrame {
    SentFrame(opcode: .text, payload: Array(text.utf8), isFinal: isFinal)
  }

  static func continuation(_ text: String, isFinal: Bool = true) -> SentFrame {
    SentFrame(opcode: .continuation, payload: Array(text.utf8), isFinal: isFinal)
  }

  static func ping(_ text: String = "") -> SentFrame { SentFrame(opcode: .ping, payload: Array(text.utf8)) }

  static func pong(_ text: String = "") -> SentFrame { SentFrame(opcode: .pong, payload: Array(text.utf8)) }

  static func close(_ code: UInt16, _ reason: [UInt8] = []) -> SentFrame {
    SentFrame(opcode: .close, payload: [UInt8(code >> 8), UInt8(code & 0xff)] + reason)
  }

  /// A message in as many frames as parts.
  static func fragments(
    _ opcode: Opcode, _ parts: [[UInt8]], reservedBits: FrameHeader.ReservedBits = []
  ) -> [SentFrame] {
    parts.enumerated().map { index, part in
      SentFrame(
        opcode: index == 0 ? opcode : .continuation, payload: part, isFinal: index == parts.count - 1,
        reservedBits: index == 0 ? reservedBits : [])
    }
  }

  /// The code of a Close frame whose body has one.
  var closeCode: UInt16? {
    opcode == .close && payload.count >= 2 ? UInt16(payload[0]) << 8 | UInt16(payload[1]) : nil
  }
}

extension SentFrame {
  /// The frame that an inspection has seen.
  init(_ seen: SeenFrame) {
    self.init(
      opcode: seen.header.opcode, payload: seen.payload, isFinal: seen.header.isFinal,
      reservedBits: seen.header.reservedBits)
  }
}

/// One side's way of putting frames on the wire: a client masks each of them with another key.
struct FrameWriter {
  let sender: Sender
  private var keys = SeededGenerator(state: 517)

  init(sender: Sender) {
    self.sender = sender
  }

  mutating func bytes(of frame: SentFrame) -> [UInt8] {
    let key = sender == .client ? keys.maskingKey() : nil
    let header = FrameHeader(
      opcode: frame.opcode, isFinal: frame.isFinal, reservedBits: frame.reservedBits, maskingKey: key,
      payloadLength: UInt64(frame.payload.count))
    var bytes = FrameEncoder.encode(header)
    guard let key else { return bytes + frame.payload }
    // Room made at once: in a debug build, a long payload would take its time to grow.
    var masked = [UInt8](repeating: 0, count: frame.payload.count)
    key.apply(to: frame.payload.span, at: 0, into: &masked)
    bytes += masked
    return bytes
  }

  /// The bytes of each frame.
  static func bytes(of frames: [SentFrame], from sender: Sender) -> [[UInt8]] {
    var writer = FrameWriter(sender: sender)
    return frames.map { writer.bytes(of: $0) }
  }
}
