import TestSupport
import WebSocketProtocol

/// Headers that are wrong by themselves: FR-01 to FR-08, FR-15.
extension RuleCase {
  static let frames: [RuleCase] = reservedFields + controlFrames + masks + lengths + lost

  private static let reservedFields: [RuleCase] = [
    .init(.fr01, "RSV1 without an extension", finds: [.error(.fr01, by: .server, frame: 1, at: 0)]) {
      $0.send(.server, hex: "c1026869")
    },
    .init(.fr01, "RSV2 in the second frame", finds: [.error(.fr01, by: .client, frame: 2, at: 8)]) { talk in
      talk.send(.client, .text, "hi")
      talk.send(.client, .text, [0x68], reservedBits: .rsv2)
    },
    .init(.fr01, "RSV3 on a ping", finds: [.error(.fr01, by: .server, frame: 1, at: 0)]) {
      $0.send(.server, hex: "9900")
    },
    .init(
      .fr01, "RSV2, which permessage-deflate does not define", extensions: "permessage-deflate",
      finds: [.error(.fr01, by: .server, frame: 1, at: 0)]
    ) { $0.send(.server, .binary, bytes(fromHex: "f248cdc9c90700"), reservedBits: [.rsv1, .rsv2]) },
    .init(.fr01, "RSV1, which permessage-deflate defines", extensions: "permessage-deflate") {
      $0.send(.server, hex: "c107f248cdc9c90700")
    },
    .init(.fr01, "any bit, under an extension nobody knows", extensions: "x-private") {
      $0.send(.server, hex: "f1026869")
    },
    .init(.fr01, "no bit") { $0.send(.server, hex: "81026869") },

    .init(.fr02, "opcode 3", finds: [.error(.fr02, by: .server, frame: 1, at: 0)]) { $0.send(.server, hex: "830161") },
    .init(.fr02, "opcode 7", finds: [.error(.fr02, by: .server, frame: 1, at: 0)]) { $0.send(.server, hex: "8700") },
    .init(.fr02, "opcode B", finds: [.error(.fr02, by: .client, frame: 1, at: 0)]) {
      $0.send(.client, Opcode(rawValue: 11))
    },
    .init(.fr02, "opcode F", finds: [.error(.fr02, by: .server, frame: 1, at: 0)]) { $0.send(.server, hex: "8f00") },
    .init(.fr02, "opcodes 1, 2 and 9") { $0.send(.server, hex: "810082008900") },
    .init(.fr02, "opcode 0 and A", finds: [.note(.ms04, by: .server, frame: 3, at: 4)]) {
      $0.send(.server, hex: "010080008a00")
    },
  ]

  private static let controlFrames: [RuleCase] = [
    .init(.fr03, "a ping with FIN 0", finds: [.error(.fr03, by: .server, frame: 1, at: 0)]) {
      $0.send(.server, hex: "0900")
    },
    .init(.fr03, "a Close with FIN 0", finds: [.error(.fr03, by: .client, frame: 1, at: 0)]) {
      $0.send(.client, .close, [], isFinal: false)
    },
    .init(
      .fr03, "a pong with FIN 0",
      finds: [.error(.fr03, by: .server, frame: 1, at: 0), .note(.ms04, by: .server, frame: 1, at: 0)]
    ) { $0.send(.server, hex: "0a00") },
    .init(.fr03, "a whole ping inside a fragmented message") { talk in
      talk.send(.server, .text, "a", isFinal: false)
      talk.send(.server, .ping)
      talk.send(.server, .continuation, "b")
    },

    .init(.fr04, "a ping of 126 bytes", finds: [.error(.fr04, by: .server, frame: 1, at: 0)]) {
      $0.send(.server, hex: "897e007e", then: 126)
    },
    .init(.fr04, "a ping of 5 bytes in the 16-bit form", finds: [.error(.fr04, by: .server, frame: 1, at: 0)]) {
      $0.send(.server, hex: "897e0005", then: 5)
    },
    .init(.fr04, "a Close of 126 bytes in the 64-bit form", finds: [.error(.fr04, by: .server, frame: 1, at: 0)]) {
      $0.send(.server, hex: "887f000000000000007e03e8", then: 124)
    },
    .init(.fr04, "a ping of 125 bytes") { $0.send(.server, hex: "897d", then: 125) },
    .init(.fr04, "a text of 126 bytes") { $0.send(.server, hex: "817e007e", then: 126) },
  ]

