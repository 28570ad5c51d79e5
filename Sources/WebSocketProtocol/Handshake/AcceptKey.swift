internal import Crypto

/// The computation of `Sec-WebSocket-Accept` from `Sec-WebSocket-Key`, step by step (RFC 6455 section 4.2.2).
public struct AcceptKey: Hashable, Sendable {
  /// The text that every server appends to the key (RFC 6455 section 1.3).
  public static let guid = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11"

  /// The key as sent, without the white space around it. It is hashed as text and never decoded.
  public let key: String
  /// The key followed by the GUID: what is hashed.
  public var concatenation: String { key + Self.guid }
  /// The SHA-1 digest of the concatenation, 20 bytes.
  public let digest: [UInt8]
  /// The Base64 text of the digest: the value of the response field, 28 characters.
  public var value: String { Base64.encode(digest) }

  /// Computes the accept value that answers a key.
  ///
  /// - Parameter key: the value of `Sec-WebSocket-Key`. Outer white space does not belong to it and is dropped; any
  ///   other text is hashed as it stands, whether or not it is a good key.
  public init(for key: String) {
    let isBlank: (Character) -> Bool = { $0 == " " || $0 == "\t" || $0 == "\r" || $0 == "\n" || $0 == "\r\n" }
    var trimmed = key[...]
    while let first = trimmed.first, isBlank(first) { trimmed.removeFirst() }
    while let last = trimmed.last, isBlank(last) { trimmed.removeLast() }
    self.key = String(trimmed)
    digest = Digest.sha1(Array((self.key + Self.guid).utf8))
  }
}

/// The two digests of the opening handshake.
enum Digest {
  /// SHA-1 (FIPS 180-4): 20 bytes.
  static func sha1(_ bytes: [UInt8]) -> [UInt8] {
    var hash = Insecure.SHA1()
    unsafe bytes.withUnsafeBytes { unsafe hash.update(bufferPointer: $0) }
    return Array(hash.finalize())
  }

  /// MD5 (RFC 1321): 16 bytes.
  static func md5(_ bytes: [UInt8]) -> [UInt8] {
    var hash = Insecure.MD5()
    unsafe bytes.withUnsafeBytes { unsafe hash.update(bufferPointer: $0) }
    return Array(hash.finalize())
  }
}
