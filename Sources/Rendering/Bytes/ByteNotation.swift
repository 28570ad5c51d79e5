/// A form in which bytes are written for another program to read; the raw value is the name by which a user asks for it.
///
/// What the forms of programming languages define is called `frame`. Apart from `hex` and `base64`, which are one line,
/// and from `raw`, no line is longer than 80 columns.
public enum ByteNotation: String, CaseIterable, Sendable {
  /// Two lower-case hexadecimal digits for each byte, on one line.
  case hex
  /// The dump of `xxd`, byte for byte.
  case xxd
  /// An array and its length, byte for byte as `xxd -i -n frame` writes them.
  case c
  /// An array of `UInt8`.
  case swift
  /// A bytes literal: what Python itself prints for bytes, and shorter and easier to read than digits where there is
  /// text in them.
  case python
  /// A slice of bytes, laid out as `gofmt` leaves it.
  case go
  /// An array of `u8` with its length.
  case rust
  /// A `Uint8Array`.
  case javaScript = "js"
  /// An array of `byte`, which has a sign in Java: decimal numbers from -128 to 127, since larger ones need a cast.
  case java
  /// Base64 with padding, on one line (RFC 4648 section 4).
  case base64
  /// The bytes as they are.
  case raw

  /// One line that tells a user what the notation looks like.
  public var summary: String {
    switch self {
    case .hex: "hexadecimal digits: 818537fa"
    case .xxd: "a dump as xxd prints it, which xxd -r reads"
    case .c: "unsigned char frame[] = {0x81, ...}; and its length, as xxd -i does"
    case .swift: "let frame: [UInt8] = [0x81, ...]"
    case .python: #"frame = b"\x81...""#
    case .go: "frame := []byte{0x81, ...}"
    case .rust: "let frame: [u8; 11] = [0x81, ...];"
    case .javaScript: "const frame = new Uint8Array([0x81, ...]);"
    case .java: "byte[] frame = {-127, ...};"
    case .base64: "Base64 with padding"
    case .raw: "the bytes as they are"
    }
  }

  /// Writes bytes that are all at hand; a ``ByteNotationWriter`` takes them in pieces.
  public func write(_ bytes: [UInt8], into output: inout OutputBuffer) {
    var writer = ByteNotationWriter(self, count: bytes.count, into: &output)
    writer.take(bytes[...], into: &output)
    writer.finish(into: &output)
  }
}

extension ByteNotation {
  /// The ways in which a notation's rows are made.
  enum Layout {
    case digits
    case dump
    case numbers(NumberList)
    case literal
    case base64
    case raw
  }

  /// How this notation's rows are made, for `count` bytes in all.
  func layout(count: Int) -> Layout {
    switch self {
    case .hex: .digits
    case .xxd: .dump
    case .c:
      .numbers(
        NumberList(
          opening: "unsigned char frame[] = {", closing: "};\nunsigned int frame_len = \(count);", endsWithComma: false,
          isBrokenWhenEmpty: true))
    case .swift: .numbers(NumberList(opening: "let frame: [UInt8] = [", closing: "]"))
    case .python: .literal
    case .go: .numbers(NumberList(opening: "frame := []byte{", closing: "}", indentation: "\t"))
    case .rust: .numbers(NumberList(opening: "let frame: [u8; \(count)] = [", closing: "];", indentation: "    "))
    case .javaScript: .numbers(NumberList(opening: "const frame = new Uint8Array([", closing: "]);"))
    case .java: .numbers(NumberList(opening: "byte[] frame = {", closing: "};", endsWithComma: false, isSigned: true))
    case .base64: .base64
    case .raw: .raw
    }
  }
}

/// How a programming language writes a list of bytes.
struct NumberList {
  /// What stands before the first row, and after the last.
  var opening: String
  var closing: String
  /// What stands before the numbers of a row.
  var indentation = "  "
  /// Whether the last number has a comma, as the formatters of most languages want it; C's and Java's do not.
  var endsWithComma = true
  /// Whether the numbers are decimal and above 127 negative.
  var isSigned = false
  /// Whether a list of nothing is still two lines.
  var isBrokenWhenEmpty = false

  /// Writes numbers with commas between them.
  func write(_ row: [UInt8], into output: inout OutputBuffer) {
    output.write(indentation)
    for index in row.indices {
      if index > 0 { output.write(", ") }
      if isSigned {
        let number = Int8(bitPattern: row[index])
        if number < 0 { output.write("-") }
        output.write(UInt64(number.magnitude))
      } else {
        output.write("0x")
        output.write(hex: row[index...index])
      }
    }
  }
}
