import TestSupport
import Testing
import WebSocketProtocol

/// What one side sends in a draft, and whether it breaks the rule it is about.
struct DraftRuleCase: Sendable, CustomTestStringConvertible {
  var rule: RuleID
  var name: String
  var draft: DraftTalk
  /// What is found, notes included.
  var found: [RuleID]
  var tell: @Sendable (inout Dialogue) -> Void

  var testDescription: String { "\(rule.rawValue) \(name)" }
  /// True where the rule is broken.
  var isTrigger: Bool { found.contains(rule) }

  init(
    _ rule: RuleID, _ name: String, _ draft: DraftTalk, finds found: [RuleID] = [],
    tell: @escaping @Sendable (inout Dialogue) -> Void = { _ in }
  ) {
    self.rule = rule
    self.name = name
    self.draft = draft
    self.found = found
    self.tell = tell
  }

  /// A case of what the server sends.
  private static func server(
    _ rule: RuleID, _ name: String, _ draft: DraftTalk, _ hex: String, finds found: [RuleID] = []
  ) -> DraftRuleCase {
    DraftRuleCase(rule, name, draft, finds: found) { $0.send(.server, bytes(fromHex: hex)) }
  }

  private static func deflateFrame(_ parameters: String = "") -> DraftTalk {
    .keyed(8, .hybi08, extensions: "deflate-frame" + parameters)
  }

  static let all = deflateFrames + delimited + layouts + closings

  private static let deflateFrames: [DraftRuleCase] = [
    .init(.dff01, "a parameter that nobody defined", deflateFrame("; level=9"), finds: [.dff01, .dff01]),
    .init(.dff01, "both parameters", deflateFrame("; max_window_bits=8; no_context_takeover")),
    server(.dff04, "a ping with RSV1", deflateFrame(), "c900", finds: [.dff04]),
    server(.dff04, "a continuation with RSV1", deflateFrame(), "4107f248cdc9c90700c00100"),
  ]

  private static let delimited: [DraftRuleCase] = [
    .init(.h7631, "nobody closes", .hixie76, finds: [.h7631]) { $0.fin(.server) },
    .init(.h7631, "both sides close", .hixie76) { talk in
      for side in [Sender.client, .server] { talk.send(side, [0xff, 0x00]) }
      talk.fin(.server)
    },
    server(.h7632, "a frame of type 01", .hixie76, "0141ff", finds: [.h7632]),
    server(.h7632, "a frame of type 00 with 01 in its text", .hixie76, "000141ff"),
    server(.h7633, "a frame with a length", .hixie76, "800141", finds: [.h7633]),
    server(.h7633, "closing", .hixie76, "ff00"),
    server(.h7634, "half a character", .hixie76, "00c3ff", finds: [.h7634]),
    server(.h7634, "a whole one", .hixie76, "00c3a9ff"),
    server(.h7635, "a text behind ff 00", .hixie76, "ff000041ff", finds: [.h7635]),
    server(.h7635, "the first byte of a length behind ff 00", .hixie76, "ff0080", finds: [.h7635, .h7637]),
    server(.h7635, "a text before ff 00", .hixie76, "0041ffff00"),
    server(.h7636, "no ff", .hixie76, "0041", finds: [.h7636]),
    server(.h7636, "ff, and no more", .hixie76, "00ff"),
    server(.h7637, "a length that is cut", .hixie76, "8081", finds: [.h7637]),
    server(.h7637, "a length that begins with zeros", .hixie76, "ff8000", finds: [.h7637]),
    server(.h7637, "a length of two groups", .hixie76, "808100" + String(repeating: "41", count: 128), finds: [.h7633]),
  ]

  private static let layouts: [DraftRuleCase] = [
    server(.hy10, "opcode 6 in hybi-06", DraftMistake.hybi06, "8600", finds: [.hy10]),
    server(.hy10, "opcode 5 in hybi-06", DraftMistake.hybi06, "8500"),
    server(.hy10, "opcode 3 in hybi-08", DraftMistake.hybi08, "8300", finds: [.hy10]),
    server(.hy11, "RSV4", DraftMistake.hybi03, "0481 41".filter { $0 != " " }, finds: [.hy11]),
    server(.hy11, "a length below it", DraftMistake.hybi03, "040141"),
    .init(.hy12, "two odd frames in a row", DraftMistake.hybi06, finds: [.hy10, .hy12]) { talk in
      for _ in 0..<2 { talk.send(.client, DraftMistake.hybi06.frame(.client, opcode: Opcode(rawValue: 9), [1, 2, 3])) }
    },
    .init(.hy12, "an odd frame and a good one", DraftMistake.hybi06, finds: [.hy10]) { talk in
      talk.send(.client, DraftMistake.hybi06.frame(.client, opcode: Opcode(rawValue: 9), [1, 2, 3]))
      talk.send(.client, DraftMistake.hybi06.text(.client, "good"))
    },
    .init(.hy15, "deflate-stream", .keyed(8, .hybi08, extensions: "deflate-stream"), finds: [.hy15]),
    .init(.hy15, "deflate-stream, offered and not accepted", .keyed(8, .hybi08, offer: "deflate-stream")),
    server(.hy17, "a length in a long form", DraftMistake.hybi08, "817e000141", finds: [.hy17]),
    server(
      .hy17, "a length that needs its form", DraftMistake.hybi08, "827e007e" + String(repeating: "00", count: 126)),
    .init(.hy17, "an unmasked frame of the client", DraftMistake.hybi07, finds: [.hy17]) {
      $0.send(.client, bytes(fromHex: "810141"))
    },
  ]

