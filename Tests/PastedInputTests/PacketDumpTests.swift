import TestSupport
import Testing

@testable import PastedInput

/// Dumps of captured packets, as tcpdump and tshark wrote them for one masked frame and one unmasked frame.
enum PacketSamples {
  static let tcpdumpBoth = """
    22:13:20.000000 IP 10.0.0.1.51000 > 10.0.0.2.8080: Flags [P.], seq 1000:1011, ack 2000, win 502, length 11: HTTP
    \t0x0000:  4500 003f 0001 4000 4006 26b6 0a00 0001  E..?..@.@.&.....
    \t0x0010:  0a00 0002 c738 1f90 0000 03e8 0000 07d0  .....8..........
    \t0x0020:  8018 01f6 f694 0000 0101 080a 0011 2233  .............."3
    \t0x0030:  0044 5566 8185 37fa 213d 7f9f 4d51 58    .DUf..7.!=..MQX
    22:13:20.001000 IP 10.0.0.2.8080 > 10.0.0.1.51000: Flags [P.], seq 1:8, ack 11, win 502, length 7: HTTP
    \t0x0000:  4500 002f 0002 4000 4006 26c5 0a00 0002  E../..@.@.&.....
    \t0x0010:  0a00 0001 1f90 c738 0000 07d0 0000 03f3  .......8........
    \t0x0020:  5018 01f6 026a 0000 8105 4865 6c6c 6f    P....j....Hello

    """

  static let tcpdumpEthernet = """
    \t0x0000:  0200 0000 0001 0200 0000 0002 0800 4500
    \t0x0010:  002f 0002 4000 4006 26c5 0a00 0002 0a00
    \t0x0020:  0001 1f90 c738 0000 07d0 0000 03f3 5018
    \t0x0030:  01f6 026a 0000 8105 4865 6c6c 6f
    """

  static let tcpdumpIPv6 = """
    22:13:20.000000 IP6 2001:db8::1.51000 > 2001:db8::2.8080: Flags [P.], seq 1000:1011, ack 2000, length 11: HTTP
    \t0x0000:  6001 2345 002b 0640 2001 0db8 0000 0000  `.#E.+.@........
    \t0x0010:  0000 0000 0000 0001 2001 0db8 0000 0000  ................
    \t0x0020:  0000 0000 0000 0002 c738 1f90 0000 03e8  .........8......
    \t0x0030:  0000 07d0 8018 01f6 af22 0000 0101 080a  ........."......
    \t0x0040:  0011 2233 0044 5566 8185 37fa 213d 7f9f  .."3.DUf..7.!=..
    \t0x0050:  4d51 58                                  MQX
    """

  static let tcpdumpVLAN = """
    \t0x0000:  0200 0000 0002 0200 0000 0001 8100 0005  ................
    \t0x0010:  0800 4500 003f 0001 4000 4006 26b6 0a00  ..E..?..@.@.&...
    \t0x0020:  0001 0a00 0002 c738 1f90 0000 03e8 0000  .......8........
    \t0x0030:  07d0 8018 01f6 f694 0000 0101 080a 0011  ................
    \t0x0040:  2233 0044 5566 8185 37fa 213d 7f9f 4d51  "3.DUf..7.!=..MQ
    \t0x0050:  58                                       X
    """

  static let tcpdumpCooked = """
    \t0x0000:  0000 0001 0006 0200 0000 0001 0000 0800  ................
    \t0x0010:  4500 003f 0001 4000 4006 26b6 0a00 0001  E..?..@.@.&.....
    \t0x0020:  0a00 0002 c738 1f90 0000 03e8 0000 07d0  .....8..........
    \t0x0030:  8018 01f6 f694 0000 0101 080a 0011 2233  .............."3
    \t0x0040:  0044 5566 8185 37fa 213d 7f9f 4d51 58    .DUf..7.!=..MQX
    """

  static let tcpdumpLoopback = """
    \t0x0000:  0200 0000 4500 003f 0001 4000 4006 26b6  ....E..?..@.@.&.
    \t0x0010:  0a00 0001 0a00 0002 c738 1f90 0000 03e8  .........8......
    \t0x0020:  0000 07d0 8018 01f6 f694 0000 0101 080a  ................
    \t0x0030:  0011 2233 0044 5566 8185 37fa 213d 7f9f  .."3.DUf..7.!=..
    \t0x0040:  4d51 58                                  MQX
    """

