import PacketCapture
import Testing

/// The parts of a synthetic packet, read by hand so that nothing of the reading side is needed.
private struct Dissected {
  var isIPv6: Bool
  var internet: [UInt8]
  var segment: [UInt8]

  init(_ packet: SyntheticPacket) {
    let bytes = packet.bytes
    isIPv6 = bytes[12] == 0x86
    let headerLength = isIPv6 ? 40 : 20
    internet = Array(bytes[14..<14 + headerLength])
    segment = Array(bytes[(14 + headerLength)...])
  }

  var sourcePort: UInt16 { UInt16(segment[0]) << 8 | UInt16(segment[1]) }
  var sequence: UInt32 { segment[4..<8].reduce(0) { $0 << 8 | UInt32($1) } }
  var acknowledgment: UInt32 { segment[8..<12].reduce(0) { $0 << 8 | UInt32($1) } }
  var flags: TCPConversation.Flags { .init(rawValue: segment[13]) }
  var payload: [UInt8] { Array(segment[(Int(segment[12] >> 4) * 4)...]) }

  /// Whether the length and checksum fields of both headers are right: a sum over a right header gives FFFF.
  var isSound: Bool {
    let statedLength = Int(internet[isIPv6 ? 4 : 2]) << 8 | Int(internet[isIPv6 ? 5 : 3])
    guard statedLength == segment.count + (isIPv6 ? 0 : 20) else { return false }
    if !isIPv6 && onesComplementSum(internet) != 0xFFFF { return false }
    let addresses = Array(internet.suffix(isIPv6 ? 32 : 8))
    let length = [UInt8(segment.count >> 8), UInt8(segment.count & 0xFF)]
    return onesComplementSum(addresses + [0, 6] + length + segment) == 0xFFFF
  }

  private func onesComplementSum(_ bytes: [UInt8]) -> Int {
    var sum = 0
    for (index, byte) in bytes.enumerated() {
      sum += index % 2 == 0 ? Int(byte) << 8 : Int(byte)
      if sum > 0xFFFF { sum -= 0xFFFF }
    }
    return sum
  }
}

private func conversation(
  isIPv6: Bool = false, clientSequence: UInt32 = 100, maximumSegmentSize: Int = 1448
) -> TCPConversation {
  TCPConversation(
    client: .init(isIPv6 ? .v6(0x2001_0DB8_0000_0000, 1) : .v4(192, 0, 2, 1), port: 50_000),
    server: .init(isIPv6 ? .v6(0x2001_0DB8_0000_0000, 2) : .v4(192, 0, 2, 2), port: 80),
    startingAt: 1_700_000_000_000_000_000, clientSequence: clientSequence, serverSequence: 900,
    maximumSegmentSize: maximumSegmentSize)
}

@Suite struct SynthesisTests {
  @Test(arguments: [false, true], [1, 7, 1448])
  func `every packet has right lengths and checksums`(isIPv6: Bool, maximumSegmentSize: Int) {
    var talk = conversation(isIPv6: isIPv6, maximumSegmentSize: maximumSegmentSize)
    talk.open()
    talk.send((0..<3001).map { UInt8(truncatingIfNeeded: $0 &* 7) }, from: .client)
    talk.send([0xFF], from: .server)
    talk.inject([1, 2, 3], from: .client, sequence: 100)
    talk.close(by: .server)
    #expect(talk.packets.count > 9)
    #expect(talk.packets.allSatisfy { Dissected($0).isSound && $0.originalLength == $0.bytes.count })
  }

  @Test func `opens with SYN, SYN-ACK and ACK`() {
    var talk = conversation()
    talk.open()
    let packets = talk.packets.map(Dissected.init)
    #expect(packets.map(\.flags) == [.syn, [.syn, .ack], .ack])
    #expect(packets.map(\.sequence) == [100, 900, 101])
    #expect(packets.map(\.acknowledgment) == [0, 101, 901])
    #expect(packets.map(\.sourcePort) == [50_000, 80, 50_000])
  }

  @Test func `segments carry the bytes in order and acknowledgments follow`() {
    var talk = conversation(maximumSegmentSize: 4)
    talk.open()
    _ = talk.takePackets()
    let message: [UInt8] = Array("opening handshake".utf8)
    talk.send(message, from: .client)
    let packets = talk.takePackets().map(Dissected.init)
    let fromClient = packets.filter { $0.sourcePort == 50_000 }
    #expect(fromClient.flatMap(\.payload) == message)
    #expect(fromClient.map(\.payload.count) == [4, 4, 4, 4, 1])
    #expect(fromClient.map(\.sequence) == [101, 105, 109, 113, 117])
    #expect(packets.filter { $0.sourcePort == 80 }.map(\.acknowledgment) == [109, 117, 118])
    #expect(talk.packets.isEmpty)
  }

  @Test func `without acknowledgments there are only data segments`() {
    var talk = conversation(maximumSegmentSize: 2)
    talk.send([1, 2, 3, 4, 5], from: .server, acknowledged: false)
    #expect(talk.packets.map { Dissected($0).payload } == [[1, 2], [3, 4], [5]])
  }

