extension StreamReassembler {
  /// That bytes are missing from the capture: the receiver has acknowledged them.
  ///
  /// They may still come, as captures put packets out of order too: those of several interfaces or processors are not
  /// always put together well, and what the system joins to larger segments comes late.
  struct Suspicion {
    /// So many more packets of the connection are waited for the bytes.
    static let packets: UInt32 = 32
    /// For so long, in nanoseconds, they are waited for: capturing programs that read several interfaces in turn look
    /// at each four times a second.
    static let time: Int64 = 250_000_000

    /// How far the receiver had acknowledged when it arose.
    var end: Int64
    /// How many packets of the connection had come.
    var packetCount: UInt32
    /// When it arose, as the capture tells.
    var origin: StreamOrigin

    /// When it becomes certain, if the bytes do not come.
    var deadline: Int64 {
      let (sum, overflow) = origin.time.nanoseconds.addingReportingOverflow(Self.time)
      return overflow ? .max : sum
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
  /// - Parameter holdsOpposite: whether the opposite stream waits for this one.
  mutating func suspect(holdsOpposite: Bool, _ packetCount: UInt32, _ origin: StreamOrigin) {
    guard acknowledged > told, holdsOpposite || hole != nil else {
      suspicion = nil
      return
    }
    if let suspicion, suspicion.end > told { return }
    suspicion = Suspicion(end: acknowledged, packetCount: packetCount, origin: origin)
  }
}
