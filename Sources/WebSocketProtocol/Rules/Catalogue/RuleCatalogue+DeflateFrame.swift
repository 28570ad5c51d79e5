extension RuleCatalogue {
  /// The forerunner of permessage-deflate, deflate-frame and x-webkit-deflate-frame: DFF.
  static func deflateFrame(_ id: RuleID) -> Rule? {
    switch id {
    case .dff01:
      Rule(
        .error, "deflate-frame", "The parameters are max_window_bits (8-15) and no_context_takeover (bare).",
        fix: "remove other parameters and correct the values", reaction: Reaction(.ignore), in: .sinceHybi04)
    case .dff04:
      Rule(
        .error, "deflate-frame", "No control frame is compressed: RSV1 is 0 on it.",
        fix: "send control frames as they are, RSV1 clear", reaction: .fail(1002), in: .sinceHybi07)
    default: nil
    }
  }
}
