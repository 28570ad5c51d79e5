/// What the two directions of a connection have to wait for, each of itself and of the other.
extension StreamPair {
  /// Tells what happens on a side, with the bytes it concerns.
  typealias Outlet = (StreamSide, StreamEvent.Kind, StreamOrigin, Span<UInt8>) -> StreamInterest

  /// True when bytes seem to be missing that their receiver has.
  var isSuspect: Bool {
    first.suspicion?.isAcknowledged == true || second.suspicion?.isAcknowledged == true
  }

  /// When bytes will be missing for certain that are suspected to be: the sooner moment of the two directions.
  var deadline: Int64 { min(first.suspicion?.deadline ?? .max, second.suspicion?.deadline ?? .max) }

  /// Takes any segment.
  ///
  /// - Parameter packetCount: how many packets of the connection came before.
  mutating func take(
    _ segment: TCPSegment, from side: StreamSide, _ payload: Span<UInt8>, _ origin: StreamOrigin,
    packetCount: UInt32, limits: CaptureStreams.Limits, outlet: Outlet
  ) -> StreamInterest {
    let hasACK = segment.flags.contains(.ack)
    if hasACK, isStray(segment, from: side), strays.ignoresNext(after: packetCount) { return .follow }
    let requirement =
      hasACK ? self[side.opposite].acknowledge(segment.acknowledgment, origin) : StreamReassembler.unknown
    let arrival = StreamReassembler.Arrival(
      sequence: segment.payloadSequence, length: segment.payloadLength, hasFIN: segment.flags.contains(.fin),
      requirement: requirement, origin: origin)
    let reach = self[side.opposite].reach
    let interest = self[side].take(arrival, payload, reach: reach) { outlet(side, $0, $1, $2) }
    guard interest == .follow, settle(outlet) == .follow, keep(limits, side, origin, outlet) == .follow else {
      return .ignore
    }
    return review(packetCount, origin, outlet: outlet)
  }

  /// Gives up the bytes that have been waited for long enough.
  ///
  /// - Parameters:
  ///   - packetCount: how many packets of the connection have come.
  ///   - isCertain: nothing more is there to wait for.
  mutating func review(
    _ packetCount: UInt32, _ origin: StreamOrigin, isCertain: Bool = false, outlet: Outlet
  ) -> StreamInterest {
    let interest = review(.first, packetCount, origin, isCertain, outlet)
    return interest == .follow ? review(.second, packetCount, origin, isCertain, outlet) : .ignore
  }

  private mutating func review(
    _ side: StreamSide, _ packetCount: UInt32, _ origin: StreamOrigin, _ isCertain: Bool, _ outlet: Outlet
  ) -> StreamInterest {
    suspect(side, packetCount, origin)
    guard let suspicion = self[side].suspicion, isCertain || suspicion.isCertain(packetCount, origin) else {
      return .follow
    }
    let end = isCertain ? self[side].acknowledged : suspicion.end
    guard giveUp(side, to: end, outlet) == .follow else { return .ignore }
    suspect(side, packetCount, origin)
    return .follow
  }

  private mutating func suspect(_ side: StreamSide, _ packetCount: UInt32, _ origin: StreamOrigin) {
    let isAlone = !self[side.opposite].basis.isHeard
    self[side].suspect(holdsOpposite: isHeld(side.opposite), isAlone: isAlone, packetCount, origin)
  }

  /// Tells what waits, and what is missing before it and at the end: nothing more comes.
  mutating func flush(outlet: Outlet) -> StreamInterest {
    while let side = nextToGiveUp {
      let (end, place) = self[side].hole ?? (self[side].missingEnd, self[side].acknowledgmentOrigin)
      if end > self[side].offset {
        guard self[side].skip(to: end, place, outlet: { outlet(side, $0, $1, $2) }) == .follow else { return .ignore }
      } else {
        let end = self[side.opposite].requirement
        guard self[side].excuse(end, outlet: { outlet(side, $0, $1, $2) }) == .follow else { return .ignore }
      }
      guard settle(outlet) == .follow else { return .ignore }
    }
    return .follow
  }
}

extension StreamPair {
  /// Tells of both sides what need not wait any more: one may be what the other waits for.
  private mutating func settle(_ outlet: Outlet) -> StreamInterest {
    while true {
      let before = (first.told, second.told)
      guard
        first.release(reach: second.reach, outlet: { outlet(.first, $0, $1, $2) }) == .follow,
        second.release(reach: first.reach, outlet: { outlet(.second, $0, $1, $2) }) == .follow
      else { return .ignore }
      if before == (first.told, second.told) { return .follow }
    }
  }

  /// Whether the next that a side has to tell waits for the other side.
  private func isHeld(_ side: StreamSide) -> Bool {
    self[side].requirement > self[side.opposite].reach
  }

  /// Gives up what is missing of a side up to an offset, and tells what waited for it.
  ///
  /// Where nothing of that side is seen behind it, it may only come late: then it is no gap, and not waited for.
  private mutating func giveUp(_ side: StreamSide, to end: Int64, _ outlet: Outlet) -> StreamInterest {
    while self[side].reach < end {
      if let hole = self[side].hole {
        // A hole is one gap where the receiver has all of it.
        let part = self[side].acknowledged >= hole.end ? hole.end : min(hole.end, end)
        let interest = self[side].skip(to: part, hole.origin) { outlet(side, $0, $1, $2) }
        guard interest == .follow else { return .ignore }
      } else if isHeld(side), !isHeld(side.opposite) {
        // What is missing is missing of the other side, which is given up in its own time.
        return .follow
      } else {
        guard self[side].excuse(end, outlet: { outlet(side, $0, $1, $2) }) == .follow else { return .ignore }
      }
      guard settle(outlet) == .follow else { return .ignore }
    }
    return .follow
  }

  /// Lets no more wait on a side than the limits allow.
  private mutating func keep(
    _ limits: CaptureStreams.Limits, _ side: StreamSide, _ origin: StreamOrigin, _ outlet: Outlet
  ) -> StreamInterest {
    while self[side].waitingBytes > limits.waitingBytes || self[side].waiting.count > limits.waitingSegments {
      guard let hole = self[side].hole else {
        // Nothing is missing here: it waits for the other side.
        guard giveUp(side.opposite, to: self[side].requirement, outlet) == .follow else { return .ignore }
        continue
      }
      if !self[side].limitTold {
        self[side].limitTold = true
        let limit: StreamEvent.Limit =
          self[side].waitingBytes > limits.waitingBytes ? .waitingBytes : .waitingSegments
        guard outlet(side, .limitReached(limit), origin, Span()) == .follow else { return .ignore }
      }
      let interest = self[side].skip(to: hole.end, hole.origin) { outlet(side, $0, $1, $2) }
      guard interest == .follow, settle(outlet) == .follow else { return .ignore }
    }
    return .follow
  }

  /// The side to give something up of, when nothing more comes; nil once all is told.
  private var nextToGiveUp: StreamSide? {
    // What the other side waits for comes first, then the hole that was seen first, then what nothing follows.
    if isHeld(.second) { return .first }
    if isHeld(.first) { return .second }
    switch (first.hole?.origin.packet, second.hole?.origin.packet) {
    case (let one?, let other?): return one <= other ? .first : .second
    case (_?, nil): return .first
    case (nil, _?): return .second
    case (nil, nil): break
    }
    if first.missingEnd > first.offset { return .first }
    return second.missingEnd > second.offset ? .second : nil
  }
}
