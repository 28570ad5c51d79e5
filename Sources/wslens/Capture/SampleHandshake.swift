import WebSocketProtocol

/// A published example of the opening handshake, with what the two sides are to agree on.
///
/// It is the one of RFC 6455 section 1.2, which the drafts from hybi-04 on have in their own form; before them, that of
/// hixie-76.
struct SampleHandshake: Hashable {
  /// The subprotocol that is offered and chosen; `nil` for none.
  var subprotocol: String?
  /// The extensions that are offered and accepted, as the server's `Sec-WebSocket-Extensions` lists them. There are none
  /// before hybi-04.
  var extensions: String?
  /// The version to speak.
  var version = ProtocolVersion.rfc6455
  /// The request's `Sec-WebSocket-Key`; by default that of section 1.3.
  var key = Self.key
  /// The response's `Sec-WebSocket-Nonce` in hybi-04.
  var nonce = "H+cNj5elaybfGIQv1esl2w=="

  /// The key of section 1.3.
  static let key = "dGhlIHNhbXBsZSBub25jZQ=="

  private static let host = "server.example.com"
  private static let origin = "http://example.com"
  /// The challenge of hixie-76's example.
  private static let challenge = Challenge(
    key1: ChallengeKey(Array(key1.utf8)), key2: ChallengeKey(Array(key2.utf8)), body: Array("^n:ds[4U".utf8))
  private static let key1 = "4 @1  46546xW%0l 1 5"
  private static let key2 = "12998 5 Y3 1  .P00"

  /// What the client sends: its head, and in hixie-76 to hybi-03 the eight bytes behind it.
  var request: [UInt8] {
    let start = "GET /chat HTTP/1.1"
    let host = "Host: \(Self.host)"
    guard version.hasAccept else {
      let fields = [start] + upgrade + [host, "Origin: \(Self.origin)"] + challengeFields + agreement
      return Self.head(fields) + (version.hasChallenge ? Self.challenge.body : [])
    }
    let origin = isBefore08 ? "Sec-WebSocket-Origin" : "Origin"
    return Self.head(
      [start, host] + upgrade + [
        "Sec-WebSocket-Key: \(key)", "\(origin): \(Self.origin)", "Sec-WebSocket-Version: \(number)",
      ] + agreement)
  }

  /// What the server sends to accept a request: its head, and in hixie-76 to hybi-03 the sixteen bytes behind it.
  ///
  /// - Parameter key: the request's `Sec-WebSocket-Key`; `nil` where it is the one of this handshake.
  func response(to key: String? = nil) -> [UInt8] {
    if version.hasAccept {
      let accept = "Sec-WebSocket-Accept: \(AcceptKey(for: key ?? self.key).value)"
      let nonce = version == .hybi04 ? ["Sec-WebSocket-Nonce: \(nonce)"] : []
      return Self.head(["HTTP/1.1 101 Switching Protocols"] + upgrade + [accept] + nonce + agreement)
    }
    let prefix = version.hasChallenge ? "Sec-" : ""
    let phrase = version.hasChallenge ? "WebSocket" : "Web Socket"
    let fields = [
      "\(prefix)WebSocket-Origin: \(Self.origin)", "\(prefix)WebSocket-Location: ws://\(Self.host)/chat",
    ]
    return Self.head(["HTTP/1.1 101 \(phrase) Protocol Handshake"] + upgrade + fields + agreement)
      + (version.hasChallenge ? Self.challenge.response ?? [] : [])
  }

  private var upgrade: [String] {
    [version.hasAccept ? "Upgrade: websocket" : "Upgrade: WebSocket", "Connection: Upgrade"]
  }

  /// The keys of the challenge, and the number by which hybi-01 to -03 tell themselves from hixie-76.
  private var challengeFields: [String] {
    guard version.hasChallenge else { return [] }
    let draft: [ProtocolVersion: Int] = [.hybi01: 1, .hybi02: 2, .hybi03: 3]
    return ["Sec-WebSocket-Key1: \(Self.key1)", "Sec-WebSocket-Key2: \(Self.key2)"]
      + (draft[version].map { ["Sec-WebSocket-Draft: \($0)"] } ?? [])
  }

  /// True where the field for the origin has its longer name.
  private var isBefore08: Bool { number < 8 }

  /// The value of `Sec-WebSocket-Version`.
  private var number: Int {
    switch version {
    case .hixie75, .hixie76, .hybi01, .hybi02, .hybi03: 0
    case .hybi04: 4
    case .hybi05: 5
    case .hybi06: 6
    case .hybi07: 7
    case .hybi08, .hybi09, .hybi10, .hybi11, .hybi12: 8
    case .rfc6455: 13
    }
  }

  /// The fields that are the same on both sides: who offers just what will be accepted is understood by everyone.
  private var agreement: [String] {
    let subprotocolField = version == .hixie75 ? "WebSocket-Protocol" : "Sec-WebSocket-Protocol"
    let fields = [(subprotocolField, subprotocol), ("Sec-WebSocket-Extensions", version.hasAccept ? extensions : nil)]
    return fields.compactMap { name, value in value.map { "\(name): \($0)" } }
  }

  private static func head(_ lines: [String]) -> [UInt8] {
    Array((lines + ["", ""]).joined(separator: "\r\n").utf8)
  }
}
