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

  /// The four bytes before a client's frame of hybi-04 are hashed with the keys of the handshake, and are no mask yet.
  @Test(arguments: [(ProtocolVersion.hybi04, [RuleID]()), (.hybi07, [.sec02])])
  func `are equal keys only where the key is the mask`(_ version: ProtocolVersion, _ rules: [RuleID]) throws {
    var options = InspectionOptions.everything
    options.version = version
    options.connectionKey = ConnectionMaskingKey(key: Dialogue.key, nonce: "AAAAAAAAAAAAAAAAAAAAAA==")
    var composer = FrameComposer(.text, version: version)
    composer.connectionKey = options.connectionKey
    let frame = try composer.frames(of: [.init([0x68, 0x69], maskingKey: MaskingKey(rawValue: 0x1234_abcd))])
    let log = EventLog(stream: frame + frame + frame, from: .client, options: options)
    #expect(log.rules == rules)
    #expect(log.texts(of: .client) == ["hi", "hi", "hi"])
  }
}
