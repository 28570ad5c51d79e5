import TestSupport
import Testing

@testable import PacketCapture

private let maker = PacketMaker()
private let text = Array("the quick brown fox jumps over the lazy dog".utf8)

@Suite struct InternetTests {
  /// One segment behind a SYN; each test wraps or cuts it in another way.
  private func segment() -> [UInt8] {
    maker.tcp(.first, at: 0, text, flags: PacketMaker.ack, acknowledging: 0)
  }

  @Test(arguments: [
    ("0.0.0.0", IPAddress(version4: 0)),
    ("192.168.0.255", IPAddress(version4: 0xc0a8_00ff)),
    ("::", IPAddress(version6: 0, 0)),
    ("::1", IPAddress(version6: 0, 1)),
    ("2001:db8::1", IPAddress(version6: 0x2001_0db8_0000_0000, 1)),
    ("2001:db8:0:1:1:1:1:1", IPAddress(version6: 0x2001_0db8_0000_0001, 0x0001_0001_0001_0001)),
    ("2001:0:0:1::1", IPAddress(version6: 0x2001_0000_0000_0001, 1)),
    ("2001:db8::1:0:0:1", IPAddress(version6: 0x2001_0db8_0000_0000, 0x0001_0000_0000_0001)),
    ("fe80::", IPAddress(version6: 0xfe80_0000_0000_0000, 0)),
    ("::ffff:10.0.0.1", IPAddress(version6: 0, 0xffff_0a00_0001)),
    ("1:2:3:4:5:6:7:8", IPAddress(version6: 0x0001_0002_0003_0004, 0x0005_0006_0007_0008)),
  ])
  func `addresses are written as RFC 5952 recommends`(expected: String, address: IPAddress) {
    #expect(address.description == expected)
  }

  @Test func `an unknown link type carries nothing, and is named`() {
    let serial = LinkType(rawValue: 189)
    #expect(!serial.isSupported)
    #expect(serial.description.hasPrefix("189 (USB_LINUX"))
    #expect(StreamLog([PacketMaker.version4(segment())], linkType: serial).statistics.otherPackets == 1)
  }

  @Test func `authentication is passed over in IPv4 too`() throws {
    let header: [UInt8] = [6, 4] + [UInt8](repeating: 0, count: 22)
    let packet = PacketMaker.ethernet(PacketMaker.version4(header + segment(), protocol: 51))
    #expect(try #require(StreamLog([packet]).connections.first).first == text)
    for length in 34..<(34 + header.count) {
      #expect(StreamLog([Array(packet.prefix(length))]).connections.isEmpty)
    }
  }

  @Test func `padding behind the IP packet is not payload`() throws {
    let short = maker.frame(.first, Array("hi".utf8)) + [1, 2, 3, 4, 5, 6]
    #expect(try #require(StreamLog([short]).connections.first).first == Array("hi".utf8))
  }

  @Test(arguments: [false, true])
  func `a length of zero stands for all that was on the wire`(version6: Bool) throws {
    var internet = version6 ? PacketMaker.version6(segment()) : PacketMaker.version4(segment())
    let field = version6 ? 4 : 2
    internet[field] = 0
    internet[field + 1] = 0
    let packet = PacketMaker.ethernet(internet)
    #expect(try #require(StreamLog([packet]).connections.first).first == text)
    let cut = try #require(StreamLog([packet.dropLast(3)], originalLengths: [0: packet.count]).connections.first)
    #expect(cut.first == text.dropLast(3))
    #expect(cut.notes == ["1 gap 40+3", "captureEnded"])
  }

  @Test func `a length beyond the wire is not believed`() throws {
    var internet = PacketMaker.version4(segment())
    internet[2] = 0xff
    let connection = try #require(StreamLog([PacketMaker.ethernet(internet)]).connections.first)
    #expect(connection.first == text)
    #expect(connection.notes == ["captureEnded"])
  }

  @Test func `IPv6 extension headers are passed over`() throws {
    let headers: [UInt8] =
      [43, 0, 1, 4, 0, 0, 0, 0]  // hop-by-hop
      + [60, 1] + [UInt8](repeating: 0, count: 14)  // routing
      + [51, 0, 1, 4, 0, 0, 0, 0]  // destination options
      + [44, 1] + [UInt8](repeating: 0, count: 10)  // authentication, in words
      + [6, 0, 0, 0, 0, 0, 0, 9]  // a fragment header that fragments nothing
    let packet = PacketMaker.ethernet(PacketMaker.version6(headers + segment(), next: 0))
    #expect(try #require(StreamLog([packet]).connections.first).first == text)
    for length in 54..<(54 + headers.count) {
      #expect(StreamLog([Array(packet.prefix(length))]).connections.isEmpty)
    }
  }

  /// The datagram in fragments of 16 bytes.
  private func fragments(version6: Bool, of payload: [UInt8]) -> [[UInt8]] {
    stride(from: 0, to: payload.count, by: 16).map { offset in
      let piece = Array(payload[offset..<min(offset + 16, payload.count)])
      let more: UInt16 = offset + 16 < payload.count ? 1 : 0
      return PacketMaker.ethernet(
        version6
          ? PacketMaker.version6([6, 0] + (UInt16(offset) | more).octets + UInt32(99).octets + piece, next: 44)
          : PacketMaker.version4(piece, field: UInt16(offset / 8) | more << 13))
    }
  }

  @Test(arguments: [false, true], 0..<20)
  func `fragments come in any order and more than once`(version6: Bool, seed: UInt64) throws {
    var generator = SeededGenerator(state: seed)
    let all = fragments(version6: version6, of: segment())
    let packets = (all + [all[Int.random(in: 0..<all.count, using: &generator)]]).shuffled(using: &generator)
    let log = StreamLog(packets)
    #expect(try #require(log.connections.first).first == text)
    #expect(log.connections.count == 1)
    #expect(log.statistics.segments == 1)
  }

  @Test func `of overlapping fragments the first copy wins`() throws {
    let all = fragments(version6: false, of: segment())
    func other(at unit: UInt16) -> [UInt8] {
      PacketMaker.ethernet(PacketMaker.version4([UInt8](repeating: 0x2a, count: 32), field: unit | 1 << 13))
    }
    #expect(try #require(StreamLog(all.dropLast() + [other(at: 1)] + all.suffix(1)).connections.first).first == text)
    let replaced = try #require(StreamLog([other(at: 3)] + all).connections.first)
    #expect(replaced.first == text.prefix(4) + [UInt8](repeating: 0x2a, count: 32) + text.dropFirst(36))
  }

  @Test func `of a fragment that was cut nothing is made up`() throws {
    var all = fragments(version6: false, of: segment())
    let length = all[2].count
    all[2].removeLast(5)
    let connection = try #require(StreamLog(all, originalLengths: [2: length]).connections.first)
    #expect(connection.first == Array(text.prefix(23)))
    #expect(connection.notes == ["1 gap 23+20", "captureEnded"])
  }

  @Test func `fragments that nobody completes are bounded`() {
    var limits = CaptureStreams.Limits()
    limits.fragmentBytes = 1000
    let packets = (0..<100).map { index in
      PacketMaker.ethernet(
        PacketMaker.version4([UInt8](repeating: 1, count: 16), field: 1 << 13, identification: UInt16(index)))
    }
    let log = StreamLog(packets, limits: limits)
    #expect(log.statistics.fragments == 100)
    #expect(log.statistics.discardedDatagrams == 100 - 1000 / (16 + 64))
  }
}
