import Inspection
import TestSupport
import Testing
import WebSocketProtocol

/// What is no WebSocket, and must not be taken for it, wherever a capture of it begins.
@Suite struct `Traffic of others` {
  /// A conversation of a protocol: makes the packets of both sides.
  struct Traffic: Sendable, CustomTestStringConvertible {
    var testDescription: String
    /// What each side sends, in turn.
    var packets: @Sendable (inout SeededGenerator) -> [(Sender, [UInt8])]

    init(_ name: String, _ packets: @escaping @Sendable (inout SeededGenerator) -> [(Sender, [UInt8])]) {
      testDescription = name
      self.packets = packets
    }

    /// A protocol in which both sides send packets of their own kind.
    init(
      _ name: String, turns: Int = 60, client: @escaping @Sendable (Int, inout SeededGenerator) -> [UInt8],
      server: @escaping @Sendable (Int, inout SeededGenerator) -> [UInt8]
    ) {
      self.init(name) { generator in
        (0..<turns).flatMap { turn in
          [(.client, client(turn, &generator)), (.server, server(turn, &generator))]
        }
      }
    }

    /// A protocol in which both sides speak alike.
    init(_ name: String, turns: Int = 60, _ both: @escaping @Sendable (Int, inout SeededGenerator) -> [UInt8]) {
      self.init(name, turns: turns, client: both, server: both)
    }
  }

  private static func text(_ text: String) -> [UInt8] { Array(text.utf8) }
  private static func big16(_ number: Int) -> [UInt8] { [UInt8(number >> 8 & 0xff), UInt8(number & 0xff)] }
  private static func big32(_ number: Int) -> [UInt8] { big16(number >> 16) + big16(number & 0xffff) }
  private static func little32(_ number: Int) -> [UInt8] { big32(number).reversed() }
  private static func random(_ longest: Int, _ generator: inout SeededGenerator) -> [UInt8] {
    generator.bytes(Int.random(in: 1...longest, using: &generator))
  }

