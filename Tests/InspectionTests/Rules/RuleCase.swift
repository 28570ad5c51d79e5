import Inspection
import TestSupport
import Testing
import WebSocketProtocol

/// A conversation behind an accepted handshake, with all that has to be found in it.
///
/// Each rule has cases that break it, and near misses: conversations that come close and do not.
struct RuleCase: Sendable, CustomTestStringConvertible {
  /// The rule it is about, broken or not.
  var rule: RuleID
  var name: String
  var extensions: String?
  /// The request, where it is not the usual one.
  var request: [UInt8]
  var limits: InspectionLimits
  /// Every finding, in the order in which they are told.
  var found: [Found]
  var tell: @Sendable (inout Dialogue) -> Void

  init(
    _ rule: RuleID, _ name: String, extensions: String? = nil, request: [UInt8]? = nil,
    limits: InspectionLimits = InspectionLimits(), finds found: [Found] = [],
    tell: @escaping @Sendable (inout Dialogue) -> Void
  ) {
    self.rule = rule
    self.name = name
    self.extensions = extensions
    self.request = request ?? Dialogue.request(for: extensions)
    self.limits = limits
    self.found = found
    self.tell = tell
  }

  var testDescription: String { "\(rule.rawValue) \(name)" }

  /// True where the rule is broken.
  var isTrigger: Bool { found.contains { $0.rule == rule } }

  var options: InspectionOptions {
    var options = InspectionOptions.everything
    options.limits = limits
    return options
  }

  /// Finds what is wrong after a handshake.
  func inspected(_ options: InspectionOptions, cuts: SeededGenerator? = nil) -> [Found] {
    var talk = Dialogue()
    talk.time = 0
    let response = Dialogue.response(extensions: extensions)
    talk.send(.client, request)
    talk.send(.server, response)
    tell(&talk)
    return talk.inspected(options, cuts: cuts).findings.map {
      Found($0, behind: $0.sender == .client ? request.count : response.count)
    }
  }

  /// The bytes and their sender, where one side alone speaks and neither TCP nor a clock has a part in it.
  var monologue: (sender: Sender, bytes: [UInt8])? {
    var talk = Dialogue()
    tell(&talk)
    var monologue: (sender: Sender, bytes: [UInt8])?
    for (step, time) in talk.steps {
      guard case .bytes(let sender, let bytes) = step, time == nil, monologue?.sender ?? sender == sender
      else { return nil }
      monologue = (sender, (monologue?.bytes ?? []) + bytes)
    }
    return monologue
  }

  static let all = frames + frameOrder + closing + messages + pings + deflate + hazards + input
}

/// A finding as a case expects it.
struct Found: Hashable, Sendable, CustomStringConvertible {
  var rule: RuleID
  var severity: Severity
  var sender: Sender?
  var frame: UInt64?
  /// Where it is, counted from the sender's first byte behind the handshake.
  var offset: Int?

  private init(_ rule: RuleID, _ severity: Severity, _ sender: Sender?, _ frame: UInt64?, _ offset: Int?) {
    self.rule = rule
    self.severity = severity
    self.sender = sender
    self.frame = frame
    self.offset = offset
  }

  init(_ finding: Finding, behind head: Int) {
    self.init(
      finding.rule, finding.severity, finding.sender, finding.frame, finding.offset.map { Int($0) - head })
  }

  static func error(_ rule: RuleID, by sender: Sender?, frame: UInt64? = nil, at offset: Int? = nil) -> Found {
    Found(rule, .error, sender, frame, offset)
  }

  static func warning(_ rule: RuleID, by sender: Sender?, frame: UInt64? = nil, at offset: Int? = nil) -> Found {
    Found(rule, .warning, sender, frame, offset)
  }

  static func note(_ rule: RuleID, by sender: Sender?, frame: UInt64? = nil, at offset: Int? = nil) -> Found {
    Found(rule, .note, sender, frame, offset)
  }

  var description: String {
    "\(severity) \(rule.rawValue) by \(sender.map(\.rawValue) ?? "nobody"), frame \(frame.map(String.init) ?? "-"), "
      + "offset \(offset.map(String.init) ?? "-")"
  }
}

extension Dialogue {
  /// Bytes of one side as hexadecimal digits, with bytes of one value behind them.
  mutating func send(_ sender: Sender, hex: String, then count: Int = 0, of byte: UInt8 = 0x41) {
    send(sender, bytes(fromHex: hex) + [UInt8](repeating: byte, count: count))
  }
}
