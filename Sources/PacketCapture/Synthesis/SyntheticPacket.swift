/// One packet of a capture that was built, not recorded.
public struct SyntheticPacket: Hashable, Sendable {
  /// When the packet was seen, in nanoseconds since 1970-01-01 UTC.
  public var nanoseconds: Int64
  /// The bytes a capture holds, from the link-layer header on.
  public var bytes: [UInt8]
  /// How long the packet was on the wire, in bytes; more than `bytes` holds for a packet that was cut.
  public var originalLength: Int

  /// Makes a packet of the given bytes.
  ///
  /// - Parameter originalLength: the length on the wire; the number of bytes where it is not given.
  public init(nanoseconds: Int64, bytes: [UInt8], originalLength: Int? = nil) {
    self.nanoseconds = nanoseconds
    self.bytes = bytes
    self.originalLength = originalLength ?? bytes.count
  }
}
