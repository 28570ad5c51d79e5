import Foundation
import Inspection
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

  /// True once in `turns`.
  mutating func happens(onceIn turns: Int) -> Bool {
    Int.random(in: 0..<turns, using: &self) == 0
  }

  mutating func pick<Element>(_ choices: [Element]) -> Element {
    choices[Int.random(in: choices.indices, using: &self)]
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

extension InspectionOptions {
  /// Every frame and message, with all of their payload.
  static var everything: InspectionOptions {
    var options = InspectionOptions()
    options.wantsFrames = true
    options.wantsMessages = true
    options.payloadLimit = 1 << 24
    return options
  }

  /// Counts and findings only, with everything else as it is here.
  var counting: InspectionOptions {
    var options = self
    options.wantsFrames = false
    options.wantsMessages = false
    options.payloadLimit = 0
    return options
  }

  /// With extensions that are taken as agreed on.
  func agreeing(on extensions: String?) -> InspectionOptions {
    var options = self
    options.extensions = ExtensionAgreement(ExtensionList(extensions.map { [$0] } ?? []))
    return options
  }
}

func bytes(fromHex hex: String) -> [UInt8] {
  let digits = Array(hex.utf8)
  return stride(from: 0, to: digits.count - 1, by: 2).compactMap {
    UInt8(String(decoding: digits[$0...$0 + 1], as: UTF8.self), radix: 16)
  }
}

func hex(_ bytes: [UInt8]) -> String {
  bytes.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
}

func sender(_ direction: String) -> Sender {
  direction == "c2s" ? .client : .server
}
