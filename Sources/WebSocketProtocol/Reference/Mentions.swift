/// The numbers and names in a text of which no message is known.
struct Mentions {
  private let words: [String]

  init(_ text: String) {
    words = text.lowercased().split { !($0.isLetter || $0.isNumber || $0 == "-") }.map(String.init)
  }

  /// The pages that the text names, in the order of their kinds.
  var topics: [Topic] {
    let known = Reference.topics.filter(isNamed)
    var found = known
    for index in words.indices {
      for topic in numbered(at: index) where !found.contains(where: { $0.name == topic.name && $0.kind == topic.kind })
      {
        found.append(topic)
      }
    }
    return Topic.Kind.allCases.flatMap { kind in found.filter { $0.kind == kind } }
  }

  private func isNamed(_ topic: Topic) -> Bool {
    switch topic.kind {
    case .rule, .hint: words.contains(topic.name.lowercased())
    case .field:
      words.indices.contains { index in
        guard topic.keys.contains(words[index]) else { return false }
        // Upgrade, Connection, Host and Origin are words of every day.
        return words[index].contains("-") || neighbours(of: index).contains { ["header", "field"].contains($0) }
      }
    default: false
    }
  }

  private func neighbours(of index: Int) -> ArraySlice<String> {
    words[max(0, index - 1)...min(words.count - 1, index + 1)]
  }

  /// What the number at a place stands for, by the words shortly before it: ports, years and times are left alone.
  private func numbered(at index: Int) -> [Topic] {
    let word = words[index]
    let before = words[max(0, index - 3)..<index]
    guard let last = before.last, last != "port" else { return [] }
    if last == "opcode", word.first?.isNumber == true {
      return OpcodeTopics.all.filter { $0.keys.contains(word) }
    }
    guard word.utf8.allSatisfy({ (0x30...0x39).contains($0) }), let number = UInt16(word) else { return [] }
    switch (word.utf8.count, number) {
    case (3, 100...599) where before.contains { ["http", "status", "response", "code"].contains($0) }:
      return StatusTopics.topic(Int(number)).map { [$0] } ?? []
    case (4, 1000...4999) where before.contains { $0.hasPrefix("clos") || ["code", "status"].contains($0) }:
      return [CloseCodeTopics.topic(CloseCode(rawValue: number))]
    default: return []
    }
  }
}
