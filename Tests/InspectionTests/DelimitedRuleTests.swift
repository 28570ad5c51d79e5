import Inspection
import TestSupport
import Testing
import WebSocketProtocol

struct DelimitedInput: Decodable, Sendable {
  let hex: String?
  let hexPrefix: String?
  let fill: String?
  let fillCount: Int?

  var bytes: [UInt8] {
    TestSupport.bytes(fromHex: (hex ?? hexPrefix ?? "") + String(repeating: fill ?? "", count: fillCount ?? 0))
  }
}

struct DelimitedExpected: Decodable, Sendable {
  struct Frame: Decodable, Sendable {
    let type: UInt8
    let text: String?
    let length: UInt64?
    let payloadHex: String?
    let closing: Bool?
  }

  let frames: [Frame]
  let rules: [String]
}

/// What one side sends in hixie-76, and what is found.
struct DelimitedCase: Sendable, CustomTestStringConvertible {
  var hex: String
  var rules: [RuleID]
  var severity: Severity?
  var version = ProtocolVersion.hixie76
  var testDescription: String { "\(version.rawValue) \(hex)" }

  init(_ hex: String, _ rules: [RuleID], _ severity: Severity? = nil, in version: ProtocolVersion = .hixie76) {
    self.hex = hex
    self.rules = rules
    self.severity = severity
    self.version = version
  }

  static let all: [DelimitedCase] = [
    .init("0041ff", []), .init("00ff", []), .init("ff00", []), .init("0041ffff00", []),
    // Types whose payload ends with FF, or has a length
    .init("0141ff", [.h7632], .warning), .init("7fff", [.h7632], .warning),
    .init("800141", [.h7633], .warning), .init("8000", [.h7633], .warning), .init("fe00", [.h7633], .warning),
    .init("ff0141", [.h7633], .warning),
    .init("ff00", [.h7633], .warning, in: .hixie75), .init("0041ff", [], in: .hixie75),
    // Text
    .init("00c3ff", [.h7634], .warning), .init("00c0afff", [.h7634], .warning), .init("00c3a9ff", []),
    .init("00eda080ff", [.h7634], .warning), .init("00efbfbdff", []), .init("01c3ff", [.h7632], .warning),
    .init("00c3ff", [.h7634], .warning, in: .hixie75),
    // Behind the end
    .init("ff000041ff", [.h7635], .error), .init("ff00ff00", [.h7635], .error),
    .init("ff000041ff0042ff", [.h7635], .error),
    .init("ff000041ff", [.h7633], .warning, in: .hixie75),
    // Not finished; the input may go on
    .init("0041", [.h7636], .note), .init("00", [.h7636], .note), .init("01", [.h7632, .h7636]),
    .init("8005414243", [.h7633, .h7637]), .init("80", [.h7637], .note), .init("8081", [.h7637], .note),
    // Lengths
    .init("808001aa", [.h7633, .h7637], .warning), .init("ff8000", [.h7637], .warning),
    .init("808180808080808080808000", [.h7637], .error), .init("80ffffffffffffffffff7f", [.h7637], .error),
  ]
}

@Suite struct `Frames between 00 and FF` {
  typealias DelimitedVector = Vector<DelimitedInput, DelimitedExpected>
  static let vectors = DelimitedVector.all("hixie-frames")

  private func log(_ bytes: [UInt8], _ version: ProtocolVersion, from sender: Sender? = .client) -> EventLog {
    var options = InspectionOptions.everything
    options.version = version
    return EventLog(stream: [bytes], from: sender, options: options)
  }

