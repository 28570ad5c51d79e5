import WebSocketProtocol

/// What may precede the first request of a connection, and is passed over: a header of the PROXY protocol, or a
/// negotiation with a SOCKS server.
enum Preamble {
  /// What the first bytes of two sides are.
  enum Reading: Hashable {
    /// They begin like a preamble; more bytes have to tell.
    case undecided
    /// No preamble.
    case none
    /// A preamble, with so many bytes of each side.
    case found(client: Int, server: Int, note: String)
  }

  /// How many may precede a request, one inside the other.
  static let most = 4
  /// How many bytes one may have, its longest forms included.
  static let longest = 16 + 65_535

  /// True where a client's first byte may be of a preamble.
  static func mayBegin(with first: UInt8) -> Bool {
    first == UInt8(ascii: "P") || first == ProxyHeader.signature[0] || first == 4 || first == 5
  }

  /// Reads what each side sent first.
  static func read(client: [UInt8], server: [UInt8]) -> Reading {
    guard let first = client.first else { return .undecided }
    switch first {
    case 4: return SOCKS4.read(client: client, server: server)
    case 5: return SOCKS5.read(client: client, server: server)
    default: return ProxyHeader.read(client)
    }
  }

  /// True where bytes begin a preamble beyond doubt, so that who sent them is the client.
  static func isCertain(_ client: [UInt8]) -> Bool {
    switch read(client: client, server: []) {
    case .found: true
    case .none: false
    // A negotiation waits for the server's answer, once all of what opens it is there.
    case .undecided: SOCKS5.isGreeting(client) || SOCKS4.isRequest(client) || ProxyHeader.isBegun(client)
    }
  }

  /// An address with its port.
  static func endpoint(_ address: String, _ port: UInt16) -> String {
    address.contains(":") ? "[\(address)]:\(port)" : "\(address):\(port)"
  }

  /// Four bytes as an IPv4 address.
  static func version4(_ bytes: ArraySlice<UInt8>) -> String {
    bytes.map { String($0) }.joined(separator: ".")
  }

  /// Sixteen bytes as an IPv6 address, the longest run of zeros left out (RFC 5952).
  static func version6(_ bytes: ArraySlice<UInt8>) -> String {
    let octets = Array(bytes)
    let groups = (0..<8).map { UInt16(octets[2 * $0]) << 8 | UInt16(octets[2 * $0 + 1]) }
    var longest = 0..<0
    var start = 0
    while start < 8 {
      var end = start
      while end < 8, groups[end] == 0 { end += 1 }
      if end - start > max(longest.count, 1) { longest = start..<end }
      start = max(end, start + 1)
    }
    func text(_ range: Range<Int>) -> String {
      groups[range].map { String($0, radix: 16) }.joined(separator: ":")
    }
    return longest.isEmpty
      ? text(0..<8) : "\(text(0..<longest.lowerBound))::\(text(longest.upperBound..<8))"
  }

  /// Two bytes as a port.
  static func port(_ bytes: ArraySlice<UInt8>) -> UInt16 { bytes.reduce(0) { $0 << 8 | UInt16($1) } }
}
