import Foundation
import Testing

/// A fact of a `Vectors` folder: an input with what must come of it.
package struct Vector<Input: Decodable & Sendable, Expected: Decodable & Sendable>: Decodable, Sendable,
  CustomTestStringConvertible
{
  package let id: String
  package let input: Input
  package let expected: Expected

  package var testDescription: String { id }

  /// The vectors of one kind, from the `Vectors` folder beside the test that asks.
  package static func all(_ kind: String, besides test: String = #filePath) -> [Self] {
    FactFile.read("Vectors/\(kind).json", besides: test)
  }
}

/// Files of facts that tests are written against.
package enum FactFile {
  /// Reads a JSON file that lies in the folder of a test.
  package static func read<Facts: Decodable>(_ path: String, besides test: String) -> Facts {
    let decoder = JSONDecoder()
    decoder.keyDecodingStrategy = .convertFromSnakeCase
    do {
      let file = URL(fileURLWithPath: test).deletingLastPathComponent().appending(path: path)
      return try decoder.decode(Facts.self, from: Data(contentsOf: file))
    } catch {
      fatalError("\(path): \(error)")
    }
  }
}
