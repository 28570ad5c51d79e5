import TestSupport
import Testing

@testable import PacketCapture

private let packet = PacketMaker().frame(.first, Array("hello".utf8))

@Suite struct CaptureFormatTests {
  @Test func `packets of interfaces that are not read are counted, wherever the others are`() {
    var file = PcapngBytes()
    file.addInterface(189)
    for _ in 0..<2 { file.addPacket(packet, units: 0) }
    file.addInterface(1)
    file.addPacket(packet, interface: 1, units: 0)
    file.beginSection(bigEndian: true)
    file.addInterface(195)
    file.addPacket(packet, units: 0)
    let reading = CaptureReading(file.bytes)
    #expect(reading.error == nil)
    #expect(reading.records.filter { $0.linkType == .ethernet }.map(\.number) == [3])
    #expect(reading.unread.count == 3)
    #expect(reading.unread.linkTypes.map(\.rawValue) == [189, 195])
  }

  @Test func `blocks and options of other kinds are passed over`() {
    func little(_ numbers: UInt32...) -> [UInt8] { numbers.flatMap { $0.octets(bigEndian: false) } }
    func option(_ code: UInt16, _ value: [UInt8]) -> [UInt8] {
      code.octets(bigEndian: false) + UInt16(value.count).octets(bigEndian: false) + value
        + [UInt8](repeating: 0, count: -value.count & 3)
    }
    let comment = option(1, Array("a comment".utf8)) + option(0x8abc, [1, 2, 3]) + little(0)
    // The comment follows the packet's padding; flags say that it was received.
    let padded = packet + [UInt8](repeating: 0, count: -packet.count & 3)
    let size = UInt32(packet.count)
    func addOthers(to file: inout PcapngBytes) {
      file.append(4, little(0x0008_0001, 0x0100_007f, 0x0000_0061, 0))  // names
      file.append(5, little(0, 0, 0) + option(5, [1, 0, 0, 0, 0, 0, 0, 0]) + little(0))  // statistics
      file.append(10, little(0x544c_534b, 4, 0x0a0a_0a0a))  // secrets
      file.append(0xbad, little(1) + comment)
      file.append(0x4000_0bad, little(1, 2))
    }
    var file = PcapngBytes()
    addOthers(to: &file)
    file.append(1, little(1, 0) + option(2, Array("eth0".utf8)) + option(13, [4]) + comment)
    addOthers(to: &file)
    file.append(6, little(0, 0, 7, size, size) + padded + option(2, [1, 0, 0, 0]) + comment)
    addOthers(to: &file)
    let reading = CaptureReading(file.bytes, pieces: 11)
    #expect(reading.error == nil)
    #expect(reading.packets == [packet])
    #expect(reading.records.map(\.time.nanoseconds) == [7000])
  }

  @Test(
    arguments: [
      ([0x28, 0xb5, 0x2f, 0xfd, 0x24], "compressed with zstd", .decompress("zstd -dc")),
      ([0x5e, 0x2a, 0x4d, 0x18], "compressed with zstd", .decompress("zstd -dc")),
      ([0x04, 0x22, 0x4d, 0x18], "compressed with lz4", .decompress("lz4 -dc")),
      ([0xfd, 0x37, 0x7a, 0x58, 0x5a, 0], "compressed with xz", .decompress("xz -dc")),
      (Array("BZh91AY".utf8), "compressed with bzip2", .decompress("bzip2 -dc")),
      ([0x50, 0x4b, 3, 4, 1, 2, 3, 4], "compressed with zip", .decompress("unzip -p")),
      (Array("snoop\0\0\0\0\0\0\u{2}".utf8), "a capture in the format of snoop", .convert),
      (Array("GMBU\0\0\0\0".utf8), "a capture in the format of Microsoft Network Monitor", .convert),
      (Array("TRSNIFF data    \u{1a}".utf8), "a capture in the format of Sniffer", .convert),
      (Array("{ \"log\": { \"ver".utf8), "not a capture: it begins with 7b 20 22 6c", .readAsText),
      ([0x7f, 0x45, 0x4c, 0x46], "not a capture: it begins with 7f 45 4c 46", nil),
    ] as [([UInt8], String, CaptureError.Remedy?)])
  func `what another program has to read first is named`(
    start: [UInt8], message: String, remedy: CaptureError.Remedy?
  ) throws {
    let error = try #require(CaptureReading(start).error)
    #expect(error.kind == .notACapture)
    #expect(error.message.hasPrefix(message))
    #expect(error.remedy == remedy)
  }
}
