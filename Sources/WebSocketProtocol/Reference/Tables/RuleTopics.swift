/// The pages of the rules, all made from the catalogue.
enum RuleTopics {
  static let all: [Topic] = RuleID.allCases.map { rule in
    let entry = rule.entry
    let name = rule.rawValue
    return Topic(
      name, .rule, "Rule \(name): \(rule.chapter.title)", entry.statement, severity: entry.severity,
      reference: entry.reference, fix: entry.fix, reaction: entry.reaction, versions: entry.versions.versions,
      examples: RuleExamples.examples(of: rule), related: related(rule),
      aliases: [String(name.filter { $0 != "-" }).lowercased()])
  }

  /// Rules that name one defect, each for its own versions, or that are easily taken for each other.
  private static let kin: [[RuleID]] = [
    [.hy01, .h7617], [.hy06, .rs21, .rq25], [.hy07, .rs06, .rs07], [.dff04, .df01], [.rs20, .pmd16], [.hy14, .cl03],
    [.hy10, .fr02], [.hy04, .rq17, .br02], [.hy05, .rs04], [.fr05, .fr06, .hy17], [.fr10, .fr11, .fr12],
    [.fr07, .fr08], [.ms01, .ms02, .cl04], [.ms04, .ms05, .ms06], [.cl07, .cl08], [.cl06, .cl09],
    [.df01, .df02, .fr01], [.df04, .df05], [.sec01, .sec02, .sec03], [.rq05, .rq06, .rs02, .rs03], [.rs08, .br01],
    [.rq13, .rq14, .rs15, .rs16, .rs17], [.h7612, .h7613, .h7609], [.pmd12, .pmd13, .pmd14], [.rs22, .rs01],
    [.h203, .h301], [.fr15, .hy12], [.h7502, .h7602],
  ]

  /// Pages that speak of rules; the pages of close codes would speak of too many.
  private static let mentions: [String: [String]] = {
    var mentions: [String: [String]] = [:]
    let topics = OpcodeTopics.defined + VersionTopics.all + FieldTopics.all + ExtensionTopics.all + StatusTopics.all
    for topic in topics + TermTopics.all + HintTopics.all {
      for name in topic.related { mentions[name, default: []].append(topic.name) }
    }
    return mentions
  }()

  private static func related(_ rule: RuleID) -> [String] {
    var found: [String] = []
    for group in kin where group.contains(rule) {
      for other in group where other != rule && !found.contains(other.rawValue) { found.append(other.rawValue) }
    }
    found += mentions[rule.rawValue, default: []].prefix(6)
    if let code = rule.entry.reaction?.closeCode { found.append("\(code.rawValue)") }
    return found
  }
}