  @Test func `vectors are all there`() { #expect(Self.vectors.count == 10) }

  @Test(arguments: vectors)
  func `vectors are read`(_ vector: DelimitedVector) throws {
    let log = log(vector.input.bytes, .hixie76)
    try #require(log.frames.count == vector.expected.frames.count)
    for (frame, expected) in zip(log.frames, vector.expected.frames) {
      #expect(frame.header.firstByte == expected.type)
      if let text = expected.text { #expect(String(decoding: frame.payload, as: UTF8.self) == text) }
      if let length = expected.length { #expect(frame.header.payloadLength == length) }
      if let payload = expected.payloadHex { #expect(hex(frame.payload) == payload) }
      if let closing = expected.closing { #expect((frame.header.type == .close) == closing) }
      #expect(frame.captured == frame.header.payloadLength)
    }
    #expect(Set(log.serious.map(\.rawValue)) == Set(vector.expected.rules))
    // Text and closing frames are messages; what a receiver drops is none.
    #expect(log.messages.count == vector.expected.frames.filter { $0.type == 0 || $0.closing == true }.count)
  }

  @Test(arguments: DelimitedCase.all)
  func `are judged`(_ sent: DelimitedCase) {
    let log = log(bytes(fromHex: sent.hex), sent.version)
    #expect(log.rules == sent.rules)
    if let severity = sent.severity { #expect(log.findings.allSatisfy { $0.severity == severity }) }
    for finding in log.findings {
      #expect(finding.rule.entry.versions.contains(sent.version), "\(finding.rule.rawValue)")
      #expect(finding.sender == .client)
    }
    let pieces = bytes(fromHex: sent.hex).map { [$0] }
    var options = InspectionOptions.everything
    options.version = sent.version
    #expect(EventLog(stream: pieces, from: .client, options: options) == log)
  }

  /// Nobody knows of such a stream whether one side sent all of it.
  @Test func `of nobody knows whom may close twice`() {
    let log = log(bytes(fromHex: "0041ffff00ff00"), .hixie76, from: nil)
    #expect(log.rules == [])
    #expect(log.messages.map(\.type) == [.text, .close, .close])
  }

  @Test func `that are too long for any number are shown as they were sent`() throws {
    let sent = bytes(fromHex: "0041ff" + "8081828384858687888990910041ff")
    let finding = try #require(log(sent, .hixie76).finding(.h7637))
    #expect(finding.offset == 3 && finding.evidence == hex(sent.dropFirst(3).prefix(14).map { $0 }))
  }

  /// What is not finished when the connection ends is an error; when only the input ends, it is worth a note.
  @Test(arguments: [("0041", RuleID.h7636), ("8081", .h7637), ("8003aa", .h7637)])
  func `are cut by the end of the connection`(_ hex: String, _ rule: RuleID) throws {
    let draft = DraftTalk.hixie76
    let closed = draft.inspected { talk in
      talk.send(.server, bytes(fromHex: hex))
      talk.fin(.server)
    }
    #expect(try #require(closed.finding(rule)).severity == .error)
    let open = draft.inspected { $0.send(.server, bytes(fromHex: hex)) }
    #expect(try #require(open.finding(rule)).severity == .note)
    #expect(open.messages.allSatisfy { !$0.isComplete })
  }

  /// Which sides sent `FF 00`, and whether its absence is noted.
  @Test(arguments: [
    ([Sender.client, .server], [RuleID]()), ([.client], [.h7631]), ([.server], [.h7631]), ([], [.h7631]),
  ])
  func `end with a closing frame of each side`(_ closing: [Sender], _ rules: [RuleID]) {
    let draft = DraftTalk.hixie76
    let log = draft.inspected { talk in
      talk.send(.client, draft.text(.client, "Hello"))
      for sender in closing { talk.send(sender, [0xff, 0x00]) }
      talk.fin(.server)
      talk.fin(.client)
    }
    #expect(log.rules == rules)
    #expect(log.findings.allSatisfy { $0.severity == .note })
    // A closing frame that is missing is missing at the end of its side's stream.
    if let silent = log.findings.first?.sender {
      let text = silent == .client ? draft.text(.client, "Hello").count : 0
      let head = silent == .client ? draft.request.count : draft.response.count
      #expect(log.findings.first?.frame == 2 && log.findings.first?.offset == UInt64(head + text))
    }
    #expect(log.end?.isClean == (closing.count == 2))
    let hixie75 = DraftTalk.hixie75.inspected { talk in
      talk.send(.client, draft.text(.client, "Hello"))
      talk.fin(.server)
    }
    #expect(hixie75.rules == [])
  }

  /// A gap in text hides its end, and the border with it.
  @Test func `are searched for behind a gap`() throws {
    let draft = DraftTalk.hixie76
    let log = draft.inspected { talk in
      talk.send(.server, draft.text(.server, "first"))
      talk.send(.server, [0x00, 0x41, 0x42])
      talk.gap(.server, 40)
      talk.send(.server, [0x43, 0x44, 0xff])
      for turn in 0..<8 { talk.send(.server, draft.text(.server, "turn \(turn)")) }
    }
    #expect(log.serious == [])
    #expect(log.texts(of: .server).prefix(2) == ["first", "AB"])
    let complete = log.messages.filter(\.isComplete)
    #expect(complete.map(\.text) == ["first"] + (0..<8).map { "turn \($0)" })
    #expect(complete.map(\.isInferred) == [false] + (0..<8).map { _ in true })
    let cut = try #require(log.frames.dropFirst().first)
    #expect(cut.payload == [0x41, 0x42] && cut.captured == 2 && cut.header.payloadLength == 2)
  }
}
