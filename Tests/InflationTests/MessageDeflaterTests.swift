import Inflation
import Testing

struct MessageDeflaterTests {
  @Test func `the examples of the specification come out`() throws {
    let deflater = try #require(MessageDeflater(windowBits: 15, contextTakeover: true))
    let hello = Array("Hello".utf8)
    #expect(deflater.payload(of: hello) == [0xF2, 0x48, 0xCD, 0xC9, 0xC9, 0x07, 0x00])
    #expect(deflater.payload(of: hello) == [0xF2, 0x00, 0x11, 0x00, 0x00])
  }

  @Test(arguments: [true, false])
  func `an empty message is the byte 00`(contextTakeover: Bool) throws {
    let deflater = try #require(MessageDeflater(windowBits: 9, contextTakeover: contextTakeover))
    #expect(deflater.payload(of: []) == [0x00])
    #expect(deflater.payload(of: [1]).count > 1)
    #expect(deflater.payload(of: []) == [0x00])
  }

  @Test func `without context every message stands alone`() throws {
    let deflater = try #require(MessageDeflater(windowBits: 15, contextTakeover: false))
    let text = Array("the same text twice".utf8)
    #expect(deflater.payload(of: text) == deflater.payload(of: text))
  }
}
