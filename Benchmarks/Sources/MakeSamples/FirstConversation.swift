internal import CaptureScripts
internal import PacketCapture
internal import WebSocketProtocol

/// One of everything that a well-behaved connection has.
enum FirstConversation {
  static func packets() -> [SyntheticPacket] {
    var talk = WebSocketConversation(sample: 0)
    talk.upgrade(target: "/chat", fields: ["Sec-WebSocket-Protocol: chat"])
    talk.send("Hello", from: .client)
    talk.send("Hello, and welcome 👋", from: .server)
    talk.send(.binary, (0..<64).map { UInt8($0 * 4) }, from: .server)
    talk.send(.text, Array("One message ".utf8), from: .client, isFinal: false)
    talk.send(.continuation, Array("in three ".utf8), from: .client, isFinal: false)
    talk.send(.ping, Array("still there?".utf8), from: .client)
    talk.send(.pong, Array("still there?".utf8), from: .server)
    talk.send(.continuation, Array("fragments".utf8), from: .client)
    talk.close(by: .client, code: 1000, reason: "that was all", answer: (1000, "goodbye"))
    return talk.tcp.packets
  }
}
