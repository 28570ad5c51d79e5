internal import CaptureScripts
internal import PacketCapture
internal import WebSocketProtocol

/// Connections that each break one rule of RFC 6455, and what a careful peer answers.
enum Violations {
  static func packets() -> [SyntheticPacket] {
    scripts.enumerated().flatMap { number, script in
      var talk = WebSocketConversation(sample: number)
      script(&talk)
      return talk.tcp.packets
    }
  }

  private typealias Script = @Sendable (inout WebSocketConversation) -> Void

  /// One script a connection, in the order of `Samples/README.md`.
  private static let scripts: [Script] = [
    { talk in
      talk.upgrade(target: "/wrong-accept", accept: "c3pPLMBiTxaQ9kYGzzhZRbK+xOo=")
      talk.tcp.reset(by: .client)
    },
    { talk in
      talk.upgrade(target: "/unmasked-client-frame")
      talk.tcp.send(FrameEncoder.encode(.text, Array("Hello".utf8)), from: .client)
      talk.close(by: .server, code: 1002)
    },
    { talk in
      talk.upgrade(target: "/masked-server-frame")
      talk.tcp.send(
        FrameEncoder.encode(.text, Array("Hello".utf8), maskingKey: MaskingKey(0x37, 0xFA, 0x21, 0x3D)), from: .server)
      talk.close(by: .client, code: 1002)
    },
    { talk in
      talk.upgrade(target: "/length-not-minimal")
      talk.tcp.send(talk.frame(.text, Array("Hello".utf8), from: .server, lengthEncoding: .bits16), from: .server)
      talk.close(by: .client, code: 1002)
    },
    { talk in
      talk.upgrade(target: "/text-not-utf-8")
      talk.send(.text, [0x47, 0x72, 0xFC, 0xDF, 0x65], from: .server)  // "Grüße" in Latin-1
      talk.close(by: .client, code: 1007)
    },
    { talk in
      talk.upgrade(target: "/close-1006-on-the-wire")
      talk.close(by: .server, code: 1006, answer: (1002, ""))
    },
    { talk in
      talk.upgrade(target: "/close-of-one-byte")
      talk.send(.close, [0x03], from: .client)
      talk.send(.close, WebSocketConversation.closeBody(1002), from: .server)
      talk.tcp.close(by: .server)
    },
    { talk in
      talk.upgrade(target: "/continuation-of-nothing")
      talk.send(.continuation, Array("lo".utf8), from: .client)
      talk.close(by: .server, code: 1002)
    },
    { talk in
      talk.upgrade(target: "/text-inside-a-message")
      talk.send(.text, Array("Hel".utf8), from: .client, isFinal: false)
      talk.send("Hello", from: .client)
      talk.close(by: .server, code: 1002)
    },
    { talk in
      talk.upgrade(target: "/fragmented-ping")
      talk.send(.ping, Array("Hel".utf8), from: .client, isFinal: false)
      talk.close(by: .server, code: 1002)
    },
    { talk in
      talk.upgrade(target: "/ping-of-126-bytes")
      talk.send(.ping, Array(repeating: 0x70, count: 126), from: .server)
      talk.close(by: .client, code: 1002)
    },
    { talk in
      talk.upgrade(target: "/reserved-bit")
      talk.send(.text, Array("Hello".utf8), from: .server, reservedBits: .rsv1)
      talk.close(by: .client, code: 1002)
    },
    { talk in
      talk.upgrade(target: "/reserved-opcode")
      talk.send(Opcode(rawValue: 0x3), Array("Hello".utf8), from: .client)
      talk.close(by: .server, code: 1002)
    },
    { talk in
      talk.upgrade(target: "/data-after-close")
      talk.send(.close, WebSocketConversation.closeBody(1000), from: .client)
      talk.send("one thing more", from: .client)
      talk.send(.close, WebSocketConversation.closeBody(1000), from: .server)
      talk.tcp.close(by: .server)
    },
  ]
}
