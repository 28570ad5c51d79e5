/// A connection of which a RST was seen.
struct ResetConnection {
  var slot: Int
  /// The side that sent the RST.
  var side: StreamSide
  var origin: StreamOrigin

  /// Until when segments are taken that were captured in the wrong order, or were on the way, in nanoseconds.
  var deadline: Int64 { origin.time.nanoseconds(after: StreamReassembler.Suspicion.time) }
}

/// Connections are over with a RST, but not at once: what was sent before it may come behind it in the capture, and what
/// the other side sent before it knew is worth telling.
extension CaptureStreams {
  /// How many connections may wait for that at a time; of more, the first is over.
  private static let mostResetting = 64

  /// Takes a RST, with which the connection is over before long.
  mutating func takeReset(
    _ segment: TCPSegment, _ index: Int, _ side: StreamSide, _ origin: StreamOrigin, _ deliver: Deliver
  ) {
    guard flows[index].state == .followed else {
      flows[index].state = .dormant
      return
    }
    let slot = Int(flows[index].slot)
    guard streams[slot][side].heedsReset(segment.sequence, sawSYN: flows[index][side].sawSYN) else { return }
    streams[slot][side].takeReset(segment.sequence, origin)
    guard !resetting.contains(where: { $0.slot == slot }) else { return }
    if resetting.count >= Self.mostResetting { closeReset(deliver) }
    let reset = ResetConnection(slot: slot, side: side, origin: origin)
    resetting.append(reset)
    nextReview = min(nextReview, reset.deadline)
  }

  /// Closes the connections whose RST is long enough ago.
  ///
  /// - Parameter isCertain: all of them.
  mutating func reviewResets(_ origin: StreamOrigin, isCertain: Bool, _ deliver: Deliver) {
    while let first = resetting.first, isCertain || origin.time.nanoseconds >= first.deadline {
      closeReset(deliver)
    }
    if let first = resetting.first { nextReview = min(nextReview, first.deadline) }
  }

  /// Closes the connection whose RST came first.
  mutating func closeReset(_ deliver: Deliver) {
    guard let first = resetting.first else { return }
    close(Int(holders[first.slot].flow), .reset, first.origin, deliver)
  }
}
