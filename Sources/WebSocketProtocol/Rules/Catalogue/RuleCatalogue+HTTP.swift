extension RuleCatalogue {
  /// The HTTP/1.1 that every opening handshake is written in: HT.
  static func http(_ id: RuleID) -> Rule? {
    switch id {
    case .ht01:
      Rule(
        .error, "RFC 9112 3", "A request line is a method, a target and HTTP/1.1, one space between them.",
        fix: "client: write the request line as GET /path HTTP/1.1", reaction: .refuse, in: .all)
    case .ht02:
      Rule(
        .warning, "RFC 9112 2.2", "Every line of the head ends with CR LF.",
        fix: "end each line with both bytes, 0d 0a", in: .all)
    case .ht03:
      Rule(
        .error, "RFC 9112 2.1", "An empty line closes the head.",
        fix: "send CR LF once more behind the last field", reaction: Reaction(.rejectHead), in: .all)
    case .ht04:
      Rule(
        .error, "RFC 9112 5.2", "A field stands on one line; none begins with a space or a tab.",
        fix: "write the field's whole value on its own line", reaction: Reaction(.rejectHead), in: .all)
    case .ht05:
      Rule(
        .error, "RFC 9112 5.1", "No white space stands between a field's name and its colon.",
        fix: "write the colon right behind the name", reaction: Reaction(.rejectHead), in: .all)
    case .ht06:
      Rule(
        .error, "RFC 9110 5.1", "Every line of the head is a token, a colon and a value.",
        fix: "give the line a field name of letters, digits and hyphens", reaction: Reaction(.rejectHead), in: .all)
    case .ht07:
      Rule(
        .error, "RFC 9110 5.5", "A field's value holds no control characters, and better nothing outside ASCII.",
        fix: "remove the character; a no-break space often comes with text copied from a web page",
        reaction: Reaction(.rejectHead),
        in: .all)
    case .ht09:
      Rule(
        .warning, "RFC 9110 6.4", "An opening request announces no body.",
        fix: "client: send neither Content-Length nor Transfer-Encoding", in: .all)
    case .ht10:
      Rule(
        .error, "RFC 9110 8.6", "A 101 response has no Content-Length and no Transfer-Encoding.",
        fix: "server: leave both fields out; what follows the head are frames", reaction: .clientFails, in: .all)
    case .ht11:
      Rule(
        .note, "RFC 6455 4.2.2", "Bytes that arrive together with the response's head are the first frames.", in: .all)
    case .ht12:
      Rule(
        .error, "RFC 9112 4", "A status line is HTTP/1.1, a code of three digits, and a space.",
        fix: "server: write the status line as HTTP/1.1 101 Switching Protocols", reaction: .clientFails, in: .all)
    case .ht13:
      Rule(.note, "RFC 9112 2.2", "Empty lines before a request line are skipped.", in: .all)
    default: nil
    }
  }
}
