import TestSupport
import Testing
import WebSocketProtocol

struct PartialHeaderTests {
  private let client = FrameRules(sender: .client, maximumFrameLength: 1000)
  private let server = FrameRules(sender: .server, maximumFrameLength: 1000)

  @Test(
    arguments: [
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
