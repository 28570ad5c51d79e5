/// Recognises QUIC among the UDP packets of a capture, and counts it; nothing of it is read.
///
/// Only packets with a long header, which begin a connection, say that they are QUIC (RFC 9000 section 17.2, RFC 8999);
/// later ones are counted where the same ends have sent such a packet.
struct QUICTraffic {
  /// How many connections are told apart; of more, only the packets with long headers are counted.
  private static let mostConnections = 1 << 16
  private static let longestConnectionID: UInt8 = 20

  private(set) var packets: UInt64 = 0
  private(set) var connections: UInt64 = 0
  private var seen: Set<FlowKey> = []

  /// Takes the captured part of a UDP datagram, header included.
  ///
  /// - Parameter length: how long it was on the wire.
  mutating func take(_ datagram: Span<UInt8>, length: Int, _ internet: InternetPacket) {
    guard length > 8, datagram.count > 8 else { return }
    let payload = datagram.extracting(droppingFirst: 8)
    let isLong = Self.hasLongHeader(payload)
    guard isLong || !seen.isEmpty && payload[0] & 0xc0 == 0x40 else { return }
    var sourceIsLow = false
    let key = FlowKey(
      internet.source, datagram.big16(0), internet.destination, datagram.big16(2), sourceIsLow: &sourceIsLow)
    if seen.contains(key) {
      packets += 1
    } else if isLong {
      packets += 1
      connections += 1
      if seen.count < Self.mostConnections { seen.insert(key) }
    }
  }

  /// True for a packet of a version that is in use, or the answer to one that is not.
  private static func hasLongHeader(_ payload: Span<UInt8>) -> Bool {
    guard payload.count >= 7, payload[0] & 0x80 != 0 else { return false }
    switch payload.big32(1) {
    // Version negotiation; its other bits may be anything, so that nothing else tells it from other protocols.
    case 0: return false
    // Versions 1 and 2 (RFC 9000, RFC 9369), the drafts of version 1, and those that are there to be refused.
    case 1, 0x6b33_43cf: break
    case let version where version >> 8 == 0xff_0000: break
    case let version where version & 0x0f0f_0f0f == 0x0a0a_0a0a: break
    default: return false
    }
    guard payload[0] & 0x40 != 0 else { return false }
    // Two connection IDs, each behind its length.
    let destination = payload[5]
    guard destination <= longestConnectionID, payload.count > 6 + Int(destination) else { return false }
    return payload[6 + Int(destination)] <= longestConnectionID
  }
}
