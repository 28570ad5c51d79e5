import Foundation
import Inflation
import TestSupport
import Testing

/// A payload with the message or the error it must come to.
struct InflationVector: Decodable, CustomTestStringConvertible {
  struct Expected: Decodable {
    let messages: [String]?
    let inflatedBytes: UInt64?
    let finalBlocks: Int?
    let ending: String?
    let error: String?
    let distance: Int?
    let available: Int?
    let window: Int?
  }

  let id: String
  let payloadsHex: [String]
  let maxWindowBits: Int?
  let contextTakeover: Bool?
  let expected: Expected

  var testDescription: String { id }

  static let all: [InflationVector] = FactFile.read("Vectors.json", besides: #filePath)

  var expectedKind: InflationError.Kind? {
    switch expected.error {
    case nil: nil
    case "distanceBeforeStart":
      .distanceBeforeStart(distance: expected.distance, available: expected.available ?? -1)
    case "distanceBeyondWindow":
      .distanceBeyondWindow(distance: expected.distance ?? -1, windowSize: expected.window ?? -1)
    case let words?: .invalidData(InflationError.Fault(rawValue: words) ?? .other)
    }
  }
}

struct InflationVectorTests {
  @Test func `there are as many vectors as were written down`() {
    #expect(InflationVector.all.count == 12)
  }

  @Test(arguments: InflationVector.all, [1, 2, 3, 7, 1 << 20])
  func `every vector comes to its message or its error, in pieces of any length`(
    vector: InflationVector, pieceLength: Int
  ) {
    let inflater = MessageInflater(
      windowBits: vector.maxWindowBits ?? 15, contextTakeover: vector.contextTakeover ?? true)
    for (index, payload) in vector.payloadsHex.enumerated() {
      let payload = bytes(fromHex: payload)
      let pieces = stride(from: 0, to: payload.count, by: pieceLength).map {
        Array(payload[$0..<min(payload.count, $0 + pieceLength)])
      }
      let outcome = inflater.outcome(of: pieces)
      #expect(outcome.error?.kind == vector.expectedKind)
      if let messages = vector.expected.messages {
        #expect(String(decoding: outcome.bytes, as: UTF8.self) == messages[index])
      }
      if let length = vector.expected.inflatedBytes {
        #expect(outcome.summary?.inflatedLength == length)
        #expect(outcome.summary?.ratio ?? 0 > 1000)
      }
      if vector.expected.error == nil {
        #expect(outcome.summary?.compressedLength == UInt64(payload.count))
        #expect(outcome.summary?.finalBlocks == vector.expected.finalBlocks ?? 0)
        #expect(outcome.summary?.emptyPayload == (vector.expected.ending == "emptyPayload"))
      }
    }
  }
}
