/// Puts the segments of one direction of a connection in order, by sequence number; of several copies the first wins.
///
/// Offsets count from the direction's first byte and are 64 bits wide, so that wrapped sequence numbers do not matter.
struct StreamReassembler {
  /// Tells what happens, with the bytes it concerns.
  typealias Outlet = (StreamEvent.Kind, StreamOrigin, Span<UInt8>) -> StreamInterest

  /// A hole that the receiver has acknowledged is given up after so many more packets of the connection:
  /// captures put packets out of order too, but not by as much.
  private static let patience: UInt32 = 32
  private static let unknown: Int64 = -1

  /// The offset of the byte that comes next, and its sequence number.
  private(set) var offset: Int64 = 0
  private var nextSequence: UInt32 = 0
  /// How far `nextSequence` can be trusted.
  private var basis: SequenceBasis = .none
  /// True when the stream's end has been told.
  private(set) var isFinished = false

  private var finOffset = Self.unknown
  /// How far the receiver has acknowledged.
  private var acknowledged: Int64 = 0
  /// The end of the farthest payload seen.
  private var farthest: Int64 = 0
  /// Sorted, none overlapping another, all behind `offset`.
  private var waiting: [Waiting] = []
  private var recent = RecentBytes()
  // What comes before is needed for each segment, and lies close together; what follows, where bytes are missing.
  private var waitingBytes = 0
  /// The count of packets when the present hole was found.
  private var holeSince: UInt32 = 0
  private var limitTold = false
  /// Where the last conflict was told.
  private var conflictTold: Range<Int64> = 0..<0

  /// - Parameter direction: where the stream begins, as far as that is known.
  init(_ direction: Flow.Direction) {
    nextSequence = direction.sequence
    basis = direction.basis
    offset = direction.offset
    acknowledged = offset
    farthest = offset
  }

  /// Where the stream goes on, if all that is known of it has been told; `nil` while something waits, or behind its FIN.
  var resumption: Flow.Direction? {
    guard waiting.isEmpty, finOffset == Self.unknown else { return nil }
    return Flow.Direction(offset: offset, sequence: nextSequence, basis: basis)
  }

  /// Learns from a SYN that came late where the stream begins; of no use once payload has said so.
  mutating func synchronize(_ sequence: UInt32) {
    guard basis != .synchronized else { return }
    nextSequence = sequence
    basis = .synchronized
  }

  /// Takes a segment that begins with the next byte, and what it acknowledges of the opposite stream, while neither of
  /// the two misses anything.
  /// - Returns: the offset of its first byte; nil for any other segment, and then nothing has changed.
  mutating func takeInStep(
    _ segment: PlainSegment, _ payload: Span<UInt8>, opposite: inout StreamReassembler
  ) -> UInt64? {
    guard segment.sequence == nextSequence, basis == .synchronized, finOffset == Self.unknown, waiting.isEmpty,
      opposite.waiting.isEmpty
    else { return nil }
    if segment.hasACK { opposite.acknowledge(segment.acknowledgment) }
    let position = offset
    if !payload.isEmpty {
      recent.append(payload)
      advance(by: Int64(payload.count))
      farthest = offset
    }
    return UInt64(bitPattern: position)
  }

  /// Takes note of how far the receiver has acknowledged.
  @inline(__always)
  mutating func acknowledge(_ acknowledgment: UInt32) {
    guard basis != .none else { return }
    let position = self.position(acknowledgment)
    // Nobody may have more than 2^30 bytes on the way (RFC 7323 section 2.3): such a number is nonsense.
    guard position > acknowledged, position - farthest <= 1 << 30 else { return }
    acknowledged = position
  }

