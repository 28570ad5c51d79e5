extension RuleCatalogue {
  /// Messages, pings and pongs: MS.
  static func message(_ id: RuleID) -> Rule? {
    switch id {
    case .ms01:
      Rule(
        .error, "RFC 6455 8.1", "A text message is UTF-8.",
        fix: "encode text as UTF-8, or send the bytes as a binary message", reaction: .fail(1007),
        in: VersionRange(.hybi10))
    case .ms02:
      Rule(
        .error, "RFC 6455 8.1", "A text message does not end inside a character.",
        fix: "send all bytes of the last character", reaction: .fail(1007), in: VersionRange(.hybi10))
    case .ms04:
      Rule(
        .note, "RFC 6455 5.5.3", "A pong answers a ping with the ping's payload; an unsolicited pong is legal.",
        in: .sinceHybi01)
    case .ms05:
      Rule(
        .warning, "RFC 6455 5.5.2", "A ping is answered with a pong while the connection is open.",
        fix: "answer a ping with a pong that carries the same payload", in: .sinceHybi01)
    case .ms06:
      Rule(
        .note, "RFC 6455 5.5.3", "A pong that repeats no ping is taken for an unsolicited one; the open ping is named.",
        in: .sinceHybi01)
    default: nil
    }
  }
}
