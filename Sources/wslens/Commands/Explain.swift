import ArgumentParser
import Rendering
import WebSocketProtocol

/// `wslens explain`: the reference, offline.
struct Explain: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "explain",
    abstract: "Look up rules, codes, versions, fields and error messages",
    discussion: """
      A TOPIC is a rule (FR-05), an opcode (ping, 0x9), a close code (1006), a status (426), a version (hybi-07), a \
      header field, an extension or its parameter, a hint, or an error message of a browser or library, put in quotes. \
      A bare number gets a page for everything it may be. Without a topic all of them are listed.
      """)

  @Argument(help: "What to explain; several words may also be one topic, such as close code 1006.")
  var topic: [String] = []

  @Flag(help: ArgumentHelp("Write the manual page of the rules.", visibility: .hidden))
  var generateManual = false

  @Option(help: ArgumentHelp("The date in the manual page.", visibility: .hidden))
  var date: String?

  @OptionGroup
  var common: OutputOptions

  func run() throws {
    let topics = try found()
    var output = try common.open()
    if generateManual {
      RuleManual.write(date: date ?? "", to: &output.buffer)
    } else {
      write(topics, to: &output)
    }
    try output.finish()
  }

  private func write(_ topics: [Topic], to output: inout OutputTarget) {
    switch common.effectiveFormat {
    case .jsonl:
      for topic in topic.isEmpty ? Reference.topics : topics { TopicObject.write(topic, to: &output.buffer) }
    case .text:
      let style = common.style(isTerminal: output.isTerminal)
      if topic.isEmpty { TopicList.write(to: &output.buffer, style: style) }
      for (index, topic) in topics.enumerated() {
        if index > 0 { output.buffer.write("\n") }
        TopicPage(topic).write(to: &output.buffer, style: style)
      }
    }
  }

  /// The pages that are asked for: all words as one topic, or else one topic a word; text in quotes may also be a line
  /// that names a rule.
  ///
  /// - Throws: status 64 where a word is no topic; nothing is written then.
  private func found() throws(Failure) -> [Topic] {
    let whole = Reference.topics(for: topic.joined(separator: " "))
    if !whole.isEmpty { return whole }
    if topic.count == 1, case let mentioned = Reference.topics(mentionedIn: topic[0]), !mentioned.isEmpty {
      return mentioned
    }
    let unknown = topic.filter { Reference.topics(for: $0).isEmpty }
    guard unknown.isEmpty else {
      // One word among several that are all unknown is part of a sentence, and that is what is not known.
      let isSentence = unknown.count == topic.count
      throw Failure(.usage, Self.absence(of: isSentence ? topic.joined(separator: " ") : unknown[0]))
    }
    return topic.flatMap { Reference.topics(for: $0) }
  }

  private static func absence(of name: String) -> String {
    let nearest = Reference.nearest(to: name)
    let advice =
      nearest.isEmpty ? "wslens explain lists the topics" : "did you mean \(nearest.joined(separator: ", "))?"
    return "no topic \"\(name)\"; \(advice)"
  }
}
