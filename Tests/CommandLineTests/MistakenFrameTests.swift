import Testing

/// A frame as a real implementation got it wrong, or right, with all that is told of it.
struct MistakenFrame: Sendable, CustomTestStringConvertible {
  var name: String
  var hex: String
  var sender: String
  /// Bytes that follow, many times the same.
  var then: (byte: UInt8, count: Int) = (0, 0)
  var extensions: String?
  /// The rules and hints.
  var told: Set<String>

  var testDescription: String { name }

  static let all: [MistakenFrame] = [
    .init(name: "masked-server", hex: "818537fa213d7f9f4d5158", sender: "server", told: ["FR-06"]),
    .init(name: "unmasked-client", hex: "810548656c6c6f", sender: "client", told: ["FR-05"]),
    .init(
      name: "len16-little-endian", hex: "817e8000", sender: "server", then: (0x41, 128),
      told: ["length-little-endian", "FR-09"]),
    .init(
      name: "len64-as-32bit", hex: "817f00011170", sender: "server", then: (0x41, 70000),
      told: ["length-four-bytes", "SEC-04", "FR-09"]),
    .init(
      name: "len64-dup-halves", hex: "817f0001e2400001e240", sender: "server", then: (0x41, 123456),
      told: ["length-halves-equal", "SEC-04", "FR-09"]),
    .init(name: "len-nonminimal-16", hex: "817e007d", sender: "server", then: (0x41, 125), told: ["FR-07"]),
    .init(
      name: "len-nonminimal-64", hex: "817f000000000000ffff", sender: "server", then: (0x41, 65535), told: ["FR-07"]),
    .init(name: "len64-msb", hex: "81ff8000000000000000", sender: "client", told: ["FR-08", "FR-09"]),
    .init(
      name: "len7-no-ext", hex: "81c8", sender: "server", then: (0x41, 200),
      told: ["FR-06", "length-eight-bits", "FR-15"]),
    // The text ends after two of its first character's three bytes.
    .init(
      name: "chars-not-bytes-cjk", hex: "8102e4bda0e5a5bd", sender: "server",
      told: ["MS-02", "length-counts-characters", "FR-15"]),
    .init(
      name: "chars-not-bytes-latin", hex: "810568c3a96c6c6f", sender: "server",
      told: ["length-counts-characters", "FR-15"]),
    .init(
      name: "mask-bit-key-not-applied", hex: "818537fa213d48656c6c6f", sender: "client",
      told: ["mask-not-applied", "MS-01"]),
    .init(name: "mask-bit-no-key", hex: "818548656c6c6f", sender: "client", told: ["FR-09", "masking-key-missing"]),
    .init(
      name: "mask-clear-key-present", hex: "810537fa213d7f9f4d5158", sender: "server",
      told: ["MS-01", "mask-bit-missing", "FR-15"]),
    .init(name: "mask-zero-key", hex: "81850000000048656c6c6f", sender: "client", told: ["SEC-01"]),
    .init(name: "rsv1-no-ext", hex: "c107f248cdc9c90700", sender: "server", told: ["FR-01", "inflates-as-deflate"]),
    .init(
      name: "rsv1-continuation", hex: "4103f248cdc004c9c90700", sender: "server", extensions: "permessage-deflate",
      told: ["DF-02"]),
    .init(
      name: "deflate-zlib-header", hex: "c10d789cf348cdc9c90700058c01f5", sender: "server",
      extensions: "permessage-deflate", told: ["deflate-zlib-header", "DF-03"]),
    .init(
      name: "deflate-tail-kept", hex: "c10bf248cdc9c907000000ffff", sender: "server", extensions: "permessage-deflate",
      told: ["DF-07"]),
    .init(
      name: "gzip-payload", hex: "81191f8b0800000000000203f348cdc9c907008289d1f705000000", sender: "server",
      told: ["MS-01", "payload-gzip"]),
    .init(name: "close-le", hex: "8802e803", sender: "server", told: ["CL-03", "close-code-little-endian"]),
    .init(name: "close-ascii", hex: "880431303031", sender: "server", told: ["CL-03", "close-code-text"]),
    .init(name: "close-reply-1000", hex: "8882697108fe6a99", sender: "client", told: []),
    .init(name: "close-zero", hex: "88020000", sender: "server", told: ["CL-03"]),
    .init(name: "close-1005", hex: "880203ed", sender: "server", told: ["CL-03"]),
    .init(name: "close-1006", hex: "880203ee", sender: "server", told: ["CL-03"]),
    .init(name: "close-1byte", hex: "880103", sender: "server", told: ["CL-02"]),
    .init(name: "close-empty", hex: "8800", sender: "server", told: []),
    .init(name: "close-reason-long", hex: "887e007e03e8", sender: "server", then: (0x41, 124), told: ["FR-04"]),
    .init(name: "ping-126", hex: "897e007e", sender: "server", then: (0x62, 126), told: ["FR-04"]),
    .init(name: "ping-fragmented", hex: "0900", sender: "server", told: ["FR-03"]),
    .init(name: "new-message-inside", hex: "010348656c81026c6f", sender: "server", told: ["FR-11"]),
    .init(name: "orphan-continuation", hex: "80026c6f", sender: "server", told: ["FR-10"]),
    .init(name: "opcode-reserved", hex: "8300", sender: "server", told: ["FR-02"]),
    .init(name: "latin1-text", hex: "81034eebef", sender: "server", told: ["MS-01", "text-latin1"]),
    .init(name: "cesu8", hex: "8106eda0bdedb880", sender: "server", told: ["MS-01", "text-cesu8"]),
    .init(name: "data-after-close", hex: "880203e8810548656c6c6f", sender: "server", told: ["CL-07"]),
    .init(name: "so-hello-world", hex: "818cffb8bdbdb7ddd1d19098ead28dd4d99c", sender: "client", told: []),
    .init(name: "so-python-bytes", hex: "818c0d0679e26e69178c68650d8b626843d3", sender: "client", told: []),
    .init(
      name: "blog-client7", hex: "819cb38f6754e1e0043f93e61374c4e6133c93c73319ffba4703d6ed343bd0e40220",
      sender: "client", told: []),
  ]
}

