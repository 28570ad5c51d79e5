import TestSupport
import Testing
import WebSocketProtocol

struct FrameRulesTests {
  static let plain = ExtensionAgreement()
  static let deflate = ExtensionAgreement(ExtensionList(["permessage-deflate"]))
  static let unknown = ExtensionAgreement(ExtensionList(["mux"]))

  /// A header by its bytes, where one is needed that the initialisers would not write.
  private func header(_ hex: String) throws -> FrameHeader {
    try #require(FrameLog(bytes(fromHex: hex)).headers.first)
  }

  private func rules(_ sender: Sender, _ extensions: ExtensionAgreement = plain, limit: UInt64 = 1 << 20) -> FrameRules
  {
    FrameRules(sender: sender, extensions: extensions, maximumFrameLength: limit)
  }

  @Test(
    arguments: [
      // One trigger and the nearest header that is right, for each rule.
      ("c100", .server, plain, false, [.fr01]), ("a100", .server, plain, false, [.fr01]),
      ("9100", .server, plain, false, [.fr01]),
      ("f100", .server, plain, false, [.fr01]), ("8100", .server, plain, false, []),
      ("c100", .server, deflate, false, []),
      ("e100", .server, deflate, false, [.fr01]), ("f100", .server, unknown, false, []),
      ("8300", .server, plain, false, [.fr02]), ("8700", .server, plain, false, [.fr02]),
      ("8b00", .server, plain, false, [.fr02]),
      ("8f00", .server, plain, false, [.fr02]), ("8200", .server, plain, false, []),
      ("8a00", .server, plain, false, []),
      ("0900", .server, plain, false, [.fr03]), ("0800", .server, plain, true, [.fr03]),
      ("8900", .server, plain, true, []),
      ("897e007e", .server, plain, false, [.fr04]), ("897e0005", .server, plain, false, [.fr04]),
      ("897f0000000000000005", .server, plain, false, [.fr04]), ("897d", .server, plain, false, []),
      ("8100", .client, plain, false, [.fr05]), ("8900", .client, plain, false, [.fr05]),
      ("818000000000", .client, plain, false, []), ("8100", .unknown, plain, false, []),
      ("818000000000", .server, plain, false, [.fr06]), ("818000000000", .unknown, plain, false, []),
      ("817e007d", .server, plain, false, [.fr07]), ("817e007e", .server, plain, false, []),
      ("817f000000000000ffff", .server, plain, false, [.fr07]), ("817f0000000000010000", .server, plain, false, []),
      ("817f8000000000000000", .server, plain, false, [.fr08]),
      ("817fffffffffffffffff", .server, plain, false, [.fr08]),
      ("817f7fffffffffffffff", .server, plain, false, [.sec04]),
      ("8000", .server, plain, false, [.fr10]), ("0000", .server, plain, false, [.fr10]),
      ("8000", .server, plain, true, []),
      ("8100", .server, plain, true, [.fr11]), ("0200", .server, plain, true, [.fr11]),
      ("8800", .server, plain, true, []),
      ("c900", .server, deflate, false, [.df01]), ("8900", .server, deflate, false, []),
      ("c900", .server, plain, false, [.fr01]),
      ("c000", .server, deflate, true, [.df02]), ("8000", .server, deflate, true, []),
      ("4100", .server, deflate, false, []),
      ("817f0000000000100001", .server, plain, false, [.sec04]), ("817f0000000000100000", .server, plain, false, []),
      // Several at once
      ("c07e0001", .client, deflate, false, [.fr05, .fr07, .fr10, .df02]),
      ("7f7e0100", .client, plain, true, [.fr01, .fr02, .fr03, .fr04, .fr05]),
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
    (
      "c100",
      "RSV1 set, but no extension in force defines it; with permessage-deflate it would mark a compressed message"
    ),
    ("8b00", "opcode 0xb is reserved"),
    ("817e007d", "length 125 is written in the 16-bit form; it fits the 7-bit form"),
    ("817f0000000000200000", "a frame of 2097152 bytes, above the limit of 1048576"),
  ])
  func `a message has the numbers of its case`(hex: String, message: String) {
    let findings = rules(.server).judge(partialHeader: bytes(fromHex: hex), isMessageOpen: false)
    #expect(findings.map(\.message) == [message])
  }
}
