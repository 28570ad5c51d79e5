extension RuleCatalogue {
  /// The server's response: RS. The drafts from hybi-04 on share it, apart from what HY rules change.
  static func response(_ id: RuleID) -> Rule? { responseHead(id) ?? responseChoices(id) ?? responseVersion(id) }

  private static func responseHead(_ id: RuleID) -> Rule? {
    switch id {
    case .rs01:
      Rule(
        .note, "RFC 6455 4.1", "Status 101 opens the connection; any other is ordinary HTTP.", in: .sinceHybi04)
    case .rs02:
      Rule(
        .error, "RFC 6455 4.1", "The whole Upgrade value of the response is websocket, in any case.",
        fix: "server: answer with Upgrade: websocket and nothing else in it", reaction: .clientFails,
        in: .sinceHybi04)
    case .rs03:
      Rule(
        .error, "RFC 6455 4.1", "The Connection field of the response lists upgrade, in any case.",
        fix: "server: answer with Connection: Upgrade", reaction: .clientFails, in: .sinceHybi04)
    case .rs04:
      Rule(
        .error, "RFC 6455 4.1", "Sec-WebSocket-Accept is there.",
        fix: "server: answer the key; if the server did, look at what stands in between", reaction: .clientFails,
        in: .sinceHybi04)
    case .rs05:
      Rule(
        .error, "RFC 6455 11.3.3", "Sec-WebSocket-Accept stands once.",
        fix: "server: send one accept value; a proxy may have added its own", reaction: .clientFails,
        in: .sinceHybi04)
    case .rs06:
      Rule(
        .error, "RFC 6455 4.2.2", "The accept value is the Base64 of the SHA-1 of the key's text and the GUID.",
        fix: "server: answer with the value computed from this request's key", reaction: .clientFails,
        in: .sinceHybi04)
    case .rs07:
      Rule(
        .error, "RFC 6455 4.2.2", "The accept value is 28 characters of Base64, which stand for 20 bytes.",
        fix: "server: encode the 20 bytes of the digest, not their hexadecimal text", reaction: .clientFails,
        in: .sinceHybi04)
    case .rs19:
      Rule(
        .warning, "RFC 9110 15.2", "A 101 response is HTTP/1.1, not 1.0.",
        fix: "server or proxy: answer with HTTP/1.1", in: .sinceHybi04)
    default: nil
    }
  }

  private static func responseChoices(_ id: RuleID) -> Rule? {
    switch id {
    case .rs08:
      Rule(
        .error, "RFC 6455 4.1", "The chosen subprotocol is one that was offered, written the same.",
        fix: "server: choose from the request's list, or leave the field out", reaction: .clientFails,
        in: .sinceHybi04)
    case .rs09:
      Rule(
        .error, "RFC 6455 4.2.2", "The response names one subprotocol, neither a list nor an empty value.",
        fix: "server: name one subprotocol, or leave the field out", reaction: .clientFails, in: .sinceHybi04)
    case .rs10:
      Rule(
        .error, "RFC 6455 11.3.4", "A response has Sec-WebSocket-Protocol at most once.",
        fix: "server: send one line with one name", reaction: .clientFails, in: .sinceHybi04)
    case .rs11:
      Rule(
        .error, "RFC 6455 4.1", "Every accepted extension was offered.",
        fix: "server: accept only what the request lists", reaction: .clientFails, in: .sinceHybi04)
    case .rs12:
      Rule(
        .error, "RFC 6455 9.1", "The response's extension list follows the grammar and is not empty.",
        fix: "server: leave the field out where no extension is accepted", reaction: .clientFails, in: .sinceHybi04)
    case .rs13:
      Rule(
        .warning, "RFC 6455 11.3.2", "A response lists its extensions on one line.",
        fix: "server: join the lines with commas; the RFC's own sections disagree", in: .sinceHybi04)
    case .rs20:
      Rule(
        .error, "RFC 6455 9.1", "No two accepted extensions use the same RSV bit.",
        fix: "server: accept one of them", reaction: .clientFails, in: .sinceHybi04)
    default: nil
    }
  }

  private static func responseVersion(_ id: RuleID) -> Rule? {
    switch id {
    case .rs14:
      Rule(.note, "RFC 6455 4.4", "A 101 response needs no Sec-WebSocket-Version; it does no harm.", in: .sinceHybi04)
    case .rs15:
      Rule(
        .error, "RFC 6455 4.4", "A server that lacks the version answers an error and lists those it speaks.",
        fix: "server: send Sec-WebSocket-Version with the supported versions beside the error", reaction: .clientFails,
        in: .sinceHybi04)
    case .rs16:
      Rule(
        .error, "RFC 9110 15.5.22", "A 426 response names the wanted protocol in Upgrade.",
        fix: "server: add Upgrade: websocket and Connection: Upgrade", reaction: .clientFails, in: .sinceHybi04)
    case .rs17:
      Rule(
        .warning, "RFC 6455 4.4", "The versions a refusal lists do not include the one it refuses.",
        fix: "server: list what it really speaks, or find the true cause of the refusal", in: .sinceHybi04)
    case .rs21:
      Rule(
        .warning, "RFC 6455 4.2.2", "The response carries no fields of older versions.",
        fix: "server: drop the Location, Origin and Nonce fields", in: .sinceHybi04)
    case .rs22:
      Rule(
        .warning, "RFC 6455 4.2.2", "A request that breaks the rules is not answered with 101.",
        fix: "server: answer 400 Bad Request", in: .sinceHybi04)
    default: nil
    }
  }
}
