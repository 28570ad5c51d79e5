import Inspection
import TestSupport
import Testing

@Suite struct `Payload patterns` {
  static let found: [(pattern: String, payload: String)] = [
    ("price", #"{"price":1}"#), ("", "anything"), ("", ""), (#""price":\d+"#, #"{"price":1}"#), ("^b", "a\nb"),
    ("a$", "a\nb"),
    ("a.c", "abc"), ("(?i)HELLO", "hello"), ("é", "café"), ("caf.$", "café"), ("[aeiou]{3}", "queue"), ("aab", "aaab"),
    (#"\bok\b"#, "it is ok."), ("👋", "wave 👋"), (#"\x{1F44B}"#, "wave 👋"), ("e\u{301}", "e\u{301}"), (".", "\u{301}"),
  ]

  @Test(arguments: found)
  func `match text anywhere in a payload`(pattern: String, payload: String) throws {
    #expect(try PayloadPattern(expression: pattern).isFound(in: Array(payload.utf8)[...]))
  }

  static let missing: [(pattern: String, payload: String)] = [
    ("Price", "price"), ("a.c", "a\nc"), (#"\d"#, "none"), ("abc", "ab"), ("aab", "abab"), ("é", "e\u{301}"), (".", ""),
  ]

  @Test(arguments: missing)
  func `match nothing else`(pattern: String, payload: String) throws {
    let pattern = try PayloadPattern(expression: pattern)
    #expect(!pattern.isFound(in: Array(payload.utf8)[...]))
  }

  @Test func `take letters for equal where case is ignored`() throws {
    #expect(try PayloadPattern(expression: "hello", ignoresCase: true).isFound(in: Array("HeLLo".utf8)[...]))
  }

  @Test func `find text between bytes that are none`() throws {
    let payload: [UInt8] = [0xff, 0x00] + Array("token=7".utf8) + [0xc3]
    #expect(try PayloadPattern(expression: #"token=\d"#).isFound(in: payload[...]))
    #expect(try PayloadPattern(expression: "token").isFound(in: payload[...]))
    #expect(try PayloadPattern(expression: "^\u{fffd}").isFound(in: payload[...]))
  }

  @Test func `find bytes`() {
    let pattern = PayloadPattern(bytes: [0xff, 0x00])
    #expect(pattern.isFound(in: [1, 0xff, 0xff, 0x00, 2]))
    #expect(!pattern.isFound(in: [0xff, 1, 0x00]) && !pattern.isFound(in: [0xff]) && !pattern.isFound(in: []))
  }

  @Test(.timeLimit(.minutes(1)), arguments: [#""id".*"foo""#, "(x|y)*z", #"\d+\.\d+ €"#])
  func `that lack something in a long payload are not tried at every character of it`(pattern: String) throws {
    let pattern = try PayloadPattern(expression: pattern)
    let payload = (0..<50_000).flatMap { _ in #"{"id":1,"x":"y"},"#.utf8 }
    #expect(!pattern.isFound(in: payload[...]))
  }

  @Test func `find what the expression finds by itself`() throws {
    var random = SeededGenerator(state: 9)
    let atoms = [
      "a", "b", "c", ".", "a?", "b*", "c+", "(a|b)", "(ab)?", "[ab]", #"\."#, #"\w"#, "a{0,1}", "b{2}", "^", "$",
      "(c)*",
      "[^a]", "(a(b)c)", #"\("#, "ab??", "c*?", "é", "e\u{301}*", "\u{fffd}", "(?:ab)", "(?i)", "|", #"\Q("#,
    ]
    for _ in 0..<4000 {
      let expression = (0..<Int.random(in: 1...5, using: &random)).map { _ in random.pick(atoms) }.joined()
      let text = (0..<Int.random(in: 0...8, using: &random)).map { _ in random.pick(["a", "b", "c", "é", "(", "."]) }
      guard let regex = try? Regex(expression) else { continue }
      let isFound = text.joined().contains(regex.anchorsMatchLineEndings().matchingSemantics(.unicodeScalar))
      let pattern = try PayloadPattern(expression: expression)
      #expect(pattern.isFound(in: Array(text.joined().utf8)[...]) == isFound, "\(expression) in \(text.joined())")
    }
  }

  @Test(arguments: ["needle", "need(le)"])
  func `look at the first MiB`(pattern: String) throws {
    let pattern = try PayloadPattern(expression: pattern)
    var payload = [UInt8](repeating: UInt8(ascii: "n"), count: PayloadPattern.searchedBytes - 6) + Array("needle".utf8)
    #expect(pattern.isFound(in: payload[...]))
    payload.insert(0x6e, at: 0)
    #expect(!pattern.isFound(in: payload[...]))
  }

  static let bad: [(pattern: String, column: Int)] = [
    ("abc(", 5), ("a[b", 4), ("*a", 1), (#"a\"#, 3), ("é(((", 5), ("[z-a]", 3), ("(?z)", 3),
  ]

  @Test(arguments: bad)
  func `that are none say where`(pattern: String, column: Int) {
    do throws(PatternError) {
      _ = try PayloadPattern(expression: pattern)
      Issue.record("\(pattern) is taken for a regular expression")
    } catch {
      #expect(error.column == column && !error.reason.isEmpty)
    }
  }
}
