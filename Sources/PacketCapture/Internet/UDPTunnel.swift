/// The tunnels that run over UDP.
enum UDPTunnel {
  case virtualNetwork, extendedVirtualNetwork, genericNetwork, mobile, labels, teredo, layer2, mirror, locator

  /// The tunnel that a datagram may belong to, by its ports. Tunnels that answer from the port they listen at are known
  /// by either.
  init?(_ ports: (source: UInt16, destination: UInt16)) {
    switch ports.destination {
    case 4789, 8472: self = .virtualNetwork
    case 4790: self = .extendedVirtualNetwork
    case 6081: self = .genericNetwork
    case 6635: self = .labels
    case 37008: self = .mirror
    case 4341: self = .locator
    default:
      if ports.destination == 2152 || ports.source == 2152 {
        self = .mobile
      } else if ports.destination == 3544 || ports.source == 3544 {
        self = .teredo
      } else if ports.destination == 1701 || ports.source == 1701 {
        self = .layer2
      } else {
        return nil
      }
    }
  }

  /// What is behind the tunnel's header; nil when that is not sound.
  /// - Parameters:
  ///   - bytes: what the datagram carries, as much as was captured.
  ///   - length: how much that was on the wire.
  func layer(_ bytes: Span<UInt8>, length: Int) -> Layer? {
    switch self {
    case .virtualNetwork: Self.virtualNetwork(bytes)
    case .extendedVirtualNetwork: Self.extendedVirtualNetwork(bytes)
    case .genericNetwork: Self.genericNetwork(bytes)
    case .mobile: Self.mobile(bytes, length: length)
    case .labels: Layer(.labels)
    case .teredo: Self.teredo(bytes, length: length)
    case .layer2: Self.layer2(bytes, length: length)
    case .mirror: Self.mirror(bytes)
    case .locator: bytes.count >= 8 ? Layer(.internet, at: 8) : nil  // LISP (RFC 9300 section 5)
    }
  }

  /// VXLAN (RFC 7348 section 5), also with the bits of its group policy.
  private static func virtualNetwork(_ bytes: Span<UInt8>) -> Layer? {
    guard bytes.count >= 8, bytes[0] & 0x7f == 0x08, bytes[7] == 0 else { return nil }
    let hasPolicy = bytes[0] & 0x80 != 0
    guard hasPolicy || bytes[1] == 0 && bytes.big16(2) == 0 else { return nil }
    return Layer(.ethernet, at: 8)
  }

  /// VXLAN that names the protocol inside (draft-ietf-nvo3-vxlan-gpe section 3).
  private static func extendedVirtualNetwork(_ bytes: Span<UInt8>) -> Layer? {
    guard bytes.count >= 8, bytes[0] & 0xfc == 0x0c, bytes.big16(1) == 0 else { return nil }
    return Layer.overlay(bytes[3], at: 8)
  }

  /// Geneve (RFC 8926 section 3.4).
  private static func genericNetwork(_ bytes: Span<UInt8>) -> Layer? {
    guard bytes.count >= 8, bytes[0] & 0xc0 == 0, bytes[1] & 0x3f == 0, bytes[7] == 0 else { return nil }
    let type = bytes.big16(2)
    guard type > 1500 else { return nil }
    return Layer(.announced(type), at: 8 + Int(bytes[0] & 0x3f) * 4)
  }

  /// GTP-U: the packets of mobile networks (3GPP TS 29.281 section 5), with their extension headers.
  private static func mobile(_ bytes: Span<UInt8>, length: Int) -> Layer? {
    guard bytes.count >= 8, bytes[0] & 0xf8 == 0x30, bytes[1] == 0xff, Int(bytes.big16(2)) == length - 8 else {
      return nil
    }
    guard bytes[0] & 0x07 != 0 else { return Layer(.internet, at: 8) }
    guard bytes.count >= 12 else { return nil }
    var offset = 12
    var next = bytes[0] & 0x04 != 0 ? bytes[11] : 0
    while next != 0 {
      guard bytes.count > offset, bytes[offset] > 0 else { return nil }
      offset += Int(bytes[offset]) * 4
      guard bytes.count >= offset else { return nil }
      next = bytes[offset - 1]
    }
    return Layer(.internet, at: offset)
  }

  /// Teredo (RFC 4380 section 5.1.1): an IPv6 packet, perhaps behind indications.
  private static func teredo(_ bytes: Span<UInt8>, length: Int) -> Layer? {
    var offset = 0
    if bytes.count >= 4, bytes.big16(0) == 1 { offset += 13 + Int(bytes[2]) + Int(bytes[3]) }
    if bytes.count >= offset + 2, bytes.big16(offset) == 0 { offset += 8 }
    guard bytes.count >= offset + 40, bytes[offset] >> 4 == 6,
      offset + 40 + Int(bytes.big16(offset + 4)) == length
    else { return nil }
    return Layer(.internet, at: offset)
  }

  /// L2TP, version 2 (RFC 2661 section 3.1): data messages, which hold PPP.
  private static func layer2(_ bytes: Span<UInt8>, length: Int) -> Layer? {
    guard bytes.count >= 6 else { return nil }
    let flags = bytes.big16(0)
    guard flags & 0xb4ff == 0x0002 else { return nil }  // not a control message, no reserved bits, version 2
    var offset = 6
    if flags & 0x4000 != 0 {
      guard Int(bytes.big16(2)) == length else { return nil }
      offset += 2
    }
    if flags & 0x0800 != 0 { offset += 4 }
    if flags & 0x0200 != 0 {
      guard bytes.count >= offset + 2 else { return nil }
      offset += 2 + Int(bytes.big16(offset))
    }
    return Layer(.pointToPoint, at: offset)
  }

  /// TZSP, by which routers and access points hand on what they capture: tags, and a frame.
  private static func mirror(_ bytes: Span<UInt8>) -> Layer? {
    guard bytes.count >= 4, bytes[0] == 1, bytes[1] == 0 else { return nil }
    var offset = 4
    while true {
      guard bytes.count > offset else { return nil }
      switch bytes[offset] {
      case 0: offset += 1  // padding
      case 1:
        return switch bytes.big16(2) {
        case 1: Layer(.ethernet, at: offset + 1)
        case 18: Layer(.wireless, at: offset + 1)
        default: nil
        }
      default:
        guard bytes.count > offset + 1 else { return nil }
        offset += 2 + Int(bytes[offset + 1])
      }
    }
  }
}
