/// The last bytes of a stream, kept to compare retransmissions with.
struct RecentBytes {
  private static let capacity = 2048
  /// What the first bytes of a stream get room for: most streams are short.
  private static let leastRoom = 256

  /// Grows to the capacity, and is then written round and round.
  private var ring: [UInt8] = []
  /// Behind the last byte that was written.
  private var end = 0
  /// True when older bytes lie behind `end`: the ring has been written round.
  private var isFull = false

  /// How many of the last bytes are known.
  var count: Int { isFull ? ring.count : end }

  /// Adds the bytes that come next in the stream.
  @inline(__always)
  mutating func append(_ next: Span<UInt8>) {
    guard next.count <= ring.count &- end else { return appendRound(next.extracting(last: Self.capacity)) }
    write(next)
  }

  /// Adds bytes that do not fit before the ring's end.
  @inline(never)
  private mutating func appendRound(_ next: Span<UInt8>) {
    if ring.count < Self.capacity { makeRoom(for: next.count) }
    let room = ring.count - end
    write(next.extracting(first: room))
    guard next.count > room else { return }
    isFull = true
    end = 0
    write(next.extracting(droppingFirst: room))
  }

  @inline(__always)
  private mutating func write(_ bytes: Span<UInt8>) {
    unsafe bytes.withUnsafeBytes { bytes in
      unsafe ring.withUnsafeMutableBytes { ring in
        unsafe UnsafeMutableRawBufferPointer(rebasing: ring[end...]).copyMemory(from: bytes)
      }
    }
    end &+= bytes.count
  }

  /// Lets the ring grow before it is written round.
  private mutating func makeRoom(for more: Int) {
    var room = max(ring.count, Self.leastRoom)
    while room < Self.capacity, room - end < more { room *= 2 }
    ring.reserveCapacity(room)
    ring.append(contentsOf: repeatElement(0, count: room - ring.count))
  }

  /// Forgets all: after a gap the last bytes are not the ones before the next.
  mutating func removeAll() {
    end = 0
    isFull = false
  }

  /// Compares a copy of bytes that end `distance` before the next byte of the stream.
  /// - Returns: the range of `copy` from the first to the last byte that differs; nil when none is known to.
  func difference(_ copy: Span<UInt8>, endingBefore distance: Int) -> Range<Int>? {
    // Where the copy's first byte would be among those known: negative when that one no longer is.
    let start = count - distance - copy.count
    let older = ring.span.extracting(last: count - end)
    let newer = ring.span.extracting(first: end)
    let first = older.difference(from: copy, at: start)
    let last = newer.difference(from: copy, at: start - older.count)
    guard let first, let last else { return first ?? last }
    return first.lowerBound..<last.upperBound
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
