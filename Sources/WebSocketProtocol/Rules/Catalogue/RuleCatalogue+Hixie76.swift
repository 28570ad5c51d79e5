extension RuleCatalogue {
  /// hixie-76, whose handshake hybi-01 to -03 kept: H76.
  static func hixie76(_ id: RuleID) -> Rule? {
    hixie76Request(id) ?? hixie76Challenge(id) ?? hixie76Response(id) ?? hixieFrames(id)
  }

  private static func hixie76Request(_ id: RuleID) -> Rule? {
    switch id {
    case .h7601:
      Rule(
        .error, "hixie-76", "The request line is GET, a path, and HTTP/1.1.",
        fix: "client: write the request line as GET /path HTTP/1.1", reaction: .abort, in: .challenged)
    case .h7602:
      Rule(
        .warning, "hixie-76", "Upgrade is exactly WebSocket, with this case, in request and response.",
        fix: "send Upgrade: WebSocket", in: .challenged)
    case .h7603:
      Rule(
        .error, "hixie-76", "Connection is Upgrade.", fix: "send Connection: Upgrade", reaction: .abort,
        in: .challenged)
    case .h7604:
      Rule(
        .error, "hixie-76", "The request has a Host.", fix: "client: send Host", reaction: .abort, in: .challenged)
    case .h7605:
      Rule(
        .error, "hixie-76", "The request has an Origin.", fix: "client: send Origin", reaction: .abort,
        in: .challenged)
    case .h7606:
      Rule(
        .error, "hixie-76", "Sec-WebSocket-Key1 and Sec-WebSocket-Key2 are both there, each once.",
        fix: "client: send both keys", reaction: .abort, in: .challenged)
    case .h7607:
      Rule(
        .error, "hixie-76", "Sec-WebSocket-Protocol, if there, is printable ASCII and not empty.",
        fix: "client: name a subprotocol, or leave the field out", reaction: .abort, in: .challenged)
    case .h7608:
      Rule(
        .warning, "hixie-76", "A subprotocol is offered as Sec-WebSocket-Protocol; the older name is not read.",
        fix: "client: send Sec-WebSocket-Protocol", in: .challenged)
    case .h7609:
      Rule(
        .warning, "hixie-76", "A key's value begins right behind the colon and one space, and keeps its spaces.",
        fix: "let nothing trim or fold the spaces of the keys", in: .challenged)
    case .h7617:
      Rule(
        .error, "hixie-76", "Sec-WebSocket-Draft, if there, is 0, or 1 to 3 for hybi-01 to -03.",
        fix: "client: send the number of the draft it speaks", reaction: .abort, in: .challenged)
    case .h7626:
      Rule(
        .warning, "hixie-76", "No Sec-WebSocket-Key, -Version or -Accept stands beside the two keys.",
        fix: "offer one version a request", in: .challenged)
    default: nil
    }
  }

  private static func hixie76Response(_ id: RuleID) -> Rule? {
    switch id {
    case .h7618:
      Rule(
        .error, "hixie-76", "The status of the response is 101.", fix: "server: answer 101", reaction: .clientFails,
        in: .challenged)
    case .h7619:
      Rule(
        .error, "hixie-76", "The response has Sec-WebSocket-Origin and Sec-WebSocket-Location.",
        fix: "server: send both fields, with Sec- in front", reaction: .clientFails, in: .challenged)
    case .h7620:
      Rule(
        .note, "hixie-76", "The usual phrase is WebSocket Protocol Handshake; clients look at the code only.",
        in: .challenged)
    case .h7621:
      Rule(
        .error, "hixie-76", "Sec-WebSocket-Location is the URL that the client used.",
        fix: "server: put the ws or wss URL together from Host and path", reaction: .clientFails, in: .challenged)
    case .h7622:
      Rule(
        .error, "hixie-76", "The response repeats the request's Sec-WebSocket-Protocol, or has none either.",
        fix: "server: repeat the offered value", reaction: .clientFails, in: .challenged)
    case .h7625:
      Rule(
        .error, "hixie-76", "Sec-WebSocket-Origin repeats the request's Origin.",
        fix: "server: copy the value of Origin", reaction: .clientFails, in: .challenged)
    case .h7627:
      Rule(
        .error, "hixie-76", "No field of the response's handshake stands twice.",
        fix: "server: send each field once", reaction: .clientFails, in: .challenged)
    default: nil
    }
  }

  /// The delimited frames that hixie-75 and hixie-76 share.
  private static func hixieFrames(_ id: RuleID) -> Rule? {
    switch id {
    case .h7631:
      Rule(.note, "hixie-76", "A side closes with ff 00 and the other answers it with ff 00.", in: .hixie76Only)
    case .h7632:
      Rule(
        .warning, "hixie-76", "Of the frames that end with ff only type 00 is defined.",
        fix: "send text in frames of type 00", reaction: Reaction(.ignore), in: .delimited)
    case .h7633:
      Rule(
        .warning, "hixie-76", "Frames that begin with their length have no meaning, except for ff 00.",
        fix: "send text in frames of type 00", reaction: Reaction(.ignore), in: .delimited)
    case .h7634:
      Rule(
        .warning, "hixie-76", "The bytes between 00 and ff are UTF-8.",
        fix: "encode text as UTF-8; there is no frame for binary data", reaction: Reaction(.substitute),
        in: .delimited)
    case .h7635:
      Rule(
        .error, "hixie-76", "Nothing follows ff 00 from the same side.",
        fix: "send nothing after ff 00", reaction: Reaction(.ignore), in: .hixie76Only)
    case .h7636:
      Rule(
        .error, "hixie-76", "A text frame ends with ff before the connection does.",
        fix: "send the ff that ends the frame before the connection is closed", reaction: Reaction(.ignore),
        in: .delimited)
    case .h7637:
      Rule(
        .error, "hixie-76", "A length fits 63 bits and its bytes are all there.",
        fix: "write the length in as few groups of 7 bits as hold it, and send as many bytes", reaction: .fail(),
        in: .delimited)
    default: nil
    }
  }
}
