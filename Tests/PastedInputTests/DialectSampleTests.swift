import PastedInput
import Testing

/// A text as someone pastes it, and what it stands for.
struct Sample: Sendable, CustomTestStringConvertible {
  let text: String
  let dialect: InputDialect
  let hex: String
  var testDescription: String { "\(dialect.rawValue): \(text)" }

  init(_ dialect: InputDialect, _ text: String, _ hex: String) {
    self.text = text
    self.dialect = dialect
    self.hex = hex
  }
}

@Suite struct DialectSampleTests {
  static let hexadecimal = [
    Sample(.hex, "818537fa213d7f9f4d5158", "818537fa213d7f9f4d5158"),
    Sample(.hex, "81 85 37 fa 21 3D 7F 9F\n4d 51 58\n", "818537fa213d7f9f4d5158"),
    Sample(.hex, "81:85:37:FA", "818537fa"),
    Sample(.hex, "81-85-37-FA", "818537fa"),
    Sample(.hex, "81,85,37,fa", "818537fa"),
    Sample(.hex, "0x8185 0x37FA", "818537fa"),
    Sample(.hex, "0x8185, 0x37fa", "818537fa"),
    Sample(.hex, "{81 85}", "8185"),
    Sample(.hex, "<818537fa 213d7f9f>", "818537fa213d7f9f"),
    Sample(.hex, "\"818537fa\";", "818537fa"),
    Sample(.hex, "  8185\r\n\t37fa  ", "818537fa"),
    Sample(.hex, "00000000 8185", "000000008185"),
  ]

  static let lists = [
    Sample(.cArray, "0x81, 0x85", "8185"),
    Sample(.cArray, "unsigned char x[] = {\n  0x81, 0x85\n};\nunsigned int x_len = 2;\n", "8185"),
    Sample(.cArray, "static const unsigned char pkt1[2] = {\n0x81, 0x85, /* .. */\n};", "8185"),
    Sample(
      .cArray, "{ 0x81, 129, 0201, 'H', '\\n', '\\x41', -127, 0x85u8, 0b11, } // done", "818181480a41818503"),
    Sample(.cArray, "frame := []byte{0x81, 129}", "8181"),
    Sample(.cArray, "vec![129u8, 0x8_5]", "8185"),
    Sample(.cArray, "let frame: [u8; 2] = [0x81, b'H'];", "8148"),
    Sample(.cArray, "let frame: [UInt8] = [129, 133]", "8185"),
    Sample(.cArray, "new Uint8Array([129, 133]);", "8185"),
    Sample(.cArray, "bytearray((129, 133))", "8185"),
    Sample(.cArray, "byte[] b = new byte[3] { 1, 2, (byte) 0x81 };", "010281"),
    Sample(.cArray, "std::array<std::uint8_t, 2> a{{0x81, 0x85}};", "8185"),
    Sample(.cArray, "[-127, -123, 55]", "818537"),
    Sample(.cArray, "-127, -123, 55", "818537"),
    Sample(.cArray, "-12, -23", "f4e9"),
    Sample(.cArray, "129, 133 # Python", "8185"),
    Sample(.cArray, "'H', '\\n'", "480a"),
    Sample(.cArray, "<<129,133,\"x\\n\">>", "8185780a"),
    Sample(.cArray, "[81, 85]", "5155"),
    Sample(.cArray, "[]", ""),
    Sample(.cArray, "[129 133 55 250]", "818537fa"),
    Sample(.cArray, "recv = [129 5]", "8105"),
    Sample(.cArray, "<<16#81, 2#101:8, 133:8>>", "810585"),
    Sample(.cArray, "Uint8Array(2) [ 129, 5 ]", "8105"),
    Sample(.cArray, "&[129u8, 5]", "8105"),
    Sample(
      .cArray,
      """
      char peer0_0[] = { /* Packet 6 */
      0x81, 0x85, 0x37, 0xfa, 0x21, 0x3d, 0x7f, 0x9f,
      0x4d, 0x51, 0x58 };
      char peer1_0[] = { /* Packet 7 */
      0x81, 0x05, 0x48, 0x65, 0x6c, 0x6c, 0x6f };
      """, "818537fa213d7f9f4d5158810548656c6c6f"),
    Sample(
      .cArray, "unsigned char a[] = {\n  0x81\n};\nunsigned int a_len = 1;\nunsigned char b[2] = {\n  0x05, 0x06\n};\n",
      "810506"),
  ]

