import Foundation
import PacketCapture
import Testing
import WebSocketProtocol

@testable import wslens

@Suite struct `explain` {
  static let bits = "One or more reserved bits are on: reserved1 = 1, reserved2 = 1, reserved3 = 1"

  // MARK: Pages

  @Test(arguments: [
    (["explain"], "explain.txt"), (["explain", "FR-05"], "explain-rule.txt"),
    (["explain", "1006"], "explain-close-code.txt"), (["explain", "hybi-04"], "explain-version.txt"),
    (["explain", "Sec-WebSocket-Accept"], "explain-field.txt"), (["explain", "9"], "explain-number.txt"),
    (["explain", bits], "explain-error-message.txt"), (["explain", "--json", "FR-05"], "explain-rule.jsonl"),
    (["explain", "--color", "always", "FR-05"], "explain-rule-color.txt"),
  ])
  func `a page looks as recorded`(arguments: [String], name: String) throws {
    let run = try CommandRun(arguments)
    #expect(run.status == 0)
    #expect(run.complaints == "")
    try Golden.expect(run.output, name)
  }

  @Test func `no line is wider than 80 columns or goes beyond ASCII`() throws {
    let run = try CommandRun(["explain", "--ascii"] + Self.allNames)
    #expect(run.status == 0)
    #expect(run.lines.count > 2000)
    for line in run.lines + (try CommandRun(["explain"]).lines) {
      #expect(Terminal.width(line) <= 80, "\(line)")
      #expect(line.utf8.allSatisfy { (0x20..<0x7f).contains($0) }, "\(line)")
    }
  }

  @Test func `several topics give several pages in the order of the words`() throws {
    let run = try CommandRun(["explain", "FR-06", "fr-05"])
    #expect(run.lines.filter { $0.hasPrefix("Rule ") } == ["Rule FR-06: Frames", "Rule FR-05: Frames"])
    #expect(run.lines.count { $0.isEmpty } == 2)
  }

  @Test(arguments: [
    ["close", "code", "1006"], ["opcode", "9"], ["invalid", "opcode", "0"], ["Unexpected", "response", "code:", "404"],
  ])
  func `a topic of several words needs no quotes`(words: [String]) throws {
    let run = try CommandRun(["explain"] + words)
    #expect(run.status == 0)
    #expect(run.output == (try CommandRun(["explain", words.joined(separator: " ")])).output)
  }

  @Test(arguments: ["foo", "MS-77"])
  func `a page is shown although another word has none`(word: String) throws {
    let run = try CommandRun(["explain", "FR-05", word])
    #expect(run.status == 64)
    #expect(run.lines.first == "Rule FR-05: Frames")
    #expect(run.complaints.hasPrefix("wslens: no topic \"\(word)\""))
  }

  @Test func `a message may come on standard input, and a long one is not repeated`() throws {
    let run = try CommandRun(["explain", "-"], input: "Error: Invalid WebSocket frame: MASK must be set\n")
    #expect(run.status == 0)
    #expect(run.lines.first == "Error message: MASK must be set")
    let long = try CommandRun(["explain", "-"], input: String(repeating: "x", count: 60_000))
    #expect(long.status == 64)
    #expect(long.complaints.utf8.count < 200)
  }

  @Test func `a line of a report leads to its rules`() throws {
    let run = try CommandRun(["explain", "error FR-10 frame 2: continuation without a beginning"])
    #expect(run.lines.first == "Rule FR-10: Frames")
  }

  @Test func `a line of a log leads to what it mentions`() throws {
    let run = try CommandRun(["explain", "upstream answered with HTTP/1.1 503, socket closed with code 1006"])
    #expect(run.status == 0)
    #expect(run.lines.first == "Status 503: Service Unavailable")
    #expect(run.lines.contains { $0.hasPrefix("Close code 1006") })
  }

  @Test func `hostile text in a message is not repeated`() throws {
    let run = try CommandRun(["explain", "\u{1b}[31m\u{202e} invalid opcode 7 \u{1b}]0;x\u{7}"])
    #expect(run.status == 0)
    #expect(run.text.unicodeScalars.allSatisfy { !Terminal.isObeyed($0) })
  }

  // MARK: What is not there

  @Test(arguments: [
    (["FR-99"], "no topic \"FR-99\"; did you mean"), (["Sec-WebSocket-Acept"], "did you mean Sec-WebSocket-Accept?"),
    (["nothing like it"], "no topic \"nothing like it\"; wslens explain lists the topics"),
    (["nothing", "like", "it"], "no topic \"nothing like it\""),
    ([""], "the topic is empty; give a name"), (["FR-05", " "], "the topic is empty"),
    (["\u{1b}[31m"], "no topic \"\\"),
  ])
  func `an unknown topic is a wrong command line`(arguments: [String], complaint: String) throws {
    let run = try CommandRun(["explain"] + arguments)
    #expect(run.status == 64)
    #expect(run.output.isEmpty)
    #expect(run.complaints.contains(complaint))
    #expect(run.complaints.unicodeScalars.allSatisfy { !Terminal.isObeyed($0) })
  }

