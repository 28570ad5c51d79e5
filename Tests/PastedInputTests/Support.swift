import PastedInput
import TestSupport

extension SeededGenerator {
  /// Bytes that are all random, all visible text, or a mixture with long runs.
  mutating func bytes(count: Int) -> [UInt8] {
    switch Int.random(in: 0..<3, using: &self) {
    case 0: return (0..<count).map { _ in .random(in: 0...255, using: &self) }
    case 1: return (0..<count).map { _ in Array(" abcdef0189|.:\\\"'".utf8).randomElement(using: &self) ?? 0 }
    default:
      var bytes: [UInt8] = []
      while bytes.count < count {
        let run = Int.random(in: 1...70, using: &self)
        bytes.append(contentsOf: repeatElement(.random(in: 0...255, using: &self), count: run))
      }
      return Array(bytes.prefix(count))
    }
  }
}

extension [UInt8] {
  /// The bytes as lowercase hexadecimal digits.
  var hex: String { map(\.hex).joined() }
}

extension UInt8 {
  /// Two lowercase hexadecimal digits.
  var hex: String { (self < 16 ? "0" : "") + String(self, radix: 16) }
}

extension UInt8 {
  /// Eight binary digits.
  var bits: String {
    let digits = String(self, radix: 2)
    return String(repeating: "0", count: 8 - digits.count) + digits
  }
}

/// Reads a text, detected or as a named dialect.
func read(_ text: String, as dialect: InputDialect? = nil) throws(PastedInputError) -> PastedBytes {
  try PastedBytes(reading: Array(text.utf8), as: dialect)
}

/// The error of reading a text; `nil` where there is none.
func failure(_ text: String, as dialect: InputDialect? = nil) -> PastedInputError? {
  do throws(PastedInputError) {
    _ = try read(text, as: dialect)
    return nil
  } catch {
    return error
  }
}
