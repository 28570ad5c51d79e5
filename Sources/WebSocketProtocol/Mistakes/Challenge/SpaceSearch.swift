/// The search for the spaces that two keys had when their response was computed.
///
/// Copying collapses runs of spaces and trims the ends, but it leaves the digits alone. A key has 1 to 12 spaces (draft
/// hixie-76 section 4.1, step 16), so that there are at most 288 challenges that it may have been.
struct SpaceSearch {
  /// Spaces a key may have.
  private static let possible = 1...12

  private let challenge: Challenge
  private let digest: [UInt8]

  /// - Parameters:
  ///   - challenge: the keys as they were copied, and the body.
  ///   - digest: the digest in the response.
  init(_ challenge: Challenge, _ digest: [UInt8]) {
    self.challenge = challenge
    self.digest = digest
  }

  /// The numbers of spaces, and the order of the keys, that give the digest.
  func mistakes() -> [ChallengeMistake] {
    guard challenge.body.count == 8 else { return [] }
    var found: [ChallengeMistake] = []
    let parts2 = Self.parts(of: challenge.key2)
    for part1 in Self.parts(of: challenge.key1) {
      for part2 in parts2 {
        if Digest.md5(part1.bytes + part2.bytes + challenge.body) == digest {
          found.append(mistake(part1.spaces, part2.spaces, isExchanged: false))
        }
        if part1.bytes != part2.bytes, Digest.md5(part2.bytes + part1.bytes + challenge.body) == digest {
          found.append(mistake(part1.spaces, part2.spaces, isExchanged: true))
        }
      }
    }
    return found
  }

  /// The bytes a key may stand for, with the spaces it takes; the number 0 stands for 0 whatever it is divided by.
  private static func parts(of key: ChallengeKey) -> [(spaces: Int, bytes: [UInt8])] {
    guard let number = key.number, key.fitsPart else { return [] }
    if number == 0 { return [(min(max(key.spaces, possible.lowerBound), possible.upperBound), [0, 0, 0, 0])] }
    return possible.compactMap { spaces in
      guard number.isMultiple(of: UInt64(spaces)) else { return nil }
      return (spaces, ChallengeComputation.bigEndian(Int64(number) / Int64(spaces), 4))
    }
  }

  private func mistake(_ spaces1: Int, _ spaces2: Int, isExchanged: Bool) -> ChallengeMistake {
    let (given1, given2) = (challenge.key1.spaces, challenge.key2.spaces)
    let count1 = "\(spaces1) \(spaces1 == 1 ? "space" : "spaces")"
    let counts = spaces1 == spaces2 ? "\(count1) in each key" : "\(count1) in key1 and \(spaces2) in key2"
    let exchange = isExchanged ? ", and the keys exchanged, give" : spaces1 == 1 && spaces2 == 1 ? " gives" : " give"
    let pasted = given1 == given2 ? "\(given1) each" : "\(given1) and \(given2)"
    let (first, second) = ("number1 / \(spaces1)", "number2 / \(spaces2)")
    return ChallengeMistake(
      id: Self.id, recipe: "MD5(\(isExchanged ? "\(second) + \(first)" : "\(first) + \(second)") + body)",
      diagnosis: "\(counts)\(exchange) this response; the keys as pasted have \(pasted)",
      fix: isExchanged ? "exchange key1 and key2, and \(Self.fix)" : Self.fix)
  }

  static let id = "space-count"
  static let fix = "copy the keys with every space, as a capture has them; web pages show a run of spaces as one"

  /// The mistake in general, for its page.
  static let mistake = ChallengeMistake(
    id: id, recipe: "MD5(number1 / n + number2 / m + body)",
    diagnosis: "the keys have lost or gained spaces on their way; other numbers of spaces give the response", fix: fix)
}
