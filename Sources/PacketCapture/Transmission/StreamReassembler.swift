/// Puts the segments of one direction of a connection in order, by sequence number; of several copies the first wins.
///
/// Offsets count from the direction's first byte and are 64 bits wide, so that wrapped sequence numbers do not matter.
/// What acknowledges bytes of the opposite direction waits until they are told, as it was sent after they had come.
struct StreamReassembler {
  /// Tells what happens, with the bytes it concerns.
  typealias Outlet = (StreamEvent.Kind, StreamOrigin, Span<UInt8>) -> StreamInterest

  static let unknown: Int64 = -1

  /// The offset of the byte that comes next, and its sequence number.
  var offset: Int64 = 0
  var nextSequence: UInt32 = 0
  /// How far before the next byte's sequence number an acknowledgment may be with nothing to be done about it: 0 in a
  /// stream that begins where it is known to and goes on, and misses nothing.
  private(set) var leeway: Int32 = 0
  /// How far `nextSequence` can be trusted.
  private(set) var basis: SequenceBasis = .none
  /// True when the stream's end has been told.
  var isFinished = false
  /// The end of the farthest payload seen.
  private(set) var farthest: Int64 = 0
  /// Sorted, none overlapping another, none before `offset`.
  var waiting: [Waiting] = []
  var recent = RecentBytes()
  // What comes before is needed for each segment, and lies close together; what follows, where something is unusual.
  var waitingBytes = 0
  /// The place of the FIN, once it was seen.
  var fin = Fin()
  /// How far the receiver has acknowledged, where that is farther than `offset`.
  var acknowledged: Int64 = 0
  /// Nothing waits for bytes before this offset any more, although they were not told.
  var excused: Int64 = 0
  /// Since when bytes are known to be missing that the receiver has.
  var suspicion: Suspicion?
  /// What told last how far the receiver has come, where that is farther than was told.
  var acknowledgmentOrigin = StreamOrigin(packet: 0, time: CaptureTime(nanoseconds: 0))
  var limitTold = false
  /// Where the last conflict was told.
  var conflictTold: Range<Int64> = 0..<0

  /// - Parameter direction: where the stream begins, as far as that is known.
  init(_ direction: Flow.Direction) {
    nextSequence = direction.sequence
    basis = direction.basis
    offset = direction.offset
    acknowledged = offset
    excused = offset
    farthest = offset
    updateLeeway()
  }

  /// Where the stream goes on, if all that is known of it has been told; `nil` while something waits, or behind its FIN.
  var resumption: Flow.Direction? {
    guard waiting.isEmpty, fin.offset == Self.unknown else { return nil }
    return Flow.Direction(offset: offset, sequence: nextSequence, basis: basis)
  }

  /// Learns from a SYN that came late where the stream begins; of no use once payload has said so.
  mutating func synchronize(_ sequence: UInt32) {
    guard basis != .synchronized else { return }
    nextSequence = sequence
    basis = .synchronized
    updateLeeway()
  }

  /// Whether a segment of the opposite stream has to wait for nothing of this one, which misses nothing.
  @inline(__always)
  func permits(_ segment: PlainSegment) -> Bool {
    waiting.isEmpty
      && (!segment.hasACK || Int32(bitPattern: segment.acknowledgment &- nextSequence) <= leeway)
  }

  /// Takes a segment that begins with the next byte, while nothing waits, and the opposite stream permits it.
  /// - Returns: the offset of its first byte; nil for any other segment, and then nothing has changed.
  @inline(__always)
  mutating func takeInStep(_ segment: PlainSegment, _ payload: Span<UInt8>) -> UInt64? {
    guard segment.sequence == nextSequence, leeway == 0, waiting.isEmpty else { return nil }
    let position = offset
    if !payload.isEmpty {
      recent.append(payload)
      advance(by: Int64(payload.count))
      farthest = offset
    }
    return UInt64(bitPattern: position)
  }

  /// Takes a segment's payload, of which the capture may hold less than was on the wire.
  ///
  /// - Parameter reach: how far the opposite stream is told.
  mutating func take(
    _ arrival: Arrival, _ payload: Span<UInt8>, reach: Int64, outlet: Outlet
  ) -> StreamInterest {
    settleBasis(arrival)
    defer { updateLeeway() }
    let start = position(arrival.sequence)
    var end = start + Int64(arrival.length)
    // One byte (or none) before the next: a keep-alive, whose byte is made up (RFC 9293 section 3.8.4).
    if arrival.length <= 1, start == farthest - 1, !arrival.hasFIN { return .follow }
    if fin.offset != Self.unknown {
      end = min(end, fin.offset)  // nothing can follow a FIN
    } else if arrival.hasFIN, end >= farthest {
      fin = Fin(offset: end, requirement: arrival.requirement, origin: arrival.origin)
    }
    if arrival.length > 0 { farthest = max(farthest, end) }
    guard start <= end else { return .follow }

    if end > start {
      let bytes = payload.extracting(first: Int(end - start))
      let isNext = waiting.isEmpty && start <= offset && (arrival.requirement <= reach || end <= offset)
      let interest =
        isNext
        ? takeInOrder(bytes, from: start, to: end, arrival.origin, outlet)
        : takeBesideHole(bytes, from: start, to: end, arrival, reach, outlet)
      guard interest == .follow else { return .ignore }
    }
    return tellFinish(reach, outlet)
  }

