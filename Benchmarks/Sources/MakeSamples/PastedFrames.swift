internal import WebSocketProtocol

/// Frames as people paste them.
enum PastedFrames {
  /// A masked "Hello" (RFC 6455 section 5.7), as hexadecimal digits.
  static let hello = line(
    FrameEncoder.encode(.text, Array("Hello".utf8), maskingKey: MaskingKey(0x37, 0xFA, 0x21, 0x3D)))

  /// "Hello" in two fragments with a ping between them, as xxd prints it.
  static let fragmented = dump(
    FrameEncoder.encode(.text, Array("Hel".utf8), isFinal: false)
      + FrameEncoder.encode(.ping, Array("Hello".utf8))
      + FrameEncoder.encode(.continuation, Array("lo".utf8)))

  private static func line(_ bytes: [UInt8]) -> String {
    bytes.map(hex).joined(separator: " ") + "\n"
  }

  /// The layout of `xxd`: offset, eight groups of two bytes, and what is printable.
  private static func dump(_ bytes: [UInt8]) -> String {
    stride(from: 0, to: bytes.count, by: 16).map { start in
      let row = bytes[start..<min(start + 16, bytes.count)]
      let offset = String(start, radix: 16)
      var groups = ""
      for (index, byte) in row.enumerated() { groups += (index % 2 == 0 ? " " : "") + hex(byte) }
      groups += String(repeating: " ", count: 40 - groups.count)
      let text = row.map { (0x20..<0x7F).contains($0) ? String(UnicodeScalar($0)) : "." }.joined()
      return String(repeating: "0", count: 8 - offset.count) + offset + ":" + groups + "  " + text + "\n"
    }.joined()
  }

  private static func hex(_ byte: UInt8) -> String {
    (byte < 16 ? "0" : "") + String(byte, radix: 16)
  }
}
