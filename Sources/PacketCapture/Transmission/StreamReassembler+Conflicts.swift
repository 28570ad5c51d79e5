extension StreamReassembler {
  /// Compares a copy of bytes that have been told, as far as they are still known.
  mutating func compareWithRecent(
    _ copy: Span<UInt8>, from start: Int64, _ origin: StreamOrigin, _ outlet: Outlet
  ) -> StreamInterest {
    // Cut by the snap length, the copy may end before the part it stands for does.
    let distance = offset - start - Int64(copy.count)
    guard distance < Int64(recent.count),
      let difference = recent.difference(copy, endingBefore: Int(distance))
    else { return .follow }
    return tellConflict(difference, of: copy, from: start, origin, outlet)
  }

  mutating func tellConflict(
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
