import Testing
import WebSocketProtocol

struct FrameRulesTests {
  static let plain = ExtensionAgreement()
  static let deflate = ExtensionAgreement(ExtensionList(["permessage-deflate"]))
  static let unknown = ExtensionAgreement(ExtensionList(["x-webkit-deflate-frame"]))

  /// A header by its bytes, where one is needed that the initialisers would not write.
  private func header(_ hex: String) throws -> FrameHeader {
    try #require(FrameLog(bytes(fromHex: hex)).headers.first)
  }

  private func rules(_ sender: Sender, _ extensions: ExtensionAgreement = plain, limit: UInt64 = 1 << 20) -> FrameRules {
    FrameRules(sender: sender, extensions: extensions, maximumFrameLength: limit)
  }

  @Test(arguments: [
    // One trigger and the nearest header that is right, for each rule.
    ("c100", .server, plain, false, [.fr01]), ("a100", .server, plain, false, [.fr01]), ("9100", .server, plain, false, [.fr01]),
    ("f100", .server, plain, false, [.fr01]), ("8100", .server, plain, false, []), ("c100", .server, deflate, false, []),
    ("e100", .server, deflate, false, [.fr01]), ("f100", .server, unknown, false, []),
    ("8300", .server, plain, false, [.fr02]), ("8700", .server, plain, false, [.fr02]), ("8b00", .server, plain, false, [.fr02]),
    ("8f00", .server, plain, false, [.fr02]), ("8200", .server, plain, false, []), ("8a00", .server, plain, false, []),
    ("0900", .server, plain, false, [.fr03]), ("0800", .server, plain, true, [.fr03]), ("8900", .server, plain, true, []),
    ("897e007e", .server, plain, false, [.fr04]), ("897e0005", .server, plain, false, [.fr04]),
    ("897f0000000000000005", .server, plain, false, [.fr04]), ("897d", .server, plain, false, []),
    ("8100", .client, plain, false, [.fr05]), ("8900", .client, plain, false, [.fr05]),
    ("818000000000", .client, plain, false, []), ("8100", .unknown, plain, false, []),
    ("818000000000", .server, plain, false, [.fr06]), ("818000000000", .unknown, plain, false, []),
    ("817e007d", .server, plain, false, [.fr07]), ("817e007e", .server, plain, false, []),
    ("817f000000000000ffff", .server, plain, false, [.fr07]), ("817f0000000000010000", .server, plain, false, []),
    ("817f8000000000000000", .server, plain, false, [.fr08]), ("817fffffffffffffffff", .server, plain, false, [.fr08]),
    ("817f7fffffffffffffff", .server, plain, false, [.sec04]),
    ("8000", .server, plain, false, [.fr10]), ("0000", .server, plain, false, [.fr10]), ("8000", .server, plain, true, []),
    ("8100", .server, plain, true, [.fr11]), ("0200", .server, plain, true, [.fr11]), ("8800", .server, plain, true, []),
    ("c900", .server, deflate, false, [.df01]), ("8900", .server, deflate, false, []), ("c900", .server, plain, false, [.fr01]),
    ("c000", .server, deflate, true, [.df02]), ("8000", .server, deflate, true, []), ("4100", .server, deflate, false, []),
    ("817f0000000000100001", .server, plain, false, [.sec04]), ("817f0000000000100000", .server, plain, false, []),
    // Several at once
    ("c07e0001", .client, deflate, false, [.fr05, .fr07, .fr10, .df02]), ("7f7e0100", .client, plain, true, [.fr01, .fr02, .fr03, .fr04, .fr05]),
  ] as [(String, Sender, ExtensionAgreement, Bool, [RuleID])])
  func `judges a header`(
    hex: String, sender: Sender, extensions: ExtensionAgreement, isMessageOpen: Bool, expected: [RuleID]
  ) throws {
    let header = try header(hex)
    let rules = rules(sender, extensions)
    #expect(rules.judge(header, isMessageOpen: isMessageOpen).rules == expected)
    #expect(rules.judge(partialHeader: bytes(fromHex: hex), isMessageOpen: isMessageOpen).rules == expected)
  }

