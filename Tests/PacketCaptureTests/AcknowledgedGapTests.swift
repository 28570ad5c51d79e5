import TestSupport
import Testing

@testable import PacketCapture

private let maker = PacketMaker()
private let hello = Array("hello, ".utf8)
private let world = Array("wide world".utf8)
private let fin = PacketMaker.fin | PacketMaker.ack

/// What is told of bytes that the other side has acknowledged and the capture does not hold.
@Suite struct AcknowledgedGapTests {
  /// Of the first side's three segments the second is lost; the other side has got them all, and answers.
  private static func answered(_ maker: PacketMaker = maker) -> [[UInt8]] {
    maker.opening() + [
      maker.frame(.first, hello), maker.frame(.first, at: 14, world), maker.frame(.second, hello, acknowledging: 24),
    ]
  }

  private func only(_ log: StreamLog) throws -> StreamLog.Connection {
    #expect(!log.isInconsistent)
    #expect(log.connections.count == 1)
    return try #require(log.connections.first)
  }

  @Test(arguments: [1000, .max, .max - 7, .max - 12, .max - 20] as [UInt32])
  func `a gap comes before the answer to what is behind it`(initial: UInt32) throws {
    var maker = maker
    maker.initial.0 = initial
    let connection = try only(StreamLog(Self.answered(maker) + [maker.frame(.first, at: 24, hello, acknowledging: 7)]))
    #expect(connection.packets == [4, 5, 6, 7])
    #expect(connection.both == hello + world + hello + hello)
    #expect(connection.notes == ["1 gap 7+7", "captureEnded"])
  }

  @Test func `time makes it certain, on any packet of the capture`() throws {
    let stranger = PacketMaker(ports: (7, 7)).frame(.first)
    let early = try only(StreamLog(Self.answered() + [stranger], interval: 249_999_999, finish: false))
    #expect(early.packets == [4])
    let late = try only(StreamLog(Self.answered() + [stranger], interval: 250_000_000, finish: false))
    #expect(late.packets == [4, 5, 6])
    #expect(late.notes == ["1 gap 7+7"])
  }

  @Test func `so does it that no packet comes`() throws {
    let log = try only(StreamLog(Self.answered(), finish: false, rest: true))
    #expect(log.packets == [4, 5, 6])
    #expect(log.notes == ["1 gap 7+7"])
    // Bytes that nobody has acknowledged may still be sent again.
    let open = try only(StreamLog(Self.answered().dropLast(), finish: false, rest: true))
    #expect(open.packets == [4])
    #expect(open.notes == [])
  }

  @Test func `a clock that stands at the end of time is no trouble`() throws {
    let log = StreamLog(Self.answered() + [maker.frame(.first, at: 7, hello)], interval: .max / 6)
    #expect(try only(log).second == hello)
  }

  @Test func `the acknowledgment may be in the capture before what it acknowledges`() throws {
    let log = StreamLog(
      maker.opening() + [
        maker.frame(.first, hello), maker.frame(.second, world, acknowledging: 14),
        maker.frame(.second, at: 10, hello, acknowledging: 14), maker.frame(.first, at: 14, world, acknowledging: 17),
        maker.frame(.first, at: 7, hello),
      ])
    let connection = try only(log)
    #expect(connection.packets == [4, 8, 5, 6, 7])
    #expect(connection.notes == ["captureEnded"])
  }

  @Test func `so may that of the first bytes, and of the SYN`() throws {
    let opening = maker.opening()
    let log = StreamLog([
      maker.frame(.second, acknowledging: 7), opening[1], opening[0], maker.frame(.second, world, acknowledging: 7),
      maker.frame(.first, hello),
    ])
    let connection = try only(log)
    #expect(connection.addresses == "10.0.0.1:40000 → 192.168.0.2:80")
    #expect(connection.initiatorKnown)
    #expect(connection.both == hello + world)
    #expect(connection.notes == ["captureEnded"])
  }

  @Test func `so may that of a FIN`() throws {
    let log = StreamLog(
      maker.opening() + [
        maker.frame(.second, at: 10, flags: fin, acknowledging: 8), maker.frame(.first, hello, flags: fin),
        maker.frame(.second, world, acknowledging: 8),
      ])
    let connection = try only(log)
    #expect(connection.packets == [5, 6])
    #expect(connection.notes == ["1 finished 7", "2 finished 10", "finished"])
  }

