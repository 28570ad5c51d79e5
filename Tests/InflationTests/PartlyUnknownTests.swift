import TestSupport
import Testing

@testable import Inflation

/// Messages that copy from others which are missing: what is known of them is exactly what can be known.
@Suite struct `Partly unknown messages` {
  /// How a message is missing.
  enum Loss: CaseIterable {
    /// Nothing before it was given either.
    case lateStart
    case whole
    /// Its first half was given.
    case middle
    /// It was given with a block that is none.
    case fault
  }

  /// Messages that have much in common.
  private static func messages(_ generator: inout SeededGenerator, count: Int, longest: Int) -> [[UInt8]] {
    var messages: [[UInt8]] = []
    for _ in 0..<count {
      var message = generator.message(Int.random(in: 0...longest, using: &generator))
      if let earlier = messages.randomElement(using: &generator), generator.happens(onceIn: 2) {
        message += earlier.suffix(Int.random(in: 0...400, using: &generator))
      }
      messages.append(message)
    }
    return messages
  }

  /// Loses a message, the first one or any other.
  private static func lose(_ payloads: [[UInt8]], at lost: Int, _ loss: Loss, windowBits: Int) -> MessageInflater {
    let inflater = MessageInflater(windowBits: windowBits, contextTakeover: true, missesHistory: loss == .lateStart)
    if loss == .lateStart { return inflater }
    for payload in payloads[..<lost] { #expect(inflater.outcome(of: [payload]).error == nil) }
    switch loss {
    case .lateStart, .whole: inflater.abandonMessage()
    case .middle:
      var scratch = [UInt8](repeating: 0, count: 4096)
      let half = Array(payloads[lost].prefix(payloads[lost].count / 2))
      #expect(throws: Never.self) { try inflater.inflate(half.span, scratch: &scratch) { _, _ in } }
      inflater.abandonMessage()
    case .fault: #expect(inflater.outcome(of: [[0x07]]).error?.kind == .invalidData(.blockType))
    }
    return inflater
  }

  @Test(arguments: 9...15, Loss.allCases)
  func `show each byte that is known, and no other`(windowBits: Int, loss: Loss) throws {
    for seed in 0..<6 {
      var generator = SeededGenerator(state: UInt64(windowBits << 8 | seed))
      let deflater = try #require(MessageDeflater(windowBits: windowBits, contextTakeover: true))
      let messages = Self.messages(&generator, count: 24, longest: [30, 300, 1500][seed % 3])
      let payloads = messages.map { deflater.payload(of: $0) }
      let lost = Int.random(in: 0..<4, using: &generator)
      let inflater = Self.lose(payloads, at: lost, loss, windowBits: windowBits)
      var model = ReferenceInflater(isUnknown: true)
      for index in (lost + 1)..<messages.count {
        let pieces = generator.cut(payloads[index], longest: [1, 7, 5000][index % 3])
        let outcome = inflater.outcome(of: pieces, scratchLength: index % 2 == 0 ? 4096 : 32768)
        let known = outcome.knownBytes
        try #require(outcome.error == nil && known == model.inflate(payloads[index]))
        #expect(
          zip(known, messages[index]).allSatisfy { $0 == nil || $0 == $1 } && known.count == messages[index].count)
        #expect(outcome.summary?.unknownLength == UInt64(known.count { $0 == nil }))
        #expect(inflater.hasUnknownHistory == model.window.suffix(1 << windowBits).contains(nil))
      }
    }
  }

  @Test func `come about where much is copied, and not where little is`() throws {
    let deflater = try #require(MessageDeflater(windowBits: 15, contextTakeover: true))
    let first = Array("{\"symbol\":\"ACME\",\"price\":101}".utf8)
    let second = Array("{\"symbol\":\"ACME\",\"price\":102}".utf8)
    _ = deflater.payload(of: first)
    let payload = deflater.payload(of: second)
    let outcome = MessageInflater(windowBits: 15, contextTakeover: true, missesHistory: true).outcome(of: [payload])
    #expect(outcome.bytes.count == second.count)
    #expect(outcome.summary?.unknownLength ?? 0 > 20)
    #expect(outcome.knownBytes.suffix(2) == [UInt8(ascii: "2"), UInt8(ascii: "}")])
    // Zeros are what is given for bytes that nobody knows.
    #expect(zip(outcome.bytes, outcome.isKnown).allSatisfy { $1 || $0 == 0 })
  }

