extension RuleCatalogue {
  /// Where browsers are stricter than the specification: BR. These are never errors by the specification.
  static func browser(_ id: RuleID) -> Rule? {
    switch id {
    case .br01:
      Rule(
        .warning, "browsers", "Browsers fail a connection for which no offered subprotocol was selected.",
        fix: "server: select one of the offered subprotocols; client: or offer none", reaction: .clientFails,
        in: .sinceHybi04)
    case .br02:
      Rule(.note, "browsers", "Browsers always send Origin, so a request without one is not from a browser.")
    default: nil
    }
  }
}
