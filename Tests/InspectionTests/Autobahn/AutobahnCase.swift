import Inspection
import TestSupport
import Testing
import WebSocketProtocol

/// One case of the Autobahn Testsuite: what its fuzzer sends, and what an inspection finds in that.
///
/// The suite plays the client against servers and the server against clients, so each case exists in both directions.
/// It judges how a live peer reacts; what is held against a case here is what is wrong with the bytes that were sent.
struct AutobahnCase: Sendable, CustomTestStringConvertible {
  /// The number in the suite's catalogue, such as `6.4.2`.
  let number: String
  /// How the fuzzer cuts its bytes before it sends them.
  var chop = AutobahnChop.whole
  /// Everything that is found, notes included, in the order of the frames.
  var findings: [AutobahnFinding] = []
  /// What is found where the server is the fuzzer, if that makes a difference.
  var findingsFromServer: [AutobahnFinding]?
  /// The parameters of permessage-deflate, where the case is about them.
  var deflate: DeflateNegotiation?
  /// So much is sent that frames and payloads are counted instead of kept.
  var isLarge = false
  /// Made when it is needed: some cases are megabytes long.
  let script: @Sendable () -> AutobahnScript

  init(
    _ number: String, chop: AutobahnChop = .whole, _ findings: [AutobahnFinding] = [],
    findingsFromServer: [AutobahnFinding]? = nil, isLarge: Bool = false, frames: @escaping @Sendable () -> [SentFrame]
  ) {
    self.number = number
    self.chop = chop
    self.findings = findings
    self.findingsFromServer = findingsFromServer
    self.isLarge = isLarge
    script = { AutobahnScript(frames: frames()) }
  }

  init(_ number: String, deflate: DeflateNegotiation, script: @escaping @Sendable () -> AutobahnScript) {
    self.number = number
    self.deflate = deflate
    self.script = script
  }

  var testDescription: String { number }

  /// The case's chapter in the catalogue.
  var category: Int { number.split(separator: ".").first.flatMap { Int($0) } ?? 0 }

  func findings(from sender: Sender) -> [AutobahnFinding] {
    sender == .server ? findingsFromServer ?? findings : findings
  }

  /// What to inspect it with.
  var options: InspectionOptions {
    var options = InspectionOptions.everything.agreeing(on: deflate?.response)
    // Without a handshake a lone frame of opcode 4 would pass for an early draft's text.
    options.version = .rfc6455
    return isLarge ? options.counting : options
  }

  /// All cases, as many as the catalogue has.
  static let all: [AutobahnCase] =
    framing + pings + reservedBits + opcodes + fragmentation + texts + closings + performance + autoFragmentation
    + compression
}

/// The frames of a case, and the messages that they come to.
struct AutobahnScript: Sendable {
  var frames: [SentFrame]
  /// The payload of each text and binary message, given that no frame is out of order.
  var messages: [[UInt8]]

  init(frames: [SentFrame], messages: [[UInt8]]) {
    self.frames = frames
    self.messages = messages
  }

  /// Frames that are not compressed.
  init(frames: [SentFrame]) {
    self.frames = frames
    messages = []
    var message: [UInt8] = []
    for frame in frames where !frame.isControl {
      message += frame.payload
      guard frame.isFinal else { continue }
      messages.append(message)
      message = []
    }
  }
}

/// Where a sender cuts its bytes.
enum AutobahnChop: Sendable {
  /// All in one piece.
  case whole
  /// A piece for each frame.
  case frames
  /// Pieces of so many bytes.
  case pieces(Int)

  func cut(_ frames: [[UInt8]]) -> [[UInt8]] {
    switch self {
    case .whole: return [Self.whole(frames)]
    case .frames: return frames
    case .pieces(let length):
      let bytes = Self.whole(frames)
      return stride(from: 0, to: bytes.count, by: length).map { Array(bytes[$0..<min($0 + length, bytes.count)]) }
    }
  }

  /// All bytes in one array, which takes a debug build much less time than a joined sequence of them.
  static func whole(_ frames: [[UInt8]]) -> [UInt8] {
    frames.reduce(into: []) { $0 += $1 }
  }
}

/// A rule that a case breaks, and where.
struct AutobahnFinding: Sendable {
  var rule: RuleID
  var severity: Severity
  /// The frame's number among those of the case, from 1.
  var frame: Int
  /// The byte of the frame's payload that is to blame; `nil` where it is the frame as a whole.
  var payloadByte: Int?
  /// The byte of the message that is to blame, where its text is.
  var textByte: Int?

  init(
    _ rule: RuleID, _ severity: Severity? = nil, frame: Int = 1, payloadByte: Int? = nil, textByte: Int? = nil
  ) {
    self.rule = rule
    self.severity = severity ?? rule.entry.severity
    self.frame = frame
    self.payloadByte = payloadByte
    self.textByte = textByte
  }

  /// The finding as it is reported for frames that begin at `base` in the sender's stream.
  func placed(among frames: [[UInt8]], of script: AutobahnScript, from base: Int) -> PlacedFinding {
    var offset = base + frames.prefix(frame - 1).reduce(0) { $0 + $1.count }
    if let payloadByte {
      offset += frames[frame - 1].count - script.frames[frame - 1].payload.count + payloadByte
    }
    return PlacedFinding(rule: rule, severity: severity, frame: UInt64(frame), offset: UInt64(offset))
  }
}

/// What of a finding is compared.
struct PlacedFinding: Equatable {
  var rule: RuleID
  var severity: Severity
  var frame: UInt64?
  var offset: UInt64?
}

extension PlacedFinding {
  init(_ finding: Finding) {
    self.init(rule: finding.rule, severity: finding.severity, frame: finding.frame, offset: finding.offset)
  }
}
