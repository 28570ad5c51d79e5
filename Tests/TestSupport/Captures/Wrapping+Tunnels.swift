/// Tags and labels on Ethernet, and the tunnels of IP and UDP.
extension Wrapping {
  package static let tags: [Wrapping] = [
    .init("802.1Q") { addresses + bytes(fromHex: "81000064") + type($0) + $0 },
    .init("802.1ad") { addresses + bytes(fromHex: "88a8000281000064") + type($0) + $0 },
    .init("three tags") { addresses + bytes(fromHex: "910000029100000181000009") + type($0) + $0 },
    .init("PPPoE") { frame("8864", bytes(fromHex: "11000005") + number(2 + $0.count) + pointToPoint($0)) },
    .init("MPLS, two labels") { frame("8847", bytes(fromHex: "0001004000020140") + $0) },
    .init("MPLS, multicast") { frame("8848", bytes(fromHex: "00020140") + $0) },
    .init("MPLS around Ethernet") { frame("8847", bytes(fromHex: "00020140") + ethernet($0)) },
    .init("MPLS with a control word") { frame("8847", bytes(fromHex: "0002014000000000") + ethernet($0)) },
    .init("MPLS around tagged Ethernet") {
      frame("8847", bytes(fromHex: "00020140") + addresses + bytes(fromHex: "81000064") + type($0) + $0)
    },
    .init("802.1ah") { frame("88e7", bytes(fromHex: "00000007") + ethernet($0)) },
    .init("HSR") { frame("892f", number(6 + $0.count) + [0, 3] + type($0) + $0) },
    .init("802.1CB") { frame("f1c1", bytes(fromHex: "00000001") + type($0) + $0) },
    .init("VN-Tag") { frame("8926", bytes(fromHex: "00010002") + type($0) + $0) },
    .init("Cisco MetaData") { frame("8909", bytes(fromHex: "010100010005") + type($0) + $0) },
    .init("NSH around Ethernet") { frame("894f", bytes(fromHex: "0fc20203000001ff") + ethernet($0)) },
    .init("NSH around IP") {
      frame("894f", bytes(fromHex: "0fc601") + by($0, "01", "02") + [UInt8](repeating: 1, count: 20) + $0)
    },
  ]

  /// Tunnels that have a protocol number of IP.
  package static let tunnels: [Wrapping] = [
    .init("IP in IPv4") { outer(isVersion6($0) ? 41 : 4, $0) },
    .init("IP in IPv6") { ethernet(version6(isVersion6($0) ? 41 : 4, $0)) },
    .init("GRE") { outer(47, [0, 0] + type($0) + $0) },
    .init("GRE in IPv6") { ethernet(version6(47, [0, 0] + type($0) + $0)) },
    .init("GRE with all fields") { outer(47, [0xb0, 0] + type($0) + [UInt8](repeating: 1, count: 12) + $0) },
    .init("GRE around Ethernet") { outer(47, bytes(fromHex: "2000655800000001") + ethernet($0)) },
    .init("GRE around MPLS") { outer(47, bytes(fromHex: "0000884700010140") + $0) },
    .init("PPTP") {
      let fields = bytes(fromHex: "0005" + "00000001" + "00000002" + "ff03")
      return outer(47, bytes(fromHex: "3081880b") + number(4 + $0.count) + fields + pointToPoint($0))
    },
    .init("ERSPAN I") { outer(47, bytes(fromHex: "000088be") + ethernet($0)) },
    .init("ERSPAN II") { outer(47, bytes(fromHex: "100088be000000011000000000000000") + ethernet($0)) },
    .init("ERSPAN III") {
      outer(47, bytes(fromHex: "100022eb00000001" + "200000000000000000000000") + ethernet($0))
    },
    .init("ERSPAN III with more") {
      outer(47, bytes(fromHex: "100022eb00000001" + "200000000000000000000001" + "0000000000000000") + ethernet($0))
    },
    .init("ERSPAN III around IP") {
      outer(47, bytes(fromHex: "100022eb00000001" + "200000000000000000000800") + $0)
    },
    .init("WCCP") { outer(47, bytes(fromHex: "0000883e" + "00000000") + $0) },
    .init("EtherIP") { outer(97, [0x30, 0] + ethernet($0)) },
    .init("MPLS in IP") { outer(137, bytes(fromHex: "00010140") + $0) },
  ]

