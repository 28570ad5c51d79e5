/// Writes packets in the classic capture format, pcap 2.4 (draft-ietf-opsawg-pcap).
///
/// The writer gathers bytes and does no output of its own. A small capture is read off `bytes` when it is complete; a
/// large one is handed on in pieces with `takeBytes()`.
public struct CaptureWriter: Sendable {
  /// The header, unless it was taken already, and the records appended since.
  public private(set) var bytes: [UInt8] = []

  private let nanoseconds: Bool
  private let bigEndian: Bool
  private let snapLength: UInt32

  /// Starts a capture: its file header is written at once.
  ///
  /// - Parameters:
  ///   - linkType: what the packets begin with, by its number in the tcpdump.org registry; 1 is Ethernet.
  ///   - nanoseconds: whether times keep their nanoseconds; otherwise they are cut to microseconds.
  ///   - bigEndian: the byte order of the file's own numbers.
  ///   - snapLength: the most bytes a record holds; longer packets are cut and keep their original length.
  public init(linkType: UInt32 = 1, nanoseconds: Bool = false, bigEndian: Bool = false, snapLength: UInt32 = 262_144) {
    self.nanoseconds = nanoseconds
    self.bigEndian = bigEndian
    self.snapLength = snapLength
    let magic: UInt32 = nanoseconds ? 0xA1B2_3C4D : 0xA1B2_C3D4
    bytes.append(magic, bigEndian: bigEndian)
    bytes.append(2 as UInt16, bigEndian: bigEndian)
    bytes.append(4 as UInt16, bigEndian: bigEndian)
    bytes.append(0 as UInt64, bigEndian: bigEndian)  // time zone and accuracy, which nobody fills in
    bytes.append(snapLength, bigEndian: bigEndian)
    bytes.append(linkType, bigEndian: bigEndian)
  }

  /// Appends one record.
  ///
  /// The format has 32 bits for seconds: a time before 1970 or after 2106 wraps around.
  public mutating func append(_ packet: SyntheticPacket) {
    append(packet.bytes.span, at: packet.nanoseconds, originalLength: packet.originalLength)
  }

  /// Appends a packet that was read or captured, as it is.
  public mutating func append(_ record: PacketRecord, _ packet: Span<UInt8>) {
    append(packet, at: record.time.nanoseconds, originalLength: record.originalLength)
  }

  private mutating func append(_ packet: Span<UInt8>, at time: Int64, originalLength: Int) {
    let (seconds, fraction) = time.quotientAndRemainder(dividingBy: 1_000_000_000)
    let borrow: Int64 = fraction < 0 ? 1 : 0  // times before 1970: the fraction counts upwards all the same
    let captured = min(packet.count, Int(snapLength))
    bytes.append(UInt32(truncatingIfNeeded: seconds - borrow), bigEndian: bigEndian)
    let upward = fraction + borrow * 1_000_000_000
    bytes.append(UInt32(truncatingIfNeeded: nanoseconds ? upward : upward / 1000), bigEndian: bigEndian)
    bytes.append(UInt32(truncatingIfNeeded: captured), bigEndian: bigEndian)
    bytes.append(UInt32(truncatingIfNeeded: max(originalLength, captured)), bigEndian: bigEndian)
    bytes.append(copying: packet.extracting(first: captured))
  }

  /// Appends records in the order of the given packets.
  public mutating func append(contentsOf packets: some Sequence<SyntheticPacket>) {
    for packet in packets { append(packet) }
  }

  /// Hands over what was gathered and goes on empty, so that a capture larger than memory can be written.
  public mutating func takeBytes() -> [UInt8] {
    defer {
      bytes = []
      bytes.reserveCapacity(1 << 16)
    }
    return bytes
  }
}
