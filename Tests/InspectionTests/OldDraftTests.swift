import Inspection
import TestSupport
import Testing
import WebSocketProtocol

@Suite struct `Old drafts` {
  @Test(arguments: [("7", ProtocolVersion.hybi07), ("8", .hybi08), ("13", .rfc6455)])
  func `with the final layout are read`(_ number: String, _ version: ProtocolVersion) {
    var talk = Dialogue()
    talk.send(
      .client,
      Dialogue.head(
        "GET /demo HTTP/1.1", "Host: example.com", "Upgrade: websocket", "Connection: Upgrade",
        "Sec-WebSocket-Key: \(Dialogue.key)", "Sec-WebSocket-Version: \(number)"))
    talk.send(.server, Dialogue.response)
    talk.send(.client, .text, "Hello")
    talk.close(.client, 1004)
    let log = talk.inspected()
    #expect(log.handshakes.map(\.version) == [version])
    #expect(log.texts(of: .client) == ["Hello"])
    // 1004 is "frame too large" in hybi-07, reserved in RFC 6455.
    #expect(log.serious.contains(.cl03) == (version == .rfc6455))
  }

  @Test func `that nobody published are refused or read as RFC 6455`() {
    var talk = Dialogue()
    talk.send(
      .client,
      Dialogue.head(
        "GET / HTTP/1.1", "Upgrade: websocket", "Connection: Upgrade", "Sec-WebSocket-Key: \(Dialogue.key)",
        "Sec-WebSocket-Version: 99"))
    talk.send(.server, "HTTP/1.1 426 Upgrade Required\r\nSec-WebSocket-Version: 13\r\nContent-Length: 0\r\n\r\n")
    let log = talk.inspected()
    // What should have been asked for is the measure.
    #expect(log.handshakes.map(\.version) == [.rfc6455])
    #expect(log.rules == [.rq04, .rq14, .rs01, .rs16])
  }
}
