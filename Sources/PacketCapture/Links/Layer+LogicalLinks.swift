/// Frames that say what they carry by IEEE 802.2: LLC, and SNAP behind it.
extension Layer {
  /// LLC (IEEE 802.2): two access points and a control field, which is that of unnumbered information.
  /// - Parameter padding: how many bytes are before a bridged frame.
  static func behindLogicalLink(_ bytes: Span<UInt8>, padding: Int = 0) -> Layer? {
    guard bytes.count >= 3, bytes[2] == 3 else { return nil }
    return switch bytes.big16(0) {
    case 0xaaaa: Layer(.organization(padding: padding), at: 3)
    case 0x0606: Layer(.internet, at: 3)
    case 0xfefe: Layer(.networkIdentifier, at: 3)
    default: nil
    }
  }

  /// SNAP: an organization, and what it numbers.
  static func behindOrganization(_ bytes: Span<UInt8>, padding: Int) -> Layer? {
    guard bytes.count >= 5 else { return nil }
    let number = bytes.big16(3)
    switch UInt32(bytes[0]) << 16 | UInt32(bytes.big16(1)) {
    case 0, 0x0000f8:  // EtherTypes (RFC 1042), and those of frames that were bridged (802.1H)
      return number > 1500 ? Layer(.announced(number), at: 5) : nil
    case 0x0080c2 where number == 1 || number == 7:  // an Ethernet frame, with its check sequence or without (RFC 2684)
      return Layer(.ethernet, at: 5 + padding)
    default:
      return nil
    }
  }

  /// A network layer protocol identifier (ISO/IEC TR 9577).
  static func behindNetworkIdentifier(_ bytes: Span<UInt8>) -> Layer? {
    guard bytes.count > 0 else { return nil }
    return switch bytes[0] {
    case 0xcc, 0x8e: Layer(.internet, at: 1)
    case 0x80: Layer(.organization(padding: 0), at: 1)
    default: nil
    }
  }

  /// Token Ring (IEEE 802.5), with the route that bridges write behind the addresses.
  static func behindTokenRing(_ bytes: Span<UInt8>) -> Layer? {
    guard bytes.count >= 14, bytes[1] & 0xc0 == 0x40 else { return nil }
    guard bytes[8] & 0x80 != 0 else { return Layer(.logicalLink, at: 14) }
    guard bytes.count > 14 else { return nil }
    return Layer(.logicalLink, at: 14 + Int(bytes[14] & 0x1f))
  }

  /// FDDI: frame control and addresses.
  static func behindFiberRing(_ bytes: Span<UInt8>) -> Layer? {
    guard bytes.count >= 13, bytes[0] & 0x70 == 0x50 else { return nil }
    return Layer(.logicalLink, at: 13)
  }
}