  static let protocols: [Traffic] = [
    Traffic("random bytes") { _, generator in random(1400, &generator) },
    Traffic("random bytes in small packets", turns: 2000) { _, generator in random(12, &generator) },
    Traffic("single random bytes", turns: 4000) { _, generator in generator.bytes(1) },
    Traffic("zeros") { turn, _ in [UInt8](repeating: 0, count: turn + 1) },
    Traffic("ones") { turn, _ in [UInt8](repeating: 0xff, count: turn + 1) },
    Traffic("one byte again and again") { turn, _ in [UInt8](repeating: UInt8(turn * 4), count: 300) },
    Traffic("TLS records") { _, generator in
      let body = random(1200, &generator)
      return [0x17, 3, 3] + big16(body.count) + body
    },
    Traffic("the inside of TLS records, and their starts") { turn, generator in
      turn % 3 == 2 ? [0x17, 3, 3, 0x40, 0] + random(1000, &generator) : random(1400, &generator)
    },
    Traffic(
      "SSH", client: { turn, generator in turn == 0 ? text("SSH-2.0-OpenSSH_9.6\r\n") : random(200, &generator) },
      server: { turn, generator in turn == 0 ? text("SSH-2.0-OpenSSH_9.2\r\n") : random(600, &generator) }),
    Traffic(
      "HTTP/2 with its preface",
      client: { turn, generator in
        turn == 0
          ? text("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n") + [0, 0, 0, 4, 0, 0, 0, 0, 0]
          : [0, 0, 30, 1, 5, 0, 0, 0, UInt8(2 * turn + 1)] + generator.bytes(30)
      },
      server: { turn, generator in [0, 0, 90, 0, 1, 0, 0, 0, UInt8(2 * turn + 1)] + generator.bytes(90) }),
    Traffic("HTTP/2 frames") { turn, generator in
      let length = Int.random(in: 0..<300, using: &generator)
      return [0] + big16(length) + [UInt8(turn % 10), UInt8(turn % 5), 0, 0, 0, UInt8(turn)] + generator.bytes(length)
    },
    Traffic(
      "the middle of an HTTP body", client: { _, _ in text("GET /next HTTP/1.1\r\nHost: h\r\n\r\n") },
      server: { _, generator in random(1400, &generator) }),
    Traffic("a text in capitals") { turn, _ in text("OK THEN, NUMBER \(turn): GET UP AND GO\r\n") },
    Traffic(
      "MQTT", turns: 400,
      client: { turn, _ in
        let topic = text("sensors/\(turn)/temperature")
        switch turn % 3 {
        case 0: return [0x82, UInt8(topic.count + 5)] + big16(turn) + big16(topic.count) + topic + [1]
        case 1: return [0x30, UInt8(topic.count + 6)] + big16(topic.count) + topic + text("21.5")
        default: return [0xc0, 0]
        }
      },
      server: { turn, _ in
        switch turn % 3 {
        case 0: return [0x90, 3] + big16(turn) + [1]
        case 1: return [0x40, 2] + big16(turn)
        default: return [0xd0, 0]
        }
      }),
    Traffic(
      "Redis",
      client: { turn, _ in text("*3\r\n$3\r\nSET\r\n$5\r\nkey\(turn % 10)\(turn % 7)\r\n$1\r\n\(turn % 10)\r\n") },
      server: { turn, _ in text(turn % 2 == 0 ? "+OK\r\n" : "$-1\r\n") }),
    Traffic("DNS over TCP") { turn, generator in
      let message =
        big16(turn) + [1, 0, 0, 1, 0, 0, 0, 0, 0, 0, 7] + text("example") + [3] + text("com") + [0, 0, 1, 0, 1]
      return big16(message.count) + message
    },
    Traffic(
      "SMTP", client: { turn, _ in text("RCPT TO:<user\(turn)@example.org>\r\n") },
      server: { _, _ in text("250 2.1.5 Ok\r\n") }),
    Traffic(
      "IMAP", client: { turn, _ in text("A\(100 + turn) FETCH 1:* (FLAGS)\r\n") },
      server: { turn, _ in text("A\(100 + turn) OK FETCH completed\r\n") }),
    Traffic(
      "memcached, binary",
      client: { turn, _ in [0x80, 0, 0, 5, 0, 0, 0, 0] + big32(5) + big32(turn) + big32(0) + big32(0) + text("Hello") },
      server: { turn, _ in
        [0x81, 0, 0, 0, 4, 0, 0, 0] + big32(9) + big32(turn) + big32(0) + big32(1) + big32(0) + text("World")
      }),
    Traffic(
      "memcached, text", client: { turn, _ in text("get key\(turn)\r\n") },
      server: { turn, _ in text("VALUE key\(turn) 0 5\r\nhello\r\nEND\r\n") }),
    Traffic("gRPC messages") { turn, generator in
      let message = [0x0a, UInt8(turn)] + [UInt8](repeating: 0x61, count: turn) + [0x10, UInt8(turn)]
      return [0] + big32(message.count) + message
    },
    Traffic("protobuf with field 16") { turn, _ in
      [0x82, 0x01, UInt8(turn)] + [UInt8](repeating: 0x62, count: turn)
    },
    Traffic("RTP over TCP") { turn, generator in
      [UInt8(0), 172, 0x80, 0] + big16(turn) + big32(turn * 160) + big32(0x1234_5678) + generator.bytes(160)
    },
    Traffic("RTP in RTSP") { turn, generator in
      [0x24, 0] + big16(172) + [0x80, 0x80 | 96] + big16(turn) + big32(turn * 160) + big32(7) + generator.bytes(160)
    },
    Traffic("MessagePack maps") { turn, _ in
      [0x81, 0xa5] + text("value") + [0xd9, UInt8(turn + 32)] + [UInt8](repeating: 0x78, count: turn + 32)
    },
    Traffic("MessagePack pairs", turns: 400) { turn, generator in
      [0x82, 0xa2] + text("id") + [UInt8(turn & 0x7f), 0xa4] + text("name") + [0xa5] + text("alice")
    },
    Traffic("ASN.1 context tags") { turn, _ in
      let value = text("attribute value \(turn)")
      return [0x30, UInt8(value.count + 2), 0x81, UInt8(value.count)] + value
    },
    Traffic("Kafka") { turn, generator in
      let body = big16(1) + big16(7) + big32(turn) + big16(5) + text("kafka") + generator.bytes(40)
      return big32(body.count) + body
    },
    Traffic(
      "PostgreSQL", client: { turn, _ in [0x51] + big32(13) + text("SELECT \(turn % 10)") + [0] },
      server: { turn, _ in
        [0x44] + big32(11) + big16(1) + big32(1) + [0x31] + [0x43] + big32(13) + text("SELECT 1") + [0]
      }),
    Traffic(
      "MySQL", client: { turn, _ in [9, 0, 0, 0, 3] + text("SELECT \(turn % 10)") },
      server: { turn, generator in [1, 0, 0, 1, 1, 0x17, 0, 0, 2, 3] + generator.bytes(23) }),
    Traffic("MongoDB") { turn, generator in
      let body = little32(turn) + little32(0) + little32(2013) + generator.bytes(60)
      return little32(body.count + 4) + body
    },
    Traffic("BitTorrent pieces") { _, generator in big32(1033) + [7] + generator.bytes(1032) },
    Traffic("AMQP") { turn, generator in [1, 0, 1] + big32(20) + generator.bytes(20) + [0xce] },
    Traffic("text that looks like frames of hixie") { turn, _ in [0] + text("entry \(turn)") + [0] },
    Traffic("numbers of 32 bits") { turn, _ in (0..<50).flatMap { little32(turn * 50 + $0) } },
    Traffic("floating-point numbers") { turn, _ in
      (0..<50).flatMap { number in
        let bits = (Double(number) / 7 + Double(turn)).bitPattern
        return (0..<8).map { UInt8(truncatingIfNeeded: bits >> (8 * $0)) }
      }
    },
    Traffic("JSON lines") { turn, _ in text("{\"number\":\(turn),\"name\":\"Ärger und Übermut\"}\n") },
    Traffic("UTF-8 in Cyrillic letters") { turn, _ in text("Привет, мир номер \(turn)!\n") },
    Traffic(
      "unmasked frames from both sides", turns: 100, { turn, _ in [0x81, 10] + text("number \(100 + turn)") }),
    Traffic(
      "masked frames from both sides", turns: 100,
      { turn, _ in
        FrameEncoder.encode(.text, text("number \(turn)"), maskingKey: MaskingKey(rawValue: UInt32(turn) &* 77_777))
      }),
    Traffic(
      "masked frames from one side, and something else from the other", turns: 100,
      client: { turn, _ in
        FrameEncoder.encode(.text, text("number \(turn)"), maskingKey: MaskingKey(rawValue: UInt32(turn) &* 77_777))
      }, server: { _, generator in random(100, &generator) }),
  ]

