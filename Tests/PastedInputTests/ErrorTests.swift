import PastedInput
import Testing

@Suite struct ErrorTests {
  struct Case: Sendable {
    let text: String
    var dialect: InputDialect?
    let description: String
  }

  static let cases = [
    Case(
      text: "81 85\n37 8g 21\n",
      description: """
        line 2, column 5, read as hex: 'g' is not a hexadecimal digit; expected 0-9, a-f or A-F
          37 8g 21
              ^
        line 1, column 3, read as base64: ' ' is not a Base64 character
        """),
    Case(
      text: "81 8 37",
      description: """
        line 1, column 4, read as hex: a single hexadecimal digit, the other one of its pair is missing; \
        expected two digits for each byte
          81 8 37
             ^
        """),
    Case(
      text: "818537f\n",
      description: """
        line 1, column 7, read as hex: 7 hexadecimal digits in a row, an odd number: one is missing or one too many; \
        expected two digits for each byte
          818537f
                ^
        """),
    Case(
      text: "\t81\t\u{E9}",
      dialect: .hex,
      description: """
        line 1, column 5, read as hex: U+00E9 is not a hexadecimal digit; expected 0-9, a-f or A-F
           81 é
              ^
        """),
    Case(
      text: "81 \u{1B}]31m\r\n", dialect: .hex,
      description: """
        line 1, column 4, read as hex: U+001B is not a hexadecimal digit; expected 0-9, a-f or A-F
          81 \u{FFFD}]31m
             ^
        """),
    Case(
      text: "bytes([129, 300])",
      description: """
        line 1, column 13, read as c-array: 300 does not fit in a byte; expected -128 to 255
          bytes([129, 300])
                      ^
        """),
    Case(
      text: "x = {1 2}",
      description: """
        line 1, column 8, read as c-array: '2' does not belong here; expected a comma or the end of the list
          x = {1 2}
                 ^
        """),
    Case(
      text: #""\x81\x8""#,
      description: #"""
        line 1, column 6, read as escaped-string: this escape sequence is cut short by '"'; expected 2 hexadecimal digits
          "\x81\x8"
               ^
        """#),
    Case(
      text: "gYU3*iE9",
      description: """
        line 1, column 5, read as base64: '*' is not a Base64 character; expected A-Z, a-z, 0-9, + and /, or - and _
          gYU3*iE9
              ^
        line 1, column 1, read as hex: 'g' is not a hexadecimal digit
        """),
    Case(
      text: "00000000: 8185\n00000004: 37\n",
      description: """
        line 2, column 1, read as xxd: the offset does not follow from the 2 bytes before it; expected offset 00000002
          00000004: 37
          ^
        """),
    Case(
      text: " \n\t",
      description: "the input is empty; expected bytes as hexadecimal digits, a dump, a list, a string or Base64"),
  ]

  @Test(arguments: cases)
  func `shows the line and a caret`(_ example: Case) throws {
    let error = try #require(failure(example.text, as: example.dialect))
    #expect(error.description == example.description)
  }

  struct Place: Sendable {
    let text: String
    let dialect: InputDialect
    let column: Int
    let problem: String
  }

  static let places = [
    Place(text: "10000001 1000012", dialect: .binaryDigits, column: 16, problem: "'2' is not a binary digit"),
    Place(
      text: "10000001 1000010", dialect: .binaryDigits, column: 10,
      problem: "7 binary digits in a row are no whole bytes"),
    Place(
      text: "1000 0001 1000", dialect: .binaryDigits, column: 11,
      problem: "this group of four binary digits has no other half"),
    Place(text: "0b", dialect: .binaryDigits, column: 1, problem: "0 binary digits in a row are no whole bytes"),
    Place(text: "81 05", dialect: .nodeBuffer, column: 1, problem: "there is no buffer in this text"),
    Place(
      text: "<Buffer 81 05 ... 950 more bytes>", dialect: .nodeBuffer, column: 15,
      problem: "what printed this left bytes out: '... 950 more bytes'"),
    Place(text: "<Buffer 81 0>", dialect: .nodeBuffer, column: 12, problem: "'0' does not belong here"),
    Place(
      text: #"{"0":129,"2":5}"#, dialect: .nodeBuffer, column: 10,
      problem: "this index does not follow from the 1 bytes before it"),
    Place(text: #"{"0":256}"#, dialect: .nodeBuffer, column: 6, problem: "256 does not fit in a byte"),
    Place(
      text: "{ type: 'Buffer', data: [ 129, ... 20 more items ] }", dialect: .nodeBuffer, column: 32,
      problem: "what printed this left bytes out: '... 20 more items'"),
    Place(
      text: "Uint8Array(120) [ 0, 0, ... 20 more items ]", dialect: .cArray, column: 25,
      problem: "what printed this left bytes out: '... 20 more items'"),
    Place(text: "<<129, 5, ...>>", dialect: .cArray, column: 11, problem: "what printed this left bytes out: '...'"),
    Place(text: "<<129:16>>", dialect: .cArray, column: 7, problem: "this element is not of one byte"),
    Place(text: "81 05 48", dialect: .ngrep, column: 1, problem: "no row has the text of its bytes behind them"),
    Place(text: "81 05", dialect: .follow, column: 1, problem: "there is no heading of tshark -z follow"),
    Place(text: "0x 81", dialect: .hex, column: 3, problem: "' ' is not a hexadecimal digit"),
    Place(text: "{81", dialect: .hex, column: 1, problem: "'{' is not a hexadecimal digit"),
    Place(text: "-81", dialect: .hex, column: 1, problem: "'-' is not a hexadecimal digit"),
    Place(text: "[-129]", dialect: .cArray, column: 2, problem: "-129 does not fit in a byte"),
    Place(text: "99999999999999999999", dialect: .cArray, column: 1, problem: "999999999999... does not fit in a byte"),
    Place(text: "[1, 0x]", dialect: .cArray, column: 7, problem: "']' is not a digit of base 16"),
    Place(text: "[08]", dialect: .cArray, column: 3, problem: "'8' is not a digit of base 8"),
    Place(text: "[12g]", dialect: .cArray, column: 4, problem: "'g' does not belong in a number of base 10"),
    Place(text: "[1, 2", dialect: .cArray, column: 1, problem: "the list that begins here has no end"),
    Place(text: "{1, 2]", dialect: .cArray, column: 6, problem: "']' does not belong here"),
    Place(text: "{1,, 2}", dialect: .cArray, column: 4, problem: "',' does not belong here"),
    Place(text: "{1} {2}", dialect: .cArray, column: 5, problem: "'{' does not belong here"),
    Place(text: "{1, /* 2}", dialect: .cArray, column: 5, problem: "this comment has no end"),
    Place(
      text: "{'ab'}", dialect: .cArray, column: 2,
      problem: "this character literal has no end behind its first character"),
    Place(text: "{'é'}", dialect: .cArray, column: 3, problem: "U+00E9 does not belong here"),
    Place(text: "{'\\u20ac'}", dialect: .cArray, column: 3, problem: "this escape is not one byte"),
    Place(text: "<<1, \"a>>", dialect: .cArray, column: 6, problem: "the string that begins here has no end"),
    Place(text: "b\"abc", dialect: .escapedString, column: 2, problem: "the literal that begins here has no end"),
    Place(text: "\"abc\ndef\"", dialect: .escapedString, column: 5, problem: "the line ends inside a literal"),
    Place(
      text: "\"\\q\"", dialect: .escapedString, column: 2,
      problem: "'q' does not form an escape sequence with the backslash"),
    Place(
      text: "\\", dialect: .escapedString, column: 1,
      problem: "this escape sequence is cut short by the end of the text"),
    Place(
      text: "a\\u12", dialect: .escapedString, column: 2,
      problem: "this escape sequence is cut short by the end of the text"),
    Place(
      text: "\\777", dialect: .escapedString, column: 1, problem: "this octal escape is 511, more than a byte holds"),
    Place(text: "\\ud83d", dialect: .escapedString, column: 1, problem: "this escape is not a Unicode character"),
    Place(text: "\\u{110000}", dialect: .escapedString, column: 1, problem: "this escape is not a Unicode character"),
    Place(text: "\"a\", \"b\"", dialect: .escapedString, column: 6, problem: "'\"' does not belong here"),
    Place(text: "\"a\" + 1", dialect: .escapedString, column: 7, problem: "'1' does not belong here"),
    Place(
      text: "gYU3g", dialect: .base64, column: 5, problem: "5 Base64 characters, one more than whole groups of four"),
    Place(text: "gY=", dialect: .base64, column: 4, problem: "1 more padding character is missing"),
    Place(text: "gYU3=", dialect: .base64, column: 5, problem: "'=' is too many here"),
    Place(text: "gYU==", dialect: .base64, column: 5, problem: "'=' is too many here"),
    Place(text: "gY U", dialect: .base64, column: 3, problem: "' ' is not a Base64 character"),
    Place(text: "a+b-", dialect: .base64, column: 4, problem: "'-' is not a character of Base64, which this began as"),
  ]

  @Test(arguments: places)
  func `points at the mistake`(_ place: Place) throws {
    let error = try #require(failure(place.text, as: place.dialect))
    #expect(error.problem == place.problem)
    #expect(error.column == place.column)
    #expect(error.dialect == place.dialect)
  }

  static let guesses: [(String, InputDialect)] = [
    ("81, 8g", .hex), ("129, 13x", .cArray), ("300, 129", .cArray), ("[-129]", .cArray), ("81 8", .hex),
    ("Hello", .base64),
    ("<Buffer 81 ... 950 more bytes>", .nodeBuffer), ("{\"0\":129,\"1\":300}", .nodeBuffer),
    ("\"818", .escapedString), ("{81, 8g}", .cArray), ("0000: 8g", .xxd),
  ]

  @Test(arguments: guesses)
  func `blames the most likely dialect`(text: String, dialect: InputDialect) {
    #expect(failure(text)?.dialect == dialect)
  }

  @Test(arguments: [0, 20, 37, 38, 73, 74, 75, 300, 5000], [0, 1, 36, 37, 74, 5000])
  func `shows 76 columns of a long line at most`(before: Int, after: Int) throws {
    let text = String(repeating: "8", count: before) + "é" + String(repeating: "7", count: after)
    let error = try #require(failure(text, as: .hex))
    #expect(error.column == before + 1)
    let excerpt = Array(error.excerpt)
    #expect(excerpt.count <= 74)
    #expect(excerpt[error.caretColumn - 1] == "é")
    let lines = error.description.split(separator: "\n")
    #expect(lines.count == 3)
    #expect(lines[2].count == error.caretColumn + 2)
  }
}
