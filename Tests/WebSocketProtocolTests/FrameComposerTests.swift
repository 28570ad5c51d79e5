import TestSupport
import Testing
import WebSocketProtocol

struct FrameComposerTests {
  /// A composition and the bytes it has to come to, frame by frame.
  struct Example: Sendable, CustomTestStringConvertible {
    var testDescription: String
    var composer: FrameComposer
    var fragments: [FrameComposer.Fragment]
    var frames: [String]

    init(
      _ name: String, _ type: FrameType, _ version: ProtocolVersion, _ fragments: [FrameComposer.Fragment],
      _ frames: [String], change: (inout FrameComposer) -> Void = { _ in }
    ) {
      testDescription = name
      composer = FrameComposer(type, version: version)
      change(&composer)
      self.fragments = fragments
      self.frames = frames
    }
  }

  static let key = MaskingKey(0x37, 0xfa, 0x21, 0x3d)

  static func text(_ text: String, _ key: MaskingKey? = nil) -> FrameComposer.Fragment {
    FrameComposer.Fragment(Array(text.utf8), maskingKey: key)
  }

  static let published: [Example] = [
    Example("RFC 6455 5.7, unmasked", .text, .rfc6455, [text("Hello")], ["810548656c6c6f"]),
    Example("RFC 6455 5.7, masked", .text, .rfc6455, [text("Hello", key)], ["818537fa213d7f9f4d5158"]),
    Example("RFC 6455 5.7, fragments", .text, .rfc6455, [text("Hel"), text("lo")], ["010348656c", "80026c6f"]),
    Example("RFC 6455 5.7, ping", .ping, .rfc6455, [text("Hello")], ["890548656c6c6f"]),
    Example("RFC 6455 5.7, pong", .pong, .rfc6455, [text("Hello", key)], ["8a8537fa213d7f9f4d5158"]),
    Example("hybi-03, text", .text, .hybi03, [text("Hello")], ["040548656c6c6f"]),
    Example("hybi-03, fragments", .text, .hybi03, [text("Hel"), text("lo")], ["840348656c", "00026c6f"]),
    Example("hybi-03, ping", .ping, .hybi03, [text("Hello")], ["020548656c6c6f"]),
    Example(
      "hybi-04, text", .text, .hybi04, [text("Hello", MaskingKey(1, 2, 3, 4))], ["0102030464a14326e56a57"],
      change: { $0.connectionKey = connectionKey }),
    Example(
      "hybi-04, close", .close, .hybi04, [text("", MaskingKey(0xde, 0xad, 0xbe, 0xef))], ["deadbeefdfb5"],
      change: { $0.connectionKey = connectionKey }),
    Example("hybi-05, close", .close, .hybi05, [text("C", MaskingKey(0xa1, 0xb2, 0xc3, 0xd4))], ["a1b2c3d420b380"]),
    Example("hybi-06, text", .text, .hybi06, [text("Hello", key)], ["37fa213db3ff69585b964e"]),
    Example("hixie-76, text", .text, .hixie76, [text("Hello")], ["0048656c6c6fff"]),
    Example("hixie-76, close", .close, .hixie76, [text("")], ["ff00"]),
  ]

  static let connectionKey = ConnectionMaskingKey(key: "dGhlIHNhbXBsZSBub25jZQ==", nonce: "H+cNj5elaybfGIQv1esl2w==")

  static let deliberate: [Example] = [
    Example("a length of one byte in 64 bits", .text, .rfc6455, [text("a")], ["817f000000000000000161"]) {
      $0.lengthEncoding = .bits64
    },
    Example("a length in 16 bits behind a mask", .text, .rfc6455, [text("a", key)], ["81fe000137fa213d56"]) {
      $0.lengthEncoding = .bits16
    },
    Example(
      "a length that is a lie, in the last frame", .text, .rfc6455, [text("a"), text("b")], ["010161", "800962"]
    ) {
      $0.claimedLength = 9
    },
    Example("the largest length", .binary, .rfc6455, [text("")], ["827fffffffffffffffff"]) { $0.claimedLength = .max },
    Example("a claim in base 128", .close, .hixie76, [text("")], ["ff8100"]) { $0.claimedLength = 128 },
    Example("reserved bits, on the first frame", .text, .rfc6455, [text("a"), text("b")], ["310161", "800162"]) {
      $0.reservedBits = [.rsv2, .rsv3]
    },
    Example("a fourth reserved bit", .text, .hybi06, [text("a")], ["848161"]) { $0.reservedBits = .rsv4 },
    Example("no fourth reserved bit where MASK is", .text, .hybi07, [text("a")], ["810161"]) {
      $0.reservedBits = .rsv4
    },
    Example("no FIN", .ping, .rfc6455, [text("a"), text("b")], ["090161", "000162"]) { $0.isFinal = false },
    Example("MORE", .text, .hybi01, [text("a")], ["840161"]) { $0.isFinal = false },
    Example("an opcode nobody defined", .text, .rfc6455, [text("a")], ["8b0161"]) { $0.kind = .number(11) },
    Example("a type with a length", .text, .hixie75, [text("a")], ["800161"]) { $0.kind = .number(0x80) },
    Example("no key where nothing is masked", .text, .hybi02, [text("a", key)], ["040161"]),
    Example("a masked frame of a server, where only keys tell", .text, .hybi06, [text("", key)], ["37fa213db3fa"]),
  ]

