/// Reads pcapng (draft-ietf-opsawg-pcapng): sections in either byte order, interfaces of different link types and time
/// resolutions, Enhanced, Simple and the obsolete Packet Blocks. Blocks of other kinds are passed over.
struct PcapngReader: ~Copyable {
  /// The type of a Section Header Block, which reads the same in both byte orders.
  static let magic: [UInt8] = [0x0a, 0x0d, 0x0d, 0x0a]
  /// No block that holds a packet is larger.
  private static let maximumPacketBlock = 1 << 24

  private enum BlockType {
    static let section: UInt32 = 0x0a0d_0d0a
    static let interface: UInt32 = 1
    static let packet: UInt32 = 2
    static let simplePacket: UInt32 = 3
    static let enhancedPacket: UInt32 = 6

    static func holdsPacket(_ type: UInt32) -> Bool {
      type == enhancedPacket || type == simplePacket || type == packet
    }
  }

  private let name: String
  private var input: BlockInput
  private var isBigEndian = false
  private var interfaces: [PcapngInterface] = []
  private var number: UInt64 = 0
  /// How many packets had a link type that is not read.
  private(set) var unreadPackets: UInt64 = 0
  /// The link types of those packets.
  private(set) var unreadLinks: [LinkType] = []

  init(name: String, source: ByteSource) {
    self.name = name
    input = BlockInput(name: name, source: source)
  }

  mutating func next(_ body: (PacketRecord, Span<UInt8>) -> Void) throws(CaptureError) -> ReadOutcome {
    while true {
      switch try input.require(12) {
      case 12...: break
      case let rest:
        guard number == 0 || unreadPackets < number else { throw .unsupportedLinks(unreadLinks, name: name) }
        return rest == 0 ? .end : .endInsideRecord
      }
      let start = input.offset
      let type = word(0, bigEndian: isBigEndian)
      if type == BlockType.section {
        switch word(8, bigEndian: true) {
        case 0x1a2b_3c4d: isBigEndian = true
        case 0x4d3c_2b1a: isBigEndian = false
        default: throw damaged("a section header without its byte-order magic", at: start)
        }
      }
      let length = Int(word(4))
      guard length >= 12, length % 4 == 0 else { throw damaged("a block of \(length) bytes", at: start) }
      let holdsPacket = BlockType.holdsPacket(type)
      guard holdsPacket || type == BlockType.section || type == BlockType.interface else {
        guard try input.skip(length) else { return .endInsideRecord }
        continue
      }
      guard length <= Self.maximumPacketBlock else { throw damaged("a block of \(length) bytes", at: start) }
      guard try input.require(length) >= length else { return .endInsideRecord }
      guard word(length - 4) == UInt32(length) else {
        throw damaged("a block's two lengths differ", at: start)
      }
      if holdsPacket {
        try readPacket(type, length, body)
      } else if type == BlockType.section {
        try readSection(length)
      } else {
        try readInterface(length)
      }
      input.consume(length)
      if holdsPacket { return .record }
    }
  }

  private mutating func readSection(_ length: Int) throws(CaptureError) {
    guard length >= 28 else { throw damaged("a section header of \(length) bytes", at: input.offset) }
    let major = half(12)
    guard major == 1 else {
      throw CaptureError(
        .damaged, name: name, offset: input.offset, message: "pcapng version \(major) is not supported")
    }
    interfaces = []
  }

  private mutating func readInterface(_ length: Int) throws(CaptureError) {
    guard length >= 20 else { throw damaged("an interface block of \(length) bytes", at: input.offset) }
    var interface = PcapngInterface(linkType: LinkType(rawValue: UInt32(half(8))), snapLength: word(12))
    var position = 16
    let end = length - 4
    while end - position >= 4 {
      let code = half(position)
      let size = Int(half(position + 2))
      position += 4
      guard code != 0, end - position >= size else { break }
      switch (code, size) {
      case (9, 1):
        let resolution = input.bytes(in: position..<(position + 1)) { $0[0] }
        interface.unitsPerSecond = PcapngInterface.unitsPerSecond(resolution: resolution)
      case (14, 8):
        let words = (UInt64(word(position)), UInt64(word(position + 4)))
        interface.secondsOffset = Int64(
          bitPattern: isBigEndian ? words.0 << 32 | words.1 : words.1 << 32 | words.0)
      default: break
      }
      // Options are padded to four bytes; a last one may lack its padding.
      position = min(end, position + (size + 3) / 4 * 4)
    }
    interfaces.append(interface)
  }

  private mutating func readPacket(
    _ type: UInt32, _ length: Int, _ body: (PacketRecord, Span<UInt8>) -> Void
  ) throws(CaptureError) {
    let start = input.offset
    let isSimple = type == BlockType.simplePacket
    let dataOffset = isSimple ? 12 : 28
    guard length >= dataOffset + 4 else { throw damaged("a packet block of \(length) bytes", at: start) }
    let identifier = isSimple ? 0 : type == BlockType.packet ? Int(half(8)) : Int(word(8))
    guard interfaces.indices.contains(identifier) else {
      throw damaged("a packet of interface \(identifier), which is not described", at: start)
    }
    let interface = interfaces[identifier]
    let originalLength = Int(word(isSimple ? 8 : 24))
    var capturedLength = isSimple ? originalLength : Int(word(20))
    if isSimple {
      // These blocks do not say how much was captured: all, unless the interface's snap length or the block ends before.
      if interface.snapLength > 0 { capturedLength = min(capturedLength, Int(interface.snapLength)) }
      capturedLength = min(capturedLength, length - 16)
    }
    guard capturedLength <= length - dataOffset - 4 else {
      throw damaged("a packet longer than its block", at: start)
    }
    number += 1
    if !interface.isRead { countUnread(interface.linkType) }
    let time = isSimple ? CaptureTime(nanoseconds: 0) : interface.time(UInt64(word(12)) << 32 | UInt64(word(16)))
    let record = PacketRecord(
      number: number, time: time, capturedLength: capturedLength,
      originalLength: max(originalLength, capturedLength), linkType: interface.linkType)
    input.bytes(in: dataOffset..<(dataOffset + capturedLength)) { body(record, $0) }
  }

  @inline(never)
  private mutating func countUnread(_ linkType: LinkType) {
    unreadPackets += 1
    if !unreadLinks.contains(linkType), unreadLinks.count < 16 { unreadLinks.append(linkType) }
  }

  @inline(__always)
  private func half(_ position: Int) -> UInt16 {
    let value = input.bytes(in: position..<(position + 2)) { $0.big16(0) }
    return isBigEndian ? value : value.byteSwapped
  }

  @inline(__always)
  private func word(_ position: Int) -> UInt32 {
    word(position, bigEndian: isBigEndian)
  }

  @inline(__always)
  private func word(_ position: Int, bigEndian: Bool) -> UInt32 {
    let value = input.bytes(in: position..<(position + 4)) { $0.big32(0) }
    return bigEndian ? value : value.byteSwapped
  }

  private func damaged(_ what: String, at offset: UInt64) -> CaptureError {
    CaptureError(.damaged, name: name, offset: offset, message: "damaged behind packet \(number): \(what)")
  }
}