  /// Takes note of how far the receiver has acknowledged.
  /// - Returns: how far this stream has to be told before what came with the acknowledgment is.
  mutating func acknowledge(_ acknowledgment: UInt32, _ origin: StreamOrigin) -> Int64 {
    guard basis.isHeard else { return Self.unknown }
    let position = self.position(acknowledgment)
    // Nobody may have more than 2^30 bytes on the way (RFC 7323 section 2.3): such a number is nonsense.
    guard position > offset, position - farthest <= 1 << 30 else { return Self.unknown }
    noteEnd(position, origin)
    guard basis == .synchronized else { return Self.unknown }
    return fin.offset == Self.unknown ? position : min(position, fin.offset + 1)
  }

  /// Lets whoever waits for what the receiver has acknowledged wait no longer.
  ///
  /// A single number behind which nothing is seen is that of a FIN: a byte would not be alone.
  mutating func excuse(_ end: Int64, outlet: Outlet) -> StreamInterest {
    excused = max(excused, end)
    defer { updateLeeway() }
    guard basis == .synchronized, end == offset + 1, waiting.isEmpty, fin.offset == Self.unknown, !isFinished else {
      return .follow
    }
    isFinished = true
    return outlet(.finished(offset: UInt64(offset)), acknowledgmentOrigin, Span())
  }
}

// MARK: Positions

extension StreamReassembler {
  /// The offset of a sequence number: the one nearest to the byte that comes next.
  func position(_ sequence: UInt32) -> Int64 {
    offset + Int64(Int32(bitPattern: sequence &- nextSequence))
  }

  /// Lets the first payload say where the stream begins, where no SYN did.
  private mutating func settleBasis(_ arrival: Arrival) {
    switch basis {
    case .none:
      nextSequence = arrival.sequence
    case .emptySegment:
      // An empty segment seen before may have been a keep-alive, one byte back, or have overtaken this one.
      guard arrival.length > 0 || arrival.hasFIN else { return }
      // The byte of a keep-alive, which may be anything, is before the one that comes next.
      if arrival.length == 1, !arrival.hasFIN, arrival.sequence == nextSequence &- 1 { return }
      if Int32(bitPattern: arrival.sequence &- nextSequence) <= 1 {
        nextSequence = arrival.sequence
        acknowledged = 0
      }
    case .announced: break
    case .synchronized:
      return
    }
    basis = .synchronized
  }

  /// Settles which acknowledgments the short road may pass over.
  mutating func updateLeeway() {
    switch basis {
    case .none, .announced: leeway = .max
    // A FIN takes a sequence number, and so may what an empty segment did not tell.
    case .emptySegment: leeway = 1
    case .synchronized: leeway = fin.offset == Self.unknown ? Int32(clamping: max(0, excused - offset)) : 1
    }
  }

  @inline(__always)
  private mutating func advance(by length: Int64) {
    offset &+= length
    nextSequence &+= UInt32(truncatingIfNeeded: length)
  }
}

// MARK: In order

extension StreamReassembler {
  /// Takes a segment that begins at or before the next byte while nothing waits.
  mutating func takeInOrder(
    _ bytes: Span<UInt8>, from start: Int64, to end: Int64, _ origin: StreamOrigin, _ outlet: Outlet
  ) -> StreamInterest {
    var fresh = 0
    if start < offset {
      fresh = Int(min(offset, end) - start)
      guard compareWithRecent(bytes.extracting(first: fresh), from: start, origin, outlet) == .follow else {
        return .ignore
      }
    }
    guard end > offset else { return .follow }
    if bytes.count > fresh {
      guard tellBytes(bytes.extracting(fresh..<bytes.count), origin, outlet) == .follow else { return .ignore }
    }
    return end > offset ? tellGap(to: end, origin, outlet) : .follow
  }

  mutating func tellBytes(
    _ bytes: Span<UInt8>, _ origin: StreamOrigin, _ outlet: Outlet
  ) -> StreamInterest {
    let position = UInt64(offset)
    recent.append(bytes)
    advance(by: Int64(bytes.count))
    return outlet(.bytes(offset: position), origin, bytes)
  }

  mutating func tellGap(to end: Int64, _ origin: StreamOrigin, _ outlet: Outlet) -> StreamInterest {
    let gap = StreamEvent.Kind.gap(offset: UInt64(offset), length: UInt64(end - offset))
    recent.removeAll()
    advance(by: end - offset)
    return outlet(gap, origin, Span())
  }

  /// Tells the FIN, if it is its turn.
  mutating func tellFinish(_ reach: Int64, _ outlet: Outlet) -> StreamInterest {
    guard fin.offset == offset, !isFinished, fin.requirement <= reach else { return .follow }
    isFinished = true
    return outlet(.finished(offset: UInt64(offset)), fin.origin, Span())
  }
}
