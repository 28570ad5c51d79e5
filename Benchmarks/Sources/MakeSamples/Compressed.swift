internal import CaptureScripts
internal import PacketCapture
internal import WebSocketProtocol

/// A connection with permessage-deflate and context takeover (RFC 7692).
///
/// The compressed payloads stand here as bytes, so that the sample is the same whichever zlib is installed.
enum Compressed {
  static func packets() -> [SyntheticPacket] {
    var talk = WebSocketConversation(sample: 0)
    talk.upgrade(target: "/prices", fields: ["Sec-WebSocket-Extensions: permessage-deflate"])
    // Section 7.2.3.1 and 7.2.3.2: "Hello" by itself, then out of the window the first one left.
    talk.send(.text, [0xF2, 0x48, 0xCD, 0xC9, 0xC9, 0x07, 0x00], from: .client, reservedBits: .rsv1)
    talk.send(.text, [0xF2, 0x00, 0x11, 0x00, 0x00], from: .client, reservedBits: .rsv1)
    for price in prices { talk.send(.text, price, from: .server, reservedBits: .rsv1) }
    // Not worth compressing: sent as it is, and the windows stay as they are.
    talk.send("ok", from: .client)
    // "Hello" in two fragments: only the first carries RSV1.
    talk.send(.text, [0xF2, 0x48, 0xCD], from: .client, isFinal: false, reservedBits: .rsv1)
    talk.send(.continuation, [0xC9, 0xC9, 0x07, 0x00], from: .client)
    // Section 7.2.3.3: a stored block.
    talk.send(
      .text, [0x00, 0x05, 0x00, 0xFA, 0xFF, 0x48, 0x65, 0x6C, 0x6C, 0x6F, 0x00], from: .server, reservedBits: .rsv1)
    // An empty message.
    talk.send(.text, [0x00], from: .server, reservedBits: .rsv1)
    talk.close(by: .server, code: 1001, reason: "the market is closed")
    return talk.tcp.packets
  }

  /// Three messages of 58 bytes, each the shorter for the ones before it:
  /// `{"symbol":"SWFT","price":63.01,"volume":1200,"side":"buy"}`, then 63.02 and 1100, then 700 and `"sell"`.
  private static let prices: [[UInt8]] = [
    [
      0xAA, 0x56, 0x2A, 0xAE, 0xCC, 0x4D, 0xCA, 0xCF, 0x51, 0xB2, 0x52, 0x0A, 0x0E, 0x77, 0x0B, 0x51, 0xD2, 0x51,
      0x2A, 0x28, 0xCA, 0x4C, 0x4E, 0x55, 0xB2, 0x32, 0x33, 0xD6, 0x33, 0x30, 0xD4, 0x51, 0x2A, 0xCB, 0xCF, 0x29,
      0xCD, 0x05, 0x72, 0x0D, 0x8D, 0x0C, 0x0C, 0x74, 0x94, 0x8A, 0x33, 0x53, 0x80, 0x6C, 0xA5, 0xA4, 0xD2, 0x4A,
      0xA5, 0x5A, 0x00, 0x00,
    ],
    [0xAA, 0xC6, 0xA7, 0xD3, 0x08, 0x49, 0xA7, 0x21, 0xBA, 0x4E, 0x00, 0x00],
    [0x22, 0x56, 0xA7, 0x39, 0x92, 0xC6, 0xE2, 0xD4, 0x9C, 0x1C, 0xA5, 0x5A, 0x00, 0x00],
  ]
}
