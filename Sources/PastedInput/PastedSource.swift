/// What a text tells about who sent its bytes.
public enum PastedSource: Hashable, Sendable {
  /// Nothing: they are bytes.
  case bytes
  /// What two sides sent each other, a piece at a time; of several connections where the text names their ends.
  case conversations([PastedConversation])
  /// Packets as they were captured, with their headers.
  case packets([PastedPacket])
}

/// What two sides sent each other, as far as a text shows it.
public struct PastedConversation: Hashable, Sendable {
  /// One of the two sides.
  public enum Side: Hashable, Sendable {
    case first
    case second
  }

  /// Bytes that one side sent.
  public struct Piece: Hashable, Sendable {
    /// Who sent them.
    public var side: Side
    /// What was sent.
    public var bytes: [UInt8]
  }

  /// The address of the side called first, where the text has it.
  public var first: PastedEnd?
  /// The address of the other side, where the text has it.
  public var second: PastedEnd?
  /// Whether the side called first opened the connection; `nil` where the text does not say.
  public var firstIsClient: Bool?
  /// What was sent, in the order of the text.
  public var pieces: [Piece] = []
}

/// An address with a port.
public struct PastedEnd: Hashable, Sendable {
  /// An IPv4 or IPv6 address in its usual notation, or a name.
  public var address: String
  /// 0 to 65535.
  public var port: UInt16
}

/// A packet as it was captured.
public struct PastedPacket: Hashable, Sendable {
  /// What a packet begins with.
  public enum Link: Hashable, Sendable {
    /// The IP header.
    case none
    case ethernet
    /// Linux cooked capture, version 1.
    case linuxCooked
    /// Linux cooked capture, version 2.
    case linuxCooked2
    /// The loopback of the BSDs: four bytes with the address family.
    case loopback
  }

  /// What it begins with.
  public var link: Link
  /// The bytes that are there.
  public var bytes: [UInt8]
  /// How many bytes it had on the wire; more than ``bytes`` where it was cut.
  public var originalLength: Int
}
