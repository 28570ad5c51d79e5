import Foundation
import Testing

/// The README's examples, word for word.
struct ReadmeTests {
  /// A `$ wslens …` line with what the README prints below it.
  struct Example: CustomTestStringConvertible, Sendable {
    var command: String
    var output: String
    var testDescription: String { command }
  }

  private static let root = URL(fileURLWithPath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

  static let examples: [Example] = {
    let path = root.appendingPathComponent("README.md")
    guard let text = try? String(contentsOf: path, encoding: .utf8) else { return [] }
    var examples: [Example] = []
    var isInside = false
    for line in text.components(separatedBy: "\n") {
      if line.hasPrefix("```") {
        isInside = line == "```console"
      } else if isInside, line.hasPrefix("$ wslens ") {
        examples.append(Example(command: String(line.dropFirst(9)), output: ""))
      } else if isInside, !examples.isEmpty {
        examples[examples.count - 1].output += line + "\n"
      }
    }
    return examples
  }()

  @Test func `the README has its eleven examples`() {
    #expect(Self.examples.count == 11)
  }

  @Test(arguments: examples)
  func `an example prints what the README says`(example: Example) throws {
    let run = try CommandRun(shell: "cd '\(Self.root.path)' && \"$WSLENS\" \(example.command)")
    #expect(run.text == example.output)
  }
}
