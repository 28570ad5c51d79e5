extension Challenge {
  /// A new challenge, made as clients make it (draft hixie-76 section 4.1, steps 16 to 26): two keys and 8 random bytes.
  public static func random(using generator: inout some RandomNumberGenerator) -> Challenge {
    let key1 = ChallengeKey.random(using: &generator)
    let key2 = ChallengeKey.random(using: &generator)
    let body = (0..<8).map { _ in UInt8.random(in: .min ... .max, using: &generator) }
    return Challenge(key1: key1, key2: key2, body: body)
  }
}

extension ChallengeKey {
  /// The characters that hide a number: all of printable ASCII but digits and the space (step 21).
  private static let characters = Array(0x21...0x2f) + Array(0x3a...0x7e) as [UInt8]

  /// A new key (draft hixie-76 section 4.1, steps 16 to 22).
  ///
  /// It holds a random number of 32 bits, multiplied by 1 to 12 so that it still fits; 1 to 12 other characters
  /// anywhere; and as many spaces as it was multiplied by, neither first nor last.
  public static func random(using generator: inout some RandomNumberGenerator) -> ChallengeKey {
    let spaces = UInt32.random(in: 1...12, using: &generator)
    let number = UInt32.random(in: 0...UInt32.max / spaces, using: &generator)
    var key = Array(String(number * spaces).utf8)
    for _ in 0..<Int.random(in: 1...12, using: &generator) {
      let character = characters[Int.random(in: characters.indices, using: &generator)]
      key.insert(character, at: Int.random(in: 0...key.count, using: &generator))
    }
    for _ in 0..<spaces {
      key.insert(0x20, at: Int.random(in: 1..<key.count, using: &generator))
    }
    return ChallengeKey(key)
  }
}
