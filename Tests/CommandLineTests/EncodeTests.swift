import Foundation
import TestSupport
import Testing

/// `wslens encode`, as the one who types it sees it.
@Suite struct `encode` {
  static let keys = ["--key", "dGhlIHNhbXBsZSBub25jZQ==", "--nonce", "H+cNj5elaybfGIQv1esl2w=="]

  // MARK: Bytes

  static let built: [(arguments: [String], frames: [String])] = [
    // RFC 6455 section 5.7.
    (["text", "Hello", "--sender", "server"], ["810548656c6c6f"]),
    (["text", "Hello"], ["818537fa213d7f9f4d5158"]),
    (["text", "Hello", "--fragment", "3,2", "--sender", "server"], ["010348656c", "80026c6f"]),
    (["text", "Hello", "--fragment", "3", "--mask", "none"], ["010348656c", "80026c6f"]),
    (["ping", "Hello", "--sender", "server"], ["890548656c6c6f"]),
    (["pong", "Hello"], ["8a8537fa213d7f9f4d5158"]),
    // RFC 7692 section 7.2.3.1, a compressed message in one frame and in two.
    (["text", "--hex", "f248cdc9c90700", "--rsv", "1", "--mask", "none"], ["c107f248cdc9c90700"]),
    (
      ["text", "--hex", "f2:48:cd:c9:c9:07:00", "--rsv", "1", "--mask", "none", "--fragment", "3"],
      ["4103f248cd", "8004c9c90700"]
    ),
    // The drafts.
    (["text", "Hello", "--protocol-version", "hybi-03"], ["040548656c6c6f"]),
    (["text", "Hello", "--protocol-version", "hybi-03", "--fragment", "3"], ["840348656c", "00026c6f"]),
    (["ping", "Hello", "--protocol-version", "hybi-03"], ["020548656c6c6f"]),
    (["text", "Hello", "--protocol-version", "hybi-04", "--mask", "01020304"] + keys, ["0102030464a14326e56a57"]),
    (["close", "--protocol-version", "hybi-04", "--mask", "de:ad:be:ef"] + keys, ["deadbeefdfb5"]),
    (["close", "--protocol-version", "hybi-05", "--mask", "0xa1b2c3d4"], ["a1b2c3d420b380"]),
    (["close", "--protocol-version", "hybi-05", "--sender", "server"], ["810153"]),
    (["text", "Hello", "--protocol-version", "hybi-06"], ["37fa213db3ff69585b964e"]),
    (["text", "Hello", "--protocol-version", "hybi-06", "--sender", "server"], ["840548656c6c6f"]),
    (["text", "Hello", "--protocol-version", "hixie-76"], ["0048656c6c6fff"]),
    (["close", "--protocol-version", "hixie-76"], ["ff00"]),
    (["0x80", "Hello", "--protocol-version", "hixie-75"], ["800548656c6c6f"]),
    // What the types carry.
    (["text", "--mask", "none"], ["8100"]),
    (["binary", "é", "--mask", "none"], ["8202c3a9"]),
    (["text", "--mask", "none", "--", "-5"], ["81022d35"]),
    (["close", "--mask", "none"], ["8800"]),
    (["close", "1000", "--mask", "none"], ["880203e8"]),
    (["close", "1001", "lunch!", "--mask", "none"], ["880803e96c756e636821"]),
    (["close", "65535", "--mask", "none"], ["8802ffff"]),
    (["close", "--hex", "03", "--mask", "none"], ["880103"]),
    (["continuation", "a", "--mask", "none"], ["800161"]),
    (["11", "a", "--mask", "none"], ["8b0161"]),
    (["0xb", "a", "--mask", "none"], ["8b0161"]),
    // What is broken on purpose.
    (["text", "Hello", "--mask", "zero"], ["81850000000048656c6c6f"]),
    (["text", "Hello", "--sender", "server", "--mask", "37fa213d"], ["818537fa213d7f9f4d5158"]),
    (["text", "a", "--mask", "none", "--length-bits", "16"], ["817e000161"]),
    (["text", "a", "--mask", "none", "--length-bits", "64"], ["817f000000000000000161"]),
    (["text", "a", "--mask", "none", "--claim-length", "300"], ["817e012c61"]),
    (["text", "a", "--mask", "none", "--claim-length", "0x8000000000000000"], ["817f800000000000000061"]),
    (["text", "a", "--mask", "none", "--rsv", "1,3"], ["d10161"]),
    (["text", "a", "--protocol-version", "hybi-06", "--sender", "server", "--rsv", "4"], ["848161"]),
    (["text", "a", "--mask", "none", "--no-fin"], ["010161"]),
    (["ping", "ab", "--mask", "none", "--fragment", "1"], ["090161", "800162"]),
    (["text", "ab", "--mask", "none", "--fragment", "0,2,0"], ["0100", "00026162", "8000"]),
  ]

