import ArgumentParser
import WebSocketProtocol

/// The value of `--rule`: rules by name, such as `FR-05`, or by chapter, such as `FR`, separated by commas.
struct RuleList: OptionList, Hashable {
  var rules: Set<RuleID>

  init(reading text: String) throws(Misreading) {
    let named = try text.items { item throws(Misreading) in
      let name = item.uppercased()
      if let chapter = RuleChapter(rawValue: name) { return chapter.rules }
      guard let rule = RuleID(rawValue: name) else { throw Self.unknown(name) }
      return [rule]
    }
    rules = Set(named.joined())
  }

  mutating func append(_ other: RuleList) { rules.formUnion(other.rules) }

  private static let chapters = RuleChapter.allCases.map(\.rawValue)
  private static let names = RuleID.allCases.map(\.rawValue)

  private static func unknown(_ name: String) -> Misreading {
    guard name.contains("-") else { return .unknown(name, among: chapters) }
    return Misreading("'\(name)' is no rule\(Misreading.suggestion(name, names))")
  }

  static var defaultCompletionKind: CompletionKind { .list(chapters + names) }
}
