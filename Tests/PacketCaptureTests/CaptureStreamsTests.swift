import Testing

@testable import PacketCapture

private let maker = PacketMaker()
private let hello = Array("hello, ".utf8)
private let world = Array("wide world".utf8)
private let fin = PacketMaker.fin | PacketMaker.ack

@Suite struct CaptureStreamsTests {
  private func only(_ log: StreamLog) throws -> StreamLog.Connection {
    #expect(!log.isInconsistent)
    #expect(log.connections.count == 1)
    return try #require(log.connections.first)
  }

  @Test func `delivers both sides in order from SYN to FIN`() throws {
    let log = StreamLog(
      maker.opening() + [
        maker.frame(.first, hello), maker.frame(.second, world, acknowledging: 7),
        maker.frame(.first, at: 7, world, flags: fin, acknowledging: 10),
        maker.frame(.second, at: 10, hello, flags: fin, acknowledging: 18),
        maker.frame(.first, at: 18, acknowledging: 18),
      ])
    let connection = try only(log)
    #expect(connection.addresses == "10.0.0.1:40000 → 192.168.0.2:80")
    #expect(connection.initiatorKnown)
    #expect(connection.first == hello + world)
    #expect(connection.second == world + hello)
    #expect(connection.notes == ["1 finished 17", "2 finished 17", "finished"])
    #expect(connection.packets == [4, 5, 6, 7])
  }

  @Test func `puts segments in order and keeps the packet they came in`() throws {
    let log = StreamLog(
      maker.opening() + [
        maker.frame(.first, at: 14, hello), maker.frame(.first, at: 7, hello),
        maker.frame(.first, at: 21, hello, flags: fin),
        maker.frame(.first, hello),
      ])
    let connection = try only(log)
    #expect(connection.first == hello + hello + hello + hello)
    #expect(connection.packets == [7, 5, 4, 6])
    #expect(connection.notes == ["1 finished 28", "captureEnded"])
  }

  @Test(arguments: [0xffff_fffc, 0xffff_ffff, 0, 0x7fff_fffb] as [UInt32])
  func `sequence numbers wrap`(initial: UInt32) throws {
    var maker = maker
    maker.initial.0 = initial
    let log = StreamLog(
      maker.opening() + [
        maker.frame(.first, at: 7, world), maker.frame(.first, hello), maker.frame(.first, at: 17, hello),
      ])
    #expect(try only(log).first == hello + world + hello)
  }

  @Test func `retransmissions and overlaps with the same bytes change nothing`() throws {
    let text = Array("abcdefghijklmnopqrstuvwxyz".utf8)
    let ranges = [0..<5, 0..<5, 3..<9, 0..<12, 20..<26, 14..<22, 18..<24, 10..<26, 0..<26]
    let log = StreamLog(maker.opening() + ranges.map { maker.frame(.first, at: $0.lowerBound, Array(text[$0])) })
    let connection = try only(log)
    #expect(connection.first == text)
    #expect(connection.notes == ["captureEnded"])
  }

  @Test func `of copies that differ the first is used and each spot is told once`() throws {
    let log = StreamLog(
      maker.opening() + [
        maker.frame(.first, Array("abcdef".utf8)), maker.frame(.first, Array("abXYef".utf8)),
        maker.frame(.first, Array("abXYef".utf8)),
        maker.frame(.first, at: 8, Array("ij".utf8)), maker.frame(.first, at: 6, Array("ghIJ".utf8)),
      ])
    let connection = try only(log)
    #expect(connection.first == Array("abcdefghij".utf8))
    #expect(connection.notes == ["1 conflict 2+2", "1 conflict 8+2", "captureEnded"])
  }

  @Test func `every packet captured twice gives what one copy gives`() throws {
    let packets =
      maker.opening() + [
        maker.frame(.first, hello), maker.frame(.second, world, acknowledging: 7),
        maker.frame(.first, at: 7, flags: fin, acknowledging: 10),
        maker.frame(.second, at: 10, flags: fin, acknowledging: 8),
        maker.frame(.first, at: 8, acknowledging: 11),
      ]
    let once = try only(StreamLog(packets))
    let twice = try only(StreamLog(packets.flatMap { [$0, $0] }))
    #expect(twice.first == once.first)
    #expect(twice.second == once.second)
    #expect(twice.notes == once.notes)
  }

