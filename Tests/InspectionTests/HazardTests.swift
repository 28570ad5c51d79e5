import Inspection
import TestSupport
import Testing
import WebSocketProtocol

@Suite struct Hazards {
  /// A client that sends an empty text under each key.
  private func log(keys: [UInt32], options: InspectionOptions = .everything) -> EventLog {
    inspect(options: options) { talk in
      for key in keys {
        talk.send(.client, FrameEncoder.encode(.text, Array("hello".utf8), maskingKey: MaskingKey(rawValue: key)))
      }
    }
  }

  /// Masking keys that cannot be told from random ones.
  private static let random: [UInt32] = {
    var generator = SeededGenerator(state: 3)
    return (0..<24).map { _ in generator.maskingKey().rawValue }
  }()

  @Test(arguments: [InspectionOptions.everything, .everything.counting])
  func `are not in random masking keys`(_ options: InspectionOptions) {
    #expect(log(keys: Self.random, options: options).rules == [])
  }

  @Test(
    arguments: [
      // All zero, at the beginning and later.
      ([0], [RuleID.sec01], UInt64(1)),
      (random + [0, 0], [.sec01], 25),
      // The same twice in a row, and not with another between.
      ([random[0], random[0], random[0]], [.sec02], 2),
      (random + [random[23]], [.sec02], 25),
      (random + random, [], 0),
      // Counting up, printable, few different bytes; judged at the eighth key.
      ((0..<20).map { 1000 + $0 * 7 }, [.sec03], 8),
      (["abcd", "efgh", "ijkl", "mnop", "qrst", "uvwx", "yz01", "2345", "6789"].map(number), [.sec03], 8),
      (
        [0x0101_0202, 0x0202_0101, 0x0102_0102, 0x0201_0201, 0x0102_0201, 0x0201_0102, 0x0101_0101, 0x0202_0202],
        [.sec03], 8
      ),
      ((0..<7).map { 1000 + $0 * 7 }, [], 0),
    ] as [([UInt32], [RuleID], UInt64)])
  func `are found in masking keys`(_ keys: [UInt32], _ rules: [RuleID], _ frame: UInt64) {
    for options in [InspectionOptions.everything, .everything.counting] {
      let log = log(keys: keys, options: options)
      #expect(log.rules == rules)
      #expect(log.findings.allSatisfy { $0.severity == .warning && $0.frame == frame && $0.sender == .client })
    }
  }

  private static func number(_ text: String) -> UInt32 {
    text.utf8.reduce(0) { $0 << 8 | UInt32($1) }
  }

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

  @Test(arguments: [(10, [RuleID]()), (11, [.sec06]), (30, [.sec06])])
  func `are very many control frames in a row`(_ pings: Int, _ rules: [RuleID]) {
    for options in [InspectionOptions.everything, .everything.counting] {
      var options = options
      options.limits.frames = 10
      let log = inspect(options: options) { talk in
        for _ in 0..<10 { talk.send(.server, .ping) }
        talk.send(.server, .text, "data")
        for _ in 0..<pings { talk.send(.server, .ping) }
      }
      #expect(log.serious == rules)
    }
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
