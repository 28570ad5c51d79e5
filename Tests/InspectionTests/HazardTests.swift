import Inspection
import TestSupport
import Testing
import WebSocketProtocol

@Suite struct Hazards {
  @Test(arguments: [InspectionOptions.everything, .everything.counting], [(1000, [RuleID]()), (1001, [.sec04])])
  func `are frames above the limit`(_ options: InspectionOptions, _ frame: (length: Int, rules: [RuleID])) {
    var options = options
    options.limits.messageBytes = 1000
    let log = inspect(options: options) { talk in
      talk.send(.server, .text, String(repeating: "x", count: frame.length))
      talk.send(.server, .text, "after")
    }
    #expect(log.serious == frame.rules)
    #expect(log.end?.totals.payloadBytes == UInt64(frame.length + 5))
  }

  @Test(arguments: [(250, [RuleID]()), (251, [.sec04])])
  func `are messages above the limit`(_ length: Int, _ rules: [RuleID]) {
    var options = InspectionOptions.everything
    options.limits.messageBytes = 1000
    let part = String(repeating: "x", count: length)
    let log = inspect(options: options) { talk in
      talk.send(.server, .text, part, isFinal: false)
      talk.send(.server, .continuation, part, isFinal: false)
      talk.send(.server, .continuation, part, isFinal: false)
      talk.send(.server, .continuation, part, isFinal: false)
      talk.send(.server, .continuation, "")
    }
    #expect(log.serious == rules)
    #expect(log.messages.map(\.isComplete) == [true])
  }

  @Test(arguments: [(10, [RuleID]()), (11, [.sec06]), (30, [.sec06])])
  func `are very many fragments`(_ fragments: Int, _ rules: [RuleID]) {
    var options = InspectionOptions.everything
    options.limits.frames = 10
    let log = inspect(options: options) { talk in
      talk.send(.server, .text, "x", isFinal: false)
      for _ in 2..<fragments { talk.send(.server, .continuation, "x", isFinal: false) }
      talk.send(.server, .continuation, "x")
    }
    #expect(log.serious == rules)
    #expect(log.messages.map(\.frames) == [UInt64(fragments)])
  }

  @Test(arguments: [("Cookie: a=b", true), ("Authorization: Basic eA==", true), ("X-Cookie: a=b", false)])
  func `are cookies and credentials in the clear`(_ field: String, _ isHazard: Bool) {
    var talk = Dialogue()
    talk.send(.client, Array(Dialogue.request.dropLast(2)) + Array((field + "\r\n\r\n").utf8))
    talk.send(.server, Dialogue.response)
    let log = talk.inspected()
    #expect(log.rules == (isHazard ? [.sec07] : []))
    #expect(log.serious == [])
    #expect(!log.findings.contains { $0.message.contains("a=b") || $0.message.contains("eA==") })
  }
}
