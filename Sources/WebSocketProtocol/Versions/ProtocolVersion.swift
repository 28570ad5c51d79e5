/// A published version of the WebSocket protocol, from the first drafts to the standard.
///
/// The raw value is the label that options take and events carry.
public enum ProtocolVersion: String, CaseIterable, Hashable, Sendable {
  /// The first published draft: no challenge, no close frame.
  case hixie75 = "hixie-75"
  /// Also published as hybi-00.
  case hixie76 = "hixie-76"
  case hybi01 = "hybi-01"
  case hybi02 = "hybi-02"
  /// The label for hybi-01 to -03 where the wire does not tell them apart.
  case hybi03 = "hybi-03"
  case hybi04 = "hybi-04"
  case hybi05 = "hybi-05"
  case hybi06 = "hybi-06"
  case hybi07 = "hybi-07"
  /// The label for `Sec-WebSocket-Version: 8`, which hybi-08 to -12 share.
  case hybi08 = "hybi-08"
  case hybi09 = "hybi-09"
  case hybi10 = "hybi-10"
  case hybi11 = "hybi-11"
  case hybi12 = "hybi-12"
  /// RFC 6455 and the drafts hybi-13 to -17, all `Sec-WebSocket-Version: 13`.
  case rfc6455 = "rfc6455"

  /// The shape frames have in this version.
  public var framing: FramingGeneration {
    switch self {
    case .hixie75, .hixie76: .delimited
    case .hybi01, .hybi02, .hybi03: .moreBit
    case .hybi04: .hashedWholeFrameMask
    case .hybi05, .hybi06: .wholeFrameMask
    case .hybi07, .hybi08, .hybi09, .hybi10, .hybi11, .hybi12, .rfc6455: .payloadMask
    }
  }
}

extension ProtocolVersion {
  /// True where a receiver has to fail a connection for text that is not UTF-8: from hybi-10 on.
  ///
  /// Before, it put U+FFFD in its place. `Sec-WebSocket-Version: 8` stands for drafts of both kinds.
  public var mustFailOnBadText: Bool {
    switch self {
    case .hybi10, .hybi11, .hybi12, .rfc6455: true
    default: false
    }
  }

  /// The version that a response speaks of where its request was not seen, by the fields only one generation has.
  ///
  /// - Returns: `nil` for a response without such a field. An accept value alone stands for hybi-05 and all that came
  ///   later; the standard is assumed.
  public static func accepted(by response: HTTPHead) -> ProtocolVersion? {
    if response.value(of: "websocket-location") != nil { return .hixie75 }
    if response.value(of: "sec-websocket-location") != nil { return .hixie76 }
    guard response.value(of: "sec-websocket-accept") != nil else { return nil }
    return response.value(of: "sec-websocket-nonce") != nil ? .hybi04 : .rfc6455
  }

  /// True where the handshake is the one with two keys and an MD5 response: hixie-76 and hybi-01 to -03.
  public var hasChallenge: Bool { framing == .moreBit || self == .hixie76 }

  /// True where the response answers a `Sec-WebSocket-Key` by `Sec-WebSocket-Accept`: from hybi-04 on.
  public var hasAccept: Bool { framing != .delimited && framing != .moreBit }

  /// The version a request asks for, by the marks that only one generation's requests carry.
  ///
  /// A `Sec-WebSocket-Version` decides; then `Sec-WebSocket-Draft`; then the two challenge keys of hixie-76; and an
  /// upgrade to `WebSocket` with none of these is hixie-75. A `Sec-WebSocket-Key` without any version is judged as
  /// RFC 6455.
  ///
  /// - Returns: `nil` for a request that asks for no WebSocket, or for a version number nobody ever defined.
  public static func requested(by request: HTTPHead) -> ProtocolVersion? {
    if let version = request.value(of: "sec-websocket-version") {
      switch version {
      case "4": return .hybi04
      case "5": return .hybi05
      case "6": return .hybi06
      case "7": return .hybi07
      case "8": return .hybi08
      case "13": return .rfc6455
      default: return nil
      }
    }
    if let draft = request.value(of: "sec-websocket-draft") {
      switch draft {
      case "0": return .hixie76
      case "1", "2", "3": return .hybi03
      // A number nobody defined says nothing; the keys may.
      default: return hasChallengeKey(request) ? .hixie76 : nil
      }
    }
    if hasChallengeKey(request) { return .hixie76 }
    guard request.asksForWebSocket else { return nil }
    let isBare = !request.fields.contains { request.name(of: $0).hasPrefix("sec-websocket-") }
    return isBare && request.value(of: "upgrade") == "WebSocket" ? .hixie75 : .rfc6455
  }

  private static func hasChallengeKey(_ request: HTTPHead) -> Bool {
    request.value(of: "sec-websocket-key1") != nil || request.value(of: "sec-websocket-key2") != nil
  }
}
