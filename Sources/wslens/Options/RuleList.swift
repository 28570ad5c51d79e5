import ArgumentParser
import WebSocketProtocol

/// The value of `--rule`: rules by name, such as `FR-05`, or by chapter, such as `FR`, separated by commas.
struct RuleList: ExpressibleByArgument, Hashable {
  var rules: Set<RuleID>

  init?(argument: String) {
    var rules: Set<RuleID> = []
    for name in argument.split(separator: ",", omittingEmptySubsequences: false) {
      let name = name.uppercased()
      if let chapter = RuleChapter(rawValue: name) {
        rules.formUnion(chapter.rules)
      } else if let rule = RuleID(rawValue: name) {
        rules.insert(rule)
      } else {
        return nil
      }
    }
    self.rules = rules
  }

  static var defaultCompletionKind: CompletionKind {
    .list(RuleChapter.allCases.map(\.rawValue) + RuleID.allCases.map(\.rawValue))
  }
}
