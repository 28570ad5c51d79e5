import Testing
import WebSocketProtocol

struct ChallengeTests {
  private let body = Array("^n:ds[4U".utf8)

  private func judge(key1: String, key2: String = "12998 5 Y3 1  .P00", body: [UInt8]? = nil) -> [Finding] {
    ChallengeRules.judge(
      Challenge(
        key1: ChallengeKey(key1.utf8), key2: ChallengeKey(key2.utf8), body: body ?? self.body))
  }

  @Test func `the draft's own challenge is right`() {
    #expect(judge(key1: "4 @1  46546xW%0l 1 5").isEmpty)
  }

  @Test(
    arguments: [
      ("4@1 46546xW%0l 1", [.h7613]), ("ab c", [.h7611]), ("1a2", [.h7612]), ("42949 67296x", [.h7615]),
      ("4294967295 x", []), ("4294967295 x1", [.h7615]), (" 4a2", [.h7616]), ("4a2 ", [.h7616]),
      ("1 2\u{e9}x", [.h7610]), ("1            2x", []), ("13             0x", [.h7610]),
      ("1 2", [.h7610]), ("1 2abcdefghijkl", []), ("1 2abcdefghijklm", [.h7610]), ("1 2\t", [.h7610]),
      ("", [.h7611, .h7612, .h7610]),
      ("99999999999999999999999999 x1", [.h7615]), ("1\t2x", [.h7612, .h7610]),
    ] as [(String, [RuleID])])
  func `judges a key`(key: String, rules: [RuleID]) {
    #expect(judge(key1: key).rules == rules)
  }

  @Test func `a lost space is told with its numbers`() {
    let findings = judge(key1: "12998 5 Y3 1  .P00", key2: "4 @1 46546xW%0l 1 5")
    #expect(findings.rules == [.h7613])
    #expect(
      findings.first?.message == "key2: 4146546015 does not divide by 4 spaces, remainder 3; "
        + "were runs of spaces collapsed by a web page or an editor?")
  }

  @Test(arguments: [0, 7, 9, 21])
  func `a body has eight bytes`(length: Int) {
    let findings = judge(key1: "4 @1  46546xW%0l 1 5", body: [UInt8](repeating: 0x61, count: length))
    #expect(findings.rules == [.h7614])
    #expect(findings.first?.message == "\(length) bytes behind the request's empty line; there must be exactly 8")
  }

  @Test func `a key tells its number, spaces, quotient and part`() {
    let key = ChallengeKey("4 @1  46546xW%0l 1 5".utf8)
    #expect(key.number == 4_146_546_015)
    #expect(key.digits == 10)
    #expect(key.spaces == 5)
    #expect(key.remainder == 0)
    #expect(key.quotient == 829_309_203)
    #expect(key.part == [0x31, 0x6e, 0x41, 0x13])
    #expect(key.fitsPart)
  }

  @Test func `a key without spaces or with too many digits has no part`() {
    let spaceless = ChallengeKey("12".utf8)
    #expect(spaceless.number == 12)
    #expect(spaceless.remainder == nil)
    #expect(spaceless.quotient == nil)
    #expect(spaceless.part == nil)
    let huge = ChallengeKey("18446744073709551616 0".utf8)
    #expect(huge.number == nil)
    #expect(huge.digits == 21)
    #expect(!huge.fitsPart)
    #expect(huge.part == nil)
    #expect(ChallengeKey("1844674407370955161 5".utf8).number == .max)
    #expect(ChallengeKey("1844674407370955161 5".utf8).part == nil)
    #expect(ChallengeKey("4294967295 ".utf8).part == [255, 255, 255, 255])
  }

  @Test func `a response is judged only where one can be computed`() throws {
    let good = Challenge(
      key1: ChallengeKey("4 @1  46546xW%0l 1 5".utf8), key2: ChallengeKey("12998 5 Y3 1  .P00".utf8), body: body)
    let response = try #require(good.response)
    #expect(String(decoding: response, as: UTF8.self) == "8jKS'y:G*Co,Wxa-")
    #expect(ChallengeRules.judge(response: response, to: good).isEmpty)
    let findings = ChallengeRules.judge(response: response.reversed(), to: good)
    #expect(findings.rules == [.h7624])
    #expect(findings.first?.evidence == Hexadecimal.text(response.reversed()))
    let bad = Challenge(key1: ChallengeKey("12".utf8), key2: good.key2, body: body)
    #expect(bad.response == nil)
    #expect(ChallengeRules.judge(response: response, to: bad).isEmpty)
    #expect(Challenge(key1: good.key1, key2: good.key2, body: []).response == nil)
  }
}