  static let tshark = """
    Frame (65 bytes):
    0000  02 00 00 00 00 02 02 00 00 00 00 01 08 00 45 00   ..............E.
    0010  00 33 00 03 40 00 40 06 26 c0 0a 00 00 01 0a 00   .3..@.@.&.......
    0020  00 02 c7 38 1f 90 00 00 04 82 00 00 08 51 50 18   ...8.........QP.
    0030  01 f6 a6 7f 00 00 81 85 37 fa 21 3d 7f 9f 4d 51   ........7.!=..MQ
    0040  58                                                X
    Unmasked data (5 bytes):
    0000  48 65 6c 6c 6f                                    Hello

    0000  02 00 00 00 00 01 02 00 00 00 00 02 08 00 45 00   ..............E.
    0010  00 2f 00 04 40 00 40 06 26 c3 0a 00 00 02 0a 00   ./..@.@.&.......
    0020  00 01 1f 90 c7 38 00 00 08 51 00 00 04 8d 50 18   .....8...Q....P.
    0030  01 f6 01 4f 00 00 81 05 48 65 6c 6c 6f            ...O....Hello

    """

  static let masked = "818537fa213d7f9f4d5158"
  static let unmasked = "810548656c6c6f"
}

@Suite struct PacketDumpTests {
  struct Case: Sendable, CustomTestStringConvertible {
    let name: String
    let text: String
    let hex: String
    let notes: [String]
    var testDescription: String { name }
  }

  private static let ipv4Note =
    "10.0.0.1:51000 to 10.0.0.2:8080: 52 bytes of IPv4 and TCP headers in 1 packet were left out."

  static let cases = [
    Case(
      name: "tcpdump -X", text: PacketSamples.tcpdumpBoth, hex: PacketSamples.masked + PacketSamples.unmasked,
      notes: [
        "Heading lines were skipped: 2.", ipv4Note,
        "10.0.0.2:8080 to 10.0.0.1:51000: 40 bytes of IPv4 and TCP headers in 1 packet were left out.",
        "The payloads of 2 packets were joined in the order given; they are of both directions.",
      ]),
    Case(
      name: "tcpdump -xx", text: PacketSamples.tcpdumpEthernet, hex: PacketSamples.unmasked,
      notes: ["10.0.0.2:8080 to 10.0.0.1:51000: 54 bytes of Ethernet, IPv4 and TCP headers in 1 packet were left out."]),
    Case(
      name: "tcpdump -X of IPv6", text: PacketSamples.tcpdumpIPv6, hex: PacketSamples.masked,
      notes: [
        "Heading lines were skipped: 1.",
        "[2001:db8::1]:51000 to [2001:db8::2]:8080: 72 bytes of IPv6 and TCP headers in 1 packet were left out.",
      ]),
    Case(
      name: "tcpdump -XX with a VLAN tag", text: PacketSamples.tcpdumpVLAN, hex: PacketSamples.masked,
      notes: ["10.0.0.1:51000 to 10.0.0.2:8080: 70 bytes of Ethernet, IPv4 and TCP headers in 1 packet were left out."]),
    Case(
      name: "tcpdump -XX of any interface", text: PacketSamples.tcpdumpCooked, hex: PacketSamples.masked,
      notes: [
        "10.0.0.1:51000 to 10.0.0.2:8080: 68 bytes of Linux cooked, IPv4 and TCP headers in 1 packet were left out."
      ]),
    Case(
      name: "tcpdump -XX of BSD's loopback", text: PacketSamples.tcpdumpLoopback, hex: PacketSamples.masked,
      notes: ["10.0.0.1:51000 to 10.0.0.2:8080: 56 bytes of loopback, IPv4 and TCP headers in 1 packet were left out."]),
    Case(
      name: "tshark -x", text: PacketSamples.tshark, hex: PacketSamples.masked + PacketSamples.unmasked,
      notes: [
        "Heading lines were skipped: 2.", "5 bytes that an analyser made of the packets above them were left out.",
        "10.0.0.1:51000 to 10.0.0.2:8080: 54 bytes of Ethernet, IPv4 and TCP headers in 1 packet were left out.",
        "10.0.0.2:8080 to 10.0.0.1:51000: 54 bytes of Ethernet, IPv4 and TCP headers in 1 packet were left out.",
        "The payloads of 2 packets were joined in the order given; they are of both directions.",
      ]),
    Case(
      name: "the first line without its tab", text: String(PacketSamples.tcpdumpEthernet.drop { $0 == "\t" }),
      hex: PacketSamples.unmasked,
      notes: ["10.0.0.2:8080 to 10.0.0.1:51000: 54 bytes of Ethernet, IPv4 and TCP headers in 1 packet were left out."]),
  ]

