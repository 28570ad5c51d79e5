import TestSupport
import Testing

@testable import PacketCapture

@Suite struct StreamPropertyTests {
  /// Cuts a text into segments, repeats some with other borders, and moves each by a few places at most.
  private func torment(
    _ text: [UInt8], _ maker: PacketMaker, _ side: StreamSide, _ generator: inout SeededGenerator
  ) -> [(place: Double, packet: [UInt8])] {
    var packets: [(place: Double, packet: [UInt8])] = []
    var position = 0
    while position < text.count {
      let end = min(text.count, position + Int.random(in: 1...60, using: &generator))
      let place = Double(packets.count)
      let flags = PacketMaker.ack | (end == text.count ? PacketMaker.fin : 0)
      packets.append(
        (
          place + .random(in: 0..<8, using: &generator),
          maker.frame(side, at: position, Array(text[position..<end]), flags: flags)
        ))
      if Int.random(in: 0..<3, using: &generator) == 0 {
        let lower = Int.random(in: max(0, position - 80)..<end, using: &generator)
        let upper = Int.random(in: (lower + 1)...end, using: &generator)
        packets.append(
          (place + .random(in: 0..<12, using: &generator), maker.frame(side, at: lower, Array(text[lower..<upper]))))
      }
      position = end
    }
    return packets
  }

  @Test(arguments: 0..<150)
  func `any order, overlap and repetition gives the same bytes`(seed: UInt64) throws {
    var generator = SeededGenerator(state: seed)
    let maker = PacketMaker(
      isVersion6: .random(using: &generator),
      initial: (UInt32.max &- .random(in: 0..<3000, using: &generator), .random(in: 0...(.max), using: &generator)))
    let texts = (0..<2).map { _ in
      (0..<Int.random(in: 1...4000, using: &generator)).map { _ in UInt8.random(in: 0...255, using: &generator) }
    }
    let packets =
      (torment(texts[0], maker, .first, &generator) + torment(texts[1], maker, .second, &generator))
      .sorted { $0.place < $1.place }
    let log = StreamLog(maker.opening() + packets.map(\.packet))
    let connection = try #require(log.connections.first)
    #expect(log.connections.count == 1)
    #expect(!log.isInconsistent)
    #expect(connection.first == texts[0])
    #expect(connection.second == texts[1])
    #expect(connection.notes.sorted() == ["1 finished \(texts[0].count)", "2 finished \(texts[1].count)", "finished"])
  }

  @Test(arguments: 0..<40)
  func `a segment that is lost is a gap where it was`(seed: UInt64) throws {
    var generator = SeededGenerator(state: seed)
    let maker = PacketMaker()
    let pieces = (0..<200).map { _ in
      (0..<Int.random(in: 1...50, using: &generator)).map { _ in UInt8.random(in: 0...255, using: &generator) }
    }
    let lost = Int.random(in: 0..<199, using: &generator)
    var offset = 0
    var gap = ""
    var packets = maker.opening()
    for (index, piece) in pieces.enumerated() {
      if index == lost {
        gap = "1 gap \(offset)+\(piece.count)"
      } else {
        packets.append(maker.frame(.first, at: offset, piece))
      }
      offset += piece.count
      packets.append(maker.frame(.second, acknowledging: offset))
    }
    let connection = try #require(StreamLog(packets).connections.first)
    #expect(connection.notes == [gap, "captureEnded"])
    #expect(connection.first == pieces.enumerated().filter { $0.offset != lost }.flatMap(\.element))
  }

