extension StreamReassembler {
  /// That bytes are missing from the capture: the receiver has acknowledged them, or nothing is heard of the receiver, and
  /// so it is only known that others follow.
  ///
  /// They may still come, as captures put packets out of order too: those of several interfaces or processors are not
  /// always put together well, and what the system joins to larger segments comes late.
  struct Suspicion {
    /// So many more packets of the connection are waited for the bytes.
    static let packets: UInt32 = 32
    /// For so long, in nanoseconds, they are waited for: capturing programs that read several interfaces in turn look
    /// at each four times a second.
    static let time: Int64 = 250_000_000

    /// How far the receiver had acknowledged when it arose, or where what follows begins.
    var end: Int64
    /// How many packets of the connection had come.
    var packetCount: UInt32
    /// When it arose, as the capture tells.
    var origin: StreamOrigin
    /// False where nothing is heard of the receiver: the bytes may be lost on the way, and sent again at any time.
    var isAcknowledged: Bool

    /// When it becomes certain, if the bytes do not come.
    var deadline: Int64 {
      guard isAcknowledged else { return .max }
      return origin.time.nanoseconds(after: Self.time)
    }

    func isCertain(_ packetCount: UInt32, _ origin: StreamOrigin) -> Bool {
      packetCount &- self.packetCount >= Self.packets || origin.time.nanoseconds >= deadline
    }
  }

  /// How far the stream is told, its end included, which takes a sequence number.
  var told: Int64 { isFinished ? offset + 1 : offset }

  /// How far the opposite stream may go on that acknowledges this one.
  var reach: Int64 { max(told, excused) }

  /// How far the opposite stream has to be told before the next is that this one has to tell; negative where nothing
  /// is, or other bytes are missing before it.
  var requirement: Int64 {
    if let first = waiting.first { return first.offset == offset ? first.requirement : Self.unknown }
    return fin.offset == offset && !isFinished ? fin.requirement : Self.unknown
  }

  /// Where the bytes end that the receiver has acknowledged, while nothing of the stream is seen behind those told; else
  /// where the next byte is.
  var missingEnd: Int64 {
    // One byte more than was seen is a FIN that was not captured.
    waiting.isEmpty && fin.offset == Self.unknown && acknowledged > offset + 1 ? acknowledged : offset
  }

  /// Begins or ends to suspect that bytes are missing from the capture.
  ///
  /// - Parameters:
  ///   - holdsOpposite: whether the opposite stream waits for this one.
  ///   - isAlone: whether nothing is heard of the opposite stream, and so nothing of this one acknowledged.
  mutating func suspect(holdsOpposite: Bool, isAlone: Bool, _ packetCount: UInt32, _ origin: StreamOrigin) {
    let hole = self.hole
    let isAcknowledged = acknowledged > told && (holdsOpposite || hole != nil)
    guard let end = isAcknowledged ? acknowledged : isAlone ? hole?.end : nil else {
      suspicion = nil
      return
    }
    if let suspicion, suspicion.end > told, suspicion.isAcknowledged == isAcknowledged { return }
    suspicion = Suspicion(end: end, packetCount: packetCount, origin: origin, isAcknowledged: isAcknowledged)
  }

  /// Takes note that the stream goes on as far as an offset at least.
  mutating func noteEnd(_ end: Int64, _ origin: StreamOrigin) {
    guard end > acknowledged else { return }
    acknowledged = end
    acknowledgmentOrigin = origin
  }

  /// Whether a RST can end the stream: its receiver heeds none that is far from what it expects (RFC 9293 section 3.5.2).
  ///
  /// - Parameter sawSYN: whether the stream is known from its beginning.
  func heedsReset(_ sequence: UInt32, sawSYN: Bool) -> Bool {
    guard basis == .synchronized else { return true }
    let position = self.position(sequence)
    // Nobody may have more than 2^30 bytes on the way (RFC 7323 section 2.3).
    return abs(position - offset) <= 1 << 30 && (!sawSYN || position >= -1)
  }

  /// Learns from a RST how far the stream had come, as its sequence number is the next byte's, or should be.
  mutating func takeReset(_ sequence: UInt32, _ origin: StreamOrigin) {
    guard basis == .synchronized, fin.offset == Self.unknown else { return }
    let position = self.position(sequence)
    // One byte is a FIN that was not captured. What is beyond a window that is not scaled is rather made up.
    guard (2...65_535).contains(position - max(farthest, offset)) else { return }
    noteEnd(position, origin)
  }
}
