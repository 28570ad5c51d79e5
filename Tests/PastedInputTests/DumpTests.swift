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

  static let tools = [
    Sample(
      .xxd, "00000000: 10000001 10000101 00110111 11111010 00100001 00111101  ..7.!=\n00000006: 01111111  .\n",
      "818537fa213d7f"),
    Sample(.xxd, "00000000: 01101000 01101001                                      hi", "6869"),
    Sample(.xxd, "00000000: 00000000 00000000 00000000 00000000  ................", String(repeating: "0", count: 32)),
    Sample(
      .xxd,
      "0000: 8185 37fa 213d 7f9f 4d51 5861 6263 6465 ..7.!=..MQXabcde\n0010: 6162 ab\n",
      "818537fa213d7f9f4d515861626364656162"),
    Sample(
      .hexdump,
      """
      00000050  65 74 0d 0a 43 6f 6e 6e  65 63 74 69 6f 6e 3a 20 et..Conn ection:
      00000060  55 70 67 72 61 64 65 0d  0a 53 65 63 2d 57 65 62 Upgrade. .Sec-Web
      00000070  53 6f 63 6b 65 74 2d 4b  65 79 3a 20 33 6a 4b 4d Socket-K ey: 3jKM
      00000080  57 67 3d 3d 0a 0d 0a 53  65 63 2d 57 65 62 53 6f Wg==...S ec-WebSo
      00000090  0d 0a 0d 0a                                      ....
      """,
      "65740d0a436f6e6e656374696f6e3a20557067726164650d0a5365632d576562536f636b65742d4b65793a20336a4b4d57673d3d0a0d0a53"
        + "65632d576562536f0d0a0d0a"),
    Sample(
      .hexdump,
      """
      0000000 8581 fa37 3d21 9f7f 514d 8158 4805 6c65
      0000010 6f6c 4120 0042                         \n\
      0000015
      """, "818537fa213d7f9f4d5158810548656c6c6f204142"),
    Sample(
      .hexdump,
      """
      0000000    8581    fa37    3d21    9f7f    514d    8158    4805    6c65
      0000010    6f6c    4120    0042                                        \n\
      0000015
      """, "818537fa213d7f9f4d5158810548656c6c6f204142"),
    Sample(
      .hexdump, "0000000 8581 fa37 3d21 9f7f 514d 8158 4805 6c65\n0000020 6f6c 4120 0042\n0000025\n",
      "818537fa213d7f9f4d5158810548656c6c6f204142"),
    Sample(
      .hexdump, "000000 8581 fa37  >..7.<\n000004\n", "818537fa"),
    Sample(
      .hexdump,
      "0000000 81 85 37 fa 21 3d 7f 9f 4d 51 58 81 05 48 65 6c\n0000016 6c 6f 20 41 42\n0000021\n",
      "818537fa213d7f9f4d5158810548656c6c6f204142"),
    Sample(
      .hexdump,
      "0000000 81 85 37 fa 21 3d 7f 9f 4d 51 58 81 05 48 65 6c  >..7.!=..MQX..Hel<\n0000020 6c 6f\n0000022\n",
      "818537fa213d7f9f4d5158810548656c6c6f"),
  ]

  @Test(arguments: dumps + tools)
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
      text: "00000000: 10000001 10000101  ..\n00000004: 00000001  .", line: 2, column: 1,
      problem: "the offset does not follow from the 2 bytes before it"),
    Refusal(
      text: "00000000  8581 fa37\n00000004\n", line: 1, column: 11,
      problem: "groups of 2 bytes are words in the byte order of the machine that wrote them"),
    Refusal(
      text: "0000000 8581 fa37\n0000006\n", line: 2, column: 1,
      problem: "the offset does not follow from the 4 bytes before it"),
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

  struct Note: Sendable {
    let text: String
    let notes: [String]
  }

  static let notes = [
    Note(
      text: "00000000: 10000001 10000101  ..",
      notes: ["Groups of eight digits 0 and 1 were read as bits, as xxd -b writes them."]),
    Note(
      text: "0000000 8581 0037\n0000003",
      notes: ["Groups of four digits were read as 16-bit numbers, low byte first, as hexdump writes them."]),
    Note(
      text: "0000000 8581 8581 8581 8581 8581 8581 8581 8581\n0000010 0037\n",
      notes: [
        "Groups of four digits were read as 16-bit numbers, low byte first, as hexdump writes them.",
        "No offset behind the last line tells whether the last byte, 00, belongs to it.",
      ]),
    Note(
      text: "0000000 81 81 81 81 81 81 81 81 81 81 81 81 81 81 81 81\n*\n0000160\n",
      notes: [
        "Lines of '*' stood for 96 bytes.", "The offsets were read as octal, as od writes them.",
        "With offsets read as hexadecimal, as hexdump writes them, it would be 352 bytes.",
        "With offsets read as decimal, as od -A d writes them, it would be 160 bytes.",
      ]),
  ]

  @Test(arguments: notes)
  func `tells how groups and offsets were read`(_ note: Note) throws {
    #expect(try read(note.text).notes == note.notes)
  }

  @Test(.timeLimit(.minutes(1)), arguments: ["81 05 ", "20 20 ", "00 00 ", "61 "])
  func `a long line takes no longer than many short ones`(_ piece: String) throws {
    let text = String(repeating: piece, count: 200_000)
    #expect(try read(text).bytes.count == text.utf8.count / 3)
  }

  @Test func `offsets may wrap around`() throws {
    #expect(try read("ffffffffffffffff: 81\n0000000000000000: 85").bytes == [0x81, 0x85])
  }
}
