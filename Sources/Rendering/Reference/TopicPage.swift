public import WebSocketProtocol

/// A topic of the reference as a page of text.
public struct TopicPage: Sendable {
  private let topic: Topic

  /// Shows a topic.
  public init(_ topic: Topic) {
    self.topic = topic
  }

  /// Writes the page; no line is wider than the style says.
  public func write(to output: inout OutputBuffer, style: TextStyle) {
    var page = CalculationPage(style: style)
    for line in Columns.wrap(topic.title, style.width) { page.line(style.paint(line, .heading)) }
    page.words("what it is", topic.statement)
    if let severity = topic.severity { page.row("severity", severity.rawValue, hue(of: severity)) }
    if let reference = topic.reference { page.row("section", reference) }
    if !topic.versions.isEmpty { page.words("versions", Self.summary(of: topic.versions)) }
    for fact in topic.facts { page.words(fact.label, fact.text) }
    if let fix = topic.fix { page.words("fix", fix) }
    if let reaction = topic.reaction { page.words("receiver", reaction.text) }
    for example in topic.examples { add(example, to: &page) }
    if !topic.related.isEmpty { page.words("see also", topic.related.map(\.nonBreaking).joined(separator: ", ")) }
    page.write(to: &output)
  }

  /// A command stays a command where it takes several lines: a backslash ends those that go on.
  private func add(_ example: Example, to page: inout CalculationPage) {
    let lines = Self.broken(example.line, room: page.room)
    for (index, line) in lines.enumerated() {
      page.row(index == 0 ? "example" : "", line + (index + 1 < lines.count ? " \\" : ""), .key)
    }
    let findings = example.findings.isEmpty ? "" : ": \(example.findings.joined(separator: ", "))"
    page.words("", example.note + findings)
  }

  /// Breaks a command between its words, of which those in single quotes stay whole.
  private static func broken(_ command: String, room: Int) -> [String] {
    var words: [String] = [""]
    var isQuoted = false
    for character in command {
      if character == "'" { isQuoted.toggle() }
      if character == " ", !isQuoted { words.append("") } else { words[words.count - 1].append(character) }
    }
    guard command.utf8.count > room else { return [command] }
    var lines: [String] = []
    for word in words {
      if let last = lines.last, last.utf8.count + 1 + word.utf8.count + 2 <= room {
        lines[lines.count - 1] += " " + word
      } else {
        lines.append(lines.isEmpty ? word : "  " + word)
      }
    }
    return lines
  }

  private func hue(of severity: Severity) -> TextStyle.Hue {
    switch severity {
    case .error: .error
    case .warning: .warning
    case .note, .hint: .dim
    }
  }

  /// Versions as the reference says them: neighbours as a range, and all of them as one word.
  public static func summary(of versions: [ProtocolVersion]) -> String {
    if versions == ProtocolVersion.allCases { return "all" }
    var ranges: [(first: Int, last: Int)] = []
    for (index, version) in ProtocolVersion.allCases.enumerated() where versions.contains(version) {
      if let last = ranges.last, last.last == index - 1 {
        ranges[ranges.count - 1].last = index
      } else {
        ranges.append((index, index))
      }
    }
    return ranges.map { range in
      let first = ProtocolVersion.allCases[range.first].rawValue
      let last = ProtocolVersion.allCases[range.last].rawValue
      return first == last ? first : "\(first) to \(last)"
    }.joined(separator: ", ")
  }
}