  @Test func `sequence numbers wrap around`() {
    var talk = conversation(clientSequence: 0xFFFF_FFFE, maximumSegmentSize: 3)
    talk.open()
    talk.send([1, 2, 3, 4], from: .client, acknowledged: false)
    #expect(talk.packets.suffix(2).map { Dissected($0).sequence } == [0xFFFF_FFFF, 2])
    #expect(talk.nextSequence(of: .client) == 3)
  }

  @Test func `an injected segment moves no sequence number`() {
    var talk = conversation()
    talk.inject([9, 9], from: .client, sequence: 77)
    #expect(talk.nextSequence(of: .client) == 100)
    #expect(talk.packets.map { Dissected($0).sequence } == [77])
  }

  @Test func `the ways a connection ends`() {
    var closed = conversation()
    closed.close(by: .client)
    #expect(closed.packets.map { Dissected($0).flags } == [[.fin, .ack], [.fin, .ack], .ack])
    #expect(closed.packets.map { Dissected($0).acknowledgment } == [900, 101, 901])

    var halfClosed = conversation()
    halfClosed.halfClose(by: .client)
    halfClosed.send([1], from: .server, acknowledged: false)
    #expect(halfClosed.packets.map { Dissected($0).flags } == [[.fin, .ack], .ack, [.psh, .ack]])

    var reset = conversation()
    reset.reset(by: .server)
    #expect(reset.packets.map { Dissected($0).flags } == [[.rst, .ack]])
  }

  @Test func `time passes from packet to packet`() {
    var talk = conversation()
    talk.interval = 10
    talk.open()
    talk.nanoseconds += 500
    talk.reset(by: .client)
    let start: Int64 = 1_700_000_000_000_000_000
    #expect(talk.packets.map { $0.nanoseconds - start } == [0, 10, 20, 530])
  }
}

@Suite struct SynthesisCaptureWriterTests {
  private static let packet = SyntheticPacket(nanoseconds: 1_000_002_003, bytes: [0xAA, 0xBB, 0xCC], originalLength: 9)

  static let layouts: [(nanoseconds: Bool, bigEndian: Bool, expected: [UInt8])] = [
    (
      false, false,
      [0xD4, 0xC3, 0xB2, 0xA1, 2, 0, 4, 0, 0, 0, 0, 0, 0, 0, 0, 0, 2, 0, 0, 0, 113, 0, 0, 0]
        + [1, 0, 0, 0, 2, 0, 0, 0, 2, 0, 0, 0, 9, 0, 0, 0, 0xAA, 0xBB]
    ),
    (
      true, false,
      [0x4D, 0x3C, 0xB2, 0xA1, 2, 0, 4, 0, 0, 0, 0, 0, 0, 0, 0, 0, 2, 0, 0, 0, 113, 0, 0, 0]
        + [1, 0, 0, 0, 0xD3, 7, 0, 0, 2, 0, 0, 0, 9, 0, 0, 0, 0xAA, 0xBB]
    ),
    (
      false, true,
      [0xA1, 0xB2, 0xC3, 0xD4, 0, 2, 0, 4, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 2, 0, 0, 0, 113]
        + [0, 0, 0, 1, 0, 0, 0, 2, 0, 0, 0, 2, 0, 0, 0, 9, 0xAA, 0xBB]
    ),
    (
      true, true,
      [0xA1, 0xB2, 0x3C, 0x4D, 0, 2, 0, 4, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 2, 0, 0, 0, 113]
        + [0, 0, 0, 1, 0, 0, 7, 0xD3, 0, 0, 0, 2, 0, 0, 0, 9, 0xAA, 0xBB]
    ),
  ]

  @Test(arguments: layouts)
  func `writes header and record byte by byte`(nanoseconds: Bool, bigEndian: Bool, expected: [UInt8]) {
    var writer = CaptureWriter(linkType: 113, nanoseconds: nanoseconds, bigEndian: bigEndian, snapLength: 2)
    writer.append(Self.packet)
    #expect(writer.bytes == expected)
  }

  @Test func `pieces taken on the way join to the same capture`() {
    var talk = conversation()
    talk.open()
    talk.send(Array(repeating: 0x55, count: 5000), from: .server)
    var whole = CaptureWriter()
    whole.append(contentsOf: talk.packets)
    var streamed = CaptureWriter()
    var pieces: [UInt8] = []
    for packet in talk.packets {
      streamed.append(packet)
      pieces += streamed.takeBytes()
    }
    #expect(streamed.bytes.isEmpty)
    #expect(pieces == whole.bytes)
  }

  @Test(arguments: [(-1, 0xFFFF_FFFF, 999_999_999), (0, 0, 0), (4_294_967_296_000_000_001, 0, 1)])
  func `times outside the format wrap around`(nanoseconds: Int64, seconds: UInt32, fraction: UInt32) {
    var writer = CaptureWriter(nanoseconds: true, bigEndian: true)
    writer.append(SyntheticPacket(nanoseconds: nanoseconds, bytes: []))
    let numbers = stride(from: 24, to: 32, by: 4).map { start in
      writer.bytes[start..<start + 4].reduce(0 as UInt32) { $0 << 8 | UInt32($1) }
    }
    #expect(numbers == [seconds, fraction])
  }
}
