import TestSupport
import Testing
import WebSocketProtocol

@Suite struct `Frames of every version` {
  @Test(arguments: ProtocolVersion.layouts)
  func `come back as they were encoded, however they are chopped`(_ version: ProtocolVersion, _ sender: Sender) {
    let framing = Framing.after(handshakeOf: version, from: sender)
    for seed in 0..<12 {
      var generator = SeededGenerator(state: UInt64(seed) << 8)
      let frames = (0..<20).map { _ in generator.frame(framing) }
      let stream = frames.flatMap { FrameEncoder.encode($0.header, $0.payload, mask: $0.mask) }
      let whole = DraftFrameLog([stream], framing)
      #expect(whole.frames == frames)
      #expect(whole.partialHeader.isEmpty)
      for longest in [1, 2, 3, 15, 300] {
        #expect(DraftFrameLog(generator.cut(stream, longest: longest), framing) == whole)
      }
    }
  }

  @Test(arguments: ProtocolVersion.layouts)
  func `are found alike in garbage, however it is chopped`(_ version: ProtocolVersion, _ sender: Sender) {
    let framing = Framing.after(handshakeOf: version, from: sender)
    var generator = SeededGenerator(state: 77)
    for _ in 0..<150 {
      let stream = generator.garbage(Int.random(in: 0...300, using: &generator))
      let whole = DraftFrameLog([stream], framing)
      #expect(DraftFrameLog(stream.map { [$0] }, framing) == whole)
      #expect(DraftFrameLog(generator.cut(stream, longest: 9), framing) == whole)
    }
  }

  @Test(arguments: ProtocolVersion.layouts)
  func `leave the first bytes of a header that is cut`(_ version: ProtocolVersion, _ sender: Sender) {
    let framing = Framing.after(handshakeOf: version, from: sender)
    let key = framing.masksWholeFrame || sender == .client && framing.generation.hasMaskBit
    let header =
      framing.generation == .delimited
      ? FrameHeader(delimitedType: 0x80, payloadLength: 1 << 40)
      : FrameHeader(
        framing.generation, opcode: .text, maskingKey: key ? MaskingKey(1, 2, 3, 4) : nil, payloadLength: 1 << 40)
    let sent = FrameEncoder.encode(header, mask: header.maskingKey.flatMap(framing.hashedMask))
    var plain = header
    plain.maskingKey = nil
    let clear = framing.masksWholeFrame ? FrameEncoder.encode(plain) : sent
    for length in 1..<sent.count {
      let log = DraftFrameLog([Array(sent.prefix(length))], framing)
      #expect(log.frames.isEmpty)
      #expect(log.partialHeader == Array(sent.prefix(length)))
      #expect(log.partialHeaderInClear == Array(clear.prefix(framing.masksWholeFrame ? max(length - 4, 0) : length)))
    }
  }

  /// The bit that says whether a message goes on means the opposite up to hybi-03.
  @Test(arguments: [
    (ProtocolVersion.hybi03, "8405", false), (.hybi03, "0405", true), (.hybi04, "8405", true), (.hybi04, "0405", false),
  ])
  func `end a message by MORE or by FIN`(_ version: ProtocolVersion, _ hex: String, _ isFinal: Bool) throws {
    let log = DraftFrameLog([bytes(fromHex: hex)], Framing(version, sender: .server))
    let header = try #require(log.frames.first?.header)
    #expect(header.isFinal == isFinal && header.type == .text && header.payloadLength == 5)
    #expect(Hexadecimal.text(FrameEncoder.encode(header)) == hex)
  }

  /// The same bytes by the tables of opcodes before and since hybi-07.
  @Test(
    arguments: [
      (0, .continuation, .continuation), (1, .close, .text), (2, .ping, .binary),
      (3, .pong, .reserved), (4, .text, .reserved), (5, .binary, .reserved), (6, .reserved, .reserved),
      (8, .reserved, .close), (9, .reserved, .ping), (10, .reserved, .pong), (11, .reserved, .reserved),
    ] as [(UInt8, FrameType, FrameType)])
  func `have the opcodes of their time`(_ number: UInt8, _ early: FrameType, _ late: FrameType) {
    let opcode = Opcode(rawValue: number)
    for generation in FramingGeneration.allCases where generation.hasFlags {
      let type = generation == .payloadMask ? late : early
      #expect(generation.type(of: opcode) == type)
      let header = FrameHeader(generation, opcode: opcode, payloadLength: 0)
      #expect(header.type == type)
      if type != .reserved {
        #expect(header.isControl == [FrameType.close, .ping, .pong].contains(type))
        #expect(generation.opcode(of: type) == opcode)
      }
    }
    #expect(FramingGeneration.delimited.opcode(of: early) == nil)
  }

  @Test(arguments: [
    (ProtocolVersion.hybi03, Sender.client), (.hybi04, .server), (.hybi05, .server), (.hybi06, .server),
  ])
  func `have RSV4 where MASK came later`(_ version: ProtocolVersion, _ sender: Sender) throws {
    let log = DraftFrameLog([[0x04, 0x82, 0x41, 0x42]], Framing(version, sender: sender))
    let frame = try #require(log.frames.first)
    #expect(frame.header.reservedBits == .rsv4 && !frame.header.isMasked)
    #expect(frame.payload == [0x41, 0x42] && frame.isWhole)
    #expect(frame.header.reservedBits.names == ["RSV4"])
  }

  /// Up to twenty bytes the mask of hybi-04 has a byte of its own for each place; then it begins again.
  @Test(arguments: [0, 1, 17, 18, 19, 38, 39, 125, 126, 400, 65536])
  func `of hybi-04 are masked with a period of twenty`(_ length: Int) throws {
    let framing = Framing.after(handshakeOf: .hybi04, from: .client)
    let header = FrameHeader(
      .hashedWholeFrameMask, opcode: Opcode(rawValue: 5), maskingKey: MaskingKey(9, 8, 7, 6),
      payloadLength: UInt64(length))
    let mask = try #require(framing.hashedMask(for: MaskingKey(9, 8, 7, 6)))
    let zeros = [UInt8](repeating: 0, count: length)
    let sent = FrameEncoder.encode(header, zeros, mask: mask)
    #expect(sent.count == 4 + header.flagsAndLength + length)
    for index in 0..<length {
      #expect(sent[4 + header.flagsAndLength + index] == mask.bytes[(header.flagsAndLength + index) % 20])
    }
    #expect(DraftFrameLog([sent], framing).frames.map(\.payload) == [zeros])
  }

  @Test func `of hybi-04 cannot be read without both halves of the handshake`() {
    #expect(!Framing(.hybi04, sender: .client).isReadable)
    #expect(Framing(.hybi04, sender: .server).isReadable)
    #expect(Framing(.hybi05, sender: .client).isReadable)
    #expect(Framing.after(handshakeOf: .hybi04, from: .client).isReadable)
    #expect(Framing.after(handshakeOf: .hybi05, from: .client).hashedMask(for: MaskingKey(1, 2, 3, 4)) == nil)
  }
}
