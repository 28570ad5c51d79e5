extension AcceptKey {
  /// A new key with its accept value: the Base64 text of 16 random bytes (RFC 6455 section 4.1, item 7).
  ///
  /// - Parameter generator: where the bytes come from; what it can predict is no secret, and a key need not be one.
  public static func random(using generator: inout some RandomNumberGenerator) -> AcceptKey {
    let bytes = (0..<16).map { _ in UInt8.random(in: .min ... .max, using: &generator) }
    return AcceptKey(for: Base64.encode(bytes))
  }
}
