import Foundation
import TestSupport
import Testing
import WebSocketProtocol

struct Base64Tests {
  /// The examples of RFC 4648 section 10.
  @Test(arguments: [
    ("", ""), ("f", "Zg=="), ("fo", "Zm8="), ("foo", "Zm9v"), ("foob", "Zm9vYg=="), ("fooba", "Zm9vYmE="),
    ("foobar", "Zm9vYmFy"),
  ])
  func `encodes and decodes the examples of the specification`(bytes: String, text: String) {
    #expect(Base64.encode(Array(bytes.utf8)) == text)
    #expect(Base64.decode(text.utf8)?.bytes == Array(bytes.utf8))
    #expect(Base64.decode(text.utf8)?.isCanonical == true)
  }

  @Test func `random bytes come back, and the text is Foundation's`() {
    var generator = SeededGenerator(state: 64)
    for length in 0..<200 {
      let bytes = generator.bytes(length)
      let text = Base64.encode(bytes)
      #expect(text == Data(bytes).base64EncodedString())
      #expect(Base64.decode(text.utf8)?.bytes == bytes)
      #expect(Base64.decode(text.utf8)?.isCanonical == true)
      #expect(Base64.encode(bytes.dropFirst(3)) == Data(bytes.dropFirst(3)).base64EncodedString())
    }
  }

  @Test(arguments: [("Zh==", "f"), ("Zm9=", "fo"), ("Zm9vYh==", "foob"), ("//==", "\u{ff}")])
  func `spare bits are read over and told`(text: String, bytes: String) throws {
    let decoded = try #require(Base64.decode(text.utf8))
    #expect(!decoded.isCanonical)
    #expect(decoded.bytes == bytes.unicodeScalars.map { UInt8($0.value) })
  }

  @Test(arguments: [
    "Z", "Zg", "Zg=", "Zm9", "Z===", "====", "Zg==Zg==", "Zg= =", "Zm9v\n", "Zm-_", "Z=g=", "=Zg=", "Zm9é", " Zg==",
    "Zm9v=",
  ])
  func `what is not Base64 is refused`(text: String) {
    #expect(Base64.decode(text.utf8) == nil)
  }

  @Test func `hexadecimal text has two digits a byte`() {
    #expect(Hexadecimal.text([]) == "")
    #expect(Hexadecimal.text([0x00, 0x0f, 0xf0, 0xff]) == "000ff0ff")
  }
}
