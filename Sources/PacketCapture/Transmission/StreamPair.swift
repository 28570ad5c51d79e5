/// The two directions of a connection that is followed.
struct StreamPair {
  var first: StreamReassembler
  var second: StreamReassembler
  /// The last segments, if they were of no stream that is known here.
  var strays = Strays()

  /// One direction, by its sender.
  subscript(side: StreamSide) -> StreamReassembler {
    @inline(__always) _read {
      if side == .first { yield first } else { yield second }
    }
    @inline(__always) _modify {
      if side == .first { yield &first } else { yield &second }
    }
  }

  /// Takes a segment that brings its stream's next bytes, while neither stream misses anything.
  /// - Returns: the offset of its first byte; nil for any other segment, and then nothing has changed.
  @inline(__always)
  mutating func takeInStep(_ segment: PlainSegment, from side: StreamSide, _ payload: Span<UInt8>) -> UInt64? {
    if side == .first {
      second.permits(segment) ? first.takeInStep(segment, payload) : nil
    } else {
      first.permits(segment) ? second.takeInStep(segment, payload) : nil
    }
  }
}
