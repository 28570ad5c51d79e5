/// Segments of an earlier connection between the same ports, which came late or twice.
struct Strays {
  /// How far a segment is from what was seen, in each direction, to be taken for one: nobody has more than 16 MiB on the
  /// way, as a rule.
  static let distance: Int64 = 1 << 24
  /// More than so many in a row are the connection itself, much of which is missing.
  private static let most: UInt32 = 8

  private var count: UInt32 = 0
  private var last: UInt32 = 0

  /// Takes note of such a segment.
  ///
  /// - Parameter packetCount: how many packets of the connection came before it.
  /// - Returns: true where it is to be ignored.
  mutating func ignoresNext(after packetCount: UInt32) -> Bool {
    count = count > 0 && packetCount &- last == 1 ? count + 1 : 1
    last = packetCount
    return count <= Self.most
  }
}

extension StreamPair {
  /// True for a segment that is far ahead of its stream, and acknowledges what is far from the opposite one.
  func isStray(_ segment: TCPSegment, from side: StreamSide) -> Bool {
    self[side].isFarAhead(segment.payloadSequence) && self[side.opposite].isFarOff(segment.acknowledgment)
  }
}

extension StreamReassembler {
  fileprivate func isFarAhead(_ sequence: UInt32) -> Bool {
    basis == .synchronized && position(sequence) - max(farthest, acknowledged) > Strays.distance
  }

  fileprivate func isFarOff(_ acknowledgment: UInt32) -> Bool {
    basis == .synchronized && abs(position(acknowledgment) - max(farthest, offset)) > Strays.distance
  }
}