  @Test(arguments: [8, 9, 12, 15])
  func `end with a window's length of known bytes`(windowBits: Int) {
    let inflater = MessageInflater(windowBits: windowBits, contextTakeover: true, missesHistory: true)
    func message(stored length: Int, distance: Int? = nil) -> [UInt8] {
      var deflate = HandMadeDeflate()
      deflate.stored([UInt8](repeating: 0x41, count: length))
      deflate.beginFixed()
      if let distance { deflate.match(distance: distance) }
      deflate.endBlock()
      deflate.flush()
      return deflate.bytes
    }
    let window = 1 << windowBits
    #expect(inflater.outcome(of: [message(stored: window - 1, distance: window)]).knownBytes[window - 1] == nil)
    #expect(inflater.hasUnknownHistory)
    #expect(inflater.outcome(of: [message(stored: window - 3)]).summary?.unknownLength == 0)
    #expect(inflater.hasUnknownHistory)
    #expect(inflater.outcome(of: [message(stored: 0, distance: window - 2)]).summary?.unknownLength == 0)
    #expect(!inflater.hasUnknownHistory)
    #expect(inflater.outcome(of: [message(stored: 1, distance: window)]).summary?.unknownLength == 0)
  }

  @Test(arguments: 8...15, [1, 1000])
  func `may copy from all of the window, and not from beyond it`(windowBits: Int, pieceLength: Int) {
    var generator = SeededGenerator(state: 1)
    func outcome(distance: Int) -> Outcome {
      var deflate = HandMadeDeflate()
      deflate.beginFixed()
      deflate.literal(0x41)
      deflate.match(distance: distance)
      deflate.endBlock()
      deflate.flush()
      let inflater = MessageInflater(windowBits: windowBits, contextTakeover: true, missesHistory: true)
      return inflater.outcome(of: generator.cut(deflate.bytes, longest: pieceLength))
    }
    #expect(outcome(distance: 2).knownBytes == [0x41, nil, 0x41, nil])
    #expect(outcome(distance: 1 << windowBits).knownBytes == [0x41, nil, nil, nil])
    guard windowBits < 15 else { return }
    let window = 1 << windowBits
    #expect(
      outcome(distance: window + 1).error?.kind == .distanceBeyondWindow(distance: window + 1, windowSize: window))
  }

  @Test func `are whole where the sender keeps no context, whoever thinks so`() throws {
    var generator = SeededGenerator(state: 3)
    for isAgreed in [true, false] {
      let deflater = try #require(MessageDeflater(windowBits: 15, contextTakeover: false))
      let inflater = MessageInflater(windowBits: 15, contextTakeover: !isAgreed, missesHistory: true)
      #expect(inflater.hasUnknownHistory == !isAgreed)
      for _ in 0..<50 {
        let message = generator.message(300)
        #expect(inflater.outcome(of: [deflater.payload(of: message)]).knownBytes == message)
        if !isAgreed, generator.happens(onceIn: 4) { inflater.abandonMessage() }
      }
    }
  }

  @Test func `with a final block keep apart what is known behind it`() {
    var deflate = HandMadeDeflate()
    deflate.beginFixed(isFinal: true)
    deflate.match(distance: 7)
    deflate.literal(0x41)
    deflate.endBlock()
    deflate.alignToByte()
    deflate.beginFixed()
    deflate.match(distance: 2)
    deflate.endBlock()
    deflate.flush()
    for windowBits in [9, 15] {
      let inflater = MessageInflater(windowBits: windowBits, contextTakeover: true, missesHistory: true)
      for pieces in [[deflate.bytes], deflate.bytes.map { [$0] }] {
        #expect(inflater.outcome(of: pieces).knownBytes == [nil, nil, nil, 0x41, nil, 0x41, nil])
      }
    }
  }

  @Test(arguments: [0, 1, 7, 8])
  func `stop at the limit, and go on behind it`(limit: Int) {
    var deflate = HandMadeDeflate()
    deflate.beginFixed()
    for _ in 0..<2 { deflate.match(distance: 4) }
    for byte in [0x41, 0x42] as [UInt8] { deflate.literal(byte) }
    deflate.endBlock()
    deflate.flush()
    let inflater = MessageInflater(
      windowBits: 15, contextTakeover: true, missesHistory: true, limits: .init(maximumMessageBytes: UInt64(limit)))
    for _ in 0..<2 {
      let outcome = inflater.outcome(of: [deflate.bytes])
      #expect(outcome.error?.kind == (limit < 8 ? .messageTooLarge(limit: UInt64(limit)) : nil))
      let whole: [UInt8?] = [nil, nil, nil, nil, nil, nil, 0x41, 0x42]
      #expect(outcome.knownBytes == Array(whole.prefix(limit)))
      guard limit < 8 else { return }
    }
  }

  @Test(arguments: [8, 11, 15])
  func `of garbage neither trap nor depend on how it is cut`(windowBits: Int) {
    var generator = SeededGenerator(state: UInt64(windowBits))
    for round in 0..<2000 {
      var garbage = generator.bytes(Int.random(in: 1...60, using: &generator))
      if round % 3 > 0 { garbage[0] = garbage[0] & 0xF8 | UInt8(round % 3) << 1 }
      let inflater = MessageInflater(windowBits: windowBits, contextTakeover: true, missesHistory: true)
      let whole = inflater.outcome(of: [garbage])
      inflater.abandonMessage()
      #expect(inflater.outcome(of: generator.cut(garbage, longest: 3)) == whole)
    }
  }
}
