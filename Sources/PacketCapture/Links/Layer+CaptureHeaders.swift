/// What capturing systems write before packets. Where a header is in the byte order of the machine that wrote it, both
/// orders are tried.
extension Layer {
  /// An address family in four bytes (BSD loopback).
  static func behindAddressFamily(_ bytes: Span<UInt8>) -> Layer? {
    guard bytes.count >= 4 else { return nil }
    let family = bytes.big32(0)
    return isInternetFamily(family) || isInternetFamily(family.byteSwapped) ? Layer(.internet, at: 4) : nil
  }

  /// The families of IPv4 and IPv6: 2 everywhere; 10 on Linux, 23 on Windows, 24, 28 and 30 on the BSDs and macOS.
  private static func isInternetFamily(_ family: UInt32) -> Bool {
    switch family {
    case 2, 10, 23, 24, 28, 30: true
    default: false
    }
  }

  /// The last field of Linux's cooked header, version 1.
  static func behindCookedType(_ bytes: Span<UInt8>) -> Layer? {
    bytes.count >= 2 ? cooked(bytes.big16(0), at: 2) : nil
  }

  /// What a cooked header announces: an EtherType, or one of Linux's own numbers, of which 4 is LLC.
  static func cooked(_ type: UInt16, at offset: Int) -> Layer? {
    type > 1500 ? Layer(.announced(type), at: offset) : type == 4 ? Layer(.logicalLink, at: offset) : nil
  }

  /// The packet filter of the BSDs: its header's length without the padding, and then the family.
  static func behindPacketFilterLog(_ bytes: Span<UInt8>) -> Layer? {
    guard bytes.count >= 2, bytes[0] >= 4, isInternetFamily(UInt32(bytes[1])) else { return nil }
    return Layer(.internet, at: (Int(bytes[0]) + 3) / 4 * 4)
  }

  /// Linux's netfilter: a family, and attributes of which one is the packet.
  static func behindNetfilterLog(_ bytes: Span<UInt8>) -> Layer? {
    guard bytes.count >= 4, isInternetFamily(UInt32(bytes[0])) else { return nil }
    return payload(ofAttributes: bytes, isBigEndian: false) ?? payload(ofAttributes: bytes, isBigEndian: true)
  }

  private static func payload(ofAttributes bytes: Span<UInt8>, isBigEndian: Bool) -> Layer? {
    var offset = 4
    while bytes.count - offset >= 4 {
      let fields = (bytes.big16(offset), bytes.big16(offset + 2))
      let length = Int(isBigEndian ? fields.0 : fields.0.byteSwapped)
      let type = isBigEndian ? fields.1 : fields.1.byteSwapped
      guard length >= 4 else { return nil }
      if type == 9 { return Layer(.internet, at: offset + 4) }
      offset += (length + 3) / 4 * 4
    }
    return nil
  }

  /// Apple's packet tap: the length of its header, and the kind of packet behind it.
  static func behindPacketTap(_ bytes: Span<UInt8>) -> Layer? {
    guard bytes.count >= 12 else { return nil }
    let isBigEndian = bytes.big32(0) < 0x1_0000
    let length = Int(isBigEndian ? bytes.big32(0) : bytes.big32(0).byteSwapped)
    guard length >= 12 else { return nil }
    return link(isBigEndian ? bytes.big32(8) : bytes.big32(8).byteSwapped, at: length)
  }

  /// CACE's Per-Packet Information: the length of its header, and the kind of packet behind it, little-endian.
  static func behindPerPacketInformation(_ bytes: Span<UInt8>) -> Layer? {
    guard bytes.count >= 8, bytes[0] == 0 else { return nil }
    let length = Int(bytes.big16(2).byteSwapped)
    guard length >= 8 else { return nil }
    return link(bytes.big32(4).byteSwapped, at: length)
  }

  private static func link(_ number: UInt32, at offset: Int) -> Layer? {
    guard let first = LinkType(rawValue: number).firstLayer else { return nil }
    return Layer(first.kind, at: offset + first.offset)
  }

  /// Endace's Extensible Record Format: records of Ethernet frames and of IP packets.
  static func behindExtensibleRecord(_ bytes: Span<UInt8>) -> Layer? {
    guard bytes.count >= 16 else { return nil }
    var length = 16
    var hasMore = bytes[8] & 0x80 != 0
    while hasMore {
      guard bytes.count >= length + 8 else { return nil }
      hasMore = bytes[length] & 0x80 != 0
      length += 8
    }
    return switch bytes[8] & 0x7f {
    case 2, 11, 16, 20: Layer(.ethernet, at: length + 2)  // Ethernet, in one colour or more, behind two bytes
    case 22, 23: Layer(.internet, at: length)
    default: nil
    }
  }

  /// The header of Juniper's routers: their mark, flags, and perhaps more.
  static func behindJuniper(_ bytes: Span<UInt8>, _ inner: Juniper) -> Layer? {
    guard bytes.count >= 6, bytes.big16(0) == 0x4d47, bytes[2] == 0x43 else { return nil }
    let flags = bytes[3]
    let length = flags & 0x80 != 0 ? 6 + Int(bytes.big16(4)) : 4
    // Without a link layer there may be a family before the packet.
    if flags & 0x02 != 0 {
      guard bytes.count > length else { return nil }
      let isBare = bytes[length] >> 4 == 4 || bytes[length] >> 4 == 6
      return Layer(.internet, at: isBare ? length : length + 4)
    }
    return switch inner {
    case .ethernet: Layer(.ethernet, at: length)
    case .pointToPoint: Layer(.pointToPoint, at: length)
    case .frameRelay: Layer(.frameRelay, at: length)
    case .ciscoHDLC: Layer(.ciscoHDLC, at: length)
    }
  }
}
