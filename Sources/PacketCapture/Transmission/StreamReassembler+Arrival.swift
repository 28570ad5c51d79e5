extension StreamReassembler {
  /// A segment's payload as it is taken.
  struct Arrival {
    /// The sequence number of the first byte.
    var sequence: UInt32
    /// How long the payload was on the wire.
    var length: Int
    /// A FIN follows the payload.
    var hasFIN: Bool
    var origin: StreamOrigin
    /// How many packets of the connection came before.
    var packetCount: UInt32
  }

  /// A segment, or the part of one, behind bytes that are missing.
  struct Waiting {
    var offset: Int64
    var bytes: [UInt8]
    /// How long it was on the wire: the snap length may have cut its end.
    var length: Int64
    var origin: StreamOrigin
    var end: Int64 { offset + length }
  }
}
