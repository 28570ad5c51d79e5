import TestSupport
import Testing

@testable import WebSocketProtocol

struct ChallengeMistakeInput: Decodable, Sendable {
  let key1: String
  let key2: String
  let key3Hex: String
  let responseHex: String
}

@Suite struct ChallengeMistakeTests {
  typealias MistakeVector = Vector<ChallengeMistakeInput, MistakesExpected>

  static let demo = Challenge(
    key1: ChallengeKey("4 @1  46546xW%0l 1 5".utf8), key2: ChallengeKey("12998 5 Y3 1  .P00".utf8),
    body: Array("^n:ds[4U".utf8))
  static let response = Array("8jKS'y:G*Co,Wxa-".utf8)

  private func find(_ key1: String, _ key2: String, _ body: String, _ response: [UInt8]) -> [ChallengeMistake] {
    ChallengeMistake.reproducing(
      response,
      challenge: Challenge(key1: ChallengeKey(key1.utf8), key2: ChallengeKey(key2.utf8), body: Array(body.utf8)))
  }

  // MARK: Known responses

  @Test func `there are as many vectors as were written down`() {
    #expect(MistakeVector.all("challenge-mistake").count == 41)
  }

  @Test(arguments: MistakeVector.all("challenge-mistake"))
  func `a known wrong response is called by its name, and a right one has none`(vector: MistakeVector) {
    let input = vector.input
    let challenge = Challenge(
      key1: ChallengeKey(input.key1.utf8), key2: ChallengeKey(input.key2.utf8), body: bytes(fromHex: input.key3Hex))
    let found = ChallengeMistake.reproducing(bytes(fromHex: input.responseHex), challenge: challenge)
    #expect(found.map(\.id) == vector.expected.mistakes)
  }

  @Test func `a mistake that both samples hide shows with other keys and another body`() throws {
    let body = " a\tbcde\n"
    let key1 = "x4294967295"  // Overflows 31 bits.
    func challenge(_ spaces: Int) -> Challenge {
      Challenge(
        key1: ChallengeKey((key1 + String(repeating: " ", count: spaces) + "y").utf8),
        key2: ChallengeKey("1 2x".utf8), body: Array(body.utf8))
    }
    for id in ["key3-stripped", "int32-overflow", "int32-clamped", "float32-div"] {
      var computation = ChallengeComputation()
      try #require(ChallengeDeviation.all.first { $0.id == id }).apply(&computation)
      let message = try #require(computation.message(of: challenge(3)))
      #expect(ChallengeMistake.reproducing(Digest.md5(message), challenge: challenge(3)).map(\.id) == [id])
    }
    // 4294967295 has a remainder only from the divisors that are no product of 3, 5 and 17.
    for id in ["float-div", "floor-div"] {
      var computation = ChallengeComputation()
      try #require(ChallengeDeviation.all.first { $0.id == id }).apply(&computation)
      let message = try #require(computation.message(of: challenge(4)))
      #expect(ChallengeMistake.reproducing(Digest.md5(message), challenge: challenge(4)).map(\.id).contains(id))
    }
  }

  @Test(arguments: [
    ["no-division", "little-endian"], ["little-endian", "keys-swapped"], ["decimal-text", "no-key3"],
    ["spaces-collapsed", "keys-swapped"], ["64-bit", "key3-first"],
  ])
  func `two mistakes at once are found`(ids: [String]) throws {
    var computation = ChallengeComputation()
    for id in ids { try #require(ChallengeDeviation.all.first { $0.id == id }).apply(&computation) }
    let digest = Digest.md5(try #require(computation.message(of: Self.demo)))
    #expect(ChallengeMistake.reproducing(digest, challenge: Self.demo).map(\.id) == [ids.joined(separator: "+")])
    let sent = Array(Base64.encode(digest).utf8)
    #expect(
      ChallengeMistake.reproducing(sent, challenge: Self.demo).map(\.id)
        == [(ids + ["base64"]).joined(separator: "+")])
  }

  @Test func `the formula tells what was computed`() throws {
    func recipe(_ ids: String...) throws -> String {
      try ids.map { id in try #require(ChallengeDeviation.all.first { $0.id == id }) }.formula
    }
    #expect([ChallengeDeviation]().formula == "MD5(number1 / spaces1 + number2 / spaces2 + body)")
    #expect(
      try recipe("little-endian")
        == "MD5(little-endian(number1 / spaces1) + little-endian(number2 / spaces2) + body)")
    #expect(try recipe("keys-swapped") == "MD5(number2 / spaces2 + number1 / spaces1 + body)")
    #expect(try recipe("no-key3") == "MD5(number1 / spaces1 + number2 / spaces2)")
    #expect(try recipe("keys-raw") == "MD5(key1 + key2 + body)")
    #expect(try recipe("no-division", "key3-first") == "MD5(body + number1 + number2)")
    let hexadecimal = Array(Hexadecimal.text(Self.response).utf8)
    #expect(
      ChallengeMistake.reproducing(hexadecimal, challenge: Self.demo).map(\.recipe)
        == ["hex(MD5(number1 / spaces1 + number2 / spaces2 + body))"])
  }

