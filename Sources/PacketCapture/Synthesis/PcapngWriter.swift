/// Writes packets of one interface as pcapng (draft-ietf-opsawg-pcapng), with times in nanoseconds.
///
/// The writer gathers bytes and does no output of its own: `takeBytes()` hands them on.
public struct PcapngWriter: Sendable {
  /// What was written and not yet taken.
  public private(set) var bytes: [UInt8] = []

  private enum Block {
    static let section: UInt32 = 0x0a0d_0d0a
    static let interface: UInt32 = 1
    static let statistics: UInt32 = 5
    static let packet: UInt32 = 6
  }

  /// Starts a capture with its section and its one interface.
  ///
  /// - Parameters:
  ///   - linkType: what the packets begin with.
  ///   - snapLength: the most bytes of a packet that are kept.
  ///   - interface: the interface's name.
  ///   - filter: the capture filter in libpcap's language, where there was one.
  ///   - application: the name of the program that captures.
  public init(
    linkType: LinkType, snapLength: UInt32 = 262_144, interface: String, filter: String? = nil, application: String
  ) {
    block(Block.section) { body in
      body.append(0x1a2b_3c4d as UInt32, bigEndian: false)
      body.append(1 as UInt16, bigEndian: false)
      body.append(0 as UInt16, bigEndian: false)
      body.append(UInt64.max, bigEndian: false)  // the section's length, which is not known yet
      Self.option(4, Array(application.utf8), &body)
      Self.end(&body)
    }
    block(Block.interface) { body in
      body.append(UInt16(truncatingIfNeeded: linkType.numberInFiles), bigEndian: false)
      body.append(0 as UInt16, bigEndian: false)
      body.append(snapLength, bigEndian: false)
      Self.option(2, Array(interface.utf8), &body)
      Self.option(9, [9], &body)  // if_tsresol: 10⁻⁹ seconds
      if let filter { Self.option(11, [0] + Array(filter.utf8), &body) }
      Self.end(&body)
    }
  }

  /// Appends one packet.
  public mutating func append(_ record: PacketRecord, _ packet: Span<UInt8>) {
    let length = UInt32(32 + Self.padded(packet.count))
    let time = UInt64(bitPattern: record.time.nanoseconds)
    bytes.append(Block.packet, bigEndian: false)
    bytes.append(length, bigEndian: false)
    bytes.append(0 as UInt32, bigEndian: false)
    bytes.append(UInt32(truncatingIfNeeded: time >> 32), bigEndian: false)
    bytes.append(UInt32(truncatingIfNeeded: time), bigEndian: false)
    bytes.append(UInt32(clamping: packet.count), bigEndian: false)
    bytes.append(UInt32(clamping: record.originalLength), bigEndian: false)
    bytes.append(copying: packet)
    bytes.append(contentsOf: repeatElement(0, count: Self.padded(packet.count) - packet.count))
    bytes.append(length, bigEndian: false)
  }

  /// Appends what the system counted while it captured.
  ///
  /// - Parameters:
  ///   - statistics: its counts.
  ///   - time: when it counted.
  public mutating func append(_ statistics: LiveCapture.Statistics, at time: CaptureTime) {
    block(Block.statistics) { body in
      let units = UInt64(bitPattern: time.nanoseconds)
      body.append(0 as UInt32, bigEndian: false)
      body.append(UInt32(truncatingIfNeeded: units >> 32), bigEndian: false)
      body.append(UInt32(truncatingIfNeeded: units), bigEndian: false)
      for (code, count) in [
        (4 as UInt16, statistics.received), (5, statistics.droppedByInterface), (7, statistics.dropped),
      ] {
        var value: [UInt8] = []
        value.append(count, bigEndian: false)
        Self.option(code, value, &body)
      }
      Self.end(&body)
    }
  }

  /// Hands over what was gathered and goes on empty.
  public mutating func takeBytes() -> [UInt8] {
    defer {
      bytes = []
      bytes.reserveCapacity(1 << 17)
    }
    return bytes
  }

  private mutating func block(_ type: UInt32, _ fill: (inout [UInt8]) -> Void) {
    var body: [UInt8] = []
    fill(&body)
    bytes.append(type, bigEndian: false)
    bytes.append(UInt32(body.count + 12), bigEndian: false)
    bytes += body
    bytes.append(UInt32(body.count + 12), bigEndian: false)
  }

  /// Appends an option; a value that its two bytes of length cannot tell is cut.
  private static func option(_ code: UInt16, _ value: [UInt8], _ body: inout [UInt8]) {
    let value = value.prefix(Int(UInt16.max))
    body.append(code, bigEndian: false)
    body.append(UInt16(value.count), bigEndian: false)
    body += value
    body += [UInt8](repeating: 0, count: padded(value.count) - value.count)
  }

  private static func end(_ body: inout [UInt8]) {
    body.append(0 as UInt32, bigEndian: false)
  }

  /// Blocks and options end at a multiple of four bytes.
  private static func padded(_ count: Int) -> Int { (count + 3) & ~3 }
}
