/// A TCP segment as nearly all are, read at one go: in an IP packet without options, extension headers or fragments;
/// without SYN, FIN or RST; and captured to its end.
struct PlainSegment {
  let key: FlowKey
  /// True when the sender is the lower end of the key.
  private(set) var sourceIsLow = false
  /// The sequence number of the payload's first byte.
  let sequence: UInt32
  let acknowledgment: UInt32
  let hasACK: Bool
  /// Where the payload is in the packet.
  let payload: Range<Int>

  /// Reads the IP header at `offset`, and the TCP header behind it.
  /// - Returns: nil when there is any other packet.
  @inline(__always)
  init?(_ packet: Span<UInt8>, at offset: Int) {
    let internet = packet.extracting(droppingFirst: offset)
    guard internet.count >= 40 else { return nil }
    let headers: Int
    let length: Int
    // The keys are made here and there, so that the compiler sees how little a key of version 4 holds.
    switch internet[0] {
    case 0x45:  // version 4 without options (RFC 791 section 3.1)
      guard internet[9] == 6, internet.big16(6) & 0x3fff == 0 else { return nil }
      headers = 20
      length = Int(internet.big16(2)) &- headers
      key = FlowKey(
        IPAddress(version4: internet.big32(12)), internet.big16(20),
        IPAddress(version4: internet.big32(16)), internet.big16(22), sourceIsLow: &sourceIsLow)
    case 0x60...0x6f:  // version 6 (RFC 8200 section 3)
      guard internet[6] == 6, internet.count >= 60 else { return nil }
      headers = 40
      length = Int(internet.big16(4))
      key = FlowKey(
        IPAddress(version6: internet.big64(8), internet.big64(16)), internet.big16(40),
        IPAddress(version6: internet.big64(24), internet.big64(32)), internet.big16(42), sourceIsLow: &sourceIsLow)
    default:
      return nil
    }
    let transmission = internet.extracting(droppingFirst: headers)
    guard length >= 20, transmission.count >= length else { return nil }
    let headerLength = Int(transmission[12] >> 4) &* 4
    let flags = TCPSegment.Flags(rawValue: transmission[13])
    guard headerLength >= 20, headerLength <= length, flags.isDisjoint(with: [.syn, .fin, .rst]) else { return nil }
    sequence = transmission.big32(4)
    acknowledgment = transmission.big32(8)
    hasACK = flags.contains(.ack)
    payload = (offset &+ headers &+ headerLength)..<(offset &+ headers &+ length)
  }
}
