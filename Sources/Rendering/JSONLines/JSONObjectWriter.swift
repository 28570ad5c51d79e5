/// Writes one JSON object, a field at a time, straight into the output.
struct JSONObjectWriter: ~Copyable {
  private var isFirst = true

  /// Opens an object.
  init(_ output: inout OutputBuffer) {
    output.write(byte: UInt8(ascii: "{"))
  }

  /// Closes the object and the line.
  consuming func end(_ output: inout OutputBuffer) {
    output.write("}\n" as StaticString)
  }

  /// Closes an object that stands inside another.
  consuming func close(_ output: inout OutputBuffer) {
    output.write(byte: UInt8(ascii: "}"))
  }

  mutating func name(_ name: StaticString, _ output: inout OutputBuffer) {
    if !isFirst { output.write(byte: UInt8(ascii: ",")) }
    isFirst = false
    output.write(byte: UInt8(ascii: "\""))
    output.write(name)
    output.write("\":" as StaticString)
  }

  mutating func field(_ name: StaticString, _ value: String?, _ output: inout OutputBuffer) {
    guard let value else { return }
    self.name(name, &output)
    output.write(json: value.utf8)
  }

  mutating func field(_ name: StaticString, _ value: UInt64?, _ output: inout OutputBuffer) {
    guard let value else { return }
    self.name(name, &output)
    output.write(value)
  }

  mutating func field(_ name: StaticString, _ value: Int?, _ output: inout OutputBuffer) {
    guard let value else { return }
    self.name(name, &output)
    output.write(String(value))
  }

  mutating func field(_ name: StaticString, _ value: Bool?, _ output: inout OutputBuffer) {
    guard let value else { return }
    self.name(name, &output)
    output.write(value ? "true" as StaticString : "false" as StaticString)
  }

  mutating func field(_ name: StaticString, _ values: [String], _ output: inout OutputBuffer) {
    self.name(name, &output)
    output.write(byte: UInt8(ascii: "["))
    for (index, value) in values.enumerated() {
      if index > 0 { output.write(byte: UInt8(ascii: ",")) }
      output.write(json: value.utf8)
    }
    output.write(byte: UInt8(ascii: "]"))
  }

  mutating func field(_ name: StaticString, pairs: [(String, String)], _ output: inout OutputBuffer) {
    self.name(name, &output)
    output.write(byte: UInt8(ascii: "["))
    for (index, pair) in pairs.enumerated() {
      output.write(index > 0 ? ",[" as StaticString : "[" as StaticString)
      output.write(json: pair.0.utf8)
      output.write(byte: UInt8(ascii: ","))
      output.write(json: pair.1.utf8)
      output.write(byte: UInt8(ascii: "]"))
    }
    output.write(byte: UInt8(ascii: "]"))
  }

  /// Ranges as pairs of a start and a length.
  mutating func field(_ name: StaticString, ranges: ArraySlice<Range<Int>>, _ output: inout OutputBuffer) {
    self.name(name, &output)
    output.write(byte: UInt8(ascii: "["))
    for (index, range) in ranges.enumerated() {
      output.write(index > 0 ? ",[" as StaticString : "[" as StaticString)
      output.write(UInt64(range.lowerBound))
      output.write(byte: UInt8(ascii: ","))
      output.write(UInt64(range.count))
      output.write(byte: UInt8(ascii: "]"))
    }
    output.write(byte: UInt8(ascii: "]"))
  }

  /// Text given as bytes that are known to be UTF-8.
  mutating func field(_ name: StaticString, text bytes: ArraySlice<UInt8>, _ output: inout OutputBuffer) {
    self.name(name, &output)
    output.write(json: bytes)
  }

  /// Bytes as lower-case hexadecimal digits.
  mutating func field(_ name: StaticString, hex bytes: ArraySlice<UInt8>, _ output: inout OutputBuffer) {
    self.name(name, &output)
    output.write(byte: UInt8(ascii: "\""))
    output.write(hex: bytes)
    output.write(byte: UInt8(ascii: "\""))
  }

