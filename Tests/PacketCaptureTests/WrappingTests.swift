import TestSupport
import Testing

@testable import PacketCapture

private let maker = PacketMaker()
private let text = Array("the quick brown fox jumps over the lazy dog".utf8)

/// One segment in an IP packet, which each test sends through links and tunnels.
private func packet(isVersion6: Bool) -> [UInt8] {
  let segment = maker.tcp(.first, at: 0, text, flags: PacketMaker.ack, acknowledging: 0)
  return isVersion6 ? PacketMaker.version6(segment) : PacketMaker.version4(segment)
}

private func log(_ packets: [[UInt8]], _ linkType: UInt32 = 1, originalLengths: [Int: Int] = [:]) -> StreamLog {
  StreamLog(packets, linkType: LinkType(rawValue: linkType), originalLengths: originalLengths)
}

@Suite struct `links and tunnels` {
  @Test(arguments: Wrapping.all, [false, true])
  func `give out the packet inside`(wrapping: Wrapping, isVersion6: Bool) throws {
    #expect(LinkType(rawValue: wrapping.linkType).isSupported)
    let log = log([wrapping.wrap(packet(isVersion6: isVersion6))], wrapping.linkType)
    let connection = try #require(log.connections.first)
    #expect(connection.first == text)
    #expect(connection.addresses.hasPrefix(isVersion6 ? "[2001:db8::1]:40000" : "10.0.0.1:40000"))
    #expect(log.statistics.otherPackets == 0)
  }

