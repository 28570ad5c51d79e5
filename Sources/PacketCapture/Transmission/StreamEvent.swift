/// Whether the caller wants to hear more of a connection.
public enum StreamInterest: Hashable, Sendable {
  /// Go on.
  case follow
  /// Forget it: no further event comes for this connection, not even `closed`.
  case ignore
}

/// One of the two ends of a connection.
public enum StreamSide: UInt8, Hashable, Sendable {
  /// The end that sent the SYN; where none was seen, the one that was seen first.
  case first
  /// The other end.
  case second

  /// The end at the other side.
  public var opposite: StreamSide { self == .first ? .second : .first }
}

/// The packet that something came in.
public struct StreamOrigin: Hashable, Sendable {
  /// The packet's number in the capture, from 1. Of a fragmented datagram: of the fragment that completed it.
  public var packet: UInt64
  /// When it was captured.
  public var time: CaptureTime

  /// - Parameters:
  ///   - packet: the packet's number in the capture.
  ///   - time: when it was captured.
  public init(packet: UInt64, time: CaptureTime) {
    self.packet = packet
    self.time = time
  }
}

/// Who talks with whom.
public struct ConnectionAddresses: Hashable, Sendable, CustomStringConvertible {
  /// The address of the first side.
  public var first: IPAddress
  /// The port of the first side.
  public var firstPort: UInt16
  /// The address of the second side.
  public var second: IPAddress
  /// The port of the second side.
  public var secondPort: UInt16

  /// Both ends, the first side's first.
  public var description: String {
    "\(Self.text(first, firstPort)) → \(Self.text(second, secondPort))"
  }

  private static func text(_ address: IPAddress, _ port: UInt16) -> String {
    address.isVersion6 ? "[\(address)]:\(port)" : "\(address):\(port)"
  }
}

/// Something that happened on a TCP connection, told in the order of each side's stream.
public struct StreamEvent: Sendable {
  /// Why a connection is over.
  public enum ClosingReason: Hashable, Sendable {
    /// Both sides have sent a FIN, and all before it is told.
    case finished
    /// A side sent a RST.
    case reset
    /// A new connection began between the same ports.
    case portsReused
    /// Too many connections: this one had rested longest.
    case evicted
    /// The capture ends.
    case captureEnded
  }

  /// The limits on what waits for missing segments.
  public enum Limit: Hashable, Sendable {
    /// `CaptureStreams.Limits.waitingBytes`.
    case waitingBytes
    /// `CaptureStreams.Limits.waitingSegments`.
    case waitingSegments
  }

  /// What happened. Offsets count from a side's first byte; lengths are in bytes.
  public enum Kind: Sendable {
    /// The first payload (or FIN) of a connection was seen, or the next one of a connection that was set aside.
    /// `initiatorKnown` is true when its SYN or SYN-ACK was captured.
    case opened(ConnectionAddresses, initiatorKnown: Bool)
    /// The next bytes of a side's stream, which are passed beside the event.
    case bytes(offset: UInt64)
    /// Bytes that are not in the capture; what follows them is in the packet of the origin.
    case gap(offset: UInt64, length: UInt64)
    /// A retransmission differs from the first copy, which was used; the other is passed beside the event.
    case conflictingRetransmission(offset: UInt64, length: UInt64)
    /// More waits for a missing segment than the limit allows: its place becomes a gap. Told once for each side.
    case limitReached(Limit)
    /// Too many connections are followed: may this one be set aside? Who answers `ignore` has forgotten it, and is told
    /// of its next payload as of a connection that opens; who answers `follow` is not asked again.
    case pressed
    /// The side has sent its FIN, and all before it is told. The offset is the length of its stream.
    case finished(offset: UInt64)
    /// The side has sent a RST.
    case reset
    /// Nothing more comes; the slot may be used for another connection.
    case closed(ClosingReason)
  }

  /// The connection's slot: a small number, used again after the connection is closed or ignored.
  public var connection: Int
  /// The side that it concerns, the sender of the bytes; `first` for what concerns both.
  public var side: StreamSide
  /// The packet it came in: of bytes that had to wait, the one they arrived in.
  public var origin: StreamOrigin
  /// What happened.
  public var kind: Kind
}
