import TestSupport
import Testing
import WebSocketProtocol

struct MaskingKeyRulesTests {
  /// Feeds keys and tells each finding with the number of its key, from 1.
  private func findings(_ keys: [UInt32]) -> [(key: Int, rule: RuleID)] {
    var rules = MaskingKeyRules()
    return keys.enumerated().compactMap { index, key in
      rules.take(MaskingKey(rawValue: key)).map { (index + 1, $0.rule) }
    }
  }

  private func randomKeys(_ count: Int, seed: UInt64) -> [UInt32] {
    var generator = SeededGenerator(state: seed)
    return (0..<count).map { _ in generator.maskingKey().rawValue }
  }

  @Test(arguments: 0..<200)
  func `random keys are nothing to talk about`(seed: UInt64) {
    #expect(findings(randomKeys(100, seed: seed)).isEmpty)
  }

  @Test func `a key of zero is reported once`() {
    let keys = randomKeys(12, seed: 1)
    let found = findings([0] + keys + [0, 1, 0])
    #expect(found.map(\.rule) == [.sec01])
    #expect(found.map(\.key) == [1])
    #expect(findings(keys + [0]).map(\.key) == [13])
  }

  @Test func `nearly zero is not zero`() {
    #expect(findings([1, 0x0100_0000] + randomKeys(12, seed: 2)).isEmpty)
  }

  @Test func `the same key twice in a row is reported once`() {
    let keys = randomKeys(12, seed: 3)
    let found = findings([keys[0], keys[0], keys[0]] + keys + [keys[11], keys[11]])
    #expect(found.map(\.rule) == [.sec02])
    #expect(found.map(\.key) == [2])
    #expect(findings(keys + [keys[11]]).map(\.key) == [13])
  }

  @Test func `the same key with another in between is not a repetition`() {
    let keys = randomKeys(10, seed: 4)
    #expect(findings(keys + [keys[8], keys[9]]).isEmpty)
  }

  @Test(arguments: [1, 3, 0x0101_0101, .max] as [UInt32])
  func `keys that count are predictable`(step: UInt32) {
    let keys = (0..<20).map { 0xdead_beef &+ step &* UInt32($0) }
    #expect(findings(keys).map(\.rule) == [.sec03])
    #expect(findings(keys).map(\.key) == [8])
    #expect(findings(Array(keys.prefix(7))).isEmpty)
  }

  @Test func `keys that count but once are not predictable`() {
    var keys = (0..<20).map { UInt32(0xdead_beef) &+ 0x0731_9b2d &* UInt32($0) }
    keys[5] ^= 0x0102_0304
    #expect(findings(keys).isEmpty)
  }

  @Test func `printable keys are predictable`() {
    var generator = SeededGenerator(state: 5)
    var keys = (0..<20).map { _ in
      (0..<4).reduce(UInt32(0)) { key, _ in key << 8 | UInt32.random(in: 0x20...0x7e, using: &generator) }
    }
    #expect(findings(keys).map(\.rule) == [.sec03])
    keys[7] |= 0x80
    #expect(findings(keys).isEmpty)
  }

  @Test func `keys of few distinct bytes are predictable`() {
    var generator = SeededGenerator(state: 6)
    func keys(of octets: [UInt32]) -> [UInt32] {
      // The first keys use every octet; the others are drawn from them.
      let spread = stride(from: 0, to: 8, by: 4).map { start in
        (0..<4).reduce(UInt32(0)) { $0 << 8 | octets[(start + $1) % octets.count] }
      }
      return spread
        + (0..<10).map { _ in
          (0..<4).reduce(UInt32(0)) { key, _ in key << 8 | (octets.randomElement(using: &generator) ?? 0) }
        }
    }
    let found = findings(keys(of: [0x80, 0x9a, 0xb1, 0xcc, 0xd7, 0xf0]))
    #expect(found.map(\.rule) == [.sec03])
    #expect(found.map(\.key) == [8])
    #expect(findings(keys(of: [0x80, 0x9a, 0xb1, 0xcc, 0xd7, 0xf0, 0xf1])).isEmpty)
  }

  @Test func `passing a key over is the same as taking it, where there is nothing to say`() {
    var taken = MaskingKeyRules()
    var passed = MaskingKeyRules()
    var generator = SeededGenerator(state: 7)
    var keys = randomKeys(40, seed: 8)
    for place in [20, 21, 30] { keys[place] = place == 30 ? 0 : keys[19] }
    for key in keys.map(MaskingKey.init(rawValue:)) {
      let finding = taken.take(key)
      if passed.hasNothingToSay(about: key), Bool.random(using: &generator) {
        passed.pass(key)
        #expect(finding == nil)
      } else {
        #expect(passed.take(key) == finding)
      }
    }
  }
}
