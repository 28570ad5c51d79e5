extension RuleCatalogue {
  /// The client's opening request: RQ. The drafts from hybi-04 on share it, apart from what HY rules change.
  static func request(_ id: RuleID) -> Rule? { requestLineAndFields(id) ?? requestKey(id) ?? requestLists(id) }

  private static func requestLineAndFields(_ id: RuleID) -> Rule? {
    switch id {
    case .rq01:
      Rule(
        .error, "RFC 6455 4.1", "The method is GET, in capitals.",
        fix: "client: send GET; CONNECT belongs to WebSocket over HTTP/2", reaction: .refuse, in: .sinceHybi04)
    case .rq02:
      Rule(
        .error, "RFC 6455 4.1", "The request is HTTP/1.1 or later.",
        fix: "send HTTP/1.1; a proxy that speaks 1.0 to its backend must be told (nginx: proxy_http_version 1.1)",
        reaction: .refuse, in: .sinceHybi04)
    case .rq03:
      Rule(
        .error, "RFC 6455 4.1", "The target is a path, or an absolute http or https URI, without a fragment.",
        fix: "client: send the path and the query of the ws URI", reaction: .refuse, in: .sinceHybi04)
    case .rq04:
      Rule(
        .error, "RFC 6455 4.1", "Host stands exactly once and names the host and, where needed, the port.",
        fix: "client: send one Host field with host or host:port", reaction: .refuse, in: .sinceHybi04)
    case .rq05:
      Rule(
        .error, "RFC 6455 4.1", "The Upgrade field of the request lists websocket, in any case.",
        fix: "client: send Upgrade: websocket; a reverse proxy must pass the field on", reaction: .refuse,
        in: .sinceHybi04)
    case .rq06:
      Rule(
        .error, "RFC 6455 4.1", "The Connection field of the request lists upgrade, in any case.",
        fix: "client: send Connection: Upgrade; a reverse proxy must pass the token on", reaction: .refuse,
        in: .sinceHybi04)
    case .rq17:
      Rule(
        .warning, "RFC 6455 10.2", "Origin is one scheme://host[:port] without a path, or null; browsers send it.",
        fix: "client: send the origin as a browser writes it, or none", in: .sinceHybi04)
    case .rq23:
      Rule(
        .warning, "RFC 6455 4.1", "The request carries no fields of older versions.",
        fix: "client: drop Key1, Key2, Sec-WebSocket-Draft, Sec-WebSocket-Origin and WebSocket-Protocol")
    case .rq24:
      Rule(
        .error, "RFC 6455 4.1", "The client waits for the response before it sends anything more.",
        fix: "client: send the first frame after the 101", reaction: .refuse, in: .sinceHybi04)
    case .rq25:
      Rule(
        .warning, "RFC 6455 11.3.3", "The request carries no fields that belong to responses.",
        fix: "client: drop Sec-WebSocket-Accept and Sec-WebSocket-Nonce", in: .sinceHybi04)
    default: nil
    }
  }

  private static func requestKey(_ id: RuleID) -> Rule? {
    switch id {
    case .rq07:
      Rule(
        .error, "RFC 6455 4.1", "Sec-WebSocket-Key is there.",
        fix: "client: send the Base64 text of 16 random bytes", reaction: .refuse, in: .sinceHybi04)
    case .rq08:
      Rule(
        .error, "RFC 6455 11.3.1", "Sec-WebSocket-Key stands exactly once.",
        fix: "client: send one key; a comma in it often means that a proxy joined two", reaction: .refuse,
        in: .sinceHybi04)
    case .rq09:
      Rule(
        .error, "RFC 6455 4.1", "The key is Base64: groups of four from A-Z a-z 0-9 + /, padded with =.",
        fix: "send the padded Base64 text of 16 random bytes", reaction: .refuse, in: .sinceHybi04)
    case .rq10:
      Rule(
        .error, "RFC 6455 4.1", "The key stands for exactly 16 bytes.",
        fix: "encode exactly 16 random bytes: 24 characters ending in ==", reaction: .refuse, in: .sinceHybi04)
    case .rq11:
      Rule(
        .warning, "RFC 4648 3.5", "The unused bits of the key's last character are zero.",
        fix: "encode the key with an ordinary Base64 encoder", in: .sinceHybi04)
    case .rq12:
      Rule(
        .note, "RFC 6455 4.1", "The key is chosen at random for each connection.",
        fix: "draw 16 fresh random bytes for every connection", in: .sinceHybi04)
    case .rq13:
      Rule(
        .error, "RFC 6455 4.1", "Sec-WebSocket-Version is there.",
        fix: "client: send Sec-WebSocket-Version: 13", reaction: .refuse, in: .sinceHybi04)
    case .rq14:
      Rule(
        .error, "RFC 6455 4.1", "The version is 13; 4 to 8 are drafts, and 9 to 12 were never used.",
        fix: "client: send Sec-WebSocket-Version: 13", reaction: Reaction(.refuseVersion, by: .server),
        in: .sinceHybi04)
    case .rq15:
      Rule(
        .error, "RFC 6455 11.3.5", "A request has Sec-WebSocket-Version exactly once.",
        fix: "client: send one version; for another, send another request", reaction: .refuse, in: .sinceHybi04)
    case .rq16:
      Rule(
        .error, "RFC 6455 4.3", "The version is one number from 0 to 255 without leading zeros.",
        fix: "client: write the plain number", reaction: .refuse, in: .sinceHybi04)
    default: nil
    }
  }

  private static func requestLists(_ id: RuleID) -> Rule? {
    switch id {
    case .rq18:
      Rule(
        .error, "RFC 6455 4.1", "Sec-WebSocket-Protocol is a comma-separated list of tokens, none empty.",
        fix: "client: name subprotocols without spaces and separators, or leave the field out", reaction: .refuse,
        in: .sinceHybi04)
    case .rq19:
      Rule(
        .error, "RFC 6455 4.1", "No subprotocol is offered twice; upper and lower case differ.",
        fix: "client: offer each subprotocol once", reaction: .refuse, in: .sinceHybi04)
    case .rq20:
      Rule(
        .error, "RFC 6455 9.1", "Sec-WebSocket-Extensions lists names, each with ; name=value parameters.",
        fix: "client: remove empty elements, trailing semicolons and stray equals signs", reaction: .refuse,
        in: .sinceHybi04)
    case .rq21:
      Rule(
        .note, "RFC 6455 9.1", "An offered extension is one that is registered; a server ignores the others.",
        in: .sinceHybi04)
    case .rq22:
      Rule(
        .error, "RFC 6455 9.1", "A quoted parameter value holds a token.",
        fix: "client: use letters, digits and hyphens inside the quotes", reaction: .refuse, in: .sinceHybi04)
    default: nil
    }
  }
}
