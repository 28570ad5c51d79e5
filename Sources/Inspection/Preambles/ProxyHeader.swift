/// A header of the PROXY protocol, by which a load balancer says whose connection it passes on (versions 1 and 2).
enum ProxyHeader {
  /// What version 2 begins with.
  static let signature: [UInt8] = [0x0d, 0x0a, 0x0d, 0x0a, 0x00, 0x0d, 0x0a, 0x51, 0x55, 0x49, 0x54, 0x0a]
  private static let line = Array("PROXY ".utf8)
  /// The longest line of version 1, its end included.
  private static let longestLine = 107
  /// The length of what precedes the addresses in version 2.
  private static let fixedLength = 16

  /// Reads the first bytes of a client.
  static func read(_ bytes: [UInt8]) -> Preamble.Reading {
    if bytes.first == signature[0] { return readVersion2(bytes) }
    return readVersion1(bytes)
  }

  /// True where what either version begins with is there.
  static func isBegun(_ bytes: [UInt8]) -> Bool {
    bytes.starts(with: signature) || bytes.starts(with: line)
  }

  // MARK: Version 1

  private static func readVersion1(_ bytes: [UInt8]) -> Preamble.Reading {
    guard bytes.starts(with: line) else { return line.starts(with: bytes) ? .undecided : .none }
    guard let lineFeed = bytes.prefix(longestLine).firstIndex(of: 0x0a) else {
      return bytes.count < longestLine ? .undecided : .none
    }
    guard bytes[lineFeed - 1] == 0x0d else { return .none }
    let words = String(decoding: bytes[line.count..<(lineFeed - 1)], as: UTF8.self).split(
      separator: " ", omittingEmptySubsequences: false
    ).map(String.init)
    guard let family = words.first else { return .none }
    func found(_ what: String) -> Preamble.Reading {
      .found(client: lineFeed + 1, server: 0, note: "a PROXY protocol header, version 1: \(what)")
    }
    if family == "UNKNOWN" { return found("it names no client") }
    guard family == "TCP4" || family == "TCP6", words.count == 5, isAddress(words[1], family),
      isAddress(words[2], family), let client = port(words[3]), let server = port(words[4])
    else { return .none }
    return found(names(Preamble.endpoint(words[1], client), Preamble.endpoint(words[2], server)))
  }

  private static func isAddress(_ text: String, _ family: String) -> Bool {
    guard family == "TCP4" else {
      return text.contains(":") && text.utf8.count <= 39
        && text.utf8.allSatisfy { Character(Unicode.Scalar($0)).isHexDigit || $0 == 0x3a || $0 == 0x2e }
    }
    let parts = text.split(separator: ".", omittingEmptySubsequences: false)
    return parts.count == 4 && parts.allSatisfy { UInt8($0) != nil && !$0.hasPrefix("+") }
  }

  private static func port(_ text: String) -> UInt16? {
    text.hasPrefix("+") ? nil : UInt16(text)
  }

  // MARK: Version 2

  private static func readVersion2(_ bytes: [UInt8]) -> Preamble.Reading {
    guard bytes.starts(with: signature) else { return signature.starts(with: bytes) ? .undecided : .none }
    guard bytes.count >= fixedLength else { return .undecided }
    let command = bytes[12]
    guard command == 0x20 || command == 0x21 else { return .none }
    let length = Int(Preamble.port(bytes[14..<16]))
    guard bytes.count >= fixedLength + length else { return .undecided }
    let body = bytes[fixedLength..<(fixedLength + length)]
    guard let what = command == 0x20 ? "it speaks of the proxy's own connection" : addresses(bytes[13], body) else {
      return .none
    }
    return .found(
      client: fixedLength + length, server: 0, note: "a PROXY protocol header, version 2: \(what)")
  }

  /// What the addresses of a connection are; `nil` where there is no room for them.
  private static func addresses(_ family: UInt8, _ body: ArraySlice<UInt8>) -> String? {
    let start = body.startIndex
    switch family >> 4 {
    case 1:
      guard body.count >= 12 else { return nil }
      return names(
        Preamble.endpoint(
          Preamble.version4(body[start..<(start + 4)]), Preamble.port(body[(start + 8)..<(start + 10)])),
        Preamble.endpoint(
          Preamble.version4(body[(start + 4)..<(start + 8)]), Preamble.port(body[(start + 10)..<(start + 12)])))
    case 2:
      guard body.count >= 36 else { return nil }
      return names(
        Preamble.endpoint(
          Preamble.version6(body[start..<(start + 16)]), Preamble.port(body[(start + 32)..<(start + 34)])),
        Preamble.endpoint(
          Preamble.version6(body[(start + 16)..<(start + 32)]), Preamble.port(body[(start + 34)..<(start + 36)])))
    case 3: return body.count >= 216 ? "the client came by a socket of the same machine" : nil
    case 0: return "it names no client"
    default: return nil
    }
  }

  private static func names(_ client: String, _ server: String) -> String {
    "the client is \(client), its connection went to \(server)"
  }
}
