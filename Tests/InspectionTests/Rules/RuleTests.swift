import Inspection
import TestSupport
import Testing
import WebSocketProtocol

@Suite struct `Each rule` {
  /// The chapters about what a stream of frames can show.
  static let chapters: [RuleChapter] = [.frames, .closing, .messages, .deflate, .hazards]
  /// Rules of these chapters that are told under another name: who can say whether a wrong pong was an answer?
  static let told: [RuleID: RuleID] = [.ms06: .ms04]

  @Test(arguments: chapters.flatMap(\.rules).filter { told[$0] == nil } + [.tcp03, .lim03])
  func `has a case that breaks it and one that nearly does`(_ rule: RuleID) {
    #expect(RuleCase.all.contains { $0.rule == rule && $0.isTrigger })
    #expect(RuleCase.all.contains { $0.rule == rule && !$0.isTrigger })
  }

  @Test func `has cases with names of their own`() {
    #expect(Set(RuleCase.all.map(\.testDescription)).count == RuleCase.all.count)
  }

  @Test(arguments: RuleCase.all)
  func `is found where it is broken, and nothing else`(_ example: RuleCase) {
    #expect(example.inspected(example.options) == example.found)
    #expect(example.inspected(example.options.counting) == example.found)
    for seed in 0..<3 as Range<UInt64> {
      #expect(example.inspected(example.options, cuts: SeededGenerator(state: seed)) == example.found)
    }
  }

  @Test(arguments: RuleCase.all.filter { $0.monologue != nil && $0.request == Dialogue.request(for: $0.extensions) })
  func `is found in pasted bytes too`(_ example: RuleCase) throws {
    let (sender, bytes) = try #require(example.monologue)
    let log = EventLog(stream: [bytes], from: sender, options: example.options.agreeing(on: example.extensions))
    // Without the handshake nobody knows what came before.
    let isMidstream = example.rule == .df04 && example.extensions == "permessage-deflate"
    let found = example.found.map { isMidstream ? .note($0.rule, by: $0.sender, frame: $0.frame, at: $0.offset) : $0 }
    #expect(log.findings.map { Found($0, behind: 0) } == found)
  }

  @Test(arguments: RuleCase.all.filter(\.isTrigger))
  func `says what to change, and what a peer does about it`(_ example: RuleCase) {
    var talk = Dialogue()
    talk.time = 0
    talk.send(.client, example.request)
    talk.send(.server, Dialogue.response(extensions: example.extensions))
    example.tell(&talk)
    let log = talk.inspected(example.options)
    for finding in log.findings {
      #expect(!finding.message.isEmpty && !finding.reference.isEmpty)
      #expect(finding.fix?.isEmpty != true && finding.peer?.isEmpty != true)
      // What limits the program itself is nobody's to change.
      if finding.severity >= .warning, finding.rule.chapter != .limits {
        #expect(finding.fix != nil || finding.rule == .fr09)
      }
      if finding.severity == .error { #expect(finding.peer != nil || finding.rule == .fr09) }
      if finding.severity < .warning { #expect(finding.peer == nil) }
    }
    let totals = log.summary.totals
    #expect(totals.errors == UInt64(log.findings.filter { $0.severity == .error }.count))
    #expect(totals.warnings == UInt64(log.findings.filter { $0.severity == .warning }.count))
    #expect(totals.notes == UInt64(log.findings.filter { $0.severity == .note }.count))
  }
}
