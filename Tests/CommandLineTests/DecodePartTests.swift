import Testing

/// Parts of an input, bare payloads, and what was read written in another notation.
@Suite struct `Parts of what decode reads` {
  private static let hello = "818537fa213d7f9f4d5158"

  // MARK: --skip and --length

  @Test func `a part is read alone, with its places in the whole`() throws {
    let run = try CommandRun(["decode", "--json", "--skip", "2", "--length", "7", "aabb" + "810548656c6c6f" + "cccc"])
    let frame = try #require(run.events("frame").first)
    #expect(frame["offset"]?.integer == 2)
    #expect(frame["payload_text"] == .string("Hello"))
    #expect(try run.events("finding").isEmpty)
    #expect(try run.events("summary").first?["bytes"]?.integer == 7)
  }

  @Test func `a length beyond the end takes what there is, a beginning beyond it is an error`() throws {
    #expect(try CommandRun(["decode", "--json", "--length", "4k", Self.hello]).events("frame").count == 1)
    let beyond = try CommandRun(["decode", "--skip", "12", Self.hello])
    #expect(beyond.status == 65)
    #expect(beyond.complaints.contains("--skip 12 reaches beyond the end: the input has 11 bytes"))
    #expect(try CommandRun(["decode", "--length", "0", Self.hello]).status == 64)
  }

  // MARK: --payload-only

  @Test func `a payload without its header is unmasked`() throws {
    let run = try CommandRun(["decode", "--payload-only", "--masking-key", "37:fa:21:3d", "7f9f4d5158"])
    #expect(
      run.text == """
             byte  hex         bits         field        value  meaning
              0-4  7f 9f 4d 51 58           payload      5 bytes, masked
                   48 65 6c 6c 6f           unmasked     "Hello"
         ok  no findings

        """)
    let events = try CommandRun(["decode", "--payload-only", "--masking-key", "37fa213d", "--json", "7f9f4d5158"])
    #expect(try events.events("message").map { $0["payload_text"] } == [.string("Hello")])
    #expect(try events.events("frame").isEmpty)
  }

  @Test func `a payload without its header is inflated`() throws {
    for extensions in ["permessage-deflate", "x-webkit-deflate-frame"] {
      let run = try CommandRun([
        "decode", "--payload-only", "--extensions", extensions, "--json", "f248cdc9c90700",
      ])
      let message = try #require(run.events("message").first)
      #expect(message["payload_text"] == .string("Hello"))
      #expect(message["compressed"] == .bool(true))
    }
    let broken = try CommandRun(["decode", "--payload-only", "--extensions", "permessage-deflate", "--json", "ffffff"])
    #expect(try broken.events("finding").contains { $0["rule"] == .string("DF-03") })
  }

  @Test func `a payload that is no text is shown as bytes`() throws {
    let run = try CommandRun(["decode", "--payload-only", "--json", "c3 28 00"])
    #expect(try run.events("message").map { $0["type"] } == [.string("binary")])
    #expect(try run.events("finding").isEmpty)
  }

  @Test(arguments: [
    ["decode", "--masking-key", "37fa213d", "81"], ["decode", "--payload-only", "--masking-key", "37fa", "81"],
  ])
  func `a key that cannot be meant is refused`(_ arguments: [String]) throws {
    let run = try CommandRun(arguments)
    #expect(run.status == 64 && run.complaints.contains("--masking-key"))
  }

  // MARK: --to

  @Test func `what was read is written in another notation`() throws {
    #expect(try CommandRun(["decode", "--to", "hex", "81 02\n4f 4b"]).text == "81024f4b\n")
    #expect(try CommandRun(["decode", "--to", "raw", "81024f4b"]).output == [0x81, 0x02, 0x4f, 0x4b])
    #expect(try CommandRun(["decode", "--skip", "2", "--to", "base64", "81024f4b"]).text == "T0s=\n")
    let payload = [
      "decode", "--payload-only", "--masking-key", "37fa213d", "--to", "raw", "7f9f4d5158",
    ]
    #expect(try CommandRun(payload).text == "Hello")
  }

  @Test func `a capture of pasted bytes has the same frames, each from its side`() throws {
    let stream = Self.hello + "810548656c6c6f" + "8800" + "888001020304"
    let capture = try CommandRun(["decode", "--to", "pcap", stream])
    let read = try CommandRun(["pcap", "--json", "--show", "frames", "-"], input: capture.output)
    let frames = try read.events("frame")
    #expect(frames.map { $0["sender"]?.text } == ["client", "server", "server", "client"])
    #expect(frames.map { $0["type"]?.text } == ["text", "text", "close", "close"])
    #expect(frames.prefix(2).map { $0["payload_text"]?.text } == ["Hello", "Hello"])
    #expect(try read.events("finding").filter { $0["severity"] != .string("note") }.isEmpty)
  }
}