  @Test(arguments: cases)
  func `leaves out link, IP and TCP headers and says so`(_ example: Case) throws {
    let pasted = try read(example.text)
    #expect(pasted.bytes.hex == example.hex)
    #expect(pasted.notes == example.notes)
    #expect(pasted.dialect == (example.name == "tshark -x" ? .hexdump : .xxd))
    #expect(try read(example.text, as: pasted.dialect).bytes == pasted.bytes)
  }

  /// A TCP segment in IPv4, without checksums.
  private static func packet(
    payload: [UInt8], total: Int? = nil, protocolNumber: UInt8 = 6, fragment: UInt8 = 0x40, dataOffset: UInt8 = 0x50,
    sequence: UInt8 = 0, flags: UInt8 = 0x18
  ) -> [UInt8] {
    let total = total ?? 40 + payload.count
    let network: [UInt8] = [
      0x45, 0, UInt8(total >> 8), UInt8(total & 0xFF), 0, 1, fragment, 0, 64, protocolNumber, 0, 0, 10, 0, 0, 1, 10, 0,
      0, 2,
    ]
    return network + [0xC7, 0x38, 0x1F, 0x90, 0, 0, 0, sequence, 0, 0, 0, 0, dataOffset, flags, 1, 0xF6, 0, 0, 0, 0]
      + payload
  }

  private static let frame: [UInt8] = [0x81, 0x05, 0x48, 0x65, 0x6C, 0x6C, 0x6F]
  private static let ethernet: [UInt8] = [2, 0, 0, 0, 0, 2, 2, 0, 0, 0, 0, 1, 8, 0]

  @Test func `padding of a short Ethernet frame is left out`() throws {
    let padded = Self.ethernet + Self.packet(payload: [0x8A, 0x00]) + [UInt8](repeating: 0, count: 4)
    #expect(try read(Printers.xxd(padded)).bytes == [0x8A, 0x00])
    let unlinked = Self.packet(payload: [0x8A, 0x00]) + [UInt8](repeating: 0, count: 4)
    #expect(try read(Printers.hexdump(unlinked)).bytes == [0x8A, 0x00])
  }

  static let disagreeing: [(String, [UInt8])] = [
    ("a byte is missing", packet(payload: frame, total: 48)),
    ("too much for padding", packet(payload: frame + Array(0..<40), total: 47)),
    ("UDP", packet(payload: frame, protocolNumber: 17)),
    ("a fragment", packet(payload: frame, fragment: 0x20)),
    ("a TCP header shorter than possible", packet(payload: frame, dataOffset: 0x40)),
    ("a TCP header longer than the packet", packet(payload: frame, dataOffset: 0xF0)),
    ("Ethernet of another protocol", Array(ethernet.dropLast(2)) + [0x08, 0x06] + packet(payload: frame)),
    ("a header cut in the middle", Array(packet(payload: frame).prefix(30))),
  ]

  @Test(arguments: disagreeing)
  func `nothing is left out where lengths or protocols do not agree`(_ name: String, _ bytes: [UInt8]) throws {
    for text in [Printers.xxd(bytes), Printers.hexdump(bytes), bytes.hex] {
      let pasted = try read(text)
      #expect(pasted.bytes == bytes, "\(name)")
      #expect(pasted.notes.isEmpty, "\(name)")
    }
  }