  @Test func `what is not acknowledged is waited for, and nothing waits with it`() throws {
    let log = StreamLog(
      maker.opening() + [
        maker.frame(.first, hello), maker.frame(.first, at: 14, world), maker.frame(.second, hello, acknowledging: 7),
        maker.frame(.second, at: 7, hello, acknowledging: 7), maker.frame(.first, at: 7, hello),
        maker.frame(.second, at: 14, world, acknowledging: 24),
      ], interval: 1_000_000_000)
    let connection = try only(log)
    #expect(connection.packets == [4, 6, 7, 8, 5, 9])
    #expect(connection.notes == ["captureEnded"])
  }

  @Test func `of a hole that is acknowledged in part, only that part is given up`() throws {
    let log = StreamLog(
      maker.opening() + [
        maker.frame(.first, hello), maker.frame(.first, at: 21, world), maker.frame(.second, world, acknowledging: 14),
        maker.frame(.second, at: 10, hello, acknowledging: 14), maker.frame(.first, at: 14, hello),
      ], interval: 250_000_000)
    let connection = try only(log)
    #expect(connection.packets == [4, 6, 7, 8, 5])
    #expect(connection.notes == ["1 gap 7+7", "captureEnded"])
  }

  @Test func `two holes are two gaps, and both sides may have one`() throws {
    let packets =
      maker.opening() + [
        maker.frame(.first, hello), maker.frame(.first, at: 14, hello), maker.frame(.first, at: 28, hello),
        maker.frame(.second, at: 10, world, acknowledging: 35), maker.frame(.first, at: 35, world, acknowledging: 20),
        maker.frame(.second, at: 20, hello, acknowledging: 45),
      ]
    let expected = ["1 gap 7+7", "1 gap 21+7", "2 gap 0+10"]
    let atEnd = try only(StreamLog(packets))
    #expect(atEnd.packets == [4, 5, 6, 7, 8, 9])
    #expect(atEnd.notes == expected + ["captureEnded"])
    let others = (1...40).map { maker.frame(.first, at: 45, acknowledging: 27 + $0 % 2) }
    let before = try only(StreamLog(packets + others, finish: false))
    #expect(before.packets == [4, 5, 6, 7, 8, 9])
    #expect(before.notes == expected)
  }

  @Test func `lost bytes that nothing follows are no gap while they may come`() throws {
    let answers = (0..<40).map { maker.frame(.second, at: $0, [UInt8($0)], acknowledging: 14) }
    let packets = maker.opening() + [maker.frame(.first, hello)] + answers
    let log = try only(StreamLog(packets, finish: false))
    #expect(log.second.count == 40)
    #expect(log.notes == [])
    #expect(try only(StreamLog(packets)).notes == ["1 gap 7+7", "captureEnded"])
    let late = try only(StreamLog(packets + [maker.frame(.first, at: 7, hello)]))
    #expect(late.first == hello + hello)
    #expect(late.notes == ["captureEnded"])
  }

  @Test func `a FIN shows what is missing before it`() throws {
    let packets =
      maker.opening() + [
        maker.frame(.first, hello), maker.frame(.first, at: 14, flags: fin),
        maker.frame(.second, world, flags: fin, acknowledging: 15), maker.frame(.first, at: 15, acknowledging: 11),
        PacketMaker(ports: (7, 7)).frame(.first),
      ]
    let log = try only(StreamLog(packets, interval: 125_000_000, finish: false))
    #expect(log.packets == [4, 6])
    #expect(log.notes == ["1 gap 7+7", "1 finished 14", "2 finished 10", "finished"])
  }

  @Test func `a FIN that was not captured keeps nobody waiting, and is told as one`() throws {
    let packets =
      maker.opening() + [maker.frame(.first, hello)]
      + (0..<34).map { maker.frame(.second, at: $0, [UInt8($0)], acknowledging: 8) }
    #expect(try only(StreamLog(packets, finish: false)).second.count == 34)
    #expect(try only(StreamLog(packets)).notes == ["1 finished 7", "captureEnded"])
    // Should it come after all, it is not told again.
    let late = try only(StreamLog(packets + [maker.frame(.first, at: 7, flags: fin)]))
    #expect(late.notes == ["1 finished 7", "captureEnded"])
    #expect(late.first == hello && late.second.count == 34)
  }

  @Test func `of a direction that is wholly absent nothing is missing`() throws {
    let packets = (0..<20).map { maker.frame(.second, at: $0, [UInt8($0)], acknowledging: 10 * $0) }
    let withAnswer = try only(StreamLog([maker.opening()[1]] + packets))
    #expect(withAnswer.second.count == 20)
    #expect(withAnswer.notes == ["captureEnded"])
    let unfinished = try only(StreamLog([maker.opening()[1]] + packets, finish: false))
    #expect(unfinished.second.count == 20)
    #expect(try only(StreamLog(packets)).notes == ["captureEnded"])
  }

