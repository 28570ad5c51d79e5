import TestSupport
import Testing
import WebSocketProtocol

@Suite struct RandomHandshakeTests {
  @Test func `random keys of the standard are good keys and differ`() {
    var generator = SeededGenerator(state: 11)
    let keys = (0..<500).map { _ in AcceptKey.random(using: &generator) }
    #expect(Set(keys.map(\.key)).count == 500)
    for key in keys {
      #expect(KeyRules.judge(key.key).isEmpty)
      #expect(key.key.utf8.count == 24)
      #expect(AcceptKey(for: key.key) == key)
    }
  }

  @Test func `random challenges are as the draft makes them`() {
    var generator = SeededGenerator(state: 12)
    var spaces: Set<Int> = []
    var others: Set<Int> = []
    var places: Set<Int> = []
    for _ in 0..<1000 {
      let challenge = Challenge.random(using: &generator)
      #expect(ChallengeRules.judge(challenge).isEmpty)
      #expect(challenge.response?.count == 16)
      for key in [challenge.key1, challenge.key2] {
        #expect(key.remainder == 0 && key.fitsPart)
        #expect(key.bytes.allSatisfy { (0x20...0x7e).contains($0) })
        #expect(key.bytes.first != 0x20 && key.bytes.last != 0x20)
        spaces.insert(key.spaces)
        others.insert(key.bytes.count - key.spaces - key.digits)
        if let place = key.bytes.firstIndex(where: { (0x30...0x39).contains($0) }) { places.insert(place) }
      }
    }
    #expect(spaces == Set(1...12))
    #expect(others == Set(1...12))
    #expect(places.count > 5)
  }
}