  @Test(arguments: protocols)
  func `is passed over`(_ traffic: Traffic) {
    for seed in 0..<3 {
      var generator = SeededGenerator(state: UInt64(seed))
      var stretch = Stretch()
      for (sender, bytes) in traffic.packets(&generator) { stretch.send(sender, bytes) }
      let stretches = [
        stretch, stretch.dropFirst(client: 7, server: 4), stretch.dropFirst(client: 0, server: 50_000),
        stretch.only(.client), stretch.only(.server), stretch.cut(generator, longest: 40),
        stretch.prefix(3000).cut(generator, longest: 3), stretch.prefix(1500).cut(generator, longest: 1),
      ]
      for (number, stretch) in stretches.enumerated() where !traffic.isOneSided(number) {
        for isFromStart in [true, false] {
          let log = stretch.inspected(isFromStart: isFromStart)
          #expect(log.events.isEmpty && log.summary.connections == 0, "seed \(seed), form \(number)")
        }
      }
    }
  }
}

extension `Traffic of others`.Traffic {
  /// True for a form in which a side is left alone whose frames are good ones.
  fileprivate func isOneSided(_ form: Int) -> Bool {
    switch testDescription {
    case "unmasked frames from both sides", "masked frames from both sides",
      "masked frames from one side, and something else from the other":
      (2...4).contains(form)
    default: false
    }
  }
}
