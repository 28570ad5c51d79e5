import Testing

/// A way for an IP packet to travel: behind a link layer's header, behind tags, in a tunnel.
package struct Wrapping: Sendable, CustomTestStringConvertible {
  package let name: String
  /// The number of the link type of the packets that come out.
  package let linkType: UInt32
  /// Wraps an IPv4 or IPv6 packet.
  package let wrap: @Sendable ([UInt8]) -> [UInt8]

  package var testDescription: String { name }

  package init(_ name: String, _ linkType: UInt32 = 1, _ wrap: @escaping @Sendable ([UInt8]) -> [UInt8]) {
    self.name = name
    self.linkType = linkType
    self.wrap = wrap
  }

  /// All that the reader knows.
  package static let all = links + wireless + tags + tunnels + datagrams

  /// The packet in plain Ethernet.
  package static let ethernet = Wrapping("Ethernet") { ethernet($0) }

  // MARK: What the tables are made of

  package static let addresses = bytes(fromHex: "02000000000a02000000000b")

  package static func isVersion6(_ packet: [UInt8]) -> Bool { packet[0] >> 4 == 6 }

  /// One of two numbers, for IPv4 and for IPv6.
  static func by(_ packet: [UInt8], _ version4: String, _ version6: String) -> [UInt8] {
    bytes(fromHex: isVersion6(packet) ? version6 : version4)
  }

  static func type(_ packet: [UInt8]) -> [UInt8] { by(packet, "0800", "86dd") }

  package static func ethernet(_ packet: [UInt8]) -> [UInt8] { addresses + type(packet) + packet }

  /// An Ethernet frame of an EtherType, in hexadecimal.
  static func frame(_ type: String, _ body: [UInt8]) -> [UInt8] { addresses + bytes(fromHex: type) + body }

  static func logicalLink(_ packet: [UInt8]) -> [UInt8] { bytes(fromHex: "aaaa03000000") + type(packet) + packet }

  static func pointToPoint(_ packet: [UInt8]) -> [UInt8] { by(packet, "0021", "0057") + packet }

  package static func number(_ value: Int, bytes count: Int = 2) -> [UInt8] {
    (0..<count).map { UInt8(truncatingIfNeeded: value >> (8 * (count - 1 - $0))) }
  }

  /// An IPv4 packet of another pair of hosts. `place` is the field of flags and fragment offset.
  package static func version4(
    _ number: UInt8, _ payload: [UInt8], identification: Int = 7, place: Int = 0
  ) -> [UInt8] {
    [0x45, 0] + Self.number(20 + payload.count) + Self.number(identification) + Self.number(place)
      + [64, number, 0, 0, 203, 0, 113, 1, 203, 0, 113, 2] + payload
  }

  /// An IPv6 packet of another pair of hosts.
  package static func version6(_ next: UInt8, _ payload: [UInt8]) -> [UInt8] {
    bytes(fromHex: "60000000") + number(payload.count) + [next, 64]
      + bytes(fromHex: "20010db80000000000000000000000ff20010db80000000000000000000000fe") + payload
  }

  package static func datagram(from source: Int = 55_555, to port: Int, _ payload: [UInt8]) -> [UInt8] {
    number(source) + number(port) + number(8 + payload.count) + [0, 0] + payload
  }
}
