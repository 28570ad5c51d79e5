import Inspection
import Testing
import WebSocketProtocol

@Suite struct `Event selections` {
  /// Three connections: one that greets, one that breaks FR-05 in its second text and MS-01 in its third, one that is
  /// silent. Each begins ten seconds after the one before, and each step is a second later.
  private func log(_ options: InspectionOptions? = nil, _ prepare: (inout EventFilter) -> Void) -> EventLog {
    var filter = EventFilter()
    prepare(&filter)
    var inspector = Inspector(options: options ?? Self.searching)
    var log = EventLog()
    let unmasked = FrameEncoder.encode(.text, Array("unmasked".utf8))
    let bad = FrameEncoder.encode(.text, [0x68, 0xff], maskingKey: MaskingKey(rawValue: 7))
    let talks: [[(Side, [UInt8])]] = [
      [
        (.first, text("hello")), (.second, text("hello yourself", masked: false)),
        (.first, text("in ", isFinal: false)),
        (.first, FrameEncoder.encode(.ping, maskingKey: MaskingKey(rawValue: 3))),
        (.first, FrameEncoder.encode(.continuation, Array("two pieces".utf8), maskingKey: MaskingKey(rawValue: 5))),
      ],
      [(.first, text("fine")), (.first, unmasked), (.first, bad)],
      [],
    ]
    for (slot, talk) in talks.enumerated() {
      inspector.open(slot, firstIsClient: true)
      var time = Int64(slot) * 10
      for (side, bytes) in [(.first, Dialogue.request), (.second, Dialogue.response)] + talk {
        let origin = Origin(time: time * 1_000_000_000)
        _ = inspector.take(bytes.span, from: side, at: 0, slot: slot, origin) { _ in nil }
        filter.apply(to: &inspector.queue)
        log.drain(&inspector.queue)
        time += 1
      }
      inspector.close(slot)
      filter.apply(to: &inspector.queue)
      log.drain(&inspector.queue)
    }
    return log
  }

  private static var searching: InspectionOptions {
    var options = InspectionOptions.everything
    options.contentLimit = 1 << 20
    options.frameContentLimit = 1 << 20
    return options
  }

  private func text(_ text: String, masked: Bool = true, isFinal: Bool = true) -> [UInt8] {
    FrameEncoder.encode(
      .text, Array(text.utf8), isFinal: isFinal, maskingKey: masked ? MaskingKey(rawValue: 9) : nil)
  }

  // MARK: Patterns

  @Test func `of a pattern leave the messages that have it, and their connection`() throws {
    let pattern = try PayloadPattern(expression: "hello")
    let log = log { $0.pattern = pattern }
    #expect(log.messages.map(\.text) == ["hello", "hello yourself"])
    #expect(log.frames.map(\.number) == [1, 2])
    #expect(log.connections.count == 1 && log.handshakes.count == 1 && log.ended == [1])
    #expect(log.findings.isEmpty)
    #expect(log.events.map(\.sequence) == log.events.map(\.sequence).sorted())
  }

  @Test func `find what two fragments have together`() throws {
    let pattern = try PayloadPattern(expression: "in two")
    let log = log { $0.pattern = pattern }
    #expect(log.messages.map(\.text) == ["in two pieces"])
    #expect(log.frames.map(\.number) == [5])
  }

  @Test func `of a pattern leave the findings about what has it`() throws {
    let pattern = try PayloadPattern(expression: "masked")
    let log = log { $0.pattern = pattern }
    #expect(log.messages.map(\.text) == ["unmasked"])
    #expect(log.rules == [.fr05])
    #expect(log.ended == [2])
  }

  @Test func `search no more than is wanted of a side`() throws {
    let pattern = try PayloadPattern(expression: "hello")
    let log = log {
      $0.pattern = pattern
      $0.sender = .server
      $0.limit = 1
      $0.passesMessages = false
    }
    #expect(log.messages.isEmpty && log.frames.map(\.number) == [2])
  }

  @Test func `without a match leave nothing`() throws {
    let pattern = PayloadPattern(bytes: [0, 1, 2, 3])
    let log = log { $0.pattern = pattern }
    #expect(log.events.isEmpty)
  }

