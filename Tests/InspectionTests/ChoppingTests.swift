import Inflation
import Inspection
import TestSupport
import Testing
import WebSocketProtocol

/// Where bytes are cut must never matter: not to what is told, nor to where it is said to be.
@Suite struct Chopping {
  static let senders: [Sender?] = [nil, .client, .server]

  /// A stream with what it takes to read it.
  private static func stream(
    _ random: inout SeededGenerator, from sender: Sender, temper: Temper
  ) -> (bytes: [UInt8], options: InspectionOptions) {
    let isCompressed = random.happens(onceIn: 2)
    let deflater = isCompressed ? MessageDeflater(windowBits: 15, contextTakeover: true) : nil
    var bytes: [UInt8] = []
    let extensions = isCompressed ? "permessage-deflate" : nil
    switch Int.random(in: 0..<6, using: &random) {
    case 0: bytes = Dialogue.request
    case 1: bytes = Dialogue.response(extensions: extensions)
    case 2: bytes = Dialogue.request + Dialogue.response(extensions: extensions)
    default: break
    }
    bytes += random.frames(from: sender, temper: temper, deflater: deflater).joined()
    return (bytes, .everything.agreeing(on: extensions))
  }

  @Test(arguments: Temper.allCases, senders)
  func `a stream changes nothing`(_ temper: Temper, _ sender: Sender?) {
    var random = SeededGenerator(state: UInt64(Temper.allCases.firstIndex(of: temper) ?? 0))
    for _ in 0..<60 {
      let (bytes, options) = Self.stream(&random, from: sender ?? random.pick([.client, .server]), temper: temper)
      let whole = EventLog(stream: [bytes], from: sender, options: options)
      #expect(EventLog(stream: bytes.map { [$0] }, from: sender, options: options) == whole)
      for longest in [2, 3, 7, 20, 100, 400] {
        let cut = EventLog(stream: random.cut(bytes, longest: longest), from: sender, options: options)
        guard cut == whole else {
          Issue.record("cut differently: \(hex(bytes))")
          return
        }
      }
    }
  }

  @Test(arguments: senders)
  func `random bytes changes nothing`(_ sender: Sender?) {
    var random = SeededGenerator(state: 77)
    for _ in 0..<400 {
      let bytes = random.bytes(Int.random(in: 0...120, using: &random))
      let whole = EventLog(stream: [bytes], from: sender)
      #expect(EventLog(stream: bytes.map { [$0] }, from: sender) == whole)
      #expect(EventLog(stream: random.cut(bytes, longest: 9), from: sender) == whole)
    }
  }

  @Test(arguments: Temper.allCases)
  func `a conversation changes nothing`(_ temper: Temper) {
    var random = SeededGenerator(state: 100 + UInt64(Temper.allCases.firstIndex(of: temper) ?? 0))
    for _ in 0..<150 {
      let talk = random.dialogue(temper: temper)
      let whole = talk.inspected()
      for _ in 0..<6 {
        let cut = talk.inspected(firstIsClient: random.pick([true, nil]), cuts: SeededGenerator(state: random.next()))
        #expect(cut == whole)
      }
    }
  }

  @Test(arguments: Temper.allCases)
  func `does not change what is only counted`(_ temper: Temper) {
    var random = SeededGenerator(state: 200 + UInt64(Temper.allCases.firstIndex(of: temper) ?? 0))
    for _ in 0..<150 {
      let talk = random.dialogue(temper: temper)
      let counted = talk.inspected(.everything.counting)
      let full = talk.inspected()
      #expect(counted.verdict == full.verdict)
      #expect(counted.summary == full.summary)
      let cut = talk.inspected(.everything.counting, cuts: SeededGenerator(state: random.next()))
      #expect(cut == counted)
    }
  }

  /// What a client sends that the fuzz targets found to be told in two ways.
  @Test(
    arguments: [
      // Behind a border that was searched for, a header is in doubt inside a message.
      "f248cd" + String(repeating: "81", count: 32) + "0000" + "81818181" + "00e86465010000000064e864"
    ])
  func `a header in doubt changes nothing`(digits: String) {
    var talk = Dialogue()
    talk.open()
    talk.send(.client, bytes(fromHex: digits))
    let whole = talk.inspected()
    for seed in 0..<50 as Range<UInt64> {
      let cut = talk.inspected(cuts: SeededGenerator(state: seed))
      #expect(cut.messages == whole.messages)
      #expect(cut == whole)
    }
  }

  /// A bomb's findings speak of sizes, which must not be those at which somebody happened to look.
  @Test(arguments: [UInt64(64 << 20), 1 << 20])
  func `a bomb changes nothing`(_ limit: UInt64) {
    let deflater = MessageDeflater(windowBits: 15, contextTakeover: true)
    let zeros = [UInt8](repeating: 0x30, count: 2 << 20) + [0xff] + [UInt8](repeating: 0x30, count: 2 << 20)
    let payload = deflater?.deflate(zeros.span) ?? []
    let bytes =
      FrameEncoder.encode(.text, Array(payload.prefix(1500)), isFinal: false, reservedBits: .rsv1)
      + FrameEncoder.encode(.continuation, Array(payload.dropFirst(1500)))
    var options = InspectionOptions.everything.agreeing(on: "permessage-deflate")
    options.limits.messageBytes = limit
    var random = SeededGenerator(state: 5)
    let whole = EventLog(stream: [bytes], from: .server, options: options)
    #expect(whole.serious == (limit > 4 << 20 ? [.ms01, .sec05] : [.sec05]))
    for longest in [1, 2, 10, 100, 1000] {
      #expect(EventLog(stream: random.cut(bytes, longest: longest), from: .server, options: options) == whole)
    }
  }

  @Test func `a head that is too long changes nothing`() {
    var options = InspectionOptions.everything
    options.limits.headBytes = 200
    let bytes = Array(("GET /" + String(repeating: "x", count: 250) + " HTTP/1.1\r\n\r\n").utf8)
    let whole = EventLog(stream: [bytes + [0x81, 0x00]], options: options)
    #expect(whole.rules == [.lim03])
    #expect(whole.frames.isEmpty)
    #expect(EventLog(stream: (bytes + [0x81, 0x00]).map { [$0] }, options: options) == whole)
  }
}
