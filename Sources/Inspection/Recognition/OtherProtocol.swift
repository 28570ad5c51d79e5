/// Beginnings of packets by which other protocols are known, so that nobody looks for frames behind them.
enum OtherProtocol {
  private static let openings = ["SSH-", "PRI * HTTP/2"].map { Array($0.utf8) }

  /// True where a packet begins as no frame of WebSocket does, and packets of TLS, SSH and HTTP/2 do.
  static func begins(_ bytes: Span<UInt8>) -> Bool {
    isTLS(bytes)
      || openings.contains { opening in
        bytes.count >= opening.count && opening.indices.allSatisfy { bytes[$0] == opening[$0] }
      }
  }

  /// A record of TLS: a type, a version, and a length that records may have (RFC 8446 section 5.1).
  private static func isTLS(_ bytes: Span<UInt8>) -> Bool {
    guard bytes.count >= 5, (20...24).contains(bytes[0]), bytes[1] == 3, bytes[2] <= 4 else { return false }
    let length = Int(bytes[3]) << 8 | Int(bytes[4])
    return length > 0 && length <= 16_384 + 2048
  }
}
