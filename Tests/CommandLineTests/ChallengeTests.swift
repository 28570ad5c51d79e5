import Foundation
import Testing

@Suite struct `challenge` {
  /// The three parts of a challenge and its response.
  struct Sample: Sendable, CustomTestStringConvertible {
    var key1: String
    var key2: String
    var body: String
    var hex: String
    var text: String

    var testDescription: String { text }
    var options: [String] { ["challenge", "--key1", key1, "--key2", key2, "--body", body] }
    var bodyHex: String { body.utf8.map { String($0, radix: 16) }.joined(separator: " ") }
    var request: String {
      """
      GET /demo HTTP/1.1\r
      Host: example.com\r
      Sec-WebSocket-Key2: \(key2)\r
      Sec-WebSocket-Key1: \(key1)\r
      Upgrade: WebSocket\r
      \r
      \(body)
      """
    }
  }

  static let demo = Sample(
    key1: "4 @1  46546xW%0l 1 5", key2: "12998 5 Y3 1  .P00", body: "^n:ds[4U",
    hex: "386a4b5327793a472a436f2c5778612d", text: "8jKS'y:G*Co,Wxa-")
  static let walk = Sample(
    key1: "18x 6]8vM;54 *(5:  {   U1]8  z [  8", key2: "1_ tx7X d  <  nw  334J702) 7]o}` 0", body: "Tm[K T2u",
    hex: "66514a2c664e2f344634217e4b7e4d48", text: "fQJ,fN/4F4!~K~MH")
  static let third = Sample(
    key1: "3e6b263  4 17 80", key2: "17  9 G`ZD9   2 2b 7X 3 /r90", body: "WjN}|M(6",
    hex: "6e603965426b397a245238704f745662", text: "n`9eBk9z$R8pOtVb")
  /// The first key lost a space.
  static let folded = Sample(
    key1: "4 @1 46546xW%0l 1 5", key2: demo.key2, body: demo.body, hex: "", text: "a space lost")

  // MARK: The response

  @Test(arguments: [demo, walk, third])
  func `prints 32 hexadecimal digits`(sample: Sample) throws {
    let run = try CommandRun(sample.options)
    #expect(run.text == sample.hex + "\n")
    #expect(run.status == 0)
  }

  @Test(arguments: [demo, walk, third])
  func `takes the body as hexadecimal digits`(sample: Sample) throws {
    let run = try CommandRun([
      "challenge", "--key1", sample.key1, "--key2", sample.key2, "--body-hex", sample.bodyHex,
    ])
    #expect(run.text == sample.hex + "\n")
  }

  @Test(arguments: [demo, walk])
  func `raw writes the 16 bytes`(sample: Sample) throws {
    let run = try CommandRun(sample.options + ["--raw"])
    #expect(run.text == sample.text)
    #expect(run.output.count == 16)
  }

  @Test func `values may begin with a dash`() throws {
    let run = try CommandRun(["challenge", "--key1", "-3 4x", "--key2", "--1 2", "--body", "-2345678"])
    #expect(run.output.count == 33)
    #expect(run.status == 0)
  }

  @Test func `takes a key from the field line that was pasted`() throws {
    let run = try CommandRun([
      "challenge", "-v", "--key1", "sec-websocket-key1: \(Self.demo.key1)", "--key2",
      "Sec-WebSocket-Key2:\(Self.demo.key2)", "--body", Self.demo.body,
    ])
    #expect(run.text == Self.demo.hex + "\n")
    #expect(run.complaints.contains("wslens: the key of the field Sec-WebSocket-Key1\n"))
  }

  // MARK: A request on standard input

