import Inspection
import TestSupport
import Testing
import WebSocketProtocol

/// A stream in which something that is no frame stands between frames.
private struct Interrupted {
  var frames: [[UInt8]]
  /// What every data message and control frame says, with its type.
  var sent: [(type: FrameType, payload: [UInt8])]
  var garbage: [UInt8]
  /// How many frames come before it.
  var before: Int

  var pieces: [[UInt8]] { Array(frames[..<before]) + [garbage] + Array(frames[before...]) }
}

extension SeededGenerator {
  /// Whole messages of one side, with random bytes somewhere between them.
  fileprivate mutating func interrupted(_ draft: DraftTalk, _ sender: Sender, garbage length: Int) -> Interrupted {
    var stream = Interrupted(
      frames: [], sent: [], garbage: bytes(length), before: Int.random(in: 0...6, using: &self))
    for number in 0..<40 {
      let type: FrameType = pick([.text, .text, .binary, .ping])
      let length = Int.random(in: 0...40, using: &self)
      let payload = type == .text ? Array("\(number)".utf8) + text(length) : [UInt8(number)] + bytes(length)
      stream.frames.append(draft.frame(sender, type, payload))
      stream.sent.append((type, payload))
    }
    return stream
  }
}

@Suite struct `A lost border` {
  private static let sides: [(DraftTalk, Sender)] = [
    (DraftMistake.rfc6455, .client), (DraftMistake.rfc6455, .server), (DraftMistake.hybi08, .client),
    (DraftMistake.hybi03, .client), (DraftMistake.hybi06, .client), (DraftMistake.hybi06, .server),
    (DraftMistake.hybi04, .client),
  ]

  /// Every complete message behind the loss is one that was sent, in the order in which they were sent.
  private func check(_ log: EventLog, _ stream: Interrupted, _ name: String) {
    var rest = stream.sent[...]
    for message in log.messages where message.isComplete {
      guard let place = rest.firstIndex(where: { $0.type == message.type && $0.payload == message.payload }) else {
        Issue.record("invented: \(message.type) \(hex(message.payload)) in \(name)")
        return
      }
      #expect(message.isInferred == (place >= stream.before), "\(name)")
      rest = rest[(place + 1)...]
    }
    // Frames are found again: not all of them are lost.
    #expect(log.messages.contains { $0.isInferred }, "\(name)")
    let losses = log.rules.filter { $0 == .fr15 || $0 == .hy12 }
    #expect(losses.count == 1, "\(name)")
  }

  @Test(arguments: sides)
  func `is found again behind random bytes`(_ draft: DraftTalk, _ sender: Sender) {
    for seed in 0..<60 {
      var random = SeededGenerator(state: UInt64(seed) << 16)
      var stream = random.interrupted(draft, sender, garbage: Int.random(in: 16...200, using: &random))
      // What is surely no frame, with two marks, also behind a mask.
      stream.garbage = draft.frame(sender, opcode: Opcode(rawValue: 15), [], bits: .all) + stream.garbage
      let log = draft.pasted([stream.pieces.flatMap { $0 }], from: sender)
      check(log, stream, "\(draft.name), seed \(seed)")
      var cuts = SeededGenerator(state: UInt64(seed))
      let chopped = draft.pasted(cuts.cut(stream.pieces.flatMap { $0 }, longest: 20), from: sender)
      #expect(chopped == log, "\(draft.name), seed \(seed), chopped")
    }
  }

  /// Where nothing tells whose they are, MASK does.
  @Test func `is found again in a stream of both sides`() {
    let draft = DraftMistake.rfc6455
    for seed in 0..<60 {
      var random = SeededGenerator(state: UInt64(seed) << 20)
      let client = random.interrupted(draft, .client, garbage: 0)
      var stream = random.interrupted(draft, .server, garbage: Int.random(in: 16...200, using: &random))
      for index in stream.frames.indices where index % 2 == 0 {
        stream.frames[index] = client.frames[index]
        stream.sent[index] = client.sent[index]
      }
      stream.garbage = [0x7f, 0x7f] + stream.garbage
      let bytes = stream.pieces.flatMap { $0 }
      let log = EventLog(stream: [[0x81, 0x01, 0x41] + bytes])
      let known = EventLog(stream: [bytes])
      check(known, stream, "seed \(seed)")
      #expect(log.messages.count == known.messages.count + 1)
      #expect(EventLog(stream: random.cut(bytes, longest: 9)) == known)
    }
  }

