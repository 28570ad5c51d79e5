import Inflation
import TestSupport

extension SeededGenerator {
  /// Bytes with repeats near and far, and stretches that do not compress.
  mutating func message(_ count: Int) -> [UInt8] {
    var message: [UInt8] = []
    while message.count < count {
      switch Int.random(in: 0..<4, using: &self) {
      case 0: message += bytes(Int.random(in: 1...300, using: &self))
      case 1: message += [UInt8](repeating: UInt8.random(in: 0...255, using: &self), count: 200)
      case 2: message += Array("{\"price\":\(next() % 1000),\"symbol\":\"ABC\"}".utf8)
      default:
        guard !message.isEmpty else { continue }
        let start = Int.random(in: 0..<message.count, using: &self)
        message += message[start..<min(message.count, start + 400)]
      }
    }
    return Array(message.prefix(count))
  }
}

/// What one message came to: its bytes as far as they came out, and how it ended.
struct Outcome: Equatable {
  var bytes: [UInt8] = []
  /// For each byte, whether it is known.
  var isKnown: [Bool] = []
  var summary: MessageInflater.Summary?
  var error: InflationError?

  /// The bytes, with nothing in place of unknown ones.
  var knownBytes: [UInt8?] { zip(bytes, isKnown).map { $1 ? $0 : nil } }

  mutating func take(_ piece: Span<UInt8>, isKnown: Bool) {
    for index in piece.indices { bytes.append(piece[index]) }
    self.isKnown += repeatElement(isKnown, count: piece.count)
  }
}

extension MessageInflater {
  /// Inflates one message given in pieces.
  func outcome(of pieces: [[UInt8]], scratchLength: Int = 32768) -> Outcome {
    var scratch = [UInt8](repeating: 0, count: scratchLength)
    var outcome = Outcome()
    do {
      for piece in pieces {
        try inflate(piece.span, scratch: &scratch) { outcome.take($0, isKnown: $1) }
      }
      outcome.summary = try finishMessage(scratch: &scratch) { outcome.take($0, isKnown: $1) }
    } catch {
      outcome.error = error
    }
    return outcome
  }
}

extension MessageDeflater {
  /// Compresses one message; a span cannot stand in an expectation.
  func payload(of message: [UInt8]) -> [UInt8] {
    deflate(message.span)
  }
}
