/// One page of the reference: what a thing is, who has to do what about it, and where to read on.
public struct Topic: Hashable, Sendable {
  /// The kinds of pages, in the order in which pages that share a name are shown.
  public enum Kind: String, CaseIterable, Hashable, Sendable {
    case rule
    /// What looks like a mistake and is none.
    case legal = "not-a-finding"
    case opcode, version, field, `extension`, parameter, status
    case closeCode = "close-code"
    case term, hint, mistake
    case errorMessage = "error-message"

    /// The heading of the kind's topics in a list.
    public var title: String {
      switch self {
      case .rule: "Rules"
      case .legal: "Not findings"
      case .opcode: "Opcodes"
      case .version: "Versions"
      case .field: "Header fields"
      case .extension: "Extensions"
      case .parameter: "Extension parameters"
      case .status: "Status codes"
      case .closeCode: "Close codes"
      case .term: "Terms"
      case .hint: "Hints"
      case .mistake: "Mistakes"
      case .errorMessage: "Error messages"
      }
    }
  }

  /// One labelled line of a page.
  public struct Fact: Hashable, Sendable {
    /// One or two words, at most 11 characters.
    public let label: String
    /// The text behind the label.
    public let text: String
  }

  /// What the page is called, and how other pages refer to it.
  public let name: String
  /// What kind of page it is.
  public let kind: Kind
  /// The heading of the page.
  public let title: String
  /// What it is, in a sentence.
  public let statement: String
  /// How much breaking it weighs; rules only.
  public let severity: Severity?
  /// The section of the specification; `nil` where none is known.
  public let reference: String?
  /// What is worth knowing beside the statement, in the order in which it is told.
  public internal(set) var facts: [Fact]
  /// What the party at fault must change.
  public let fix: String?
  /// What a conforming receiver does about it.
  public let reaction: Reaction?
  /// The close code of the page's subject, or of the reaction to it.
  public let closeCode: CloseCode?
  /// The versions it belongs to, oldest first; empty where versions do not matter.
  public let versions: [ProtocolVersion]
  /// Commands that show it.
  public let examples: [Example]
  /// Names of other topics.
  public let related: [String]
  /// All names it is found by, in lower case, its own first.
  let keys: [String]

  init(
    _ name: String, _ kind: Kind, _ title: String, _ statement: String, severity: Severity? = nil,
    reference: String? = nil, facts: KeyValuePairs<String, String> = [:], fix: String? = nil,
    reaction: Reaction? = nil, closeCode: CloseCode? = nil, versions: [ProtocolVersion] = [],
    examples: [Example] = [], related: [String] = [], aliases: [String] = []
  ) {
    self.name = name
    self.kind = kind
    self.title = title
    self.statement = statement
    self.severity = severity
    self.reference = reference
    self.facts = facts.map { Fact(label: $0.key, text: $0.value) }
    self.fix = fix
    self.reaction = reaction
    self.closeCode = closeCode ?? reaction?.closeCode
    self.versions = versions
    self.examples = examples
    self.related = related
    keys = [name.lowercased()] + aliases
  }
}
