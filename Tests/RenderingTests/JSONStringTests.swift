import TestSupport
import Testing

@testable import Rendering

/// Text as a JSON string, however long it is and wherever in it something has to be escaped.
@Suite struct JSONStringTests {
  private static func written(_ text: String) -> String {
    var output = OutputBuffer()
    output.write(json: text.utf8)
    var same = OutputBuffer()
    same.write(json: Array(text.utf8)[...])
    return output.bytes == same.bytes ? String(decoding: output.bytes, as: UTF8.self) : "the two ways differ"
  }

  /// The same, a character at a time.
  private static func expected(_ text: String) -> String {
    var result = "\""
    for scalar in text.unicodeScalars {
      switch scalar.value {
      case 0x22, 0x5c: result += "\\" + String(scalar)
      case 0x0a: result += "\\n"
      case 0x0d: result += "\\r"
      case 0x09: result += "\\t"
      case 0..<0x20, 0x7f...0x9f, 0x061c, 0x200e, 0x200f, 0x2028...0x202e, 0x2066...0x2069:
        let digits = String(scalar.value, radix: 16)
        result += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
      default: result.unicodeScalars.append(scalar)
      }
    }
    return result + "\""
  }

  @Test func `every character is written as it is or escaped, at every place of a line`() {
    let scalars = (0...0x2100).compactMap(Unicode.Scalar.init) + ["\u{d7ff}", "\u{feff}", "\u{1f600}", "\u{10ffff}"]
    for (index, scalar) in scalars.enumerated() {
      let text = String(repeating: "x", count: index % 17) + String(scalar) + String(repeating: "y", count: index % 11)
      #expect(Self.written(text) == Self.expected(text))
    }
  }

  @Test(arguments: 0..<40)
  func `long text comes out whole, whatever lies at the borders of its pieces`(seed: UInt64) {
    var random = SeededGenerator(state: seed)
    let alphabet: [Unicode.Scalar] = [
      "a", "z", " ", "\"", "\\", "\n", "\u{1}", "\u{7f}", "\u{85}", "é", "\u{61c}", "世", "\u{202e}", "🙂",
    ]
    var text = ""
    let plain = Int.random(in: 4070...4100, using: &random)
    text += String(repeating: "p", count: plain)
    for _ in 0..<Int.random(in: 0...6000, using: &random) {
      text.unicodeScalars.append(alphabet[Int.random(in: alphabet.indices, using: &random)])
    }
    #expect(Self.written(text) == Self.expected(text))
  }
}
