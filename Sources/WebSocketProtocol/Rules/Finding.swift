/// A rule that was found broken, or a fact worth telling, with its place.
public struct Finding: Hashable, Sendable {
  /// The rule of the catalogue.
  public var rule: RuleID
  /// How much it weighs here; usually what the catalogue says.
  public var severity: Severity
  /// Who must change something, where that is known.
  public var sender: Sender?
  /// The number of the frame in its connection, from 1; of an answer that is missing, the frame that it was to answer.
  public var frame: UInt64?
  /// Where it is, in bytes from the beginning of the sender's stream.
  public var offset: UInt64?
  /// Where that is in a text that somebody copied, where the bytes come from one.
  public var place: Place?
  /// What is wrong, in one sentence with the numbers of this case.
  public var message: String
  /// The bytes or the text that prove it.
  public var evidence: String?
  /// Which specification says so here, where it is another than the catalogue's.
  public var source: String?
  /// Nobody reacts to it, though the rule has a reaction in graver cases.
  public var isTolerated = false

  /// A place in a text.
  public struct Place: Hashable, Sendable {
    /// The line, from 1.
    public var line: Int
    /// The column, from 1, in characters.
    public var column: Int

    /// A place in a text.
    public init(line: Int, column: Int) {
      self.line = line
      self.column = column
    }
  }

  /// - Parameter severity: what the catalogue says unless given.
  public init(
    _ rule: RuleID, severity: Severity? = nil, _ message: String, sender: Sender? = nil, frame: UInt64? = nil,
    offset: UInt64? = nil, evidence: String? = nil
  ) {
    self.rule = rule
    self.severity = severity ?? rule.entry.severity
    self.sender = sender
    self.frame = frame
    self.offset = offset
    self.message = message
    self.evidence = evidence
  }

  /// The section of the specification.
  public var reference: String { source ?? rule.entry.reference }
  /// What to change; `nil` where nothing must change.
  public var fix: String? { rule.entry.fix }
  /// What a conforming receiver does about it, with the customary close code; `nil` where it does nothing.
  public var peer: String? { severity >= .warning && !isTolerated ? rule.entry.peer : nil }
}
