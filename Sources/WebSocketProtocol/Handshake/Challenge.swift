/// The challenge of hixie-76 and the handshake of hybi-01 to -03: two keys and eight body bytes, answered by MD5.
///
/// The response is the MD5 digest of part 1, part 2 and the body, sixteen raw bytes behind the response's empty line
/// (draft hixie-76 section 5.2, steps 8 to 12).
public struct Challenge: Hashable, Sendable {
  /// The value of `Sec-WebSocket-Key1`.
  public let key1: ChallengeKey
  /// The value of `Sec-WebSocket-Key2`.
  public let key2: ChallengeKey
  /// The bytes behind the request's empty line; eight in a good request.
  public let body: [UInt8]

  /// - Parameters:
  ///   - key1: the value of `Sec-WebSocket-Key1`, every space intact.
  ///   - key2: the value of `Sec-WebSocket-Key2`, every space intact.
  ///   - body: the bytes behind the request's empty line.
  public init(key1: ChallengeKey, key2: ChallengeKey, body: [UInt8]) {
    self.key1 = key1
    self.key2 = key2
    self.body = body
  }

  /// The sixteen bytes that are hashed; `nil` where a number does not divide or the body has not eight bytes.
  public var concatenation: [UInt8]? {
    guard let part1 = key1.part, let part2 = key2.part, body.count == 8 else { return nil }
    return part1 + part2 + body
  }

  /// The sixteen bytes of the response; `nil` where no response can be computed.
  public var response: [UInt8]? {
    concatenation.map(Digest.md5)
  }
}
