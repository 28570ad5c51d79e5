import Foundation
import Testing

@Suite struct `decode` {
  static let hello = Wire.hello
  static let hex = hello.map { String($0 >> 4, radix: 16) + String($0 & 15, radix: 16) }

  // MARK: What may be pasted

  static let dialects: [(name: String, text: String)] = [
    ("hex", hex.joined()), ("hex", hex.joined(separator: " ")), ("hex", hex.joined(separator: ":").uppercased()),
    ("hex", hex.map { "0x\($0)" }.joined(separator: " ")),
    ("xxd", "00000000: 8185 37fa 213d 7f9f 4d51 58              ..7.!=..MQX\n"),
    ("hexdump", "00000000  81 85 37 fa 21 3d 7f 9f  4d 51 58                 |..7.!=..MQX|\n0000000b\n"),
    (
      "c-array",
      "unsigned char hello[] = {\n  0x81, 0x85, 0x37, 0xfa, 0x21, 0x3d, 0x7f, 0x9f,\n  0x4d, 0x51, 0x58\n};\n"
    ),
    ("c-array", "[-127, -123, 55, -6, 33, 61, 127, -97, 77, 81, 88]"),
    ("escaped-string", #"b"\x81\x857\xfa!=\x7f\x9fMQX""#), ("base64", Data(hello).base64EncodedString()),
  ]

  @Test(arguments: dialects)
  func `reads every form in which bytes are pasted`(dialect: (name: String, text: String)) throws {
    let run = try CommandRun(["decode", "-v", "--show", "frames"], input: dialect.text)
    #expect(run.complaints.hasPrefix("wslens: read as \(dialect.name), 11 bytes\n"))
    let forced = try CommandRun(["decode", "--show", "frames", "--from", dialect.name, dialect.text])
    #expect(forced.complaints == "")
    for run in [run, forced] {
      #expect(run.lines[1] == "   1 C>S text   F---M       0       5 \"Hello\"")
      #expect(run.status == 0)
    }
  }

  @Test func `reads raw bytes from a file, standard input and a pipe`() throws {
    let folder = try TemporaryFolder()
    try Data(Self.hello).write(to: folder["hello"])
    let expected = try CommandRun(["decode", Self.hex.joined()]).text
    let path = folder["hello"].path
    for arguments in [["decode", "--file", path], ["decode", "--file", path, "--from", "raw"]] {
      #expect(try CommandRun(arguments).text == expected)
    }
    for arguments in [["decode"], ["decode", "-"], ["decode", "--file", "-"]] {
      #expect(try CommandRun(arguments, input: Self.hello).text == expected)
    }
    #expect(try CommandRun(shell: "cat '\(path)' | $WSLENS decode").text == expected)
    #expect(try CommandRun(["decode"] + Self.hex).text == expected)
  }

  @Test func `says with -v what was guessed`() throws {
    let run = try CommandRun(["decode", "-v", Self.hex.joined(separator: ":")])
    let version = "wslens: no handshake; frames read as rfc6455\n"
    let guess = version + "wslens: who sent each frame is told by its MASK bit; --sender says it\n"
    #expect(run.complaints == "wslens: read as hex, 11 bytes\n" + guess)
    let ambiguous = try CommandRun(["decode", "-v", "8101aaaa"])
    #expect(
      ambiguous.complaints
        == "wslens: read as hex, 4 bytes\nwslens: could also be read with --from base64\n" + guess)
    let told = try CommandRun(["decode", "-v", "--sender", "client", Self.hex.joined(separator: ":")])
    #expect(told.complaints == "wslens: read as hex, 11 bytes\n" + version)
  }

