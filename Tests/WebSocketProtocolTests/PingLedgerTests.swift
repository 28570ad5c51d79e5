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

  @Test func `of equal pings the latest is answered`() {
    var ledger = PingLedger()
    ledger.sent(ping(1))
    ledger.sent(ping(2))
    #expect(ledger.answered(by: [])?.frame == 2)
    #expect(ledger.open.isEmpty)
  }

  @Test func `sixteen pings are remembered, the oldest are forgotten`() {
    var ledger = PingLedger()
    for frame in UInt64(1)...40 { ledger.sent(ping(frame, "\(frame)")) }
    #expect(ledger.open.map(\.frame) == Array(25...40))
    #expect(ledger.answered(by: Array("24".utf8)) == nil)
  }
}
