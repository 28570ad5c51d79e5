extension RuleCatalogue {
  /// WebSocket over HTTP/2 and HTTP/3: H2 and H3.
  static func laterHTTP(_ id: RuleID) -> Rule? { connectRequest(id) ?? connectResponse(id) ?? http3(id) }

  private static func connectRequest(_ id: RuleID) -> Rule? {
    switch id {
    case .h201:
      Rule(
        .error, "RFC 8441 4", "The method of the request is CONNECT.",
        fix: "client: send :method CONNECT", reaction: .reset)
    case .h202:
      Rule(
        .error, "RFC 8441 5", "The pseudo-field :protocol stands once and is websocket.",
        fix: "client: send :protocol websocket", reaction: .reset)
    case .h203:
      Rule(
        .error, "RFC 8441 3", "The server announced extended CONNECT in its SETTINGS: 0x8 is 1.",
        fix: "client: wait for the setting; server: send SETTINGS_ENABLE_CONNECT_PROTOCOL", reaction: .reset)
    case .h204:
      Rule(
        .error, "RFC 8441 4", "The request has :scheme, :path and :authority.",
        fix: "client: send all three, unlike in a plain CONNECT", reaction: .reset)
    case .h205:
      Rule(
        .error, "RFC 8441 5", "The scheme is http or https, never ws or wss.",
        fix: "client: send https for wss and http for ws", reaction: .reset)
    case .h206:
      Rule(
        .error, "RFC 8441 3", "The setting 0x8 is 0 or 1, and never goes back from 1 to 0.",
        fix: "server: announce it once with 1", reaction: Reaction(.closeConnection, by: .client))
    case .h207:
      Rule(.note, "RFC 8441 5", "A host field is not needed beside :authority; if it is there, both agree.")
    case .h208:
      Rule(
        .error, "RFC 8441 5", "Field names are lower case, and pseudo-fields come first.",
        fix: "write names in lower case and pseudo-fields before the others", reaction: .reset)
    case .h209:
      Rule(
        .error, "RFC 8441 5", "Neither side sends connection or upgrade.",
        fix: "drop both fields; the stream itself is the tunnel", reaction: .reset)
    case .h210:
      Rule(
        .warning, "RFC 8441 5", "There is no sec-websocket-key and no accept; whoever sees them ignores them.",
        fix: "leave both fields out", reaction: Reaction(.ignore))
    case .h211:
      Rule(
        .error, "RFC 8441 5", "The request has sec-websocket-version 13.",
        fix: "client: send sec-websocket-version: 13", reaction: .refuse)
    case .h216:
      Rule(
        .error, "RFC 9113 8.2.2", "Fields that concern one HTTP/1.1 connection do not occur in HTTP/2.",
        fix: "drop transfer-encoding, keep-alive, proxy-connection and content-length", reaction: .reset)
    default: nil
    }
  }

  private static func connectResponse(_ id: RuleID) -> Rule? {
    switch id {
    case .h212:
      Rule(
        .error, "RFC 8441 5", "Success is status 200; 101 does not exist in HTTP/2.",
        fix: "server: answer 200", reaction: .reset)
    case .h213:
      Rule(
        .error, "RFC 8441 5",
        "Subprotocols and extensions are agreed on as over HTTP/1.1; faults are found under RQ, RS, PMD.",
        fix: "follow the rules RS-08 to RS-12 and those of the extension", reaction: .clientFails)
    case .h215:
      Rule(
        .warning, "RFC 8441 5", "A stream ends with END_STREAM, or with RST_STREAM CANCEL to abort.",
        fix: "reset with CANCEL (8)")
    default: nil
    }
  }

  private static func http3(_ id: RuleID) -> Rule? {
    switch id {
    case .h301:
      Rule(
        .error, "RFC 9220 3",
        "The server's SETTINGS announce extended CONNECT (0x08 is 1); HTTP/3 is not read.",
        fix: "client: wait for the setting; server: send it with 1", reaction: .reset)
    case .h302:
      Rule(
        .warning, "RFC 9220 3", "An unknown :protocol is answered with 501; HTTP/3 is not read.",
        fix: "server: answer 501 Not Implemented")
    case .h303:
      Rule(
        .warning, "RFC 9220 3",
        "The QUIC stream ends, or H3_REQUEST_CANCELLED aborts it; HTTP/3 is not read.",
        fix: "reset with H3_REQUEST_CANCELLED (0x10c)")
    case .h304:
      Rule(
        .error, "RFC 9220 3", "Everything else over HTTP/3 is as over HTTP/2; faults are found under the H2 rules.",
        fix: "follow the H2 rules", reaction: .reset)
    default: nil
    }
  }
}