  @Test func `keep-alives are neither data nor conflicts`() throws {
    let log = StreamLog(
      maker.opening() + [
        maker.frame(.first, at: -1, [0]), maker.frame(.first, hello), maker.frame(.second, acknowledging: 7),
        maker.frame(.first, at: 6), maker.frame(.first, at: 6, [0xff]), maker.frame(.second, acknowledging: 7),
        maker.frame(.first, at: 7, world),
        maker.frame(.first, at: 24, hello), maker.frame(.first, at: 30, [0xff]), maker.frame(.first, at: 17, hello),
      ])
    let connection = try only(log)
    #expect(connection.first == hello + world + hello + hello)
    #expect(connection.notes == ["captureEnded"])
  }

  @Test func `a window probe's byte is data, and the same byte once more is not`() throws {
    let log = StreamLog(maker.opening() + [maker.frame(.first, [hello[0]]), maker.frame(.first, hello)])
    #expect(try only(log).first == hello)
  }

  @Test func `one side may finish and the other go on`() throws {
    let log = StreamLog(
      maker.opening() + [
        maker.frame(.first, hello, flags: fin), maker.frame(.second, world, acknowledging: 8),
        maker.frame(.first, at: 8, Array("after the end".utf8)),
        maker.frame(.second, at: 10, world, flags: fin, acknowledging: 8),
      ])
    let connection = try only(log)
    #expect(connection.first == hello)
    #expect(connection.second == world + world)
    #expect(connection.notes == ["1 finished 7", "2 finished 20", "finished"])
  }

  @Test func `a reset ends the connection, and what comes late opens none`() throws {
    let log = StreamLog(
      maker.opening() + [
        maker.frame(.first, hello), maker.frame(.first, at: 14, hello),
        maker.frame(.second, at: 123_456, flags: PacketMaker.rst), maker.frame(.first, at: 7, hello),
        maker.frame(.second, world),
      ], interval: 250_000_000)
    let connection = try only(log)
    #expect(connection.first == hello + hello)
    #expect(connection.notes == ["1 gap 7+7", "2 reset", "reset"])
  }

  @Test func `the same ports serve one connection after another`() throws {
    var again = maker
    again.initial = (77_777, 88_888)
    let log = StreamLog(
      maker.opening() + [maker.frame(.first, hello), maker.opening()[0]] + again.opening() + [
        again.frame(.first, world), again.frame(.second, hello, flags: fin), again.frame(.first, at: 10, flags: fin),
      ])
    #expect(log.connections.map(\.first) == [hello, world])
    #expect(log.connections.map(\.notes) == [["portsReused"], ["2 finished 7", "1 finished 10", "finished"]])
    #expect(log.statistics.connections == 2)
  }

  @Test func `ports are taken anew after a close, by a SYN-ACK too`() {
    var again = maker
    again.initial = (77_777, 88_888)
    let closed =
      maker.opening() + [
        maker.frame(.first, hello, flags: fin), maker.frame(.second, world, flags: fin, acknowledging: 8),
        maker.opening()[1],
      ]
    let log = StreamLog(closed + again.opening()[1...] + [again.frame(.second, hello)])
    #expect(log.connections.map(\.second) == [world, hello])
    #expect(log.connections.map(\.addresses) == Array(repeating: "10.0.0.1:40000 → 192.168.0.2:80", count: 2))
  }

  @Test func `without a SYN the side seen first is the first`() throws {
    let log = StreamLog([maker.frame(.second, at: 500, world), maker.frame(.first, at: 70, hello)])
    let connection = try only(log)
    #expect(connection.addresses == "192.168.0.2:80 → 10.0.0.1:40000")
    #expect(!connection.initiatorKnown)
    #expect(connection.first == world)
    #expect(connection.second == hello)
  }

  @Test func `a SYN-ACK's receiver is the first, and tells where its stream begins`() throws {
    let log = StreamLog(
      maker.opening()[1...] + [maker.frame(.first, at: 7, world), maker.frame(.second, hello, acknowledging: 17)])
    let connection = try only(log)
    #expect(connection.addresses.hasPrefix("10.0.0.1:40000"))
    #expect(connection.initiatorKnown)
    #expect(connection.notes == ["1 gap 0+7", "captureEnded"])
    #expect(connection.first == world)
  }

  @Test func `a capture that begins with a keep-alive misses nothing`() throws {
    let log = StreamLog([
      maker.frame(.first, at: 99), maker.frame(.second, at: 40, acknowledging: 100),
      maker.frame(.first, at: 100, hello),
    ])
    let connection = try only(log)
    #expect(connection.first == hello)
    #expect(connection.notes == ["captureEnded"])
  }

