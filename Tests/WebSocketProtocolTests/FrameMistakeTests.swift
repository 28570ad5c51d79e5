import TestSupport
import Testing
import WebSocketProtocol

/// Frames that people sent, right and wrong, and the hints that an inspector must give for each: no fewer, no more.
struct FrameMistakeTests {
  struct Sample: Sendable, CustomTestStringConvertible {
    let testDescription: String
    let stream: [UInt8]
    let sender: Sender
    let isCompressed: Bool
    let hints: [String]

    init(
      _ name: String, _ hex: String, _ sender: Sender, then: (byte: UInt8, count: Int) = (0, 0), deflate: Bool = false,
      _ hints: [String] = []
    ) {
      testDescription = name
      stream = bytes(fromHex: hex) + [UInt8](repeating: then.byte, count: then.count)
      self.sender = sender
      isCompressed = deflate
      self.hints = hints
    }
  }

  static let samples = [
    Sample("masked-server", "818537fa213d7f9f4d5158", .server), Sample("unmasked-client", "810548656c6c6f", .client),
    Sample("len16-little-endian", "817e8000", .server, then: (0x41, 128), ["length-little-endian"]),
    Sample("len64-as-32bit", "817f00011170", .server, then: (0x41, 70000), ["length-four-bytes"]),
    Sample("len64-dup-halves", "817f0001e2400001e240", .server, then: (0x41, 123456), ["length-halves-equal"]),
    Sample("len-nonminimal-16", "817e007d", .server, then: (0x41, 125)),
    Sample("len-nonminimal-64", "817f000000000000ffff", .server, then: (0x41, 65535)),
    Sample("len64-msb", "81ff8000000000000000", .client),
    Sample("len7-no-ext", "81c8", .server, then: (0x41, 200), ["length-eight-bits"]),
    Sample("chars-not-bytes-cjk", "8102e4bda0e5a5bd", .server, ["length-counts-characters"]),
    Sample("chars-not-bytes-latin", "810568c3a96c6c6f", .server, ["length-counts-characters"]),
    Sample("mask-bit-key-not-applied", "818537fa213d48656c6c6f", .client, ["mask-not-applied"]),
    Sample("mask-bit-no-key", "818548656c6c6f", .client, ["masking-key-missing"]),
    Sample("mask-clear-key-present", "810537fa213d7f9f4d5158", .server, ["mask-bit-missing"]),
    Sample("mask-zero-key", "81850000000048656c6c6f", .client), Sample("rsv1-no-ext", "c107f248cdc9c90700", .server),
    Sample("rsv1-continuation", "4103f248cdc004c9c90700", .server, deflate: true),
    Sample(
      "deflate-zlib-header", "c10d789cf348cdc9c90700058c01f5", .server, deflate: true, ["deflate-zlib-header"]),
    Sample("deflate-tail-kept", "c10bf248cdc9c907000000ffff", .server, deflate: true),
    Sample("gzip-payload", "81191f8b0800000000000203f348cdc9c907008289d1f705000000", .server, ["payload-gzip"]),
    Sample("close-le", "8802e803", .server, ["close-code-little-endian"]),
    Sample("close-ascii", "880431303031", .server, ["close-code-text"]),
    Sample("close-reply-1000", "8882697108fe6a99", .client), Sample("close-zero", "88020000", .server),
    Sample("close-1005", "880203ed", .server), Sample("close-1006", "880203ee", .server),
    Sample("close-1byte", "880103", .server), Sample("close-empty", "8800", .server),
    Sample("close-reason-long", "887e007e03e8", .server, then: (0x41, 124)),
    Sample("ping-126", "897e007e", .server, then: (0x62, 126)), Sample("ping-fragmented", "0900", .server),
    Sample("new-message-inside", "010348656c81026c6f", .server), Sample("orphan-continuation", "80026c6f", .server),
    Sample("opcode-reserved", "8300", .server), Sample("latin1-text", "81034eebef", .server, ["text-latin1"]),
    Sample("cesu8", "8106eda0bdedb880", .server, ["text-cesu8"]),
    Sample("data-after-close", "880203e8810548656c6c6f", .server),
    Sample("so-hello-world", "818cffb8bdbdb7ddd1d19098ead28dd4d99c", .client),
    Sample("so-python-bytes", "818c0d0679e26e69178c68650d8b626843d3", .client),
    Sample("blog-client7", "819cb38f6754e1e0043f93e61374c4e6133c93c73319ffba4703d6ed343bd0e40220", .client),
  ]

  /// Asks everything that can be asked about each frame of a complete stream, up to where framing is lost.
  private func hints(_ sample: Sample) -> [Hint] {
    let extensions = ExtensionAgreement(ExtensionList(sample.isCompressed ? ["permessage-deflate"] : []))
    let definedBits = extensions.definedReservedBits
    var hints: [Hint] = []
    var rest = sample.stream
    while !rest.isEmpty {
      let first = FirstFrame(rest)
      let marks = FrameRules(
        sender: sample.sender, extensions: extensions, maximumFrameLength: .max
      ).marks(ofPartialHeader: Array(rest.prefix(2)))
      if marks.meansFramingIsLost || first.header?.opcode == .continuation {
        if case .found(let fingerprint) = StreamFingerprint.match(rest.span, isComplete: true) {
          hints.append(fingerprint.hint(for: rest))
        }
        if marks.meansFramingIsLost { break }
      }
      if !first.isComplete || !first.following.isEmpty {
        hints += LengthMistake.hypotheses(for: Array(rest.prefix(14)), sender: sample.sender)
          .filter { $0.end == UInt64(rest.count) }.map { $0.hint(confirmedBy: .inputEnds) }
      }
      guard let header = first.header else { break }
      if header.opcode == .close, let hint = CloseMistake.hint(for: first.payload) { hints.append(hint) }
      if sample.isCompressed, header.reservedBits.contains(.rsv1) {
        if let hint = CompressionMistake.hint(forCompressed: first.payload) { hints.append(hint) }
      } else if header.opcode == .text {
        let evidence = TextEvidence(
          payload: first.payload, frame: header, sender: sample.sender, definedBits: definedBits,
          following: first.following, followingIsAll: true)
        if let hint = TextMistake.hint(for: evidence) { hints.append(hint) }
      }
      rest = first.following
    }
    return hints
  }

  @Test(arguments: samples)
  func `a frame suggests its mistake and no other`(sample: Sample) {
    let hints = hints(sample)
    #expect(hints.map(\.name) == sample.hints)
    for hint in hints {
      #expect(hint.evidence != nil)
      #expect(hint.message.count <= 160, "\(hint.message)")
    }
  }

  @Test func `there are forty samples`() {
    #expect(Set(Self.samples.map(\.testDescription)).count == 40)
  }
}