  @Test func `a header is ordinary only where no rule objects`() {
    var generator = SeededGenerator(state: 11)
    for _ in 0..<20_000 {
      let first = UInt8.random(in: 0...255, using: &generator)
      let length = FrameHeaderTests.lengths.randomElement(using: &generator) ?? 0
      let header = FrameHeader(
        opcode: Opcode(rawValue: first), isFinal: first & 0x80 != 0,
        reservedBits: FrameHeader.ReservedBits(rawValue: first & 0x70 & UInt8.random(in: 0...255, using: &generator)),
        maskingKey: Bool.random(using: &generator) ? generator.maskingKey() : nil, payloadLength: length,
        lengthEncoding: Bool.random(using: &generator) ? .bits64 : nil)
      let rules = rules(
        Sender.allCases.randomElement(using: &generator) ?? .unknown,
        [Self.plain, Self.deflate, Self.unknown].randomElement(using: &generator) ?? Self.plain)
      let isOpen = Bool.random(using: &generator)
      if rules.isOrdinary(header, isMessageOpen: isOpen) {
        #expect(rules.judge(header, isMessageOpen: isOpen).isEmpty)
      }
    }
  }

  @Test(arguments: [("818000000000", Sender.client), ("8100", .server), ("8a7d", .server), ("c100", .server)])
  func `frames as peers send them are ordinary`(hex: String, sender: Sender) throws {
    let extensions = hex.hasPrefix("c1") ? Self.deflate : Self.plain
    #expect(rules(sender, extensions).isOrdinary(try header(hex), isMessageOpen: hex.hasPrefix("8a")))
  }

  @Test func `changed extensions change what the reserved bits mean`() throws {
    var rules = rules(.server)
    #expect(rules.judge(try header("c100"), isMessageOpen: false).rules == [.fr01])
    rules.extensions = Self.deflate
    #expect(rules.judge(try header("c100"), isMessageOpen: false).isEmpty)
    #expect(rules.marks(of: try header("c100")).isEmpty)
  }

  @Test(arguments: [
    ("897e0005", "ping frame with its length of 5 in the 16-bit form; a control frame has at most 125 bytes"),
    ("897e0080", "ping frame of 128 bytes; a control frame has at most 125"),
    ("897e00", "ping frame with its length in the 16-bit form; a control frame has at most 125 bytes"),
    ("a100", "RSV2 set, but no extension in force defines it"),
    ("b100", "RSV2 and RSV3 set, but no extension in force defines them"),
    ("c100", "RSV1 set, but no extension in force defines it; with permessage-deflate it would mark a compressed message"),
    ("8b00", "opcode 0xb is reserved"),
    ("817e007d", "length 125 is written in the 16-bit form; it fits the 7-bit form"),
    ("817f0000000000200000", "a frame of 2097152 bytes, above the limit of 1048576"),
  ])
  func `a message has the numbers of its case`(hex: String, message: String) {
    let findings = rules(.server).judge(partialHeader: bytes(fromHex: hex), isMessageOpen: false)
    #expect(findings.map(\.message) == [message])
  }
}

struct PartialHeaderTests {
  private let client = FrameRules(sender: .client, maximumFrameLength: 1000)
  private let server = FrameRules(sender: .server, maximumFrameLength: 1000)

  @Test(arguments: [
    ("81", []), ("c1", [.fr01]), ("83", [.fr02]), ("09", [.fr03]), ("80", [.fr10]), ("8101", [.fr05]), ("8181", []),
    ("817e", [.fr05]), ("81fe", []), ("81fe00", []), ("81fe007d", [.fr07]), ("81fe007e", []), ("81fe07d0", [.sec04]),
    ("81ff", []), ("81ff80", [.fr08]), ("81ff00", []), ("81ffff", [.fr08]), ("81ff000000000000", []),
    ("81ff0000000000000001", [.fr07]), ("81ff0000000000010000", [.sec04]), ("81ff000000000001000001", [.sec04]),
    ("89fe", [.fr04]), ("89ff80", [.fr04, .fr08]), ("89fd", []),
  ] as [(String, [RuleID])])
  func `a client's header is judged as far as it goes`(hex: String, expected: [RuleID]) {
    #expect(client.judge(partialHeader: bytes(fromHex: hex), isMessageOpen: false).rules == expected)
  }

