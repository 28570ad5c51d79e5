import Inflation
import Inspection
import TestSupport
import WebSocketProtocol

/// What is legal and dangerous, and what hits a limit: SEC, TCP-03, LIM-03.
extension RuleCase {
  static let hazards: [RuleCase] = maskingKeys + sizes + amounts + secrets

  /// A client's empty pings, each under a key that is given.
  private static func keys(_ rule: RuleID, _ name: String, _ keys: [UInt32], finds found: [Found] = []) -> RuleCase {
    RuleCase(rule, name, finds: found) { talk in
      for key in keys {
        talk.send(.client, FrameEncoder.encode(.text, [0x68], maskingKey: MaskingKey(rawValue: key)))
      }
    }
  }

  private static func warning(_ rule: RuleID, frame: UInt64) -> Found {
    .warning(rule, by: .client, frame: frame, at: 7 * Int(frame - 1))
  }

  /// Masking keys that cannot be told from random ones.
  private static let random: [UInt32] = {
    var generator = SeededGenerator(state: 3)
    return (0..<24).map { _ in generator.maskingKey().rawValue }
  }()

  private static func numbers(_ keys: String...) -> [UInt32] {
    keys.map { $0.utf8.reduce(0) { $0 << 8 | UInt32($1) } }
  }

  private static let maskingKeys: [RuleCase] = [
    keys(.sec01, "the first key is zero", [0], finds: [warning(.sec01, frame: 1)]),
    keys(.sec01, "later keys are zero, told once", random + [0, 0], finds: [warning(.sec01, frame: 25)]),
    keys(.sec01, "three bytes of a key are zero", [1 << 24]),

    keys(
      .sec02, "the same key three times, told once", [random[0], random[0], random[0]],
      finds: [warning(.sec02, frame: 2)]),
    keys(.sec02, "the same key twice, later", random + [random[23]], finds: [warning(.sec02, frame: 25)]),
    keys(.sec02, "the same key again, with others between", random + random),
    .init(
      .sec02, "the same key from a server, which should not mask at all",
      finds: (1...3).map { .error(.fr06, by: .server, frame: $0, at: 6 * Int($0 - 1)) }
    ) { talk in for _ in 0..<3 { talk.send(.server, hex: "818037fa213d") } },

    keys(.sec03, "counting keys", (0..<20).map { 1000 + $0 * 7 }, finds: [warning(.sec03, frame: 8)]),
    keys(
      .sec03, "printable keys",
      numbers("abcd", "efgh", "ijkl", "mnop", "qrst", "uvwx", "yz01", "2345", "6789"),
      finds: [warning(.sec03, frame: 8)]),
    keys(
      .sec03, "few different bytes",
      [
        0x0101_0202, 0x0202_0101, 0x0102_0102, 0x0201_0201, 0x0102_0201, 0x0201_0102, 0x0101_0101, 0x0202_0202,
      ], finds: [warning(.sec03, frame: 8)]),
    keys(.sec03, "seven counting keys, which are too few to tell", (0..<7).map { 1000 + $0 * 7 }),
    keys(.sec03, "random keys", random),
    keys(.sec03, "printable keys but one", numbers("abcd", "efgh", "ijkl", "mnop", "qrst", "uvwx", "yz01", "23\u{1}5")),
    keys(.sec03, "counting keys with one leap", (0..<8).map { 0x1234_5678 + $0 * 7 + ($0 == 7 ? 0x5a01_0000 : 0) }),
  ]

  private static let small: InspectionLimits = {
    var limits = InspectionLimits()
    limits.messageBytes = 1000
    limits.frames = 10
    return limits
  }()

