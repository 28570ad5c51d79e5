/// Lines between two ends: PPP, Cisco's HDLC, Frame Relay, ATM, and DOCSIS on cable.
extension Layer {
  /// PPP (RFC 1661), with or without the address and control fields of its HDLC-like framing (RFC 1662), and with
  /// protocol numbers of one byte where they were negotiated.
  static func behindPointToPoint(_ bytes: Span<UInt8>) -> Layer? {
    guard bytes.count >= 2 else { return nil }
    // On a serial line the other framing in use shows by its first bytes.
    if bytes.big16(0) == 0x0f00 || bytes.big16(0) == 0x8f00 { return Layer(.ciscoHDLC) }
    let start = bytes.big16(0) == 0xff03 ? 2 : 0
    guard bytes.count > start else { return nil }
    if bytes[start] & 1 == 1 { return pointToPoint(UInt16(bytes[start]), at: start + 1) }
    guard bytes.count >= start + 2 else { return nil }
    return pointToPoint(bytes.big16(start), at: start + 2)
  }

  private static func pointToPoint(_ number: UInt16, at offset: Int) -> Layer? {
    switch number {
    case 0x0021, 0x0057: Layer(.internet, at: offset)
    case 0x0281, 0x0283: Layer(.labels, at: offset)
    case 0x0031: Layer(.ethernet, at: offset + 2)  // bridged (RFC 3518): flags, and the kind of frame
    default: nil
    }
  }

  /// Cisco's HDLC framing (RFC 1547 section 4.3.1); where PPP is spoken instead, its framing shows.
  static func behindCiscoHDLC(_ bytes: Span<UInt8>) -> Layer? {
    guard bytes.count >= 4 else { return nil }
    if bytes.big16(0) == 0xff03 { return Layer(.pointToPoint) }
    guard bytes[0] == 0x0f || bytes[0] == 0x8f, bytes[1] == 0 else { return nil }
    return Layer(.typeField, at: 2)
  }

  /// Frame Relay: an address of two to four bytes, then RFC 2427's header or Cisco's EtherType.
  static func behindFrameRelay(_ bytes: Span<UInt8>) -> Layer? {
    guard let last = (0..<min(bytes.count, 4)).first(where: { bytes[$0] & 1 == 1 }), last > 0 else { return nil }
    let control = last + 1
    guard bytes.count >= control + 2 else { return nil }
    guard bytes[control] == 3 else { return Layer(.typeField, at: control) }
    // A byte of padding may bring the header to an even length.
    return Layer(.networkIdentifier, at: bytes[control + 1] == 0 ? control + 2 : control + 1)
  }

  /// Classical IP over ATM: LLC, or IP by itself.
  static func behindClassicalATM(_ bytes: Span<UInt8>) -> Layer? {
    guard bytes.count >= 3 else { return nil }
    return Layer(bytes.big16(0) == 0xaaaa && bytes[2] == 3 ? .circuitLink : .internet)
  }

  /// SunATM: the kind of traffic and its circuit.
  static func behindSunATM(_ bytes: Span<UInt8>) -> Layer? {
    guard bytes.count >= 4 else { return nil }
    return switch bytes[0] & 0x0f {
    case 1: Layer(.ethernet, at: 6)  // LAN emulation: the client's number, and the frame
    case 2: Layer(.circuitLink, at: 4)
    default: nil
    }
  }

  /// DOCSIS: a MAC header, perhaps extended, and an Ethernet frame.
  static func behindCable(_ bytes: Span<UInt8>) -> Layer? {
    guard bytes.count >= 6, bytes[0] & 0xfe == 0 else { return nil }
    return Layer(.ethernet, at: 6 + (bytes[0] & 1 == 1 ? Int(bytes[1]) : 0))
  }
}
