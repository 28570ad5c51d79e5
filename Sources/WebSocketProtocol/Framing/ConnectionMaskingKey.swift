/// The twenty bytes from which hybi-04 derives the mask of each client frame; no other version has them.
///
/// It takes both halves of the handshake: the client's `Sec-WebSocket-Key` and the server's `Sec-WebSocket-Nonce`.
public struct ConnectionMaskingKey: Hashable, Sendable {
  /// The text that is appended to key and nonce.
  public static let guid = "61AC5F19-FBBA-4540-B96F-6561F1AB40A8"

  /// The SHA-1 digest of key, nonce and GUID; 20 bytes.
  public let bytes: [UInt8]

  /// - Parameters:
  ///   - key: the value of `Sec-WebSocket-Key`; it is hashed as text.
  ///   - nonce: the value of `Sec-WebSocket-Nonce`; it is hashed as text, too.
  public init(key: String, nonce: String) {
    bytes = Digest.sha1(Array((key + nonce + Self.guid).utf8))
  }
}