  private static let closings: [DraftRuleCase] = [
    .init(.hy13, "the client begins with S", DraftMistake.hybi05, finds: [.hy13]) {
      $0.send(.client, DraftMistake.hybi05.frame(.client, .close, [0x53]))
    },
    .init(.hy13, "the client answers with S", DraftMistake.hybi05) { talk in
      for side in [Sender.server, .client] { talk.send(side, DraftMistake.hybi05.frame(side, .close, [0x53])) }
    },
    server(.hy14, "1008 in hybi-08", DraftMistake.hybi08, "880203f0", finds: [.hy14]),
    server(.hy14, "1004 in hybi-08", DraftMistake.hybi08, "880203ec"),
  ]
}

@Suite struct `Each rule of a draft` {
  /// The rules that frames, and agreements about them, can break; the rest is about opening handshakes.
  static let rules =
    RuleChapter.deflateFrame.rules
    + RuleChapter.hixie76.rules.filter { $0.rawValue > "H76-30" }
    + RuleChapter.drafts.rules.filter { $0.rawValue >= "HY-10" }

  @Test(arguments: rules)
  func `has a case that breaks it and one that nearly does`(_ rule: RuleID) {
    #expect(DraftRuleCase.all.contains { $0.rule == rule && $0.isTrigger })
    #expect(DraftRuleCase.all.contains { $0.rule == rule && !$0.isTrigger })
  }

  @Test func `has cases with names of their own`() {
    #expect(Set(DraftRuleCase.all.map(\.testDescription)).count == DraftRuleCase.all.count)
  }

  @Test(arguments: DraftRuleCase.all)
  func `is found where it is broken, and nothing else`(_ example: DraftRuleCase) {
    let dialogue = example.draft.dialogue(example.tell)
    let log = dialogue.inspected()
    // What an offer names is judged with the handshakes.
    let findings = log.findings.filter { $0.rule != .rq21 && $0.rule != .h7511 }
    #expect(findings.map(\.rule) == example.found)
    for finding in findings {
      #expect(finding.rule.entry.versions.contains(example.draft.version), "\(finding.rule.rawValue)")
      if finding.severity >= .warning { #expect(finding.fix != nil) }
      if finding.severity == .error { #expect(finding.peer != nil) }
    }
    let cut = dialogue.inspected(cuts: SeededGenerator(state: 3))
    #expect(cut.findings.filter { $0.rule != .rq21 && $0.rule != .h7511 } == findings)
  }

  /// What hixie-75 has in common with its successor is still said of hixie-75.
  @Test func `names the draft in force`() {
    let talk = DraftTalk.hixie75
    let log = talk.inspected { $0.send(.server, bytes(fromHex: "00c3ffff00")) }
    let found = log.findings.filter { $0.rule.chapter == .hixie76 }
    #expect(found.map(\.rule) == [.h7634, .h7633] && found.allSatisfy { $0.reference == "hixie-75" })
    let other = DraftTalk.hixie76.inspected { $0.send(.server, bytes(fromHex: "00c3ff")) }
    #expect(other.finding(.h7634)?.reference == "hixie-76")
  }

  /// Zeros before a length change nothing, so that nobody gives up the connection.
  @Test func `has a reaction only where there is one`() {
    let zeros = DraftTalk.hixie76.inspected { $0.send(.server, bytes(fromHex: "808001aa")) }
    #expect(zeros.finding(.h7637)?.severity == .warning && zeros.finding(.h7637)?.peer == nil)
    let endless = DraftTalk.hixie76.inspected { $0.send(.server, bytes(fromHex: "80ffffffffffffffffff7f")) }
    #expect(endless.finding(.h7637)?.peer != nil)
    let bare = DraftMistake.hybi08.inspected { $0.send(.client, bytes(fromHex: "810141")) }
    #expect(bare.finding(.hy17)?.fix?.contains("mask") == true && bare.finding(.hy17)?.peer != nil)
  }
}