  @Test(arguments: [demo, walk, third])
  func `takes keys and body from a request`(sample: Sample) throws {
    let head = sample.request.dropLast(sample.body.count)
    let prefixed = head.split(separator: "\r\n", omittingEmptySubsequences: false).dropLast().map { "> \($0)\n" }
    let fields = head.split(separator: "\r\n", omittingEmptySubsequences: false).dropFirst().joined(separator: "\n")
    for text in [
      sample.request, sample.request + "\n", sample.request + "\r\n", sample.request.replacing("\r\n", with: "\n"),
      "\r\n" + sample.request, prefixed.joined() + sample.body, fields + sample.body,
      sample.request + "HTTP/1.1 101 x\r\n\r\n", sample.request + "\nHTTP/1.1 101 x\r\n\r\n1234567812345678",
      sample.request.replacing("\r\n\r\n", with: "\r\n \r\n"),
    ] {
      let run = try CommandRun(["challenge"], input: text)
      #expect(run.text == sample.hex + "\n", "\(text.debugDescription)")
      #expect(!run.complaints.contains("error"))
    }
  }

  @Test func `tells with -v what was read and skipped`() throws {
    let run = try CommandRun(["challenge", "-v"], input: Self.demo.request + "\n")
    #expect(
      run.complaints == """
        wslens: standard input: a request with Sec-WebSocket-Key1 and -Key2
        wslens: standard input: the line end behind the 8 body bytes was skipped

        """)
  }

  @Test(
    arguments: [
      ("GET / HTTP/1.1\r\nSec-WebSocket-Key2: 1 2\r\n\r\n12345678", "no Sec-WebSocket-Key1 field"),
      ("GET / HTTP/1.1\r\nSec-WebSocket-Key1: 1 2\r\n\r\n12345678", "no Sec-WebSocket-Key2 field"),
      ("GET / HTTP/1.1\r\nSec-WebSocket-Key: x\r\n\r\n", "see wslens accept"), ("", "no Sec-WebSocket-Key1 field"),
    ])
  func `says which key a request lacks`(text: String, reason: String) throws {
    let run = try CommandRun(["challenge"], input: text)
    #expect(run.status == 65)
    #expect(run.complaints.contains(reason))
    #expect(run.text == "")
  }

  @Test(arguments: [("1234567", 7), ("", 0), ("123456789", 9), ("12345678\n\n", 10)])
  func `a body of another length is a finding`(body: String, count: Int) throws {
    let request = Self.demo.request.dropLast(8) + body
    let run = try CommandRun(["challenge"], input: String(request))
    #expect(run.complaints.hasPrefix("wslens: error H76-14 \(count) bytes behind the request's empty line"))
    #expect(run.text == "")
    #expect(run.status == 1)
  }

  @Test func `endless input is refused`() throws {
    let run = try CommandRun(["challenge"], input: [UInt8](repeating: 0x41, count: 2 << 20))
    #expect(run.status == 65)
    #expect(run.complaints.contains("has more than 1048576 bytes"))
  }

  // MARK: What is wrong with a challenge

  @Test func `a lost space is told with the key, the number and the spaces`() throws {
    let run = try CommandRun(Self.folded.options)
    #expect(
      run.complaints.hasPrefix(
        "wslens: error H76-13 key1: 4146546015 does not divide by 4 spaces, remainder 3; were runs of spaces collapsed")
    )
    #expect(run.text == "")
    #expect(run.status == 1)
  }

  @Test(
    arguments: [
      ("123456", "1 2", "H76-12 key1: no spaces"), ("ab c", "1 2", "H76-11 key1: no digits"),
      ("42949 67296", "1 2", "H76-15 key1: 4294967296 is above 4294967295"),
      ("1 2", "99999999999999999999999 9", "H76-15 key2: a number of 24 digits is above"),
    ])
  func `a key without a number gives no response`(key1: String, key2: String, finding: String) throws {
    for threshold in ["error", "never"] {
      let run = try CommandRun([
        "challenge", "--key1", key1, "--key2", key2, "--body", "12345678", "--fail-on", threshold,
      ])
      #expect(run.complaints.contains("wslens: error \(finding)"))
      #expect(run.complaints.hasSuffix("wslens: no response can be computed\n"))
      #expect(run.text == "")
      #expect(run.status == 1)
    }
  }

  @Test(arguments: [("error", Int32(0)), ("warning", 1), ("never", 0)])
  func `a key that no client would make is a warning`(threshold: String, status: Int32) throws {
    let run = try CommandRun([
      "challenge", "--key1", "1 2", "--key2", "x3 4", "--body", "12345678", "--fail-on", threshold,
    ])
    #expect(run.complaints.hasPrefix("wslens: warning H76-10 key1: no characters besides digits and spaces"))
    #expect(run.output.count == 33)
    #expect(run.status == status)
  }

  // MARK: Checking

  @Test(arguments: [demo, walk, third])
  func `the right response is ok`(sample: Sample) throws {
    for check in [["--check", sample.text], ["--check-hex", sample.hex], ["--check-hex", sample.hex.uppercased()]] {
      let run = try CommandRun(sample.options + check)
      #expect(run.text == "ok           \(sample.hex)\n")
      #expect(run.status == 0)
    }
  }

  @Test func `swapped keys are a wrong response`() throws {
    let run = try CommandRun([
      "challenge", "--key1", Self.demo.key2, "--key2", Self.demo.key1, "--body", Self.demo.body, "--check",
      Self.demo.text,
    ])
    try Golden.expect(run.output, "challenge-check-wrong.txt")
    #expect(run.lines.contains("expected     aa139898a7a68a7f6346e05600923a09"))
    #expect(run.status == 1)
  }

  @Test func `a response computed from folded keys is wrong`() throws {
    let run = try CommandRun([
      "challenge", "--key1", "4@1 46546xW%0l 1 5", "--key2", "12998 5 Y3 1 .P00", "--body", Self.demo.body,
      "--check-hex", Self.demo.hex,
    ])
    #expect(run.lines.contains("expected     4f49be370a9e72c8f2803afa6b51bff5"))
    #expect(run.status == 1)
  }

  @Test(
    arguments: [
      (demo.hex, "32 hexadecimal digits"), ("OGpLUyd5OkcqQ28sV3hhLQ==", "the Base64 of 16 bytes"),
      (demo.text + "\r\n", "16 bytes and CR LF"), (demo.text + "\n", "16 bytes and LF"),
      ("x", "1 byte; an MD5 digest has 16"), ("", "nothing follows the response's empty line"),
      ("s3pPLMBiTxaQ9kYGzzhZRbK+xOo=", "28 characters, the Base64 of 20 bytes"),
      ("HTTP/1.1 101 x\r\n\r\n" + demo.text, "a header and 16 bytes"),
    ])
  func `the form of a response that nothing gives is a hint`(response: String, hint: String) throws {
    let run = try CommandRun(Self.walk.options + ["--check", response])
    #expect(run.status == 1)
    #expect(run.lines.contains("expected     \(Self.walk.hex)"))
    #expect(run.lines.contains { $0.hasPrefix("hint         \(hint)") })
    #expect(!run.text.contains("this is") && !run.text.contains("reproduced"))
  }

  @Test(arguments: [
    (demo.hex, "hex-text"), ("OGpLUyd5OkcqQ28sV3hhLQ==", "base64"), (demo.text + "\r\n", "trailing-crlf"),
    (demo.text + "\n", "trailing-lf"),
  ])
  func `the right digest in another form is proven`(response: String, id: String) throws {
    let run = try CommandRun(Self.demo.options + ["--check", response])
    #expect(run.status == 1)
    #expect(run.text.contains("reproduced exactly") && run.text.contains("(\(id))"))
    #expect(run.lines.contains { $0.hasPrefix("fix          server: send") })
    #expect(!run.text.contains("\nhint"))
  }

  @Test func `keys that lost their spaces tell how many they had`() throws {
    let swapped = [
      "challenge", "--key1", "12998 5 Y3 1 .P00", "--key2", "4 @1 46546xW%0l 1 5", "--body", Self.demo.body, "--check",
      Self.demo.text,
    ]
    let run = try CommandRun(swapped)
    try Golden.expect(run.output, "challenge-check-spaces.txt")
    #expect(run.status == 1)
    let handshake = try #require(try CommandRun(swapped + ["--json"]).events("handshake").first)
    #expect(handshake["challenge_mistake"] == .string("space-count"))
    #expect(handshake["challenge_mistakes"] == .array([.string("space-count")]))
    #expect(handshake["expected_challenge_response"] == nil)
  }

  @Test func `nothing can be checked against keys that give no response`() throws {
    let run = try CommandRun(Self.folded.options + ["--check", "1234567812345678"])
    #expect(run.lines.prefix(3).map { $0.prefix(13) } == ["wrong        ", "expected     ", "rule         "])
    #expect(run.lines[1].hasSuffix("none: these keys and this body give no response"))
    #expect(!run.text.contains("this is"))
    #expect(run.complaints.hasSuffix("wslens: no response can be computed\n"))
    #expect(run.status == 1)
  }

  // MARK: Explaining

  @Test(
    arguments: [
      ("challenge-explain.txt", walk.options), ("challenge-explain-demo.txt", demo.options),
      ("challenge-explain-folded.txt", folded.options),
      (
        "challenge-explain-bad.txt",
        [
          "challenge", "--key1", String(repeating: "9 é ", count: 25), "--key2", "42949 67296", "--body-hex",
          "00",
        ]
      ),
      ("challenge-explain-color.txt", walk.options + ["--color", "always"]),
      ("challenge-explain-check.txt", demo.options + ["--check", demo.text]),
    ])
  func `shows every step on 80 columns`(page: String, arguments: [String]) throws {
    let run = try CommandRun(arguments + ["--explain"])
    try Golden.expect(run.output, page)
    let plain = run.text.replacing(try Regex("\u{1b}\\[[0-9;]*m"), with: "")
    #expect(plain.split(separator: "\n").allSatisfy { $0.count <= 80 })
  }

  // MARK: Events

  @Test func `writes a handshake and its findings as events`() throws {
    let run = try CommandRun(Self.demo.options + ["--json", "--check", Self.demo.text + "\n"])
    try Golden.expect(run.output, "challenge-check.jsonl")
    #expect(run.status == 1)
    #expect(run.complaints == "")
    let events = try Events.read(run)
    #expect(events[0]["version"] as? String == "hixie-76")
    #expect(events[0]["key1"] as? String == Self.demo.key1)
    #expect(events[0]["body_hex"] as? String == "5e6e3a64735b3455")
    #expect(events[0]["challenge_response"] as? String == Self.demo.hex + "0a")
    #expect(events[0]["expected_challenge_response"] as? String == Self.demo.hex)
    #expect(events.dropFirst().map { $0["rule"] as? String } == ["H76-24"])
    #expect(events[0]["challenge_mistake"] as? String == "trailing-lf")
  }

  @Test func `without a response there is none in the event`() throws {
    let run = try CommandRun(Self.folded.options + ["--json"])
    let events = try Events.read(run)
    #expect(events[0]["expected_challenge_response"] == nil)
    #expect(events[0]["challenge_response"] == nil)
    #expect(events.dropFirst().map { $0["rule"] as? String } == ["H76-13"])
    #expect(run.status == 1)
  }

  @Test func `options that do not apply are told with -v`() throws {
    let run = try CommandRun(Self.demo.options + ["--json", "--raw", "--explain", "-v"])
    #expect(run.status == 0)
    #expect(
      run.complaints == """
        wslens: --raw is for the response alone and ignored with --explain, --check, --generate and JSON Lines
        wslens: --explain is for text and ignored in JSON Lines

        """)
  }

  // MARK: Making challenges

  @Test func `a generated challenge can be pasted back`() throws {
    for seed in 1...12 {
      let run = try CommandRun(["challenge", "--generate", "--seed", "\(seed)"])
      #expect(run.status == 0)
      #expect(run.complaints == "")
      let options = run.lines.prefix(3).joined(separator: " ")
      let pasted = try CommandRun(shell: "\"$WSLENS\" challenge \(options)")
      #expect(run.lines[3] == "response     " + pasted.lines[0])
      #expect(pasted.complaints == "")
    }
  }

  @Test func `the same seed gives the same challenges`() throws {
    let run = try CommandRun(["challenge", "--generate", "--seed", "3", "--count", "2"])
    try Golden.expect(run.output, "challenge-generate.txt")
    #expect(try CommandRun(["challenge", "--generate"]).text != (try CommandRun(["challenge", "--generate"]).text))
    let events = try CommandRun(["challenge", "--generate", "--seed", "3", "--count", "2", "--json"]).events(
      "handshake")
    #expect(events.count == 2)
    #expect(events[1]["expected_challenge_response"]?.text == run.lines[8].split(separator: " ").last.map(String.init))
    let explained = try CommandRun(["challenge", "--generate", "--seed", "3", "--explain"])
    #expect(explained.lines.contains { $0.hasPrefix("5 MD5") })
  }

  @Test(arguments: [
    ["--key1", "x", "--key2", "y", "--body", "z"], ["--check", "x"], ["--check-hex", "00"], ["--count", "0"],
  ])
  func `what cannot be generated is a wrong command line`(arguments: [String]) throws {
    #expect(try CommandRun(["challenge", "--generate"] + arguments).status == 64)
  }

  // MARK: Where it goes

  @Test func `quiet leaves only the status`() throws {
    let good = try CommandRun(Self.demo.options + ["-q"])
    #expect(good.text + good.complaints == "")
    #expect(good.status == 0)
    let bad = try CommandRun(Self.folded.options + ["-q"])
    #expect(bad.text + bad.complaints == "")
    #expect(bad.status == 1)
  }

  @Test func `raw bytes go to a file`() throws {
    let folder = try TemporaryFolder()
    let run = try CommandRun(Self.demo.options + ["--raw", "-o", folder["response"].path])
    #expect(run.status == 0)
    #expect(try Data(contentsOf: folder["response"]) == Data(Self.demo.text.utf8))
    #expect(try folder.names == ["response"])
  }

  @Test(
    arguments: [
      (["challenge", "--key1", "1 2"], "--key2 is missing"), (["challenge", "--key2", "1 2"], "--key1 is missing"),
      (["challenge", "--key1", "1 2", "--key2", "1 2"], "--body or --body-hex is missing"),
      (demo.options + ["--body-hex", "00"], "give one"),
      (demo.options + ["--check", "x", "--check-hex", "00"], "exclude each other"),
    ])
  func `a wrong command line is status 64`(arguments: [String], reason: String) throws {
    let run = try CommandRun(arguments)
    #expect(run.status == 64)
    #expect(run.complaints.contains(reason))
  }

  @Test func `a wrong hexadecimal digit is shown in its place`() throws {
    for option in ["--body-hex", "--check-hex"] {
      var arguments = ["challenge", "--key1", "x1 2", "--key2", "x1 2"]
      if option == "--check-hex" { arguments += ["--body", "12345678"] }
      let run = try CommandRun(arguments + [option, "5e 6e 3g"])
      #expect(run.status == 65)
      #expect(run.complaints.hasPrefix("wslens: \(option): line 1, column 8"))
      #expect(run.complaints.hasSuffix("  5e 6e 3g\n         ^\n"))
    }
  }

  // MARK: Terminals

  @Test func `does not wait for someone to type`() throws {
    let run = try CommandRun(onTerminal: ["challenge"])
    #expect(run.status == 64)
    #expect(run.text.hasPrefix("wslens: nothing given; use --key1, --key2 and --body"))
  }

  @Test func `raw bytes do not go to a terminal`() throws {
    let run = try CommandRun(onTerminal: Self.demo.options + ["--raw"])
    #expect(run.status == 64)
    #expect(run.text.contains("wslens: --raw writes bytes that a terminal would obey"))
  }
}
