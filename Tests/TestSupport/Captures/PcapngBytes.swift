/// Writes a capture in the format pcapng, block by block, with nothing but the given bytes.
package struct PcapngBytes {
  package private(set) var bytes: [UInt8] = []
  private var bigEndian: Bool

  /// Begins with a section.
  package init(bigEndian: Bool = false) {
    self.bigEndian = bigEndian
    beginSection(bigEndian: bigEndian)
  }

  /// Begins another section, perhaps in the other byte order; the interfaces before it are forgotten.
  package mutating func beginSection(bigEndian: Bool) {
    self.bigEndian = bigEndian
    append(0x0a0d_0d0a, number(0x1a2b_3c4d, 4) + number(1, 2) + number(0, 2) + [UInt8](repeating: 0xff, count: 8))
  }

  /// Describes an interface: the first of its section has the number 0.
  /// - Parameter resolution: the byte of if_tsresol; without it, times are in microseconds.
  package mutating func addInterface(_ linkType: UInt32, resolution: UInt8? = nil) {
    let option = resolution.map { number(9, 2) + number(1, 2) + [$0, 0, 0, 0] + number(0, 4) } ?? []
    append(1, number(UInt64(linkType), 2) + number(0, 2) + number(0, 4) + option)
  }

  /// Adds a packet.
  /// - Parameters:
  ///   - units: its time, in the units of its interface.
  ///   - originalLength: its length on the wire; that of the bytes unless given.
  package mutating func addPacket(_ packet: [UInt8], interface: Int = 0, units: UInt64, originalLength: Int? = nil) {
    let lengths = number(UInt64(packet.count), 4) + number(UInt64(originalLength ?? packet.count), 4)
    append(6, number(UInt64(interface), 4) + number(units >> 32, 4) + number(units & 0xffff_ffff, 4) + lengths + packet)
  }

  /// Adds a packet of the first interface, without a time.
  package mutating func addSimplePacket(_ packet: [UInt8]) {
    append(3, number(UInt64(packet.count), 4) + packet)
  }

  /// Adds a block; its body is padded.
  package mutating func append(_ type: UInt64, _ body: [UInt8]) {
    let padding = [UInt8](repeating: 0, count: (4 - body.count % 4) % 4)
    let length = number(UInt64(12 + body.count + padding.count), 4)
    bytes += number(type, 4) + length + body + padding + length
  }

  private func number(_ value: UInt64, _ count: Int) -> [UInt8] {
    let octets = (0..<count).map { UInt8(truncatingIfNeeded: value >> UInt64(8 * $0)) }
    return bigEndian ? octets.reversed() : octets
  }
}
