extension RuleCatalogue {
  /// The closing handshake: CL.
  static func closing(_ id: RuleID) -> Rule? {
    switch id {
    case .cl02:
      Rule(
        .error, "RFC 6455 5.5.1", "A close payload is empty or at least 2 bytes.",
        fix: "send no payload, or a 2-byte code", reaction: .fail(1002), in: .sinceHybi06)
    case .cl03:
      Rule(
        .error, "RFC 6455 7.4", "The close code is one that may be sent.",
        fix: "send 1000 for a normal end, 3000-4999 for your own codes, or no code at all",
        reaction: .fail(1002))
    case .cl04:
      Rule(
        .error, "RFC 6455 5.5.1", "The close reason is UTF-8.",
        fix: "encode the reason as UTF-8 and cut it between characters", reaction: .fail(1007), in: .sinceHybi06)
    case .cl05:
      Rule(
        .warning, "RFC 6455 7.4.1", "Some close codes are for one side only: 1010 for clients.",
        fix: "use a code that fits the sender")
    case .cl06:
      Rule(
        .warning, "RFC 6455 5.5.1", "A Close frame is answered with a Close frame.",
        fix: "answer with a Close frame before closing the TCP connection", in: .sinceHybi01)
    case .cl07:
      Rule(
        .error, "RFC 6455 5.5.1", "No data frame follows a Close frame from the same side.",
        fix: "send nothing after the Close frame", reaction: Reaction(.ignore), in: .sinceHybi01)
    case .cl08:
      Rule(
        .warning, "RFC 6455 5.5.1", "Nothing follows a Close frame from the same side.",
        fix: "send nothing after the Close frame", reaction: Reaction(.ignore), in: .sinceHybi01)
    case .cl09:
      Rule(.note, "RFC 6455 7.1.5", "A connection that ends without a Close frame is reported as 1006.", in: .all)
    case .cl10:
      Rule(.note, "RFC 6455 5.5.1", "The answer to a Close frame usually echoes its code.", in: .sinceHybi06)
    case .cl11:
      Rule(
        .note, "RFC 6455 7.1.1", "After the closing handshake the server closes the TCP connection first.",
        in: .sinceHybi01)
    case .cl12:
      Rule(
        .warning, "RFC 6455 7.1.7", "A side that has to fail the connection stops sending data.",
        fix: "close the connection when the peer breaks the protocol", in: .sinceHybi07)
    default: nil
    }
  }
}
