import PastedInput
import Testing

@Suite struct NoteTests {
  struct Case: Sendable {
    let text: String
    let notes: [String]
    var dialect: InputDialect?
  }

  static let cases = [
    Case(text: "81 85", notes: []),
    Case(text: "{81 85}", notes: ["The surrounding braces were left out."]),
    Case(text: "\u{FEFF}81 85", notes: ["A byte order mark at the start was skipped."]),
    Case(text: "\u{FEFF}81 85", notes: ["A byte order mark at the start was skipped."], dialect: .hex),
    Case(text: "10000001", notes: ["Groups of eight digits 0 and 1 were read as hexadecimal, not as bits."]),
    Case(
      text: "10000001 10000101", notes: ["Groups of eight digits 0 and 1 were read as hexadecimal, not as bits."],
      dialect: .hex),
    Case(text: "[10000001 10000101]", notes: ["The surrounding brackets were left out."]),
    Case(text: "x = [1]", notes: ["What stands before the list was skipped."]),
    Case(
      text: "{1, 2}; unsigned int x_len = 3;", notes: ["The text says the list has 3 elements; it has 2."]),
    Case(text: #"x = "\x81""#, notes: ["What stands before the literal was skipped."]),
    Case(
      text: #""\u0081\u007f\u00FF""#,
      notes: [#"2 escape(s) from \u0080 to \u00ff were read as one byte each, not as UTF-8."#]),
    Case(text: #"r"\x""#, notes: ["A raw literal's backslashes were kept: without its r they are escapes."]),
    Case(text: #"\x81 \x82"#, notes: ["The separators between the escapes were left out."]),
    Case(text: "\\x81a\n\\x82", notes: ["1 line end(s) in the text were left out."]),
    Case(text: "gYU", notes: ["The Base64 has no padding."], dialect: .base64),
    Case(text: "gYV=", notes: ["The unused bits of the last Base64 character are not zero."]),
    Case(text: "\"gYU=\"", notes: ["The surrounding quotes were left out."], dialect: .base64),
    Case(text: "0010: 81 85", notes: ["The offsets begin at 16."]),
    Case(
      text: "0000: 61 62  xy",
      notes: ["The text column of 1 line(s) is not that of their bytes; the digits were taken."]),
    Case(text: "00000000: 7c61 7c62  |a|b", notes: []),
    Case(text: "00000000: 2020 61    a", notes: []),
    Case(text: "00000000  7c 61 7c 62  ||a|b|", notes: []),
    Case(text: "00000000  81\n*\n00000004", notes: ["Lines of '*' stood for 3 bytes."]),
  ]

  @Test(arguments: cases)
  func `tells what was skipped or doubtful`(_ example: Case) throws {
    #expect(try read(example.text, as: example.dialect).notes == example.notes)
  }

  struct Choice: Sendable {
    let text: String
    let chosen: InputDialect
    let others: [InputDialect]
  }

  static let choices = [
    Choice(text: "818537fa", chosen: .hex, others: [.base64]),
    Choice(text: "0x81, 0x85", chosen: .cArray, others: [.hex]),
    Choice(text: "81, 85", chosen: .hex, others: [.cArray]),
    Choice(text: "81, 8", chosen: .cArray, others: []),
    Choice(text: "\"8185\"", chosen: .hex, others: [.escapedString, .base64]),
    Choice(text: "0000 8185", chosen: .hex, others: []),
    Choice(text: "0000 81 85", chosen: .hex, others: [.hexdump]),
    Choice(text: "000000 81 85\n000002", chosen: .hexdump, others: [.hex]),
    Choice(text: "gYU=", chosen: .base64, others: []),
  ]

  @Test(arguments: choices)
  func `names the other dialects that would do`(_ choice: Choice) throws {
    let pasted = try read(choice.text)
    #expect(pasted.dialect == choice.chosen)
    #expect(pasted.alternatives == choice.others)
    for other in choice.others { #expect(throws: Never.self) { try read(choice.text, as: other) } }
  }
}
