/// An IPv4 or IPv6 header (RFC 791, section 3.1; RFC 8200, section 3), whatever follows it.
struct NetworkHeader {
  /// 4 or 6.
  let version: UInt8

  /// The header's length in bytes, with options.
  let length: Int

  /// The length of header and contents in bytes, as the header has it.
  let packetLength: Int

  /// Whether a whole TCP segment follows, and not another protocol, an extension header or a part of something.
  let isBeforeTCP: Bool

  let source: NetworkAddress
  let destination: NetworkAddress

  /// Reads a header; `nil` where it is cut, or its lengths contradict each other.
  init?(of bytes: ArraySlice<UInt8>) {
    guard let first = bytes.number(at: 0, bytes: 2) else { return nil }
    switch first >> 12 {
    case 4:
      guard let fragment = bytes.number(at: 6, bytes: 2), let total = bytes.number(at: 2, bytes: 2) else { return nil }
      version = 4
      length = Int(first >> 8 & 0x0F) * 4
      packetLength = Int(total)
      isBeforeTCP = bytes.number(at: 9, bytes: 1) == Self.tcp && fragment & 0x3FFF == 0
    case 6:
      guard let contents = bytes.number(at: 4, bytes: 2) else { return nil }
      version = 6
      length = 40
      packetLength = 40 + Int(contents)
      isBeforeTCP = bytes.number(at: 6, bytes: 1) == Self.tcp
    default: return nil
    }
    let addresses = version == 4 ? 12 : 8
    let size = version == 4 ? 4 : 16
    guard length >= addresses + 2 * size, length <= packetLength, length <= bytes.count else { return nil }
    let start = bytes.startIndex + addresses
    source = NetworkAddress(bytes: bytes[start..<start + size])
    destination = NetworkAddress(bytes: bytes[start + size..<start + 2 * size])
  }

  /// The protocol number of TCP.
  private static let tcp: UInt64 = 6
}

/// An address of IPv4, four bytes, or IPv6, sixteen.
struct NetworkAddress {
  let bytes: ArraySlice<UInt8>

  /// The address and a port: `10.0.0.1:80`, or `[2001:db8::1]:80`.
  func text(port: UInt64) -> String {
    bytes.count == 4 ? "\(bytes.map { String($0) }.joined(separator: ".")):\(port)" : "[\(groups)]:\(port)"
  }

  /// The notation of RFC 5952: no leading zeros, and the longest run of at least two groups of zero as `::`.
  private var groups: String {
    let values = stride(from: 0, to: bytes.count, by: 2).compactMap { bytes.number(at: $0, bytes: 2) }
    var longest = 0..<0
    var run = 0..<0
    for (index, value) in values.enumerated() {
      run = value == 0 ? (run.upperBound == index ? run.lowerBound : index)..<index + 1 : run
      if run.count > longest.count { longest = run }
    }
    let texts = values.map { String($0, radix: 16) }
    guard longest.count > 1 else { return texts.joined(separator: ":") }
    let before = texts[..<longest.lowerBound].joined(separator: ":")
    return before + "::" + texts[longest.upperBound...].joined(separator: ":")
  }
}
