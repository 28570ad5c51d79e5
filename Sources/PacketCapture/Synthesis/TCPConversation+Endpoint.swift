extension TCPConversation {
  /// One end of a conversation: an address and a port.
  public struct Endpoint: Hashable, Sendable {
    /// The address; both ends of a conversation have the same family.
    public var address: Address
    /// The TCP port.
    public var port: UInt16

    /// Makes an end of a conversation.
    public init(_ address: Address, port: UInt16) {
      self.address = address
      self.port = port
    }
  }

  /// An internet address, as a number.
  public enum Address: Hashable, Sendable {
    case v4(UInt32)
    /// The upper and the lower 64 bits.
    case v6(UInt64, UInt64)

    /// An IPv4 address by its four decimal parts.
    public static func v4(_ a: UInt8, _ b: UInt8, _ c: UInt8, _ d: UInt8) -> Address {
      .v4(UInt32(a) << 24 | UInt32(b) << 16 | UInt32(c) << 8 | UInt32(d))
    }

    /// Appends the address in network byte order: 4 or 16 bytes.
    func append(to bytes: inout [UInt8]) {
      switch self {
      case .v4(let number):
        bytes.append(number)
      case .v6(let high, let low):
        bytes.append(high)
        bytes.append(low)
      }
    }
  }
}
