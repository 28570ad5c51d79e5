extension RuleCatalogue {
  /// The handshake without a challenge: H75.
  static func hixie75(_ id: RuleID) -> Rule? {
    switch id {
    case .h7501:
      Rule(
        .error, "hixie-75", "Request line, Upgrade, Connection, Host and Origin come first, in this order.",
        fix: "client: send the five lines in order, one space after each colon", reaction: .abort, in: .hixie75Only)
    case .h7502:
      Rule(
        .error, "hixie-75", "The values are exactly WebSocket and Upgrade, case included.",
        fix: "send Upgrade: WebSocket and Connection: Upgrade", reaction: .abort, in: .hixie75Only)
    case .h7503:
      Rule(
        .error, "hixie-75", "The request has a Host and an Origin, neither empty.",
        fix: "client: send both fields", reaction: .abort, in: .hixie75Only)
    case .h7504:
      Rule(
        .error, "hixie-75", "WebSocket-Protocol, if there, is printable ASCII and not empty.",
        fix: "client: name a subprotocol, or leave the field out", reaction: .abort, in: .hixie75Only)
    case .h7505:
      Rule(
        .error, "hixie-75", "Nothing follows the request's empty line before the response.",
        fix: "client: wait for the response", reaction: .abort, in: .hixie75Only)
    case .h7506:
      Rule(
        .error, "hixie-75", "A response begins HTTP/1.1 101 Web Socket Protocol Handshake, in these words.",
        fix: "server: send that line, then Upgrade: WebSocket and Connection: Upgrade", reaction: .clientFails,
        in: .hixie75Only)
    case .h7507:
      Rule(
        .error, "hixie-75", "WebSocket-Origin repeats the request's Origin.",
        fix: "server: copy the value", reaction: .clientFails, in: .hixie75Only)
    case .h7508:
      Rule(
        .error, "hixie-75", "WebSocket-Location is the ws or wss URL of Host and path, without a default port.",
        fix: "server: put the URL together from the request", reaction: .clientFails, in: .hixie75Only)
    case .h7509:
      Rule(
        .error, "hixie-75", "The response has WebSocket-Protocol where the request has it, with the same value.",
        fix: "server: repeat the request's value", reaction: .clientFails, in: .hixie75Only)
    case .h7510:
      Rule(
        .warning, "hixie-75", "No field whose name begins Sec-WebSocket- belongs to this version.",
        fix: "drop the fields of later versions, or speak a later version", in: .hixie75Only)
    case .h7511:
      Rule(
        .note, "hixie-75", "Nothing proves that the server speaks WebSocket; the version is long obsolete.",
        in: .hixie75Only)
    default: nil
    }
  }
}
