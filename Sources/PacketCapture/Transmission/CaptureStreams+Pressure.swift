/// Who has a slot.
struct SlotHolder {
  enum State: UInt8 {
    case vacant
    /// It is not known yet what the connection is.
    case undecided
    /// Whoever listens wants to go on.
    case kept
  }

  /// The index of the flow.
  var flow: UInt32 = 0
  var state = State.vacant
  /// True when the slot is among those watched.
  var isWatched = false
}

/// What happens when more connections are followed than can be afforded before it is known what they are.
extension CaptureStreams {
  /// Of how many the one is chosen that has rested longest, and how many slots are looked at for that.
  private static let choice = 16
  private static let reach = 1024
  /// How many connections are asked whether they are wanted before one that is wanted is given up.
  static let mostPressed = 256

  /// Sets aside a connection that is not wanted for certain, so that nothing but its place in the streams is kept.
  mutating func setOneAside(_ origin: StreamOrigin, _ deliver: Deliver) {
    guard let slot = longestResting(where: { $0 == .undecided }) else { return }
    let index = Int(holders[slot].flow)
    let event = StreamEvent(connection: slot, side: .first, origin: origin, kind: .pressed)
    guard deliver(event, Span()) == .ignore else {
      holders[slot].state = .kept
      undecided -= 1
      return
    }
    if let first = streams[slot].first.resumption, let second = streams[slot].second.resumption {
      flows[index].first.resume(first)
      flows[index].second.resume(second)
      flows[index].state = .silent
    } else {
      flows[index].state = .dormant
    }
    vacate(slot)
  }

  /// The slot of the connection that has rested longest, of the next few in turn whose slots are in some state.
  mutating func longestResting(where isChosen: (SlotHolder.State) -> Bool) -> Int? {
    var best: Int?
    var found = 0
    for _ in 0..<min(Self.reach, holders.count) where found < Self.choice {
      let slot = hand
      hand = hand + 1 == holders.count ? 0 : hand + 1
      guard isChosen(holders[slot].state) else { continue }
      found += 1
      guard let rival = best else {
        best = slot
        continue
      }
      // Only differences count, as the numbers are shortened.
      let difference = flows[Int(holders[slot].flow)].lastPacket &- flows[Int(holders[rival].flow)].lastPacket
      if Int32(bitPattern: difference) < 0 { best = slot }
    }
    return best
  }
}

extension Flow.Direction {
  /// Takes note of where the stream goes on.
  fileprivate mutating func resume(_ resumption: Flow.Direction) {
    sequence = resumption.sequence
    offset = resumption.offset
    basis = resumption.basis
  }
}
