import WebSocketProtocol

/// The beginning of a payload, gathered up to a limit.
struct Gathering: Sendable {
  /// How many unknown bytes are kept: how many there are, a few bytes of input can claim.
  private static let mostUnknown = 1 << 16
  private static let mostUnknownRanges = 4096

  /// What was kept; zeros stand for unknown bytes.
  private(set) var bytes: [UInt8] = []
  /// True where more came than was kept.
  private(set) var isTruncated = false
  /// The places of unknown bytes, in order.
  private(set) var unknownRanges: [Range<Int>] = []
  private var unknownCount = 0

  /// Appends as much as the limit allows, and as there is room for.
  ///
  /// - Returns: how many bytes were appended.
  @inline(__always)
  mutating func take(_ piece: Span<UInt8>, limit: Int, room: Int) -> Int {
    let before = bytes.count
    take(piece, limit: room < limit ? min(limit, before + max(room, 0)) : limit)
    return bytes.count - before
  }

  /// Appends as much as the limit allows. What was cut once is a beginning, and stays one.
  @inline(__always)
  mutating func take(_ piece: Span<UInt8>, limit: Int) {
    let room = limit - bytes.count
    guard room >= piece.count, !isTruncated else {
      if !isTruncated, piece.count > 0 {
        isTruncated = true
        append(piece.extracting(first: max(room, 0)))
      }
      return
    }
    append(piece)
  }

  @inline(__always)
  private mutating func append(_ piece: Span<UInt8>) {
    unsafe piece.withUnsafeBufferPointer { unsafe bytes.append(contentsOf: $0) }
  }

  /// Takes note of bytes that are not known, as far as the limit allows and as there is room.
  ///
  /// - Returns: how many bytes were appended for them.
  mutating func takeUnknown(count: UInt64, limit: Int, room: Int) -> Int {
    guard !isTruncated, count > 0 else { return 0 }
    let continues = unknownRanges.last?.upperBound == bytes.count
    var room = min(limit - bytes.count, Self.mostUnknown - unknownCount, room)
    if !continues, unknownRanges.count == Self.mostUnknownRanges { room = 0 }
    let kept = Int(min(UInt64(max(room, 0)), count))
    if UInt64(kept) < count { isTruncated = true }
    guard kept > 0 else { return 0 }
    let start = continues ? unknownRanges.removeLast().lowerBound : bytes.count
    bytes.append(contentsOf: repeatElement(0, count: kept))
    unknownRanges.append(start..<bytes.count)
    unknownCount += kept
    return kept
  }

  /// Starts over; the space is kept unless it is unusually large.
  mutating func reset() {
    isTruncated = false
    bytes.removeAll(keepingCapacity: bytes.capacity <= 65536)
    if !unknownRanges.isEmpty {
      unknownRanges = []
      unknownCount = 0
    }
  }

  /// Drops what is beyond a limit.
  mutating func limit(to count: Int) {
    guard bytes.count > count else { return }
    bytes.removeLast(bytes.count - count)
    isTruncated = true
    while let last = unknownRanges.last, last.upperBound > count {
      unknownRanges.removeLast()
      if last.lowerBound < count { unknownRanges.append(last.lowerBound..<count) }
    }
  }

  /// Remembers that there are more bytes than were kept.
  mutating func markTruncated() {
    isTruncated = true
  }
}
