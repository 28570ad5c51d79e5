import TestSupport
import WebSocketProtocol

/// Chapters 1 to 4: lengths, pings, reserved bits and reserved opcodes.
extension AutobahnCase {
  static let greeting = "Hello, world!"
  static let binaryGreeting: [UInt8] = [0x00, 0xff, 0xfe, 0xfd, 0xfc, 0xfb, 0x00, 0xff]

  /// Chapter 1: messages whose lengths lie around the borders of the three forms.
  static let framing = lengths(chapter: "1.1", .text, 0x2a) + lengths(chapter: "1.2", .binary, 0xfe)

  private static func lengths(chapter: String, _ opcode: Opcode, _ byte: UInt8) -> [AutobahnCase] {
    let lengths = [0, 125, 126, 127, 128, 65535, 65536, 65536]
    return lengths.enumerated().map { index, length in
      AutobahnCase("\(chapter).\(index + 1)", chop: index == 7 ? .pieces(997) : .whole) {
        [SentFrame(opcode: opcode, payload: [UInt8](repeating: byte, count: length))]
      }
    }
  }

  /// Chapter 2: pings of every kind, and pongs that answer none.
  static let pings: [AutobahnCase] = [
    AutobahnCase("2.1") { [.ping()] },
    AutobahnCase("2.2") { [.ping(greeting)] },
    AutobahnCase("2.3") { [SentFrame(opcode: .ping, payload: binaryGreeting)] },
    AutobahnCase("2.4") { [longPing(125)] },
    AutobahnCase("2.5", [.init(.fr04)]) { [longPing(126)] },
    AutobahnCase("2.6", chop: .pieces(1)) { [longPing(125)] },
    AutobahnCase("2.7", [.init(.ms04)]) { [.pong()] },
    AutobahnCase("2.8", [.init(.ms04)]) { [.pong("unsolicited pong payload")] },
    AutobahnCase("2.9", [.init(.ms04)]) { [.pong("unsolicited pong payload"), .ping("ping payload")] },
    AutobahnCase("2.10") { tenPings },
    AutobahnCase("2.11", chop: .pieces(1)) { tenPings },
  ]

  private static let tenPings = (0..<10).map { SentFrame.ping("payload-\($0)") }

  private static func longPing(_ length: Int) -> SentFrame {
    SentFrame(opcode: .ping, payload: [UInt8](repeating: 0xfe, count: length))
  }

  /// Chapter 3: each combination of the reserved bits; the suite counts them 1 to 7, RSV1 being worth 4.
  static let reservedBits: [AutobahnCase] = [
    AutobahnCase("3.1", [.init(.fr01)]) { [reserved(1, .text(greeting))] },
    AutobahnCase("3.2", [.init(.fr01, frame: 2)]) { [.text(greeting), reserved(2, .text(greeting)), .ping()] },
    AutobahnCase("3.3", chop: .frames, [.init(.fr01, frame: 2)]) {
      [.text(greeting), reserved(3, .text(greeting)), .ping()]
    },
    AutobahnCase("3.4", chop: .pieces(1), [.init(.fr01, frame: 2)]) {
      [.text(greeting), reserved(4, .text(greeting)), .ping()]
    },
    AutobahnCase("3.5", [.init(.fr01)]) { [reserved(5, SentFrame(opcode: .binary, payload: binaryGreeting))] },
    AutobahnCase("3.6", [.init(.fr01)]) { [reserved(6, .ping(greeting))] },
    AutobahnCase("3.7", [.init(.fr01)]) { [reserved(7, SentFrame(opcode: .close))] },
  ]

  private static func reserved(_ value: UInt8, _ frame: SentFrame) -> SentFrame {
    var frame = frame
    frame.reservedBits = FrameHeader.ReservedBits(rawValue: value << 4)
    return frame
  }

  /// Chapter 4: the reserved opcodes, those of data frames and then those of control frames.
  static let opcodes =
    (0..<5).map { reservedOpcode("4.1.\($0 + 1)", 3 + UInt8($0), step: $0) }
    + (0..<5).map { reservedOpcode("4.2.\($0 + 1)", 11 + UInt8($0), step: $0) }

  /// The five opcodes of a kind come without payload, with one, and then twice so between frames that are in order;
  /// the last time in single bytes.
  private static func reservedOpcode(_ number: String, _ opcode: UInt8, step: Int) -> AutobahnCase {
    let hasPayload = step == 1 || step >= 3
    let frame = SentFrame(opcode: Opcode(rawValue: opcode), payload: hasPayload ? Array(greeting.utf8) : [])
    let isSurrounded = step >= 2
    return AutobahnCase(number, chop: step == 4 ? .pieces(1) : .whole, [.init(.fr02, frame: isSurrounded ? 2 : 1)]) {
      isSurrounded ? [.text(greeting), frame, .ping()] : [frame]
    }
  }
}