  // MARK: Lost spaces

  @Test func `keys that were exchanged and lost spaces tell how many they had`() {
    let found = find("12998 5 Y3 1 .P00", "4 @1 46546xW%0l 1 5", "^n:ds[4U", Self.response)
    #expect(found.map(\.id) == ["space-count"])
    #expect(found.first?.recipe == "MD5(number2 / 5 + number1 / 5 + body)")
    #expect(
      found.first?.diagnosis
        == "5 spaces in each key, and the keys exchanged, give this response; the keys as pasted have 4 each")
    #expect(found.first?.fix.hasPrefix("exchange key1 and key2, and copy") == true)
    #expect(found.first?.sender == nil)
  }

  @Test(arguments: [
    (
      "4@1 46546xW%0l 15", "12998 5 Y3 1  .P00",
      "5 spaces in each key give this response; the keys as pasted have 2 and 5"
    ),
    ("4@146546xW%0l15", "129985Y31.P00", "5 spaces in each key give this response; the keys as pasted have 0 each"),
  ])
  func `keys in order that lost spaces tell how many they had`(key1: String, key2: String, diagnosis: String) {
    let found = find(key1, key2, "^n:ds[4U", Self.response)
    #expect(found.map(\.diagnosis) == [diagnosis])
  }

  @Test func `a sent text and lost spaces are told together`() {
    let found = find("4@146546xW%0l15", "129985Y31.P00", "^n:ds[4U", Self.response + [0x0d, 0x0a])
    #expect(found.map(\.id) == ["space-count+trailing-crlf"])
    #expect(found.first?.sender == nil)
  }

  @Test func `a key that was trimmed to no spaces at all had one`() {
    let zero = [UInt8](repeating: 0, count: 8)
    let response = Digest.md5([UInt8](repeating: 0, count: 16))
    let found = ChallengeMistake.reproducing(
      response, challenge: Challenge(key1: ChallengeKey("!0".utf8), key2: ChallengeKey("!0".utf8), body: zero))
    #expect(found.map(\.id) == ["space-count", "no-division"])
    #expect(
      found.first?.diagnosis == "1 space in each key gives this response; the keys as pasted have 0 each")
  }

  // MARK: Any response

  @Test func `other bytes and keys are no mistake of ours`() {
    var generator = SeededGenerator(state: 7)
    for count in [0, 1, 15, 16, 16, 17, 18, 20, 24, 32, 200] {
      #expect(ChallengeMistake.reproducing(generator.bytes(count), challenge: Self.demo).isEmpty)
      let challenge = Challenge(
        key1: ChallengeKey(generator.bytes(40)), key2: ChallengeKey(generator.bytes(40)), body: generator.bytes(count))
      #expect(ChallengeMistake.reproducing(generator.bytes(16), challenge: challenge).isEmpty)
    }
    let huge = ChallengeKey("18446744073709551615 x".utf8)
    let none = Challenge(key1: huge, key2: ChallengeKey([]), body: [])
    #expect(ChallengeMistake.reproducing(Self.response, challenge: none).isEmpty)
    let large = Challenge(key1: huge, key2: huge, body: Self.demo.body)
    #expect(ChallengeMistake.reproducing(Self.response, challenge: large).isEmpty)
  }

  @Test func `an answer to a body of another length is no mistake of the server`() {
    let long = Challenge(key1: Self.demo.key1, key2: Self.demo.key2, body: Self.demo.body + [0x0a])
    let digest = Digest.md5((Self.demo.key1.part ?? []) + (Self.demo.key2.part ?? []) + long.body)
    #expect(ChallengeMistake.reproducing(digest, challenge: long).isEmpty)
  }

  @Test func `everything that is told fits its line`() {
    let mistakes =
      ChallengeDeviation.all.map { ChallengeMistake([$0]) } + ChallengeText.allCases.map { ChallengeMistake($0) }
      + [SpaceSearch.mistake]
    for mistake in mistakes {
      for text in [mistake.recipe, mistake.diagnosis, mistake.fix] {
        #expect(!text.isEmpty && !text.hasSuffix(".") && !text.contains("#") && !text.contains("%"), "\(text)")
        #expect(text.utf8.allSatisfy { (0x20..<0x7f).contains($0) }, "\(text)")
      }
      #expect(mistake.diagnosis.count < 110, "\(mistake.id): \(mistake.diagnosis)")
    }
    #expect(Set(mistakes.map(\.id)).count == mistakes.count)
  }
}
