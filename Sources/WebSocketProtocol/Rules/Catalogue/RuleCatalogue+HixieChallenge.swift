extension RuleCatalogue {
  /// The two numbers hidden in the keys, and the eight bytes behind them.
  static func hixie76Challenge(_ id: RuleID) -> Rule? {
    switch id {
    case .h7610:
      Rule(
        .warning, "hixie-76 4.1", "A key has digits, 1-12 spaces and other printable characters.",
        fix: "client: make keys as steps 16 to 22 of the draft say", in: .challenged)
    case .h7611:
      Rule(
        .error, "hixie-76 5.2", "Each key holds at least one digit.",
        fix: "client: hide the digits of a number in the key", reaction: .abort, in: .challenged)
    case .h7612:
      Rule(
        .error, "hixie-76 5.2", "Each key holds at least one space.",
        fix: "client: put 1-12 spaces inside the key", reaction: .abort, in: .challenged)
    case .h7613:
      Rule(
        .error, "hixie-76 5.2", "Each key's number is a multiple of its number of spaces.",
        fix: "client: multiply the number by the spaces; do not let anything trim or fold the key's spaces",
        reaction: .abort, in: .challenged)
    case .h7614:
      Rule(
        .error, "hixie-76 5.2", "Exactly 8 bytes follow the request's empty line.",
        fix: "client: send 8 random bytes behind the empty line, and nothing else before the response", in: .challenged)
    case .h7615:
      Rule(
        .error, "hixie-76 5.2", "Each key's number fits 32 bits.",
        fix: "client: choose a number of at most 4294967295 divided by the spaces", in: .challenged)
    case .h7616:
      Rule(
        .warning, "hixie-76 4.1", "A key neither begins nor ends with a space.",
        fix: "client: put the spaces between other characters", in: .challenged)
    case .h7623:
      Rule(
        .error, "hixie-76", "Exactly 16 bytes follow the response's empty line; the next is the first frame.",
        fix: "server: send the 16 raw bytes of the digest, neither text nor a line end", reaction: .clientFails,
        in: .challenged)
    case .h7624:
      Rule(
        .error, "hixie-76 5.2", "The 16 bytes behind the response's empty line are the MD5 of numbers and body.",
        fix: "server: hash the two quotients, 4 bytes big-endian each, then the 8 body bytes",
        reaction: .clientFails, in: .challenged)
    default: nil
    }
  }
}
