public import PacketCapture
public import WebSocketProtocol

/// A WebSocket connection between two scripted peers: handshake and frames on top of a TCP conversation.
public struct WebSocketConversation: Sendable {
  /// The packets, the clock, and how the connection opens and ends.
  public var tcp: TCPConversation

  private var random: SeededGenerator
  /// What the client sends as `Sec-WebSocket-Key`: the one that RFC 6455 prints, or another for each other seed.
  private let key: String

  /// Prepares a connection; nothing is sent yet.
  ///
  /// - Parameter seed: decides the key and the masking keys.
  public init(over tcp: TCPConversation, seed: UInt64) {
    self.tcp = tcp
    random = SeededGenerator(seed: seed)
    var keys = SeededGenerator(seed: ~seed)
    let bytes = (0..<16).map { _ in UInt8(truncatingIfNeeded: keys.next() >> 32) }
    key = seed == 0 ? "dGhlIHNhbXBsZSBub25jZQ==" : Base64.encode(bytes)
  }

  /// Opens the TCP connection and upgrades it (RFC 6455 section 4).
  ///
  /// - Parameters:
  ///   - key: what the client sends; a key of this connection's own where it is not given.
  ///   - accept: the answer to the key; the right one where it is not given.
  ///   - fields: further fields, sent by both peers as they stand.
  public mutating func upgrade(
    target: String, key: String? = nil, accept: String? = nil, fields: [String] = []
  ) {
    let key = key ?? self.key
    tcp.open()
    let request =
      ["GET \(target) HTTP/1.1", "Host: server.example.com", "Upgrade: websocket", "Connection: Upgrade"]
      + ["Sec-WebSocket-Key: \(key)", "Sec-WebSocket-Version: 13", "Origin: http://example.com"] + fields
    let response =
      ["HTTP/1.1 101 Switching Protocols", "Upgrade: websocket", "Connection: Upgrade"]
      + ["Sec-WebSocket-Accept: \(accept ?? AcceptKey(for: key).value)"] + fields
    tcp.send(Self.head(request), from: .client)
    tcp.send(Self.head(response), from: .server)
  }

  /// A frame as the given side has to send it: masked, with the next key, when it is the client's.
  public mutating func frame(
    _ opcode: Opcode, _ payload: [UInt8] = [], from side: TCPConversation.Side, isFinal: Bool = true,
    reservedBits: FrameHeader.ReservedBits = [], lengthEncoding: FrameHeader.LengthEncoding? = nil
  ) -> [UInt8] {
    FrameEncoder.encode(
      opcode, payload, isFinal: isFinal, reservedBits: reservedBits,
      maskingKey: side == .client ? nextMaskingKey() : nil, lengthEncoding: lengthEncoding)
  }

  /// Sends one frame in packets of its own.
  public mutating func send(
    _ opcode: Opcode, _ payload: [UInt8] = [], from side: TCPConversation.Side, isFinal: Bool = true,
    reservedBits: FrameHeader.ReservedBits = []
  ) {
    tcp.send(frame(opcode, payload, from: side, isFinal: isFinal, reservedBits: reservedBits), from: side)
  }

  /// Sends a text message in one frame.
  public mutating func send(_ text: String, from side: TCPConversation.Side) {
    send(.text, Array(text.utf8), from: side)
  }

  /// The closing handshake, and the end of the TCP connection by the server (RFC 6455 section 7.1.1).
  ///
  /// - Parameter answer: what the other peer sends back; the same code without a reason where it is not given.
  public mutating func close(
    by side: TCPConversation.Side, code: UInt16, reason: String = "", answer: (code: UInt16, reason: String)? = nil
  ) {
    let answer = answer ?? (code, "")
    send(.close, Self.closeBody(code, reason), from: side)
    send(.close, Self.closeBody(answer.code, answer.reason), from: side.peer)
    tcp.close(by: .server)
  }

  /// The payload of a Close frame: the code and the reason (RFC 6455 section 5.5.1).
  public static func closeBody(_ code: UInt16, _ reason: String = "") -> [UInt8] {
    [UInt8(code >> 8), UInt8(truncatingIfNeeded: code)] + Array(reason.utf8)
  }

  private mutating func nextMaskingKey() -> MaskingKey {
    MaskingKey(rawValue: UInt32(truncatingIfNeeded: random.next()))
  }

  private static func head(_ lines: [String]) -> [UInt8] {
    Array((lines.joined(separator: "\r\n") + "\r\n\r\n").utf8)
  }
}
