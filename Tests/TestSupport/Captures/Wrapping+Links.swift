/// The link types that are read, in bytes as the tcpdump.org list of them describes.
extension Wrapping {
  package static let links: [Wrapping] = [
    ethernet,
    .init("Ethernet with LLC and SNAP") { addresses + number(8 + $0.count) + logicalLink($0) },
    .init("NULL, little-endian", 0) { by($0, "02000000", "1e000000") + $0 },
    .init("NULL, big-endian", 0) { by($0, "00000002", "0000001c") + $0 },
    .init("NULL of Windows", 0) { by($0, "02000000", "17000000") + $0 },
    .init("LOOP", 108) { by($0, "00000002", "00000018") + $0 },
    .init("RAW", 101) { $0 },
    .init("IPV4 or IPV6", 228) { $0 },
    .init("LINUX_SLL", 113) { bytes(fromHex: "00000001000602000000000a0000") + type($0) + $0 },
    .init("LINUX_SLL with LLC", 113) { bytes(fromHex: "00000001000602000000000a00000004") + logicalLink($0) },
    .init("LINUX_SLL2", 276) { type($0) + bytes(fromHex: "0000000000010001000602000000000a0000") + $0 },
    .init("PPP", 9) { pointToPoint($0) },
    .init("PPP in HDLC-like framing", 9) { [0xff, 3] + pointToPoint($0) },
    .init("PPP with short numbers", 9) { by($0, "21", "57") + $0 },
    .init("PPP_SERIAL", 50) { [0xff, 3] + pointToPoint($0) },
    .init("PPP_SERIAL in Cisco's framing", 50) { [0x0f, 0] + type($0) + $0 },
    .init("PPP_ETHER", 51) { bytes(fromHex: "11000005") + number(2 + $0.count) + pointToPoint($0) },
    .init("PPP_PPPD", 166) { [1, 3] + pointToPoint($0) },
    .init("PPP_WITH_DIR", 204) { [1] + pointToPoint($0) },
    .init("PPP, bridged", 9) { bytes(fromHex: "00310001") + ethernet($0) },
    .init("C_HDLC", 104) { [0x0f, 0] + type($0) + $0 },
    .init("C_HDLC_WITH_DIR", 205) { [0, 0x8f, 0] + type($0) + $0 },
    .init("C_HDLC with PPP", 104) { [0xff, 3] + pointToPoint($0) },
    .init("FRELAY", 107) { bytes(fromHex: "184103") + by($0, "cc", "8e") + $0 },
    .init("FRELAY with SNAP", 107) { bytes(fromHex: "1841030080000000") + type($0) + $0 },
    .init("FRELAY, bridged", 107) { bytes(fromHex: "18410300800080c20007") + ethernet($0) },
    .init("FRELAY with a long address", 107) { bytes(fromHex: "1840024103") + by($0, "cc", "8e") + $0 },
    .init("FRELAY of Cisco", 107) { [0x18, 0x41] + type($0) + $0 },
    .init("FRELAY_WITH_DIR", 206) { bytes(fromHex: "00184103") + by($0, "cc", "8e") + $0 },
    .init("ATM_RFC1483", 100) { logicalLink($0) },
    .init("ATM_RFC1483, ISO", 100) { bytes(fromHex: "fefe03") + by($0, "cc", "8e") + $0 },
    .init("ATM_RFC1483, bridged", 100) { bytes(fromHex: "aaaa030080c200070000") + ethernet($0) },
    .init("ATM_CLIP", 106) { logicalLink($0) },
    .init("ATM_CLIP without LLC", 106) { $0 },
    .init("SUNATM, LLC", 123) { bytes(fromHex: "02000021") + logicalLink($0) },
    .init("SUNATM, LAN emulation", 123) { bytes(fromHex: "010000210000") + ethernet($0) },
    .init("IEEE802_5", 6) { [0x10, 0x40] + addresses + logicalLink($0) },
    .init("IEEE802_5 with a route", 6) {
      bytes(fromHex: "104002000000000a82000000000b063000110020") + logicalLink($0)
    },
    .init("FDDI", 10) { [0x50] + addresses + logicalLink($0) },
    .init("LLC of IP", 10) { [0x57] + addresses + bytes(fromHex: "060603") + $0 },
    .init("IP_OVER_FC", 122) { bytes(fromHex: "100002000000000a100002000000000b") + logicalLink($0) },
    .init("APPLE_IP_OVER_IEEE1394", 138) { [UInt8](repeating: 1, count: 16) + type($0) + $0 },
    .init("DOCSIS", 143) { [0, 0] + number(14 + $0.count) + [0, 0] + ethernet($0) },
    .init("DOCSIS with an extended header", 143) {
      [1, 4] + number(18 + $0.count) + bytes(fromHex: "010203040000") + ethernet($0)
    },
    .init("SLIP", 8) { [UInt8](repeating: 0, count: 16) + $0 },
    .init("MPLS", 219) { bytes(fromHex: "00010140") + $0 },
    .init("ENC", 109) { by($0, "02000000", "18000000") + bytes(fromHex: "0000000100000000") + $0 },
    .init("PFLOG", 117) { [61] + by($0, "02", "18") + [UInt8](repeating: 0, count: 62) + $0 },
    .init("IPNET", 226) { [1] + by($0, "02", "1a") + [UInt8](repeating: 0, count: 22) + $0 },
    .init("NFLOG, little-endian", 239) {
      by($0, "02", "0a") + bytes(fromHex: "000005" + "0800010000000003" + "06000a0061620000")
        + number(4 + $0.count).reversed() + [9, 0] + $0
    },
    .init("NFLOG, big-endian", 239) {
      by($0, "02", "0a") + bytes(fromHex: "000005" + "0008000100000300" + "0006000a61620000")
        + number(4 + $0.count) + [0, 9] + $0
    },
    .init("NETANALYZER", 240) { bytes(fromHex: "00000000") + ethernet($0) },
    .init("NETANALYZER_TRANSPARENT", 241) { bytes(fromHex: "00000000" + "55555555555555d5") + ethernet($0) },
    .init("PKTAP, little-endian", 258) {
      bytes(fromHex: "6c0000000100000001000000") + [UInt8](repeating: 0, count: 96) + ethernet($0)
    },
    .init("PKTAP, big-endian", 258) {
      bytes(fromHex: "0000006c000000010000000c") + [UInt8](repeating: 0, count: 96) + $0
    },
    .init("PPI", 192) { bytes(fromHex: "00000c0001000000" + "01020000") + ethernet($0) },
    .init("ERF", 197) { bytes(fromHex: "0000000000000000" + "0204006000000050" + "0000") + ethernet($0) },
    .init("ERF with more headers", 197) {
      bytes(fromHex: "0000000000000000" + "9604006000000050" + "8000000000000000" + "0300000000000000") + $0
    },
    .init("JUNIPER_ETHER", 178) { bytes(fromHex: "4d474301") + ethernet($0) },
    .init("JUNIPER_PPP", 179) { bytes(fromHex: "4d474381" + "00020102") + [0xff, 3] + pointToPoint($0) },
    .init("JUNIPER_FRELAY", 180) { bytes(fromHex: "4d474301" + "184103") + by($0, "cc", "8e") + $0 },
    .init("JUNIPER_CHDLC", 181) { bytes(fromHex: "4d474301" + "0f00") + type($0) + $0 },
    .init("JUNIPER_ETHER without a link layer", 178) { bytes(fromHex: "4d474302") + $0 },
    .init("JUNIPER_PPP with a family", 179) { bytes(fromHex: "4d474303" + "00000002") + $0 },
    .init("DSA_TAG_BRCM", 281) { addresses + bytes(fromHex: "20000001") + type($0) + $0 },
    .init("DSA_TAG_BRCM_PREPEND", 282) { bytes(fromHex: "20000001") + ethernet($0) },
    .init("DSA_TAG_DSA", 284) { addresses + bytes(fromHex: "40000000") + type($0) + $0 },
    .init("DSA_TAG_EDSA", 285) { addresses + bytes(fromHex: "dada000040000000") + type($0) + $0 },
  ]
}
