import ArgumentParser
import Rendering
import WebSocketProtocol

/// `wslens explain`: the reference, offline.
struct Explain: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "explain",
    abstract: "Look up rules, codes, versions, fields, mistakes and error messages",
    discussion: """
      A TOPIC is a rule (FR-05), an opcode (ping, 0x9), a close code (1006), a status (426), a version (hybi-07), a \
      header field, an extension or its parameter, a hint, a mistake (b64-of-hex), or an error message of a browser or library, put in quotes. \
      A bare number gets a page for everything it may be. Without a topic all of them are listed.
      """)

  @Argument(
    help:
      "What to explain; several words may also be one topic, such as close code 1006; - reads a message from standard input."
  )
  var topic: [String] = []

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp(
      "Write the manual page of the rules, with this date in its foot.", valueName: "date", visibility: .hidden))
  var generateManual: String?

  @OptionGroup
  var common: OutputOptions

  func run() throws {
    let found = try found()
    var output = try common.open()
    if let generateManual {
      RuleManual.write(date: generateManual, to: &output.buffer)
    } else if found.absence == nil || !found.topics.isEmpty {
      write(found.topics, to: &output)
    }
    try output.finish()
    if let absence = found.absence { throw Failure(.usage, absence) }
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

  /// The words that were given; `-` alone stands for the text on standard input.
  private func words() throws(Failure) -> [String] {
    guard topic == ["-"] else { return topic }
    let text = try StandardInput.readAll(limit: Self.longestInput, wanted: "a message")
    return [String(decoding: text, as: UTF8.self)]
  }

  private static let longestInput = 1 << 16

  /// The pages that are asked for: one topic a word, or all words as one topic; a word in quotes may also be a line
  /// that names a rule. Beside pages that there are, it is told which there is not.
  ///
  /// - Throws: status 64 where a word is empty.
  private func found() throws(Failure) -> (topics: [Topic], absence: String?) {
    let words = try words()
    guard words.allSatisfy({ !$0.allSatisfy(\.isWhitespace) }) else {
      throw Failure(.usage, "the topic is empty; give a name, a number or a message, or nothing for the list of topics")
    }
    let topics = words.map { Reference.topics(for: $0) }
    let unknown = words.indices.filter { topics[$0].isEmpty }
    if unknown.isEmpty { return (topics.flatMap(\.self), nil) }
    let sentence = words.joined(separator: " ")
    let whole = Reference.topics(for: sentence)
    if !whole.isEmpty { return (whole, nil) }
    if words.count == 1, case let mentioned = Reference.topics(mentionedIn: sentence), !mentioned.isEmpty {
      return (mentioned, nil)
    }
    // Of words that are all unknown none stands alone: it is the sentence that is not known.
    let missing = unknown.count == words.count ? sentence : words[unknown[0]]
    return (topics.flatMap(\.self), Self.absence(of: missing))
  }

  private static func absence(of name: String) -> String {
    let nearest = Reference.nearest(to: name)
    let advice =
      nearest.isEmpty ? "wslens explain lists the topics" : "did you mean \(nearest.joined(separator: ", "))?"
    let shown = name.count > 80 ? name.prefix(77) + "..." : name[...]
    return "no topic \"\(shown)\"; \(advice)"
  }
}
