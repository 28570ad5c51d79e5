import TestSupport
import Testing
import WebSocketProtocol

struct FrameMarksTests {
  @Test(
    arguments: [
      ("6f", .server, [.reservedBit, .reservedOpcode, .fragmentedControl]),
      ("6f", .unknown, [.reservedBit, .reservedOpcode, .fragmentedControl]),
      ("81", .client, []), ("c1", .server, .reservedBit), ("83", .server, .reservedOpcode),
      ("0a", .server, .fragmentedControl),
      ("897e", .server, .longControl), ("897f", .unknown, .longControl), ("897d", .server, []),
      ("8100", .client, .wrongMask), ("8180", .client, []), ("8180", .server, .wrongMask), ("8100", .server, []),
      ("8180", .unknown, []), ("8f7f", .client, [.reservedOpcode, .longControl, .wrongMask]),
      // The beginnings of other protocols
      ("4745", .client, [.reservedBit, .reservedOpcode, .wrongMask]),
      ("1603", .server, [.reservedBit, .reservedOpcode]),
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
      FrameMarks(rawValue: 63).descriptions == [
        "reserved bits set", "a reserved opcode", "a fragmented control frame",
        "a control frame longer than 125 bytes", "the wrong MASK bit for its sender",
        "a length that does not fit 63 bits",
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