  /// Takes a segment's payload, of which the capture may hold less than was on the wire.
  mutating func take(
    _ arrival: Arrival, _ payload: Span<UInt8>, limits: CaptureStreams.Limits, outlet: Outlet
  ) -> StreamInterest {
    settleBasis(arrival)
    let start = position(arrival.sequence)
    var end = start + Int64(arrival.length)
    // One byte (or none) before the next: a keep-alive, whose byte is made up (RFC 9293 section 3.8.4).
    if arrival.length <= 1, start == farthest - 1, !arrival.hasFIN { return .follow }
    if finOffset != Self.unknown {
      end = min(end, finOffset)  // nothing can follow a FIN
    } else if arrival.hasFIN, end >= farthest {
      finOffset = end
    }
    if arrival.length > 0 { farthest = max(farthest, end) }
    guard start <= end else { return .follow }

    if end > start {
      let bytes = payload.extracting(first: Int(end - start))
      if waiting.isEmpty, start <= offset {
        let interest = takeInOrder(bytes, from: start, to: end, arrival.origin, outlet)
        guard interest == .follow else { return .ignore }
      } else {
        let interest = takeBesideHole(bytes, from: start, to: end, arrival, limits, outlet)
        guard interest == .follow else { return .ignore }
      }
    }
    return tellFinish(arrival.origin, outlet)
  }

  /// Whether the first hole can be given up: the receiver got what is missing there, and what follows has waited enough.
  func isHoleHopeless(packetCount: UInt32) -> Bool {
    guard let first = waiting.first else { return false }
    return acknowledged >= first.offset && packetCount &- holeSince >= Self.patience
  }

  /// Gives up the first hole.
  mutating func giveUpHole(packetCount: UInt32, outlet: Outlet) -> StreamInterest {
    guard let first = waiting.first else { return .follow }
    holeSince = packetCount
    guard skipHole(outlet) == .follow else { return .ignore }
    return tellFinish(first.origin, outlet)
  }

  /// Tells all that waits, and what is missing before it and at the end: nothing more comes.
  mutating func flush(_ origin: StreamOrigin, outlet: Outlet) -> StreamInterest {
    while !waiting.isEmpty {
      guard skipHole(outlet) == .follow else { return .ignore }
    }
    // One acknowledged byte more than was seen is a FIN that was not captured.
    let end = finOffset != Self.unknown ? finOffset : acknowledged > offset + 1 ? acknowledged : offset
    if end > offset {
      guard tellGap(to: end, origin, outlet) == .follow else { return .ignore }
    }
    return tellFinish(origin, outlet)
  }
}

// MARK: Positions

extension StreamReassembler {
  /// The offset of a sequence number: the one nearest to the byte that comes next.
  private func position(_ sequence: UInt32) -> Int64 {
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
      if Int32(bitPattern: arrival.sequence &- nextSequence) <= 1 {
        nextSequence = arrival.sequence
        acknowledged = 0
      }
    case .synchronized:
      return
    }
    basis = .synchronized
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
  private mutating func takeInOrder(
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

  private mutating func tellBytes(
    _ bytes: Span<UInt8>, _ origin: StreamOrigin, _ outlet: Outlet
  ) -> StreamInterest {
    let position = UInt64(offset)
    recent.append(bytes)
    advance(by: Int64(bytes.count))
    return outlet(.bytes(offset: position), origin, bytes)
  }

  private mutating func tellGap(to end: Int64, _ origin: StreamOrigin, _ outlet: Outlet) -> StreamInterest {
    let gap = StreamEvent.Kind.gap(offset: UInt64(offset), length: UInt64(end - offset))
    recent.removeAll()
    advance(by: end - offset)
    return outlet(gap, origin, Span())
  }

  private mutating func tellFinish(_ origin: StreamOrigin, _ outlet: Outlet) -> StreamInterest {
    guard finOffset == offset, !isFinished else { return .follow }
    isFinished = true
    return outlet(.finished(offset: UInt64(offset)), origin, Span())
  }
}

// MARK: Holes

extension StreamReassembler {
  /// Takes a segment behind a hole, or any while others wait.
  private mutating func takeBesideHole(
    _ bytes: Span<UInt8>, from start: Int64, to end: Int64, _ arrival: Arrival, _ limits: CaptureStreams.Limits,
    _ outlet: Outlet
  ) -> StreamInterest {
    if waiting.isEmpty { holeSince = arrival.packetCount }
    if start < offset {
      let old = bytes.extracting(first: Int(min(offset, end) - start))
      guard compareWithRecent(old, from: start, arrival.origin, outlet) == .follow else { return .ignore }
    }
    guard insert(bytes, from: start, to: end, arrival.origin, outlet) == .follow else { return .ignore }
    let before = offset
    guard drain(outlet) == .follow else { return .ignore }
    if offset > before { holeSince = arrival.packetCount }

    while waitingBytes > limits.waitingBytes || waiting.count > limits.waitingSegments {
      if !limitTold {
        limitTold = true
        let limit: StreamEvent.Limit = waitingBytes > limits.waitingBytes ? .waitingBytes : .waitingSegments
        guard outlet(.limitReached(limit), arrival.origin, Span()) == .follow else { return .ignore }
      }
      holeSince = arrival.packetCount
      guard skipHole(outlet) == .follow else { return .ignore }
    }
    return .follow
  }

