/// How much a finding weighs.
public enum Severity: String, Hashable, Sendable, CaseIterable {
  /// A requirement of the specification (MUST) is broken.
  case error
  /// A recommendation (SHOULD) is broken, or something legal is hazardous.
  case warning
  /// Worth knowing; nothing is broken.
  case note
  /// A guess with its evidence; never counted, never a verdict.
  case hint

  /// Higher for what weighs more.
  private var weight: Int {
    switch self {
    case .hint: 0
    case .note: 1
    case .warning: 2
    case .error: 3
    }
  }
}

extension Severity: Comparable {
  /// Orders by weight: a hint is the least, an error the most.
  public static func < (left: Severity, right: Severity) -> Bool { left.weight < right.weight }
}
