import Testing
import WebSocketProtocol

struct RuleCatalogueTests {
  /// Errors a conforming receiver need not react to: the draft leaves the server's reaction open.
  static let withoutReaction: Set<RuleID> = [.h7614, .h7615]

  @Test(arguments: RuleID.allCases)
  func `every rule has an entry that can be read`(rule: RuleID) {
    let entry = rule.entry
    #expect(entry == RuleCatalogue.entry(for: rule))
    #expect(entry.statement.hasSuffix("."))
    #expect(entry.statement.first?.isUppercase == true)
    #expect(entry.statement.count <= 100)
    #expect(!entry.reference.isEmpty)
    #expect(entry.fix.map { !$0.isEmpty && !$0.hasSuffix(".") } ?? true)
    #expect(entry.peer.map { !$0.isEmpty && !$0.hasSuffix(".") } ?? true)
    #expect(entry.severity != .hint)
  }

  @Test(arguments: RuleID.allCases.filter { $0.entry.severity == .error })
  func `every error can be fixed and has its consequence`(rule: RuleID) {
    #expect(rule.entry.fix != nil)
    #expect((rule.entry.peer == nil) == Self.withoutReaction.contains(rule))
  }

  @Test func `no two rules say the same`() {
    #expect(Set(RuleID.allCases.map(\.entry.statement)).count == RuleID.allCases.count)
  }

  @Test func `a rule's name is letters or digits, a hyphen, and two digits`() {
    for rule in RuleID.allCases {
      #expect(rule.rawValue.wholeMatch(of: /[A-Z][A-Z0-9]+-[0-9]{2}/) != nil, "\(rule.rawValue)")
    }
  }

  @Test func `the chapters hold every rule once, in the order of the names' numbers`() {
    let rules = RuleChapter.allCases.flatMap(\.rules)
    #expect(rules.count == RuleID.allCases.count)
    #expect(Set(rules).count == rules.count)
    for chapter in RuleChapter.allCases {
      #expect(!chapter.rules.isEmpty)
      #expect(chapter.rules.map(\.rawValue) == chapter.rules.map(\.rawValue).sorted())
    }
  }

  @Test(arguments: [
    (RuleID.fr05, "the server must close the connection (1002)", true), (.ms01, "fail the connection (1007)", true),
    (.h7612, "the server must abort the connection", true), (.rs06, "the client must fail the connection", true),
    (.cl07, "ignore it", false), (.rq09, "the server must answer 400 Bad Request", false),
    (.h7634, "show U+FFFD instead", false),
  ])
  func `a reaction says who does what, and whether the connection ends`(rule: RuleID, text: String, ends: Bool) {
    #expect(rule.entry.peer == text)
    #expect(rule.entry.failsConnection == ends)
  }

  @Test func `a rule knows the versions it judges`() {
    #expect(RuleID.rq23.entry.versions.versions == [.rfc6455])
    #expect(RuleID.h7613.entry.versions.versions == [.hixie76, .hybi01, .hybi02, .hybi03])
    #expect(RuleID.fr05.entry.versions.contains(.hybi07))
    #expect(!RuleID.fr05.entry.versions.contains(.hybi06))
    #expect(RuleID.cap01.entry.versions.versions == ProtocolVersion.allCases)
    for rule in RuleID.allCases { #expect(!rule.entry.versions.versions.isEmpty) }
  }

  @Test func `a finding takes from the catalogue what the case does not decide`() {
    let usual = Finding(.fr05, "text frame from the client is not masked")
    #expect(usual.severity == .error)
    #expect(usual.reference == "RFC 6455 5.1")
    #expect(usual.fix == RuleID.fr05.entry.fix)
    #expect(Finding(.fr05, severity: .warning, "in an old draft").severity == .warning)
  }

  @Test func `severities are ordered by weight`() {
    #expect(Severity.allCases.sorted() == [.hint, .note, .warning, .error])
  }
}
