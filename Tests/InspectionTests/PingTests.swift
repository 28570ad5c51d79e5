import Inspection
import Testing
import WebSocketProtocol

@Suite struct Pings {
  @Test func `are answered by the pong that repeats them`() {
    let log = inspect { talk in
      talk.send(.server, .ping, "a")
      talk.send(.server, .ping, "b")
      talk.send(.client, .pong, "b")
    }
    #expect(log.rules == [])
    #expect(log.messages.map(\.answers) == [nil, nil, 2])
  }

  @Test func `are answered one by one where the peer takes the trouble`() {
    let log = inspect { talk in
      talk.send(.client, .ping, "a")
      talk.send(.client, .ping, "b")
      talk.send(.server, .pong, "a")
      talk.send(.server, .pong, "b")
    }
    #expect(log.rules == [])
    #expect(log.messages.suffix(2).map(\.answers) == [1, 2])
  }

  @Test func `may be empty`() {
    let log = inspect { talk in
      talk.send(.server, .ping)
      talk.send(.client, .pong)
    }
    #expect(log.rules == [] && log.messages.last?.answers == 1)
  }

  @Test func `are not answered by another payload`() throws {
    let log = inspect { talk in
      talk.send(.server, .ping, "a")
      talk.send(.client, .pong, "b")
    }
    let finding = try #require(log.finding(.ms04))
    #expect(finding.severity == .note && finding.sender == .client && finding.frame == 2)
    #expect(finding.message.contains("frame 1"))
    #expect(log.messages.last?.answers == nil)
  }

  @Test func `need not have been sent for a pong to be legal`() {
    let log = inspect { $0.send(.server, .pong, "keep-alive") }
    #expect(log.rules == [.ms04] && log.serious == [])
  }

  @Test(arguments: [(9, []), (10, [.ms05]), (600, [.ms05])] as [(Int64, [RuleID])])
  func `want an answer while the connection is open`(_ seconds: Int64, _ rules: [RuleID]) {
    var talk = Dialogue()
    talk.time = 0
    talk.open()
    talk.send(.server, .ping, "a")
    talk.wait(seconds: seconds)
    talk.send(.client, .text, "alive")
    let log = talk.inspected()
    #expect(log.serious == rules)
    #expect(log.finding(.ms05)?.sender ?? .client == .client)
    #expect(log.finding(.ms05)?.frame ?? 1 == 1)
  }

  @Test func `want no answer after the peer's Close`() {
    var talk = Dialogue()
    talk.time = 0
    talk.open()
    talk.send(.server, .ping, "a")
    talk.close(.client)
    talk.wait(seconds: 60)
    talk.close(.server)
    talk.fin(.server)
    #expect(talk.inspected().serious == [])
  }

  @Test func `are answered with the latest of them`() {
    var talk = Dialogue()
    talk.time = 0
    talk.open()
    for number in 0..<40 { talk.send(.server, .ping, "\(number)") }
    talk.send(.client, .pong, "39")
    talk.wait(seconds: 60)
    talk.send(.client, .text, "alive")
    #expect(talk.inspected().rules == [])
  }

  @Test func `have no clock in pasted bytes`() {
    let log = EventLog(stream: [FrameEncoder.encode(.ping)], from: .server)
    #expect(log.rules == [])
  }
}
