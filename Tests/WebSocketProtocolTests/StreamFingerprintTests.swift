import TestSupport
import Testing
import WebSocketProtocol

struct StreamFingerprintTests {
  typealias Match = StreamFingerprint.Match

  /// Beginnings seen where a frame should have been.
  static let seen: [(name: String, hex: String)] = [
    ("http-response", "485454502f312e31203430302042616420526571756573740d0a"),
    ("http-request", "474554202f20485454502f312e310d0a"), ("tls-appdata", "1703030045"), ("tls-handshake", "160301"),
    ("tls-alert", "1503030002"), ("crlf", "0d0a8105"), ("json", "7b2274797065223a226869227d"), ("text", "68656c6c6f"),
    ("html", "3c21444f43545950452068746d6c3e"), ("hixie", "0048656c6c6fff"), ("hixie-close", "ff00"),
    ("h2-preface", "505249202a20485454502f322e300d0a"), ("gzip", "1f8b08"), ("ssh", "5353482d322e302d"),
    ("bom", "efbbbf81"), ("proxy-v1", "50524f5859205443503420"), ("proxy-v2", "0d0a0d0a000d0a515549540a"),
  ]

  /// The fingerprint's name without what all have in common.
  private func name(_ match: Match) -> String? {
    guard case .found(let fingerprint) = match else { return nil }
    return String(fingerprint.name.dropFirst("not-a-frame-".count))
  }

  private func match(_ bytes: some Sequence<UInt8>, isComplete: Bool = false) -> Match {
    StreamFingerprint.match(Array(bytes).span, isComplete: isComplete)
  }

  @Test(arguments: seen)
  func `a beginning is recognised, alone or with more behind it`(name: String, hex: String) {
    let bytes = bytes(fromHex: hex)
    #expect(self.name(match(bytes, isComplete: true)) == name)
    for tail in [[0x00], [0x41, 0x42, 0x43, 0x44, 0x45], [0x81, 0x05], [0xff, 0xff, 0xff]] as [[UInt8]] {
      #expect(self.name(match(bytes + [UInt8](repeating: 0x03, count: 32) + tail)) == name)
    }
  }

  @Test(arguments: seen)
  func `the beginning of a beginning asks for more`(name: String, hex: String) {
    let bytes = bytes(fromHex: hex)
    for length in 0..<bytes.count {
      let match = match(bytes.prefix(length))
      #expect(match == .needsMore || self.name(match) == name, "\(length) bytes")
    }
  }

  @Test func `every fingerprint is one of the seen, and says something short`() {
    #expect(Set(StreamFingerprint.all.map(\.name)) == Set(Self.seen.map { "not-a-frame-\($0.name)" }))
    #expect(StreamFingerprint.all.count == 17)
    for fingerprint in StreamFingerprint.all {
      #expect((30...160).contains(fingerprint.message.count), "\(fingerprint.name)")
    }
  }

  @Test func `the evidence is the first sixteen bytes`() throws {
    let bytes = Array("HTTP/1.1 400 Bad Request".utf8)
    guard case .found(let fingerprint) = match(bytes) else {
      Issue.record("a response is recognised")
      return
    }
    #expect(fingerprint.hint(for: bytes).name == "not-a-frame-http-response")
    #expect(fingerprint.hint(for: bytes).evidence == "485454502f312e312034303020426164")
  }

  @Test(
    arguments: [
      // HTTP, and text that begins like it
      ("HTTP/2 200", "http-response"), ("\r\nHTTP/1.1 400", "http-response"), ("HTTP/x", "text"), ("HTTPS up", "text"),
      ("POST /a", "http-request"), ("OPTIONS * HTTP", "http-request"), ("GET http://a", "http-request"),
      ("PATCH /", "http-request"), ("GET it", "text"), ("GETTING", "text"), ("get / HTTP/1.1", "text"),
      ("FROB / HTTP/1.1", "text"), ("PRI * HTTP/1.0", "text"), ("PROXY TCP5 x", "text"), ("PROXY UNKNOWN", "proxy-v1"),
      ("SSH-1.99-x", "ssh"), ("SSH-3.0-x", "text"),
      // JSON and HTML
      ("{}", "json"), ("{ \"a\"", "json"), ("{\r\n\t\"a\"", "json"), ("{abc}", "text"), ("[]", "json"), ("[[1", "json"),
      ("[1,2]", "json"), ("[ -1.5e3,", "json"), ("[null]", "json"), ("[12:30] up", "text"), ("[,1]x", "text"),
      ("[info] up", "text"), ("[1 2]", "text"), ("\r\n\r\n{\"", "json"), ("<HTML lang", "html"), ("<!-- x", "html"),
      ("\r\n<body>", "html"), ("<p>hi</p>", "text"), ("<htm", "text"),
      // Text, short and long
      ("hey", "text"), ("hi", nil), ("h", nil), ("\r\nHello", "text"), ("hi\r\nyou", "text"), ("\tHello", nil),
      ("\nHello", nil), ("héllo", nil), ("A1234", "text"), ("A123", nil), ("hell\u{7f}", nil),
      // Line ends
      ("\r\n", "crlf"), ("\r\n\r\n", "crlf"), ("\r\n\r", "crlf"), ("\r", nil), ("\r\n\u{1}", "crlf"), ("\n", nil),
      ("\r\n\r\n\r\n\r\n\r\n", "crlf"), ("\r\n\r\n\0\r\nQUIT\r", "crlf"), ("", nil),
    ] as [(String, String?)])
  func `what looks alike is kept apart`(text: String, name: String?) {
    #expect(self.name(match(text.utf8, isComplete: true)) == name)
    #expect(match(text.utf8, isComplete: true) != .needsMore)
  }

