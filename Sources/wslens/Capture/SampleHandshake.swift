import WebSocketProtocol

/// The opening handshake that RFC 6455 section 1.2 shows, with what the two sides are to agree on.
struct SampleHandshake: Hashable {
  /// The subprotocol that is offered and chosen; `nil` for none.
  var subprotocol: String?
  /// The extensions that are offered and accepted, as the server's `Sec-WebSocket-Extensions` lists them.
  var extensions: String?

  /// The key of section 1.3.
  static let key = "dGhlIHNhbXBsZSBub25jZQ=="

  /// The client's head.
  var request: [UInt8] {
    Self.head(
      [
        "GET /chat HTTP/1.1", "Host: server.example.com", "Upgrade: websocket", "Connection: Upgrade",
        "Sec-WebSocket-Key: \(Self.key)", "Origin: http://example.com", "Sec-WebSocket-Version: 13",
      ] + agreement)
  }

  /// The server's head that accepts a request.
  ///
  /// - Parameter key: the request's `Sec-WebSocket-Key`.
  func response(to key: String = key) -> [UInt8] {
    Self.head(
      [
        "HTTP/1.1 101 Switching Protocols", "Upgrade: websocket", "Connection: Upgrade",
        "Sec-WebSocket-Accept: \(AcceptKey(for: key).value)",
      ] + agreement)
  }

  /// The fields that are the same on both sides: who offers just what will be accepted is understood by everyone.
  private var agreement: [String] {
    [("Sec-WebSocket-Protocol", subprotocol), ("Sec-WebSocket-Extensions", extensions)].compactMap { name, value in
      value.map { "\(name): \($0)" }
    }
  }

  private static func head(_ lines: [String]) -> [UInt8] {
    Array((lines + ["", ""]).joined(separator: "\r\n").utf8)
  }
}