  @Test func `does not wait for someone to type`() throws {
    let run = try CommandRun(onTerminal: ["decode"])
    #expect(run.status == 64)
    #expect(
      run.text
        == "wslens: nothing to read; give bytes to decode, such as 81 05 48 65 6c 6c 6f, or pipe it to standard input\n"
    )
  }

  // MARK: Views

  static let pages: [(file: String, arguments: [String])] = [
    ("decode-bytes", ["--file", Samples.path("hello.hex")]),
    ("decode-bytes-color", ["--file", Samples.path("hello.hex"), "--color", "always"]),
    ("decode-bytes-ascii", ["--ascii", "81 0c 47 72 c3 bc c3 9f 20 f0 9f 91 8b 21"]),
    ("decode-explain", ["--file", Samples.path("hello.hex"), "--explain"]),
    ("decode-frames", ["--file", Samples.path("fragmented.xxd"), "--show", "frames"]),
    ("decode-messages", ["--file", Samples.path("fragmented.xxd"), "--show", "messages"]),
    ("decode-summary", ["--file", Samples.path("fragmented.xxd"), "--show", "summary"]),
    ("decode-everything", ["--file", Samples.path("fragmented.xxd"), "--show", "summary,frames,messages,bytes"]),
    ("decode-lengths", ["82 7e 00 05 01 02 03 04 05  82 ff 80 00 00 00 00 00 00 00 37 fa 21 3d 01 02"]),
    (
      "decode-sender",
      ["--sender", "server", "--show", "bytes,frames", Wire.hello.map { "\($0)" }.joined(separator: ",")]
    ),
    ("decode-close", ["88 08 03 e9 6c 75 6e 63 68 21"]),
    ("decode-hixie", ["--protocol-version", "hixie-76", "00 48 65 6c 6c 6f ff 80 81 00 41 ff 00 00 48"]),
    ("decode-hybi-03", ["--protocol-version", "hybi-03", "84 03 48 65 6c 00 02 6c 6f 02 80"]),
    (
      "decode-hybi-04",
      [
        "--protocol-version", "hybi-04", "--explain", "--key", "dGhlIHNhbXBsZSBub25jZQ==", "--nonce",
        "H+cNj5elaybfGIQv1esl2w==", "01 02 03 04 64 a1 43 26 e5 6a 57",
      ]
    ),
    ("decode-hybi-06", ["--protocol-version", "hybi-06", "--explain", "37 fa 21 3d b3 ff 69 58 5b 96 4e"]),
    ("decode-lost", ["--sender", "server", "81 02 48 69 48 54 54 50 2f 31 2e 31 20 34 30 30 20 42 61 64 0d 0a"]),
    ("decode-hint", ["--sender", "server", "81 02 e4 bd a0 e5 a5 bd"]),
    (
      "decode-long",
      ["--payload", "24", Wire.frame(0x81, Array(0x20...0x7e), isMasked: true).map { "\($0)" }.joined(separator: ",")]
    ),
  ]

  @Test(arguments: pages)
  func `a page is as it was`(page: (file: String, arguments: [String])) throws {
    let run = try CommandRun(["decode"] + page.arguments)
    try Golden.expect(run.output, page.file + ".txt")
    #expect(run.complaints == "")
    #expect(run.status == 0)
  }

  static let handshake =
    Wire.request("/chat?token=secret", fields: ["Cookie: id=7", "Sec-WebSocket-Protocol: chat"])
    + Wire.response(fields: ["Sec-WebSocket-Protocol: chat"])
    + Wire.text("Hello") + hello

  @Test(arguments: [("decode-handshake", []), ("decode-handshake-redacted", ["--redact"])])
  func `a handshake followed by frames`(file: String, options: [String]) throws {
    let run = try CommandRun(["decode", "--show", "bytes,messages,summary"] + options, input: Self.handshake)
    try Golden.expect(run.output, file + ".txt")
  }

  @Test func `a request alone is followed by the client's frames`() throws {
    let run = try CommandRun(["decode", "--show", "frames"], input: Wire.request() + Wire.text("Hello"))
    #expect(run.text.contains("GET /chat → no response"))
    #expect(run.text.contains("C>S text   F----"))
    #expect(run.text.contains("error FR-05"))
  }

  @Test func `nothing is read behind a refusal`() throws {
    let refusal = Wire.head(["HTTP/1.1 403 Forbidden", "Content-Length: 0"])
    let run = try CommandRun(["decode", "--show", "frames"], input: Wire.request() + refusal + Self.hello)
    #expect(run.text.contains("GET /chat → 403 Forbidden\n             rfc6455, refused\n"))
    #expect(run.text.contains("0 frames"))
  }

  // MARK: Options

  @Test(arguments: [("server", Wire.hello, "FR-06"), ("client", Wire.text("Hello"), "FR-05")])
  func `a mask that contradicts the sender is an error`(side: String, bytes: [UInt8], rule: String) throws {
    let run = try CommandRun(["decode", "--sender", side, "--json"], input: bytes)
    #expect(try run.events("finding").map { $0["rule"] } == [.string(rule)])
    #expect(try run.events("frame").map { $0["sender"] } == [.string(side)])
    let guessed = try CommandRun(["decode", "--json"], input: bytes)
    #expect(try guessed.events("finding") == [])
  }

  @Test func `inflates with the window of earlier messages`() throws {
    let two = "c1 07 f2 48 cd c9 c9 07 00 c1 05 f2 00 11 00 00"
    let agreed = ["decode", "--json", "--extensions", "permessage-deflate"]
    let run = try CommandRun(agreed + [two])
    #expect(try run.events("message").map { $0["payload_text"] } == [.string("Hello"), .string("Hello")])
    #expect(try run.events("message").map { $0["compressed"] } == [.bool(true), .bool(true)])
    let fresh = try CommandRun([
      "decode", "--json", "--extensions", "permessage-deflate; server_no_context_takeover", two,
    ])
    #expect(try fresh.events("finding").contains { $0["rule"]?.text?.hasPrefix("DF-") == true })
    let broken = try CommandRun(agreed + ["c1 03 ff ff ff"])
    #expect(try broken.events("finding").contains { $0["rule"]?.text?.hasPrefix("DF-") == true })
    #expect(try broken.events("message").map { $0["complete"] } == [.bool(false)])
    let without = try CommandRun(["decode", "--json", two])
    #expect(
      try without.events("finding").map { $0["rule"] }
        == [.string("FR-01"), .string("inflates-as-deflate"), .string("FR-01")])
  }

  @Test(
    arguments: [
      ("error", Wire.frame(0x83, []), 1), ("warning", Wire.frame(0x83, []), 1), ("never", Wire.frame(0x83, []), 0),
      ("error", hello, 0), ("warning", hello, 0),
    ] as [(String, [UInt8], Int32)])
  func `findings make the status only where --fail-on says so`(weight: String, bytes: [UInt8], status: Int32) throws {
    #expect(try CommandRun(["decode", "--fail-on", weight], input: bytes).status == status)
    let quiet = try CommandRun(["decode", "-q", "--fail-on", weight], input: bytes)
    #expect(quiet.status == status)
    #expect(quiet.text == "")
  }

  @Test func `--payload says how much is shown`() throws {
    let bytes = Wire.text(String(repeating: "abcdefgh", count: 40))
    func row(_ amount: String) throws -> String {
      try CommandRun(["decode", "--show", "frames", "--payload", amount], input: bytes).lines[1]
    }
    #expect(try row("none") == "   1 C<S text   F----       0     320")
    #expect(try row("8") == "   1 C<S text   F----       0     320 \"abcdefgh\"… (+312)")
    #expect(try row("full").hasSuffix(" \"\(String(repeating: "abcdefgh", count: 40))\""))
    let fitted = try CommandRun(["decode", "--show", "frames"], input: bytes).lines[1]
    #expect(Terminal.width(fitted) == 80)
    #expect(fitted.hasSuffix("\"… (+288)"))
    for (amount, length) in [("none", nil), ("8", 8), ("full", 320)] as [(String, Int?)] {
      let run = try CommandRun(["decode", "--json", "--payload", amount], input: bytes)
      let frame = try #require(try run.events("frame").first)
      #expect(frame["payload_text"]?.text?.utf8.count == length)
      #expect(frame["payload_hex"]?.text?.utf8.count == length.map { 2 * $0 })
      #expect(frame["payload_truncated"] == .bool(length != 320))
    }
    let usual = try CommandRun(["decode", "--json"], input: bytes)
    #expect(try usual.events("frame").first?["payload_text"]?.text?.utf8.count == 256)
  }

  @Test func `--redact leaves lengths in the place of secrets`() throws {
    for options in [["--json"], ["--show", "summary,frames,messages,bytes"]] {
      let run = try CommandRun(["decode", "--redact"] + options, input: Self.handshake)
      for secret in ["secret", "id=7", "Hello", "48656c6c6f", "48 65 6c 6c 6f"] {
        #expect(!run.text.contains(secret))
      }
      #expect(run.text.contains("token=(6 bytes)"))
    }
  }

  @Test func `-o writes what standard output would have had`() throws {
    let folder = try TemporaryFolder()
    let run = try CommandRun(["decode", "-o", folder["page"].path, Self.hex.joined()])
    #expect(run.text == "")
    #expect(try Data(contentsOf: folder["page"]) == Data(try CommandRun(["decode", Self.hex.joined()]).output))
  }

  @Test func `colour changes nothing but the colour`() throws {
    for view in ["bytes", "frames,messages", "summary"] {
      let arguments = ["decode", "--show", view, "--file", Samples.path("fragmented.xxd")]
      let plain = try CommandRun(arguments + ["--color", "never"])
      let painted = try CommandRun(arguments + ["--color", "always"])
      #expect(painted.text.contains("\u{1b}["))
      #expect(painted.text.replacing(/\u{1b}\[[0-9;]*m/, with: "") == plain.text)
      #expect(!plain.text.contains("\u{1b}"))
    }
  }

  @Test func `ASCII is what --ascii and other locales get`() throws {
    let bytes = Wire.text("Grüße 👋 and a rather long text that has to be cut somewhere in the middle of it")
    for (options, environment) in [(["--ascii"], [:]), ([], ["LC_ALL": "C"])] as [([String], [String: String])] {
      let run = try CommandRun(
        ["decode", "--show", "frames,messages"] + options, input: bytes, environment: environment)
      #expect(run.output.allSatisfy { $0 == 0x0a || (0x20...0x7e).contains($0) })
      #expect(run.text.contains("\"Gr\\u{fc}\\u{df}e \\u{1f44b} and"))
      #expect(run.text.contains("\"... (+"))
    }
  }

  /// Bytes that are hard to lay out.
  static let awkward: [[UInt8]] = [
    hello, handshake, Wire.text(String(repeating: "字👋é", count: 60)),
    Wire.text("\u{65e5}\u{672c}\u{8a9e}", isMasked: true),
    Wire.frame(0x82, [UInt8](repeating: 0x5a, count: 70_000)), Wire.close(1007),
    Wire.close(4999, String(repeating: "é", count: 61)),
    Wire.close(1000, "\u{202e}\u{1b}[2J"), Wire.text(String(repeating: "\"\\\u{7}", count: 40)),
    [0x82, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 1, 2, 3, 4, 5, 6, 7, 8],
    [0x82, 0x7f, 0x7f, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff] + [UInt8](repeating: 7, count: 3000),
    Wire.request("/" + String(repeating: "long", count: 500))
      + Wire.response(fields: [
        "Sec-WebSocket-Protocol: \(String(repeating: "p", count: 300))",
        "Sec-WebSocket-Extensions: \(String(repeating: "x-unknown; a=1, ", count: 30))permessage-deflate",
      ]) + Wire.frame(0xc1, [0xf2, 0x48, 0xcd]) + Wire.frame(0x80, [0xc9, 0xc9, 0x07, 0x00]),
    Wire.frame(0xf3, [1, 2, 3]) + Wire.frame(0x09, Array(0...200)),
  ]

  @Test(arguments: awkward.indices, ["bytes", "frames", "messages", "summary", "summary,frames,messages,bytes"])
  func `no line is wider than 80 columns`(input: Int, view: String) throws {
    for option in ["--color=always", "--ascii", "--redact"] {
      let run = try CommandRun(["decode", "--show", view, option, "--explain"], input: Self.awkward[input])
      #expect(run.lines.filter { Terminal.width($0) > 80 } == [])
      #expect(run.lines.filter { $0.hasSuffix(" ") } == [])
      #expect(run.status == 0)
    }
  }
}
