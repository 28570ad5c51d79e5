import Testing
import WebSocketProtocol

struct PingLedgerTests {
  private func ping(_ frame: UInt64, _ payload: String = "") -> PingLedger.Ping {
    PingLedger.Ping(frame: frame, time: Int64(frame) * 1000, payload: Array(payload.utf8))
  }

  @Test func `a pong answers the ping whose payload it repeats`() {
    var ledger = PingLedger()
    ledger.sent(ping(1, "a"))
    #expect(ledger.answered(by: Array("b".utf8)) == nil)
    #expect(ledger.open.map(\.frame) == [1])
    #expect(ledger.answered(by: Array("a".utf8)) == ping(1, "a"))
    #expect(ledger.open.isEmpty)
    #expect(ledger.answered(by: Array("a".utf8)) == nil)
  }

  @Test func `a pong to a later ping answers the earlier ones too`() {
    var ledger = PingLedger()
    for (frame, payload) in [(1, "a"), (2, "b"), (3, "c")] as [(UInt64, String)] { ledger.sent(ping(frame, payload)) }
    #expect(ledger.answered(by: Array("b".utf8))?.frame == 2)
    #expect(ledger.open.map(\.frame) == [3])
  }

  @Test func `equal pings are answered one by one, the oldest first`() {
    var ledger = PingLedger()
    for frame in [1, 2, 3] as [UInt64] { ledger.sent(ping(frame)) }
    #expect(ledger.unanswered?.frame == 3)
    #expect(ledger.answered(by: [])?.frame == 1)
    // It may have been for the latest of them.
    #expect(ledger.unanswered == nil)
    #expect(ledger.answered(by: [])?.frame == 2)
    #expect(ledger.answered(by: [])?.frame == 3)
    #expect(!ledger.mayBeAnswered(by: []))
    #expect(ledger.answered(by: []) == nil)
  }

  @Test func `a ping behind those that may have been answered waits`() {
    var ledger = PingLedger()
    for (frame, payload) in [(1, "a"), (2, "b"), (3, "a"), (4, "c")] as [(UInt64, String)] {
      ledger.sent(ping(frame, payload))
    }
    #expect(ledger.answered(by: Array("a".utf8))?.frame == 1)
    #expect(ledger.open.map(\.frame) == [2, 3, 4])
    #expect(ledger.unanswered?.frame == 4)
    #expect(ledger.answered(by: Array("c".utf8))?.frame == 4)
    #expect(ledger.unanswered == nil && ledger.open.isEmpty)
  }

  @Test func `sixty-four pings are remembered, and the pongs to the oldest are no surprise`() {
    var ledger = PingLedger()
    for frame in UInt64(1)...100 { ledger.sent(ping(frame, "\(frame)")) }
    #expect(ledger.open.map(\.frame) == Array(37...100))
    for frame in UInt64(1)...100 {
      #expect(ledger.mayBeAnswered(by: Array("\(frame)".utf8)))
      #expect(ledger.answered(by: Array("\(frame)".utf8))?.frame == (frame > 36 ? frame : nil))
    }
    #expect(!ledger.mayBeAnswered(by: Array("1".utf8)))
  }
}