  private static let sizes: [RuleCase] = [
    .init(
      .sec04, "a frame above the limit", limits: small, finds: [.warning(.sec04, by: .server, frame: 1, at: 0)]
    ) { $0.send(.server, hex: "827e03e9", then: 1001) },
    .init(
      .sec04, "a message above the limit in its third frame", limits: small,
      finds: [.warning(.sec04, by: .server, frame: 3, at: 1008)]
    ) { talk in
      talk.send(.server, hex: "027e01f4", then: 500)
      talk.send(.server, hex: "007e01f4", then: 500)
      talk.send(.server, hex: "8001", then: 1)
    },
    .init(.sec04, "a frame at the limit", limits: small) { $0.send(.server, hex: "827e03e8", then: 1000) },
    .init(.sec04, "two messages that are above the limit only together", limits: small) { talk in
      for _ in 0..<2 { talk.send(.server, hex: "827e0320", then: 800) }
    },

    .init(
      .sec05, "over 200 to 1", extensions: "permessage-deflate",
      finds: [.warning(.sec05, by: .server, frame: 1, at: 0)]
    ) { $0.send(.server, .binary, bomb(fillers: -1), reservedBits: .rsv1) },
    .init(
      .sec05, "above the limit", extensions: "permessage-deflate", limits: small,
      finds: [.warning(.sec05, by: .server, frame: 1, at: 0)]
    ) { $0.send(.server, .binary, zeros(1001), reservedBits: .rsv1) },
    .init(.sec05, "exactly 200 to 1", extensions: "permessage-deflate") {
      $0.send(.server, .binary, bomb(fillers: 0), reservedBits: .rsv1)
    },
    .init(.sec05, "over 200 to 1, and not over 256 KiB", extensions: "permessage-deflate") {
      $0.send(.server, .binary, zeros(256 << 10), reservedBits: .rsv1)
    },
    .init(.sec05, "at the limit", extensions: "permessage-deflate", limits: small) {
      $0.send(.server, .binary, zeros(1000), reservedBits: .rsv1)
    },
  ]

  private static func zeros(_ count: Int) -> [UInt8] {
    let zeros = [UInt8](repeating: 0, count: count)
    return MessageDeflater(windowBits: 15, contextTakeover: true)?.deflate(zeros.span) ?? []
  }

  /// A message that inflates to exactly 200 times its size, but for some empty stored blocks more or less.
  private static func bomb(fillers: Int) -> [UInt8] {
    let filler: [UInt8] = [0x00, 0x00, 0xff, 0xff, 0x00]
    var length = 300_000
    while true {
      let message = zeros(length)
      let room = length / 200 - message.count
      if room.isMultiple(of: filler.count) {
        return message + (0..<room / filler.count + fillers).flatMap { _ in filler }
      }
      length += 200
    }
  }

  private static let amounts: [RuleCase] = [
    .init(
      .sec06, "eleven fragments where ten are many", limits: small,
      finds: [.warning(.sec06, by: .server, frame: 11, at: 20)]
    ) { talk in
      talk.send(.server, hex: "0100")
      for _ in 0..<20 { talk.send(.server, hex: "0000") }
      talk.send(.server, hex: "8000")
    },
    .init(
      .sec06, "eleven pings in a row where ten are many", limits: small,
      finds: [.warning(.sec06, by: .server, frame: 11, at: 20)]
    ) { talk in for _ in 0..<20 { talk.send(.server, hex: "8900") } },
    .init(.sec06, "ten fragments", limits: small) { talk in
      talk.send(.server, hex: "0100")
      for _ in 0..<8 { talk.send(.server, hex: "0000") }
      talk.send(.server, hex: "8000")
    },
    .init(.sec06, "twenty pings with a text between them", limits: small) { talk in
      for _ in 0..<10 { talk.send(.server, hex: "8900") }
      talk.send(.server, hex: "8100")
      for _ in 0..<10 { talk.send(.server, hex: "8900") }
    },
  ]

  private static func request(with field: String) -> [UInt8] {
    Array(Dialogue.request.dropLast(2)) + Array((field + "\r\n\r\n").utf8)
  }

  private static let secrets: [RuleCase] = [
    .init(.sec07, "a cookie", request: request(with: "cookie: a=b"), finds: [.note(.sec07, by: .client, at: -7)]) { _ in
    },
    .init(
      .sec07, "credentials", request: request(with: "Authorization: Basic eA=="),
      finds: [.note(.sec07, by: .client, at: -14)]
    ) { _ in },
    .init(.sec07, "a field with a similar name", request: request(with: "X-Cookie: a=b")) { _ in },
  ]

  private static let tight: InspectionLimits = {
    var limits = InspectionLimits()
    limits.headBytes = Dialogue.request.count
    return limits
  }()

  static let input: [RuleCase] = [
    .init(.tcp03, "bytes are missing inside a payload", finds: [.note(.tcp03, by: .server, at: 4)]) { talk in
      talk.send(.server, hex: "820a0102")
      talk.gap(.server, 3)
      talk.send(.server, hex: "0607080910")
    },
    .init(.tcp03, "bytes come in pieces") { talk in
      talk.send(.server, hex: "820a0102")
      talk.send(.server, hex: "0304050607080910")
    },

    .init(
      .lim03, "a head above the limit", request: request(with: "X: y"), limits: tight,
      finds: [.warning(.lim03, by: .client)]
    ) { _ in },
    .init(.lim03, "a head at the limit", limits: tight) { _ in },
  ]
}