  @Test(arguments: built)
  func `writes the frames as hexadecimal digits, one a line`(arguments: [String], frames: [String]) throws {
    let run = try CommandRun(["encode"] + arguments)
    #expect(run.text == frames.map { $0 + "\n" }.joined())
    #expect(run.complaints == "")
    #expect(run.status == 0)
  }

  @Test func `the payload comes from standard input or a file, byte by byte`() throws {
    let bytes: [UInt8] = [0x00, 0xff, 0x0a]
    let folder = try TemporaryFolder()
    try Data(bytes).write(to: folder["payload"])
    for arguments in [["-"], ["--file", "-"], ["--file", folder["payload"].path]] {
      let run = try CommandRun(["encode", "binary", "--mask", "none"] + arguments, input: bytes)
      #expect(run.text == "820300ff0a\n")
    }
    let reason = try CommandRun(["encode", "close", "1000", "-", "--mask", "none"], input: "bye")
    #expect(reason.text == "880503e8627965\n")
  }

  // MARK: Repeatability

  @Test func `random keys follow from the seed, and no two fragments share theirs`() throws {
    func keys(_ options: [String]) throws -> [String] {
      let run = try CommandRun(["encode", "text", "Hello", "--fragment", "1,1,1,1", "--json"] + options)
      #expect(try run.events("finding") == [])
      return try run.events("frame").compactMap { $0["masking_key"]?.text }
    }
    let seven = try keys(["--mask", "random", "--seed", "7"])
    #expect(try keys(["--mask", "random", "--seed", "7"]) == seven)
    #expect(try keys(["--mask", "random", "--seed", "8"]) != seven)
    #expect(Set(seven).count == 5)
    let usual = try keys([])
    #expect(try keys([]) == usual)
    #expect(usual.first == "37fa213d")
    #expect(Set(usual).count == 5)
  }

  @Test func `a chosen key is that of every frame`() throws {
    let run = try CommandRun(["encode", "text", "Hello", "--fragment", "3", "--mask", "0a0b0c0d", "--json"])
    #expect(try run.events("frame").map { $0["masking_key"] } == [.string("0a0b0c0d"), .string("0a0b0c0d")])
    #expect(try run.events("finding").map { $0["rule"] } == [.string("SEC-02")])
  }

  // MARK: Compression

  static let agreements = [
    [], ["--extensions", "permessage-deflate; client_no_context_takeover; client_max_window_bits=9"],
    ["--extensions", "deflate-frame"], ["--extensions", "x-webkit-deflate-frame; max_window_bits=10"],
  ]

  @Test(arguments: agreements, [[], ["--fragment", "3,1"], ["--sender", "server"]])
  func `what is compressed is inflated to the same text`(agreement: [String], options: [String]) throws {
    let text = "the same again and again and again"
    let run = try CommandRun(["encode", "text", text, "--compress", "--json"] + agreement + options)
    let message = try #require(try run.events("message").first)
    #expect(message["payload_text"] == .string(text))
    #expect(message["compressed"] == .bool(true))
    #expect(try run.events("finding") == [])
    let isByFrame = agreement.last?.contains("frame") == true
    let marks = try run.events("frame").map { $0["rsv1"] }
    #expect(marks == marks.indices.map { .bool($0 == 0 || isByFrame) })
  }

  @Test func `an empty message is compressed to one byte`() throws {
    #expect(try CommandRun(["encode", "text", "--compress", "--mask", "none"]).text == "c10100\n")
  }

  @Test func `the smallest window is kept to`() throws {
    // What repeats lies 300 bytes back, out of reach of a window of 256.
    var generator = SeededGenerator(state: 8)
    let block = generator.bytes(300)
    let agreed = ["--extensions", "permessage-deflate; client_max_window_bits=8"]
    let run = try CommandRun(
      ["encode", "binary", "-", "--compress", "--json"] + agreed, input: block + block.prefix(200) + block.prefix(200))
    #expect(try run.events("finding") == [])
    #expect(try run.events("message").map { $0["complete"] } == [.bool(true)])
  }

