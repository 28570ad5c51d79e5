import Foundation
import Testing
import WebSocketProtocol

/// The examples of the documentation's first page, compiled and run.
struct OverviewTests {
  @Test func `the frames of the overview are decoded and judged`() {
    let piece: [UInt8] = [0x81, 0x85, 0x37, 0xfa, 0x21, 0x3d, 0x7f, 0x9f, 0x4d, 0x51, 0x58]
    var decoder = FrameDecoder()
    var position = 0
    var unmasked: [UInt8] = []
    var texts: [String] = []

    reading: while true {
      let seen = decoder.payloadSeen
      switch decoder.step(piece.span, &position) {
      case .header:
        unmasked = []
      case .payload(let range):
        let payload = piece.span.extracting(range)
        var part = Array(piece[range])
        decoder.header.maskingKey?.apply(to: payload, at: seen, into: &part)
        unmasked += part
      case .end:
        texts.append(String(decoding: unmasked, as: UTF8.self))
      case .starved:
        break reading  // feed the next piece
      }
    }
    #expect(texts == ["Hello"])

    var lines: [String] = []
    let rules = FrameRules(sender: .server, maximumFrameLength: 64 << 20)
    for finding in rules.judge(decoder.header, isMessageOpen: false) {
      lines.append("\(finding.rule.rawValue) \(finding.message) \(finding.reference)")
    }
    #expect(lines == ["FR-06 text frame from the server is masked RFC 6455 5.1"])
  }

  @Test func `the key of the overview is answered`() {
    let accept = AcceptKey(for: "dGhlIHNhbXBsZSBub25jZQ==")
    #expect(accept.value == "s3pPLMBiTxaQ9kYGzzhZRbK+xOo=")
  }

  @Test func `every line of the overview's examples stands in this file`() throws {
    let tests = URL(fileURLWithPath: #filePath)
    let page = tests.deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
      .appending(path: "Sources/WebSocketProtocol/WebSocketProtocol.docc/WebSocketProtocol.md")
    let compiled = try String(contentsOf: tests, encoding: .utf8)
    var isExample = false
    var checked = 0
    for line in try String(contentsOf: page, encoding: .utf8).split(separator: "\n") {
      if line.hasPrefix("```") {
        isExample = line == "```swift"
      } else if isExample, !line.hasPrefix("//"), !line.contains("print("), !line.hasPrefix("import ") {
        let code = line.hasPrefix("accept.value") ? "accept.value" : line.trimmingCharacters(in: .whitespaces)
        #expect(compiled.contains(code), "\(line)")
        checked += 1
      }
    }
    #expect(checked > 20)
  }
}