  @Test func `no bytes are nothing to judge`() {
    #expect(client.judge(partialHeader: [], isMessageOpen: false).isEmpty)
    #expect(client.marks(ofPartialHeader: []).isEmpty)
  }

  @Test func `a masked frame of the server shows in its second byte`() {
    #expect(server.judge(partialHeader: [0x81], isMessageOpen: false).isEmpty)
    #expect(server.judge(partialHeader: [0x81, 0x85], isMessageOpen: false).rules == [.fr06])
  }

  @Test func `an open message decides about opcodes`() {
    #expect(server.judge(partialHeader: [0x81], isMessageOpen: true).rules == [.fr11])
    #expect(server.judge(partialHeader: [0x80], isMessageOpen: true).isEmpty)
  }

  /// Nothing that was found in a part is taken back when more bytes come.
  @Test func `more bytes never take a finding back`() {
    var generator = SeededGenerator(state: 12)
    for _ in 0..<3000 {
      var header = generator.bytes(14)
      header[1] = header[1] & 0x80 | (Bool.random(using: &generator) ? header[1] & 0x7f : 126 + header[1] & 1)
      header[2] &= Bool.random(using: &generator) ? 0xff : 0
      let isOpen = Bool.random(using: &generator)
      let length = FrameLog(header).headers.first?.headerLength ?? 2
      var before: Set<RuleID> = []
      for count in 1...length {
        let now = Set(client.judge(partialHeader: Array(header.prefix(count)), isMessageOpen: isOpen).rules)
        #expect(before.isSubset(of: now), "\(Hexadecimal.text(header.prefix(count)))")
        before = now
      }
    }
  }
}

struct FrameMarksTests {
  @Test(arguments: [
    ("6f", .server, [.reservedBit, .reservedOpcode, .fragmentedControl]), ("6f", .unknown, [.reservedBit, .reservedOpcode, .fragmentedControl]),
    ("81", .client, []), ("c1", .server, .reservedBit), ("83", .server, .reservedOpcode), ("0a", .server, .fragmentedControl),
    ("897e", .server, .longControl), ("897f", .unknown, .longControl), ("897d", .server, []),
    ("8100", .client, .wrongMask), ("8180", .client, []), ("8180", .server, .wrongMask), ("8100", .server, []),
    ("8180", .unknown, []), ("8f7f", .client, [.reservedOpcode, .longControl, .wrongMask]),
    // The beginnings of other protocols
    ("4745", .client, [.reservedBit, .reservedOpcode, .wrongMask]), ("1603", .server, [.reservedBit, .reservedOpcode]),
    ("0d0a", .client, [.reservedOpcode, .fragmentedControl, .wrongMask]),
  ] as [(String, Sender, FrameMarks)])
  func `bytes have marks`(hex: String, sender: Sender, marks: FrameMarks) {
    let bytes = bytes(fromHex: hex)
    let rules = FrameRules(sender: sender, maximumFrameLength: .max)
    #expect(rules.marks(ofPartialHeader: bytes) == marks)
    #expect(marks.meansFramingIsLost == (marks.descriptions.count >= 2))
    #expect(marks.isEmpty == marks.descriptions.isEmpty)
  }

  @Test func `one mark is a bad frame, two are no frame`() {
    #expect(!FrameMarks().meansFramingIsLost)
    #expect(!FrameMarks.wrongMask.meansFramingIsLost)
    #expect(([.wrongMask, .reservedBit] as FrameMarks).meansFramingIsLost)
    #expect(
      FrameMarks(rawValue: 31).descriptions == [
        "reserved bits set", "a reserved opcode", "a control frame with FIN 0",
        "a control frame longer than 125 bytes", "the wrong MASK bit for its sender",
      ])
  }

  @Test(arguments: Sender.allCases)
  func `a whole header has the marks of its first two bytes`(sender: Sender) {
    var generator = SeededGenerator(state: 13)
    let rules = FrameRules(
      sender: sender, extensions: ExtensionAgreement(ExtensionList(["permessage-deflate"])), maximumFrameLength: .max)
    for _ in 0..<2000 {
      let bytes = generator.bytes(14)
      guard let header = FrameLog(bytes).headers.first else {
        Issue.record("14 bytes hold a header")
        return
      }
      #expect(rules.marks(of: header) == rules.marks(ofPartialHeader: bytes))
    }
  }
}