@Suite struct `Mistaken frames` {
  private func run(_ mistake: MistakenFrame, _ options: [String]) throws -> CommandRun {
    let bytes = digits(mistake.hex) + [UInt8](repeating: mistake.then.byte, count: mistake.then.count)
    let agreed = mistake.extensions.map { ["--extensions", $0] } ?? []
    return try CommandRun(["decode", "--from", "raw", "--sender", mistake.sender] + agreed + options, input: bytes)
  }

  private func digits(_ hex: String) -> [UInt8] {
    let digits = Array(hex)
    return stride(from: 0, to: digits.count, by: 2).compactMap { UInt8(String(digits[$0...$0 + 1]), radix: 16) }
  }

  @Test func `are all there`() {
    #expect(MistakenFrame.all.count == 40)
  }

  @Test(arguments: MistakenFrame.all)
  func `are told by the rules they break and the mistakes they look like`(_ mistake: MistakenFrame) throws {
    let run = try run(mistake, ["--json"])
    let findings = try run.events("finding")
    #expect(Set(findings.compactMap { $0["rule"]?.text }) == mistake.told)
    for finding in findings {
      // A rule has letters, a hyphen and two digits for a name; a hint has words.
      let isRule = finding["rule"]?.text?.wholeMatch(of: /[A-Z]+-[0-9]{2}/) != nil
      #expect((finding["severity"]?.text == "hint") == !isRule)
      #expect(finding["message"]?.text?.isEmpty == false)
      #expect((finding["reference"] != nil) == isRule)
    }
    for event in try run.events("end") + run.events("summary") {
      for (severity, field) in [("error", "errors"), ("warning", "warnings")] {
        let count = findings.filter { $0["severity"]?.text == severity }.count
        #expect(event[field] == .integer(UInt64(count)))
      }
    }
  }

  @Test(arguments: MistakenFrame.all, ["error", "warning"])
  func `make the exit status, and hints do not`(_ mistake: MistakenFrame, _ weight: String) throws {
    let severities = try run(mistake, ["--json"]).events("finding").compactMap { $0["severity"]?.text }
    let isFailure = severities.contains("error") || weight == "warning" && severities.contains("warning")
    #expect(try run(mistake, ["--fail-on", weight]).status == (isFailure ? 1 : 0))
    #expect(try run(mistake, []).status == 0)
  }
}
