import PastedInput
import Testing

/// One connection as `tshark -q -z follow,tcp,…,0` wrote it.
@Suite struct FollowTests {
  private static func heading(_ form: String) -> String {
    """

    ===================================================================
    Follow: tcp,\(form)
    Filter: tcp.stream eq 0
    Node 0: 10.0.0.1:51000
    Node 1: 10.0.0.2:8080

    """
  }

  private static let end = "===================================================================\n"

  private static let hexLines = """
    00000000  47 45 54 20 2f 63 68 61  74 20 48 54 54 50 2f 31  GET /cha t HTTP/1
    00000010  2e 31 0d 0a                                       .1..
    \t00000000  48 54 54 50 2f 31 2e 31  20 31 30 31 20 53 77 69  HTTP/1.1  101 Swi
    00000014  81 85 37 fa 21 3d 7f 9f  4d 51 58                 ..7.!=.. MQX
    \t00000010  81 05 48 65 6c 6c 6f                              ..Hello

    """

  private static let hexBytes =
    "474554202f6368617420485454502f312e310d0a485454502f312e312031303120537769818537fa213d7f9f4d5158810548656c6c6f"

  private static let yaml = """
    peers:
      - peer: 0
        host: 10.0.0.1
        port: 51000
      - peer: 1
        host: 10.0.0.2
        port: 8080
    packets:
      - packet: 6
        peer: 0
        timestamp: 1700000000.005000114
        data: !!binary |
          gYU3
          +iE9f59NUVg=
      - packet: 7
        peer: 1
        timestamp: 1700000000.006000042
        data: !!binary |
          gQVIZWxsbw==

    """

  private static let bothSides = "The bytes of both directions were joined in the order given."

  static let samples = [
    Sample(
      .follow, heading("raw") + "818537fa213d7f9f4d5158\n\t810548656c6c6f\n" + end,
      "818537fa213d7f9f4d5158810548656c6c6f"),
    Sample(.follow, heading("hex") + hexLines + end, hexBytes),
    Sample(.hexdump, hexLines, hexBytes),
    Sample(.hexdump, hexLines.replacing("\t", with: "    "), hexBytes),
    Sample(.follow, yaml, "818537fa213d7f9f4d5158810548656c6c6f"),
    Sample(
      .follow,
      "# Packet 6\npeer0_0: !!binary |\n  gYU3+iE9\n  f59NUVg=\n# Packet 7\npeer1_0: !!binary |\n  gQVIZWxsbw==\n",
      "818537fa213d7f9f4d5158810548656c6c6f"),
  ]

  @Test(arguments: samples)
  func `both directions are joined and it is told`(_ sample: Sample) throws {
    let pasted = try read(sample.text)
    #expect(pasted.dialect == sample.dialect)
    #expect(pasted.bytes.hex == sample.hex)
    #expect(pasted.notes.contains(Self.bothSides))
    #expect(try read(sample.text, as: sample.dialect).bytes == pasted.bytes)
  }

  @Test func `one direction alone needs no note`() throws {
    let pasted = try read(Self.heading("raw") + "8105\n48656c6c6f\n" + Self.end)
    #expect(pasted.bytes.hex == "810548656c6c6f")
    #expect(pasted.notes.isEmpty)
  }

  struct Refusal: Sendable {
    let text: String
    let line: Int
    let column: Int
    let problem: String
  }

  static let refusals = [
    Refusal(
      text: heading("ascii") + "11\n..7.!=..MQX\n" + end, line: 3, column: 13,
      problem: "this form shows only what is text, and dots for all other bytes"),
    Refusal(
      text: heading("raw") + "8105\n\t810\n" + end, line: 8, column: 4,
      problem: "3 hexadecimal digits in a row, an odd number: one is missing or one too many"),
    Refusal(text: heading("raw") + "81o5\n" + end, line: 7, column: 3, problem: "'o' is not a hexadecimal digit"),
    Refusal(
      text: heading("hex") + hexLines.replacing("00000014", with: "00000013") + end, line: 10, column: 1,
      problem: "the offset does not follow from the 16 bytes before it"),
    Refusal(text: yaml.replacing("+iE9", with: "*iE9"), line: 14, column: 7, problem: "'*' is not a Base64 character"),
  ]

  @Test(arguments: refusals)
  func `a damaged text is refused at its place`(_ refusal: Refusal) throws {
    let error = try #require(failure(refusal.text))
    #expect(error.problem == refusal.problem)
    #expect(error.line == refusal.line)
    #expect(error.column == refusal.column)
  }
}
