/// Why a pasted text could not be read: what is wrong, where, and what was expected there.
public struct PastedInputError: Error, Hashable, Sendable {
  /// The dialect the text was read as; `nil` for an empty text, which is none, and for a transcript.
  public let dialect: InputDialect?

  /// The dialect the text was read as where a transcript was to be read; `nil` for an empty text.
  public let transcriptDialect: TranscriptDialect?

  /// What is wrong.
  public let problem: String

  /// What would have been right in its place.
  public let expected: String

  /// The line of the mistake, from 1.
  public let line: Int

  /// The column of the mistake, from 1, in characters (Unicode scalars); a tab is one.
  public let column: Int

  /// The offending line, or the part of it around the mistake: at most 74 columns, safe to print on a terminal.
  public let excerpt: String

  /// The column within `excerpt` under which a caret belongs, from 1.
  public let caretColumn: Int

  /// When no dialect was recognised, what the less likely ones stumbled over, one line each.
  public let stumbles: [String]

  /// Finds the line and column of a parser's fault.
  init(_ fault: ReadingFault, in text: [UInt8], readAs dialect: InputDialect, stumbles: [String] = []) {
    self.init(fault, in: text, dialect: dialect, transcriptDialect: nil, stumbles: stumbles)
  }

  /// Finds the line and column of what stood in the way of reading a transcript.
  init(_ fault: ReadingFault, in text: [UInt8], readAs dialect: TranscriptDialect) {
    self.init(fault, in: text, dialect: nil, transcriptDialect: dialect, stumbles: [])
  }

  private init(
    _ fault: ReadingFault, in text: [UInt8], dialect: InputDialect?, transcriptDialect: TranscriptDialect?,
    stumbles: [String]
  ) {
    let place = TextPlace(of: fault.offset, in: text)
    self.dialect = dialect
    self.transcriptDialect = transcriptDialect
    self.problem = fault.problem
    self.expected = fault.expected
    self.line = place.line
    self.column = place.column
    self.excerpt = place.excerpt
    self.caretColumn = place.caretColumn
    self.stumbles = stumbles
  }

  /// The error for a text of nothing but white space.
  init(emptyTextExpecting expected: String) {
    self.dialect = nil
    self.transcriptDialect = nil
    self.problem = "the input is empty"
    self.expected = expected
    self.line = 1
    self.column = 1
    self.excerpt = ""
    self.caretColumn = 1
    self.stumbles = []
  }
}

extension PastedInputError: CustomStringConvertible {
  /// The place and the problem; the line and a caret under the mistake; then the other dialects' stumbles.
  public var description: String {
    guard let dialect = dialect?.rawValue ?? transcriptDialect?.rawValue else {
      return "\(problem); expected \(expected)"
    }
    var lines = ["line \(line), column \(column), read as \(dialect): \(problem); expected \(expected)"]
    if !excerpt.isEmpty {
      lines.append("  " + excerpt)
      lines.append("  " + String(repeating: " ", count: caretColumn - 1) + "^")
    }
    lines.append(contentsOf: stumbles)
    return lines.joined(separator: "\n")
  }
}
