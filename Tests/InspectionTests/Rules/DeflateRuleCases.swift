import Inflation
import TestSupport
import WebSocketProtocol

/// Payloads under permessage-deflate: DF.
extension RuleCase {
  private static let helloFrame = "c107f248cdc9c90700"

  /// What one side's frames hold, under an agreement on permessage-deflate.
  private static func compressed(
    _ rule: RuleID, _ name: String, _ hex: String, agreed parameters: String = "", finds found: [Found] = []
  ) -> RuleCase {
    RuleCase(rule, name, extensions: "permessage-deflate" + parameters, finds: found) { $0.send(.server, hex: hex) }
  }

  private static func error(_ rule: RuleID, frame: UInt64 = 1, at offset: Int = 0) -> Found {
    .error(rule, by: .server, frame: frame, at: offset)
  }

  private static func warning(_ rule: RuleID, frame: UInt64 = 1, at offset: Int = 0) -> Found {
    .warning(rule, by: .server, frame: frame, at: offset)
  }

  static let deflate: [RuleCase] = bits + payloads + windows

  private static let bits: [RuleCase] = [
    compressed(.df01, "RSV1 on a ping", "c900", finds: [error(.df01)]),
    compressed(.df01, "RSV1 on a Close", helloFrame + "c80203e8", finds: [error(.df01, frame: 2, at: 9)]),
    compressed(.df01, "a ping inside a compressed message", "4103f248cd89008004c9c90700"),

    compressed(.df02, "RSV1 on the second fragment", "4103f248cdc004c9c90700", finds: [error(.df02, frame: 2, at: 5)]),
    compressed(
      .df02, "RSV1 on every fragment", "4103f248cd4001c9c003c90700",
      finds: [error(.df02, frame: 2, at: 5), error(.df02, frame: 3, at: 8)]),
    compressed(.df02, "RSV1 on the first fragment alone", "4103f248cd8004c9c90700"),

    compressed(
      .df08, "a message that is not compressed", "810548656c6c6f",
      finds: [.note(.df08, by: .server, frame: 1, at: 0)]),
    compressed(
      .df08, "two of them, remarked on once", "8100" + helloFrame + "8200",
      finds: [.note(.df08, by: .server, frame: 1, at: 0)]),
    compressed(.df08, "control frames, which never are", "89008800"),
    .init(.df08, "nothing was agreed on") { $0.send(.server, hex: "810548656c6c6f") },
  ]

  private static let payloads: [RuleCase] = [
    compressed(.df03, "a reserved kind of block", "c103ffffff", finds: [error(.df03)]),
    compressed(.df03, "the wrapper of zlib", "c10d789cf348cdc9c90700058c01f5", finds: [error(.df03)]),
    compressed(.df03, "a payload that is cut", "c103f248cd", finds: [error(.df03)]),
    compressed(.df03, "in the second fragment", "4203f248cd8002ffff", finds: [error(.df03, frame: 2, at: 5)]),
    compressed(.df03, "Hello, as RFC 7692 has it", helloFrame),
    compressed(.df03, "Hello in a stored block", "c10b000500faff48656c6c6f00"),

    compressed(.df06, "a final block and the byte 00", "c108f348cdc9c9070000", finds: [warning(.df06)]),
    compressed(
      .df06, "the next message refers across a final block", "c108f348cdc9c9070000c105f200110000",
      finds: [warning(.df06)]),
    compressed(.df06, "no final block", helloFrame + "c105f200110000"),

    compressed(.df07, "the tail of the flush", "c10bf248cdc9c907000000ffff", finds: [warning(.df07)]),
    compressed(.df07, "an empty message with its tail", "c105000000ffff", finds: [warning(.df07)]),
    compressed(.df07, "the bytes of the tail in the text of a stored block", "c20a000400fbff0000ffff00"),

    compressed(.df09, "an empty message without a byte", "c100", finds: [warning(.df09)]),
    compressed(
      .df09, "in two empty fragments", "41008000", finds: [warning(.df09, frame: 2, at: 2)]),
    compressed(.df09, "an empty message, which is 00", "c10100"),
    compressed(.df09, "an empty last fragment", "4107f248cdc9c907008000"),
  ]

  private static let windows: [RuleCase] = [
    compressed(.df04, "a copy from before the first byte", "c10402130000", finds: [error(.df04)]),
    compressed(
      .df04, "a copy out of the message before, which was to be forgotten", helloFrame + "c105f200110000",
      agreed: "; server_no_context_takeover", finds: [error(.df04, frame: 2, at: 9)]),
    compressed(.df04, "the same copy where the context is kept", helloFrame + "c105f200110000"),
    compressed(
      .df04, "the same copy where only the client is to forget", helloFrame + "c105f200110000",
      agreed: "; client_no_context_takeover"),

    .init(
      .df05, "a copy over more than 512 bytes", extensions: "permessage-deflate; server_max_window_bits=9",
      finds: [error(.df05)]
    ) { $0.send(.server, .text, repeated, reservedBits: .rsv1) },
    .init(
      .df05, "the same copy within 4096 bytes", extensions: "permessage-deflate; server_max_window_bits=12"
    ) { $0.send(.server, .text, repeated, reservedBits: .rsv1) },
    .init(
      .df05, "the same copy where only the client's window is small",
      extensions: "permessage-deflate; client_max_window_bits=9"
    ) { $0.send(.server, .text, repeated, reservedBits: .rsv1) },
  ]

  /// Six hundred characters twice, compressed with a window that reaches from one to the other.
  private static var repeated: [UInt8] {
    var noise = SeededGenerator(state: 1)
    let text = hex(noise.bytes(300))
    return deflated(MessageDeflater(windowBits: 15, contextTakeover: true), text + text)
  }
}
