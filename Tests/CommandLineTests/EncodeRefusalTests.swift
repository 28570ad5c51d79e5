import Testing

/// What `wslens encode` ignores or refuses, and what it says then.
@Suite struct `encode refuses` {
  // MARK: What does not apply

  static let ignored: [(arguments: [String], output: String, notes: [String])] = [
    (
      ["text", "a", "--protocol-version", "hixie-76", "--mask", "none", "--fragment", "1", "--no-fin", "--rsv", "1"],
      "0061ff",
      [
        "--mask is ignored: hixie-76 masks nothing", "--fragment is ignored: frames of hixie-76 have none",
        "--no-fin is ignored: frames of hixie-76 have none", "--rsv is ignored: frames of hixie-76 have none",
      ]
    ),
    (
      ["text", "a", "--protocol-version", "hixie-75", "--length-bits", "16", "--compress", "--claim-length", "9"],
      "0061ff",
      [
        "--length-bits is ignored: frames of hixie-75 have none",
        "--compress is ignored: no extension of hixie-75 compresses",
        "--claim-length is ignored: the frame ends with FF and has no length",
      ]
    ),
    (
      ["text", "a", "--protocol-version", "hybi-02", "--mask", "zero"], "040161",
      ["--mask is ignored: hybi-02 masks nothing"]
    ),
    (["text", "a", "--rsv", "4", "--mask", "none"], "810161", ["RSV4 is ignored: it became the MASK bit in hybi-07"]),
    (
      ["ping", "a", "--compress", "--mask", "none"], "890161",
      ["--compress is ignored: control frames are not compressed"]
    ),
    (
      ["text", "a", "--mask", "none", "--seed", "1", "--key", "k"], "810161",
      [
        "--seed is ignored: only --mask random takes it", "--key is ignored: only hybi-04 masks by it",
      ]
    ),
  ]

  @Test(arguments: ignored)
  func `an option that does not apply is ignored, and -v says so`(
    arguments: [String], output: String, notes: [String]
  ) throws {
    let silent = try CommandRun(["encode"] + arguments)
    #expect(silent.text == output + "\n")
    #expect(silent.complaints == "")
    let told = try CommandRun(["encode", "-v"] + arguments)
    #expect(told.text == silent.text)
    #expect(told.complaints == notes.map { "wslens: \($0)\n" }.joined())
  }

  // MARK: Bad input

  static let refused: [(arguments: [String], message: String)] = [
    (["texts", "a"], "The value 'texts' is invalid for '<type>'"),
    (["256"], "The value '256' is invalid for '<type>'"),
    (["16", "a"], "no opcode is as large as 16; they are 0x0 to 0xf"),
    (["text", "a", "b"], "2 payloads given; put a text with spaces in quotes"),
    (["text", "a", "--hex", "61"], "give the payload as arguments, with --hex or with --file"),
    (["text", "--hex", "6"], "The value '6' is invalid for '--hex <hex>'"),
    (["close", "bye"], "close takes a code from 0 to 65535 and a reason in quotes, such as 1000 'bye'"),
    (["close", "65536"], "close takes a code from 0 to 65535 and a reason in quotes, such as 1000 'bye'"),
    (
      ["close", "1000", "good", "bye"], "close takes a code from 0 to 65535 and a reason in quotes, such as 1000 'bye'"
    ),
    (
      ["close", "1000", "--protocol-version", "hybi-05"],
      "a close of hybi-05 has no code; --hex gives it any body"
    ),
    (["text", "Hello", "--fragment", "3,3"], "--fragment asks for more bytes than the 5 there are"),
    (["text", "Hello", "--fragment", "3,,2"], "The value '3,,2' is invalid for '--fragment <sizes>'"),
    (["text", "Hello", "--fragment=-1"], "The value '-1' is invalid for '--fragment <sizes>'"),
    (["text", "Hello", "--mask", "37fa21"], "The value '37fa21' is invalid for '--mask <key>'"),
    (
      ["text", "Hello", "--mask", "random"], "--mask random takes --seed, so that the same command gives the same bytes"
    ),
    (["text", "Hello", "--rsv", "5"], "The value '5' is invalid for '--rsv <bits>'"),
    (["text", "Hello", "--length-bits", "8"], "The value '8' is invalid for '--length-bits <bits>'"),
    (
      ["text", "--length-bits", "7", String(repeating: "a", count: 126)],
      "a length of 126 does not fit into 7 bits; leave out --length-bits, or give it 16 or 64"
    ),
    (
      ["text", "a", "--claim-length", "65536", "--length-bits", "16"], "a length of 65536 does not fit into 16 bits"
    ),
    (
      ["text", "a", "--claim-length", "0x10000000000000000"],
      "The value '0x10000000000000000' is invalid for '--claim-length <bytes>'"
    ),
    (["ping", "--protocol-version", "hixie-76"], "hixie-76 has no ping frame; a type such as 0x80 builds any"),
    (
      ["text", "a", "--protocol-version", "hybi-04"],
      "hybi-04 derives a client's masks from the opening handshake; give --key and --nonce, or --mask none"
    ),
    (
      ["text", "a", "--compress", "--extensions", "x-unknown"],
      "--compress takes permessage-deflate or deflate-frame among --extensions"
    ),
    (["text", "a", "--to", "morse"], "The value 'morse' is invalid for '--to <notation>'"),
    ([], "Missing expected argument '<type>'"),
  ]

  @Test(arguments: refused)
  func `what cannot be built is a usage error that says why`(arguments: [String], message: String) throws {
    let run = try CommandRun(["encode"] + arguments)
    #expect(run.status == 64)
    #expect(run.text == "")
    #expect(run.complaints.contains(message), "\(run.complaints)")
  }

  @Test func `a file that is not there has a status of its own`() throws {
    let run = try CommandRun(["encode", "text", "--file", "/nowhere/at/all"])
    #expect(run.status == 66)
    #expect(run.complaints.hasPrefix("wslens: "))
  }

  @Test func `does not wait for someone to type`() throws {
    let run = try CommandRun(onTerminal: ["encode", "text", "-"])
    #expect(run.status == 64)
    #expect(run.text == "wslens: nothing to read; pipe the payload to standard input\n")
  }
}
