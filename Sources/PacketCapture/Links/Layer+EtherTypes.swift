/// What EtherTypes announce: IP, tags before another type, and frames or labels around IP.
extension Layer {
  /// - Parameters:
  ///   - type: the EtherType, or a length.
  ///   - bytes: what is behind it.
  static func announced(by type: UInt16, _ bytes: Span<UInt8>) -> Layer? {
    switch type {
    case 0x0800, 0x86dd: Layer(.internet)
    case 0x8100, 0x88a8, 0x9100: Layer(.typeField, at: 2)  // 802.1Q, 802.1ad, and the older stacked tag
    case 0x892f, 0xf1c1, 0x8926: Layer(.typeField, at: 4)  // HSR, 802.1CB, VN-Tag
    case 0x8909, 0xdada: Layer(.typeField, at: 6)  // Cisco MetaData, the tag of Marvell's switches
    case 0x88e7: Layer(.ethernet, at: 4)  // 802.1ah: the customer's whole frame
    case 0x6558: Layer(.ethernet)
    case 0x8847, 0x8848: Layer(.labels)
    case 0x8864: Layer(.sessionOverEthernet)
    case 0x880b: Layer(.pointToPoint)
    case 0x894f: Layer(.serviceHeader)
    case 0...1500, 0x8870: Layer(.logicalLink)  // a length: 802.3; 0x8870 stands for one that is too large
    default: nil
    }
  }

  /// PPPoE in its session stage (RFC 2516 section 4).
  static func behindSession(_ bytes: Span<UInt8>) -> Layer? {
    guard bytes.count >= 6, bytes[0] == 0x11, bytes[1] == 0 else { return nil }
    return Layer(.pointToPoint, at: 6)
  }

  /// The Network Service Header (RFC 8300 section 2).
  static func behindServiceHeader(_ bytes: Span<UInt8>) -> Layer? {
    guard bytes.count >= 8, bytes[0] & 0xc0 == 0 else { return nil }
    let length = Int(bytes[1] & 0x3f) * 4
    guard length >= 8 else { return nil }
    return overlay(bytes[3], at: length)
  }

  /// The protocol numbers that the Network Service Header shares with the extension of VXLAN.
  static func overlay(_ number: UInt8, at offset: Int) -> Layer? {
    switch number {
    case 1, 2: Layer(.internet, at: offset)
    case 3: Layer(.ethernet, at: offset)
    case 4: Layer(.serviceHeader, at: offset)
    case 5: Layer(.labels, at: offset)
    default: nil
    }
  }

  /// MPLS: a stack of labels (RFC 3032 section 2.1). What is below it only the routers know: IP shows by its header,
  /// anything else is tried as an Ethernet frame, with or without the control word of RFC 4448.
  static func behindLabels(_ bytes: Span<UInt8>) -> Layer? {
    var offset = 0
    var isLast = false
    while !isLast {
      guard bytes.count - offset >= 4 else { return nil }
      isLast = bytes[offset + 2] & 1 == 1
      offset += 4
    }
    let inside = bytes.extracting(droppingFirst: offset)
    guard inside.count > 0 else { return nil }
    if InternetPacket.looksSound(inside) { return Layer(.internet, at: offset) }
    let start = inside[0] >> 4 == 0 && holdsFrame(inside, at: 4) ? 4 : 0
    return holdsFrame(inside, at: start) ? Layer(.ethernet, at: offset + start) : nil
  }

  /// True when there is an Ethernet frame that leads on by its type, as far as that shows without following it.
  private static func holdsFrame(_ bytes: Span<UInt8>, at offset: Int) -> Bool {
    guard bytes.count - offset >= 14 else { return false }
    let type = bytes.big16(offset + 12)
    let inside = bytes.extracting(droppingFirst: offset + 14)
    return switch type {
    case 0x0800, 0x86dd: InternetPacket.looksSound(inside)
    case 0...1500: behindLogicalLink(inside) != nil
    default: announced(by: type, inside) != nil
    }
  }
}
