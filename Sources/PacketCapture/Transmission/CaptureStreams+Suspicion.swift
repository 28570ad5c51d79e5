/// The connections of which bytes seem to be missing from the capture: these are waited for until the capture's clock has
/// gone on, whatever packets it holds.
extension CaptureStreams {
  /// How far apart two reviews are at least, in nanoseconds.
  private static var pause: Int64 { StreamReassembler.Suspicion.time / 8 }

  /// True while something waits for bytes that are missing although their receiver has them, or that may come behind a RST.
  public var isWaiting: Bool {
    // Asked with every packet: another getter would have all stored properties moved to where it finds them.
    mutating get { !watched.isEmpty || !resetting.isEmpty }
  }

  /// Tells what waits for such bytes: no packet comes for some time, so they will not come either.
  ///
  /// - Parameter deliver: is told each event in turn; returning `ignore` ends the connection's events.
  public mutating func rest(deliver: Deliver) {
    review(latest, isCertain: true, deliver)
  }

  /// Has a connection reviewed when its missing bytes have been waited for long enough.
  mutating func watch(_ slot: Int) {
    guard !holders[slot].isWatched else { return }
    holders[slot].isWatched = true
    watched.append(UInt32(slot))
    nextReview = min(nextReview, streams[slot].deadline)
  }

  /// Gives up missing bytes that have been waited for long enough.
  ///
  /// - Parameter isCertain: they all have.
  @inline(never)
  mutating func review(_ origin: StreamOrigin, isCertain: Bool = false, _ deliver: Deliver) {
    let slots = watched
    watched.removeAll(keepingCapacity: true)
    nextReview = .max
    for number in slots {
      let slot = Int(number)
      holders[slot].isWatched = false
      guard holders[slot].state != .vacant else { continue }
      let index = Int(holders[slot].flow)
      let interest = streams[slot].review(flows[index].packetCount, origin, isCertain: isCertain) {
        deliver(StreamEvent(connection: slot, side: $0, origin: $2, kind: $1), $3)
      }
      settle(index, interest, origin, deliver)
    }
    // Many may be watched: they are not all looked at for each.
    nextReview = max(nextReview, origin.time.nanoseconds(after: Self.pause))
    reviewResets(origin, isCertain: isCertain, deliver)
  }
}
