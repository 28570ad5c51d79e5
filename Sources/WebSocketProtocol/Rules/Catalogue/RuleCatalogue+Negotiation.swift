extension RuleCatalogue {
  /// How permessage-deflate is offered and accepted: PMD.
  static func negotiation(_ id: RuleID) -> Rule? { deflateParameters(id) ?? deflateAgreement(id) }

  private static func deflateParameters(_ id: RuleID) -> Rule? {
    switch id {
    case .pmd01:
      Rule(
        .warning, "RFC 7692 7.1", "Names of extensions and parameters are written in lower case.",
        fix: "write permessage-deflate and its parameters exactly as registered", in: .sinceHybi04)
    case .pmd02:
      Rule(
        .error, "RFC 7692 7.1", "Only the four parameters of permessage-deflate stand beside it.",
        fix: "remove the unknown parameter", reaction: Reaction(.declineOffer), in: .sinceHybi04)
    case .pmd03:
      Rule(
        .error, "RFC 7692 7.1", "No parameter stands twice in one offer or answer.",
        fix: "write each parameter once", reaction: Reaction(.declineOffer), in: .sinceHybi04)
    case .pmd04:
      Rule(
        .error, "RFC 7692 7.1", "A takeover parameter has no value, and server_max_window_bits has one.",
        fix: "write server_max_window_bits=N, and the no_context_takeover parameters bare",
        reaction: Reaction(.declineOffer), in: .sinceHybi04)
    case .pmd05:
      Rule(
        .error, "RFC 7692 7.1", "Window bits are a number from 8 to 15 without sign or leading zero.",
        fix: "write a number from 8 to 15", reaction: Reaction(.declineOffer), in: .sinceHybi04)
    case .pmd07:
      Rule(
        .note, "RFC 7692 7.1", "One faulty offer among several is declined; the others still count.", in: .sinceHybi04)
    case .pmd17:
      Rule(
        .warning, "RFC 7692 7.1", "A window of 8 bits is legal, but many zlib-based peers cannot make one.",
        fix: "use 9 to 15 bits", in: .sinceHybi04)
    case .pmd18:
      Rule(.note, "RFC 7692 7.1", "A window of 15 bits is the default, so naming it says nothing.", in: .sinceHybi04)
    default: nil
    }
  }

  private static func deflateAgreement(_ id: RuleID) -> Rule? {
    switch id {
    case .pmd08:
      Rule(
        .error, "RFC 7692 7.1", "An accepted offer with server_no_context_takeover is accepted with it.",
        fix: "server: repeat server_no_context_takeover in the answer", reaction: .clientFails, in: .sinceHybi04)
    case .pmd10:
      Rule(
        .error, "RFC 7692 7.1", "An accepted offer with server_max_window_bits is accepted with it.",
        fix: "server: answer with server_max_window_bits at most as large as offered", reaction: .clientFails,
        in: .sinceHybi04)
    case .pmd11:
      Rule(
        .error, "RFC 7692 7.1", "The server's window is no larger than the offer allows.",
        fix: "server: answer with the offered number of bits or fewer", reaction: .clientFails, in: .sinceHybi04)
    case .pmd12:
      Rule(
        .error, "RFC 7692 7.1", "In an answer client_max_window_bits has a value.",
        fix: "server: answer with client_max_window_bits=N, or leave it out", reaction: .clientFails, in: .sinceHybi04)
    case .pmd13:
      Rule(
        .error, "RFC 7692 7.1", "An answer names client_max_window_bits only where the offer did.",
        fix: "server: leave the parameter out unless the client offered it", reaction: .clientFails, in: .sinceHybi04)
    case .pmd14:
      Rule(
        .warning, "RFC 7692 7.1", "The answer's client_max_window_bits is no larger than the offer's.",
        fix: "server: answer with the offered number of bits or fewer", in: .sinceHybi04)
    case .pmd15:
      Rule(
        .error, "RFC 7692 7.1", "The answer fits at least one of the offers.",
        fix: "server: choose one offer and answer that one", reaction: .clientFails, in: .sinceHybi04)
    case .pmd16:
      Rule(
        .error, "RFC 7692 5", "At most one accepted extension uses RSV1.",
        fix: "server: accept one compression extension", reaction: .clientFails, in: .sinceHybi04)
    default: nil
    }
  }
}