  @Test func `the byte of a keep-alive before the first payload is none of the stream`() throws {
    let log = StreamLog([
      maker.frame(.first, at: 100), maker.frame(.second, at: 40, acknowledging: 100),
      maker.frame(.first, at: 99, [0xe7], acknowledging: 40), maker.frame(.second, at: 40, acknowledging: 100),
      maker.frame(.second, at: 39, [0x99], acknowledging: 100), maker.frame(.first, at: 100, hello, acknowledging: 40),
      maker.frame(.second, at: 40, world, acknowledging: 107),
    ])
    let connection = try only(log)
    #expect(connection.first == hello && connection.second == world)
    #expect(connection.notes == ["captureEnded"])
  }

  @Test func `a late copy from an earlier connection on the same ports is none of this one's`() throws {
    var again = maker
    again.initial = (700_000_777, 900_088_888)
    let late = maker.frame(.first, hello, acknowledging: 0)
    let packets = again.opening() + [again.frame(.first, hello), again.frame(.second, world, acknowledging: 7)]
    // From here the earlier one's numbers are ahead.
    var behind = maker
    behind.initial = (900_000_000, 1_500_000_000)
    for copy in [late, behind.frame(.first, at: 7, hello, acknowledging: 3)] {
      let log = StreamLog(packets + [copy, again.frame(.first, at: 7, world, acknowledging: 10)])
      let connection = try only(log)
      #expect(connection.first == hello + world && connection.second == world)
      #expect(connection.notes == ["captureEnded"])
    }
  }

  @Test func `a connection of which very much is missing is followed all the same`() throws {
    let far = 1 << 25
    let packets =
      maker.opening() + [maker.frame(.first, hello), maker.frame(.second, world, acknowledging: 7)]
      + (0..<40).map { maker.frame(.first, at: far + 7 * $0, hello, acknowledging: far) }
    let connection = try only(StreamLog(packets))
    #expect(connection.first.count >= 7 * 30)
    #expect(connection.notes.contains { $0.hasPrefix("1 gap 7+") })
  }

  @Test func `data on a SYN is data`() throws {
    let log = StreamLog([
      maker.frame(.first, at: -1, hello, flags: PacketMaker.syn),
      maker.frame(.second, at: -1, flags: PacketMaker.syn | PacketMaker.ack, acknowledging: 7),
      maker.frame(.first, at: 7, world),
    ])
    #expect(try only(log).first == hello + world)
  }

  @Test func `connections without payload are counted and not told`() {
    let log = StreamLog(maker.opening() + [maker.frame(.second, flags: PacketMaker.rst)])
    #expect(log.connections.isEmpty)
    #expect(log.statistics.connections == 1)
  }

  @Test func `a lost segment that was acknowledged is given up after 32 packets, not before`() throws {
    let start = maker.opening() + [maker.frame(.first, hello), maker.frame(.first, at: 14, hello)]
    let others = (0..<33).map { maker.frame(.second, at: $0, [UInt8($0)], acknowledging: 21) }
    let late = maker.frame(.first, at: 7, hello)
    let patient = try only(StreamLog(start + others[..<30] + [late]))
    #expect(patient.first == hello + hello + hello)
    #expect(patient.notes == ["captureEnded"])
    let lost = try only(StreamLog(start + others + [late]))
    #expect(lost.first == hello + hello)
    #expect(lost.notes == ["1 gap 7+7", "captureEnded"])
    #expect(lost.second.count == 33)
    #expect(lost.packets.firstIndex(of: 5).map { $0 < 34 } == true)
  }

  @Test func `a lost segment nobody acknowledged is waited for`() throws {
    let others = (0..<100).map { maker.frame(.second, at: $0, [UInt8($0)], acknowledging: 7) }
    let log = StreamLog(
      maker.opening() + [maker.frame(.first, hello), maker.frame(.first, at: 14, hello)] + others
        + [maker.frame(.first, at: 7, hello)])
    #expect(try only(log).first == hello + hello + hello)
  }

  @Test func `no more waits than the limits allow`() throws {
    var limits = CaptureStreams.Limits()
    limits.waitingSegments = 3
    let packets = maker.opening() + (1...4).map { maker.frame(.first, at: $0 * 14, hello) }
    let bySegments = try only(StreamLog(packets, limits: limits))
    #expect(bySegments.notes.prefix(2) == ["1 waitingSegments", "1 gap 0+14"])
    limits.waitingSegments = 10
    limits.waitingBytes = 20
    let byBytes = try only(StreamLog(packets, limits: limits))
    #expect(byBytes.notes.prefix(2) == ["1 waitingBytes", "1 gap 0+14"])
    #expect(byBytes.notes.filter { $0.hasSuffix("waitingBytes") }.count == 1)
  }

