import Foundation
import Testing
import WebSocketProtocol

/// A small seeded generator, so that a failing property can be run again.
struct SeededGenerator: RandomNumberGenerator {
  var state: UInt64

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var z = state
    z = (z ^ z >> 30) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ z >> 27) &* 0x94D0_49BB_1331_11EB
    return z ^ z >> 31
  }

  mutating func bytes(_ count: Int) -> [UInt8] {
    (0..<count).map { _ in UInt8(truncatingIfNeeded: next()) }
  }

  mutating func maskingKey() -> MaskingKey {
    MaskingKey(rawValue: UInt32(truncatingIfNeeded: next()))
  }

  /// Cuts bytes into pieces of 1...`longest` bytes.
  mutating func cut(_ bytes: [UInt8], longest: Int) -> [[UInt8]] {
    var pieces: [[UInt8]] = []
    var rest = bytes[...]
    while !rest.isEmpty {
      let length = Int.random(in: 1...longest, using: &self)
      pieces.append(Array(rest.prefix(length)))
      rest = rest.dropFirst(length)
    }
    return pieces
  }
}

/// A fact of the `Vectors` folder: an input with what must come of it.
struct Vector<Input: Decodable & Sendable, Expected: Decodable & Sendable>: Decodable, Sendable,
  CustomTestStringConvertible
{
  let id: String
  let input: Input
  let expected: Expected

  var testDescription: String { id }

  /// The vectors of one file.
  static func all(_ kind: String) -> [Self] {
    let file = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
      .appending(path: "Vectors").appending(path: "\(kind).json")
    let decoder = JSONDecoder()
    decoder.keyDecodingStrategy = .convertFromSnakeCase
    do {
      return try decoder.decode([Self].self, from: Data(contentsOf: file))
    } catch {
      fatalError("\(kind).json: \(error)")
    }
  }
}

/// Findings as vectors write them down: errors and warnings by name, and notes apart.
struct RuleNames: Equatable, CustomStringConvertible {
  /// The names of the rules behind errors and warnings, each once, in order.
  let serious: [String]
  let notes: Set<String>

  init(_ findings: [Finding]) {
    serious = Set(findings.filter { $0.severity >= .warning }.map(\.rule.rawValue)).sorted()
    notes = Set(findings.filter { $0.severity < .warning }.map(\.rule.rawValue))
  }

  var description: String { "\(serious) and notes \(notes.sorted())" }

  /// Errors and warnings are compared exactly, notes by inclusion.
  func fits(_ expected: [String]) -> Bool {
    Set(serious).isSubset(of: expected) && Set(expected).subtracting(serious).isSubset(of: notes)
  }
}

extension [Finding] {
  var rules: [RuleID] { map(\.rule) }
}

func bytes(fromHex hex: String) -> [UInt8] {
  let digits = Array(hex.utf8)
  return stride(from: 0, to: digits.count - 1, by: 2).compactMap {
    UInt8(String(decoding: digits[$0...$0 + 1], as: UTF8.self), radix: 16)
  }
}

func sender(_ direction: String) -> Sender {
  direction == "c2s" ? .client : .server
}
