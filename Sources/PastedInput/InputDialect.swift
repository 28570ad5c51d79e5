/// A form in which people paste bytes; the raw value is the name by which a user asks for it.
///
/// A further dialect is a further case here, a parser in a file of its own, and a rule in `DialectDetector`.
public enum InputDialect: String, CaseIterable, Sendable {
  /// Hexadecimal digits, with or without separators and `0x`.
  case hex
  /// Binary digits, eight for each byte.
  case binaryDigits = "binary-digits"
  /// Lines of offset, colon and bytes, as `xxd`, `curl --trace`, `tcpdump -X` and `tcpflow -D` write them.
  case xxd
  /// Lines of offset and bytes, as `hexdump -C`, `od -A x -t x1` and Wireshark write them.
  case hexdump
  /// Rows of bytes and text without offsets, as `ngrep -x` writes them.
  case ngrep
  /// What `tshark -z follow,tcp,raw`, `hex` and `yaml` write of a connection.
  case follow
  /// A list of numbers in the syntax of C, Go, Rust, Swift, Java, Python or JavaScript.
  case cArray = "c-array"
  /// A buffer as Node.js shows it or makes JSON of it.
  case nodeBuffer = "node-buffer"
  /// A string or bytes literal with backslash escapes.
  case escapedString = "escaped-string"
  /// Base64 or base64url, padded or not, wrapped or not (RFC 4648, sections 4 and 5).
  case base64
  /// The bytes as they are.
  case raw

  /// One line that tells a user what the dialect looks like.
  public var summary: String {
    switch self {
    case .hex: "hexadecimal digits: 818537fa, 81 85 37 fa, 81:85:37:fa, 0x81 0x85"
    case .binaryDigits: "binary digits: 10000001 10000101, 0b10000001"
    case .xxd: "a dump with colons: xxd, curl --trace, tcpdump -X, tcpflow -D"
    case .hexdump: "a dump without colons: hexdump, od -t x1, Wireshark, hexyl"
    case .ngrep: "rows of bytes and text without offsets: ngrep -x"
    case .follow: "a followed connection: tshark -z follow,tcp,raw or hex or yaml"
    case .nodeBuffer: #"a buffer of Node.js: <Buffer 81 05>, {"type":"Buffer","data":[129]}, {"0":129}"#
    case .cArray: "a list of numbers: { 0x81, 133, 'H' }, []byte{129}, [-127, -123]"
    case .escapedString: #"a string with escapes: "\x81\x85H\r\n", b'\x81', "\201\u0085""#
    case .base64: "Base64 or base64url, padded or not"
    case .raw: "the bytes as they are"
    }
  }

  /// Reads `text` as this dialect; throws what stood in the way and where.
  func read(_ text: [UInt8]) throws(ReadingFault) -> Reading {
    switch self {
    case .hex: try HexParser.parse(text).withoutPacketHeaders
    case .binaryDigits: try BinaryDigitsParser.parse(text)
    case .xxd: try XxdParser.parse(text)
    case .hexdump: try HexdumpParser.parse(text)
    case .ngrep: try NgrepParser.parse(text)
    case .follow: try FollowParser.parse(text)
    case .cArray: try CArrayParser.parse(text).withoutPacketHeaders
    case .nodeBuffer: try NodeBufferParser.parse(text)
    case .escapedString: try EscapedStringParser.parse(text).withoutPacketHeaders
    case .base64: try Base64Parser.parse(text).withoutPacketHeaders
    case .raw: Reading(bytes: text)
    }
  }
}
