extension LinkType {
  /// Where the IP header of a packet begins; nil when it carries something else, or ends before.
  @inline(__always)
  func internetOffset(in packet: Span<UInt8>) -> Int? {
    if self == .ethernet, packet.count >= 14 {
      let type = packet.big16(12)
      if type == 0x0800 || type == 0x86dd { return 14 }
    }
    return findInternet(in: packet)
  }

  /// The same for any packet: nearly all are plain IP on Ethernet, and never come here.
  private func findInternet(in packet: Span<UInt8>) -> Int? {
    switch self {
    case .ethernet:
      guard packet.count >= 14 else { return nil }
      return Self.internetOffset(in: packet, behind: packet.big16(12), at: 14)
    case .linuxCooked:
      guard packet.count >= 16 else { return nil }
      return Self.internetOffset(in: packet, behind: packet.big16(14), at: 16)
    case .linuxCooked2:
      guard packet.count >= 20 else { return nil }
      return Self.internetOffset(in: packet, behind: packet.big16(0), at: 20)
    case .null, .loop:
      guard packet.count >= 4 else { return nil }
      // Written in the byte order of a machine that need not be this one.
      let family = packet.big32(0)
      return Self.isInternetFamily(family) || Self.isInternetFamily(family.byteSwapped) ? 4 : nil
    case .raw, .rawOpenBSD, .rawInFiles, .ipv4, .ipv6:
      return 0
    default:
      return nil
    }
  }

  /// Follows EtherTypes from the one just read to IP, over VLAN tags in any number.
  private static func internetOffset(in packet: Span<UInt8>, behind first: UInt16, at start: Int) -> Int? {
    var type = first
    var offset = start
    while true {
      switch type {
      case 0x0800, 0x86dd:
        return offset
      case 0x8100, 0x88a8, 0x9100:  // 802.1Q, 802.1ad, and the older stacked tag
        guard packet.count - offset >= 4 else { return nil }
        type = packet.big16(offset + 2)
        offset += 4
      case 0...1500:  // a length: 802.3, whose LLC header may hold an EtherType (RFC 1042)
        guard packet.count - offset >= 8, packet.big32(offset) == 0xaaaa_0300, packet[offset + 4] == 0,
          packet[offset + 5] == 0, packet.big16(offset + 6) > 1500
        else { return nil }
        type = packet.big16(offset + 6)
        offset += 8
      default:
        return nil
      }
    }
  }

  /// The families of IPv4 and IPv6: 2 everywhere; 10 on Linux, 24, 28 and 30 on the BSDs and macOS.
  private static func isInternetFamily(_ family: UInt32) -> Bool {
    switch family {
    case 2, 10, 24, 28, 30: true
    default: false
    }
  }
}