  /// Four connections at a time, of which two lose and mix up packets; a few packets are damaged.
  private func mixture(_ generator: inout SeededGenerator) -> [[UInt8]] {
    var packets: [(place: Double, packet: [UInt8])] = []
    for index in 0..<4 {
      let maker = PacketMaker(
        isVersion6: index % 2 == 1, ports: (40_000 + UInt16(index), 80),
        initial: (UInt32.max &- .random(in: 0..<3000, using: &generator), .random(in: 0...(.max), using: &generator)))
      let start = Double.random(in: 0..<100, using: &generator)
      packets += maker.opening().enumerated().map { (start - 1 + Double($0.offset) / 8, $0.element) }
      for side in [StreamSide.first, .second] {
        let text = (0..<9000).map { _ in UInt8.random(in: 0...255, using: &generator) }
        if index < 2 {
          packets += torment(text, maker, side, &generator).map { (start + $0.place, $0.packet) }
          packets.removeAll { _ in Int.random(in: 0..<80, using: &generator) == 0 }
        } else {
          for offset in stride(from: 0, to: text.count, by: 60) {
            packets.append(
              (start + Double(offset) / 50, maker.frame(side, at: offset, Array(text[offset..<offset + 60]))))
          }
        }
        for _ in 0..<100 {
          let acknowledgment = Int.random(in: 0..<9000, using: &generator)
          packets.append(
            (start + Double(acknowledgment) / 40, maker.frame(side.opposite, acknowledging: acknowledgment)))
        }
      }
    }
    packets.sort { $0.place < $1.place }
    return packets.map { item in
      var packet = item.packet
      if Int.random(in: 0..<60, using: &generator) == 0 {
        packet[Int.random(in: 12..<packet.count, using: &generator)] ^= 1 << UInt8.random(in: 0..<8, using: &generator)
      }
      return packet
    }
  }

  @Test(arguments: 0..<80)
  func `the short road tells what the general one does`(seed: UInt64) {
    var generator = SeededGenerator(state: seed)
    let packets = mixture(&generator)
    let lengths = Dictionary(
      uniqueKeysWithValues: packets.indices.filter { $0 % 31 == 0 }.map {
        ($0, packets[$0].count + Int.random(in: 0...20, using: &generator))
      })
    var limits = CaptureStreams.Limits()
    limits.connections = 3 + Int(seed % 3)
    let short = StreamLog(packets, limits: limits, originalLengths: lengths)
    let general = StreamLog(packets, limits: limits, originalLengths: lengths, shortRoad: false)
    #expect(!short.isInconsistent)
    #expect(short == general)
  }

  private static let linkTypes: [LinkType] = [
    .ethernet, .null, .loop, .rawInFiles, .linuxCooked, .linuxCooked2, LinkType(rawValue: 147),
  ]

  @Test(arguments: 0..<60)
  func `no bytes make it trap`(seed: UInt64) {
    var generator = SeededGenerator(state: seed)
    let maker = PacketMaker(isVersion6: seed % 2 == 1)
    let valid = (0..<200).map { index in
      maker.frame(
        index % 3 == 0 ? .second : .first, at: Int.random(in: -2...2000, using: &generator),
        [UInt8](repeating: 7, count: index),
        flags: .random(in: 0...31, using: &generator), acknowledging: Int.random(in: -2...3000, using: &generator))
    }
    let hostile = (0..<400).map { index -> [UInt8] in
      if index % 8 == 0 {
        return (0..<Int.random(in: 0...90, using: &generator)).map { _ in .random(in: 0...255, using: &generator) }
      }
      var packet = valid[index % valid.count]
      for _ in 0..<Int.random(in: 0...4, using: &generator) {
        packet[.random(in: 12..<54, using: &generator)] = .random(in: 0...255, using: &generator)
      }
      return Array(packet.prefix(.random(in: 0...packet.count, using: &generator)))
    }
    let lengths = Dictionary(
      uniqueKeysWithValues: hostile.indices.filter { $0 % 3 == 0 }.map {
        ($0, Int.random(in: 0...70_000, using: &generator))
      })
    var limits = CaptureStreams.Limits()
    limits.connections = 5
    limits.waitingSegments = 4
    limits.fragmentBytes = 500
    for linkType in Self.linkTypes {
      let log = StreamLog(hostile, limits: limits, linkType: linkType, originalLengths: lengths)
      let general = StreamLog(
        hostile, limits: limits, linkType: linkType, originalLengths: lengths, shortRoad: false)
      #expect(log == general)
      #expect(!log.isInconsistent)
      #expect(log.statistics.packets == 400)
    }
  }
}