  static let buffers = [
    Sample(.nodeBuffer, "<Buffer 81 05 48>", "810548"),
    Sample(.nodeBuffer, "{ data: <Buffer 81 05>, n: 1 }", "8105"),
    Sample(.nodeBuffer, "[ <Buffer 01>, <Buffer 02 03> ]", "010203"),
    Sample(.nodeBuffer, "<Buffer >", ""),
    Sample(.nodeBuffer, "<SlowBuffer 81 05>", "8105"),
    Sample(.nodeBuffer, "ArrayBuffer { [Uint8Contents]: <81 05>, byteLength: 2 }", "8105"),
    Sample(.nodeBuffer, #"{"type":"Buffer","data":[129,5]}"#, "8105"),
    Sample(.nodeBuffer, "{ type: 'Buffer', data: [ 129, 5 ] }", "8105"),
    Sample(.nodeBuffer, #"{"message": {"type": "Buffer", "data": [129, 5]}}"#, "8105"),
    Sample(.nodeBuffer, #"{"0":129,"1":5}"#, "8105"),
    Sample(.nodeBuffer, "{ '0': 129, '1': 5 }", "8105"),
  ]

  static let bits = [
    Sample(.binaryDigits, "10000001 10000101", "8185"),
    Sample(.binaryDigits, "10000001\n00000101\n", "8105"),
    Sample(.binaryDigits, "10000001, 00000101", "8105"),
    Sample(.binaryDigits, "0b10000001 0b00000101", "8105"),
    Sample(.binaryDigits, "0b10000001", "81"),
  ]

  static let strings = [
    Sample(
      .escapedString, #"b"\x81\x8c\r\x06y\xe2ni\x17\x8che\r\x8bbhC\xd3""#, "818c0d0679e26e69178c68650d8b626843d3"),
    Sample(.escapedString, #"\x81\x85H\r\n\"\\\0\201\u0081"#, "8185480d0a225c008181"),
    Sample(.escapedString, "\"\\x81\"\n  \"\\x85\" // two\n  \"abc\"", "8185616263"),
    Sample(.escapedString, #"const char frame[] = "\x81\x85";"#, "8185"),
    Sample(.escapedString, #"printf '\x81\x85'"#, "8185"),
    Sample(.escapedString, #"ws.send(B'\x81' + b'{1, 2}')"#, "817b312c20327d"),
    Sample(.escapedString, #"$'\x81\e\a'"#, "811b07"),
    Sample(.escapedString, #"rb"\x""#, "5c78"),
    Sample(.escapedString, ##"br#"a"\"#"##, "61225c"),
    Sample(.escapedString, "\"\"\"\\x81\n\"\"\"", "810a"),
    Sample(.escapedString, "\"\\x81\\\n\\x85\"", "8185"),
    Sample(.escapedString, #""\u20ac\ud83d\ude00\u{1F600}\U0001F600""#, "e282acf09f9880f09f9880f09f9880"),
    Sample(.escapedString, #"\x81 \x85, \x37"#, "818537"),
    Sample(.escapedString, "\\x81\\x85\n\\x37a b", "818537612062"),
    Sample(.escapedString, #""abc""#, "616263"),
    Sample(.escapedString, #""\x{81}\x{5}""#, "8105"),
    Sample(.escapedString, "\"\\x81\\x05\\x48\" \\\n\"\\x65\"", "81054865"),
  ]

  static let base64 = [
    Sample(.base64, "gYU3+iE9f59NUVg=", "818537fa213d7f9f4d5158"),
    Sample(.base64, "gYU3-iE9f59NUVg", "818537fa213d7f9f4d5158"),
    Sample(.base64, "gYU3\n+iE9\r\n f59N\nUVg=\n", "818537fa213d7f9f4d5158"),
    Sample(.base64, "gYU3+iE9f59NUVh=", "818537fa213d7f9f4d5158"),
    Sample(.base64, "dGhlIHNhbXBsZSBub25jZQ==", "7468652073616d706c65206e6f6e6365"),
  ]

  static let raw = [
    Sample(.raw, "GET / HTTP/1.1\r\n", "474554202f20485454502f312e310d0a"),
    Sample(.raw, "HTTP/1.1 101 \r\n", "485454502f312e3120313031200d0a"),
    Sample(.raw, "\u{1}\u{1}a\n", "0101610a"),
    Sample(.raw, "\u{20AC}81", "e282ac3831"),
  ]

  static let texts = hexadecimal + bits + lists + buffers + strings + base64 + raw

  @Test(arguments: texts)
  func `is recognised and read`(_ sample: Sample) throws {
    let pasted = try read(sample.text)
    #expect(pasted.dialect == sample.dialect)
    #expect(pasted.bytes.hex == sample.hex)
  }

  @Test(arguments: texts)
  func `is read when its dialect is named`(_ sample: Sample) throws {
    let pasted = try read(sample.text, as: sample.dialect)
    #expect(pasted.bytes.hex == sample.hex)
    #expect(pasted.alternatives.isEmpty)
  }

  @Test(arguments: InputDialect.allCases)
  func `is empty where a dialect is named and nothing is pasted`(_ dialect: InputDialect) throws {
    #expect(try read("", as: dialect).bytes.isEmpty)
  }

  @Test func `a handshake followed by frames stays raw`() throws {
    let bytes = Array("GET /chat HTTP/1.1\r\nHost: a\r\n\r\n".utf8) + [0x81, 0x00]
    let pasted = try PastedBytes(reading: bytes)
    #expect(pasted.bytes == bytes)
    #expect(pasted.dialect == .raw)
  }

  @Test func `every dialect has a name and a line about it`() {
    #expect(
      InputDialect.allCases.map(\.rawValue) == [
        "hex", "binary-digits", "xxd", "hexdump", "ngrep", "follow", "c-array", "node-buffer", "escaped-string",
        "base64", "raw",
      ])
    #expect(InputDialect.allCases.allSatisfy { !$0.summary.isEmpty && !$0.summary.contains("\n") })
  }
}
