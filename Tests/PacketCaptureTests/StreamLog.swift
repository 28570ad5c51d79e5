@testable import PacketCapture

/// Runs packets through the reassembly and writes down what it tells.
struct StreamLog: Equatable {
  /// What was told of one connection.
  struct Connection: Equatable {
    var addresses = ""
    var initiatorKnown = false
    var first: [UInt8] = []
    var second: [UInt8] = []
    /// The bytes of both sides, in the order they were told.
    var both: [UInt8] = []
    /// In order: gaps, conflicts, limits, ends.
    var notes: [String] = []
    /// The packet each piece of bytes came in.
    var packets: [UInt64] = []
    /// The packet each gap is told by.
    var gapPackets: [UInt64] = []
  }

  /// In the order they were opened.
  private(set) var connections: [Connection] = []
  private(set) var statistics = CaptureStreams.Statistics()
  /// The index in `connections` of each slot in use.
  private var slots: [Int: Int] = [:]
  /// True when an event named a slot that was not in use, or its bytes did not begin where the last ended.
  private(set) var isInconsistent = false
  private var ends: [Int: [UInt64]] = [:]
  /// Where the streams of connections ended that were asked to be set aside, by their addresses.
  private var rests: [String: [UInt64]] = [:]

  init(
    _ packets: [[UInt8]], limits: CaptureStreams.Limits = .init(), linkType: LinkType = .ethernet,
    originalLengths: [Int: Int] = [:], interval: Int64 = 1000, finish: Bool = true, rest: Bool = false,
    shortRoad: Bool = true, interest: (StreamEvent.Kind) -> StreamInterest = { _ in .follow }
  ) {
    var streams = CaptureStreams(limits: limits)
    for (index, packet) in packets.enumerated() {
      let time = CaptureTime(nanoseconds: Int64(index) * interval)
      let record = PacketRecord(
        number: UInt64(index + 1), time: time, capturedLength: packet.count,
        originalLength: originalLengths[index] ?? packet.count, linkType: linkType)
      streams.take(record, packet.span, shortRoad: shortRoad) { event, bytes in
        note(event, bytes, interest(event.kind))
      }
    }
    if rest {
      streams.rest { event, bytes in
        note(event, bytes, interest(event.kind))
      }
    }
    if finish {
      streams.finish { event, bytes in
        note(event, bytes, interest(event.kind))
      }
    }
    statistics = streams.statistics
  }

  private mutating func note(_ event: StreamEvent, _ bytes: Span<UInt8>, _ interest: StreamInterest) -> StreamInterest {
    if case .opened(let addresses, let initiatorKnown) = event.kind {
      slots[event.connection] = connections.count
      ends[event.connection] = rests.removeValue(forKey: addresses.description) ?? [0, 0]
      connections.append(Connection(addresses: addresses.description, initiatorKnown: initiatorKnown))
      return interest
    }
    guard let index = slots[event.connection] else {
      isInconsistent = true
      return interest
    }
    let side = event.side == .first ? "1" : "2"
    switch event.kind {
    case .opened: break
    case .bytes(let offset):
      advance(event, from: offset, by: UInt64(bytes.count))
      var copy: [UInt8] = []
      for position in bytes.indices { copy.append(bytes[position]) }
      if event.side == .first { connections[index].first += copy } else { connections[index].second += copy }
      connections[index].both += copy
      connections[index].packets.append(event.origin.packet)
    case .gap(let offset, let length):
      advance(event, from: offset, by: length)
      connections[index].notes.append("\(side) gap \(offset)+\(length)")
      connections[index].gapPackets.append(event.origin.packet)
    case .conflictingRetransmission(let offset, let length):
      connections[index].notes.append("\(side) conflict \(offset)+\(length)")
    case .limitReached(let limit): connections[index].notes.append("\(side) \(limit)")
    case .finished(let offset): connections[index].notes.append("\(side) finished \(offset)")
    case .pressed:
      if interest == .ignore { rests[connections[index].addresses] = ends[event.connection] }
      connections[index].notes.append("pressed")
    case .reset: connections[index].notes.append("\(side) reset")
    case .closed(let reason):
      connections[index].notes.append("\(reason)")
      slots[event.connection] = nil
    }
    return interest
  }

  private mutating func advance(_ event: StreamEvent, from offset: UInt64, by length: UInt64) {
    let side = Int(event.side.rawValue)
    if ends[event.connection]?[side] != offset || length == 0 { isInconsistent = true }
    ends[event.connection]?[side] = offset + length
  }
}
