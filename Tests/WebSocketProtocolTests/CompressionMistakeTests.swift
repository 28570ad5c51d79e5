import TestSupport
import Testing
import WebSocketProtocol

struct CompressionMistakeTests {
  @Test(
    arguments: [
      ("789cf348cdc9c90700058c01f5", "789c"), ("7801", "7801"), ("785e03", "785e"), ("78da4bcac9", "78da"),
      ("789d4bcac9", nil), ("7802", nil), ("789b", nil), ("689c", nil), ("f248cdc9c90700", nil), ("78", nil), ("", nil),
      // A stored block of 156 bytes has its length, and the length inverted
      ("789c0063ff41", nil), ("789c0063fe41", "789c"),
    ] as [(String, String?)])
  func `a zlib header is told from raw DEFLATE`(payload: String, evidence: String?) {
    let hint = CompressionMistake.hint(forCompressed: bytes(fromHex: payload))
    #expect(hint?.name == evidence.map { _ in "deflate-zlib-header" })
    #expect(hint?.evidence == evidence)
    #expect((hint?.message.count ?? 0) <= 160)
  }

  @Test(
    arguments: [
      ("48656c6c6f", .text, "Hello"), ("41", .text, "A"), ("", .text, nil), ("410042", .text, nil),
      ("41ff", .text, nil),
      ("0001020304050607", .binary, "0001020304050607"), ("00010203040506", .binary, nil),
      ("48656c6c6f", .binary, nil),
    ] as [(String, FrameType, String?)])
  func `what inflates by more than chance is told`(inflated: String, type: FrameType, evidence: String?) {
    let hint = CompressionMistake.hint(inflated: bytes(fromHex: inflated), type: type)
    #expect(hint?.name == evidence.map { _ in "inflates-as-deflate" })
    #expect(hint?.evidence == evidence)
    #expect((hint?.message.count ?? 0) <= 160)
  }
}
