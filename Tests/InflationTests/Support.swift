import Inflation

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

/// What one message came to: its bytes as far as they came out, and how it ended.
struct Outcome: Equatable {
  var bytes: [UInt8] = []
  var summary: MessageInflater.Summary?
  var error: InflationError?
}

extension MessageInflater {
  /// Inflates one message given in pieces.
  func outcome(of pieces: [[UInt8]], scratchLength: Int = 32768) -> Outcome {
    var scratch = [UInt8](repeating: 0, count: scratchLength)
    var outcome = Outcome()
    do {
      for piece in pieces {
        try inflate(piece.span, scratch: &scratch) { span in span.indices.forEach { outcome.bytes.append(span[$0]) } }
      }
      outcome.summary = try finishMessage(scratch: &scratch) { span in
        span.indices.forEach { outcome.bytes.append(span[$0]) }
      }
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

func bytes(fromHex hex: String) -> [UInt8] {
  let digits = Array(hex.utf8)
  return stride(from: 0, to: digits.count - 1, by: 2).compactMap {
    UInt8(String(decoding: digits[$0...$0 + 1], as: UTF8.self), radix: 16)
  }
}