  @Test(
    arguments: [
      // Single bad frames: a reserved bit, an orphan continuation, an unmasked or unfinished control frame
      ("c107f248cdc9c90700", nil), ("410548656c6c6f", nil), ("610548656c6c6f", nil), ("000548656c6c6f", nil),
      ("80026c6f", nil), ("0900", nil), ("0a20414243444546", nil), ("092041424344", nil), ("8300", nil), ("f100", nil),
      ("41203031323334353637ff", nil), ("31202020202020202020202020202081", nil),
      // TLS
      ("17030300", "tls-appdata"), ("170303", "tls-appdata"), ("1703", nil), ("1703034801", "tls-appdata"),
      ("1703034900", nil), ("1702030010", nil), ("1703050010", nil), ("1803030010", nil),
      ("1603010200", "tls-handshake"),
      ("1503030100", nil), ("1503030020", "tls-alert"),
      // gzip, byte-order mark
      ("1f8b07", nil), ("1f8b", nil), ("efbbbe", nil), ("efbb", nil),
      // hixie-76
      ("ff01", nil), ("ff", nil), ("00ff", nil), ("0048ff", nil), ("006f6bff", "hixie"), ("00486505ff", nil),
      ("0041c3ff", nil), ("00c3a9ff", "hixie"), ("0041420d0a09ff00", "hixie"), ("00414243", nil), ("004142c1ff", nil),
      ("00417f42ff", nil),
    ] as [(String, String?)])
  func `bytes that look alike are kept apart`(hex: String, name: String?) {
    #expect(self.name(match(bytes(fromHex: hex), isComplete: true)) == name)
  }

  @Test func `text that could be a header must go on for longer`() {
    #expect(match("A1234567".utf8) == .needsMore)
    #expect(name(match("A1234567 abcdefg".utf8)) == "text")
    #expect(match("A1234567 abcdef".utf8) == .needsMore)
    #expect(match(Array("A1234567".utf8) + [0x81]) == .none)
    #expect(name(match("Hello".utf8)) == "text")
    #expect(match("Hell".utf8) == .needsMore)
  }

  @Test func `the text of hixie-76 is searched for its end, but not for ever`() {
    let text = [0x00] + [UInt8](repeating: 0x61, count: 4094)
    #expect(match(text) == .needsMore)
    #expect(name(match(text + [0xff])) == "hixie")
    #expect(match(text + [0x61]) == .none)
    #expect(match(text + [0x61, 0xff]) == .none)
    #expect(match(text, isComplete: true) == .none)
  }

  /// Bytes that go some way along a fingerprint and then their own way.
  private static func mutated(_ generator: inout SeededGenerator) -> [UInt8] {
    let openings = seen.map { bytes(fromHex: $0.hex) } + [Array("[ 12, 3]".utf8), Array("\r\n\r\nOPTIONS *".utf8)]
    var opening = generator.pick(openings)
    if generator.happens(onceIn: 3) { opening = [0x0d, 0x0a] + opening }
    opening = Array(opening.prefix(Int.random(in: 0...opening.count, using: &generator)))
    if generator.happens(onceIn: 2), let index = opening.indices.randomElement(using: &generator) {
      opening[index] = generator.pick([
        0x00, 0x0d, 0x20, 0x41, 0x7f, 0xff, UInt8.random(in: 0...255, using: &generator),
      ])
    }
    let tail = Int.random(in: 0...40, using: &generator)
    let isText = Bool.random(using: &generator)
    return opening + generator.bytes(tail).map { isText ? $0 & 0x3f | 0x20 : $0 }
  }

  @Test(arguments: 0..<20 as Range<UInt64>)
  func `an answer is final, and comes within bounds`(seed: UInt64) {
    var generator = SeededGenerator(state: seed)
    for _ in 0..<100 {
      let bytes = Self.mutated(&generator)
      var answer = Match.needsMore
      for length in 0...bytes.count {
        let next = match(bytes.prefix(length))
        if answer == .needsMore { answer = next }
        #expect(next == answer, "\(hex(bytes)) at \(length)")
        if length >= 32, bytes.first != 0 { #expect(next != .needsMore, "\(hex(bytes)) at \(length)") }
        let complete = match(bytes.prefix(length), isComplete: true)
        #expect(complete != .needsMore)
        if answer != .needsMore { #expect(complete == answer, "\(hex(bytes)) at \(length)") }
      }
    }
  }

  @Test func `the headers of ordinary frames are no fingerprint`() {
    var generator = SeededGenerator(state: 99)
    for _ in 0..<10000 {
      let payload = generator.bytes(Int.random(in: 0...300, using: &generator))
      let frame = FrameEncoder.encode(
        generator.pick([.text, .binary]), payload, isFinal: Bool.random(using: &generator),
        maskingKey: Bool.random(using: &generator) ? generator.maskingKey() : nil)
      #expect(match(frame, isComplete: true) == .none, "\(hex(frame))")
    }
  }
}
