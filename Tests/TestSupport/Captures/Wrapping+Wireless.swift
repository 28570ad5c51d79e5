/// IEEE 802.11 in its forms, and the headers of monitors.
extension Wrapping {
  package static let wireless: [Wrapping] = [
    .init("IEEE802_11", 105) { wireless($0) },
    .init("IEEE802_11 to the station", 105) { wireless($0, flags: 2) },
    .init("IEEE802_11 with quality of service", 105) { wireless($0, control: 0x88) },
    .init("IEEE802_11 between bridges", 105) { wireless($0, control: 0x88, flags: 3) },
    .init("IEEE802_11 with high throughput", 105) { wireless($0, control: 0x88, flags: 0x82) },
    .init("RADIOTAP", 127) { bytes(fromHex: "000008000000" + "0000") + wireless($0) },
    .init("RADIOTAP, padded", 127) {
      bytes(fromHex: "00000a0002000000" + "2000") + wireless($0, control: 0x88, isPadded: true)
    },
    .init("RADIOTAP with a time, padded", 127) {
      bytes(fromHex: "0000120007000000" + "0000000000000000" + "2c00")
        + wireless($0, control: 0x88, isPadded: true)
    },
    .init("RADIOTAP with more words", 127) {
      bytes(fromHex: "0000180003000080" + "00000000" + "00000000" + "1111111111111111")
        + wireless($0)
    },
    .init("PRISM", 119) { bytes(fromHex: "4400000090000000") + [UInt8](repeating: 0, count: 136) + wireless($0) },
    .init("PRISM with the header of AVS", 119) { monitor + wireless($0) },
    .init("AVS", 163) { monitor + wireless($0) },
    .init("PPI before IEEE 802.11", 192) { bytes(fromHex: "0000080069000000") + wireless($0) },
  ]

  private static let monitor = bytes(fromHex: "8021100100000040") + [UInt8](repeating: 0, count: 56)

  /// A frame with data.
  package static func wireless(
    _ packet: [UInt8], control: UInt8 = 0x08, flags: UInt8 = 1, sequence: UInt8 = 0x10, quality: UInt8 = 0,
    isPadded: Bool = false
  ) -> [UInt8] {
    var header: [UInt8] = [control, flags, 0, 0] + addresses + addresses.prefix(6) + [sequence, 0]
    if flags & 3 == 3 { header += addresses.prefix(6) }
    if control & 0x80 != 0 {
      header += [quality, 0]
      if flags & 0x80 != 0 { header += [0, 0, 0, 0] }
    }
    while isPadded, header.count % 4 != 0 { header.append(0) }
    return header + logicalLink(packet)
  }
}
