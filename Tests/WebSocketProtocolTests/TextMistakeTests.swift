import TestSupport
import Testing
import WebSocketProtocol

struct TextMistakeTests {
  /// The guess about the first frame of a stream.
  private func hint(
    _ stream: [UInt8], _ sender: Sender, isComplete: Bool = true, definedBits: FrameHeader.ReservedBits = []
  ) -> Hint? {
    let first = FirstFrame(stream)
    return TextMistake.hint(
      for: TextEvidence(
        payload: first.payload, frame: first.header, sender: sender, definedBits: definedBits,
        following: first.following, followingIsAll: isComplete))
  }

  private func text(_ text: String) -> String { hex(Array(text.utf8)) }

  @Test(
    arguments: [
      // Content
      ("81191f8b0800000000000203f348cdc9c907008289d1f705000000", .server, "payload-gzip", "1f8b0800000000000203"),
      ("81041f8b0708", .server, nil, nil), ("81041f8b08e0", .server, nil, nil), ("81031f8b08", .server, nil, nil),
      ("81034eebef", .server, "text-latin1", "Nëï"), ("8104636166e9", .server, "text-latin1", "café"),
      ("8106eda0bdedb880", .server, "text-cesu8", "eda0bdedb880"),
      ("8107eda0bdedb88041", .server, "text-cesu8", "eda0bdedb880"), ("8103eda0bd", .server, nil, nil),
      ("8106edb880eda0bd", .server, nil, nil), ("8107eda0bdedb880ff", .server, nil, nil),
      // Masking
      ("818548656c6c6f", .client, "masking-key-missing", "48656c6c"),
      ("818548656c6c6f20", .client, nil, nil), ("818448656c6c", .client, nil, nil),
      ("818648656c6c6f", .client, nil, nil),
      ("8185486500006f", .client, nil, nil), ("81850102030c6f", .client, nil, nil),
      ("818548656c6c6f818037fa213d", .client, "masking-key-missing", "48656c6c"),
      ("818537fa213d48656c6c6f", .client, "mask-not-applied", "48656c6c6f"),
      ("818537fa213d48656c6c6f0102", .client, nil, nil), ("818537fa213d48656c6c07", .client, nil, nil),
      ("818437fa213d48656c6c", .client, nil, nil), ("81850000000048656c6c6f", .client, nil, nil),
      ("818537fa213d48656c6c6f818011223344", .client, "mask-not-applied", "48656c6c6f"),
      ("818537fa213d7f9f4d5158", .client, nil, nil),
      ("810537fa213d7f9f4d5158", .server, "mask-bit-missing", "37fa213d"),
      ("810537fa213d7f9f4d51588100", .server, "mask-bit-missing", "37fa213d"),
      ("810537fa213d7f9f4d515841", .server, nil, nil), ("810537fa213d7f9f4d51", .server, nil, nil),
      ("810537fa213d7f9f4d5137", .server, nil, nil), ("810437fa213d7f9f4d51", .server, nil, nil),
      // Characters counted
      ("8102e4bda0e5a5bd", .server, "length-counts-characters", "a0e5a5bd"),
      ("810568c3a96c6c6f", .server, "length-counts-characters", "6f"),
      ("810568c3a96c6c6f8103616263", .server, "length-counts-characters", "6f"),
      ("810568c3a96c6c6f818037fa213d", .server, nil, nil), ("810568c3a96c6c6f21", .server, nil, nil),
      ("810668c3a96c6c6f", .server, nil, nil), ("810668c3a96c6c6f8103616263", .server, nil, nil),
      ("8102e4bda0e5a5", .server, nil, nil), ("8102e4bda0e5a5bdff", .server, nil, nil),
      ("010168c3a9", .server, nil, nil),
      // Two UTF-16 code units, or one character
      ("8102f09f9880", .server, "length-counts-characters", "9880"),
      ("8101f09f9880", .server, "length-counts-characters", "9f9880"),
      // Masked: the key goes on behind the declared end
      ("818237fa213dd34781d81264", .client, nil, nil),
    ] as [(String, Sender, String?, String?)])
  func `a spoiled text suggests its mistake`(hex: String, sender: Sender, name: String?, evidence: String?) {
    let hint = hint(bytes(fromHex: hex), sender)
    #expect(hint?.name == name)
    #expect(hint?.evidence == evidence)
    #expect((hint?.message.count ?? 0) <= 160)
  }

  @Test(
    arguments: [
      ("Grüße aus Köln", "text-latin1"), ("naïve café", "text-latin1"), ("price: 5 £, for 3 nights", "text-latin1"),
      ("é", nil), ("1é2", nil), ("×÷a", nil), ("\u{81}abc", nil), ("abc\u{7}é", nil), ("all ASCII", nil), ("aé", nil),
      ("ÀÁÂÃa", nil), ("cafÃ© is \u{ff}", nil), ("¤¦a", nil), ("caÉ", nil), ("#éa", nil),
      ("{\"name\":\"José\"}", "text-latin1"), ("ÉCOLE À LYON", "text-latin1"), ("il va à Paris", "text-latin1"),
      ("Ünïcödé", "text-latin1"),
    ] as [(String, String?)])
  func `Latin-1 is recognised where it reads as western text`(text: String, name: String?) {
    let payload = text.unicodeScalars.map { UInt8($0.value) }
    let hint = TextMistake.hint(for: TextEvidence(payload: payload, frame: nil, sender: .server))
    #expect(hint?.name == name)
    #expect(hint?.evidence == name.map { _ in text })
  }