  @Test(arguments: Wrapping.all)
  func `that are cut give what is left, and nothing else`(wrapping: Wrapping) {
    let whole = wrapping.wrap(packet(isVersion6: false))
    for length in whole.indices {
      let log = log([Array(whole.prefix(length))], wrapping.linkType, originalLengths: [0: whole.count])
      #expect(log.connections.count <= 1)
      for connection in log.connections { #expect(text.starts(with: connection.first)) }
      #expect(!log.isInconsistent)
    }
  }

  @Test(arguments: Wrapping.all)
  func `that are damaged do no harm`(wrapping: Wrapping) {
    var generator = SeededGenerator(state: UInt64(wrapping.linkType))
    let whole = wrapping.wrap(packet(isVersion6: false))
    let packets = (0..<300).map { _ in
      var bytes = whole
      for _ in 0..<Int.random(in: 1...4, using: &generator) {
        bytes[.random(in: 0..<(bytes.count - text.count), using: &generator)] = generator.pick([0, 0x45, 0xff, 0x80])
      }
      return Array(bytes.prefix(.random(in: 0...bytes.count, using: &generator)))
    }
    let short = log(packets, wrapping.linkType)
    let general = StreamLog(packets, linkType: LinkType(rawValue: wrapping.linkType), shortRoad: false)
    #expect(short == general)
    #expect(!short.isInconsistent)
    #expect(short.statistics.packets == 300)
  }

  @Test(arguments: Set(Wrapping.all.map(\.linkType)).sorted())
  func `of any kind survive any bytes`(linkType: UInt32) {
    var generator = SeededGenerator(state: UInt64(linkType))
    let packets = (0..<500).map { _ in generator.bytes(.random(in: 0...120, using: &generator)) }
    #expect(log(packets, linkType).statistics.packets == 500)
  }

  @Test func `every kind of link that is read is tried here`() {
    // The numbers by which libpcap knows kinds that files number otherwise, and IPv6's own.
    let others: Set<UInt32> = [11, 12, 14, 19, 229]
    let read = Set((0..<400 as Range<UInt32>).filter { LinkType(rawValue: $0).isSupported })
    #expect(read == others.union(Wrapping.all.map(\.linkType)))
  }

  /// The outer packet of a frame in Ethernet, in fragments.
  private func fragments(of frame: [UInt8], size: Int) -> [[UInt8]] {
    let payload = Array(frame.dropFirst(34))
    return stride(from: 0, to: payload.count, by: size).map { offset in
      let end = min(offset + size, payload.count)
      let more = end < payload.count ? 0x2000 : 0
      return Wrapping.ethernet(
        Wrapping.version4(frame[23], Array(payload[offset..<end]), place: more | offset / 8))
    }
  }

  @Test(arguments: Wrapping.tunnels.filter { $0.name != "GRE in IPv6" && $0.name != "IP in IPv6" }, [8, 24, 64])
  func `in fragments are put together first`(wrapping: Wrapping, size: Int) throws {
    let pieces = fragments(of: wrapping.wrap(packet(isVersion6: false)), size: size)
    #expect(pieces.count > 1)
    #expect(try #require(log(pieces).connections.first).first == text)
    #expect(try #require(log(pieces.reversed()).connections.first).first == text)
  }

  @Test func `hold fragments inside`() throws {
    let segment = maker.tcp(.first, at: 0, text, flags: PacketMaker.ack, acknowledging: 0)
    let pieces = [0, 24, 48].map { offset in
      let end = min(offset + 24, segment.count)
      let place = UInt16(offset / 8) | (end < segment.count ? 0x2000 : 0)
      return PacketMaker.version4(Array(segment[offset..<end]), field: place)
    }
    for wrapping in Wrapping.tunnels + Wrapping.datagrams where wrapping.name != "Teredo" {
      #expect(log(pieces.map(wrapping.wrap)).connections.first?.first == text, "\(wrapping.name)")
    }
  }

  @Test func `are opened eight deep`() {
    var inner = packet(isVersion6: false)
    for _ in 0..<8 { inner = Wrapping.version4(4, inner) }
    #expect(log([Wrapping.ethernet(inner)]).connections.count == 1)
    let deeper = log([Wrapping.ethernet(Wrapping.version4(4, inner))])
    #expect(deeper.connections.isEmpty)
    #expect(deeper.statistics.otherPackets == 1)
    #expect(deeper.statistics.tooDeepPackets == 1)
  }

  @Test(arguments: [4789, 8472, 4790, 6081, 6635, 37_008, 4341, 2152, 3544, 1701, 53])
  func `are not seen in datagrams that merely have their port`(port: Int) {
    var generator = SeededGenerator(state: UInt64(port))
    let inner = packet(isVersion6: false)
    for start in ["", "0800000000000700", "0000080000000700", "30ff000000000000", "0001014000000000"] {
      // The packet inside is longer than the datagram, or cannot be one.
      let header = bytes(fromHex: start)
      for claim in [header + inner.dropLast(5), header + [0x41] + inner.dropFirst(), header + generator.bytes(60)] {
        let log = log([Wrapping.ethernet(Wrapping.version4(17, Wrapping.datagram(to: port, claim)))])
        #expect(log.connections.isEmpty)
        #expect(log.statistics.otherPackets == 1)
      }
    }
  }

  @Test func `of one connection may change on its way`() throws {
    let opening = maker.opening().map { Array($0.dropFirst(14)) }
    let pieces = (0..<6).map { index in
      maker.internet(
        maker.tcp(
          .first, at: index * text.count, text, flags: PacketMaker.ack, acknowledging: 0), from: .first)
    }
    let ways = Wrapping.all.filter { $0.linkType == 1 }
    let packets = (opening + pieces).enumerated().map { ways[$0.offset * 7 % ways.count].wrap($0.element) }
    let connection = try #require(log(packets.flatMap { [$0, $0] }).connections.first)
    #expect(connection.first == (0..<6).flatMap { _ in text })
    #expect(connection.notes == ["captureEnded"])
  }

  @Test func `hold several packets where frames were aggregated`() throws {
    let pieces = (0..<3).map { index in
      PacketMaker.version4(
        maker.tcp(
          .first, at: index * text.count, text, flags: PacketMaker.ack, acknowledging: 0))
    }
    var body: [UInt8] = []
    for piece in pieces {
      body += [UInt8](repeating: 0, count: -body.count & 3)
      let part = bytes(fromHex: "aaaa030000000800") + piece
      body += Wrapping.addresses + UInt16(part.count).octets + part
    }
    let header = Array(Wrapping.wireless([0x45], control: 0x88, quality: 0x80).prefix(26))
    let frame = header + body
    let whole = log([frame], 105)
    #expect(try #require(whole.connections.first).first == text + text + text)
    #expect(whole.statistics.segments == 3)
    #expect(whole.statistics.otherPackets == 0)
    for length in frame.indices {
      let cut = log([Array(frame.prefix(length))], 105, originalLengths: [0: frame.count])
      #expect(!cut.isInconsistent)
      for connection in cut.connections { #expect((text + text + text).starts(with: connection.first)) }
    }
    let nothing = log([header + [UInt8](repeating: 0, count: 60)], 105)
    #expect(nothing.statistics.otherPackets == 1)
  }

  @Test(
    arguments: [
      ("a frame without data", 0x48, 1, 0x10, 0), ("an encrypted frame", 0x08, 0x41, 0x10, 0),
      ("a first fragment", 0x08, 0x05, 0x10, 0), ("a later fragment", 0x08, 0x01, 0x11, 0),
      ("a beacon", 0x80, 0, 0x10, 0),
    ] as [(String, UInt8, UInt8, UInt8, UInt8)])
  func `without readable data are other packets`(
    name: String, control: UInt8, flags: UInt8, sequence: UInt8, quality: UInt8
  ) {
    let frame = Wrapping.wireless(
      packet(isVersion6: false), control: control, flags: flags, sequence: sequence, quality: quality)
    let log = log([frame], 105)
    #expect(log.connections.isEmpty)
    #expect(log.statistics.otherPackets == 1)
  }
}
