import Testing

@testable import Rendering

/// Payloads that are not known to their last byte, as terminals and JSON show them.
@Suite struct PartlyKnownTextTests {
  private static let wide = TextStyle(usesColor: false, isASCII: false)
  private static let ascii = TextStyle(usesColor: false, isASCII: true)

  /// A payload in which each `#` stands for an unknown byte.
  private static func payload(_ text: String) -> PartlyKnownBytes {
    var ranges: [Range<Int>] = []
    var bytes = Array(text.utf8)
    for (index, byte) in bytes.enumerated() where byte == UInt8(ascii: "#") {
      bytes[index] = 0
      let start = ranges.last?.upperBound == index ? ranges.removeLast().lowerBound : index
      ranges.append(start..<index + 1)
    }
    // Neither bytes nor ranges begin where their buffers do.
    return PartlyKnownBytes(([1, 2] + bytes)[2...], unknownRanges: ([0..<1] + ranges)[1...])
  }

  @Test(arguments: [
    ("", #""""#, #""""#, ""), ("abc", #""abc""#, #""abc""#, "61 62 63"), ("a#c", #""a▒c""#, #""a\?c""#, "61 ?? 63"),
    ("####", #""▒▒▒▒""#, #""\?\?\?\?""#, "?? ?? ?? ??"), ("a#####", #""a[5▒]""#, #""a[5\?]""#, "61 [5 ??]"),
    // What is known looks like nothing else.
    ("#▒?", #""▒\u{2592}?""#, #""\?\u{2592}?""#, "?? e2 96 92 3f"), (#"#\?"#, #""▒\\?""#, #""\?\\?""#, "?? 5c 3f"),
    ("[5#]", #""[5▒]""#, #""[5\?]""#, "5b 35 ?? 5d"), ("#{\"a\":1}", "'▒{\"a\":1}'", "'\\?{\"a\":1}'", nil),
  ])
  func `have a mark for each unknown byte`(_ text: String, _ wide: String, _ ascii: String, _ hex: String?) {
    let payload = Self.payload(text)
    #expect(PayloadText.quoted(payload, rest: 0, width: 80, style: Self.wide) == wide)
    #expect(PayloadText.quoted(payload, rest: 0, width: 80, style: Self.ascii) == ascii)
    if let hex { #expect(PayloadText.hex(payload, rest: 0, width: 80, style: Self.wide) == hex) }
  }

  @Test func `that are known are shown as ever`() {
    for text in ["", "plain", "▒ and \\?", "grüße\n\u{202e}", "日本語"] {
      for width in 8...30 {
        for (rest, style) in [(UInt64(0), Self.wide), (7, Self.ascii)] {
          let bytes = Array(text.utf8)[...]
          let payload = PartlyKnownBytes(bytes)
          #expect(
            PayloadText.quoted(payload, rest: rest, width: width, style: style)
              == PayloadText.quoted(bytes, rest: rest, width: width, style: style))
        }
      }
    }
    #expect(PayloadText.quoted(Array("▒".utf8)[...], rest: 0, width: 20, style: Self.wide) == "\"▒\"")
  }

  @Test(
    arguments: ["a#c######d#ü", "################x", "x################", "##########", "€#€#€#€######"], [0, 1000])
  func `fit their width and count what is left out`(_ text: String, _ rest: Int) throws {
    let payload = Self.payload(text)
    for width in 20...60 {
      for style in [Self.wide, Self.ascii] {
        let quoted = PayloadText.quoted(payload, rest: UInt64(rest), width: width, style: style)
        #expect(PayloadText.displayWidth(quoted) <= width)
        let hex = PayloadText.hex(payload, rest: UInt64(rest), width: width, style: style)
        #expect(PayloadText.displayWidth(hex) <= width)
        // Each piece of the hexadecimal view says how many bytes it stands for.
        var count = 0
        for piece in hex.replacing(" ??]", with: "]").split(separator: " ") {
          if piece.hasPrefix("[") {
            count += try #require(Int(piece.dropFirst().dropLast()))
          } else if piece.hasPrefix("(+") {
            count += try #require(Int(piece.dropFirst(2).dropLast()))
          } else if piece.count == 2 {
            count += 1
          }
        }
        #expect(count == text.utf8.count + rest)
      }
    }
  }

  @Test(arguments: [
    ("a#c", false, "a�c"), ("##", false, "��"), ("", false, ""), ("#ü", true, "�ü"), ("ü#", true, "ü�"),
  ])
  func `are UTF-8 with replacement characters in JSON`(_ text: String, _ isTruncated: Bool, _ expected: String) {
    #expect(String(decoding: Self.payload(text).text(isTruncated: isTruncated), as: UTF8.self) == expected)
  }

  @Test func `lose a character at their end only where it is cut, and one beside unknown bytes`() {
    let cut = PartlyKnownBytes([0x41, 0x00, 0x42, 0xe2, 0x82][...], unknownRanges: [1..<2])
    #expect(String(decoding: cut.text(isTruncated: true), as: UTF8.self) == "A�B")
    let beside = PartlyKnownBytes([0xe2, 0x82, 0x00, 0x82, 0xac][...], unknownRanges: [2..<3])
    #expect(String(decoding: beside.text(isTruncated: false), as: UTF8.self) == "����")
  }
}
