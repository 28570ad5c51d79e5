import Foundation
import PacketCapture
import TestSupport
import Testing

/// One conversation, captured in every way that leaves it readable.
private enum Talk {
  /// What the two sides send.
  static let steps: [(TCPConversation.Side, [UInt8])] = [
    (.client, Wire.request()), (.server, Wire.response()),
    (.client, Wire.text("Grüße", isMasked: true)), (.server, Wire.text("Hello")),
    (.client, Wire.frame(0x01, Array("in ".utf8), isMasked: true)),
    (.client, Wire.frame(0x89, Array("ping".utf8), isMasked: true)), (.server, Wire.frame(0x8a, Array("ping".utf8))),
    (.client, Wire.frame(0x80, Array("two parts".utf8), isMasked: true)),
    (.server, Wire.frame(0x82, (0..<9000).map { UInt8(truncatingIfNeeded: $0 &* 31 >> 3) })),
    (.client, Wire.close(1000, "done", isMasked: true)), (.server, Wire.close(1000)),
  ]

  /// - Parameter meddle: may send something between the steps.
  static func packets(
    isVersion6: Bool = false, clientSequence: UInt32 = 1000, serverSequence: UInt32 = 9000, segment: Int = 1400,
    meddle: (inout TCPConversation, TCPConversation.Side, [UInt8]) -> Void = { _, _, _ in }
  ) -> [SyntheticPacket] {
    var conversation = TCPConversation(
      client: .init(isVersion6 ? .v6(0x2001_0db8_0000_0000, 1) : .v4(192, 0, 2, 1), port: 50_000),
      server: .init(isVersion6 ? .v6(0x2001_0db8_0000_0000, 2) : .v4(198, 51, 100, 2), port: 80),
      startingAt: 1_735_722_000_000_000_000, clientSequence: clientSequence, serverSequence: serverSequence,
      maximumSegmentSize: segment)
    conversation.open()
    for (side, bytes) in steps {
      conversation.send(bytes, from: side)
      meddle(&conversation, side, bytes)
    }
    conversation.close(by: .server)
    return conversation.packets
  }

  /// The packets without Ethernet.
  static func internet(isVersion6: Bool = false) -> [[UInt8]] {
    packets(isVersion6: isVersion6).map { Array($0.bytes.dropFirst(14)) }
  }

  static func capture(_ packets: [[UInt8]], linkType: UInt32 = 1) -> [UInt8] {
    capture(packets.enumerated().map { timed($0.offset, $0.element) }, CaptureWriter(linkType: linkType))
  }

  static func capture(_ packets: [SyntheticPacket], _ writer: CaptureWriter = CaptureWriter()) -> [UInt8] {
    var writer = writer
    writer.append(contentsOf: packets)
    return writer.bytes
  }

  static func timed(_ place: Int, _ bytes: [UInt8]) -> SyntheticPacket {
    SyntheticPacket(nanoseconds: 1_735_722_000_000_000_000 + Int64(place) * 1000, bytes: bytes)
  }
}

/// A variant of the conversation's capture.
struct Torment: Sendable, CustomTestStringConvertible {
  let name: String
  let capture: @Sendable () -> [UInt8]

  var testDescription: String { name }

  init(_ name: String, _ capture: @escaping @Sendable () -> [UInt8]) {
    self.name = name
    self.capture = capture
  }

  static let orders: [Torment] = [
    .init("neighbours swapped") {
      var packets = Talk.packets()
      for place in stride(from: 4, to: packets.count - 3, by: 2) { packets.swapAt(place, place + 1) }
      return Talk.capture(packets)
    },
    .init("shuffled by eights") {
      var generator = SeededGenerator(state: 8)
      var packets = Talk.packets(segment: 100)
      for start in stride(from: 3, to: packets.count - 11, by: 8) {
        packets[start..<start + 8].shuffle(using: &generator)
      }
      return Talk.capture(packets)
    },
    .init("every packet twice") { Talk.capture(Talk.packets().flatMap { [$0, $0] }) },
    .init("late copies") { Talk.capture(Talk.packets().dropLast(3) + Talk.packets()) },
    .init("retransmissions with other borders") {
      Talk.capture(
        Talk.packets(segment: 50) { conversation, side, bytes in
          let back = UInt32(min(bytes.count, 120))
          let start = conversation.nextSequence(of: side) &- back
          conversation.inject(Array(bytes.suffix(Int(back)).prefix(77)), from: side, sequence: start)
        })
    },
    .init("keep-alives and window probes") {
      Talk.capture(
        Talk.packets { conversation, side, _ in
          let next = conversation.nextSequence(of: side)
          conversation.inject([0], from: side, sequence: next &- 1, flags: .ack)
          conversation.inject([], from: side, sequence: next &- 1, flags: .ack)
          conversation.acknowledge(from: side.peer)
        })
    },
    .init("sequence numbers that wrap") {
      Talk.capture(Talk.packets(clientSequence: .max - 200, serverSequence: .max - 4000))
    },
    .init("segments of one byte") { Talk.capture(Talk.packets(segment: 1)) },
    .init("padded frames") {
      Talk.capture(
        Talk.packets().map { packet in
          Talk.timed(0, packet.bytes + [UInt8](repeating: 0xa5, count: max(4, 60 - packet.bytes.count)))
        })
    },
    .init("fragments of IPv4") { fragmented(isVersion6: false) },
    .init("fragments of IPv6") { fragmented(isVersion6: true) },
    .init("fragments of a tunnel") {
      Talk.capture(
        Talk.internet().enumerated().flatMap { place, packet in
          let inner = Wrapping.datagram(to: 4789, bytes(fromHex: "0800000000000700") + Wrapping.ethernet(packet))
          let outer = place % 2 == 0 ? Wrapping.version4(17, inner) : Wrapping.version6(17, inner)
          return fragments(of: outer, size: 512, identification: place).reversed().map(Wrapping.ethernet)
        })
    },
  ]

