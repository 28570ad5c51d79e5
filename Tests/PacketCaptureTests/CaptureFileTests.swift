import Foundation
import TestSupport
import Testing

@testable import PacketCapture

private let packet = PacketMaker().frame(.first, Array("hello".utf8))

/// A pcap file with two packets, the second one cut by four bytes.
private func pcap(magic: UInt32 = 0xa1b2_c3d4, bigEndian: Bool = false, linkType: UInt32 = 1) -> [UInt8] {
  func number(_ value: UInt32) -> [UInt8] { value.octets(bigEndian: bigEndian) }
  let version: [UInt8] = UInt16(2).octets(bigEndian: bigEndian) + UInt16(4).octets(bigEndian: bigEndian)
  let extra: [UInt8] = magic == 0xa1b2_cd34 ? [UInt8](repeating: 0, count: 8) : []
  let length = UInt32(packet.count)
  return number(magic) + version + number(0) + number(0) + number(65535) + number(linkType)
    + number(1_700_000_000) + number(123_456) + number(length) + number(length) + extra + packet
    + number(1_700_000_001) + number(999_999) + number(length - 4) + number(length) + extra + packet.dropLast(4)
}

/// A block of pcapng with its lengths around it.
private func block(_ type: UInt32, _ body: [UInt8], bigEndian: Bool = false) -> [UInt8] {
  let padded = body + [UInt8](repeating: 0, count: (4 - body.count % 4) % 4)
  let length = UInt32(padded.count + 12).octets(bigEndian: bigEndian)
  return type.octets(bigEndian: bigEndian) + length + padded + length
}

private func section(bigEndian: Bool = false) -> [UInt8] {
  block(
    0x0a0d_0d0a,
    UInt32(0x1a2b_3c4d).octets(bigEndian: bigEndian) + UInt16(1).octets(bigEndian: bigEndian) + [0, 0]
      + [UInt8](repeating: 0xff, count: 8), bigEndian: bigEndian)
}

private func interface(
  _ linkType: UInt16, snapLength: UInt32 = 0, resolution: UInt8? = nil, offset: Int64? = nil, bigEndian: Bool = false
) -> [UInt8] {
  var body = linkType.octets(bigEndian: bigEndian) + [0, 0] + snapLength.octets(bigEndian: bigEndian)
  if let resolution {
    body += UInt16(9).octets(bigEndian: bigEndian) + UInt16(1).octets(bigEndian: bigEndian) + [resolution, 0, 0, 0]
  }
  if let offset {
    body +=
      UInt16(14).octets(bigEndian: bigEndian) + UInt16(8).octets(bigEndian: bigEndian)
      + offset.octets(bigEndian: bigEndian)
  }
  return block(1, body + [0, 0, 0, 0], bigEndian: bigEndian)
}

private func enhanced(
  _ packet: [UInt8], interface: UInt32 = 0, units: UInt64 = 0, original: Int? = nil, bigEndian: Bool = false
) -> [UInt8] {
  let fields = [
    interface, UInt32(units >> 32), UInt32(truncatingIfNeeded: units), UInt32(packet.count),
    UInt32(original ?? packet.count),
  ]
  return block(6, fields.flatMap { $0.octets(bigEndian: bigEndian) } + packet, bigEndian: bigEndian)
}

