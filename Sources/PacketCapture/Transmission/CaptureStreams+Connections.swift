/// From segments to connections: which flow a segment belongs to, and when one begins and ends.
extension CaptureStreams {
  /// Takes a TCP segment and the captured part of its payload.
  mutating func takeSegment(
    _ segment: TCPSegment, _ internet: InternetPacket, _ payload: Span<UInt8>, _ origin: StreamOrigin,
    _ deliver: Deliver
  ) {
    var sourceIsLow = false
    let key = FlowKey(
      internet.source, segment.sourcePort, internet.destination, segment.destinationPort, sourceIsLow: &sourceIsLow)
    guard let index = flows.find(key) ?? begin(key, segment, sourceIsLow, origin, deliver) else { return }
    if segment.flags.contains(.syn) {
      takeSYN(segment, index, sourceIsLow, origin, deliver)
    }
    flows[index].lastPacket = UInt32(truncatingIfNeeded: origin.packet)
    guard flows[index].state != .dormant else { return }
    let side: StreamSide = sourceIsLow == flows[index].firstIsLow ? .first : .second

    if segment.flags.contains(.rst) {
      takeReset(segment, index, side, origin, deliver)
      return
    }
    if !flows[index][side].basis.isHeard { noteSequence(segment, index, side) }
    if flows[index].state == .silent {
      guard segment.payloadLength > 0 || segment.flags.contains(.fin) else { return }
      guard open(index, origin, deliver) == .follow else { return }
    }
    follow(index, side, segment, payload, origin, deliver)
  }

  /// Hands a segment to its stream, and what it acknowledges to the opposite one.
  private mutating func follow(
    _ index: Int, _ side: StreamSide, _ segment: TCPSegment, _ payload: Span<UInt8>, _ origin: StreamOrigin,
    _ deliver: Deliver
  ) {
    let slot = Int(flows[index].slot)
    let count = flows[index].packetCount
    flows[index].packetCount = count &+ 1
    let interest = streams[slot].take(segment, from: side, payload, origin, packetCount: count, limits: limits) {
      deliver(StreamEvent(connection: slot, side: $0, origin: $2, kind: $1), $3)
    }
    settle(index, interest, origin, deliver)
  }

  /// Keeps in step with a connection of which something was told: it may be over, or bytes of it be missing.
  mutating func settle(
    _ index: Int, _ interest: StreamInterest, _ origin: StreamOrigin, _ deliver: Deliver
  ) {
    let slot = Int(flows[index].slot)
    if interest == .ignore {
      forget(index)
    } else if streams[slot].first.isFinished, streams[slot].second.isFinished {
      close(index, .finished, origin, deliver)
    } else if streams[slot].isSuspect {
      watch(slot)
    }
  }

  /// Notes where the stream of a side begins whose SYN was not seen.
  private mutating func noteSequence(_ segment: TCPSegment, _ index: Int, _ side: StreamSide) {
    guard flows[index][side].basis == .none else {
      flows[index][side].basis = .synchronized
      return
    }
    let isEmpty = segment.payloadLength == 0 && !segment.flags.contains(.fin)
    flows[index][side] = Flow.Direction(
      sequence: segment.sequence, basis: isEmpty ? .emptySegment : .synchronized)
  }
}

// MARK: Beginnings

extension CaptureStreams {
  /// Makes a flow for the first segment between two ends.
  /// - Returns: nil when there is nothing to follow: a RST does not begin a connection.
  private mutating func begin(
    _ key: FlowKey, _ segment: TCPSegment, _ sourceIsLow: Bool, _ origin: StreamOrigin, _ deliver: Deliver
  ) -> Int? {
    guard !segment.flags.contains(.rst) else { return nil }
    let flow = Self.flow(key, segment, sourceIsLow, origin)
    statistics.connections += 1
    // However many are followed, as many others may be remembered.
    let room = max(1, limits.remembered, 2 * followed)
    guard flows.flows.count >= room, let victim = victim(now: flow.lastPacket) else { return flows.insert(flow) }
    flows.replace(victim, with: flow)
    return victim
  }

  /// Whose place among the flows a new one takes, which is none that is followed.
  /// - Returns: nil where there is still room.
  private mutating func victim(now: UInt32) -> Int? {
    if let victim = flows.evictionCandidate(now: now) { return victim }
    // All of the next few are followed. That takes more room than planned, up to a limit.
    guard flows.flows.count - max(1, limits.remembered) >= limits.connections else { return nil }
    for _ in flows.flows.indices {
      if let victim = flows.evictionCandidate(now: now) { return victim }
    }
    return nil
  }

  /// The flow that begins with a segment.
  private static func flow(
    _ key: FlowKey, _ segment: TCPSegment, _ sourceIsLow: Bool, _ origin: StreamOrigin
  ) -> Flow {
    // A SYN-ACK is the answer of the second side.
    let answers = segment.flags.contains([.syn, .ack])
    return Flow(
      key: key, firstIsLow: sourceIsLow != answers, lastPacket: UInt32(truncatingIfNeeded: origin.packet))
  }

  /// Takes the SYN of a connection: a new one, the present one's for the first time, or once more.
  private mutating func takeSYN(
    _ segment: TCPSegment, _ index: Int, _ sourceIsLow: Bool, _ origin: StreamOrigin, _ deliver: Deliver
  ) {
    let answers = segment.flags.contains(.ack)
    if !belongs(segment, to: flows[index], sourceIsLow) {
      if flows[index].state == .followed { close(index, .portsReused, origin, deliver) }
      flows[index] = Self.flow(flows[index].key, segment, sourceIsLow, origin)
      statistics.connections += 1
    }
    if flows[index].state == .silent { flows[index].begin(by: sourceIsLow != answers) }
    let side: StreamSide = sourceIsLow == flows[index].firstIsLow ? .first : .second
    guard !flows[index][side].sawSYN else { return }
    let known = Flow.Direction(sequence: segment.payloadSequence, basis: .synchronized, sawSYN: true)
    flows[index][side] = known
    if answers, flows[index][side.opposite].basis == .none {
      flows[index][side.opposite] = Flow.Direction(sequence: segment.acknowledgment, basis: .announced)
    }
    guard flows[index].state == .followed else { return }
    // The other side's payload came first (data on a SYN, or packets out of order).
    streams[Int(flows[index].slot)][side].synchronize(known.sequence)
  }

