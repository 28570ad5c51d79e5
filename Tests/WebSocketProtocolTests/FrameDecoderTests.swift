import TestSupport
import Testing
import WebSocketProtocol

struct FrameDecoderTests {
  /// The examples of RFC 6455 section 5.7, with the payload they carry.
  static let examples: [(hex: String, opcode: Opcode, isFinal: Bool, isMasked: Bool, payload: String)] = [
    ("810548656c6c6f", .text, true, false, "Hello"),
    ("818537fa213d7f9f4d5158", .text, true, true, "Hello"),
    ("010348656c", .text, false, false, "Hel"),
    ("80026c6f", .continuation, true, false, "lo"),
    ("890548656c6c6f", .ping, true, false, "Hello"),
    ("8a8537fa213d7f9f4d5158", .pong, true, true, "Hello"),
  ]

  @Test(arguments: examples)
  func `decodes and encodes the examples of the specification`(
    hex: String, opcode: Opcode, isFinal: Bool, isMasked: Bool, payload: String
  ) throws {
    let frame = bytes(fromHex: hex)
    let log = FrameLog(frame)
    let header = try #require(log.headers.first)
    #expect(header.opcode == opcode)
    #expect(header.isFinal == isFinal)
    #expect(header.isMasked == isMasked)
    #expect(header.payloadLength == UInt64(payload.utf8.count))
    var unmasked = Array(frame.dropFirst(header.headerLength))
    #expect(log.entries == [.header(header), .payload(unmasked), .end])
    if let key = header.maskingKey { key.apply(to: frame.span.extracting(6..<frame.count), at: 0, into: &unmasked) }
    #expect(String(decoding: unmasked, as: UTF8.self) == payload)
    #expect(
      FrameEncoder.encode(opcode, Array(payload.utf8), isFinal: isFinal, maskingKey: header.maskingKey) == frame)
  }

  @Test(arguments: [(256, "827e0100"), (65536, "827f0000000000010000")])
  func `encodes the long examples of the specification`(length: Int, header: String) {
    let payload = [UInt8](repeating: 0x2a, count: length)
    #expect(FrameEncoder.encode(.binary, payload) == bytes(fromHex: header) + payload)
  }

  @Test func `a frame without payload has a header and an end`() throws {
    let log = FrameLog(bytes(fromHex: "8000"))
    #expect(log.entries.count == 2)
    #expect(log.entries.last == .end)
    #expect(!log.isInsideFrame)
  }

  @Test(arguments: 0..<20)
  func `any chopping of frames finds the same frames`(seed: UInt64) {
    var generator = SeededGenerator(state: seed)
    let stream = generator.frames(60)
    let whole = FrameLog(stream)
    #expect(whole.headers.count == 60)
    #expect(!whole.isInsideFrame)
    #expect(whole.partialHeader.isEmpty)
    for longest in [2, 3, 14, 100, 1500, 70000] {
      #expect(FrameLog(generator.cut(stream, longest: longest)) == whole)
    }
  }

  @Test(arguments: 0..<40)
  func `any chopping of garbage finds the same nonsense`(seed: UInt64) {
    var generator = SeededGenerator(state: 1000 + seed)
    for _ in 0..<25 {
      let stream = generator.garbage(Int.random(in: 0...400, using: &generator))
      let whole = FrameLog(stream)
      #expect(FrameLog(stream.map { [$0] }) == whole)
      for longest in [2, 5, 20] {
        #expect(FrameLog(generator.cut(stream, longest: longest)) == whole)
      }
    }
  }

  @Test(arguments: 0..<8)
  func `byte by byte is as good as all at once`(seed: UInt64) {
    var generator = SeededGenerator(state: 2000 + seed)
    let stream = generator.frames(20)
    #expect(FrameLog(stream.map { [$0] }) == FrameLog(stream))
  }

  @Test func `every cut of a header leaves its first bytes behind`() {
    let header = bytes(fromHex: "82ff0000000000010000a1b2c3d4")
    for length in 0..<header.count {
      let log = FrameLog(Array(header.prefix(length)))
      #expect(log.partialHeader == Array(header.prefix(length)))
      #expect(log.entries.isEmpty)
    }
    let log = FrameLog(header)
    #expect(log.headers.count == 1)
    #expect(log.isInsideFrame)
    #expect(log.partialHeader.isEmpty)
  }

  @Test func `a claimed length of any size costs nothing`() throws {
    let log = FrameLog(bytes(fromHex: "827fffffffffffffffff01020304"))
    #expect(try #require(log.headers.first).payloadLength == .max)
    #expect(log.payloadSeen == 4)
    #expect(log.isInsideFrame)
  }

  @Test func `skipping goes to the end of the frame and no further`() {
    var decoder = FrameDecoder()
    #expect(decoder.skip(5) == 0)
    let frame = bytes(fromHex: "827e0100aabb")
    var position = 0
    #expect(decoder.step(frame.span, &position) == .header)
    #expect(decoder.step(frame.span, &position) == .payload(4..<6))
    #expect(decoder.skip(100) == 100)
    #expect(decoder.payloadSeen == 102)
    #expect(decoder.skip(.max) == 154)
    #expect(decoder.isInsideFrame)
    #expect(decoder.step(frame.span, &position) == .end)
    #expect(decoder.skip(1) == 0)
    #expect(decoder.step(frame.span, &position) == .starved)
  }

  @Test func `skipping nearly all of a huge frame keeps its border`() {
    var decoder = FrameDecoder()
    let header = bytes(fromHex: "827f7fffffffffffffff")
    var position = 0
    #expect(decoder.step(header.span, &position) == .header)
    #expect(decoder.skip(UInt64(Int64.max) - 1) == UInt64(Int64.max) - 1)
    let rest = bytes(fromHex: "ff8100")
    position = 0
    #expect(decoder.step(rest.span, &position) == .payload(0..<1))
    #expect(decoder.step(rest.span, &position) == .end)
    #expect(decoder.step(rest.span, &position) == .header)
    #expect(decoder.header.opcode == .text)
  }
}
