import PastedInput
import Testing

/// Texts that terminals, consoles, databases and editors dressed up, or that have more around the bytes.
@Suite struct DisguiseTests {
  private static let ngrep =
    "T 10.0.0.1:51000 -> 10.0.0.2:8080 [AP] #4\n  81 00                                                 ..              \n"

  static let samples = [
    Sample(.base64, "\"gYU3+iE9f59NUVg=\"", "818537fa213d7f9f4d5158"),
    Sample(.hex, "\\x818537fa213d7f9f4d5158", "818537fa213d7f9f4d5158"),
    Sample(.hex, "'\\x8185';", "8185"),
    Sample(.hex, "X'8185'", "8185"),
    Sample(.hex, "[81, 05, 48, 65]", "81054865"),
    Sample(.hex, "0x81 0x1 0x61", "810161"),
    Sample(.xxd, "0000:81 85 37 fa 21 3d\n", "818537fa213d"),
    Sample(.xxd, "\u{1b}[1m00000000\u{1b}[0m: \u{1b}[32m8185\u{1b}[0m 37fa  ..7.\n", "818537fa"),
    Sample(
      .xxd, "00000000: 8100 8100 8100 8100 8100 8100 8100 8100  ................\n00000016: 8a00  ..\n",
      "810081008100810081008100810081008a00"),
    Sample(.cArray, "array('B', [129, 1, 97])", "810161"),
    Sample(.cArray, "array(\"b\", [-127, 1])", "8101"),
    Sample(.cArray, "array([129, 133], dtype=uint8)", "8185"),
    Sample(
      .cArray,
      "Uint8Array(2)\u{a0}[129, 5, buffer: ArrayBuffer(2), length: 2, Symbol(Symbol.toStringTag): \"Uint8Array\"]",
      "8105"),
    Sample(.cArray, "129 133 55", "818537"),
    Sample(.cArray, "-127 -123 55", "818537"),
    Sample(.escapedString, "\u{201C}\\x81\\x00\u{201D}", "8100"),
    Sample(.hexdump, "00000000  81 00     |..|\n00000002\nuser@host:~$ \n", "8100"),
    Sample(.hexdump, "([]uint8) (len=2 cap=2) {\n 00000000  81 05    |..|\n}\n", "8105"),
    Sample(.ngrep, ngrep + "exit\n3 received, 1 matched\n", "8100"),
  ]

  @Test(arguments: samples)
  func `what is dressed up is read`(_ sample: Sample) throws {
    let pasted = try read(sample.text)
    #expect(pasted.dialect == sample.dialect)
    #expect(pasted.bytes.hex == sample.hex)
  }

  @Test(arguments: [
    (Sample(.escapedString, "\"\\x81\\x85H\"", "818548")), Sample(.escapedString, "\\x81\\x85", "8185"),
    Sample(.escapedString, "\"plain text\"", "706c61696e2074657874"), Sample(.hex, "81 05 48 65", "81054865"),
    Sample(.cArray, "[129, 5, 48, 65]", "81053041"), Sample(.cArray, "[81, 5, 48, 65]", "51053041"),
    Sample(.hex, "137 5\n".replacing("137 5", with: "1370 05"), "137005"),
  ])
  func `what only looks similar is read as before`(_ sample: Sample) throws {
    let pasted = try read(sample.text)
    #expect(pasted.dialect == sample.dialect)
    #expect(pasted.bytes.hex == sample.hex)
  }

  @Test(arguments: [true, false])
  func `UTF-16 behind a byte order mark is read`(isLittle: Bool) throws {
    let bytes = ([0xFEFF] + Array("81 00\r\n".utf16)).flatMap { unit -> [UInt8] in
      let pair = [UInt8(unit & 0xFF), UInt8(unit >> 8)]
      return isLittle ? pair : pair.reversed()
    }
    let pasted = try PastedBytes(reading: bytes)
    #expect(pasted.bytes == [0x81, 0x00])
    #expect(pasted.notes == ["The text was in UTF-16."])
  }

  @Test func `raw bytes with an escape or a mark of UTF-16 stay raw`() throws {
    for bytes: [UInt8] in [[0xFF, 0xFE, 0x81, 0x00], [0x81, 0x03, 0x1B, 0x5B, 0x6D], [0x1B, 0x5B, 0x6D, 0x00]] {
      let pasted = try PastedBytes(reading: bytes)
      #expect(pasted.dialect == .raw)
      #expect(pasted.bytes == bytes)
    }
  }

  static let unreadable = [
    ("0000000 177605 030000\n0000004\n", "od -A x -t x1"), ("0000000 201 005   H   e   l\n0000005\n", "od -A x -t x1"),
    ("[{\"_index\": \"packets\", \"_source\": {\"layers\": {}}}]", "-T fields -e tcp.payload"),
    ("{\"log\": {\"entries\": []}}", "bytes of frames"), ("{\"a\":1}", "list of numbers"),
    ("22:13:20.000000 IP 10.0.0.1.51000 > 10.0.0.2.8080: tcp\nE..?....\n", "tcpdump -X"),
  ]

  @Test(arguments: unreadable)
  func `a form without the bytes names one that has them`(_ text: String, _ advice: String) throws {
    let error = try #require(failure(text))
    #expect(error.expected.contains(advice))
  }
}
