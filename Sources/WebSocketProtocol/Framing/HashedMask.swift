/// What a client frame of hybi-04 is combined with: twenty bytes, from the first byte of the header on.
///
/// They are the SHA-1 of the frame's four clear bytes and the connection's masking key.
public struct HashedMask: Hashable, Sendable {
  /// The mask's twenty bytes.
  public let bytes: [UInt8]

  /// - Parameters:
  ///   - nonce: the four bytes in clear at the beginning of the frame.
  ///   - connectionKey: the connection's masking key.
  public init(nonce: MaskingKey, connectionKey: ConnectionMaskingKey) {
    bytes = Digest.sha1(nonce.bytes + connectionKey.bytes)
  }

  /// The mask's byte for a place in the frame, counted from the first byte of the header.
  public subscript(offset: UInt64) -> UInt8 {
    bytes[Int(truncatingIfNeeded: offset % 20)]
  }

  /// Copies `bytes` to `output`, unmasked; masking is the same operation.
  ///
  /// - Parameters:
  ///   - offset: where they begin, counted from the first byte of the header.
  ///   - output: its first bytes become the result; it grows where it is shorter than `bytes`.
  public func apply(to bytes: Span<UInt8>, at offset: UInt64, into output: inout [UInt8]) {
    let count = bytes.count
    if output.count < count { output.append(contentsOf: repeatElement(0, count: count - output.count)) }
    for index in 0..<count {
      output[index] = bytes[index] ^ self[offset &+ UInt64(index)]
    }
  }
}
