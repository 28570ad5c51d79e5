import TestSupport
import Testing
import WebSocketProtocol

@Suite struct `Frames of hixie-76` {
  private static let framing = Framing(.hixie76, sender: .unknown)

  private func frames(_ bytes: [UInt8]) -> [DraftFrameLog.Frame] { DraftFrameLog([bytes], Self.framing).frames }

  /// Lengths in groups of seven bits, the most significant first.
  @Test(
    arguments: [
      ("00", 0), ("7f", 127), ("8100", 128), ("8101", 129), ("ff7f", 16383), ("818000", 16384), ("8000", 0),
      ("8005", 5),
      ("80808001", 1), ("87ffffffff7f", 0x3f_ffff_ffff), ("ffffffffffffffff7f", UInt64(Int64.max)),
      // Leading groups that are zero do not make a length too long.
      ("8080ffffffffffffffff7f", UInt64(Int64.max)),
    ] as [(String, UInt64)])
  func `have base-128 lengths`(_ hex: String, _ length: UInt64) throws {
    let sent = [0x80] + bytes(fromHex: hex)
    let header = try #require(frames(sent).first?.header)
    #expect(header.payloadLength == length)
    #expect(header.headerLength == sent.count)
    #expect(FrameEncoder.encode(header) == sent)
    let isMinimal = !hex.hasPrefix("80") || hex == "00"
    #expect(header.isLengthMinimal == isMinimal)
  }

  @Test(arguments: [
    // One bit more than 63, and many more.
    "81808080808080808000", "ffffffffffffffffff7f", "8080ffffffffffffffffff00", "ffffffffffffffffffffffffffff",
  ])
  func `have an impossible length`(_ hex: String) throws {
    let header = try #require(frames([0x80] + bytes(fromHex: hex)).first?.header)
    #expect(header.payloadLength > UInt64(Int64.max))
    let rules = FrameRules(sender: .unknown, version: .hixie76, maximumFrameLength: .max)
    #expect(rules.judge(header, isMessageOpen: false).map(\.rule) == [.h7637])
    #expect(rules.marks(of: header).meansFramingIsLost)
  }

  /// 255 bytes of length are read; of what is longer nobody knows where it ends.
  @Test(arguments: [(254, UInt64(5)), (255, nil)])
  func `may begin their length with groups that are zero`(_ zeros: Int, _ length: UInt64?) throws {
    let sent = [0x80] + [UInt8](repeating: 0x80, count: zeros) + [5, 1, 2, 3, 4, 5]
    let frame = try #require(frames(sent).first)
    #expect(length.map { frame.header.payloadLength == $0 } ?? (frame.header.payloadLength > UInt64(Int64.max)))
    #expect(frame.isWhole == (length != nil))
    if length != nil { #expect(frame.payload == [1, 2, 3, 4, 5]) }
  }

  @Test(arguments: [
    ("00ff", FrameType.text), ("004142ff", .text), ("01ff", .reserved), ("7f41ff", .reserved), ("8000", .reserved),
    ("ff00", .close), ("ff8000", .close), ("ff0141", .reserved), ("fe00", .reserved),
  ])
  func `are text, a close, or nothing`(_ hex: String, _ type: FrameType) throws {
    let log = frames(bytes(fromHex: hex))
    #expect(log.map(\.header.type) == [type])
    #expect(log.map(\.isWhole) == [true])
    let header = try #require(log.first?.header)
    #expect(header.isFinal && header.reservedBits.isEmpty && !header.isMasked)
    #expect(Hexadecimal.text(FrameEncoder.encode(header, log.first?.payload ?? [])) == hex)
  }

  @Test func `that end with FF do not skip what is missing`() {
    var decoder = FrameDecoder(Self.framing)
    var position = 0
    let start: [UInt8] = [0x00, 0x41]
    #expect(decoder.step(start.span, &position) == .header)
    #expect(decoder.step(start.span, &position) == .payload(1..<2))
    #expect(decoder.skip(5) == 0)
    #expect(decoder.isInsideFrame && decoder.payloadSeen == 1)
  }
}
