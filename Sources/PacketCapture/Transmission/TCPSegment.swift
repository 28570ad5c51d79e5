/// What a TCP header says (RFC 9293 section 3.1), and where the payload is.
struct TCPSegment {
  struct Flags: OptionSet {
    let rawValue: UInt8
    static let fin = Flags(rawValue: 0x01)
    static let syn = Flags(rawValue: 0x02)
    static let rst = Flags(rawValue: 0x04)
    static let ack = Flags(rawValue: 0x10)
  }

  var sourcePort: UInt16
  var destinationPort: UInt16
  var sequence: UInt32
  var acknowledgment: UInt32
  var flags: Flags
  /// Where the payload begins; behind the last captured byte when the header's options are cut.
  var payloadOffset: Int
  /// How long the payload was on the wire; the capture may hold less of it.
  var payloadLength: Int

  /// The sequence number of the first byte of payload: a SYN stands before it.
  var payloadSequence: UInt32 { flags.contains(.syn) ? sequence &+ 1 : sequence }

  /// Reads the TCP header that a datagram's payload begins with.
  /// - Parameter length: how long header and payload were on the wire.
  /// - Returns: nil when there is no sound header, or its fixed part is cut.
  static func read(_ bytes: Span<UInt8>, length: Int) -> TCPSegment? {
    guard length >= 20, bytes.count >= 20 else { return nil }
    let headerLength = Int(bytes[12] >> 4) * 4
    guard headerLength >= 20, length >= headerLength else { return nil }
    return TCPSegment(
      sourcePort: bytes.big16(0), destinationPort: bytes.big16(2),
      sequence: bytes.big32(4), acknowledgment: bytes.big32(8),
      flags: Flags(rawValue: bytes[13]),
      payloadOffset: headerLength, payloadLength: length - headerLength)
  }
}