  @Test func `limits hold for what waits for the other side`() throws {
    var limits = CaptureStreams.Limits()
    limits.waitingSegments = 3
    let answers = (0..<5).map { maker.frame(.second, at: $0, [UInt8($0)], acknowledging: 24) }
    let log = StreamLog(Array(Self.answered().dropLast()) + answers, limits: limits, finish: false)
    let connection = try only(log)
    #expect(connection.packets == [4, 5, 6, 7, 8, 9, 10])
    #expect(connection.notes == ["1 gap 7+7"])
  }

  @Test(arguments: [0, 1, 3])
  func `a keep-alive has a byte that is made up, and is no part of the stream`(others: Int) throws {
    let keepAlive = [
      maker.frame(.first, at: 23, [0x99], acknowledging: 3), maker.frame(.second, at: 3, acknowledging: 24),
    ]
    let packets =
      maker.opening() + [
        maker.frame(.first, hello), maker.frame(.second, [1, 2, 3], acknowledging: 7),
        maker.frame(.second, at: 3, acknowledging: 24),
      ] + (0..<others).flatMap { _ in keepAlive }
    let log = try only(StreamLog(packets + [maker.frame(.first, at: 24, world, acknowledging: 3)]))
    #expect(log.first == hello + world)
    #expect(log.notes == ["1 gap 7+17", "captureEnded"])
    // What comes all the same was late only.
    let late = try only(StreamLog(packets + [maker.frame(.first, at: 7, world + hello)]))
    if others == 0 { #expect(late.first == hello + world + hello) }
    #expect(!late.notes.contains { $0.contains("gap") })
  }

  @Test func `a keep-alive is a gap's end, where nothing follows it`() throws {
    let packets =
      maker.opening() + [
        maker.frame(.first, hello), maker.frame(.second, acknowledging: 14), maker.frame(.first, at: 13, [0x99]),
      ]
    let log = try only(StreamLog(packets, finish: false, rest: true))
    #expect(log.first == hello)
    #expect(log.notes == ["1 gap 7+7"])
  }

  @Test func `one byte may stand behind its acknowledgment, too`() throws {
    let log = StreamLog(
      maker.opening() + [
        maker.frame(.second, world, acknowledging: 8), maker.frame(.first, at: 7, [0x99]), maker.frame(.first, hello),
      ])
    let connection = try only(log)
    #expect(connection.both == hello + [0x99] + world)
    #expect(connection.notes == ["captureEnded"])
  }

  @Test func `a gap at the end is told by a packet of its own connection`() throws {
    let strangers = (1...20).map { PacketMaker(ports: (UInt16($0), 7)).frame(.first) }
    let packets = maker.opening() + [maker.frame(.first, hello), maker.frame(.second, world, acknowledging: 14)]
    let log = try #require(StreamLog(packets + strangers).connections.first)
    #expect(log.notes == ["1 gap 7+7", "captureEnded"])
    #expect(log.gapPackets == [5])
  }

  // MARK: One direction

  @Test func `with nobody to acknowledge them, missing bytes are waited for as long as packets are`() throws {
    func packets(_ count: Int) -> [[UInt8]] {
      (0..<count).map { maker.frame(.first, at: 7 * $0, hello) }.enumerated().filter { $0.offset != 1 }.map(\.element)
    }
    for interval: Int64 in [1000, 250_000_000] {
      let early = try only(StreamLog(packets(34), interval: interval, finish: false, rest: true))
      #expect(early.packets == [1])
      let late = try only(StreamLog(packets(35), interval: interval, finish: false))
      #expect(late.packets == Array(1...34))
      #expect(late.notes == ["1 gap 7+7"])
      #expect(late.gapPackets == [2])
    }
    // Where the other side is heard, it may still tell.
    let heard = try only(StreamLog([maker.frame(.second, acknowledging: 7)] + packets(40), finish: false))
    #expect(heard.notes == [])
  }

  // MARK: Resets

  @Test(arguments: [(2, ["1 gap 7+2"]), (10, ["1 gap 7+10"]), (0, []), (1, []), (-7, []), (70_000, [])])
  func `a RST shows what is missing before it`(distance: Int, gaps: [String]) throws {
    let rst = maker.frame(.first, at: 7 + distance, flags: PacketMaker.rst)
    let log = try only(StreamLog(maker.opening() + [maker.frame(.first, hello), rst]))
    #expect(log.notes == gaps + ["1 reset", "reset"])
    #expect(log.gapPackets == gaps.map { _ in 5 })
  }

  @Test(arguments: [-2, -1000, 1 << 31 - 100, 1 << 30 + 8])
  func `a RST from elsewhere ends nothing`(offset: Int) throws {
    let rst = maker.frame(.first, at: offset, flags: PacketMaker.rst)
    let packets = maker.opening() + [maker.frame(.first, hello), rst, maker.frame(.second, world, acknowledging: 7)]
    let log = try only(StreamLog(packets))
    #expect(log.both == hello + world)
    #expect(log.notes == ["captureEnded"])
  }

  // MARK: Properties

  /// Two sides that talk in turn: each acknowledges all that the other has said.
  private func dialogue(_ maker: PacketMaker, _ generator: inout SeededGenerator) -> [(packet: [UInt8], isData: Bool)] {
    var packets: [(packet: [UInt8], isData: Bool)] = []
    var ends = [0, 0]
    for turn in 0..<30 {
      let side: StreamSide = turn % 2 == 0 ? .first : .second
      let own = Int(side.rawValue)
      for _ in 0..<Int.random(in: 1...3, using: &generator) {
        let bytes = (0..<Int.random(in: 1...40, using: &generator)).map { _ in
          UInt8.random(in: 0...255, using: &generator)
        }
        packets.append((maker.frame(side, at: ends[own], bytes, acknowledging: ends[1 - own]), true))
        ends[own] += bytes.count
      }
      if Bool.random(using: &generator) {
        packets.append((maker.frame(side.opposite, at: ends[1 - own], acknowledging: ends[own]), false))
      }
    }
    packets.append((maker.frame(.first, at: ends[0], flags: fin, acknowledging: ends[1]), false))
    packets.append((maker.frame(.second, at: ends[1], flags: fin, acknowledging: ends[0] + 1), false))
    packets.append((maker.frame(.first, at: ends[0] + 1, acknowledging: ends[1] + 1), false))
    return packets
  }

  /// Moves each packet by a few places, and repeats some.
  private func mixedUp(_ packets: [[UInt8]], _ generator: inout SeededGenerator) -> [[UInt8]] {
    var places: [(place: Double, packet: [UInt8])] = []
    for (index, packet) in packets.enumerated() {
      for _ in 0..<(Int.random(in: 0..<5, using: &generator) == 0 ? 2 : 1) {
        places.append((Double(index) + .random(in: 0..<12, using: &generator), packet))
      }
    }
    return places.sorted { $0.place < $1.place }.map(\.packet)
  }

  private static func randomMaker(_ generator: inout SeededGenerator) -> PacketMaker {
    PacketMaker(
      isVersion6: .random(using: &generator),
      initial: (UInt32.max &- .random(in: 0..<1500, using: &generator), .random(in: 0...(.max), using: &generator)))
  }

  @Test(arguments: 0..<100)
  func `any order within the tolerance tells the same in the same order`(seed: UInt64) throws {
    var generator = SeededGenerator(state: seed)
    let maker = Self.randomMaker(&generator)
    let packets = dialogue(maker, &generator).map(\.packet)
    let origin = try only(StreamLog(maker.opening() + packets))
    #expect(origin.notes.count == 3 && origin.both.count > 300)
    let mixed = try only(StreamLog(maker.opening() + mixedUp(packets, &generator), interval: 10_000_000))
    #expect(mixed.both == origin.both)
    #expect(mixed.notes == origin.notes)
  }

  @Test(arguments: 0..<100)
  func `whatever is lost, the rest keeps its order`(seed: UInt64) throws {
    var generator = SeededGenerator(state: seed)
    let maker = Self.randomMaker(&generator)
    let packets = dialogue(maker, &generator)
    let isMixed = seed % 2 == 0
    let interval: Int64 = seed % 4 < 2 ? 1000 : isMixed ? 5_000_000 : 400_000_000
    let likelihood = Int.random(in: 4...30, using: &generator)
    var kept = packets.map { !$0.isData || Int.random(in: 0..<likelihood, using: &generator) > 0 }
    // The first turn's place is what the connection opens with.
    kept[0] = true
    let present = zip(packets, kept).filter(\.1).map(\.0.packet)
    // In a capture of the kept packets alone, acknowledgments tell of the others: what was told of each in its turn.
    let expected = zip(packets, kept).filter { $0.1 && $0.0.isData }.flatMap { payload(of: $0.0.packet) }
    let shown = isMixed ? mixedUp(present, &generator) : present
    let log = try only(StreamLog(maker.opening() + shown, interval: interval))
    #expect(log.both == expected)
    #expect(log.notes.contains { $0.contains("gap") } == kept.contains(false))
    #expect(Array(log.notes.suffix(1)) == ["finished"] || log.notes.last == "captureEnded")
  }

  private func payload(of packet: [UInt8]) -> [UInt8] {
    Array(packet.dropFirst(14 + (packet[12] == 0x86 ? 40 : 20) + 20))
  }
}
