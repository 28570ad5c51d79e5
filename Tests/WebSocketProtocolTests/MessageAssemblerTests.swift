import Testing
import WebSocketProtocol

struct MessageAssemblerTests {
  private func header(
    _ opcode: Opcode, _ length: UInt64 = 0, isFinal: Bool = true, _ bits: FrameHeader.ReservedBits = []
  ) -> FrameHeader {
    FrameHeader(opcode: opcode, isFinal: isFinal, reservedBits: bits, payloadLength: length)
  }

  @Test func `a frame with FIN is a whole message`() throws {
    var assembler = MessageAssembler()
    #expect(assembler.begin(header(.text, 5), frame: 7, compression: nil) == .first)
    #expect(!assembler.isMessageOpen)
    assembler.take(Array("Hello".utf8).span)
    let ended = assembler.end()
    let message = try #require(ended)
    #expect(message.type == .text)
    #expect(message.firstFrame == 7)
    #expect(message.lastFrame == 7)
    #expect(message.frames == 1)
    #expect(message.wireLength == 5)
    #expect(message.length == 5)
    #expect(message.text.firstBadOffset == nil)
    #expect(message.text.isAtBoundary)
    #expect(assembler.message == nil)
    #expect(assembler.end() == nil)
  }

  @Test func `fragments are one message, with control frames in between`() throws {
    var assembler = MessageAssembler()
    let text = Array("€ and 😀".utf8)
    #expect(assembler.begin(header(.text, 2, isFinal: false), frame: 1, compression: nil) == .first)
    assembler.take(text.span.extracting(0..<2))
    #expect(assembler.end() == nil)
    #expect(assembler.isMessageOpen)
    #expect(assembler.begin(header(.ping), frame: 2, compression: nil) == .control)
    #expect(assembler.begin(header(.continuation, 7, isFinal: false), frame: 3, compression: nil) == .fragment)
    assembler.take(text.span.extracting(2..<9))
    #expect(assembler.end() == nil)
    #expect(assembler.begin(header(.continuation, 3), frame: 4, compression: nil) == .fragment)
    assembler.take(text.span.extracting(9..<text.count))
    let ended = assembler.end()
    let message = try #require(ended)
    #expect(message.firstFrame == 1)
    #expect(message.lastFrame == 4)
    #expect(message.frames == 3)
    #expect(message.wireLength == 12)
    #expect(message.length == UInt64(text.count))
    #expect(message.text.isAtBoundary)
    #expect(message.text.firstBadOffset == nil)
    #expect(!assembler.isMessageOpen)
  }

  @Test func `the first bad byte is counted over all fragments`() throws {
    var assembler = MessageAssembler()
    _ = assembler.begin(header(.text, isFinal: false), frame: 1, compression: nil)
    assembler.take([UInt8]([0x61, 0xe2, 0x82]).span)
    #expect(assembler.message?.text.isAtBoundary == false)
    _ = assembler.begin(header(.continuation), frame: 2, compression: nil)
    assembler.take([UInt8]([0x62]).span)
    let ended = assembler.end()
    #expect(try #require(ended).text.firstBadOffset == 3)
  }

  @Test func `binary messages are not checked`() throws {
    var assembler = MessageAssembler()
    _ = assembler.begin(header(.binary, 3), frame: 1, compression: nil)
    assembler.take([UInt8]([0xff]).span)
    assembler.take(count: 2)
    let ended = assembler.end()
    let message = try #require(ended)
    #expect(message.text.firstBadOffset == nil)
    #expect(message.text.count == 0)
    #expect(message.length == 3)
  }

  @Test func `a continuation of nothing is a stray and leaves no message`() {
    var assembler = MessageAssembler()
    #expect(assembler.begin(header(.continuation, isFinal: false), frame: 1, compression: nil) == .stray)
    assembler.take([UInt8]([0xff]).span)
    #expect(assembler.end() == nil)
    #expect(!assembler.isMessageOpen)
    #expect(assembler.begin(header(.text), frame: 2, compression: nil) == .first)
  }

  @Test func `a first fragment inside a message breaks it off`() throws {
    var assembler = MessageAssembler()
    _ = assembler.begin(header(.text, 3, isFinal: false), frame: 1, compression: nil)
    let role = assembler.begin(header(.binary, 4), frame: 2, compression: nil)
    guard case .interruption(let broken) = role else {
      Issue.record("\(role)")
      return
    }
    #expect(broken.type == .text)
    #expect(broken.wireLength == 3)
    let ended = assembler.end()
    #expect(try #require(ended).firstFrame == 2)
  }

  @Test(arguments: [3, 7, 8, 9, 10, 11, 15] as [UInt8])
  func `control and reserved opcodes are no part of a message`(opcode: UInt8) {
    var assembler = MessageAssembler()
    _ = assembler.begin(header(.text, isFinal: false), frame: 1, compression: nil)
    #expect(
      assembler.begin(header(Opcode(rawValue: opcode), isFinal: false), frame: 2, compression: nil) == .control)
    #expect(assembler.isMessageOpen)
    #expect(assembler.message?.frames == 1)
  }

  @Test func `RSV1 of the first fragment means compression where that was agreed`() {
    var assembler = MessageAssembler()
    _ = assembler.begin(header(.text, isFinal: false, .rsv1), frame: 1, compression: .message)
    #expect(assembler.message?.isCompressed == true)
    #expect(assembler.abandon()?.isCompressed == true)
    #expect(assembler.message == nil)
    #expect(!assembler.isMessageOpen)
    #expect(assembler.abandon() == nil)
    _ = assembler.begin(header(.text, isFinal: true, .rsv1), frame: 2, compression: nil)
    #expect(assembler.message?.isCompressed == false)
    _ = assembler.begin(header(.text, isFinal: true, .rsv2), frame: 3, compression: .message)
    #expect(assembler.message?.isCompressed == false)
  }

  @Test func `claimed lengths may add up to anything`() {
    var assembler = MessageAssembler()
    _ = assembler.begin(header(.binary, .max, isFinal: false), frame: 1, compression: nil)
    _ = assembler.begin(header(.continuation, .max), frame: 2, compression: nil)
    assembler.take(count: .max)
    assembler.take(count: 2)
    #expect(assembler.message?.length == 1)
  }
}