  mutating func field(
    _ name: StaticString, time: Int64?, _ timestamp: inout Timestamp, _ output: inout OutputBuffer
  ) {
    guard let time else { return }
    self.name(name, &output)
    output.write(byte: UInt8(ascii: "\""))
    timestamp.write(time, to: &output)
    output.write(byte: UInt8(ascii: "\""))
  }

  /// A number that is not negative, with three decimals.
  mutating func field(_ name: StaticString, thousandths number: Double?, _ output: inout OutputBuffer) {
    guard let number, number >= 0, number < 1e15 else { return }
    self.name(name, &output)
    let thousandths = UInt64((number * 1000).rounded())
    output.write(thousandths / 1000)
    output.write(byte: UInt8(ascii: "."))
    output.write(thousandths % 1000, width: 3)
  }

  /// A number of nanoseconds as seconds.
  mutating func field(_ name: StaticString, seconds nanoseconds: Int64?, _ output: inout OutputBuffer) {
    guard let nanoseconds, nanoseconds >= 0 else { return }
    self.name(name, &output)
    output.write(UInt64(nanoseconds / 1_000_000_000))
    output.write(byte: UInt8(ascii: "."))
    output.write(UInt64(nanoseconds % 1_000_000_000), width: 9)
  }
}

extension OutputBuffer {
  /// Writes UTF-8 as a JSON string.
  ///
  /// Control and bidirectional-formatting characters are escaped, so that a terminal that shows the line obeys none.
  mutating func write(json text: some Collection<UInt8>) {
    write(byte: UInt8(ascii: "\""))
    var index = text.startIndex
    while index != text.endIndex {
      let byte = text[index]
      text.formIndex(after: &index)
      switch byte {
      case UInt8(ascii: "\""): write("\\\"" as StaticString)
      case UInt8(ascii: "\\"): write("\\\\" as StaticString)
      case UInt8(ascii: "\n"): write("\\n" as StaticString)
      case UInt8(ascii: "\r"): write("\\r" as StaticString)
      case UInt8(ascii: "\t"): write("\\t" as StaticString)
      case 0x00...0x1f, 0x7f: write(escape: UInt16(byte))
      case 0xc2: writeC1(after: byte, text, &index)
      case 0xd8 where index != text.endIndex && text[index] == 0x9c:
        // U+061C, the Arabic letter mark.
        write(escape: 0x061c)
        text.formIndex(after: &index)
      case 0xe2: writeFormatting(after: byte, text, &index)
      default: write(byte: byte)
      }
    }
    write(byte: UInt8(ascii: "\""))
  }

  private mutating func write(escape unit: UInt16) {
    write("\\u" as StaticString)
    write(hex: [UInt8(unit >> 8), UInt8(unit & 0xff)])
  }

  /// U+0080 to U+009F, the control characters of two bytes.
  private mutating func writeC1<Text: Collection<UInt8>>(after lead: UInt8, _ text: Text, _ index: inout Text.Index) {
    guard index != text.endIndex, (0x80...0x9f).contains(text[index]) else {
      write(byte: lead)
      return
    }
    write(escape: UInt16(text[index]))
    text.formIndex(after: &index)
  }

  /// U+200E, U+200F, U+2028 to U+202E and U+2066 to U+2069, which turn text around or break lines.
  private mutating func writeFormatting<Text: Collection<UInt8>>(
    after lead: UInt8, _ text: Text, _ index: inout Text.Index
  ) {
    guard index != text.endIndex, text[index] == 0x80 || text[index] == 0x81 else {
      write(byte: lead)
      return
    }
    let second = text[index]
    let next = text.index(after: index)
    guard next != text.endIndex else {
      write(byte: lead)
      return
    }
    let unit = 0x2000 | UInt16(second & 0x3f) << 6 | UInt16(text[next] & 0x3f)
    switch unit {
    case 0x200e, 0x200f, 0x2028...0x202e, 0x2066...0x2069:
      write(escape: unit)
      index = text.index(after: next)
    default:
      write(byte: lead)
    }
  }
}
