/// Writes one JSON object, a field at a time, straight into the output.
struct JSONObjectWriter: ~Copyable {
  private var isFirst = true

  /// Opens an object.
  init(_ output: inout OutputBuffer) {
    output.write(byte: UInt8(ascii: "{"))
  }

  private init(isFirst: Bool) {
    self.isFirst = isFirst
  }

  /// An object whose first fields stand in the output already.
  static var continued: JSONObjectWriter { JSONObjectWriter(isFirst: false) }

  /// Closes the object and the line.
  consuming func end(_ output: inout OutputBuffer) {
    output.write("}\n" as StaticString)
  }

  /// Closes an object that stands inside another.
  consuming func close(_ output: inout OutputBuffer) {
    output.write(byte: UInt8(ascii: "}"))
  }

  @inline(__always)
  mutating func name(_ name: StaticString, _ output: inout OutputBuffer) {
    let length = name.utf8CodeUnitCount
    let comma = isFirst ? 0 : 1
    isFirst = false
    unsafe output.append(room: length + 4) { target in
      unsafe target[0] = UInt8(ascii: ",")
      unsafe target[comma] = UInt8(ascii: "\"")
      unsafe (target + comma + 1).update(from: name.utf8Start, count: length)
      unsafe target[comma + length + 1] = UInt8(ascii: "\"")
      unsafe target[comma + length + 2] = UInt8(ascii: ":")
      return comma + length + 3
    }
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
    if value < 0 { output.write(byte: UInt8(ascii: "-")) }
    output.write(UInt64(value.magnitude))
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