@Suite struct CaptureFileTests {
  @Test(arguments: [0xa1b2_c3d4, 0xa1b2_3c4d, 0xa1b2_cd34] as [UInt32], [false, true])
  func `reads pcap in every variant and byte order`(magic: UInt32, bigEndian: Bool) {
    let reading = CaptureReading(pcap(magic: magic, bigEndian: bigEndian), pieces: bigEndian ? 7 : .max)
    #expect(reading.error == nil)
    #expect(reading.packets == [packet, packet.dropLast(4)])
    let scale: Int64 = magic == 0xa1b2_3c4d ? 1 : 1000
    #expect(
      reading.records.map(\.time.nanoseconds) == [
        1_700_000_000_000_000_000 + 123_456 * scale, 1_700_000_001_000_000_000 + 999_999 * scale,
      ])
    #expect(reading.records.map(\.number) == [1, 2])
    #expect(reading.records.map(\.capturedLength) == [packet.count, packet.count - 4])
    #expect(reading.records.map(\.originalLength) == [packet.count, packet.count])
    #expect(reading.records.allSatisfy { $0.linkType == .ethernet })
    #expect(!reading.endsInsideRecord)
  }

  @Test(arguments: [false, true])
  func `reads pcapng with sections and interfaces of all sorts`(bigEndian: Bool) {
    let raw = Array(packet.dropFirst(14))
    let simple = block(3, UInt32(packet.count).octets(bigEndian: bigEndian) + packet, bigEndian: bigEndian)
    let obsolete = block(
      2,
      UInt16(1).octets(bigEndian: bigEndian) + [0, 0]
        + [UInt32(0), 5, UInt32(raw.count), UInt32(raw.count)].flatMap { $0.octets(bigEndian: bigEndian) } + raw,
      bigEndian: bigEndian)
    let bytes =
      section(bigEndian: bigEndian) + interface(1, bigEndian: bigEndian)
      + interface(101, resolution: 9, offset: 100, bigEndian: bigEndian)
      + block(0x0bad, [1, 2, 3, 4, 5], bigEndian: bigEndian)
      + enhanced(packet, units: 1_700_000_000_123_456, bigEndian: bigEndian)
      + enhanced(raw, interface: 1, units: 42, original: 999, bigEndian: bigEndian) + simple + obsolete
      + section(bigEndian: !bigEndian) + interface(1, resolution: 0x80 | 10, bigEndian: !bigEndian)
      + enhanced(packet, units: 1024 + 512, bigEndian: !bigEndian)
    for pieces in [1, 13, Int.max] {
      let reading = CaptureReading(bytes, pieces: pieces)
      #expect(reading.error == nil)
      #expect(reading.packets == [packet, raw, packet, raw, packet])
      #expect(reading.records.map(\.linkType) == [.ethernet, .rawInFiles, .ethernet, .rawInFiles, .ethernet])
      #expect(
        reading.records.map(\.time.nanoseconds) == [
          1_700_000_000_123_456_000, 100_000_000_042, 0, 100_000_000_005, 1_500_000_000,
        ])
      #expect(reading.records[1].originalLength == 999)
      #expect(!reading.endsInsideRecord)
    }
  }

  @Test func `a link type's bits for the frame check sequence change nothing`() {
    let reading = CaptureReading(pcap(linkType: 1 | 1 << 26 | 4 << 28))
    #expect(reading.error == nil)
    #expect(reading.packets == [packet, packet.dropLast(4)])
    #expect(reading.records.allSatisfy { $0.linkType == .ethernet })
  }

  @Test func `a record longer than the snap length or its original is read whole`() {
    func little(_ numbers: UInt32...) -> [UInt8] { numbers.flatMap { $0.octets(bigEndian: false) } }
    let length = UInt32(packet.count)
    let header = little(0xa1b2_c3d4) + [2, 0, 4, 0] + little(0, 0, 16, 1)
    let reading = CaptureReading(header + little(5, 6, length, length) + packet + little(5, 7, length, 3) + packet)
    #expect(reading.error == nil)
    #expect(reading.packets == [packet, packet])
    #expect(reading.records.map(\.originalLength) == [packet.count, packet.count])
  }

  @Test func `a simple packet block holds what the snap length allows`() {
    let bytes =
      section() + interface(1, snapLength: 20)
      + block(3, UInt32(packet.count).octets(bigEndian: false) + packet.prefix(20))
    let reading = CaptureReading(bytes)
    #expect(reading.packets == [Array(packet.prefix(20))])
    #expect(reading.records.map(\.originalLength) == [packet.count])
  }

  @Test(
    arguments: [
      (6, 0, 1_700_000_000_000_000, 1_700_000_000_000_000_000), (9, -5, 5_000_000_001, 1), (0, 0, 3, 3_000_000_000),
      (12, 0, 1_999, 1), (0x80 | 32, 0, 1 << 31, 500_000_000), (127, 0, 1, 0), (0xff, 0, 1, 0), (0, 0, .max, .max),
      (0x80 | 63, 0, 1 << 62, 500_000_000), (19, 0, 10_000_000_000, 1),
    ] as [(UInt8, Int64, UInt64, Int64)])
  func `times are in units of the interface`(resolution: UInt8, offset: Int64, units: UInt64, expected: Int64) {
    let unitsPerSecond = PcapngInterface.unitsPerSecond(resolution: resolution)
    var interface = PcapngInterface(linkType: .ethernet, snapLength: 0)
    interface.unitsPerSecond = unitsPerSecond
    interface.secondsOffset = offset
    #expect(interface.time(units).nanoseconds == expected)
  }

  @Test func `a capture that ends inside a record gives all before`() {
    let whole = pcap()
    let first = 24 + 16 + packet.count
    for length in (first + 1)..<whole.count {
      let reading = CaptureReading(Array(whole.prefix(length)))
      #expect(reading.error == nil)
      #expect(reading.endsInsideRecord)
      #expect(reading.packets == [packet])
    }
    let start = section() + interface(1) + enhanced(packet)
    for length in 1..<enhanced(packet).count {
      let reading = CaptureReading(start + enhanced(packet).prefix(length))
      #expect(reading.error == nil)
      #expect(reading.endsInsideRecord)
      #expect(reading.packets == [packet])
    }
  }

  @Test(
    arguments: [
      ([], .empty, "input: is empty"),
      (Array("GIF89a".utf8), .notACapture, "input: not a capture: it begins with 47 49 46 38"),
      ([0xd4, 0xc3], .notACapture, "input: not a capture: it begins with d4 c3"),
      (Array(pcap().prefix(23)), .headerCut, "input: ends inside the header"),
      (pcap(linkType: 189), .unsupportedLink, "input: packets of link type 189 (USB_LINUX) are not read; those of Eth"),
      (section() + interface(189) + enhanced(packet), .unsupportedLink, "input: packets of link type 189 (USB_LINUX)"),
      (
        section() + interface(189) + interface(195) + enhanced(packet) + enhanced(packet, interface: 1)
          + enhanced(packet), .unsupportedLink,
        "input: packets of link type 189 (USB_LINUX), 195 (IEEE802_15_4) are not read"
      ),
      (section() + enhanced(packet), .damaged, "input: damaged behind packet 0: a packet of interface 0"),
      (
        section() + interface(1) + [6, 0, 0, 0, 9, 0, 0, 0, 0, 0, 0, 0], .damaged,
        "input: damaged behind packet 0: a block of 9 bytes"
      ),
      (
        section().prefix(8) + [UInt8](repeating: 0, count: 20), .damaged,
        "input: damaged behind packet 0: a section header"
      ),
      (pcap() + [UInt8](repeating: 0xff, count: 16), .damaged, "input: damaged behind packet 2"),
    ] as [([UInt8], CaptureError.Kind, String)])
  func `says what is wrong`(bytes: [UInt8], kind: CaptureError.Kind, text: String) throws {
    let error = try #require(CaptureReading(bytes).error)
    #expect(error.kind == kind)
    #expect(error.description.hasPrefix(text))
  }

  @Test func `paths that name no file say so`() {
    func kind(_ path: String) -> CaptureError.Kind? {
      do throws(CaptureError) {
        _ = try CaptureFile(path: path)
        return nil
      } catch {
        return error.kind
      }
    }
    #expect(kind("/nonexistent/capture.pcap") == .notFound)
    #expect(kind("/") == .isDirectory)
    #expect(kind("/dev/null") == .empty)
  }

  @Test func `reads a file and knows how far it is`() throws {
    let url = FileManager.default.temporaryDirectory.appending(path: "\(UUID().uuidString).pcap")
    try Data(pcap()).write(to: url)
    defer { try? FileManager.default.removeItem(at: url) }
    var file = try CaptureFile(path: url.path)
    #expect(file.byteCount == UInt64(pcap().count))
    var count = 0
    while try file.next({ _, _ in count += 1 }) {}
    #expect(count == 2)
    #expect(file.bytesRead == UInt64(pcap().count))
  }

  @Test func `a source that fails is an error, not an end`() throws {
    var start = pcap().prefix(40)
    let source = ByteSource { buffer in
      guard !start.isEmpty else { return -1 }
      let piece = start.prefix(buffer.count)
      buffer.copyBytes(from: piece)
      start.removeFirst(piece.count)
      return piece.count
    }
    var file = try CaptureFile(name: "input", reading: source)
    #expect(throws: CaptureError(.notReadable, name: "input", offset: 40, message: "reading failed")) {
      try file.next { _, _ in }
    }
  }

  @Test func `what was looked at first is read again`() {
    var left: [UInt8] = [1, 2, 3, 4, 5]
    let source = ByteSource { buffer in
      guard let first = left.first, !buffer.isEmpty else { return 0 }
      buffer[0] = first
      left.removeFirst()
      return 1
    }
    #expect(source.peek(2) == [1, 2])
    #expect(source.peek(3) == [1, 2, 3])
    var buffer = [UInt8](repeating: 0, count: 10)
    let count = buffer.withUnsafeMutableBytes { source.read(into: $0) }
    #expect(buffer.prefix(count) == [1, 2, 3])
    #expect(source.peek(9) == [4, 5])
    #expect(source.bytesRead == 3)
  }

  @Test(arguments: 0..<300)
  func `no file makes it trap`(seed: UInt64) {
    var generator = SeededGenerator(state: seed)
    let valid =
      seed % 2 == 0
      ? pcap(bigEndian: seed % 4 == 0) : section() + interface(1, resolution: 9) + enhanced(packet) + enhanced(packet)
    var bytes = Array(valid.prefix(.random(in: 0...valid.count, using: &generator)))
    for _ in 0..<Int.random(in: 0...3, using: &generator) where bytes.count > 4 {
      bytes[.random(in: 4..<bytes.count, using: &generator)] = .random(in: 0...255, using: &generator)
    }
    let reading = CaptureReading(bytes, pieces: 10)
    #expect(reading.packets.count <= 2)
    #expect(zip(reading.packets, reading.records).allSatisfy { $0.count == $1.capturedLength })
  }
}
