import TestSupport
import Testing
import WebSocketProtocol

struct ReadableTextTests {
  @Test(
    arguments: [
      ("", 0), ("Hello", 5), ("a b", 3), ("a\tb\r\n", 2), ("héllo", 5), ("你好", 2), ("😀", 1), ("\u{a0}x", 2),
      ("\u{feff}x", 2),
    ])
  func `text has a length in characters that can be seen`(text: String, length: Int) {
    #expect(ReadableText.length(of: Array(text.utf8)) == length)
    #expect(ReadableText.holds(Array(text.utf8), atLeast: length))
    #expect(!ReadableText.holds(Array(text.utf8), atLeast: length + 1))
  }

  @Test(arguments: ["00", "4100", "1b5b6d", "7f", "41c28542", "e4bd", "68ff", "eda0bdedb880", "c080", "0b", "0c", "08"])
  func `control characters and broken UTF-8 are no text`(hex: String) {
    #expect(ReadableText.length(of: bytes(fromHex: hex)) == nil)
    #expect(!ReadableText.holds(bytes(fromHex: hex), atLeast: 0))
  }
}
