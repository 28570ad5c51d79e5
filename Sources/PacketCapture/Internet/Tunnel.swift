/// Finds the IP packet that travels inside another one.
///
/// What a tunnel says of its customer (a VLAN, a network's number, a session) is not kept: connections of equal
/// addresses and ports in different tunnels count as one.
enum Tunnel {
  /// Reads the header of the IP packet inside.
  /// - Parameters:
  ///   - payload: what the outer packet carries, as much as was captured.
  ///   - length: how much that was on the wire.
  ///   - number: the number of the protocol that the outer packet names.
  /// - Returns: nil when this is no tunnel, or its packet is no IP.
  static func packet(in payload: Span<UInt8>, length: Int, protocol number: UInt8) -> InternetPacket? {
    switch number {
    case 17: datagram(in: payload, length: length)
    default: packet(behind: layer(payload, protocol: number), in: payload, length: length)
    }
  }

  private static func packet(behind layer: Layer?, in payload: Span<UInt8>, length: Int) -> InternetPacket? {
    guard let offset = layer?.internetOffset(in: payload) else { return nil }
    return InternetPacket.read(payload, at: offset, wireLength: length)
  }

  /// What is inside, by the number of an IP protocol.
  private static func layer(_ bytes: Span<UInt8>, protocol number: UInt8) -> Layer? {
    switch number {
    case 4, 41:  // IP in IP (RFC 2003, RFC 4213)
      bytes.count > 0 && bytes[0] >> 4 == (number == 4 ? 4 : 6) ? Layer(.internet) : nil
    case 47: genericRouting(bytes)
    case 97: bytes.count >= 2 && bytes.big16(0) == 0x3000 ? Layer(.ethernet, at: 2) : nil  // EtherIP (RFC 3378)
    case 137: Layer(.labels)  // MPLS in IP (RFC 4023)
    default: nil
    }
  }

  /// GRE (RFC 2784, RFC 2890), and its variant for PPP (RFC 2637 section 4.1).
  private static func genericRouting(_ bytes: Span<UInt8>) -> Layer? {
    guard bytes.count >= 4, bytes[0] & 0x40 == 0 else { return nil }  // routing, which nobody uses, is not read
    let version = bytes[1] & 7
    let hasSequence = bytes[0] & 0x10 != 0
    // Each of checksum, key, sequence number and, for PPP, acknowledgment takes four bytes when its bit is set.
    let fields = (bytes[0] & 0xb0).nonzeroBitCount + (version == 1 ? Int(bytes[1] >> 7) : 0)
    let length = 4 + fields * 4
    let type = bytes.big16(2)
    switch (version, type) {
    case (1, 0x880b): return Layer(.pointToPoint, at: length)
    case (0, 0x88be):  // mirrored by Cisco's switches (ERSPAN): bare, or with a header where there is a sequence number
      return Layer(.ethernet, at: hasSequence ? length + 8 : length)
    case (0, 0x22eb):
      guard bytes.count >= length + 12 else { return nil }
      return mirrored(bytes.extracting(droppingFirst: length), at: length)
    case (0, 0x883e):  // redirected to a web cache (WCCP): there may be four bytes before the packet
      guard bytes.count > length else { return nil }
      return Layer(.internet, at: bytes[length] >> 4 == 4 ? length : length + 4)
    case (0, _): return Layer(.announced(type), at: length)
    default: return nil
    }
  }

  /// The header of ERSPAN's third version: it may have more of its own, and the frame may be a packet without one.
  private static func mirrored(_ header: Span<UInt8>, at offset: Int) -> Layer? {
    let inside = offset + (header[11] & 1 == 1 ? 20 : 12)
    return switch header.big16(10) >> 10 & 0x1f {
    case 0: Layer(.ethernet, at: inside)
    case 2: Layer(.internet, at: inside)
    default: nil
    }
  }

  /// What is inside a UDP datagram. Ports are no proof of a protocol: the tunnel's header and the lengths of the packet
  /// inside have to agree with it too.
  private static func datagram(in payload: Span<UInt8>, length: Int) -> InternetPacket? {
    guard payload.count >= 8 else { return nil }
    let stated = Int(payload.big16(4))
    // Segmentation offload leaves 0, as in IP.
    let end = stated == 0 ? length : stated
    guard end >= 8, end <= length else { return nil }
    let ports = (payload.big16(0), payload.big16(2))
    let bytes = payload.extracting(8..<min(payload.count, end))
    let onWire = end - 8
    guard
      let layer = UDPTunnel(ports)?.layer(bytes, length: onWire),
      let offset = layer.internetOffset(in: bytes),
      InternetPacket.looksSound(bytes.extracting(droppingFirst: offset), room: onWire - offset)
    else { return nil }
    return InternetPacket.read(payload, at: 8 + offset, wireLength: end)
  }
}