  // MARK: JSON

  @Test func `every topic is one object with the same fields`() throws {
    let objects = try CommandRun(["explain", "--json"]).events
    #expect(objects.map { $0["topic"]?.text } == Self.allNames)
    for object in objects {
      for name in ["topic", "kind", "title", "statement"] { #expect(object[name]?.text?.isEmpty == false, "\(object)") }
      for name in ["facts", "versions", "examples", "related"] {
        guard case .array? = object[name] else {
          Issue.record("\(name) of \(object) is no array")
          continue
        }
      }
    }
    let severities = Set(objects.compactMap { $0["severity"]?.text })
    #expect(severities == ["error", "warning", "note", "hint"])
  }

  @Test func `--output and --quiet go for pages, too`() throws {
    let folder = try TemporaryFolder()
    #expect(try CommandRun(["explain", "FR-05", "-o", folder["page"].path]).output.isEmpty)
    let page = try CommandRun(["explain", "FR-05"]).output
    #expect(Array(try Data(contentsOf: folder["page"])) == page)
    #expect(try CommandRun(["explain", "FR-05", "--quiet"]).output.isEmpty)
    #expect(try CommandRun(["explain", "nothing like it", "--quiet"]).status == 64)
  }

  // MARK: The examples

  /// The examples of all pages, those of the error messages with their numbers filled in.
  static let examples: [Example] = {
    let messages = (1...7).map { "bad rsv \($0)" } + (0...15).map { "invalid opcode \($0)" }
    let topics = Reference.topics + (messages + ["invalid payload length 1"]).flatMap { Reference.topics(for: $0) }
    var examples: [Example] = []
    for example in topics.flatMap(\.examples) where !examples.contains(example) { examples.append(example) }
    return examples
  }()

  /// Versions whose frames `decode` reads; the examples of the others wait for it.
  static let readable = Set(VersionChoice.allValueStrings)

  @Test(arguments: examples.filter { $0.version.map { readable.contains($0.rawValue) } ?? true }.map(\.line))
  func `an example gives the findings it says`(line: String) throws {
    let example = try #require(Self.examples.first { $0.line == line })
    let program = "\"$WSLENS\"" + line.dropFirst("wslens".count)
    let options = line.contains("--explain") ? "" : " --json"
    let run = try CommandRun(shell: program + options)
    #expect(
      run.status
        == (example.command != "decode" && example.findings.contains { $0 != "RQ-11" && $0 != "RQ-12" } ? 1 : 0))
    guard !options.isEmpty else {
      #expect(run.complaints == "")
      return
    }
    let rules = try run.events("finding").filter { $0["severity"]?.text != "hint" }.compactMap { $0["rule"]?.text }
    #expect(rules.sorted() == example.findings.sorted(), "\(run.text) \(run.complaints)")
  }

  @Test func `an opcode's example is a frame of its kind`() throws {
    for topic in Reference.topics where topic.kind == .opcode && !topic.name.hasPrefix("opcode-") {
      for example in topic.examples {
        let run = try CommandRun(shell: "\"$WSLENS\"\(example.line.dropFirst(6)) --json")
        #expect(try run.events("frame").contains { $0["type"]?.text == topic.name }, "\(example.line)")
      }
    }
  }

  /// Hints are guesses; where one is made, it is the one of the page.
  @Test func `a hint's example gives that hint, where it gives any`() throws {
    for topic in Reference.topics where topic.kind == .hint {
      for example in topic.examples {
        let run = try CommandRun(shell: "\"$WSLENS\"\(example.line.dropFirst(6)) --json")
        let hints = try run.events("finding").filter { $0["severity"]?.text == "hint" }.compactMap { $0["rule"]?.text }
        #expect(hints.isEmpty || hints.contains(topic.name), "\(example.line): \(hints)")
      }
    }
  }

  @Test func `a close code's example carries it`() throws {
    for topic in Reference.topics where topic.kind == .closeCode {
      let run = try CommandRun(shell: "\"$WSLENS\"\(topic.examples[0].line.dropFirst(6)) --json")
      let codes = try run.events("message").compactMap { $0["close_code"]?.integer }
      #expect(codes.map(String.init) == [topic.name])
    }
  }

  /// In the order of the kinds in which pages of one name are shown, which is that of the list as well.
  private static let allNames = Reference.topics.map(\.name)
}
