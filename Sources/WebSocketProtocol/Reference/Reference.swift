/// Everything that can be looked up: rules, opcodes, versions, fields, codes, hints, mistakes and error messages.
public enum Reference {
  /// Every page that has a name of its own.
  public static let topics: [Topic] =
    RuleTopics.all + OpcodeTopics.all + VersionTopics.all + FieldTopics.all + ExtensionTopics.all + StatusTopics.all
    + CloseCodeTopics.all + TermTopics.all + LegalTopics.all + HintTopics.all + MistakeTopics.all
    + ErrorMessages.all.map { $0.topic() }

  /// The pages that a query stands for, in the order of their kinds; empty where there is none.
  ///
  /// A query is the name of a topic in any letter case, a number, a kind and a name (`close code 1006`), a field with
  /// its value, mistakes joined with `+`, or text that holds a known error message or ends in the beginning of one.
  public static func topics(for query: String) -> [Topic] {
    let query = Query(query)
    let named = topics(named: query)
    if !named.isEmpty { return named }
    let mistakes = query.text.split(separator: "+", omittingEmptySubsequences: false).map {
      topics(named: Query(String($0), kind: .mistake))
    }
    if mistakes.allSatisfy({ !$0.isEmpty }) { return mistakes.flatMap(\.self) }
    if let colon = query.text.firstIndex(of: ":"), colon != query.text.startIndex {
      let field = topics(named: Query(String(query.text[..<colon]), kind: .field))
      if !field.isEmpty { return field }
    }
    let messages = ErrorMessages.all.filter { $0.topic(for: query.text) != nil }
    if messages.isEmpty { return ErrorMessages.all.compactMap { $0.topic(forBeginning: query.text) } }
    // Within a longer message, what is another's is not meant.
    let widest = messages.filter { message in
      !messages.contains { $0 != message && $0.pattern.contains(message.pattern) }
    }
    return widest.compactMap { $0.topic(for: query.text) }
  }

  private static func topics(named query: Query) -> [Topic] {
    var found = topics.filter { $0.keys.contains(query.text) && query.admits($0.kind) }
    if let number = UInt16(query.text), !query.text.hasPrefix("+") {
      if query.admits(.status), !found.contains(where: { $0.kind == .status }),
        let status = StatusTopics.topic(Int(number))
      {
        found.append(status)
      }
      // A number below 1000 alone is more likely an opcode, a version or a status.
      if query.admits(.closeCode), !found.contains(where: { $0.kind == .closeCode }),
        number >= 1000 || query.kinds == [.closeCode] || found.isEmpty
      {
        found.append(CloseCodeTopics.topic(CloseCode(rawValue: number)))
      }
    }
    return Topic.Kind.allCases.flatMap { kind in found.filter { $0.kind == kind } }
  }

  /// What a text names, such as a line of a report or of a log: rules, hints, header fields, and the statuses, close
  /// codes and opcodes whose numbers stand behind a word that says what they are.
  public static func topics(mentionedIn text: String) -> [Topic] { Mentions(text).topics }

  /// The names that come nearest to a query that stands for nothing, the nearest first; at most six.
  ///
  /// A kind without a name, such as `opcode`, is near to the first topics of that kind.
  public static func nearest(to query: String) -> [String] {
    let text = Query(query).text
    let meant = Query.kinds(called: text)
    if !meant.isEmpty { return topics.filter { meant.contains($0.kind) }.prefix(6).map(\.name) }
    // Names are short; nobody mistypes one by a whole line.
    guard text.utf8.count <= 64 else { return nearestMessages(to: text) }
    let allowed = max(1, text.utf8.count / 3)
    var names: [(name: String, distance: Int)] = []
    for topic in topics where topic.kind != .errorMessage {
      // Short aliases are near to everything.
      let keys = topic.keys.filter { $0 == topic.keys[0] || $0.utf8.count > 3 }
      let distance = keys.filter { abs($0.utf8.count - text.utf8.count) <= allowed }
        .map { EditDistance.between(text.utf8, $0.utf8) }.min()
      if let distance, distance <= allowed { names.append((topic.name, distance)) }
    }
    guard let least = names.map(\.distance).min() else { return nearestMessages(to: text) }
    let order = names.indices.filter { names[$0].distance <= least + 1 }
      .sorted { (names[$0].distance, $0) < (names[$1].distance, $1) }
    return order.prefix(5).map { names[$0].name }
  }
}

extension Reference {
  /// The messages that a mistyped one may be, at most five; a text of less than twelve characters is none.
  private static func nearestMessages(to text: String) -> [String] {
    guard (12...160).contains(text.utf8.count) else { return [] }
    let near = ErrorMessages.all.compactMap { message in
      message.pattern.distance(to: text, atMost: 2).map { (name: message.pattern.name, distance: $0) }
    }
    guard let least = near.map(\.distance).min() else { return [] }
    return near.filter { $0.distance == least }.prefix(5).map(\.name)
  }
}

/// What somebody asks for: a name in lower case, and the kinds of topics that are meant.
private struct Query {
  let text: String
  let kinds: [Topic.Kind]

  private static let prefixes: [(String, [Topic.Kind])] = [
    ("close code ", [.closeCode]), ("close ", [.closeCode]), ("code ", [.closeCode, .status]),
    ("http status ", [.status]), ("status code ", [.status, .closeCode]), ("status ", [.status, .closeCode]),
    ("http ", [.status]), ("opcode ", [.opcode]), ("sec-websocket-version: ", [.version]), ("version ", [.version]),
    ("rule ", [.rule, .legal]), ("header field ", [.field]), ("header ", [.field]),
    ("field ", [.field]), ("extension ", [.extension]), ("parameter ", [.parameter]), ("hint ", [.hint]),
    ("mistake ", [.mistake]),
  ]

  init(_ text: String) {
    var words = text.lowercased().split(whereSeparator: \.isWhitespace).joined(separator: " ")
    for draft in ["draft-ietf-hybi-thewebsocketprotocol-", "draft "] where words.hasPrefix(draft) {
      words = "hybi-" + words.dropFirst(draft.count)
    }
    let prefix = Self.prefixes.first { words.hasPrefix($0.0) && words.utf8.count > $0.0.utf8.count }
    guard let prefix, !words.dropFirst(prefix.0.count).contains(" ") else {
      self.text = words
      kinds = []
      return
    }
    self.text = String(words.dropFirst(prefix.0.count))
    kinds = prefix.1
  }

  init(_ text: String, kind: Topic.Kind) {
    self.text = text
    kinds = [kind]
  }

  /// The kinds that a word stands for when no name follows it.
  static func kinds(called word: String) -> [Topic.Kind] {
    prefixes.first { $0.0.dropLast() == word }?.1 ?? []
  }

  func admits(_ kind: Topic.Kind) -> Bool { kinds.isEmpty || kinds.contains(kind) }
}