  @Test func `what the snap length cut off is a gap of known length`() throws {
    let packets =
      maker.opening() + [
        maker.frame(.first, hello), maker.frame(.first, at: 7, world), maker.frame(.first, at: 17, hello),
      ]
    var cut = packets
    cut[4].removeLast(6)
    let log = StreamLog(cut, originalLengths: [4: packets[4].count])
    let connection = try only(log)
    #expect(connection.first == hello + world.prefix(4) + hello)
    #expect(connection.notes == ["1 gap 11+6", "captureEnded"])
    #expect(log.statistics.cutPackets == 1)
    // The same behind a hole, and with nothing of the payload left.
    cut[4].removeLast(4)
    let swapped = try only(StreamLog(cut[..<3] + [cut[4], cut[3], cut[5]], originalLengths: [3: packets[4].count]))
    #expect(swapped.first == hello + hello)
    #expect(swapped.notes == ["1 gap 7+10", "captureEnded"])
  }

  @Test func `bytes that were acknowledged and never seen are missing at the end`() throws {
    let seen = maker.opening() + [maker.frame(.first, hello)]
    #expect(
      try only(StreamLog(seen + [maker.frame(.second, acknowledging: 107)])).notes == ["1 gap 7+100", "captureEnded"])
    // One more may be a FIN that was not captured.
    #expect(try only(StreamLog(seen + [maker.frame(.second, acknowledging: 8)])).notes == ["captureEnded"])
    // A number out of any window is nonsense.
    #expect(try only(StreamLog(seen + [maker.frame(.second, acknowledging: 1 << 30 + 8)])).notes == ["captureEnded"])
  }

  @Test func `a connection nobody wants is forgotten, and the next on its ports is told`() {
    var again = maker
    again.initial = (1, 2)
    let packets =
      maker.opening() + [maker.frame(.first, hello), maker.frame(.first, at: 7, hello)] + again.opening() + [
        again.frame(.first, world)
      ]
    let log = StreamLog(packets) { kind in
      if case .bytes = kind { .ignore } else { .follow }
    }
    #expect(log.connections.map(\.first) == [hello, world])
    #expect(log.connections.map(\.notes) == [[], []])
  }

  @Test func `when there are too many connections the one that rested longest goes`() {
    var limits = CaptureStreams.Limits()
    limits.connections = 2
    let makers = (0..<3).map { PacketMaker(ports: (UInt16(1000 + $0), 80)) }
    let log = StreamLog(
      [makers[0], makers[1]].flatMap { $0.opening() + [$0.frame(.first, hello)] } + [
        makers[0].frame(.first, at: 7, hello)
      ]
        + makers[2].opening() + [makers[2].frame(.first, hello), makers[0].frame(.first, at: 14, hello)],
      limits: limits)
    #expect(log.connections.map(\.notes) == [["pressed", "captureEnded"], ["pressed", "evicted"], ["captureEnded"]])
    #expect(log.connections[0].first == hello + hello + hello)
    #expect(log.statistics.evictedConnections == 1)
  }

  @Test func `a connection that was given up is neither taken up again nor counted again`() {
    var limits = CaptureStreams.Limits()
    limits.connections = 2
    let makers = (0..<5).map { PacketMaker(ports: (UInt16(1000 + $0), 80)) }
    var packets = makers.flatMap { $0.opening() + [$0.frame(.first, hello)] }
    for round in 1..<20 {
      packets += makers.flatMap { maker in
        [maker.frame(.first, at: 7 * round, hello), maker.frame(.second, at: 7 * round - 7, hello)]
      }
    }
    let log = StreamLog(packets, limits: limits)
    #expect(log.connections.map(\.notes.last) == ["evicted", "evicted", "evicted", "captureEnded", "captureEnded"])
    #expect(log.connections.map(\.first.count) == [1, 1, 1, 20, 20].map { $0 * hello.count })
    #expect(log.statistics.evictedConnections == 3)
    #expect(log.statistics.connections == 5)
    #expect(!log.isInconsistent)
  }

  @Test func `a new connection between the ports of one that was given up is followed`() {
    var limits = CaptureStreams.Limits()
    limits.connections = 1
    let makers = (0..<2).map { PacketMaker(ports: (UInt16(1000 + $0), 80)) }
    let again = PacketMaker(ports: (1000, 80), initial: (77_000, 99_000))
    let packets =
      makers.flatMap { $0.opening() + [$0.frame(.first, hello)] } + again.opening() + [again.frame(.first, world)]
    let log = StreamLog(packets, limits: limits)
    #expect(log.connections.map(\.first) == [hello, hello, world])
    #expect(log.statistics.connections == 3)
  }

  @Test func `an idle flow takes at most 96 bytes`() {
    #expect(MemoryLayout<Flow>.stride <= 96)
  }
}
