/// The pages of the close codes (RFC 6455 section 7.4 and the registry), made for any number.
enum CloseCodeTopics {
  /// The codes that a list shows, one for each range.
  static let listed: [UInt16] = Array(1000...1015) + [1016, 3000, 3003, 3008, 4000, 5000]
  static let all: [Topic] = listed.map { topic(CloseCode(rawValue: $0)) }

  static func topic(_ code: CloseCode) -> Topic {
    let number = code.rawValue
    let name = code.name() ?? (code.standing() == .reserved ? "unassigned" : "not used")
    let isLegal = [.registered, .application].contains(code.standing())
    return Topic(
      "\(number)", .closeCode, "Close code \(number): \(name)", statement(code),
      reference: reference(code),
      facts: [
        "in a frame": isLegal ? "yes" : "never",
        "bytes": "\(bytes(code)) (big-endian)",
        "sent by": sender(code),
        "seen where": circumstances(number),
      ],
      fix: isLegal ? nil : RuleID.cl03.entry.fix, reaction: isLegal ? nil : RuleID.cl03.entry.reaction,
      closeCode: code, versions: ProtocolVersion.allCases.filter { isDefined(code, in: $0) },
      examples: [example(code)], related: related(code))
  }

  private static func bytes(_ code: CloseCode) -> String {
    Hexadecimal.text([UInt8(code.rawValue >> 8)]) + " " + Hexadecimal.text([UInt8(code.rawValue & 0xff)])
  }

  /// A code has a meaning in the versions that list it; application codes came with the lists.
  private static func isDefined(_ code: CloseCode, in version: ProtocolVersion) -> Bool {
    guard VersionRange.sinceHybi06.contains(version) else { return false }
    return [.registered, .application, .localOnly].contains(code.standing(in: version))
  }

  private static func example(_ code: CloseCode) -> Example {
    if code.rawValue == 1010 {
      return .frames("88 82 37 fa 21 3d 34 08", "--sender client", "1010, masked")
    }
    let isLegal = [.registered, .application].contains(code.standing())
    let frame = "88 02 \(bytes(code))"
    return isLegal
      ? .frames(frame, "--sender server", "a Close frame with it")
      : .frames(frame, "--sender server", "a Close frame that must not be sent", .cl03)
  }

  private static func reference(_ code: CloseCode) -> String {
    switch code.rawValue {
    case 1000...1011, 1015: "RFC 6455 7.4.1"
    case 1012...1014: "IANA"
    default: "RFC 6455 7.4.2"
    }
  }

  private static func sender(_ code: CloseCode) -> String {
    switch code.rawValue {
    case 1005, 1006, 1015: "nobody; software tells it to its own side"
    case 1010: "clients only"
    case 1011: "servers by the RFC, either side in practice"
    case 1012, 1013: "servers"
    case 1014: "gateways"
    case 1000...1003, 1007...1009, 3000...4999: "either side"
    default: "nobody"
    }
  }

  private static func related(_ code: CloseCode) -> [String] {
    let rules: [String] =
      switch code.rawValue {
      case 1002: ["FR-01", "FR-02", "FR-10", "CL-02"]
      case 1005: ["close", "1006"]
      case 1006: ["CL-09", "CL-06", "1005", "1015"]
      case 1007: ["MS-01", "MS-02", "DF-03"]
      case 1008: ["SEC-06", "1003"]
      case 1009: ["SEC-04", "SEC-05", "1004"]
      case 1010: ["CL-05", "Sec-WebSocket-Extensions"]
      case 1004: ["HY-14", "1009"]
      default: []
      }
    return ["close", "CL-03"].filter { !rules.contains($0) } + rules
  }
}
