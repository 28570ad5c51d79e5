import TestSupport
import Testing
import WebSocketProtocol

struct CloseMistakeTests {
  @Test(
    arguments: [
      // The code as text
      ("31303031", "close-code-text", "31303031"), ("313030302062796520", "close-code-text", "31303030"),
      ("34373131", "close-code-text", "34373131"), ("31303036", "close-code-text", "31303036"),
      ("3130303030", nil, nil), ("313030", nil, nil), ("39393939", nil, nil), ("32303030", nil, nil),
      ("30303030", nil, nil), ("3130303a", nil, nil), ("03e831303030", nil, nil),
      // The code with its bytes reversed
      ("e803", "close-code-little-endian", "e803"), ("e903676f", "close-code-little-endian", "e903"),
      ("a00f", "close-code-little-endian", "a00f"), ("f603", "close-code-little-endian", "f603"),
      ("ed03", nil, nil), ("ee03", nil, nil), ("f703", nil, nil), ("f803", nil, nil), ("e703", nil, nil),
      ("0000", nil, nil), ("ffff", nil, nil), ("0410", nil, nil), ("03e8", nil, nil), ("03ed", nil, nil),
      ("03", nil, nil), ("", nil, nil), ("e8", nil, nil),
    ] as [(String, String?, String?)])
  func `a code suggests its mistake`(payload: String, name: String?, evidence: String?) {
    let hint = CloseMistake.hint(for: bytes(fromHex: payload))
    #expect(hint?.name == name)
    #expect(hint?.evidence == evidence)
    #expect((hint?.message.count ?? 0) <= 160)
  }

  @Test func `the right bytes are told`() {
    #expect(
      CloseMistake.hint(for: [0xe8, 0x03])?.message
        == "59395 is 1000 with its bytes reversed: send the most significant byte first, 03e8")
    #expect(
      CloseMistake.hint(for: Array("1001".utf8))?.message
        == "the payload begins with the code in decimal digits: the code is a binary number of 2 bytes, such as 03e8 for 1000"
    )
  }

  @Test func `a draft has its own codes`() {
    #expect(CloseMistake.hint(for: [0xf0, 0x03])?.name == "close-code-little-endian")
    #expect(CloseMistake.hint(for: [0xf0, 0x03], version: .hybi08) == nil)
  }

  @Test(
    arguments: [
      ("é", 61, 1, nil), ("é", 62, 0, "c3"), ("你", 41, 0, nil), ("你", 42, 1, "e4bd"), ("你", 41, 1, "e4bd"),
      ("你", 42, 0, nil), ("😀", 31, 0, "f09f98"),
      ("😀", 31, 2, "f0"), ("a", 123, 0, nil),
    ] as [(String, Int, Int, String?)])
  func `a reason cut at 123 bytes is told`(character: String, count: Int, before: Int, evidence: String?) {
    let reason = String(repeating: "x", count: before) + String(repeating: character, count: count)
    let cut = Array(reason.utf8).prefix(123)
    let hint = CloseMistake.hint(for: [0x03, 0xe8] + cut)
    #expect(hint?.name == evidence.map { _ in "close-reason-cut" })
    #expect(hint?.evidence == evidence)
    // A byte less, and the length is no sign of a limit.
    #expect(CloseMistake.hint(for: [0x03, 0xe8] + cut.dropFirst()) == nil)
  }

  @Test func `a bad byte before the cut is another fault`() {
    let reason = [0xff] + [UInt8](repeating: 0x61, count: 121) + [0xc3]
    #expect(CloseMistake.hint(for: [0x03, 0xe8] + reason) == nil)
  }

  @Test func `good bodies suggest nothing`() {
    var generator = SeededGenerator(state: 23)
    for _ in 0..<10000 {
      let code = generator.pick(
        [
          .random(in: 1000...1003, using: &generator), .random(in: 1007...1014, using: &generator),
          .random(in: 3000...4999, using: &generator),
        ] as [UInt16])
      let length = Int.random(in: 0...40, using: &generator)
      let reason = String((0..<length).map { _ in generator.pick(Array("abc 0123é你")) })
      let payload = [UInt8(code >> 8), UInt8(code & 0xff)] + Array(reason.utf8)
      #expect(CloseMistake.hint(for: payload) == nil, "\(hex(payload))")
    }
  }
}
