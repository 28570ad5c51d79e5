import WebSocketProtocol

/// The names of all topics, in groups.
public enum TopicList {
  /// Writes the list; no line is wider than the style says.
  public static func write(to output: inout OutputBuffer, style: TextStyle) {
    var page = CalculationPage(style: style)
    page.line("wslens explain TOPIC explains one of these, or an error message put in quotes.")
    for kind in Topic.Kind.allCases {
      page.line("")
      page.line(style.paint(kind.title, .heading))
      let topics = Reference.topics.filter { $0.kind == kind }
      switch kind {
      case .rule:
        for chapter in RuleChapter.allCases { page.words(label(of: chapter), summary(of: chapter)) }
      case .errorMessage:
        // Their names are sentences.
        for topic in topics {
          for (index, line) in Columns.wrap(topic.name, style.width - 4).enumerated() {
            page.line(index == 0 ? "  \(line)" : "    \(line)")
          }
        }
      default:
        for line in Columns.wrap(topics.map(\.name).joined(separator: "  "), style.width - 2) {
          page.line("  \(line)")
        }
      }
    }
    page.write(to: &output)
  }

  private static func label(of chapter: RuleChapter) -> String { "  \(chapter.rawValue)" }

  /// What the chapter is about and the numbers of its rules, such as `01-12, 15`.
  private static func summary(of chapter: RuleChapter) -> String {
    let numbers = chapter.rules.map { String($0.rawValue.suffix(2)) }
    var ranges: [[String]] = []
    for number in numbers {
      if let last = ranges.last?.last.flatMap({ Int($0) }), Int(number) == last + 1 {
        ranges[ranges.count - 1].append(number)
      } else {
        ranges.append([number])
      }
    }
    let text = ranges.map { $0.count == 1 ? $0[0] : "\($0[0])-\($0[$0.count - 1])" }.joined(separator: ", ")
    return "\(chapter.title): \(text)"
  }
}
