import Inspection
import TestSupport
import Testing
import WebSocketProtocol

/// The cases of the Autobahn Testsuite, which every WebSocket library runs, held against what is told of them.
@Suite struct `The Autobahn Testsuite` {
  static let senders: [Sender] = [.client, .server]

  /// Every case with either side as the fuzzer; the large ones with the client only, whose echo is as large.
  static let conversations: [(AutobahnCase, Sender)] = AutobahnCase.all.flatMap { example in
    senders.filter { $0 == .client || !example.isLarge }.map { (example, $0) }
  }

  @Test func `has its 517 cases`() {
    let cases = AutobahnCase.all
    #expect(cases.count == 517)
    #expect(Set(cases.map(\.number)).count == 517)
    let chapters = Dictionary(grouping: cases, by: \.category).mapValues(\.count)
    #expect(chapters == [1: 16, 2: 11, 3: 7, 4: 10, 5: 20, 6: 145, 7: 37, 9: 54, 10: 1, 12: 90, 13: 126])
  }

  @Test func `has as many texts of each kind as its list, and as many that are UTF-8`() {
    #expect(
      AutobahnText.sets.map(\.count) == [5, 11, 4, 2, 4, 3, 5, 8, 5, 10, 1, 3, 5, 5, 5, 7, 8, 34, 7])
    #expect(
      AutobahnText.sets.map { set in set.filter { AutobahnText.verdict(on: $0) == .valid }.count }
        == [5, 5, 4, 0, 4, 0, 4, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 34, 7])
  }

  @Test func `has as many fragments as its messages are cut into`() {
    func frames(_ section: String) -> [Int] {
      AutobahnCase.all.filter { $0.number.hasPrefix(section + ".") }.map { $0.script().frames.count }
    }
    #expect(frames("9.3") == [65536, 16384, 4096, 1024, 256, 64, 16, 4, 1])
    #expect(frames("9.4") == frames("9.3"))
    #expect(frames("10.1") == [51])
  }

  @Test(arguments: AutobahnCase.all, senders)
  func `pasted as a stream shows what is wrong with it, and nothing else`(_ example: AutobahnCase, _ sender: Sender) {
    let script = example.script()
    let frames = FrameWriter.bytes(of: script.frames, from: sender)
    let log = EventLog(stream: example.chop.cut(frames), from: sender, options: example.options)
    let expected = example.findings(from: sender)
    #expect(log.findings.map(PlacedFinding.init) == expected.map { $0.placed(among: frames, of: script, from: 0) })
    #expect(log.findings.allSatisfy { $0.sender == sender })
    for (finding, expected) in zip(log.findings, expected) {
      if let byte = expected.textByte { #expect(finding.message.contains("byte \(byte) of the message")) }
    }
    let totals = log.end?.totals
    #expect(totals?.frames == UInt64(script.frames.count))
    if example.isLarge {
      #expect(totals?.messages == UInt64(script.messages.count))
      #expect(totals?.payloadBytes == UInt64(script.messages.reduce(0) { $0 + $1.count }))
    } else {
      #expect(log.frames.map { SentFrame($0) } == script.frames)
    }
    guard expected.isEmpty, !example.isLarge else { return }
    let messages = log.messages.filter { !$0.type.isControl }
    #expect(messages.map(\.payload) == script.messages)
    #expect(messages.allSatisfy { $0.isComplete && $0.isText == ($0.type == .text) })
    #expect(messages.allSatisfy { $0.isCompressed == (example.deflate != nil) })
  }

  @Test(arguments: AutobahnCase.all.filter { !$0.isLarge }, senders)
  func `pasted without a word about its sender shows the same`(_ example: AutobahnCase, _ sender: Sender) {
    let stream = FrameWriter.bytes(of: example.script().frames, from: sender)
    let log = EventLog(stream: stream, from: sender, options: example.options)
    #expect(EventLog(stream: stream, from: nil, options: example.options) == log)
  }

  @Test(arguments: conversations)
  func `on a connection shows the same`(_ example: AutobahnCase, _ fuzzer: Sender) {
    var conversation = AutobahnConversation(example, fuzzer: fuzzer)
    let script = conversation.script
    let frames = FrameWriter.bytes(of: script.frames, from: fuzzer)
    let log = conversation.dialogue().inspected(example.options)
    #expect(log.handshakes.map(\.isAccepted) == [true])
    #expect(
      log.findings.filter { $0.sender == fuzzer }.map(PlacedFinding.init)
        == conversation.findings.map { $0.placed(among: frames, of: script, from: conversation.headLength) })
    #expect(log.findings.filter { $0.sender != fuzzer }.map(\.rule) == conversation.peerFindings)
    #expect(log.end?.isClean == true)
    guard conversation.isFaultless, !example.isLarge else { return }
    for side in Self.senders {
      #expect(log.messages.filter { $0.sender == side && !$0.type.isControl }.map(\.payload) == script.messages)
    }
    let pings = log.messages.filter { $0.type == .ping }
    #expect(log.messages.compactMap(\.answers) == pings.map(\.firstFrame))
  }

  /// Long cases are cut less finely, into some thousand pieces at most, and no piece is longer than 64 KiB.
  @Test(arguments: AutobahnCase.all)
  func `pasted as a stream is told the same however it is cut`(_ example: AutobahnCase) {
    let frames = FrameWriter.bytes(of: example.script().frames, from: .client)
    let bytes = AutobahnChop.whole(frames)
    let finest = bytes.count / 4096 + 1
    let largest = AutobahnChop.pieces(65536)
    var random = SeededGenerator(state: UInt64(bytes.count))
    let whole = EventLog(stream: largest.cut(frames), from: .client, options: example.options)
    let variants = [
      AutobahnChop.pieces(finest).cut(frames), frames.flatMap { largest.cut([$0]) },
      random.cut(bytes, longest: 3 * finest),
    ]
    for pieces in variants {
      #expect(EventLog(stream: pieces, from: .client, options: example.options) == whole)
    }
    guard !example.isLarge else { return }
    #expect(EventLog(stream: [bytes], from: .client, options: example.options.counting).verdict == whole.verdict)
  }

  @Test(arguments: AutobahnCase.all.filter { $0.category < 9 }, senders)
  func `on a connection is told the same however it is cut`(_ example: AutobahnCase, _ fuzzer: Sender) {
    var conversation = AutobahnConversation(example, fuzzer: fuzzer)
    let talk = conversation.dialogue()
    let whole = talk.inspected(example.options)
    for seed in 1...2 as ClosedRange<UInt64> {
      #expect(talk.inspected(example.options, firstIsClient: nil, cuts: SeededGenerator(state: seed)) == whole)
    }
  }

  @Test func `names the extension that would allow RSV1 alone`() {
    let named = AutobahnCase.reservedBits.filter { example in
      let log = EventLog(stream: FrameWriter.bytes(of: example.script().frames, from: .server), from: .server)
      return log.finding(.fr01)?.message.contains("permessage-deflate") == true
    }
    #expect(named.map(\.number) == ["3.4"])
  }

  /// Sections 6.4.1 to 6.4.4 ask for an answer before the message ends.
  @Test(arguments: AutobahnCase.failFastParts, [true, false])
  func `shows bad text as soon as its first bad byte is there`(_ parts: [[UInt8]], _ isFragmented: Bool) {
    let script =
      isFragmented
      ? SentFrame.fragments(.text, parts) : [SentFrame(opcode: .text, payload: Array(parts.joined()))]
    let bytes = AutobahnChop.whole(FrameWriter.bytes(of: script, from: .client))
    // Each frame has six bytes before its payload; byte 12 of the text lies in the second fragment.
    let bad = 12 + (isFragmented ? 2 : 1) * 6
    let before = EventLog(stream: [Array(bytes[..<bad])], from: .client)
    #expect(!before.rules.contains(.ms01))
    let after = EventLog(stream: [Array(bytes[...bad])], from: .client)
    #expect(after.serious == [.ms01])
    #expect(after.finding(.ms01)?.offset == UInt64(bad))
  }

  @Test(arguments: (AutobahnCase.reservedBits + AutobahnCase.opcodes).filter { $0.script().frames.count == 3 })
  func `keeps frames readable around one that breaks a rule`(_ example: AutobahnCase) {
    let frames = FrameWriter.bytes(of: example.script().frames, from: .server)
    let log = EventLog(stream: frames, from: .server)
    #expect(log.messages.first?.text == AutobahnCase.greeting)
    #expect(log.messages.last?.type == .ping && log.messages.last?.isComplete == true)
  }

  /// The messages of section 13.1 keep their context and those of 13.4 use the largest window, which the agreements of
  /// 13.2 and 13.3 do not allow.
  @Test(
    arguments: [
      ("13.1", DeflateNegotiation(dropsContext: true), RuleID.df04),
      ("13.4", DeflateNegotiation(windowBits: 9), .df05),
    ], 1...18)
  func `shows a sender that does not compress as agreed`(
    _ mistake: (section: String, agreed: DeflateNegotiation, rule: RuleID), _ number: Int
  ) throws {
    let example = try #require(AutobahnCase.all.first { $0.number == "\(mistake.section).\(number)" })
    let frames = FrameWriter.bytes(of: example.script().frames, from: .client)
    let log = EventLog(stream: frames, from: .client, options: .everything.agreeing(on: mistake.agreed.response))
    #expect(Set(log.rules) == [mistake.rule])
    #expect(log.messages.contains { !$0.isComplete })
  }
}
