/// What an IPv4 or IPv6 packet says about itself, and where its payload is.
struct InternetPacket {
  /// A packet's place in the datagram it is a fragment of.
  struct Fragment {
    /// IPv4: 16 bits, IPv6: 32.
    var identification: UInt32
    /// Where its payload belongs, in bytes.
    var offset: Int
    /// True for all but the last fragment.
    var moreFollow: Bool
  }

  var source: IPAddress
  var destination: IPAddress
  /// The number of the protocol inside. In a fragment of IPv6: of the header that follows the fragment header.
  var payloadProtocol: UInt8
  /// Where the payload begins.
  var payloadOffset: Int
  /// How long the payload was on the wire; the capture may hold less of it.
  var payloadLength: Int
  /// Set when this is a part of a larger datagram.
  var fragment: Fragment?

  /// Reads the IP header at `offset`.
  /// - Parameters:
  ///   - packet: the captured bytes.
  ///   - offset: where the header begins.
  ///   - wireLength: how long the packet was on the wire, from its first byte.
  /// - Returns: nil when there is no sound IP header.
  static func read(_ packet: Span<UInt8>, at offset: Int, wireLength: Int) -> InternetPacket? {
    guard packet.count > offset else { return nil }
    return switch packet[offset] >> 4 {
    case 4: readVersion4(packet, at: offset, wireLength: wireLength)
    case 6: readVersion6(packet, at: offset, wireLength: wireLength)
    default: nil
    }
  }

  /// True when bytes may be an IP packet, by what its header says of itself.
  /// - Parameter room: where the packet has to fit, in bytes; nil where that is not known.
  static func looksSound(_ bytes: Span<UInt8>, room: Int? = nil) -> Bool {
    guard bytes.count >= 20 else { return false }
    switch bytes[0] >> 4 {
    case 4:
      let length = Int(bytes.big16(2))
      return bytes[0] & 15 >= 5 && length >= Int(bytes[0] & 15) * 4 && length <= room ?? length
    case 6:
      guard bytes.count >= 40 else { return false }
      let length = 40 + Int(bytes.big16(4))
      return length <= room ?? length
    default:
      return false
    }
  }

  /// RFC 791 section 3.1.
  private static func readVersion4(_ packet: Span<UInt8>, at offset: Int, wireLength: Int) -> InternetPacket? {
    let header = packet.extracting(droppingFirst: offset)
    guard header.count >= 20 else { return nil }
    let headerLength = Int(header[0] & 15) * 4
    let onWire = wireLength - offset
    var length = Int(header.big16(2))
    // Segmentation offload leaves 0 in packets that are longer than the field can say.
    if length == 0 { length = onWire }
    // Shorter than what was captured: the rest is the link layer's padding. Longer than the wire had: a false claim.
    length = min(length, onWire)
    guard headerLength >= 20, length >= headerLength, header.count >= headerLength else { return nil }
    let flags = header.big16(6)
    var internet = InternetPacket(
      source: IPAddress(version4: header.big32(12)),
      destination: IPAddress(version4: header.big32(16)),
      payloadProtocol: header[9],
      payloadOffset: offset + headerLength,
      payloadLength: length - headerLength,
      fragment: flags & 0x3fff == 0
        ? nil
        : Fragment(
          identification: UInt32(header.big16(4)), offset: Int(flags & 0x1fff) * 8,
          moreFollow: flags & 0x2000 != 0))
    return internet.skipExtensionHeaders(packet) ? internet : nil
  }

  /// RFC 8200 section 3.
  private static func readVersion6(_ packet: Span<UInt8>, at offset: Int, wireLength: Int) -> InternetPacket? {
    guard packet.count - offset >= 40 else { return nil }
    let onWire = wireLength - offset - 40
    var length = Int(packet.big16(offset + 4))
    // 0 in packets that are longer than the field can say: segmentation offload, jumbograms.
    if length == 0 { length = onWire }
    length = min(length, onWire)
    guard length >= 0 else { return nil }
    var internet = InternetPacket(
      source: IPAddress(version6: packet.big64(offset + 8), packet.big64(offset + 16)),
      destination: IPAddress(version6: packet.big64(offset + 24), packet.big64(offset + 32)),
      payloadProtocol: packet[offset + 6],
      payloadOffset: offset + 40,
      payloadLength: length)
    return internet.skipExtensionHeaders(packet) ? internet : nil
  }

  /// Moves the payload behind the extension headers of IPv6 (RFC 8200 section 4), at most to a fragment's payload. IPv4
  /// has one of them only: authentication.
  /// - Returns: false when a header is cut short.
  mutating func skipExtensionHeaders(_ bytes: Span<UInt8>) -> Bool {
    while fragment == nil, source.isVersion6 || payloadProtocol == 51 {
      let present = min(payloadLength, bytes.count - payloadOffset)
      let length: Int
      switch payloadProtocol {
      case 0, 43, 60, 135, 139, 140:  // hop-by-hop, routing, destination, mobility, host identity, shim
        guard present >= 8 else { return false }
        length = (Int(bytes[payloadOffset + 1]) + 1) * 8
      case 51:  // authentication: counted in words of four bytes
        guard present >= 8 else { return false }
        length = (Int(bytes[payloadOffset + 1]) + 2) * 4
      case 44:
        guard present >= 8 else { return false }
        let field = bytes.big16(payloadOffset + 2)
        length = 8
        if field & 0xfff9 != 0 {  // neither offset nor more fragments: a whole datagram (RFC 6946)
          fragment = Fragment(
            identification: bytes.big32(payloadOffset + 4), offset: Int(field & 0xfff8), moreFollow: field & 1 != 0)
        }
      default:
        return true
      }
      guard present >= length else { return false }
      payloadProtocol = bytes[payloadOffset]
      payloadOffset += length
      payloadLength -= length
    }
    return true
  }
}
