import Inspection
import TestSupport
import Testing
import WebSocketProtocol

/// Input made to hurt: the tests are that nothing traps and that what is kept stays small.
@Suite struct `Hostile input` {
  @Test(arguments: 0..<8)
  func `is survived in any order of calls`(_ seed: Int) {
    var random = SeededGenerator(state: 9000 + UInt64(seed))
    var options = InspectionOptions.everything
    options.payloadLimit = 64
    options.limits.headBytes = 512
    options.limits.messageBytes = 1 << 16
    options.limits.frames = 20
    options.limits.heldBytes = 1024
    for round in 0..<2500 {
      var inspector = Inspector(options: round % 3 == 0 ? options.counting : options)
      var log = EventLog()
      for slot in 0..<2 { inspector.open(slot, firstIsClient: random.pick([true, false, nil])) }
      var bytes = Self.stream(&random)[...]
      while !bytes.isEmpty {
        let piece = Array(bytes.prefix(Int.random(in: 1...80, using: &random)))
        bytes = bytes.dropFirst(piece.count)
        Self.call(&inspector, piece, &random)
        if random.happens(onceIn: 3) { log.drain(&inspector.queue) }
      }
      for slot in 0..<2 { inspector.close(slot) }
      // No event carries more than was asked for.
      #expect(inspector.queue.bytes.count <= 64 * inspector.queue.events.count)
      log.drain(&inspector.queue)
      // Each connection that was told of has come to its end, and to one.
      let numbers = Array(1..<Int(inspector.summary.connections) + 1)
      #expect(log.ended.sorted() == numbers)
      #expect(log.connections.count == numbers.count)
    }
  }

  /// One call with hostile numbers.
  private static func call(_ inspector: inout Inspector, _ piece: [UInt8], _ random: inout SeededGenerator) {
    let slot = Int.random(in: 0..<3, using: &random)
    let side: Side = Bool.random(using: &random) ? .first : .second
    let origin = Origin(packet: nil, time: random.pick([nil, 0, .min, .max, 5]))
    let offset: UInt64 = random.pick([0, 7, .max, .max - 3])
    switch Int.random(in: 0..<16, using: &random) {
    case 0: _ = inspector.skip(random.pick([0, 1, 50, 1 << 62, .max]), from: side, at: offset, slot: slot, origin)
    case 1: inspector.finish(side, slot: slot, origin)
    case 2: inspector.reset(by: side, slot: slot, origin)
    case 3 where random.happens(onceIn: 4): inspector.close(slot)
    case 4 where random.happens(onceIn: 4): inspector.open(slot, firstIsClient: random.pick([true, false, nil]))
    case 5: inspector.report(Finding(.tcp01, "differs"), by: side, slot: slot, origin)
    default: _ = inspector.take(piece.span, from: side, at: offset, slot: slot, origin) { _ in nil }
    }
  }

  private static func stream(_ random: inout SeededGenerator) -> [UInt8] {
    var bytes: [UInt8] = []
    for _ in 0..<Int.random(in: 1...6, using: &random) {
      switch Int.random(in: 0..<7, using: &random) {
      case 0: bytes += random.bytes(Int.random(in: 0...60, using: &random))
      case 1: bytes += Dialogue.request
      case 2:
        bytes += Dialogue.response(extensions: random.pick([nil, "permessage-deflate; server_max_window_bits=8"]))
      case 3: bytes += Array("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nffffffffffffffff\r\n".utf8)
      case 4: bytes += Array("POST / HTTP/1.1\r\nContent-Length: 18446744073709551615\r\n\r\n".utf8)
      case 5: bytes += [0x82, 0x7f, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff]
      default: bytes += random.frames(from: random.pick([.client, .server]), temper: .garbage, count: 3).joined()
      }
    }
    return bytes
  }

  @Test func `cannot make the totals overflow`() {
    let (request, response) = (Dialogue.request, Dialogue.response)
    var inspector = Inspector(options: InspectionOptions())
    for _ in 0..<4 {
      inspector.open(0, firstIsClient: true)
      _ = inspector.take(request.span, from: .first, at: 0, slot: 0, Origin()) { _ in nil }
      _ = inspector.take(response.span, from: .second, at: 0, slot: 0, Origin()) { _ in nil }
      let header: [UInt8] = [0x89, 0x7f, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff]
      _ = inspector.take(header.span, from: .second, at: 0, slot: 0, Origin()) { _ in nil }
      _ = inspector.skip(.max, from: .second, at: 0, slot: 0, Origin())
    }
    inspector.close(0)
    #expect(inspector.summary.connections == 4)
    // None of the claimed bytes was there.
    #expect(inspector.summary.totals.payloadBytes == 0)
  }

  @Test func `cannot make times overflow`() {
    var talk = Dialogue()
    talk.time = .min
    talk.open()
    talk.send(.server, .ping, "a")
    talk.time = .max
    talk.fin(.server)
    #expect(talk.inspected().end?.duration == .max)
  }

  @Test(arguments: [Sender?.none, .client, .server])
  func `is survived as a pasted stream`(_ sender: Sender?) {
    var random = SeededGenerator(state: 31)
    for _ in 0..<1500 {
      let log = EventLog(stream: random.cut(Self.stream(&random), longest: 50), from: sender)
      #expect(log.end != nil)
      #expect(log.frames.allSatisfy { $0.payload.count <= 1 << 16 })
    }
  }

  @Test func `that never ends keeps nothing`() {
    var inspector = ByteStreamInspector(options: InspectionOptions(), sender: .server)
    let header: [UInt8] = [0x82, 0x7f, 0x7f, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff]
    inspector.take(header.span)
    let piece = [UInt8](repeating: 0, count: 1 << 16)
    for _ in 0..<200 { inspector.take(piece.span) }
    inspector.finish()
    #expect(inspector.queue.bytes.isEmpty)
    #expect(inspector.queue.events.count <= 4)
    #expect(inspector.summary.totals.payloadBytes == 200 << 16)
  }

  @Test func `claims lengths that nobody believes`() {
    let log = EventLog(stream: [bytes(fromHex: "827f7fffffffffffffff4141")], from: .server)
    #expect(log.serious == [.sec04])
    #expect(log.finding(.fr09)?.severity == .note)
    #expect(log.frames.map(\.captured) == [2])
    #expect(log.messages.map(\.isComplete) == [false])
    #expect(log.messages.map(\.length) == [2])
  }
}
