import Testing

@testable import PacketCapture

/// What comes behind a RST in a capture: segments in the wrong order, and those that were on their way.
@Suite struct ResetTests {
  private static let hello = Array("hello, ".utf8)
  private static let world = Array("world!".utf8)
  private let maker = PacketMaker()
  private let reset = PacketMaker.rst | PacketMaker.ack

  /// A conversation, at the end of which one side sends a RST.
  private var packets: [[UInt8]] {
    maker.opening() + [
      maker.frame(.first, Self.hello), maker.frame(.second, Self.world, acknowledging: 7),
      maker.frame(.first, at: 7, Self.world, acknowledging: 6), maker.frame(.second, at: 6, flags: reset),
    ]
  }

  @Test func `segments around it may stand in any order`() throws {
    let ordered = StreamLog(packets)
    #expect(ordered.connections.map(\.notes) == [["2 reset", "reset"]])
    var swapped = packets
    swapped.swapAt(5, 6)
    let log = StreamLog(swapped)
    #expect(log.connections.map(\.first) == [Self.hello + Self.world])
    #expect(log.connections.map(\.second) == [Self.world])
    #expect(log.connections.map(\.notes) == [["2 reset", "reset"]])
    #expect(!log.isInconsistent)
  }

  @Test func `what follows later than a quarter of a second is not of the connection`() throws {
    let late = [maker.frame(.first, at: 13, Self.hello, acknowledging: 6)]
    let soon = StreamLog(packets + late, interval: 249_000_000)
    #expect(soon.connections.map(\.first) == [Self.hello + Self.world + Self.hello])
    let log = StreamLog(packets + late, interval: 250_000_000)
    #expect(log.connections.map(\.first) == [Self.hello + Self.world])
    #expect(log.connections.map(\.notes) == [["2 reset", "reset"]])
    #expect(log.statistics.connections == 1)
  }

  @Test func `the connection is over at once where nothing more is there`() throws {
    #expect(StreamLog(packets, finish: false).connections.map(\.notes) == [[]])
    #expect(StreamLog(packets, finish: false, rest: true).connections.map(\.notes) == [["2 reset", "reset"]])
    let other = PacketMaker(ports: (7, 7)).frame(.first)
    let log = StreamLog(packets + [other], interval: 250_000_000, finish: false)
    #expect(log.connections.map(\.notes) == [["2 reset", "reset"]])
  }

  @Test func `the next connection on the same ports ends it`() throws {
    let again = PacketMaker(initial: (77_000, 99_000))
    let log = StreamLog(packets + again.opening() + [again.frame(.first, Self.hello)])
    #expect(log.connections.map(\.notes) == [["2 reset", "reset"], ["captureEnded"]])
    #expect(log.connections.map(\.first) == [Self.hello + Self.world, Self.hello])
    #expect(log.statistics.connections == 2)
  }

  @Test func `both FINs end it for both`() throws {
    let fin = PacketMaker.fin | PacketMaker.ack
    let log = StreamLog(
      packets.dropLast() + [
        maker.frame(.second, at: 6, flags: fin, acknowledging: 13), maker.frame(.second, at: 7, flags: reset),
        maker.frame(.first, at: 13, flags: fin, acknowledging: 7),
      ])
    #expect(log.connections.map(\.notes) == [["2 finished 6", "1 finished 13", "finished"]])
  }

  @Test func `few connections wait for what may follow`() throws {
    let makers = (0..<100).map { PacketMaker(ports: (UInt16(1000 + $0), 80)) }
    let packets: [[UInt8]] = makers.flatMap { maker in
      maker.opening() + [maker.frame(.first, Self.hello), maker.frame(.first, at: 7, flags: reset)]
    }
    let log = StreamLog(packets, interval: 0, finish: false)
    let over = Array(repeating: ["1 reset", "reset"], count: 36)
    #expect(log.connections.map(\.notes) == over + Array(repeating: [], count: 64))
    var limits = CaptureStreams.Limits()
    limits.connections = 10
    let limited = StreamLog(packets, limits: limits, interval: 0)
    #expect(limited.connections.map(\.notes) == Array(repeating: ["1 reset", "reset"], count: 100))
    #expect(limited.statistics.evictedConnections == 0)
  }
}