  /// Tunnels over UDP.
  package static let datagrams: [Wrapping] = [
    .init("GTP-U") {
      let header = [0x30, 0xff] + number($0.count) + number(77, bytes: 4)
      return outer(17, datagram(from: 2152, to: 2152, header + $0))
    },
    .init("GTP-U with extension headers") {
      let extensions = bytes(fromHex: "00010085" + "01000585" + "0200000000000000")
      let header = [0x34, 0xff] + number(extensions.count + $0.count) + number(77, bytes: 4)
      return outer(17, datagram(to: 2152, header + extensions + $0))
    },
    virtualNetwork("VXLAN", to: 4789) { ethernet($0) },
    virtualNetwork("VXLAN at the port of Linux", to: 8472) {
      addresses + bytes(fromHex: "81000064") + type($0) + $0
    },
    .init("VXLAN with a group") {
      outer(17, datagram(to: 4789, bytes(fromHex: "8800000500000700") + ethernet($0)))
    },
    .init("VXLAN-GPE") {
      outer(17, datagram(to: 4790, bytes(fromHex: "0c0000") + by($0, "01", "02") + number(7, bytes: 4) + $0))
    },
    .init("VXLAN in IPv6") {
      ethernet(version6(17, datagram(to: 4789, bytes(fromHex: "0800000000000700") + ethernet($0))))
    },
    .init("Geneve") { outer(17, datagram(to: 6081, bytes(fromHex: "0000655800000700") + ethernet($0))) },
    .init("Geneve with options") {
      outer(17, datagram(to: 6081, [2, 0] + type($0) + bytes(fromHex: "00000700" + "0102800100000001") + $0))
    },
    .init("Teredo") {
      let inner = isVersion6($0) ? $0 : version6(4, $0)
      let indications = bytes(fromHex: "0001000001010101" + "0101010100" + "0000010203040506")
      return outer(17, datagram(to: 3544, indications + inner))
    },
    .init("L2TP") {
      let session = number(12 + $0.count) + bytes(fromHex: "00010002" + "ff03")
      return outer(17, datagram(from: 1701, to: 1701, [0x40, 2] + session + pointToPoint($0)))
    },
    .init("L2TP with an offset") {
      outer(17, datagram(to: 1701, bytes(fromHex: "0a02" + "00010002" + "00000000" + "00020000") + pointToPoint($0)))
    },
    .init("TZSP") { outer(17, datagram(to: 37_008, bytes(fromHex: "01000001" + "0a010500" + "01") + ethernet($0))) },
    .init("TZSP with IEEE 802.11") {
      outer(17, datagram(to: 37_008, bytes(fromHex: "01000012" + "01") + wireless($0)))
    },
    .init("LISP") { outer(17, datagram(to: 4341, bytes(fromHex: "8000000100000001") + $0)) },
    .init("MPLS in UDP") { outer(17, datagram(to: 6635, bytes(fromHex: "00010140") + $0)) },
    .init("tunnels in tunnels") {
      let mobile = datagram(to: 2152, [0x30, 0xff] + number($0.count) + number(77, bytes: 4) + $0)
      let routed = version4(47, bytes(fromHex: "00000800") + version4(17, mobile))
      return outer(17, datagram(to: 4789, bytes(fromHex: "0800000000000700") + ethernet(routed)))
    },
  ]

  /// A tunnel that VXLAN makes.
  package static func virtualNetwork(
    _ name: String, to port: Int, _ inner: @escaping @Sendable ([UInt8]) -> [UInt8]
  ) -> Wrapping {
    .init(name) { outer(17, datagram(to: port, bytes(fromHex: "0800000000000700") + inner($0))) }
  }

  private static func outer(_ number: UInt8, _ payload: [UInt8]) -> [UInt8] { ethernet(version4(number, payload)) }
}
