import TestSupport
import Testing

@testable import Inflation

struct DistanceTests {
  /// A message that begins with `length` stored bytes and refers back by `distance` after them.
  private static func message(length: Int, distance: Int) -> [UInt8] {
    var deflate = HandMadeDeflate()
    var rest = length
    while rest > 0 {
      let part = min(rest, 0xFFFF)
      deflate.stored([UInt8](repeating: 0x41, count: part))
      rest -= part
    }
    deflate.beginFixed()
    deflate.literal(0x42)
    deflate.match(distance: distance)
    deflate.endBlock()
    deflate.flush()
    return deflate.bytes
  }

  @Test(arguments: 8...15, [1, 64, 1 << 20])
  func `a distance of exactly the window is the longest`(windowBits: Int, pieceLength: Int) {
    let window = 1 << windowBits
    let inflater = MessageInflater(windowBits: windowBits, contextTakeover: false)
    var generator = SeededGenerator(state: 1)
    let longest = Self.message(length: window + 100, distance: window)
    #expect(inflater.outcome(of: generator.cut(longest, longest: pieceLength)).error == nil)
    guard windowBits < 15 else { return }
    let tooLong = Self.message(length: window + 100, distance: window + 1)
    let outcome = inflater.outcome(of: generator.cut(tooLong, longest: pieceLength))
    #expect(outcome.error?.kind == .distanceBeyondWindow(distance: window + 1, windowSize: window))
    #expect(outcome.error?.outputPosition == UInt64(window + 101))
    #expect(outcome.bytes == [UInt8](repeating: 0x41, count: window + 100) + [0x42])
  }

  @Test(arguments: [9, 15], [1, 1000])
  func `a distance to before the first byte has its numbers`(windowBits: Int, pieceLength: Int) {
    var generator = SeededGenerator(state: 2)
    let inflater = MessageInflater(windowBits: windowBits, contextTakeover: false)
    let exact = Self.message(length: 200, distance: 201)
    #expect(inflater.outcome(of: generator.cut(exact, longest: pieceLength)).error == nil)
    let tooLong = Self.message(length: 200, distance: 202)
    // Stored block: 5 + 200; then 3 + 8 + 7 bits up to the code of the distance, 5 of it and 6 extra.
    #expect(
      inflater.outcome(of: generator.cut(tooLong, longest: pieceLength)).error
        == InflationError(
          kind: .distanceBeforeStart(distance: 202, available: 201), position: 205 + (3 + 8 + 7 + 5 + 6 - 1) / 8,
          outputPosition: 201))
  }

  @Test func `earlier messages count as history where context is kept`() {
    for windowBits in [12, 15] {
      let inflater = MessageInflater(windowBits: windowBits, contextTakeover: true)
      #expect(inflater.outcome(of: [Self.message(length: 300, distance: 1)]).error == nil)
      #expect(inflater.outcome(of: [Self.message(length: 0, distance: 305)]).error == nil)
      #expect(
        inflater.outcome(of: [Self.message(length: 0, distance: 310)]).error?.kind
          == .distanceBeforeStart(distance: 310, available: 309))
    }
  }

  @Test func `a long opening goes without the distance, not without the error`() {
    let inflater = MessageInflater(windowBits: 15, contextTakeover: false)
    let tooLong = Self.message(length: 9000, distance: 9002)
    #expect(
      inflater.outcome(of: tooLong.map { [$0] }).error?.kind == .distanceBeforeStart(distance: nil, available: 9001))
    #expect(
      inflater.outcome(of: [tooLong]).error?.kind == .distanceBeforeStart(distance: 9002, available: 9001))
  }

  @Test(arguments: [0, 1, 2, 3, 4, 5, 6, 7])
  func `the scanner counts the bytes that zlib makes`(seed: Int) throws {
    var generator = SeededGenerator(state: UInt64(seed))
    for length in [10, 300, 4000, 60_000] {
      let message = seed % 2 == 0 ? generator.message(length) : generator.bytes(length).map { $0 & $0 >> 3 }
      let deflater = try #require(MessageDeflater(windowBits: 15, contextTakeover: false))
      let payload = deflater.payload(of: message)
      var scanner = DistanceScanner(windowSize: 1 << 15, history: 0)
      for piece in generator.cut(payload, longest: 1 << seed) {
        #expect(scanner.scan(piece.span) == nil)
      }
      #expect(scanner.outputLength == UInt64(length))
      #expect(scanner.state == .storedLengths)
    }
  }

  @Test(arguments: 9...14)
  func `the scanner finds the first distance that a wider window allows`(windowBits: Int) throws {
    var generator = SeededGenerator(state: UInt64(windowBits))
    let block = generator.bytes(1 << windowBits)
    let deflater = try #require(MessageDeflater(windowBits: 15, contextTakeover: false))
    let payload = deflater.payload(of: (block + [1, 2, 3] + block))
    let inflater = MessageInflater(windowBits: windowBits, contextTakeover: false)
    let outcome = inflater.outcome(of: generator.cut(payload, longest: 100))
    #expect(
      outcome.error?.kind == .distanceBeyondWindow(distance: block.count + 3, windowSize: 1 << windowBits))
    #expect(outcome.bytes.prefix(block.count + 3) == (block + [1, 2, 3])[...])
  }

  @Test func `the scanner and zlib agree on damaged messages that no window limits`() throws {
    var generator = SeededGenerator(state: 14)
    let deflater = try #require(MessageDeflater(windowBits: 15, contextTakeover: false))
    let withScanner = MessageInflater(windowBits: 14, contextTakeover: false)
    let zlibAlone = MessageInflater(windowBits: 15, contextTakeover: false)
    for round in 0..<4000 {
      let length = Int.random(in: 1...2000, using: &generator)
      // Whatever the damage does, no more than 16 KiB are looked at.
      var payload = deflater.payload(of: round % 2 == 0 ? generator.message(length) : generator.bytes(length))
      for _ in 0..<Int.random(in: 1...3, using: &generator) {
        payload[Int.random(in: 0..<payload.count, using: &generator)] ^= 1 << UInt8.random(in: 0...7, using: &generator)
      }
      let expected = zlibAlone.outcome(of: [payload])
      guard expected.bytes.count < 1 << 14 else { continue }
      #expect(withScanner.outcome(of: [payload]) == expected)
    }
  }
}
