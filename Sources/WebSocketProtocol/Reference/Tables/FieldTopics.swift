/// The pages of the handshake's header fields.
enum FieldTopics {
  static let all: [Topic] = ordinary + standard + drafts + surrounding

  /// A field that the request carries.
  private static let request = "the request"
  private static let response = "the response"

  private static let ordinary: [Topic] = [
    field(
      "Upgrade", "Asks for another protocol on this connection, and says that it was changed to.", "RFC 6455 4.1",
      [
        "in": "request and response", "value": "websocket, in any case since hybi-04; WebSocket exactly before",
        "request": "a list that may name more", "response": "this one word alone",
        "note": "it is for one hop only: a reverse proxy has to be told to pass it on",
      ],
      .all, ["RQ-05", "RS-02", "H75-02", "H76-02", "H2-09", "Connection"]),
    field(
      "Connection", "Lists the fields that are for this hop only, here Upgrade.", "RFC 6455 4.1",
      [
        "in": "request and response", "value": "a list with upgrade in any case; keep-alive, Upgrade is fine",
        "note": "a server that compares the whole value refuses Firefox",
      ],
      .all, ["RQ-06", "RS-03", "HY-08", "H76-03", "Upgrade"]),
    field(
      "Host", "Names the host and, where it is not the default, the port.", "RFC 6455 4.1",
      ["in": request, "value": "host or host:port, once"], .all, ["RQ-04", "H75-03", "H76-04", "H2-07"]),
    field(
      "Origin", "Says which web page asks; a server refuses those it does not trust.", "RFC 6455 10.2",
      [
        "in": request, "value": "scheme://host[:port], or null", "who": "browsers always, others if they like",
        "note": "it was Sec-WebSocket-Origin in hybi-04 to -10",
      ],
      .all, ["RQ-17", "BR-02", "HY-04", "Sec-WebSocket-Origin", "403"]),
  ]

  private static let standard: [Topic] = [
    field(
      "Sec-WebSocket-Key",
      "16 random bytes that the server has to answer, so that no cache and no form can pose as one.",
      "RFC 6455 11.3.1",
      ["in": request, "value": "24 characters of Base64 ending in ==", "note": "hashed as text; nobody decodes it"],
      .sinceHybi04, ["RQ-07", "RQ-08", "RQ-09", "RQ-10", "RQ-11", "RQ-12", "Sec-WebSocket-Accept", "guid"],
      [.key("puVOuWb7rel6z2AVZBKnfw==", "", "a good key")]),
    field(
      "Sec-WebSocket-Accept", "Proves that the server read this request's key.", "RFC 6455 11.3.3",
      [
        "in": response, "value": "Base64(SHA-1(key + GUID)): 28 characters", "compared": "exactly, case included",
        "mistakes": "hex digits instead of bytes, a decoded key, a wrong GUID, another connection's key",
      ],
      .sinceHybi04, ["RS-04", "RS-05", "RS-06", "RS-07", "RQ-25", "Sec-WebSocket-Key", "guid", "accept-hex-digest"],
      [.key("puVOuWb7rel6z2AVZBKnfw==", "--check lt1/FHuL6o2V8tma5G4mOcqYBFA=", "the right answer")]),
    field(
      "Sec-WebSocket-Version", "The version that the client speaks, or the list of those that the server does.",
      "RFC 6455 11.3.5",
      ["in": "request; response of a refusal", "value": "13; 4 to 8 are drafts, 9 to 12 were never used"],
      .sinceHybi04, ["RQ-13", "RQ-14", "RQ-15", "RQ-16", "RS-14", "RS-15", "RS-17", "426", "rfc6455"]),
    field(
      "Sec-WebSocket-Protocol", "The subprotocols that the client offers, and the one that the server chose.",
      "RFC 6455 11.3.4",
      [
        "in": "request and response", "request": "tokens, separated by commas, in order of preference; case matters",
        "response": "one of them, or no field at all", "browsers": "fail where they offered some and none was chosen",
        "note": "several lines are fine in a request, and one string without lists was the rule up to hybi-03",
      ],
      VersionRange(.hixie76), ["RQ-18", "RQ-19", "RS-08", "RS-09", "RS-10", "BR-01", "HY-09", "H76-22"]),
    field(
      "Sec-WebSocket-Extensions", "The extensions that the client offers, and those that the server accepts.",
      "RFC 6455 11.3.2",
      [
        "in": "request and response", "value": "name; parameter=value, and so on, separated by commas",
        "order": "that of preference; one extension may be offered several times with other parameters",
      ],
      .sinceHybi04,
      ["RQ-20", "RQ-21", "RQ-22", "RS-11", "RS-12", "RS-13", "RS-20", "permessage-deflate", "deflate-stream"]),
  ]