  // MARK: Notations

  @Test(arguments: ["hex", "xxd", "c", "swift", "python", "go", "rust", "js", "java", "base64", "raw"])
  func `decode reads every notation`(notation: String) throws {
    let arguments = ["encode", "text", "Hello, you there!", "--fragment", "5,2"]
    let written = try CommandRun(arguments + ["--to", notation])
    #expect(written.status == 0)
    let frames = try CommandRun(["decode", "--sender", "client", "--show", "frames"], input: written.output)
    let direct = try CommandRun(arguments)
    #expect(
      frames.text == (try CommandRun(["decode", "--sender", "client", "--show", "frames"], input: direct.output)).text)
    #expect(frames.text.contains("\"Hello\""))
  }

  @Test func `raw is the bytes themselves, and terminals are spared them`() throws {
    #expect(try CommandRun(["encode", "text", "Hello", "--to", "raw"]).output == Wire.hello)
    for notation in ["raw", "pcap"] {
      let run = try CommandRun(onTerminal: ["encode", "text", "Hello", "--to", notation])
      #expect(run.status == 64)
      #expect(
        run.text
          == "wslens: --to \(notation) writes bytes that a terminal would obey; send them to a file or a program\n")
    }
  }

  @Test(arguments: ["client", "server"])
  func `a capture holds the frames behind a handshake`(sender: String) throws {
    let folder = try TemporaryFolder()
    let path = folder["frames.pcap"].path
    let options = ["--fragment", "9", "--compress", "--sender", sender, "--to", "pcap", "-o", path]
    let run = try CommandRun(["encode", "text", "Hello, hello, hello"] + options)
    #expect(run.status == 0)
    #expect(run.text == "")
    let seen = try CommandRun(["pcap", path, "--json", "--show", "messages"])
    #expect(try seen.events("message").map { $0["payload_text"] } == [.string("Hello, hello, hello")])
    #expect(try seen.events("message").map { $0["sender"] } == [.string(sender)])
    #expect(try seen.events("handshake").map { $0["accepted"] } == [.bool(true)])
    #expect(try seen.events("finding").allSatisfy { $0["severity"] == .string("note") })
  }

  // MARK: Views

  static let pages: [(file: String, arguments: [String])] = [
    ("encode-explain.txt", ["text", "Hello", "--explain"]),
    (
      "encode-explain-broken.txt",
      ["text", "Hello", "--length-bits", "16", "--rsv", "2", "--mask", "zero", "--explain"]
    ),
    ("encode-explain-hybi-06.txt", ["close", "1000", "bye", "--protocol-version", "hybi-06", "--explain"]),
    ("encode-explain-hixie-76.txt", ["text", "Grüße", "--protocol-version", "hixie-76", "--explain"]),
    ("encode.jsonl", ["text", "Hello", "--fragment", "3", "--json"]),
  ]

  @Test(arguments: pages)
  func `a page is as it was`(page: (file: String, arguments: [String])) throws {
    let run = try CommandRun(["encode"] + page.arguments)
    try Golden.expect(run.output, page.file)
    #expect(run.complaints == "")
    #expect(run.status == 0)
  }

  @Test func `explains as decode does`() throws {
    let explained = try CommandRun(["encode", "text", "Hello", "--explain"])
    let decoded = try CommandRun(["decode", "818537fa213d7f9f4d5158", "--sender", "client", "--explain"])
    #expect(explained.text == decoded.text)
  }

  @Test func `explains frames that nobody else would take for any`() throws {
    let broken = ["--mask", "none", "--length-bits", "16", "--rsv", "1,2,3"]
    let run = try CommandRun(["encode", "close", "1000", "bye", "--json"] + broken)
    #expect(try run.events("frame").map { $0["payload_hex"] } == [.string("03e8627965")])
    #expect(Set(try run.events("finding").compactMap { $0["rule"]?.text }).isSuperset(of: ["FR-01", "FR-04", "FR-05"]))
  }

  @Test func `-q writes nothing`() throws {
    let run = try CommandRun(["encode", "text", "Hello", "-q"])
    #expect(run.text + run.complaints == "")
    #expect(run.status == 0)
  }
}
