extension RuleCatalogue {
  /// Legal, but dangerous: SEC.
  static func hazard(_ id: RuleID) -> Rule? {
    switch id {
    case .sec01:
      Rule(
        .warning, "RFC 6455 5.3", "A masking key of 00000000 masks nothing.",
        fix: "client: draw a fresh random key for every frame", in: .sinceHybi05)
    case .sec02:
      Rule(
        .warning, "RFC 6455 5.3", "Two client frames in a row do not share a masking key.",
        fix: "client: draw a fresh random key for every frame", in: .sinceHybi05)
    case .sec03:
      Rule(
        .warning, "RFC 6455 5.3", "Masking keys cannot be predicted.",
        fix: "client: draw the keys from a strong source of randomness", in: .sinceHybi05)
    case .sec04:
      Rule(
        .warning, "RFC 6455 10.4", "A frame or message stays below the limit of its receiver.",
        fix: "send large data in several messages; --max-message raises the limit here",
        reaction: Reaction(.closeConnection, code: 1009), in: .all)
    case .sec05:
      Rule(
        .warning, "RFC 7692 8", "A compressed message does not grow out of proportion.",
        fix: "limit what is inflated; --max-message raises the limit here",
        reaction: Reaction(.closeConnection, code: 1009))
    case .sec06:
      Rule(
        .warning, "RFC 6455 10.4", "Fragments and control frames do not come in excessive numbers.",
        fix: "send larger fragments and fewer control frames", reaction: Reaction(.closeConnection, code: 1008),
        in: .sinceHybi01)
    case .sec07:
      Rule(
        .note, "RFC 6455 10.6", "Cookies and credentials travel readable over ws://.",
        fix: "use wss://", in: .all)
    default: nil
    }
  }
}
