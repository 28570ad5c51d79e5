/// One rule as the reference states it.
public struct Rule: Hashable, Sendable {
  /// How much breaking it weighs, where the case does not decide.
  public let severity: Severity
  /// The section of the specification, such as `RFC 6455 5.2`.
  public let reference: String
  /// The rule in one sentence.
  public let statement: String
  /// What the party at fault must change; `nil` where nothing must change.
  public let fix: String?
  /// What a conforming receiver does about it; `nil` where it does nothing.
  public let reaction: Reaction?
  /// The versions whose connections are judged by it.
  public let versions: VersionRange

  init(
    _ severity: Severity, _ reference: String, _ statement: String, fix: String? = nil, reaction: Reaction? = nil,
    in versions: VersionRange = .standard
  ) {
    self.severity = severity
    self.reference = reference
    self.statement = statement
    self.fix = fix
    self.reaction = reaction
    self.versions = versions
  }

  /// The reaction in words; `nil` where there is none.
  public var peer: String? { reaction?.text }
  /// A conforming receiver ends the connection over this.
  public var failsConnection: Bool { reaction?.failsConnection ?? false }
}