  private static let masks: [RuleCase] = [
    .init(.fr05, "a text from the client", finds: [.error(.fr05, by: .client, frame: 1, at: 0)]) {
      $0.send(.client, hex: "810548656c6c6f")
    },
    .init(.fr05, "an empty Close from the client", finds: [.error(.fr05, by: .client, frame: 2, at: 11)]) { talk in
      talk.send(.client, .text, "Hello")
      talk.send(.client, hex: "8800")
    },
    .init(.fr05, "an empty masked text from the client") { $0.send(.client, .text) },
    .init(.fr05, "a text from the server") { $0.send(.server, hex: "810548656c6c6f") },

    .init(.fr06, "a masked text from the server", finds: [.error(.fr06, by: .server, frame: 1, at: 0)]) {
      $0.send(.server, hex: "818537fa213d7f9f4d5158")
    },
    .init(.fr06, "an empty masked ping from the server", finds: [.error(.fr06, by: .server, frame: 1, at: 0)]) {
      $0.send(.server, hex: "898037fa213d")
    },
    .init(.fr06, "the same text from the client") { $0.send(.client, hex: "818537fa213d7f9f4d5158") },
  ]

  private static let lengths: [RuleCase] = [
    .init(.fr07, "125 in the 16-bit form", finds: [.error(.fr07, by: .server, frame: 1, at: 0)]) {
      $0.send(.server, hex: "817e007d", then: 125)
    },
    .init(.fr07, "0 in the 16-bit form, masked", finds: [.error(.fr07, by: .client, frame: 1, at: 0)]) {
      $0.send(.client, hex: "82fe00001234abcd")
    },
    .init(.fr07, "65535 in the 64-bit form", finds: [.error(.fr07, by: .server, frame: 1, at: 0)]) {
      $0.send(.server, hex: "827f000000000000ffff", then: 65535)
    },
    .init(.fr07, "126 in the 16-bit form") { $0.send(.server, hex: "817e007e", then: 126) },
    .init(.fr07, "65536 in the 64-bit form") { $0.send(.server, hex: "827f0000000000010000", then: 65536) },

    .init(
      .fr08, "the top bit of the length",
      finds: [.error(.fr08, by: .server, frame: 1, at: 0), .note(.fr09, by: .server, frame: 1, at: 0)]
    ) { $0.send(.server, hex: "827f8000000000000001", then: 1) },
    .init(
      .fr08, "the top bit of a length that is cut",
      finds: [.error(.fr08, by: .server, frame: 1, at: 0), .note(.fr09, by: .server, frame: 1, at: 0)]
    ) { $0.send(.server, hex: "827f80") },
    .init(
      .fr08, "the largest length there may be",
      finds: [.warning(.sec04, by: .server, frame: 1, at: 0), .note(.fr09, by: .server, frame: 1, at: 0)]
    ) { $0.send(.server, hex: "827f7fffffffffffffff", then: 1) },
  ]

  private static let lost: [RuleCase] = [
    .init(.fr15, "RSV2 and a reserved opcode", finds: [.error(.fr15, by: .server, at: 4)]) { talk in
      talk.send(.server, .text, "hi")
      talk.send(.server, hex: "a3", then: 20, of: 0)
    },
    .init(.fr15, "an unmasked client frame with FIN 0 and opcode 9", finds: [.error(.fr15, by: .client, at: 0)]) {
      $0.send(.client, hex: "0902", then: 14, of: 3)
    },
    .init(.fr15, "bytes known to be HTTP", finds: [.error(.fr15, by: .server, at: 4)]) { talk in
      talk.send(.server, .text, "hi")
      talk.send(.server, "HTTP/1.1 400 Bad Request\r\n")
    },
    .init(
      .fr15, "frames again behind what is none",
      finds: [.error(.fr15, by: .server, at: 4), .error(.ms01, by: .server, frame: 8, at: 75)]
    ) { talk in
      talk.send(.server, .text, "hi")
      talk.send(.server, "HTTP/1.1 400 Bad\r\n\r\n")
      for _ in 0..<7 { talk.send(.server, .text, "again") }
      talk.send(.server, hex: "8101ff")
    },
    .init(.fr15, "RSV2 alone", finds: [.error(.fr01, by: .server, frame: 1, at: 0)]) {
      $0.send(.server, hex: "a103", then: 3)
    },
    .init(.fr15, "text inside a frame") { $0.send(.server, .text, "HTTP/1.1 400 Bad Request\r\n") },
  ]
}