  @Test func `count the messages that were not searched to their end`() throws {
    var filter = EventFilter()
    filter.pattern = PayloadPattern(bytes: [1])
    var dialogue = Dialogue()
    dialogue.open()
    dialogue.send(.client, .binary, [UInt8](repeating: 0, count: PayloadPattern.searchedBytes + 1))
    dialogue.send(.client, .binary, [UInt8](repeating: 0, count: PayloadPattern.searchedBytes))
    dialogue.send(.client, .binary, [1] + [UInt8](repeating: 0, count: PayloadPattern.searchedBytes))
    let log = dialogue.inspected(Self.searching, filter: &filter)
    #expect(log.messages.count == 1 && filter.partlySearched == 1)
  }

  // MARK: Rules

  @Test func `of rules leave their findings and what they point at`() {
    let log = log { $0.rules = [.fr05] }
    #expect(log.rules == [.fr05])
    #expect(log.messages.map(\.text) == ["unmasked"] && log.frames.map(\.number) == [2])
    #expect(log.ended == [2] && log.connections.count == 1)
  }

  @Test func `of several rules leave each`() {
    let log = log { $0.rules = [.fr05, .ms01, .sec03] }
    #expect(log.rules == [.fr05, .ms01])
    #expect(log.messages.map(\.number) == [2, 3])
  }

  @Test func `of rules keep a message that an earlier fragment spoils`() {
    var filter = EventFilter()
    filter.rules = [.fr01]
    var dialogue = Dialogue()
    dialogue.open()
    dialogue.send(.client, .text, "before")
    dialogue.send(.client, .text, [0x61], isFinal: false, reservedBits: .rsv3)
    dialogue.send(.client, .continuation, "b", isFinal: false)
    dialogue.send(.client, .continuation, "c")
    dialogue.send(.client, .text, "after")
    let log = dialogue.inspected(Self.searching, filter: &filter)
    #expect(log.messages.map(\.number) == [2] && log.frames.map(\.number) == [2] && log.rules == [.fr01])
  }

  @Test func `go together`() throws {
    let pattern = try PayloadPattern(expression: "fine")
    let log = log {
      $0.rules = [.fr05]
      $0.pattern = pattern
    }
    #expect(log.events.isEmpty)
  }

  // MARK: Times

  private func seconds(_ range: ClosedRange<Int64>) -> ClosedRange<Int64> {
    range.lowerBound * 1_000_000_000...range.upperBound * 1_000_000_000
  }

  @Test func `of a time leave what was seen then, and the connections that were there`() {
    let log = log { $0.times = seconds(2...3) }
    #expect(log.messages.map(\.text) == ["hello", "hello yourself"])
    #expect(log.ended == [1])
    let second = self.log { $0.times = seconds(13...14) }
    #expect(second.rules == [.fr05, .ms01] && second.ended == [2])
  }

  @Test(arguments: [(4...6, [3]), (9...11, [7]), (4...11, [3, 7]), (7...8, []), (0...2, [])])
  func `of a time leave the gaps that were seen then`(range: ClosedRange<Int64>, lengths: [UInt64]) {
    var filter = EventFilter()
    filter.times = seconds(range)
    var inspector = Inspector(options: Self.searching)
    var log = EventLog()
    inspector.open(0, firstIsClient: true)
    var offset: UInt64 = 0
    func origin(_ second: Int64) -> Origin { Origin(time: second * 1_000_000_000) }
    func take(_ bytes: [UInt8], at second: Int64) {
      _ = inspector.take(bytes.span, from: .first, at: offset, slot: 0, origin(second)) { _ in nil }
      offset += UInt64(bytes.count)
    }
    func skip(_ length: UInt64, at second: Int64) {
      _ = inspector.skip(length, from: .first, at: offset, slot: 0, origin(second))
      offset += length
    }
    take(Dialogue.request, at: 0)
    let response = Dialogue.response
    _ = inspector.take(response.span, from: .second, at: 0, slot: 0, origin(1)) { _ in nil }
    take(text("before"), at: 2)
    skip(3, at: 5)
    take(text("between"), at: 7)
    skip(7, at: 10)
    take(text("behind"), at: 12)
    inspector.close(0)
    filter.apply(to: &inspector.queue)
    log.drain(&inspector.queue)
    #expect(log.gaps.map(\.length) == lengths)
    #expect(log.connections.count == 1)
  }

  @Test func `of a time have connections that were silent then`() {
    let log = log { $0.times = seconds(20...20) }
    #expect(log.ended == [3] && log.messages.isEmpty)
    #expect(self.log { $0.times = seconds(30...40) }.events.isEmpty)
    #expect(self.log { $0.times = Int64.min...Int64.max }.ended == [1, 2, 3])
  }
}
