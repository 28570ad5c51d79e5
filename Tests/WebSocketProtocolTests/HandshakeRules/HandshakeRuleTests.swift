import TestSupport
import Testing
import WebSocketProtocol

@Suite struct `Each handshake rule` {
  /// The chapters about opening handshakes.
  static let chapters: [RuleChapter] = [
    .http, .request, .response, .hixie75, .hixie76, .drafts, .negotiation, .http2, .http3, .deflateFrame, .browsers,
  ]
  /// Rules of these chapters about what comes behind the handshake.
  static let behind: Set<RuleID> = [
    .h7631, .h7632, .h7633, .h7634, .h7635, .h7636, .h7637, .hy10, .hy11, .hy12, .hy13, .hy14, .hy17, .dff04, .h215,
  ]
  /// Rules that refer to others, or to HTTP/3, which is not read: findings never bear their names, as they say.
  static let neverTold: Set<RuleID> = [.hy03, .h213, .h301, .h302, .h303, .h304]

  static let rules = chapters.flatMap(\.rules).filter { !behind.contains($0) && !neverTold.contains($0) }

  @Test(arguments: rules)
  func `has a case that breaks it and one that nearly does`(_ rule: RuleID) {
    #expect(HandshakeCase.all.contains { $0.rule == rule && $0.isTrigger })
    #expect(HandshakeCase.all.contains { $0.rule == rule && !$0.isTrigger })
  }

  @Test func `has cases with names of their own`() {
    #expect(Set(HandshakeCase.all.map(\.testDescription)).count == HandshakeCase.all.count)
  }

  @Test(arguments: HandshakeCase.all)
  func `is found where it is broken, and nothing else`(_ example: HandshakeCase) {
    #expect(example.told == example.expected)
  }

  @Test(arguments: HandshakeCase.all.filter { !$0.found.isEmpty })
  func `says what to change, what a peer does about it, and holds in the version it was judged by`(
    _ example: HandshakeCase
  ) {
    let report = example.report
    for finding in report.findings {
      #expect(!finding.message.isEmpty && !finding.message.hasSuffix("."))
      #expect(finding.severity < .warning || finding.fix != nil)
      #expect(finding.rule.entry.versions.contains(report.version), "\(finding.rule.rawValue) in \(report.version)")
      #expect(!Self.neverTold.contains(finding.rule) && !Self.behind.contains(finding.rule))
    }
    for check in report.checks {
      #expect(check.findings.allSatisfy { $0.rule.chapter != .frames })
      #expect(check.severity == check.findings.map(\.severity).max())
    }
  }

  @Test(arguments: neverTold)
  func `that is never told under its name says under which`(_ rule: RuleID) {
    #expect(rule.entry.statement.contains("found under") || rule.entry.statement.contains("not read"))
  }
}
