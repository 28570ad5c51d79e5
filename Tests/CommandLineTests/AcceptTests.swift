import Foundation
import Testing

@Suite struct `accept` {
  static let sample = (key: "dGhlIHNhbXBsZSBub25jZQ==", value: "s3pPLMBiTxaQ9kYGzzhZRbK+xOo=")
  static let random = (key: "puVOuWb7rel6z2AVZBKnfw==", value: "lt1/FHuL6o2V8tma5G4mOcqYBFA=")

  // MARK: The value

  @Test(
    arguments: [
      ("dGhlIHNhbXBsZSBub25jZQ==", "s3pPLMBiTxaQ9kYGzzhZRbK+xOo="),
      ("puVOuWb7rel6z2AVZBKnfw==", "lt1/FHuL6o2V8tma5G4mOcqYBFA="),
      ("AQIDBAUGBwgJCgsMDQ4PEC==", "OfS0wDaT5NoxF2gqm7Zj2YtetzM="),
      ("AQIDBAUGBwgJCgsMDQ4PEA==", "C/0nmHhBztSRGR1CwL6Tf4ZjwpY="),
      ("x3JJHMbDL1EzLkh9GBhXDw==", "HSmrc0sMlYUkAGmm5OPpG2HaGWk="),
    ])
  func `prints the value and nothing else`(key: String, value: String) throws {
    let run = try CommandRun(["accept", key])
    #expect(run.text == value + "\n")
    #expect(run.status == 0)
  }

