/// The last bytes of a stream, kept to compare retransmissions with.
struct RecentBytes {
  private static let capacity = 4096
  private var bytes: [UInt8] = []

  /// How many of the last bytes are known.
  var count: Int { bytes.count }

  /// Adds the bytes that come next in the stream.
  mutating func append(_ next: Span<UInt8>) {
    let tail = next.extracting(last: Self.capacity)
    let excess = bytes.count + tail.count - Self.capacity
    if excess > 0 {
      // Half at a time, so that small segments move the rest seldom.
      bytes.removeFirst(min(bytes.count, max(excess, Self.capacity / 2)))
    }
    bytes.append(copying: tail)
  }

  /// Forgets all: after a gap the last bytes are not the ones before the next.
  mutating func removeAll() {
    bytes.removeAll(keepingCapacity: true)
  }

  /// Compares a copy of bytes that end `distance` before the next byte of the stream.
  /// - Returns: the range of `copy` from the first to the last byte that differs; nil when none is known to.
  func difference(_ copy: Span<UInt8>, endingBefore distance: Int) -> Range<Int>? {
    // Where the copy's first byte would be in `bytes`: negative when that is no longer known.
    let start = bytes.count - distance - copy.count
    return bytes.span.difference(from: copy, at: start)
  }
}

extension Span where Element == UInt8 {
  /// Compares a copy whose first byte belongs at `start` of these bytes, as far as both reach.
  /// - Returns: the range of `copy` from the first to the last byte that differs.
  func difference(from copy: Span<UInt8>, at start: Int) -> Range<Int>? {
    let lower = Swift.max(0, -start)
    let upper = Swift.min(copy.count, count - start)
    guard lower < upper else { return nil }
    var first: Int?
    var last = 0
    for index in lower..<upper where copy[index] != self[start + index] {
      first = first ?? index
      last = index
    }
    return first.map { $0..<(last + 1) }
  }
}
