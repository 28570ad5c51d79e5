import Inspection
import TestSupport
import Testing
import WebSocketProtocol

/// An opening handshake of a draft, whose frames are laid out in another way.
struct DraftHandshake: Sendable, CustomTestStringConvertible {
  var version: ProtocolVersion
  var request: [UInt8]
  var response: [UInt8]
  var testDescription: String { version.rawValue }

  private static func request(version: String) -> [UInt8] {
    Dialogue.head(
      "GET /demo HTTP/1.1", "Host: example.com", "Upgrade: websocket", "Connection: Upgrade",
      "Sec-WebSocket-Key: \(Dialogue.key)", "Sec-WebSocket-Version: \(version)")
  }

  static let all: [DraftHandshake] = [
    .init(
      version: .hixie75,
      request: Dialogue.head(
        "GET /demo HTTP/1.1", "Upgrade: WebSocket", "Connection: Upgrade", "Host: example.com",
        "Origin: http://example.com"),
      response: Dialogue.head(
        "HTTP/1.1 101 Web Socket Protocol Handshake", "Upgrade: WebSocket", "Connection: Upgrade",
        "WebSocket-Origin: http://example.com", "WebSocket-Location: ws://example.com/demo")),
    .init(
      version: .hixie76,
      request: Dialogue.head(
        "GET /demo HTTP/1.1", "Host: example.com", "Connection: Upgrade",
        "Sec-WebSocket-Key2: 12998 5 Y3 1  .P00", "Upgrade: WebSocket",
        "Sec-WebSocket-Key1: 4 @1  46546xW%0l 1 5", "Origin: http://example.com") + Array("^n:ds[4U".utf8),
      response: Dialogue.head(
        "HTTP/1.1 101 WebSocket Protocol Handshake", "Upgrade: WebSocket", "Connection: Upgrade",
        "Sec-WebSocket-Origin: http://example.com", "Sec-WebSocket-Location: ws://example.com/demo")
        + Array("8jKS'y:G*Co,Wxa-".utf8)),
    .init(version: .hybi04, request: request(version: "4"), response: Dialogue.response),
    .init(version: .hybi05, request: request(version: "5"), response: Dialogue.response),
    .init(version: .hybi06, request: request(version: "6"), response: Dialogue.response),
  ]
}

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
    #expect(log.handshakes.map(\.version) == [nil])
    #expect(log.rules == [.rs01])
  }
}
