import PastedInput
import Testing

@Suite struct DumpTests {
  static let dumps = [
    Sample(.xxd, "00000000: 8185 37fa 213d                           ..7.!=\n", "818537fa213d"),
    Sample(.xxd, "00000000: 6162 2063 64                             ab cd", "6162206364"),
    Sample(.xxd, "00000000: 81 85 37 FA  ..7.", "818537fa"),
    Sample(
      .xxd, "00000000: 8185 37fa 213d 7f9f  ..7.!=..\n00000008: 4142 4344 4546 4748  ABCDEFGH\n",
      "818537fa213d7f9f4142434445464748"),
    Sample(
      .xxd, "0000: 61 62 20 63 64 20 65 66 20 61 62 20 63 64 20 65 ab cd ef ab cd e\n0010: 66 f",
      "6162206364206566206162206364206566"),
    Sample(.xxd, "\t0x0000:  4500 0014 1234  E....4\n\t0x0006:  7f00\n", "4500001412347f00"),
    Sample(.xxd, "00000000: 2020 61    a\n", "202061"),
    Sample(
      .hexdump, "00000000  81 85 37 fa 21 3d 7f 9f  4d 51 58                 |..7.!=..MQX|\n0000000b\n",
      "818537fa213d7f9f4d5158"),
    Sample(.hexdump, "0000   81 85 37 fa   ..7.\n", "818537fa"),
    Sample(.hexdump, "0000  81 85 37 fa 21 3d 7f 9f  4d 51 58   ..7.!=.. MQX", "818537fa213d7f9f4d5158"),
    Sample(.hexdump, "0000  61 62 63 64 65 66 67 68  abcdefgh", "6162636465666768"),
    Sample(.hexdump, "000000 81 85 >..<\n000002\n", "8185"),
    Sample(.hexdump, "0000000 81 85 37 fa 21 3d 7f 9f\n0000010 41\n0000011\n", "818537fa213d7f9f41"),
    Sample(.hexdump, "00000000  41 41  |AA|\n*\n00000006  42  |B|\n00000007", "41414141414142"),
    Sample(
      .hexdump,
      """
      ┌────────┬─────────────────────────┬─────────────────────────┬────────┬────────┐
      │00000000│ 81 85 37 fa 21 3d 7f 9f ┊ 4d 51 58 00 00 00 00 00 │××7×!=•×┊MQX⋄⋄⋄⋄⋄│
      │*       │                         ┊                         │        ┊        │
      │00000020│ 61 62 20                ┊                         │ab      ┊        │
      └────────┴─────────────────────────┴─────────────────────────┴────────┴────────┘
      """, "818537fa213d7f9f4d51580000000000818537fa213d7f9f4d51580000000000616220"),
  ]

  @Test(arguments: dumps)
  func `is recognised and read`(_ sample: Sample) throws {
    let pasted = try read(sample.text)
    #expect(pasted.dialect == sample.dialect)
    #expect(pasted.bytes.hex == sample.hex)
    #expect(try read(sample.text, as: sample.dialect).bytes == pasted.bytes)
    #expect(throws: PastedInputError.self) { try read(sample.text, as: sample.dialect == .xxd ? .hexdump : .xxd) }
  }

  struct Refusal: Sendable {
    let text: String
    let line: Int
    let column: Int
    let problem: String
  }

  static let refusals = [
    Refusal(
      text: "00000000: 8185 37fa  ..7.\n00000006: 8185", line: 2, column: 1,
      problem: "the offset does not follow from the 4 bytes before it"),
    Refusal(
      text: "00000000: 64636261 34333265       35  abcde2345", line: 1, column: 11,
      problem: "the groups are little-endian words, as xxd -e writes them"),
    Refusal(
      text: "00000000: 10000001 10000101  ..", line: 1, column: 11,
      problem: "the groups are bits, as xxd -b writes them"),
    Refusal(
      text: "0000000 8581 fa37\n0000004\n", line: 1, column: 9,
      problem: "groups of 2 bytes are words in the byte order of the machine that wrote them"),
    Refusal(text: "00000000: 8185 3g", line: 1, column: 17, problem: "'g' is not a hexadecimal digit"),
    Refusal(
      text: "00000000: 8185 3", line: 1, column: 16,
      problem: "a single hexadecimal digit, the other one of its pair is missing"),
    Refusal(
      text: "00000000: 8185\nhello", line: 2, column: 1, problem: "this line does not begin as a line of a dump"),
    Refusal(
      text: "00000000  81\n00000001: 82", line: 2, column: 9,
      problem: "a colon behind the offset, which is xxd's form"),
    Refusal(
      text: "00000000  81\n*", line: 2, column: 1, problem: "no offset follows that says how often '*' repeats"),
    Refusal(
      text: "00000000: 81 85\n*\n00000005: 81", line: 3, column: 1,
      problem: "'*' stands for 3 bytes, which is not a multiple of its line's length"),
    Refusal(
      text: "00000000  81\n*\nffffffffffffffff\n", line: 3, column: 1,
      problem: "'*' stands for 18446744073709551614 bytes up to this offset, more than are written out"),
  ]

  @Test(arguments: refusals)
  func `is refused at its place`(_ refusal: Refusal) throws {
    let error = try #require(failure(refusal.text))
    #expect(error.problem == refusal.problem)
    #expect(error.line == refusal.line)
    #expect(error.column == refusal.column)
  }

  @Test func `a repetition without a line is refused when the dialect is named`() {
    #expect(failure("*\n", as: .hexdump)?.problem == "'*' has no line above it to repeat")
  }

  @Test func `repetitions end at 64 MiB altogether`() throws {
    #expect(try read("00000000  00  |.|\n*\n00100001").bytes.count == 0x100001)
    #expect(failure("00000000  00  |.|\n*\n04000002")?.line == 3)
  }

  @Test func `offsets may wrap around`() throws {
    #expect(try read("ffffffffffffffff: 81\n0000000000000000: 85").bytes == [0x81, 0x85])
  }
}