  @Test func `Windows-1252 has signs where Latin-1 has controls`() {
    let payload = [0x93] + Array("quoted".utf8) + [0x94, 0x20, 0x80, 0x35]
    let hint = TextMistake.hint(for: TextEvidence(payload: payload, frame: nil, sender: .server))
    #expect(hint?.name == "text-latin1")
    #expect(hint?.evidence == "“quoted” €5")
  }

  @Test func `the number counted is named`() {
    let characters = hint(bytes(fromHex: "8101f09f9880"), .server)?.message
    #expect(
      characters
        == "length 1 is the number of characters; in UTF-8 the text has 4 bytes: count the encoded bytes")
    let units = hint(bytes(fromHex: "8102f09f9880"), .server)?.message
    #expect(
      units == "length 2 is the number of UTF-16 code units; in UTF-8 the text has 4 bytes: count the encoded bytes")
  }

  @Test func `a surrogate pair is named by its character`() {
    let message = hint(bytes(fromHex: "8106eda0bdedb880"), .server)?.message
    #expect(
      message == "UTF-16 surrogates are encoded one by one (CESU-8); U+1F600 is one character of 4 bytes in UTF-8")
  }

  @Test func `an end that is not known bears nothing out`() {
    #expect(hint(bytes(fromHex: "8102e4bda0e5a5bd"), .server, isComplete: false) == nil)
    #expect(hint(bytes(fromHex: "818548656c6c6f"), .client, isComplete: false) == nil)
    #expect(hint(bytes(fromHex: "810537fa213d7f9f4d5158"), .server, isComplete: false) == nil)
    #expect(hint(bytes(fromHex: "818537fa213d48656c6c6f"), .client, isComplete: false) == nil)
    #expect(
      hint(bytes(fromHex: "8102e4bda0e5a5bd8100"), .server, isComplete: false)?.name == "length-counts-characters")
  }

  @Test func `a frame that an extension allows is a border`() {
    let stream = bytes(fromHex: "8102e4bda0e5a5bdc1020300")
    #expect(hint(stream, .server) == nil)
    #expect(hint(stream, .server, definedBits: .rsv1)?.name == "length-counts-characters")
  }

  /// Text with characters of one to four bytes.
  private static func text(_ generator: inout SeededGenerator) -> String {
    let length = Int.random(in: 1...40, using: &generator)
    return String((0..<length).map { _ in generator.pick(Array("abc XYZ.,{}\"0123éßñ你好😀")) })
  }

  @Test(arguments: [Sender.client, .server])
  func `a text whose characters were counted is found again`(sender: Sender) {
    var generator = SeededGenerator(state: 19)
    var found = 0
    for _ in 0..<2000 {
      let text = Self.text(&generator)
      let key = sender == .client ? generator.maskingKey() : nil
      let isUnits = Bool.random(using: &generator)
      let counted = isUnits ? text.utf16.count : text.unicodeScalars.count
      guard text.utf8.count > counted else { continue }
      var frame = FrameEncoder.encode(.text, Array(text.utf8), maskingKey: key, lengthEncoding: nil)
      guard text.utf8.count <= 125 else { continue }
      frame[1] = frame[1] & 0x80 | UInt8(counted)
      let next = FrameEncoder.encode(.text, Array("next".utf8), maskingKey: key)
      // Where the rest of the text looks like a frame by chance, the length may as well be right.
      let rest = FirstFrame(frame).following
      let rules = FrameRules(sender: sender, maximumFrameLength: .max)
      guard !rules.marks(ofPartialHeader: Array(rest.prefix(2))).isEmpty else { continue }
      #expect(hint(frame + next, sender)?.name == "length-counts-characters", "\(hex(frame))")
      #expect(hint(frame, sender)?.name == "length-counts-characters", "\(hex(frame))")
      found += 1
    }
    #expect(found > 1000)
  }

  @Test(arguments: [Sender.client, .server])
  func `good text suggests nothing, whatever frames follow`(sender: Sender) {
    var generator = SeededGenerator(state: 20)
    for _ in 0..<10000 {
      let text = Array(Self.text(&generator).utf8)
      let following = generator.bytes(Int.random(in: 0...20, using: &generator))
      let stream =
        FrameEncoder.encode(.text, text, maskingKey: sender == .client ? generator.maskingKey() : nil)
        + FrameEncoder.encode(
          generator.pick([.text, .binary, .ping]), following,
          maskingKey: sender == .client ? generator.maskingKey() : nil)
      #expect(hint(stream, sender) == nil, "\(hex(stream))")
    }
  }

  @Test(arguments: [Sender.client, .server])
  func `binary data sent as text hardly ever suggests a mistake`(sender: Sender) {
    var generator = SeededGenerator(state: 21)
    var guesses = 0
    for _ in 0..<10000 {
      let payload = generator.bytes(Int.random(in: 4...60, using: &generator))
      let key = sender == .client ? generator.maskingKey() : nil
      let stream =
        FrameEncoder.encode(.text, payload, maskingKey: key) + FrameEncoder.encode(.ping, maskingKey: key)
      if hint(stream, sender) != nil { guesses += 1 }
    }
    #expect(guesses < 50)
  }
}