  @Test func `several keys give a table`() throws {
    let run = try CommandRun(["accept", Self.sample.key, Self.random.key])
    #expect(
      run.text == "\(Self.sample.key)\t\(Self.sample.value)\n\(Self.random.key)\t\(Self.random.value)\n")
    #expect(run.status == 0)
  }

  @Test(arguments: [[], ["-"]])
  func `keys on standard input give a table, even one alone`(arguments: [String]) throws {
    let run = try CommandRun(["accept"] + arguments, input: "\r\n\(Self.random.key)\r\n")
    #expect(run.text == "\(Self.random.key)\t\(Self.random.value)\n")
    #expect(run.complaints == "")
  }

  @Test func `ten thousand keys on standard input stay in order`() throws {
    let input = String(repeating: "\(Self.sample.key)\n\(Self.random.key)\n", count: 5_000)
    let run = try CommandRun(["accept", "-q"], input: input)
    #expect(run.status == 0)
    let table = try CommandRun(["accept", "--json"], input: input)
    let keys = table.lines.filter { $0.contains("\"handshake\"") }.map { $0.contains(Self.sample.key) }
    #expect(keys == (0..<10_000).map { $0.isMultiple(of: 2) })
  }

  @Test func `arguments and standard input mix in the order given`() throws {
    let run = try CommandRun(["accept", Self.sample.key, "-", "x3JJHMbDL1EzLkh9GBhXDw=="], input: Self.random.key)
    #expect(
      run.lines.map { $0.prefix(4) } == ["dGhl", "puVO", "x3JJ", ""])
  }

  @Test func `a control character in a key does not reach the terminal`() throws {
    let run = try CommandRun(["accept", "a\u{1b}[31m", "b"])
    #expect(!run.text.contains("\u{1b}"))
    #expect(!run.complaints.contains("\u{1b}"))
    #expect(run.lines.first?.hasPrefix("a\\u{1b}[31m\t") == true)
  }

  // MARK: What may be pasted

  static let request = "GET /chat HTTP/1.1\r\nHost: example.com\r\nSec-WebSocket-Key: \(random.key)\r\n\r\n"

  @Test(
    arguments: [
      "Sec-WebSocket-Key: \(random.key)", "sec-websocket-key:\(random.key)", "> SEC-WebSocket-KEY:  \(random.key) \r\n",
      "< Sec-WebSocket-Key: \(random.key)", "  \(random.key)\n", request, request.replacing("\r\n", with: "\n"),
      "* Connected\n" + request.split(separator: "\r\n").map { "> \($0)\n" }.joined(),
    ])
  func `takes the key from what was pasted`(text: String) throws {
    let argument = try CommandRun(["accept", text])
    #expect(argument.text == Self.random.value + "\n")
    let input = try CommandRun(["accept"], input: text)
    #expect(input.text == "\(Self.random.key)\t\(Self.random.value)\n")
  }

  @Test func `tells with -v where the key was found`() throws {
    let quiet = try CommandRun(["accept", Self.request])
    #expect(quiet.complaints == "")
    let verbose = try CommandRun(["accept", "-v", Self.request])
    #expect(verbose.complaints == "wslens: line 3 of the argument: the key of the field Sec-WebSocket-Key\n")
    #expect(verbose.text == quiet.text)
  }

  @Test func `the first of several key fields of a request is used, and that is told`() throws {
    let twice = "GET / HTTP/1.1\nSec-WebSocket-Key: \(Self.random.key)\nSec-WebSocket-Key: \(Self.sample.key)\n\n"
    let run = try CommandRun(["accept", twice])
    #expect(run.text == Self.random.value + "\n")
    #expect(
      run.complaints == "wslens: note line 3 of the argument repeats Sec-WebSocket-Key; the first one is used\n")
  }

  @Test func `two requests have two keys`() throws {
    let run = try CommandRun(["accept"], input: Self.request + Self.request)
    #expect(run.text == String(repeating: "\(Self.random.key)\t\(Self.random.value)\n", count: 2))
  }

  @Test func `what follows a request is no key`() throws {
    let input = Array((Self.request + "HTTP/1.1 101 x\r\nSec-WebSocket-Accept: y\r\n\r\n").utf8) + [0x81, 0x00, 0xff]
    let run = try CommandRun(["accept"], input: input)
    #expect(run.text == "\(Self.random.key)\t\(Self.random.value)\n")
    #expect(run.status == 0)
  }

  @Test(
    arguments: [
      ("Sec-WebSocket-Accept: x", "Sec-WebSocket-Accept is the answer to it"),
      ("GET / HTTP/1.1\nSec-WebSocket-Key1: 1 2\n", "see wslens challenge"),
      ("GET / HTTP/1.1\nHost: x\n", "there is no Sec-WebSocket-Key field"),
    ])
  func `says why there is no key`(text: String, reason: String) throws {
    for run in [try CommandRun(["accept", text]), try CommandRun(["accept"], input: text)] {
      #expect(run.status == 65)
      #expect(run.complaints.contains(reason))
      #expect(run.text == "")
    }
  }

  @Test func `goes on after a line that is not text`() throws {
    let input = [0xff, 0xfe, 0x0a] + Array(Self.random.key.utf8)
    let run = try CommandRun(["accept"], input: input)
    #expect(run.status == 65)
    #expect(run.complaints == "wslens: line 1 of standard input is not UTF-8 text\n")
    #expect(run.text == "\(Self.random.key)\t\(Self.random.value)\n")
  }

  @Test func `a byte order mark is not part of the key`() throws {
    let run = try CommandRun(["accept"], input: "\u{feff}\(Self.random.key)\n")
    #expect(run.text == "\(Self.random.key)\t\(Self.random.value)\n")
  }

  @Test func `a line without end is refused`() throws {
    let run = try CommandRun(["accept"], input: [UInt8](repeating: 0x41, count: 200_000))
    #expect(run.status == 65)
    #expect(run.complaints == "wslens: line 1 of standard input has more than 65536 bytes\n")
  }

  // MARK: What is wrong with a key

  @Test(
    arguments: [
      ("AAECAwQFBgcICQoLDA0O", "error RQ-10 the key decodes to 15 bytes; it must be 16 (RFC 6455 4.1)", Int32(1)),
      ("AAECAwQFBgcICQoLDA0ODxA=", "error RQ-10 the key decodes to 17 bytes", 1),
      ("dGhlIHNhbXBsZSBub25jZQ", "error RQ-09 the key has 22 characters without padding", 1),
      ("_-_-_-_-_-_-_-_-_-_-_w==", "error RQ-09 the key uses the URL-safe alphabet", 1),
      ("", "error RQ-09 the key is empty", 1),
      ("AQIDBAUGBwgJCgsMDQ4PEC==", "warning RQ-11 ", 0),
      ("dGhlIHNhbXBsZSBub25jZQ==", "note RQ-12 a sample key", 0),
    ])
  func `a bad key gets its value and a finding`(key: String, finding: String, status: Int32) throws {
    let run = try CommandRun(["accept", key])
    #expect(run.output.count == 29)
    #expect(run.complaints.hasPrefix("wslens: \(finding)"))
    #expect(run.status == status)
  }

  @Test func `a finding about one of several keys names it`() throws {
    let run = try CommandRun(["accept", Self.random.key, "AAECAwQFBgcICQoLDA0O"])
    #expect(run.complaints.hasPrefix("wslens: error RQ-10 AAECAwQFBgcICQoLDA0O: the key decodes to 15 bytes"))
    #expect(run.status == 1)
  }

  @Test(
    arguments: [
      ("error", "AQIDBAUGBwgJCgsMDQ4PEC==", Int32(0)), ("warning", "AQIDBAUGBwgJCgsMDQ4PEC==", 1),
      ("warning", sample.key, 0), ("never", "AAECAwQFBgcICQoLDA0O", 0),
    ])
  func `fail-on sets which findings count`(threshold: String, key: String, status: Int32) throws {
    #expect(try CommandRun(["accept", "--fail-on", threshold, key]).status == status)
  }

  // MARK: Checking

  @Test func `the right value is ok`() throws {
    for value in [Self.random.value, " \(Self.random.value) ", "< sec-websocket-accept: \(Self.random.value)\r\n"] {
      let run = try CommandRun(["accept", Self.random.key, "--check", value])
      #expect(run.text == "ok           \(Self.random.value)\n")
      #expect(run.status == 0)
    }
  }

  @Test func `the value of a whole response is checked`() throws {
    let response = "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nSec-WebSocket-Accept: x\r\n\r\n"
    let run = try CommandRun(["accept", Self.random.key, "--check", response])
    #expect(run.lines.first == "wrong        x")
  }

  @Test func `a wrong value is told with the right one and a hint`() throws {
    let run = try CommandRun(["accept", Self.random.key, "--check", "FCKgUr8c7OsDsLFeJTWrJw6WO8Q="])
    try Golden.expect(run.output, "accept-check-wrong.txt")
    #expect(run.lines.contains("expected     lt1/FHuL6o2V8tma5G4mOcqYBFA="))
    #expect(run.status == 1)
  }

  @Test(
    arguments: [
      ("me89jWimTRKTWwrS3aRrL53YZSo=", "20 bytes, the right shape"),
      ("b37a4f2cc0624f1690f64606cf385945b2bec4ea", "40 hexadecimal digits: a SHA-1 digest"),
      ("0xb37a4f2cc0624f1690f64606cf385945b2bec4ea", "40 hexadecimal digits"),
      ("b3:7a:4f:2c:c0:62:4f:16:90:f6:46:06:cf:38:59:45:b2:be:c4:ea", "40 hexadecimal digits"),
      ("B3-7A-4F-2C-C0-62-4F-16-90-F6-46-06-CF-38-59-45", "32 hexadecimal digits: an MD5 digest"),
      ("YjM3YTRmMmNjMDYyNGYxNjkwZjY0NjA2Y2YzODU5NDViMmJlYzRlYQ==", "the Base64 of 40 hexadecimal digits"),
      ("s3pPLMBiTxaQ9kYGzzhZRbK+xOo", "without the = at its end"), ("s3pPLMBiTxaQ9kYGzzhZRbK-xOo=", "URL-safe"),
      ("s3pPLMBiTxaQ9kYGzzhZRbK%2BxOo%3D", "percent-encoded"),
      ("ZEdobElITmhiWEJzWlNCdWIyNWpaUT09MjU4RUFGQTUtRTkxNC00N0RBLTk1Q0EtQzVBQjBEQzg1QjEx", "hashed is missing"),
      ("czNwUExNQmlUeGFROWtZR3p6aFpSYksreE9vPQ==", "the Base64 of Base64"),
      ("77+9ek8s77+9Yk8W77+977+9Rgbvv704WUXvv73vv73vv73vv70=", "ef bf bd"),
      (sample.key, "16 bytes"), ("AAAA", "3 bytes; a SHA-1 digest has 20"), ("", "the value is empty"),
      ("Bd0V0CNda3rPdyzFp9AE9S055a4UaHk80x7wIw==", "28 bytes: a SHA-224 digest"),
      ("c8qeCxwB8sJPxkSckeL76bKL7f642+KYzDiR7EbKyTY=", "32 bytes: a SHA-256 digest"),
      ("s3pPLMBiTxaQ9kYGzzhZRbK+xOoA", "21 bytes: one more"), ("s3pPLMBiTxaQ9kYGzzhZRbK+xA==", "19 bytes"),
      ("S3PPLMBITXAQ9KYGZZHZRBK+XOO=", "20 bytes"), ("nonsense!", "not Base64"),
    ])
  func `the form of a value that nothing gives is a hint`(value: String, hint: String) throws {
    let run = try CommandRun(["accept", Self.random.key, "--check", value])
    #expect(run.status == 1)
    #expect(run.lines.contains("expected     \(Self.random.value)"))
    #expect(run.text.replacing("\n             ", with: " ").contains(try Regex("\nhint         .*\(hint)")))
    #expect(!run.text.contains("this is") && !run.text.contains("reproduced"))
  }

  // MARK: Proofs

  @Test(
    arguments: [
      (
        "accept-check-proof.txt",
        ["4aRdFZG5uYrEUw8dsNLW6g==", "YTYwZWRlMjQ4NWFhNzJiYmRjZTQ5ODI4NjUwMWNjNjE1YTM0MzZkNg=="]
      ),
      ("accept-check-two-proofs.txt", [sample.key, "xytUlkF2rVz2XzwONMCug9nn1qA="]),
      ("accept-check-two-mistakes.txt", [sample.key, "me89jWimTRKTWwrS3aRrL53YZSo="]),
    ])
  func `a value that a mistake gives is explained by it, without a guess`(page: String, values: [String]) throws {
    let run = try CommandRun(["accept", values[0], "--check", values[1]])
    try Golden.expect(run.output, page)
    #expect(run.status == 1)
    #expect(run.text.contains("reproduced exactly"))
    #expect(run.lines.allSatisfy { !$0.hasPrefix("hint") && $0.count <= 80 })
  }

  @Test func `the names of the mistakes are in the event of the handshake`() throws {
    let run = try CommandRun(["accept", "--json", Self.sample.key, "--check", "xytUlkF2rVz2XzwONMCug9nn1qA="])
    let handshake = try #require(try run.events("handshake").first)
    #expect(handshake["accept_mistake"] == .string("key-trail-space"))
    #expect(handshake["accept_mistakes"] == .array([.string("key-trail-space"), .string("guid-sep-space")]))
    #expect(try run.events("finding").allSatisfy { $0["severity"] != .string("hint") })
    for value in [Self.sample.value, "AAAA"] {
      let other = try CommandRun(["accept", "--json", Self.sample.key, "--check", value])
      #expect(!other.text.contains("accept_mistake"))
    }
  }

  // MARK: Making keys

  @Test func `a generated key has 16 bytes and its own value`() throws {
    for arguments in [["--count", "20"], ["--count", "20", "--seed", "7"]] {
      let run = try CommandRun(["accept", "--generate"] + arguments)
      #expect(run.status == 0)
      #expect(run.complaints == "")
      let pairs = run.text.split(separator: "\n").map { $0.split(separator: "\t").map(String.init) }
      #expect(Set(pairs.map { $0[0] }).count == 20)
      let again = try CommandRun(["accept"] + pairs.map { $0[0] })
      #expect(again.text == run.text)
      #expect(again.complaints == "")
    }
  }

  @Test func `the same seed gives the same keys, and no seed others`() throws {
    let seeded = try CommandRun(["accept", "--generate", "--seed", "1"])
    #expect(seeded.text == "wWdeC7mApXWolmH+wIqoOw==\tavFrtGaKKOhDLh3geWLbrQSQRak=\n")
    #expect(try CommandRun(["accept", "--generate", "--seed", "1", "--count", "3"]).lines.first == seeded.lines.first)
    #expect(try CommandRun(["accept", "--generate"]).text != (try CommandRun(["accept", "--generate"]).text))
    let events = try CommandRun(["accept", "--generate", "--seed", "1", "--count", "2", "--json"]).events("handshake")
    #expect(events.map { $0["key"]?.text }.first == "wWdeC7mApXWolmH+wIqoOw==")
    #expect(events.count == 2)
  }

  @Test func `a generated key may be explained`() throws {
    let run = try CommandRun(["accept", "--generate", "--seed", "1", "--explain"])
    #expect(run.lines.contains("Sec-WebSocket-Accept: avFrtGaKKOhDLh3geWLbrQSQRak="))
  }

  @Test(arguments: [
    (["--generate", "key"], "give none"), (["--generate", "--check", "x"], "exclude each other"),
    (["--generate", "--count", "0"], "from 1 up"), (["--generate", "--seed", "-1"], "--seed"),
  ])
  func `what cannot be generated is a wrong command line`(arguments: [String], reason: String) throws {
    let run = try CommandRun(["accept"] + arguments)
    #expect(run.status == 64)
    #expect(run.complaints.contains(reason))
  }

  @Test func `options for generating are told with -v where nothing is generated`() throws {
    let run = try CommandRun(["accept", "-v", "--seed", "1", "--count", "2", Self.random.key])
    #expect(run.text == Self.random.value + "\n")
    #expect(
      run.complaints
        == "wslens: --seed is for --generate and ignored without it\n"
        + "wslens: --count is for --generate and ignored without it\n")
  }

  @Test func `check takes one key`() throws {
    #expect(try CommandRun(["accept", "a", "b", "--check", "c"]).status == 64)
    let run = try CommandRun(["accept", "--check", "c"], input: "a\nb\n")
    #expect(run.status == 64)
    #expect(run.complaints == "wslens: --check compares one value; 2 keys were given\n")
  }

  @Test func `a wrong value counts whatever fail-on says`() throws {
    #expect(try CommandRun(["accept", Self.random.key, "--check", "x", "--fail-on", "never"]).status == 1)
  }

  @Test func `the key of a pasted line where the value should be is explained`() throws {
    let run = try CommandRun(["accept", Self.random.key, "--check", "Sec-WebSocket-Key: x"])
    #expect(run.status == 65)
    #expect(run.complaints.contains("Sec-WebSocket-Key is what it answers"))
  }

  // MARK: Explaining

  @Test(
    arguments: [
      ("accept-explain.txt", [sample.key]), ("accept-explain-two.txt", [sample.key, random.key]),
      ("accept-explain-long.txt", [String(repeating: "key ", count: 60) + "é"]),
      ("accept-explain-ascii.txt", ["é\u{7}", "--ascii"]),
      ("accept-explain-check.txt", [sample.key, "--check", sample.value]),
      ("accept-explain-color.txt", [sample.key, "--color", "always"]),
    ])
  func `shows every step on 80 columns`(page: String, arguments: [String]) throws {
    let run = try CommandRun(["accept", "--explain"] + arguments)
    try Golden.expect(run.output, page)
    let plain = run.text.replacing(try Regex("\u{1b}\\[[0-9;]*m"), with: "")
    #expect(plain.split(separator: "\n").allSatisfy { $0.count <= 80 })
    if arguments.contains("--ascii") { #expect(run.output.allSatisfy { $0 < 0x80 }) }
  }

  @Test func `colour adds nothing but colour`() throws {
    let colored = try CommandRun(["accept", "--explain", Self.sample.key, "--color", "always"])
    let plain = try CommandRun(["accept", "--explain", Self.sample.key])
    #expect(colored.text.replacing(try Regex("\u{1b}\\[[0-9;]*m"), with: "") == plain.text)
  }

  // MARK: Events

  @Test func `writes a handshake and its findings as events`() throws {
    let run = try CommandRun(["accept", "--json", "AAECAwQFBgcICQoLDA0O", "--check", "AAAA"])
    try Golden.expect(run.output, "accept-check.jsonl")
    #expect(run.complaints == "")
    #expect(run.status == 1)
    let events = try Events.read(run)
    #expect(events.map { $0["event"] as? String } == ["handshake", "finding", "finding", "finding"])
    #expect(events[0]["accept"] as? String == "AAAA")
    #expect(events.dropFirst().map { $0["rule"] as? String } == ["RS-06", "accept-length", "RQ-10"])
    #expect(events.dropFirst().map { $0["severity"] as? String } == ["error", "hint", "error"])
  }

  @Test func `one event a key, and none that says what was not given`() throws {
    let run = try CommandRun(["accept", "--format", "jsonl", Self.sample.key, Self.random.key])
    let handshakes = try Events.read(run).filter { $0["event"] as? String == "handshake" }
    #expect(handshakes.map { $0["expected_accept"] as? String } == [Self.sample.value, Self.random.value])
    #expect(handshakes.map { $0["version"] as? String } == ["rfc6455", "rfc6455"])
    #expect(handshakes.allSatisfy { $0["accept"] == nil })
  }

  @Test func `trouble with the input is an event too`() throws {
    let events = try Events.read(try CommandRun(["accept", "--json", "Host: x"]))
    #expect(events.map { $0["event"] as? String } == ["error"])
    #expect(events.first?["status"] as? Int == 65)
  }

  @Test func `an option for text is told with -v in JSON Lines`() throws {
    let run = try CommandRun(["accept", "--json", "--explain", "-v", Self.random.key])
    #expect(run.status == 0)
    #expect(run.complaints == "wslens: --explain is for text and ignored in JSON Lines\n")
  }
}

/// Events read back from JSON Lines.
enum Events {
  static func read(_ run: CommandRun) throws -> [[String: Any]] {
    try run.text.split(separator: "\n").map { line in
      try #require(try JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any])
    }
  }
}
