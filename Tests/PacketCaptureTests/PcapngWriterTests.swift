import Foundation
import TestSupport
import Testing

@testable import PacketCapture

@Suite struct PcapngWriterTests {
  /// Packets of every length that padding makes a difference for, cut and whole, at odd times.
  private static func packets(_ random: inout SeededGenerator) -> [(PacketRecord, [UInt8])] {
    (1...40).map { number in
      let bytes = random.bytes(Int.random(in: 0...130, using: &random))
      let record = PacketRecord(
        number: UInt64(number),
        time: CaptureTime(nanoseconds: Int64.random(in: 0..<2_000_000_000_000_000_000, using: &random)),
        capturedLength: bytes.count, originalLength: bytes.count + Int.random(in: 0...9, using: &random),
        linkType: .ethernet)
      return (record, bytes)
    }
  }

  private static func read(_ bytes: [UInt8]) throws -> [(PacketRecord, [UInt8])] {
    var rest = bytes[...]
    let source = ByteSource { buffer in
      let piece = rest.prefix(buffer.count)
      buffer.copyBytes(from: piece)
      rest = rest.dropFirst(piece.count)
      return piece.count
    }
    var file = try CaptureFile(name: "written", reading: source)
    var packets: [(PacketRecord, [UInt8])] = []
    while try file.next({ record, packet in packets.append((record, Array(copying: packet))) }) {}
    // A capture cannot be copied, and so is nothing to expect things of.
    let (isCut, count) = (file.endsInsideRecord, file.recordsRead)
    #expect(!isCut)
    #expect(count == UInt64(packets.count))
    return packets
  }

  @Test(arguments: 1...5 as ClosedRange<UInt64>)
  func `what was written reads back to the nanosecond`(seed: UInt64) throws {
    var random = SeededGenerator(state: seed)
    let packets = Self.packets(&random)
    var writer = PcapngWriter(
      linkType: .ethernet, interface: "test0", filter: random.happens(onceIn: 2) ? "tcp port 1" : nil,
      application: "tests")
    var bytes: [UInt8] = []
    for (record, packet) in packets {
      writer.append(record, packet.span)
      if random.happens(onceIn: 3) { bytes += writer.takeBytes() }
    }
    writer.append(LiveCapture.Statistics(received: 40, dropped: 2, droppedByInterface: 1), at: packets[0].0.time)
    bytes += writer.takeBytes()
    let read = try Self.read(bytes)
    #expect(read.map(\.0) == packets.map(\.0))
    #expect(read.map(\.1) == packets.map(\.1))
  }

  @Test(arguments: 1...5 as ClosedRange<UInt64>)
  func `pcap keeps the same`(seed: UInt64) throws {
    var random = SeededGenerator(state: seed)
    let packets = Self.packets(&random)
    var writer = CaptureWriter(nanoseconds: true)
    for (record, packet) in packets { writer.append(record, packet.span) }
    let read = try Self.read(writer.bytes)
    #expect(read.map(\.0) == packets.map(\.0))
    #expect(read.map(\.1) == packets.map(\.1))
  }

  @Test func `bare IP has the number that files give it`() throws {
    var writer = PcapngWriter(linkType: .raw, interface: "tun0", application: "tests")
    let record = PacketRecord(
      number: 1, time: CaptureTime(nanoseconds: 1), capturedLength: 1, originalLength: 1, linkType: .raw)
    writer.append(record, ([0x45] as [UInt8]).span)
    #expect(try Self.read(writer.takeBytes()).map(\.0.linkType) == [.rawInFiles])
  }
}