  /// Keeps copies of the parts of a segment that are not there yet, and compares the rest with what is.
  private mutating func insert(
    _ bytes: Span<UInt8>, from start: Int64, to end: Int64, _ origin: StreamOrigin, _ outlet: Outlet
  ) -> StreamInterest {
    var position = max(start, offset)
    var index = firstWaiting(endingAfter: position)
    while position < end {
      let free = index < waiting.count ? min(end, waiting[index].offset) : end
      if position < free {
        let part = bytes.extracting(clamped(position - start, bytes)..<clamped(free - start, bytes))
        waiting.insert(
          Waiting(offset: position, bytes: [UInt8](copying: part), length: free - position, origin: origin), at: index)
        waitingBytes += part.count
        index += 1
      }
      guard index < waiting.count, waiting[index].offset < end else { break }
      let present = waiting[index].bytes
      if let difference = present.span.difference(from: bytes, at: Int(start - waiting[index].offset)) {
        guard tellConflict(difference, of: bytes, from: start, origin, outlet) == .follow else { return .ignore }
      }
      position = waiting[index].end
      index += 1
    }
    return .follow
  }

  /// The first segment that ends behind an offset, by halving.
  private func firstWaiting(endingAfter position: Int64) -> Int {
    var low = 0
    var high = waiting.count
    while low < high {
      let middle = low + (high - low) / 2
      if waiting[middle].end > position { high = middle } else { low = middle + 1 }
    }
    return low
  }

  private func clamped(_ index: Int64, _ bytes: Span<UInt8>) -> Int {
    Int(min(index, Int64(bytes.count)))
  }

  /// Tells the waiting segments that no hole is before any more.
  private mutating func drain(_ outlet: Outlet) -> StreamInterest {
    var count = 0
    defer { waiting.removeFirst(count) }
    while count < waiting.count, waiting[count].offset == offset {
      let segment = waiting[count]
      count += 1
      waitingBytes -= segment.bytes.count
      if !segment.bytes.isEmpty {
        guard tellBytes(segment.bytes.span, segment.origin, outlet) == .follow else { return .ignore }
      }
      if segment.end > offset {
        guard tellGap(to: segment.end, segment.origin, outlet) == .follow else { return .ignore }
      }
    }
    return .follow
  }

  /// Gives up what is missing before the first waiting segment.
  private mutating func skipHole(_ outlet: Outlet) -> StreamInterest {
    guard let first = waiting.first else { return .follow }
    guard tellGap(to: first.offset, first.origin, outlet) == .follow else { return .ignore }
    return drain(outlet)
  }
}

// MARK: Conflicts

extension StreamReassembler {
  /// Compares a copy of bytes that have been told, as far as they are still known.
  private mutating func compareWithRecent(
    _ copy: Span<UInt8>, from start: Int64, _ origin: StreamOrigin, _ outlet: Outlet
  ) -> StreamInterest {
    // Cut by the snap length, the copy may end before the part it stands for does.
    let distance = offset - start - Int64(copy.count)
    guard distance < Int64(recent.count),
      let difference = recent.difference(copy, endingBefore: Int(distance))
    else { return .follow }
    return tellConflict(difference, of: copy, from: start, origin, outlet)
  }

  private mutating func tellConflict(
    _ range: Range<Int>, of copy: Span<UInt8>, from start: Int64, _ origin: StreamOrigin, _ outlet: Outlet
  ) -> StreamInterest {
    let first = start + Int64(range.lowerBound)
    let place = first..<(start + Int64(range.upperBound))
    guard !place.overlaps(conflictTold) else { return .follow }
    conflictTold = place
    return outlet(
      .conflictingRetransmission(offset: UInt64(first), length: UInt64(range.count)), origin, copy.extracting(range))
  }
}
