import TestSupport
import Testing

@testable import PacketCapture

@Suite struct QUIC {
  /// A UDP datagram between the maker's ends, or between others with another port.
  private static func datagram(
    _ payload: [UInt8], from side: StreamSide = .first, clientPort: UInt16 = 50_000, isVersion6: Bool = false
  ) -> [UInt8] {
    let ports: [UInt16] = side == .first ? [clientPort, 443] : [443, clientPort]
    let udp =
      ports.flatMap { $0.octets(bigEndian: true) } + UInt16(8 + payload.count).octets(bigEndian: true) + [0, 0]
      + payload
    return PacketMaker.ethernet(
      isVersion6 ? PacketMaker.version6(udp, from: side, next: 17) : PacketMaker.version4(udp, from: side, protocol: 17)
    )
  }

  /// The beginning of an Initial packet.
  private static func long(_ version: UInt32, first: UInt8 = 0xc3, destination: UInt8 = 8) -> [UInt8] {
    [first] + version.octets(bigEndian: true) + [destination] + [UInt8](repeating: 0xaa, count: Int(destination))
      + [4, 1, 2, 3, 4] + [UInt8](repeating: 0x55, count: 1200)
  }

  private static let short: [UInt8] = [0x41] + [UInt8](repeating: 0x77, count: 60)

  private static func counts(_ packets: [[UInt8]]) -> [UInt64] {
    var streams = CaptureStreams()
    for (number, packet) in packets.enumerated() {
      let record = PacketRecord(
        number: UInt64(number + 1), time: CaptureTime(nanoseconds: 0), capturedLength: packet.count,
        originalLength: packet.count, linkType: .ethernet)
      streams.take(record, packet.span) { _, _ in .follow }
    }
    #expect(streams.statistics.otherPackets == UInt64(packets.count) && streams.statistics.connections == 0)
    return [streams.statistics.quicConnections, streams.statistics.quicPackets]
  }

  @Test(arguments: [1, 0x6b33_43cf, 0xff00_001d, 0xff00_0022, 0x1a2a_3a4a] as [UInt32])
  func `is known by its long headers`(_ version: UInt32) {
    for isVersion6 in [true, false] {
      #expect(Self.counts([Self.datagram(Self.long(version), isVersion6: isVersion6)]) == [1, 1])
    }
  }

  @Test func `is counted by its ends, both sides and all packets`() {
    #expect(
      Self.counts([
        Self.datagram(Self.short), Self.datagram(Self.long(1)), Self.datagram(Self.long(1), from: .second),
        Self.datagram(Self.short), Self.datagram(Self.short, from: .second),
        Self.datagram(Self.long(1), clientPort: 50_001), Self.datagram(Self.short, clientPort: 50_002),
      ]) == [2, 5])
  }

  @Test func `is not what other protocols over UDP are`() {
    let others: [[UInt8]] = [
      // DNS, DTLS, RTP, STUN, QUIC's own short header alone, nothing at all, zeros, ones, a header that is cut.
      [0x80, 1, 1, 0, 0, 1, 0, 0, 0, 0, 0, 0, 3, 0x77, 0x77, 0x77],
      [0x16, 0xfe, 0xfd] + [UInt8](repeating: 0, count: 40),
      [0x80, 0x60] + [UInt8](repeating: 9, count: 170), [0, 1, 0, 0, 0x21, 0x12, 0xa4, 0x42], Self.short, [],
      [UInt8](repeating: 0, count: 100), [UInt8](repeating: 0xff, count: 100), Array(Self.long(1).prefix(6)),
      Self.long(1, first: 0x83), Self.long(1, destination: 21), Self.long(0), Self.long(2),
    ]
    #expect(Self.counts(others.map { Self.datagram($0) }) == [0, 0])
  }

  @Test func `is hardly ever seen in random bytes`() {
    var generator = SeededGenerator(state: 9000)
    let packets = (0..<5000).map { _ in Self.datagram(generator.bytes(64)) }
    #expect(Self.counts(packets)[0] == 0)
  }
}