  private static let drafts: [Topic] = [
    field(
      "Sec-WebSocket-Key1", "A number hidden among characters and spaces; its quotient goes into the MD5.",
      "hixie-76 4.1",
      [
        "in": request, "value": "digits with 1-12 spaces and other printable characters between them",
        "number": "all digits, read as one number, divided by the count of spaces",
        "note": "every space counts: nothing may trim or fold the value",
      ],
      .challenged, ["H76-06", "H76-10", "H76-11", "H76-12", "H76-13", "H76-16", "Sec-WebSocket-Key2", "hixie-76"],
      [.challenge("--key1 '1a 2' --key2 '1a 2' --body '^n:ds[4U'", "two keys of one space")]),
    field(
      "Sec-WebSocket-Key2", "The second hidden number; see Sec-WebSocket-Key1.", "hixie-76 4.1",
      ["in": request], .challenged, ["H76-06", "Sec-WebSocket-Key1"]),
    field(
      "Sec-WebSocket-Origin", "The origin, by its older name.", "hixie-76",
      ["in": "response up to hybi-03; request in hybi-04 to -10"], VersionRange(.hixie76, .hybi10),
      ["H76-19", "H76-25", "HY-04", "RQ-23", "RS-21", "Origin"]),
    field(
      "Sec-WebSocket-Location", "The ws URL that was asked for, as the server sees it.", "hixie-76",
      ["in": response], .challenged, ["H76-19", "H76-21", "RS-21", "WebSocket-Location"]),
    field(
      "Sec-WebSocket-Draft", "The number of the draft that the client speaks.", "hixie-76",
      ["in": request, "value": "0 for hixie-76; 1 to 3 for hybi-01 to -03"], .challenged,
      ["H76-17", "HY-01", "RQ-23", "hybi-03"]),
    field(
      "Sec-WebSocket-Nonce", "What the server adds to the masking key of hybi-04.", "hybi-04",
      ["in": response, "value": "Base64 of 16 bytes"], VersionRange(.hybi04, .hybi04),
      ["HY-05", "HY-06", "RQ-25", "RS-21", "hybi-04"]),
    field(
      "WebSocket-Origin", "The request's origin, repeated.", "hixie-75", ["in": response], .hixie75Only,
      ["H75-07", "H76-19", "hixie-75"]),
    field(
      "WebSocket-Location", "The ws URL that was asked for, as the server sees it.", "hixie-75",
      ["in": response, "value": "ws://host[:port]path, the port only where it is not the default"], .hixie75Only,
      ["H75-08", "H76-19", "Sec-WebSocket-Location", "hixie-75"]),
    field(
      "WebSocket-Protocol", "The one subprotocol, offered and repeated.", "hixie-75",
      ["in": "request and response"], .hixie75Only, ["H75-04", "H75-09", "H76-08", "Sec-WebSocket-Protocol"]),
  ]

  private static let surrounding: [Topic] = [
    field(
      "Content-Length", "The length of a body; a handshake has none.", "RFC 9110 8.6",
      ["in": "ordinary requests and responses"], .all, ["HT-09", "HT-10", "H2-16"], aliases: ["transfer-encoding"]),
    field(
      "Cookie", "What the browser holds for the site; it goes with the opening request.", "RFC 6455 10.6",
      ["in": request, "note": "like User-Agent, Pragma and unknown fields it breaks no rule"], .all, ["SEC-07"],
      aliases: ["authorization", "set-cookie"]),
    field(
      ":protocol", "Makes a CONNECT of HTTP/2 or HTTP/3 a WebSocket.", "RFC 8441 4",
      ["in": request, "value": "websocket"], .standard, ["H2-02", "H3-02", "rfc8441"]),
  ]

  private static func field(
    _ name: String, _ statement: String, _ reference: String, _ facts: KeyValuePairs<String, String>,
    _ versions: VersionRange, _ related: [String], _ examples: [Example] = [], aliases: [String] = []
  ) -> Topic {
    Topic(
      name, .field, "Header field \(name)", statement, reference: reference, facts: facts, versions: versions.versions,
      examples: examples, related: related, aliases: aliases)
  }
}