  /// A capture's packets help: a frame likes to begin where a packet does.
  @Test(arguments: sides)
  func `is found again behind a gap`(_ draft: DraftTalk, _ sender: Sender) {
    for (seed, hasPackets) in (0..<30).flatMap({ [($0, true), ($0, false)] }) {
      var random = SeededGenerator(state: UInt64(seed) << 24)
      let stream = random.interrupted(draft, sender, garbage: 0)
      let bytes = stream.frames.flatMap { $0 }
      // The gap swallows a header, and ends anywhere.
      let start = stream.frames[..<stream.before].reduce(0) { $0 + $1.count }
      let length = Int.random(in: stream.frames[stream.before].count...200, using: &random)
      let log = inspected(
        draft, sender, Array(bytes[..<start]), gap: UInt64(length), Array(bytes[(start + length)...]),
        hasPackets: hasPackets)
      var rest = stream.sent[...]
      for message in log.messages where message.isComplete {
        guard let place = rest.firstIndex(where: { $0.type == message.type && $0.payload == message.payload }) else {
          Issue.record("invented: \(message.type) \(hex(message.payload)) in \(draft.name), seed \(seed)")
          break
        }
        #expect(message.isInferred == (place >= stream.before))
        rest = rest[(place + 1)...]
      }
      #expect(log.messages.contains { $0.isInferred })
      #expect(log.serious == [] && log.gaps.map(\.length) == [UInt64(length)])
      #expect(log.gaps.map(\.resumed) == [log.frames.first { $0.isInferred }?.offset])
    }
  }

  private func inspected(
    _ draft: DraftTalk, _ sender: Sender, _ before: [UInt8], gap: UInt64, _ after: [UInt8], hasPackets: Bool
  ) -> EventLog {
    var inspector = Inspector(options: .everything)
    inspector.open(0, firstIsClient: true)
    var offsets: [Side: UInt64] = [.first: 0, .second: 0]
    var packet: UInt64 = 0
    func take(_ bytes: [UInt8], _ sender: Sender) {
      let side: Side = sender == .client ? .first : .second
      packet += 1
      _ = inspector.take(
        bytes.span, from: side, at: offsets[side] ?? 0, slot: 0, Origin(packet: hasPackets ? packet : nil)
      ) { _ in nil }
      offsets[side, default: 0] += UInt64(bytes.count)
    }
    take(draft.request, .client)
    take(draft.response, .server)
    take(before, sender)
    let side: Side = sender == .client ? .first : .second
    _ = inspector.skip(gap, from: side, at: offsets[side] ?? 0, slot: 0, Origin(packet: hasPackets ? packet : nil))
    offsets[side, default: 0] += gap
    var random = SeededGenerator(state: gap)
    for piece in random.cut(after, longest: 300) { take(piece, sender) }
    inspector.close(0)
    var log = EventLog()
    log.drain(&inspector.queue)
    return log
  }

  /// A frame in a packet of its own is believed at once; without packets, a first frame has to say more.
  @Test func `is found at a packet's beginning`() {
    let draft = DraftMistake.rfc6455
    let binary = draft.frame(.server, .binary, [1, 2, 3])
    let swallowed = draft.frame(.server, .binary, [UInt8](repeating: 7, count: 50))
    let log = inspected(
      draft, .server, [], gap: UInt64(swallowed.count), binary, hasPackets: true)
    #expect(log.messages.map(\.payload) == [[1, 2, 3]] && log.messages.allSatisfy { $0.isInferred && $0.isComplete })
    let without = inspected(draft, .server, [], gap: UInt64(swallowed.count), binary, hasPackets: false)
    #expect(without.messages.isEmpty)
  }

  @Test func `is lost again, and found again`() {
    let draft = DraftMistake.rfc6455
    let garbage = [0x7f, 0xff] + [UInt8](repeating: 0x7f, count: 20)
    let run = (0..<6).flatMap { draft.text(.server, "a message, number \($0)") }
    let log = draft.pasted([(0..<4).flatMap { _ in run + garbage } + run], from: .server)
    #expect(log.serious == [.fr15, .fr15, .fr15, .fr15])
    #expect(log.messages.filter(\.isComplete).count == 30)
  }
}
