extension StreamReassembler {
  /// A segment's payload as it is taken.
  struct Arrival {
    /// The sequence number of the first byte.
    var sequence: UInt32
    /// How long the payload was on the wire.
    var length: Int
    /// A FIN follows the payload.
    var hasFIN: Bool
    /// How far the opposite stream has to be told before this is; negative where that does not matter.
    var requirement: Int64
    var origin: StreamOrigin
  }

  /// A segment, or the part of one, behind bytes that are missing here or in the opposite stream.
  struct Waiting {
    var offset: Int64
    var bytes: [UInt8]
    /// How long it was on the wire: the snap length may have cut its end.
    var length: Int64
    /// How far the opposite stream has to be told first.
    var requirement: Int64
    var origin: StreamOrigin
    /// True for one byte that the receiver had acknowledged before: it may be that of a keep-alive, which is made up.
    var isDoubtful = false
    var end: Int64 { offset + length }
  }

  /// The end of the stream, as its FIN tells.
  struct Fin {
    var offset = StreamReassembler.unknown
    /// How far the opposite stream has to be told first.
    var requirement = StreamReassembler.unknown
    var origin = StreamOrigin(packet: 0, time: CaptureTime(nanoseconds: 0))
  }
}
