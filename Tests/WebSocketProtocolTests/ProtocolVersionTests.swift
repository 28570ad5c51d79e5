import Testing
import WebSocketProtocol

struct ProtocolVersionTests {
  private func requested(_ fields: [String], start: String = "GET / HTTP/1.1") -> ProtocolVersion? {
    let text = ([start, "Host: a", "Connection: Upgrade"] + fields + ["", ""]).joined(separator: "\r\n")
    return ProtocolVersion.requested(by: HTTPHead(Array(text.utf8)))
  }

  @Test(
    arguments: [
      (["Upgrade: WebSocket", "Origin: http://a"], .hixie75),
      (["Upgrade: WebSocket", "WebSocket-Protocol: chat"], .hixie75),
      (["Upgrade: WebSocket", "Sec-WebSocket-Key1: 1 2", "Sec-WebSocket-Key2: 3 4"], .hixie76),
      (["Upgrade: WebSocket", "Sec-WebSocket-Key2: 3 4"], .hixie76),
      (["Upgrade: WebSocket", "Sec-WebSocket-Draft: 0", "Sec-WebSocket-Key1: 1 2"], .hixie76),
      (["Upgrade: WebSocket", "Sec-WebSocket-Draft: 1", "Sec-WebSocket-Key1: 1 2"], .hybi03),
      (["Upgrade: WebSocket", "Sec-WebSocket-Draft: 2", "Sec-WebSocket-Key1: 1 2"], .hybi03),
      (["Upgrade: WebSocket", "Sec-WebSocket-Draft: 3"], .hybi03),
      (["Upgrade: WebSocket", "Sec-WebSocket-Draft: 4"], nil),
      (["Upgrade: websocket", "Sec-WebSocket-Version: 4", "Sec-WebSocket-Key: x"], .hybi04),
      (["Upgrade: websocket", "Sec-WebSocket-Version: 5"], .hybi05),
      (["Upgrade: websocket", "Sec-WebSocket-Version: 6"], .hybi06),
      (["Upgrade: websocket", "Sec-WebSocket-Version: 7"], .hybi07),
      (["Upgrade: websocket", "Sec-WebSocket-Version: 8"], .hybi08),
      (["Upgrade: websocket", "sec-websocket-version:13"], .rfc6455),
      (
        ["Upgrade: websocket", "Sec-WebSocket-Version: 13", "Sec-WebSocket-Draft: 0", "Sec-WebSocket-Key1: 1 2"],
        .rfc6455
      ),
      (["Upgrade: websocket", "Sec-WebSocket-Version: 9"], nil),
      (["Upgrade: websocket", "Sec-WebSocket-Version: 013"], nil),
      (["Upgrade: websocket", "Sec-WebSocket-Version: 13, 8"], nil),
      (["Upgrade: websocket", "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ=="], .rfc6455),
      (["Upgrade: websocket"], .rfc6455),
      (["Upgrade: WebSocket", "Sec-WebSocket-Protocol: chat"], .rfc6455),
      (["Upgrade: h2c"], nil),
      ([], nil),
    ] as [([String], ProtocolVersion?)])
  func `a request tells its version`(fields: [String], version: ProtocolVersion?) {
    #expect(requested(fields) == version)
  }

  @Test(
    arguments: [
      (.hixie75, .delimited), (.hixie76, .delimited), (.hybi01, .moreBit), (.hybi02, .moreBit), (.hybi03, .moreBit),
      (.hybi04, .hashedWholeFrameMask), (.hybi05, .wholeFrameMask), (.hybi06, .wholeFrameMask), (.hybi07, .payloadMask),
      (.hybi08, .payloadMask), (.hybi09, .payloadMask), (.hybi10, .payloadMask), (.hybi11, .payloadMask),
      (.hybi12, .payloadMask), (.rfc6455, .payloadMask),
    ] as [(ProtocolVersion, FramingGeneration)])
  func `a version has one framing`(version: ProtocolVersion, framing: FramingGeneration) {
    #expect(version.framing == framing)
    #expect(ProtocolVersion(rawValue: version.rawValue) == version)
  }

  @Test func `each side has the other for its peer`() {
    #expect(Sender.allCases.map(\.peer) == [.server, .client, .unknown])
  }
}