  /// Whether a SYN or SYN-ACK may be of the connection a flow stands for.
  private func belongs(_ segment: TCPSegment, to flow: Flow, _ sourceIsLow: Bool) -> Bool {
    let side: StreamSide = sourceIsLow == flow.firstIsLow ? .first : .second
    let own = flow[side]
    if own.sawSYN { return own.initialSequence == segment.payloadSequence }
    let opposite = flow[side.opposite]
    // An answer acknowledges the SYN, and the payload that may come with it (RFC 7413).
    if segment.flags.contains(.ack), opposite.sawSYN {
      return segment.acknowledgment &- opposite.initialSequence <= 65_535
    }
    // A connection seen from its middle: its SYN can only be late if its payload begins right behind.
    if own.basis != .none { return own.sequence == segment.payloadSequence }
    // Both sides open at once, or nothing but this SYN has been seen.
    return flow.state != .dormant
  }

  /// Tells of a connection for the first time, and gives it a slot.
  private mutating func open(_ index: Int, _ origin: StreamOrigin, _ deliver: Deliver) -> StreamInterest {
    if undecided >= max(1, limits.undecided) { setOneAside(origin, deliver) }
    if isFull { makeRoom(origin, deliver) }
    let flow = flows[index]
    let pair = StreamPair(first: StreamReassembler(flow.first), second: StreamReassembler(flow.second))
    let slot: Int
    if let vacant = vacantSlots.popLast() {
      slot = Int(vacant)
      streams[slot] = pair
    } else {
      slot = streams.count
      streams.append(pair)
      holders.append(SlotHolder())
    }
    holders[slot].flow = UInt32(index)
    holders[slot].state = .undecided
    undecided += 1
    flows[index].state = .followed
    flows[index].slot = UInt32(slot)
    flows[index].packetCount = 0
    let opened = StreamEvent.Kind.opened(
      flow.key.addresses(firstIsLow: flow.firstIsLow), initiatorKnown: flow.first.sawSYN || flow.second.sawSYN)
    let event = StreamEvent(connection: slot, side: .first, origin: origin, kind: opened)
    guard deliver(event, Span()) == .follow else {
      forget(index)
      return .ignore
    }
    return .follow
  }
}

// MARK: Ends

extension CaptureStreams {
  /// Tells what still waits, and that the connection is over.
  mutating func close(
    _ index: Int, _ reason: StreamEvent.ClosingReason, _ origin: StreamOrigin, _ deliver: Deliver
  ) {
    guard flush(index, deliver) == .follow else { return }
    let slot = Int(flows[index].slot)
    var closed = StreamEvent(connection: slot, side: .first, origin: origin, kind: .closed(reason))
    // Whoever has ended both streams before is not reset any more.
    if reason != .finished, let reset = resetting.first(where: { $0.slot == slot }) {
      closed.kind = .closed(.reset)
      closed.origin = reset.origin
      let event = StreamEvent(connection: slot, side: reset.side, origin: reset.origin, kind: .reset)
      guard deliver(event, Span()) == .follow else {
        forget(index)
        return
      }
    }
    _ = deliver(closed, Span())
    forget(index)
  }

  private mutating func flush(_ index: Int, _ deliver: Deliver) -> StreamInterest {
    let slot = Int(flows[index].slot)
    let interest = streams[slot].flush {
      deliver(StreamEvent(connection: slot, side: $0, origin: $2, kind: $1), $3)
    }
    if interest == .ignore { forget(index) }
    return interest
  }

  /// True where no further connection may be followed.
  private var isFull: Bool { followed >= max(1, limits.connections) }

  /// Makes room for another connection: by setting one aside that nobody wants for certain, or by giving one up.
  private mutating func makeRoom(_ origin: StreamOrigin, _ deliver: Deliver) {
    if isFull { closeReset(deliver) }
    // Who wants to go on is asked once, so that these are few in the long run.
    for _ in 0..<Self.mostPressed where undecided > 0 && isFull {
      setOneAside(origin, deliver)
    }
    if isFull { giveUpOne(origin, deliver) }
  }

  /// Gives up a connection for another. It is remembered, so that nothing of what it sends later is taken for a new one.
  private mutating func giveUpOne(_ origin: StreamOrigin, _ deliver: Deliver) {
    guard let slot = longestResting(where: { $0 != .vacant }) else { return }
    statistics.evictedConnections += 1
    close(Int(holders[slot].flow), .evicted, origin, deliver)
  }

  /// Keeps nothing of a connection but what tells its late packets from those of a new one.
  mutating func forget(_ index: Int) {
    flows[index].state = .dormant
    vacate(Int(flows[index].slot))
  }

  /// Gives a slot to whoever comes next.
  mutating func vacate(_ slot: Int) {
    if holders[slot].state == .undecided { undecided -= 1 }
    holders[slot].state = .vacant
    if !resetting.isEmpty { resetting.removeAll { $0.slot == slot } }
    streams[slot] = StreamPair(first: StreamReassembler(Flow.Direction()), second: StreamReassembler(Flow.Direction()))
    vacantSlots.append(UInt32(slot))
  }
}