  @Test func `packets of another protocol and cut ones among others are told`() throws {
    let whole = Self.ethernet + Self.packet(payload: Self.frame)
    let datagram = Self.ethernet + Self.packet(payload: Self.frame, protocolNumber: 17)
    let question = Array(Self.ethernet.dropLast(2)) + [0x08, 0x06] + [UInt8](repeating: 0, count: 28)
    let cut = Self.ethernet + Array(Self.packet(payload: Self.frame, sequence: 7).prefix(43))
    let pasted = try read([whole, datagram, question, cut].map { Printers.xxd($0) }.joined(separator: "\n"))
    #expect(pasted.bytes == Self.frame + Self.frame.prefix(3))
    #expect(
      pasted.readingNotes.suffix(2) == [
        "2 packets without a whole TCP header were skipped.", "1 packet was cut by whoever captured.",
      ])
    guard case .packets(let packets) = pasted.source else {
      Issue.record("these are packets")
      return
    }
    #expect(packets.map(\.bytes) == [whole, datagram, question, cut])
    #expect(packets.map(\.originalLength) == [61, 61, 42, 61])
    #expect(packets.allSatisfy { $0.link == .ethernet })
  }

  @Test func `a cut packet needs no whole one beside it where tcpdump says what it is`() throws {
    let cut = Array(Self.packet(payload: Self.frame).prefix(43))
    let dump = Printers.xxd(cut)
    #expect(try read(dump).bytes == cut)
    let announced = try read("22:13:20.000000 IP 10.0.0.1.51000 > 10.0.0.2.8080: tcp 7\n" + dump)
    #expect(announced.bytes == Array(Self.frame.prefix(3)))
    #expect(announced.source == .packets([PastedPacket(link: .none, bytes: cut, originalLength: 47)]))
  }

  @Test func `all dumps are packets or none is`() throws {
    let whole = Self.packet(payload: Self.frame)
    let pasted = try read(Printers.xxd(whole) + "\n" + Printers.xxd(Self.frame))
    #expect(pasted.bytes == whole + Self.frame)
    #expect(pasted.source == .bytes)
    #expect(
      pasted.notes == [
        "1 of 2 dumps look like captured packets, but not all: no headers were left out.",
        "2 dumps were joined in the order given.",
      ])
  }

  @Test func `sequence numbers that repeat or skip bytes are told`() throws {
    let packets = [
      Self.packet(payload: [], sequence: 9, flags: 0x02), Self.packet(payload: Self.frame, sequence: 10),
      Self.packet(payload: Self.frame, sequence: 10), Self.packet(payload: Self.frame, sequence: 17),
      Self.packet(payload: [], sequence: 24, flags: 0x11),
    ]
    let pasted = try read(packets.map { Printers.xxd($0) }.joined(separator: "\n"))
    #expect(pasted.bytes == Self.frame + Self.frame + Self.frame)
    #expect(
      pasted.notes.last == "By their sequence numbers, 1 of the payloads repeat bytes or leave some out before them.")
  }

  @Test func `a packet that Wireshark copied in another form is taken apart, too`() throws {
    let whole = Self.ethernet + Self.packet(payload: Self.frame)
    let forms = [
      whole.hex, Printers.cArray(whole), whole.map { "\\x" + $0.hex }.joined(), Printers.base64(whole),
      Printers.hexdump(whole),
    ]
    for text in forms {
      let pasted = try read(text)
      #expect(pasted.bytes == Self.frame, "\(text)")
      #expect(pasted.notes.last?.hasPrefix("10.0.0.1:51000 to 10.0.0.2:8080: 54 bytes of Ethernet") == true)
    }
  }

  @Test func `damaged packets are taken as they are or apart, never a trap`() throws {
    var generator = SeededGenerator(state: 0x1F)
    for _ in 0..<3000 {
      var bytes = Self.ethernet + Self.packet(payload: Self.frame)
      for _ in 0..<Int.random(in: 0...3, using: &generator) {
        bytes[Int.random(in: 0..<bytes.count, using: &generator)] = .random(in: 0...255, using: &generator)
      }
      bytes = Array(bytes.prefix(Int.random(in: 1...bytes.count, using: &generator)))
      let pasted = try read(bytes.hex, as: .hex)
      #expect(pasted.bytes == bytes || bytes.count > pasted.bytes.count && bytes.count >= 40)
    }
  }
}
