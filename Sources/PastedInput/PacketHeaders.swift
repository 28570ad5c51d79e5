/// The link, IP and TCP headers of one captured packet, as far as their lengths agree with the bytes that are there.
///
/// RFC 791 (IPv4), RFC 8200 (IPv6), RFC 9293 (TCP). Checksums are not looked at: captures on the sending machine hold
/// ones that are yet to be computed.
struct PacketHeaders {
  /// The sender and the receiver: an address and a port.
  let source: String
  let destination: String

  /// What stands before the IP header.
  let link: LinkHeader

  /// 4 or 6.
  let version: UInt8

  /// The sequence number of the payload's first byte, without the one that a SYN takes.
  let sequence: UInt32

  /// The payload's indices in the bytes given, as far as they are there.
  let payload: Range<Int>

  /// The packet's length on the wire, without padding.
  let wireLength: Int

  /// The number of bytes before the payload.
  let headerLength: Int

  /// Finds the headers; `nil` where the bytes are not exactly one TCP segment in IPv4 or IPv6.
  init?(of bytes: ArraySlice<UInt8>) {
    for candidate in LinkHeader.candidates(for: bytes) {
      if let found = PacketHeaders(of: bytes, behind: candidate), found.isExact(in: bytes) {
        self = found
        return
      }
    }
    return nil
  }

  /// Finds the headers of a packet that may be cut behind them.
  init?(of bytes: ArraySlice<UInt8>, behind linkHeader: LinkHeader) {
    let packet = bytes.dropFirst(linkHeader.length)
    guard let network = NetworkHeader(of: packet), network.isBeforeTCP,
      network.version == linkHeader.version ?? network.version
    else { return nil }
    let segment = packet.prefix(network.packetLength).dropFirst(network.length)
    guard let sourcePort = segment.number(at: 0, bytes: 2), let destinationPort = segment.number(at: 2, bytes: 2),
      let sequence = segment.number(at: 4, bytes: 4), let sizes = segment.number(at: 12, bytes: 2)
    else { return nil }
    let length = Int(sizes >> 12) * 4
    guard length >= 20, length <= segment.count else { return nil }
    source = network.source.text(port: sourcePort)
    destination = network.destination.text(port: destinationPort)
    link = linkHeader
    version = network.version
    let isSynchronisation = sizes & 0x02 != 0
    self.sequence = UInt32(truncatingIfNeeded: sequence) &+ (isSynchronisation ? 1 : 0)
    payload = segment.dropFirst(length).indices
    headerLength = payload.lowerBound - bytes.startIndex
    wireLength = linkHeader.length + network.packetLength
  }

  /// Whether the packet is as long as its headers say, or padded as Ethernet does it.
  private func isExact(in bytes: ArraySlice<UInt8>) -> Bool {
    wireLength == bytes.count || (wireLength < bytes.count && bytes.count - link.length <= Self.longestPadded)
  }

  /// The longest contents of an Ethernet frame that had to be filled up: 46 bytes, and the check sequence behind them.
  private static let longestPadded = 50
}

/// What may stand before the IP header in a captured packet.
struct LinkHeader {
  /// The kind of link layer.
  let link: PastedPacket.Link

  /// The header's length in bytes.
  let length: Int

  /// The version of IP that the header announces; `nil` where it does not.
  let version: UInt8?

  /// The headers that may be meant, the most usual first: none at all, Ethernet with VLAN tags (IEEE 802.1Q), Linux
  /// cooked capture of both versions, and the loopback of BSD.
  static func candidates(for bytes: ArraySlice<UInt8>) -> [LinkHeader] {
    var candidates = [LinkHeader(link: .none, length: 0, version: nil)]
    func consider(_ link: PastedPacket.Link, _ length: Int, _ version: UInt8?) {
      guard let version else { return }
      candidates.append(LinkHeader(link: link, length: length, version: version))
    }
    var type = 12
    while let tag = bytes.number(at: type, bytes: 2), tag == 0x8100 || tag == 0x88A8, type < 20 { type += 4 }
    consider(.ethernet, type + 2, version(etherType: bytes.number(at: type, bytes: 2)))
    consider(.linuxCooked, 16, version(etherType: bytes.number(at: 14, bytes: 2)))
    consider(.linuxCooked2, 20, version(etherType: bytes.number(at: 0, bytes: 2)))
    consider(.loopback, 4, version(addressFamily: bytes.number(at: 0, bytes: 4)))
    return candidates
  }

  /// The link layer as notes name it; `nil` where there is none.
  var name: String? {
    switch link {
    case .none: nil
    case .ethernet: "Ethernet"
    case .linuxCooked, .linuxCooked2: "Linux cooked"
    case .loopback: "loopback"
    }
  }

  private static func version(etherType: UInt64?) -> UInt8? {
    switch etherType {
    case 0x0800: 4
    case 0x86DD: 6
    default: nil
    }
  }

  /// The family in either byte order; IPv6 has three numbers among the BSDs.
  private static func version(addressFamily: UInt64?) -> UInt8? {
    switch addressFamily {
    case 2, 0x0200_0000: 4
    case 24, 28, 30, 0x1800_0000, 0x1C00_0000, 0x1E00_0000: 6
    default: nil
    }
  }
}

extension ArraySlice<UInt8> {
  /// The big-endian number `distance` bytes behind the start; `nil` where it would not be whole.
  func number(at distance: Int, bytes count: Int) -> UInt64? {
    guard distance >= 0, count <= 8, distance + count <= self.count else { return nil }
    return self[startIndex + distance..<startIndex + distance + count].reduce(0) { $0 << 8 | UInt64($1) }
  }
}
