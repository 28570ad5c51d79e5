import TestSupport
import WebSocketProtocol

/// Data to compress. The suite has five files; these are made to be like them, and as long as its longest message
/// twice over.
struct AutobahnCorpus: Sendable {
  /// Text, or binary.
  let opcode: Opcode
  let bytes: [UInt8]

  /// In the order of sections 12.1 to 12.5.
  static let all = [json, bitmap, prose, markup, document]

  /// The longest message twice.
  private static let length = 2 * 131072

  private init(_ opcode: Opcode, seed: UInt64, _ piece: (inout SeededGenerator, Int) -> [UInt8]) {
    var random = SeededGenerator(state: seed)
    var bytes: [UInt8] = []
    while bytes.count < Self.length { bytes += piece(&random, bytes.count) }
    self.opcode = opcode
    self.bytes = bytes
  }

  /// Messages one behind the other, from the beginning of the data.
  func messages(length: Int, count: Int) -> [[UInt8]] {
    (0..<count).map { Array(bytes[($0 * length)..<(($0 + 1) * length)]) }
  }

  /// Records with the same names and other values.
  static let json = AutobahnCorpus(.text, seed: 121) { random, _ in
    let word = random.pick(words)
    return Array(
      "{\"id\": \(random.next() % 100_000), \"kind\": \"\(word)\", \"score\": 0.\(random.next() % 1000)}, ".utf8)
  }

  /// A grey picture of 512 columns: neighbours are alike.
  static let bitmap = AutobahnCorpus(.binary, seed: 122) { random, position in
    let row = position / 512
    return (0..<512).map { UInt8(truncatingIfNeeded: $0 / 4 + row / 2 + Int(random.next() % 4)) }
  }

  /// Words in sentences, with letters beyond ASCII.
  static let prose = AutobahnCorpus(.binary, seed: 123) { random, _ in
    Array((random.pick(words + ["heißem", "Bemühn"]) + (random.happens(onceIn: 9) ? ".\n" : " ")).utf8)
  }

  /// A table in HTML.
  static let markup = AutobahnCorpus(.text, seed: 124) { random, _ in
    Array("<tr class=\"row\"><td>\(random.next() % 1000)</td><td><b>\(random.next() % 10)</b></td></tr>\n".utf8)
  }

  /// A file whose long streams are compressed already.
  static let document = AutobahnCorpus(.binary, seed: 125) { random, position in
    Array("\(position) 0 obj << /Length 2048 >> stream\n".utf8) + random.bytes(2048) + Array("\nendstream\n".utf8)
  }

  private static let words = [
    "Habe", "nun", "ach", "Philosophie", "Juristerei", "und", "Medizin", "durchaus", "studiert",
  ]
}
