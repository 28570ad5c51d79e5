import PastedInput
import Testing

/// Dumps with lines above and between them, as the tools wrote them.
@Suite struct HeadingTests {
  struct Case: Sendable {
    let dialect: InputDialect
    let text: String
    let hex: String
    let notes: [String]
  }

  static let cases = [
    Case(
      dialect: .xxd,
      text: """
        == Info:   Trying 127.0.0.1:18099...
        == Info: Connected to 127.0.0.1 (127.0.0.1) port 18099 (#0)
        => Send header, 20 bytes (0x14)
        0000: 47 45 54 20 2f 63 68 61 74 20 48 54 54 50 2f 31 GET /chat HTTP/1
        0010: 2e 31 0d 0a                                     .1..
        <= Recv header, 2 bytes (0x2)
        0000: 0d 0a                                           ..
        <= Recv data, 7 bytes (0x7)
        0000: 81 05 48 65 6c 6c 6f                            ..Hello
        == Info: Connection #0 to host 127.0.0.1 left intact
        """, hex: "474554202f6368617420485454502f312e310d0a0d0a810548656c6c6f",
      notes: ["Heading lines were skipped: 6.", "3 dumps were joined in the order given; they are of both directions."]),
    Case(
      dialect: .xxd,
      text: """
        03:45:28.333760 == Info: Connected to 127.0.0.1 (127.0.0.1) port 18098 (#0)
        03:45:28.333794 => Send SSL data, 5 bytes (0x5)
        0000: 16 03 01 02 00                                  .....
        03:45:28.333887 <= Recv data, 2 bytes (0x2)
        0000: 81 00                                           ..
        """, hex: "8100", notes: ["Heading lines were skipped: 3.", "5 bytes of TLS records were left out."]),
    Case(
      dialect: .xxd,
      text: """
        010.000.000.001.51000-010.000.000.002.08080: \n\
        0000: 8185 37fa 213d 7f9f 4d51 58 ..7.!=..MQX

        010.000.000.002.08080-010.000.000.001.51000: \n\
        0000: 8105 4865 6c6c 6f ..Hello

        """, hex: "818537fa213d7f9f4d5158810548656c6c6f",
      notes: ["Heading lines were skipped: 2.", "2 dumps were joined in the order given; they are of both directions."]),
    Case(
      dialect: .ngrep,
      text: """
        input: full.pcap
        filter: ((ip || ip6) || (vlan && (ip || ip6)))
        ####
        T 10.0.0.1:51000 -> 10.0.0.2:8080 [AP] #4
          47 45 54 20 2f 63 68 61    74 20 48 54 54 50 2f 31    GET /chat HTTP/1
          2e 31 0d 0a                                           .1..            \n\
        ##
        T 2023/11/14 22:13:20.001000 10.0.0.2:8080 -> 10.0.0.1:51000 [AP] #7
          81 05 48 65 6c 6c 6f                                  ..Hello         \n\
        exit
        """, hex: "474554202f6368617420485454502f312e310d0a810548656c6c6f",
      notes: ["Heading lines were skipped: 7.", "2 dumps were joined in the order given; they are of both directions."]),
    Case(
      dialect: .ngrep, text: "  20 73 33 70 50 4c 4d 42    69 54 78 61 51 39 6b 59     s3pPLMBiTxaQ9kY\n  0a    .\n",
      hex: "20733370504c4d426954786151396b590a", notes: []),
    Case(dialect: .ngrep, text: "61 62   ab", hex: "6162", notes: []),
    Case(
      dialect: .hexdump,
      text: "    0100 .... = Version: 4\n    0000 00.. = Codepoint: Default (0)\n\n0000  81 00     ..\n", hex: "8100",
      notes: ["Heading lines were skipped: 2."]),
    Case(
      dialect: .hexdump, text: "$ hexdump -C frame.bin\n00000000  81 00     |..|\n00000002\n$ ", hex: "8100",
      notes: ["Heading lines were skipped: 2."]),
    Case(
      dialect: .xxd, text: "what the server sent:\n00000000: 8100  ..\nand then:\n00000000: 8a00  ..\n",
      hex: "81008a00",
      notes: ["Heading lines were skipped: 2.", "2 dumps were joined in the order given."]),
    Case(
      dialect: .hexdump,
      text: """
                   00 01 02 03 04 05 06 07 08 09 0A 0B 0C 0D 0E 0F

        00000000   81 05 48 65 6C 6C 6F                             ..Hello
        """, hex: "810548656c6c6f", notes: ["Heading lines were skipped: 1."]),
  ]

  @Test(arguments: cases)
  func `headings are skipped and told`(_ example: Case) throws {
    let pasted = try read(example.text)
    #expect(pasted.dialect == example.dialect)
    #expect(pasted.bytes.hex == example.hex)
    #expect(pasted.notes == example.notes)
    #expect(try read(example.text, as: example.dialect).bytes == pasted.bytes)
  }

  struct Refusal: Sendable {
    let text: String
    let line: Int
    let problem: String
  }

  static let refusals = [
    Refusal(
      text: "=> Send data, 3 bytes (0x3)\n0000: 81 00                 ..\n", line: 2,
      problem: "the dump that begins here has 2 bytes, not 3"),
    Refusal(
      text: "00000000: 8100  ..\nO0000002: 8a00  ..\n00000004: 8a00  ..\n", line: 3,
      problem: "the offset does not follow from the 2 bytes before it"),
    Refusal(
      text: "00000000: 8100  ..\nlost\n00000002: 8a00  ..\n", line: 2,
      problem: "this line does not begin as a line of a dump"),
    Refusal(
      text: "00000000: 8100  ..\n00000000: 8100  ..\n", line: 2,
      problem: "the offset does not follow from the 2 bytes before it"),
    Refusal(
      text: "00000000: 8100  ..\n\n00000003: 8100  ..\n", line: 3,
      problem: "the offset does not follow from the 2 bytes before it"),
    Refusal(
      text: "  81 05 48 65 6c 6c 6f    ..Hello\n  8a 00      ..\n", line: 2,
      problem: "a row follows one that has not 16 bytes"),
    Refusal(
      text: "  61 62   ab\nwhatever\n", line: 2, problem: "this line does not begin as a line of a dump"),
  ]

  @Test(arguments: refusals)
  func `what may be a lost line is refused at its place`(_ refusal: Refusal) throws {
    let error = try #require(failure(refusal.text))
    #expect(error.problem == refusal.problem)
    #expect(error.line == refusal.line)
  }
}