  @Test(arguments: published + deliberate)
  func `frames are what the specifications and the wishes say`(example: Example) throws {
    #expect(try example.composer.frames(of: example.fragments).map(hex) == example.frames)
  }

  @Test func `RSV1 marks each fragment that is compressed`() throws {
    let parts = [true, false, true].map { FrameComposer.Fragment([0x61], isCompressed: $0) }
    let frames = try FrameComposer(.text, version: .rfc6455).frames(of: parts)
    #expect(frames.map(hex) == ["410161", "000161", "c00161"])
  }

  @Test(
    arguments: [
      (.type(.ping), .hixie76, nil, .unknownType(.ping)), (.type(.binary), .hixie75, nil, .unknownType(.binary)),
      (.type(.reserved), .rfc6455, nil, .unknownType(.reserved)), (.number(16), .rfc6455, nil, .opcodeTooLarge(16)),
      (.type(.text), .rfc6455, .bits7, .lengthTooLong(126, .bits7)), (.type(.text), .hybi04, nil, .noConnectionKey),
    ] as [(FrameComposer.Kind, ProtocolVersion, FrameHeader.LengthEncoding?, CompositionError)])
  func `what the layout cannot express is an error`(
    kind: FrameComposer.Kind, version: ProtocolVersion, form: FrameHeader.LengthEncoding?, error: CompositionError
  ) {
    var composer = FrameComposer(kind, version: version)
    composer.lengthEncoding = form
    let payload = [UInt8](repeating: 0x61, count: 126)
    #expect(throws: error) { try composer.frames(of: [.init(payload, maskingKey: Self.key)]) }
  }

  @Test func `hixie-76 has no fragments`() {
    let composer = FrameComposer(.text, version: .hixie76)
    #expect(throws: CompositionError.notFragmentable) { try composer.frames(of: [.init([1]), .init([2])]) }
  }

  @Test(
    arguments: [
      ([], ["Hello"]), ([3, 2], ["Hel", "lo"]), ([3], ["Hel", "lo"]), ([0, 5, 0], ["", "Hello", ""]),
      ([1, 1], ["H", "e", "llo"]), ([5], ["Hello"]),
    ] as [([UInt64], [String])])
  func `a plan divides a payload`(sizes: [UInt64], parts: [String]) throws {
    #expect(try FragmentPlan(sizes: sizes).parts(of: Array("Hello".utf8)) == parts.map { Array($0.utf8) })
  }

  @Test(arguments: [[6], [3, 3], [.max], [1, .max]] as [[UInt64]])
  func `a plan asks for no more than there is`(sizes: [UInt64]) {
    #expect(throws: CompositionError.payloadTooShort(5)) {
      try FragmentPlan(sizes: sizes).parts(of: Array("Hello".utf8))
    }
  }

  @Test(arguments: ProtocolVersion.allCases)
  func `a composer knows what extensions leave alone, and what ends with FF`(version: ProtocolVersion) {
    let framing = version.framing
    for type in FrameType.allCases {
      #expect(FrameComposer(type, version: version).isControl == (framing.hasFlags && type.isControl))
    }
    #expect(FrameComposer(.number(0xb), version: version).isControl == framing.hasMaskBit)
    #expect(FrameComposer(.text, version: version).endsWithDelimiter == !framing.hasFlags)
    #expect(!FrameComposer(.close, version: version).endsWithDelimiter)
  }
}
