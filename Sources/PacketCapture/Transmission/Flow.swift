/// How well the sequence number of a direction's first byte is known.
enum SequenceBasis: UInt8 {
  /// Not at all.
  case none
  /// From a segment without payload, which may have been a keep-alive.
  case emptySegment
  /// From the other side's SYN-ACK, while nothing else of this one is seen: the capture may hold one direction only.
  case announced
  /// From a SYN, or from the first payload.
  case synchronized

  /// True when any segment of the direction was seen.
  var isHeard: Bool { self == .synchronized || self == .emptySegment }
}

/// All that is kept of a connection nobody listens to: what tells its packets from those of the next on the same ports.
///
/// There may be a hundred thousand of them, so it is small.
struct Flow {
  enum State: UInt8 {
    /// No payload yet, or none since it was set aside: nobody listens, and the next payload is told.
    case silent
    /// Its events are told.
    case followed
    /// Closed, or ignored: only a new SYN matters.
    case dormant
  }

  /// What is known of one direction's sequence numbers.
  struct Direction {
    /// How many bytes of the stream come before the one of ``sequence``: none, unless the connection was set aside.
    var offset: Int64 = 0
    /// The sequence number of the next byte to be told.
    var sequence: UInt32 = 0
    var basis = SequenceBasis.none
    /// True when `sequence` is that of a SYN or SYN-ACK: then a SYN with another begins another connection.
    var sawSYN = false

    /// The sequence number of the first byte.
    var initialSequence: UInt32 { sequence &- UInt32(truncatingIfNeeded: offset) }
  }

  let key: FlowKey
  /// True when the first side is the lower end of the key.
  var firstIsLow: Bool
  var state = State.silent
  /// The slot of a flow that is followed.
  var slot: UInt32 = 0
  /// The number of the last packet, shortened: only differences count.
  var lastPacket: UInt32
  var first = Direction()
  var second = Direction()
  /// How many packets have come since it is followed.
  var packetCount: UInt32 = 0

  /// Takes note of a packet.
  @inline(__always)
  mutating func count(_ origin: StreamOrigin) {
    lastPacket = UInt32(truncatingIfNeeded: origin.packet)
    packetCount &+= 1
  }

  /// Learns from a SYN that came late which end is the first.
  ///
  /// - Parameter firstIsLow: whether that is the lower end of the key.
  mutating func begin(by firstIsLow: Bool) {
    // Of a connection that was set aside the sides are known.
    guard firstIsLow != self.firstIsLow, first.offset == 0, second.offset == 0 else { return }
    self.firstIsLow = firstIsLow
    swap(&first, &second)
  }

  /// One direction, by its sender.
  subscript(side: StreamSide) -> Direction {
    get { side == .first ? first : second }
    set { if side == .first { first = newValue } else { second = newValue } }
  }
}
