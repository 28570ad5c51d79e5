extension StreamReassembler {
  /// Takes a segment that has to wait, or any while others do.
  mutating func takeBesideHole(
    _ bytes: Span<UInt8>, from start: Int64, to end: Int64, _ arrival: Arrival, _ reach: Int64, _ outlet: Outlet
  ) -> StreamInterest {
    if start < offset {
      let old = bytes.extracting(first: Int(min(offset, end) - start))
      guard compareWithRecent(old, from: start, arrival.origin, outlet) == .follow else { return .ignore }
    }
    guard insert(bytes, from: start, to: end, arrival, outlet) == .follow else { return .ignore }
    return drain(reach, outlet)
  }

  /// Keeps copies of the parts of a segment that are not there yet, and compares the rest with what is.
  private mutating func insert(
    _ bytes: Span<UInt8>, from start: Int64, to end: Int64, _ arrival: Arrival, _ outlet: Outlet
  ) -> StreamInterest {
    var position = max(start, offset)
    var index = firstWaiting(endingAfter: position)
    while position < end {
      let free = index < waiting.count ? min(end, waiting[index].offset) : end
      if position < free {
        let part = bytes.extracting(clamped(position - start, bytes)..<clamped(free - start, bytes))
        let isDoubtful = arrival.length == 1 && !arrival.hasFIN && end == acknowledged
        let piece = Waiting(
          offset: position, bytes: [UInt8](copying: part), length: free - position, requirement: arrival.requirement,
          origin: arrival.origin, isDoubtful: isDoubtful)
        waiting.insert(piece, at: index)
        waitingBytes += part.count
        index += 1
      }
      guard index < waiting.count, waiting[index].offset < end else { break }
      let present = waiting[index].bytes
      if let difference = present.span.difference(from: bytes, at: Int(start - waiting[index].offset)) {
        guard tellConflict(difference, of: bytes, from: start, arrival.origin, outlet) == .follow else {
          return .ignore
        }
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

  /// Tells the waiting segments that no hole is before any more, as far as the opposite stream has come.
  private mutating func drain(_ reach: Int64, _ outlet: Outlet) -> StreamInterest {
    var count = 0
    defer { waiting.removeFirst(count) }
    while count < waiting.count, waiting[count].offset == offset, waiting[count].requirement <= reach {
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

  /// Tells what need not wait any more.
  mutating func release(reach: Int64, outlet: Outlet) -> StreamInterest {
    guard drain(reach, outlet) == .follow, tellFinish(reach, outlet) == .follow else { return .ignore }
    updateLeeway()
    return .follow
  }

  /// Where the bytes end that are missing here, as is seen by what follows them; nil where nothing does.
  var hole: (end: Int64, origin: StreamOrigin)? {
    if let first = waiting.first {
      guard first.offset > offset else { return nil }
      return (first.isDoubtful ? first.end : first.offset, first.origin)
    }
    return fin.offset > offset ? (fin.offset, fin.origin) : nil
  }

  /// Gives up what is missing here, up to an offset.
  mutating func skip(to end: Int64, _ origin: StreamOrigin, outlet: Outlet) -> StreamInterest {
    // Only a doubtful byte is before the end of a hole.
    if let first = waiting.first, first.offset < end {
      waitingBytes -= first.bytes.count
      waiting.removeFirst()
    }
    guard tellGap(to: end, origin, outlet) == .follow else { return .ignore }
    updateLeeway()
    return .follow
  }
}
