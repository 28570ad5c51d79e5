internal import WebSocketProtocol

/// Writes bytes in a notation as they come, so that what waits is never more than a row.
public struct ByteNotationWriter: Sendable {
  private let notation: ByteNotation
  private let count: Int
  /// How many bytes have been written in rows.
  private var written = 0
  /// The bytes of the row that is not full yet.
  private var row: [UInt8] = []

  /// Begins: what a language has before the bytes is written at once.
  ///
  /// - Parameter count: how many bytes there will be in all. Rust and C state it; Python breaks the line by it.
  public init(_ notation: ByteNotation, count: Int, into output: inout OutputBuffer) {
    self.notation = notation
    self.count = count
    switch notation.layout(count: count) {
    case .numbers(let list): output.write(list.opening)
    case .literal: output.write(isOneRow ? "frame = b\"" : "frame = (\n")
    case .digits, .dump, .base64, .raw: break
    }
  }

  /// Takes the next bytes, as many as there are.
  public mutating func take(_ piece: ArraySlice<UInt8>, into output: inout OutputBuffer) {
    let layout = notation.layout(count: count)
    var rest = piece
    while !rest.isEmpty {
      let part = rest.prefix(rowLength - row.count)
      row.append(contentsOf: part)
      rest = rest.dropFirst(part.count)
      if row.count == rowLength { writeRow(layout, into: &output) }
    }
  }

  /// Ends: writes the last row, and what a language has behind it.
  public mutating func finish(into output: inout OutputBuffer) {
    let layout = notation.layout(count: count)
    if !row.isEmpty { writeRow(layout, into: &output) }
    switch layout {
    case .numbers(let list):
      if written > 0, list.endsWithComma { output.write(",") }
      if written > 0 || list.isBrokenWhenEmpty { output.write("\n") }
      output.write(list.closing)
      output.write("\n")
    case .literal: output.write(isOneRow ? "\"\n" : ")\n")
    case .digits, .base64: output.write("\n")
    case .dump, .raw: break
    }
  }

  /// How many bytes a row has. Where no line ends behind a row, any multiple of three does, which Base64 needs.
  private var rowLength: Int {
    switch notation {
    case .xxd, .python: 16
    case .c, .swift, .go, .rust, .javaScript, .java: 12
    case .hex, .base64, .raw: 48
    }
  }

  private var isOneRow: Bool { count <= rowLength }

  private mutating func writeRow(_ layout: ByteNotation.Layout, into output: inout OutputBuffer) {
    switch layout {
    case .digits: output.write(hex: row[...])
    case .dump: writeDumpLine(into: &output)
    case .numbers(let list):
      output.write(written == 0 ? "\n" : ",\n")
      list.write(row, into: &output)
    case .literal:
      if !isOneRow { output.write("    b\"") }
      for index in row.indices { writeEscaped(at: index, into: &output) }
      if !isOneRow { output.write("\"\n") }
    case .base64: output.write(Base64.encode(row))
    case .raw: output.write(contentsOf: row)
    }
    written += row.count
    row.removeAll(keepingCapacity: true)
  }

  /// Writes the offset in eight digits or more, eight groups of two bytes, and the visible characters.
  private func writeDumpLine(into output: inout OutputBuffer) {
    let offset = String(written, radix: 16)
    for _ in 0..<max(0, 8 - offset.utf8.count) { output.write("0") }
    output.write(offset)
    output.write(":")
    for place in 0..<rowLength {
      if place.isMultiple(of: 2) { output.write(" ") }
      if place < row.count { output.write(hex: row[place...place]) } else { output.write("  ") }
    }
    output.write("  ")
    for byte in row { output.write(byte: Self.isVisible(byte) ? byte : UInt8(ascii: ".")) }
    output.write("\n")
  }

  /// Writes a byte of the row as it stands in a bytes literal in double quotes.
  private func writeEscaped(at index: Int, into output: inout OutputBuffer) {
    let byte = row[index]
    switch byte {
    case UInt8(ascii: "\t"): output.write("\\t")
    case UInt8(ascii: "\n"): output.write("\\n")
    case UInt8(ascii: "\r"): output.write("\\r")
    case UInt8(ascii: "\\"), UInt8(ascii: "\""):
      output.write("\\")
      output.write(byte: byte)
    case _ where Self.isVisible(byte): output.write(byte: byte)
    default:
      output.write("\\x")
      output.write(hex: row[index...index])
    }
  }

  private static func isVisible(_ byte: UInt8) -> Bool { (0x20...0x7e).contains(byte) }
}
