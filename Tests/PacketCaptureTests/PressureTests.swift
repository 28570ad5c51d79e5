import Testing

@testable import PacketCapture

/// What is done about more connections than can be followed before it is known what they are.
@Suite struct PressureTests {
  private static let hello = Array("hello".utf8)
  private static let world = Array("world".utf8)

  /// Three connections, of which the first two are followed when the third sends.
  private static func makers() -> [PacketMaker] { (0..<3).map { PacketMaker(ports: (UInt16(1000 + $0), 80)) } }

  private static var limits: CaptureStreams.Limits {
    var limits = CaptureStreams.Limits()
    limits.undecided = 2
    return limits
  }

  private static func isPressed(_ kind: StreamEvent.Kind) -> Bool {
    if case .pressed = kind { true } else { false }
  }

  @Test func `the one that has rested longest is set aside, and told on at its next bytes`() {
    let makers = Self.makers()
    let packets =
      makers.flatMap { $0.opening() + [$0.frame(.first, Self.hello)] }
      // Behind what it has sent, a copy of that, and more that is new.
      + [makers[0].frame(.first, Self.hello), makers[0].frame(.first, at: 5, Self.world)]
    let log = StreamLog(packets, limits: Self.limits) { Self.isPressed($0) ? .ignore : .follow }
    #expect(!log.isInconsistent)
    #expect(log.connections.map(\.first) == [Self.hello, Self.hello, Self.hello, Self.world])
    #expect(
      log.connections.map(\.notes) == [["pressed"], ["pressed"], ["captureEnded"], ["captureEnded"]])
    #expect(log.connections[3].addresses == log.connections[0].addresses)
    #expect(log.connections[3].initiatorKnown)
    #expect(log.statistics.connections == 3)
    #expect(log.statistics.evictedConnections == 0)
  }

  @Test func `who wants to go on is asked once`() {
    let makers = (0..<6).map { PacketMaker(ports: (UInt16(1000 + $0), 80)) }
    let packets = makers.flatMap { $0.opening() + [$0.frame(.first, Self.hello)] }
    let log = StreamLog(packets, limits: Self.limits)
    #expect(log.connections.map(\.first) == Array(repeating: Self.hello, count: 6))
    #expect(log.connections.prefix(4).map(\.notes) == Array(repeating: ["pressed", "captureEnded"], count: 4))
    #expect(log.connections.suffix(2).map(\.notes) == Array(repeating: ["captureEnded"], count: 2))
  }

  @Test func `where too many are followed, those that are not wanted for certain make room for the others`() {
    var limits = CaptureStreams.Limits()
    limits.connections = 3
    let makers = (0..<20).map { PacketMaker(ports: (UInt16(1000 + $0), 80)) }
    // The first is wanted, and rests longest of all.
    let packets =
      makers.flatMap { $0.opening() + [$0.frame(.first, Self.hello)] }
      + makers.map { $0.frame(.first, at: 5, Self.world) }
    var first: Int?
    let log = StreamLog(packets, limits: limits) { kind in
      // Slots are told of in their order, and the first is asked first.
      guard Self.isPressed(kind) else { return .follow }
      first = (first ?? 0) + 1
      return first == 1 ? .follow : .ignore
    }
    #expect(!log.isInconsistent)
    #expect(log.connections[0].notes == ["pressed", "captureEnded"])
    #expect(log.connections[0].first == Self.hello + Self.world)
    #expect(log.statistics.evictedConnections == 0)
    #expect(log.statistics.connections == 20)
    // Nothing of the others is lost, though they were told of in two parts.
    #expect(log.connections.map(\.first.count).reduce(0, +) == 20 * 10)
  }

  @Test func `the SYN of one that was set aside begins no other connection`() {
    let makers = Self.makers()
    let packets =
      makers.flatMap { $0.opening() + [$0.frame(.first, Self.hello)] } + makers[0].opening()
      + [makers[0].frame(.first, at: 5, Self.world)]
    let log = StreamLog(packets, limits: Self.limits) { Self.isPressed($0) ? .ignore : .follow }
    #expect(log.statistics.connections == 3)
    #expect(log.connections.last?.first == Self.world)
    #expect(!log.isInconsistent)
  }

  @Test func `connections that nobody answers give way to newer ones, and none is counted as given up`() {
    var limits = CaptureStreams.Limits()
    limits.remembered = 4
    let makers = (0..<50).map { PacketMaker(ports: (UInt16(1000 + $0), 80)) }
    // One that is followed, and many SYNs.
    let packets =
      makers[0].opening() + [makers[0].frame(.first, Self.hello)] + makers.dropFirst().map { $0.opening()[0] }
      + [makers[0].frame(.first, at: 5, Self.world)]
    let log = StreamLog(packets, limits: limits)
    #expect(log.connections.map(\.first) == [Self.hello + Self.world])
    #expect(log.statistics.connections == 50)
    #expect(log.statistics.evictedConnections == 0)
  }

  @Test func `connections that are followed do not give way to others`() {
    var limits = CaptureStreams.Limits()
    limits.remembered = 2
    let makers = (0..<20).map { PacketMaker(ports: (UInt16(1000 + $0), 80)) }
    let packets =
      makers.flatMap { $0.opening() + [$0.frame(.first, Self.hello)] }
      + makers.map { $0.frame(.first, at: 5, Self.world) }
    let log = StreamLog(packets, limits: limits)
    #expect(log.connections.map(\.first) == Array(repeating: Self.hello + Self.world, count: 20))
    #expect(log.statistics.evictedConnections == 0)
  }
}
