import TestSupport
import Testing
import WebSocketProtocol

struct AcceptVectorInput: Decodable, Sendable {
  let key: String
  let accept: String?
}

struct AcceptVectorExpected: Decodable, Sendable {
  let accept: String?
  let sha1Hex: String?
  let keyBytes: Int?
  let match: Bool?
  let correct: String?
  let rules: [String]?
}

struct ChallengeVectorInput: Decodable, Sendable {
  let key1: String
  let key2: String
  let key3Hex: String?
}

struct ChallengeVectorExpected: Decodable, Sendable {
  let number1: UInt64?
  let number2: UInt64?
  let spaces1: Int?
  let spaces2: Int?
  let part1: UInt64?
  let part2: UInt64?
  let challengeHex: String?
  let responseHex: String?
  let rules: [String]?
}

struct HandshakeVectorTests {
  typealias AcceptVector = Vector<AcceptVectorInput, AcceptVectorExpected>
  typealias ChallengeVector = Vector<ChallengeVectorInput, ChallengeVectorExpected>

  @Test(arguments: [
    ("accept", 5), ("accept-check", 2), ("key-check", 7), ("hixie76-response", 3), ("hixie76-check", 7),
  ])
  func `there are as many vectors as were written down`(kind: String, count: Int) {
    struct Anything: Decodable {}
    #expect(Vector<Anything, Anything>.all(kind).count == count)
  }

  @Test(arguments: AcceptVector.all("accept"))
  func `computes the accept value step by step`(vector: AcceptVector) throws {
    let accept = AcceptKey(for: vector.input.key)
    #expect(accept.value == vector.expected.accept)
    #expect(Hexadecimal.text(accept.digest) == vector.expected.sha1Hex)
    #expect(accept.concatenation == vector.input.key + "258EAFA5-E914-47DA-95CA-C5AB0DC85B11")
    let decoded = try #require(Base64.decode(vector.input.key.utf8))
    #expect(decoded.bytes.count == vector.expected.keyBytes)
  }

  @Test(arguments: AcceptVector.all("accept-check"))
  func `tells a wrong accept value from the right one`(vector: AcceptVector) throws {
    let accept = AcceptKey(for: vector.input.key)
    #expect(accept.value == vector.expected.correct)
    let given = try #require(vector.input.accept)
    let findings = AcceptRules.judge(given, answering: accept).map { [$0] } ?? []
    #expect(findings.isEmpty == vector.expected.match)
    #expect(RuleNames(findings).fits(vector.expected.rules ?? []), "\(RuleNames(findings))")
    #expect(AcceptRules.judge(accept.value, answering: accept) == nil)
  }

  @Test(arguments: AcceptVector.all("key-check"))
  func `judges a key`(vector: AcceptVector) {
    let names = RuleNames(KeyRules.judge(vector.input.key))
    #expect(names.fits(vector.expected.rules ?? []), "\(names)")
  }

  @Test(arguments: ChallengeVector.all("hixie76-response"))
  func `computes the response to a challenge`(vector: ChallengeVector) throws {
    let challenge = try challenge(vector)
    expectParts(of: challenge, vector.expected)
    #expect(challenge.concatenation.map(Hexadecimal.text) == vector.expected.challengeHex)
    #expect(challenge.response.map(Hexadecimal.text) == vector.expected.responseHex)
    #expect(!ChallengeRules.judge(challenge).contains { $0.severity == .error })
    #expect(ChallengeRules.judge(response: try #require(challenge.response), to: challenge).isEmpty)
  }

  @Test(arguments: ChallengeVector.all("hixie76-check"))
  func `judges a challenge and the response the draft prints`(vector: ChallengeVector) throws {
    let challenge = try challenge(vector)
    expectParts(of: challenge, vector.expected)
    #expect(challenge.response.map(Hexadecimal.text) == vector.expected.responseHex)
    let published = Array("8jKS'y:G*Co,Wxa-".utf8)
    let names = RuleNames(
      ChallengeRules.judge(challenge) + ChallengeRules.judge(response: published, to: challenge))
    #expect(names.fits(vector.expected.rules ?? []), "\(names)")
  }

  private func challenge(_ vector: ChallengeVector) throws -> Challenge {
    // A vector without a body stands for a placeholder in its place.
    let body = vector.input.key3Hex.map(bytes(fromHex:)) ?? Array("[eight bytes go here]".utf8)
    return Challenge(
      key1: ChallengeKey(vector.input.key1.utf8), key2: ChallengeKey(vector.input.key2.utf8), body: body)
  }

  private func expectParts(of challenge: Challenge, _ expected: ChallengeVectorExpected) {
    #expect(challenge.key1.number == expected.number1)
    #expect(challenge.key2.number == expected.number2)
    #expect(challenge.key1.spaces == expected.spaces1)
    #expect(challenge.key2.spaces == expected.spaces2)
    #expect(challenge.key1.quotient == expected.part1)
    #expect(challenge.key2.quotient == expected.part2)
  }
}
