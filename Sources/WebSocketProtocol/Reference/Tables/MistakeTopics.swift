/// The pages of the mistakes that are proven by making them; the mistakes' own tables say what they are.
enum MistakeTopics {
  /// The longest word of an example, in characters, that a page has room for.
  private static let longestWord = 60

  static let all: [Topic] = accepts + responses

  // MARK: Accept values

  private static let accepts: [Topic] =
    AcceptDeviation.all.map { deviation in
      accept(AcceptMistake([deviation])) { key in
        var computation = AcceptComputation(key: Array(key.utf8))
        deviation.apply(&computation)
        return computation.digest.flatMap { computation.value(of: $0) }.map { String(decoding: $0, as: UTF8.self) }
      }
    }
    + GUIDTypo.allCases.map { typo in
      accept(typo.mistake) { key in
        Base64.encode(Digest.sha1(Array((key + mistyped(typo)).utf8)))
      }
    } + AcceptConstant.allCases.map { constant in accept(constant.mistake) { constant.example($0) } }

  /// Keys to show mistakes with: a known one, and one with a plus.
  private static let keys = [AcceptConstant.specificationKey, "RCYYiihv1c5j+qglR6C5oA=="]

  /// - Parameter value: the wrong value for a key.
  private static func accept(_ mistake: AcceptMistake, _ value: (String) -> String?) -> Topic {
    var examples: [Example] = []
    for key in keys where examples.isEmpty {
      guard let wrong = value(key), wrong != AcceptKey(for: key).value, wrong.utf8.count <= longestWord else {
        continue
      }
      let isPlain = wrong.utf8.allSatisfy { $0.isHexadecimalDigit || $0.isLetter || "+/=%:-".utf8.contains($0) }
      let quoted = isPlain ? wrong : "'\(wrong.replacing("'", with: #"'\''"#))'"
      let note = "the value that this mistake gives"
      examples = [
        key == AcceptConstant.specificationKey
          ? .key(key, "--check \(quoted)", note, .rs06, .rq12) : .key(key, "--check \(quoted)", note, .rs06)
      ]
    }
    return topic(mistake, examples, ["RS-06", "Sec-WebSocket-Accept", "guid"])
  }

  private static func mistyped(_ typo: GUIDTypo) -> String {
    switch typo {
    case .substituted: "258EAFA5-E914-47DA-95CA-C5ABODC85B11"
    case .transposed: "258EAFA5-E914-47DA-95AC-C5AB0DC85B11"
    case .dropped: "258EAFA5-E914-47DA-95CA-C5AB0DC8B11"
    case .doubled: "258EAFA5-E914-477DA-95CA-C5AB0DC85B11"
    }
  }

  // MARK: Responses to challenges

  private static let responses: [Topic] =
    ChallengeDeviation.all.map { deviation in
      var computation = ChallengeComputation()
      deviation.apply(&computation)
      return response(ChallengeMistake([deviation])) { challenge in
        computation.message(of: challenge).map(Digest.md5)
      }
    }
    + ChallengeText.allCases.map { text in
      response(ChallengeMistake(text)) { $0.response.map(text.example) }
    }
    + [
      response(SpaceSearch.mistake, challenges: [folded]) { _ in challenges[0].response }
    ]

  /// Challenges to show mistakes with: that of the draft, and some with larger numbers and a body that ends in white
  /// space, the last of which does not divide.
  private static let challenges = [
    challenge("4 @1  46546xW%0l 1 5", "12998 5 Y3 1  .P00", "^n:ds[4U"),
    challenge("x4294967295   y", "1 2x", " abcdef\n"), challenge("x4294967295    y", "1 2x", "^n:ds[4U"),
  ]

  /// The challenge of the draft as a web page shows it, the keys exchanged.
  private static let folded = challenge("12998 5 Y3 1 .P00", "4 @1 46546xW%0l 1 5", "^n:ds[4U")

  private static func challenge(_ key1: String, _ key2: String, _ body: String) -> Challenge {
    Challenge(key1: ChallengeKey(key1.utf8), key2: ChallengeKey(key2.utf8), body: Array(body.utf8))
  }

  /// - Parameter response: the wrong response to a challenge.
  private static func response(
    _ mistake: ChallengeMistake, challenges: [Challenge] = challenges, _ response: (Challenge) -> [UInt8]?
  ) -> Topic {
    var examples: [Example] = []
    for challenge in challenges where examples.isEmpty {
      guard let wrong = response(challenge), wrong != challenge.response, 2 * wrong.count <= longestWord else {
        continue
      }
      let keys = [challenge.key1, challenge.key2].map { String(decoding: $0.bytes, as: UTF8.self) }
      let options =
        "--key1 '\(keys[0])' --key2 '\(keys[1])' --body-hex \(Hexadecimal.text(challenge.body)) "
        + "--check-hex \(Hexadecimal.text(wrong))"
      let rule: RuleID = challenge.response == nil ? .h7613 : .h7624
      examples = [.challenge(options, "the response that this mistake gives", rule)]
    }
    return topic(mistake, examples, ["H76-24", "hixie-76"])
  }

  // MARK: Pages

  private static func topic(_ mistake: some ProvenMistake, _ examples: [Example], _ related: [String]) -> Topic {
    Topic(
      mistake.id, .mistake, "Mistake \(mistake.id)",
      mistake.diagnosis.prefix(1).uppercased() + mistake.diagnosis.dropFirst() + ".",
      facts: ["gives": mistake.recipe], fix: mistake.fix, examples: examples, related: related)
  }
}

extension AcceptConstant {
  /// A value that shows the mistake.
  fileprivate func example(_ key: String) -> String {
    let right = AcceptKey(for: key).value
    return switch self {
    case .echoedKey: key
    case .wikipediaSample: AcceptKey(for: Self.wikipediaKey).value
    case .specificationSample: AcceptKey(for: Self.specificationKey).value
    case .mixedCase: right.prefix(1).uppercased() + right.dropFirst()
    case .whiteSpace: "\(right.prefix(14)) \(right.dropFirst(14))"
    }
  }
}

extension ChallengeText {
  /// A digest in this form.
  fileprivate func example(_ digest: [UInt8]) -> [UInt8] {
    switch self {
    case .hexadecimal: Array(Hexadecimal.text(digest).utf8)
    case .base64: Array(Base64.encode(digest).utf8)
    case .lineEnd: digest + [0x0d, 0x0a]
    case .lineFeed: digest + [0x0a]
    }
  }
}

extension UInt8 {
  /// True for `A`–`Z` and `a`–`z` in ASCII.
  fileprivate var isLetter: Bool { (0x41...0x5a).contains(self) || (0x61...0x7a).contains(self) }
}
