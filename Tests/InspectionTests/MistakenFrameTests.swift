import Inspection
import TestSupport
import Testing
import WebSocketProtocol

/// Frames as real implementations got them wrong, with the rules each of them breaks.
struct MistakenFrame: Sendable, CustomTestStringConvertible {
  var id: String
  var hex: String
  var sender: Sender
  /// Bytes that follow, many times the same.
  var then: (byte: UInt8, count: Int) = (0, 0)
  var extensions: String?
  var rules: [RuleID]

  var testDescription: String { id }

  var bytes: [UInt8] {
    TestSupport.bytes(fromHex: hex) + Array(repeating: then.byte, count: then.count)
  }

  static let all: [MistakenFrame] = [
    .init(id: "masked-server", hex: "818537fa213d7f9f4d5158", sender: .server, rules: [.fr06]),
    .init(id: "unmasked-client", hex: "810548656c6c6f", sender: .client, rules: [.fr05]),
    .init(id: "len-nonminimal-16", hex: "817e007d", sender: .server, then: (0x41, 125), rules: [.fr07]),
    .init(id: "len-nonminimal-64", hex: "817f000000000000ffff", sender: .server, then: (0x41, 65535), rules: [.fr07]),
    .init(id: "len64-msb", hex: "81ff8000000000000000", sender: .client, rules: [.fr08]),
    .init(id: "mask-clear-key-present", hex: "810537fa213d7f9f4d5158", sender: .server, rules: [.ms01, .fr15]),
    .init(id: "mask-zero-key", hex: "81850000000048656c6c6f", sender: .client, rules: [.sec01]),
    .init(id: "rsv1-no-ext", hex: "c107f248cdc9c90700", sender: .server, rules: [.fr01]),
    .init(
      id: "rsv1-continuation", hex: "4103f248cdc004c9c90700", sender: .server, extensions: "permessage-deflate",
      rules: [.df02]),
    .init(
      id: "deflate-zlib-header", hex: "c10d789cf348cdc9c90700058c01f5", sender: .server,
      extensions: "permessage-deflate", rules: [.df03]),
    .init(
      id: "deflate-tail-kept", hex: "c10bf248cdc9c907000000ffff", sender: .server, extensions: "permessage-deflate",
      rules: [.df07]),
    .init(
      id: "gzip-payload", hex: "81191f8b0800000000000203f348cdc9c907008289d1f705000000", sender: .server, rules: [.ms01]
    ),
    .init(id: "close-le", hex: "8802e803", sender: .server, rules: [.cl03]),
    .init(id: "close-ascii", hex: "880431303031", sender: .server, rules: [.cl03]),
    .init(id: "close-reply-1000", hex: "8882697108fe6a99", sender: .client, rules: []),
    .init(id: "close-zero", hex: "88020000", sender: .server, rules: [.cl03]),
    .init(id: "close-1005", hex: "880203ed", sender: .server, rules: [.cl03]),
    .init(id: "close-1006", hex: "880203ee", sender: .server, rules: [.cl03]),
    .init(id: "close-1byte", hex: "880103", sender: .server, rules: [.cl02]),
    .init(id: "close-empty", hex: "8800", sender: .server, rules: []),
    .init(id: "close-reason-long", hex: "887e007e03e8", sender: .server, then: (0x41, 124), rules: [.fr04]),
    .init(id: "ping-126", hex: "897e007e", sender: .server, then: (0x62, 126), rules: [.fr04]),
    .init(id: "ping-fragmented", hex: "0900", sender: .server, rules: [.fr03]),
    .init(id: "new-message-inside", hex: "010348656c81026c6f", sender: .server, rules: [.fr11]),
    .init(id: "orphan-continuation", hex: "80026c6f", sender: .server, rules: [.fr10]),
    .init(id: "opcode-reserved", hex: "8300", sender: .server, rules: [.fr02]),
    .init(id: "latin1-text", hex: "81034eebef", sender: .server, rules: [.ms01]),
    .init(id: "cesu8", hex: "8106eda0bdedb880", sender: .server, rules: [.ms01]),
    .init(id: "data-after-close", hex: "880203e8810548656c6c6f", sender: .server, rules: [.cl07]),
    .init(id: "so-hello-world", hex: "818cffb8bdbdb7ddd1d19098ead28dd4d99c", sender: .client, rules: []),
    .init(id: "so-python-bytes", hex: "818c0d0679e26e69178c68650d8b626843d3", sender: .client, rules: []),
    .init(
      id: "blog-client7", hex: "819cb38f6754e1e0043f93e61374c4e6133c93c73319ffba4703d6ed343bd0e40220",
      sender: .client, rules: []),
    // The text is cut after two of the first character's three bytes, and the rest is no header.
    .init(id: "chars-not-bytes-cjk", hex: "8102e4bda0e5a5bd", sender: .server, rules: [.ms02, .fr15]),
    .init(id: "chars-not-bytes-latin", hex: "810568c3a96c6c6f", sender: .server, rules: [.fr15]),
  ]
}

@Suite struct `Mistaken frames` {
  @Test(arguments: MistakenFrame.all)
  func `break the rules they must`(_ mistake: MistakenFrame) {
    let log = EventLog(
      stream: [mistake.bytes], from: mistake.sender, options: .everything.agreeing(on: mistake.extensions))
    #expect(log.serious == mistake.rules)
  }

  @Test func `have lengths that are only claims`() {
    let log = EventLog(stream: [bytes(fromHex: "827f7fffffffffffffff4141")], from: .server)
    #expect(log.serious == [.sec04])
    #expect(log.finding(.fr09)?.severity == .note)
    #expect(log.frames.map(\.captured) == [2])
    #expect(log.messages.map(\.isComplete) == [false])
    #expect(log.messages.map(\.length) == [2])
  }
}
