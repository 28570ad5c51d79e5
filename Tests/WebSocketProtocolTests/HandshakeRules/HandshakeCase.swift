import Testing
import WebSocketProtocol

/// A handshake with everything that has to be found in it.
///
/// Each rule has cases that break it, and near misses: handshakes that come close and do not.
struct HandshakeCase: Sendable, CustomTestStringConvertible {
  /// What is judged.
  enum Subject: Sendable {
    case text(HandshakeText)
    case connect(ExtendedConnect)
  }

  /// The rule it is about, broken or not.
  var rule: RuleID
  var name: String
  var subject: Subject
  /// Everything that is found, in any order.
  var found: [Told]

  init(_ rule: RuleID, _ name: String, _ text: HandshakeText, finds found: Told...) {
    self.rule = rule
    self.name = name
    subject = .text(text)
    self.found = found
  }

  init(_ rule: RuleID, _ name: String, _ connect: ExtendedConnect, finds found: Told...) {
    self.rule = rule
    self.name = name
    subject = .connect(connect)
    self.found = found
  }

  var testDescription: String { "\(rule.rawValue) \(name)" }

  /// True where the rule is broken.
  var isTrigger: Bool { found.contains { $0.rule == rule } }

  var report: HandshakeReport {
    switch subject {
    case .text(let text): text.report
    case .connect(let connect): HandshakeReport(connect)
    }
  }

  /// The findings as the case expects them, in one order.
  var expected: [String] {
    found.map { told in
      var offset: Int?
      if case .text(let text) = subject { offset = told.place?.offset(in: text, of: told.sender) }
      return Self.line(told.rule, told.severity, told.sender, offset)
    }.sorted()
  }

  /// The findings as they were told, in one order.
  var told: [String] {
    report.findings.map { Self.line($0.rule, $0.severity, $0.sender, $0.offset.map(Int.init)) }.sorted()
  }

  private static func line(_ rule: RuleID, _ severity: Severity, _ sender: Sender?, _ offset: Int?) -> String {
    "\(rule.rawValue), \(severity), \(sender.map(\.rawValue) ?? "nobody"), \(offset.map(String.init) ?? "nowhere")"
  }

  static let all =
    http + request + requestKey + requestLists + response + choices + refusals + hixie75 + hixie76 + challenge
    + hixie76Response + drafts + negotiation + agreement + connect
}

/// A finding as a case expects it.
struct Told: Sendable {
  var rule: RuleID
  var severity: Severity
  var sender: Sender
  var place: Place?

  static func error(_ rule: RuleID, _ sender: Sender, at place: Place? = nil) -> Told {
    Told(rule: rule, severity: .error, sender: sender, place: place)
  }

  static func warning(_ rule: RuleID, _ sender: Sender, at place: Place? = nil) -> Told {
    Told(rule: rule, severity: .warning, sender: sender, place: place)
  }

  static func note(_ rule: RuleID, _ sender: Sender, at place: Place? = nil) -> Told {
    Told(rule: rule, severity: .note, sender: sender, place: place)
  }

  /// What every handshake of hixie-75 is told.
  static let obsolete = Told.note(.h7511, .client)

  /// A place in what a side sends.
  enum Place: Sendable, ExpressibleByStringLiteral {
    /// Where a text first stands.
    case text(String)
    /// Right behind the first place of a text.
    case behind(String)
    /// So many bytes behind the head.
    case behindHead(Int)

    init(stringLiteral text: String) { self = .text(text) }

    static let headEnd = Place.behindHead(0)

    func offset(in handshake: HandshakeText, of sender: Sender) -> Int? {
      let bytes = handshake.bytes(of: sender)
      return switch self {
      case .text(let text): bytes.firstRange(of: Array(text.utf8))?.lowerBound ?? -1
      case .behind(let text): bytes.firstRange(of: Array(text.utf8))?.upperBound ?? -1
      case .behindHead(let count): handshake.headLength(of: sender) + count
      }
    }
  }
}
