extension CaptureStreams {
  /// What the reassembly may keep.
  public struct Limits: Hashable, Sendable {
    /// How many connections are followed at a time; 1,048,576 unless set.
    public var connections = 1 << 20
    /// How many connections are remembered, those among them to which nobody listens any more, or not yet; 131,072
    /// unless set. Where more than half as many are followed, as many others are remembered.
    public var remembered = 1 << 17
    /// How many connections are followed before it is known what they are; 2048 unless set. Of more than these, the one
    /// that has rested longest is set aside until its next payload.
    public var undecided = 2048
    /// How many bytes may wait for missing ones, in each direction of a connection; 1 MiB unless set.
    public var waitingBytes = 1 << 20
    /// How many segments may wait for missing ones, in each direction of a connection; 1024 unless set.
    public var waitingSegments = 1024
    /// How many bytes of unfinished IP datagrams are kept; 4 MiB unless set.
    public var fragmentBytes = 4 << 20

    /// The limits that hold unless others are set.
    public init() {}
  }

  /// Counts of what was seen so far.
  public struct Statistics: Hashable, Sendable {
    /// All packets.
    public var packets: UInt64 = 0
    /// Packets of which the capture holds only the beginning.
    public var cutPackets: UInt64 = 0
    /// TCP segments.
    public var segments: UInt64 = 0
    /// Packets that hold no TCP: other protocols, malformed headers, link types that are not understood.
    public var otherPackets: UInt64 = 0
    /// IP packets in more tunnels than are opened, ``CaptureStreams/deepestTunnel`` (they count as other packets, too).
    public var tooDeepPackets: UInt64 = 0
    /// UDP packets of QUIC (they count as other packets, too).
    public var quicPackets: UInt64 = 0
    /// QUIC connections, by the addresses and ports that they began with.
    public var quicConnections: UInt64 = 0
    /// IP fragments (each also counts as part of the segment it completes, or not at all).
    public var fragments: UInt64 = 0
    /// IP datagrams given up because `Limits.fragmentBytes` was hit.
    public var discardedDatagrams: UInt64 = 0
    /// TCP connections, those without any payload included.
    public var connections: UInt64 = 0
    /// Connections given up because `Limits.connections` was hit.
    public var evictedConnections: UInt64 = 0
  }
}
