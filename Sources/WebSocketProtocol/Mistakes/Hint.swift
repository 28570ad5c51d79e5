/// A guess at the cause of a finding, with its evidence; never a verdict, and never counted.
public struct Hint: Hashable, Sendable {
  /// The stable name that events carry where a finding has its rule, such as `accept-hex-digest`.
  public var name: String
  /// What the evidence suggests, in one sentence.
  public var message: String
  /// The bytes or the text that suggest it.
  public var evidence: String?

  /// A guess with its evidence.
  public init(_ name: String, _ message: String, evidence: String? = nil) {
    self.name = name
    self.message = message
    self.evidence = evidence
  }
}