  private static func fragmented(isVersion6: Bool) -> [UInt8] {
    Talk.capture(
      Talk.internet(isVersion6: isVersion6).enumerated().flatMap { place, packet in
        fragments(of: packet, size: 64, identification: place).reversed().map(Wrapping.ethernet)
      })
  }

  static let files: [Torment] = [
    .init("big-endian") { Talk.capture(Talk.packets(), CaptureWriter(bigEndian: true)) },
    .init("nanoseconds") { Talk.capture(Talk.packets(), CaptureWriter(nanoseconds: true)) },
    .init("big-endian nanoseconds") {
      Talk.capture(Talk.packets(), CaptureWriter(nanoseconds: true, bigEndian: true))
    },
    .init("a snap length no packet reaches") { Talk.capture(Talk.packets(), CaptureWriter(snapLength: 1600)) },
    .init("pcapng") { blocks(bigEndian: false) },
    .init("pcapng, big-endian") { blocks(bigEndian: true) },
    .init("pcapng, a section for each packet") {
      var file = PcapngBytes()
      for (place, packet) in Talk.packets().enumerated() {
        file.beginSection(bigEndian: place % 2 == 0)
        file.addInterface(1, resolution: place % 2 == 0 ? 9 : 0x80 | 20)
        file.addPacket(packet.bytes, units: UInt64(place))
      }
      return file.bytes
    },
    .init("pcapng with simple packets") {
      var file = PcapngBytes()
      file.addInterface(1)
      for packet in Talk.packets() { file.addSimplePacket(packet.bytes) }
      return file.bytes
    },
    .init("pcapng with an interface for each link type, and one that is not read") {
      var file = PcapngBytes()
      file.addInterface(189)
      for wrapping in Wrapping.all { file.addInterface(wrapping.linkType) }
      for (place, packet) in Talk.internet().enumerated() {
        let index = place * 5 % Wrapping.all.count
        file.addPacket([1, 2, 3, 4], units: UInt64(place))
        file.addPacket(Wrapping.all[index].wrap(packet), interface: 1 + index, units: UInt64(place))
      }
      return file.bytes
    },
  ]

  private static func blocks(bigEndian: Bool) -> [UInt8] {
    var file = PcapngBytes(bigEndian: bigEndian)
    file.append(0x0bad, [1, 2, 3, 4, 5, 6, 7])
    file.addInterface(1)
    for packet in Talk.packets() {
      file.addPacket(packet.bytes, units: UInt64(packet.nanoseconds / 1000))
      file.append(5, [UInt8](repeating: 0, count: 16))
    }
    return file.bytes
  }
}

@Suite struct `captures of one conversation` {
  /// What a capture tells of the conversation, without what depends on its packets.
  private static func tell(_ capture: [UInt8]) throws -> [String] {
    let run = try CommandRun(
      ["pcap", "-", "--json", "--show", "messages", "--payload", "full"], input: capture)
    #expect(run.status == 0)
    #expect(run.complaints.isEmpty || run.complaints.hasSuffix("of link type 189 (USB_LINUX) passed over\n"))
    let connections = try run.events("connection").count
    // Those of the capture itself.
    let findings = try run.events("finding").compactMap { $0["rule"]?.text }.filter { rule in
      ["TCP-", "CAP-", "LIM-"].contains { rule.hasPrefix($0) }
    }
    // Where packets are out of order only each side's own order is certain.
    let messages = try ["client", "server"].flatMap { side in
      try run.events("message").filter { $0["sender"] == .string(side) }.map {
        "\(side) \($0["type"]?.text ?? "") \($0["payload_hex"]?.text ?? $0["payload_text"]?.text ?? "")"
      }
    }
    return ["\(connections) connection"] + findings + messages
  }

  /// What the plain capture tells: run once for all that are compared with it.
  private static let plain = Result { try tell(Talk.capture(Talk.packets())) }

  private func expect(_ capture: [UInt8]) throws {
    let plain = try Self.plain.get()
    #expect(plain.first == "1 connection")
    #expect(plain.contains("client text Grüße") && plain.contains("client text in two parts"))
    #expect(plain.contains { $0.hasPrefix("server binary") && $0.utf8.count > 18_000 })
    #expect(try Self.tell(capture) == plain)
  }

  @Test(arguments: Torment.orders)
  func `tell the same in any order of packets`(torment: Torment) throws {
    try expect(torment.capture())
  }

  @Test(arguments: Torment.files)
  func `tell the same in any file`(torment: Torment) throws {
    try expect(torment.capture())
  }

  @Test(arguments: Wrapping.all)
  func `tell the same on any way`(wrapping: Wrapping) throws {
    try expect(Talk.capture(Talk.internet().map(wrapping.wrap), linkType: wrapping.linkType))
  }

  @Test(arguments: ["gzip -c", "gzip -1c", "split"])
  func `tell the same compressed`(how: String) throws {
    let folder = try TemporaryFolder()
    let capture = Talk.capture(Talk.packets())
    let plain = folder["plain.pcap"].path
    try Data(capture).write(to: folder["plain.pcap"])
    // Compressed files that are joined are one file.
    let parts = "(head -c 900 '\(plain)' | gzip -c; tail -c +901 '\(plain)' | gzip -c)"
    let command = how == "split" ? parts : "\(how) '\(plain)'"
    let packed = try CommandRun(shell: command).output
    #expect(packed.starts(with: [0x1f, 0x8b]))
    try expect(packed)
  }
}
