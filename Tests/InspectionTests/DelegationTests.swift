import Inflation
import Inspection
import TestSupport
import Testing
import WebSocketProtocol

/// What happens on several connections at once, looked at by an inspector alone or with the help of a deputy.
private struct Bustle {
  private enum Happening {
    case opened(Int)
    case step(Int, Dialogue.Step)
    case conflict(Int)
    case closed(Int)
  }

  private var happenings: [Happening] = []

  /// Conversations with and without compression, mixed at random, each slot used for one after the other.
  init(_ random: inout SeededGenerator) {
    var queues = (0..<5).map { slot in
      (0..<2).flatMap { _ in Self.conversation(on: slot, &random) }
    }
    while let slot = queues.indices.filter({ !queues[$0].isEmpty }).randomElement(using: &random) {
      happenings.append(queues[slot].removeFirst())
    }
  }

  private static func conversation(on slot: Int, _ random: inout SeededGenerator) -> [Happening] {
    let extensions = random.pick([nil, "permessage-deflate", "permessage-deflate; server_no_context_takeover"])
    var dialogue = Dialogue()
    dialogue.open(extensions: extensions)
    var frames: [(Sender, [UInt8])] = []
    for sender in [Sender.client, .server] {
      let deflater = extensions.flatMap { _ in MessageDeflater(windowBits: 15, contextTakeover: true) }
      frames += random.frames(from: sender, temper: random.pick(Temper.allCases), deflater: deflater).map {
        (sender, $0)
      }
    }
    frames.shuffle(using: &random)
    // Who accepts may go on at once, and stop anywhere.
    if random.happens(onceIn: 2), let first = frames.firstIndex(where: { $0.0 == .server && !$0.1.isEmpty }) {
      let frame = frames.remove(at: first).1
      let cut = Int.random(in: 0...frame.count, using: &random)
      dialogue.continueLast(with: Array(frame.prefix(cut)))
      if random.happens(onceIn: 3) { dialogue.send(.client, .ping, "between") }
      if cut < frame.count { dialogue.send(.server, Array(frame.dropFirst(cut))) }
    }
    for (sender, frame) in frames {
      if random.happens(onceIn: 15) { dialogue.gap(sender, UInt64(frame.count)) } else { dialogue.send(sender, frame) }
    }
    if random.happens(onceIn: 2) { dialogue.fin(.server) }
    if random.happens(onceIn: 4) { dialogue.reset(.client) }
    var happenings = [.opened(slot)] + dialogue.steps.map { Happening.step(slot, $0.step) }
    if random.happens(onceIn: 2) { happenings.insert(.conflict(slot), at: happenings.count - 3) }
    return happenings + [.closed(slot)]
  }

  /// What is told of it.
  ///
  /// - Parameter rounds: when the deputy gets to work; there is none without it.
  func inspected(_ options: InspectionOptions, rounds: SeededGenerator?) -> (log: EventLog, delegated: Int) {
    var rounds = rounds
    var inspector = Inspector(options: options)
    inspector.delegates = rounds != nil
    var deputy = Deputy(options: options)
    var log = EventLog()
    var delegated = 0
    var offsets: [Int: [Side: UInt64]] = [:]
    for (number, happening) in happenings.enumerated() {
      let origin = Origin(packet: UInt64(number), time: Int64(number) * 1_000_000)
      switch happening {
      case .opened(let slot):
        offsets[slot] = [:]
        inspector.open(slot, firstIsClient: true)
      case .step(let slot, .bytes(let sender, let bytes)):
        let offset = offsets[slot, default: [:]][sender.side, default: 0]
        _ = inspector.take(bytes.span, from: sender.side, at: offset, slot: slot, origin) { _ in nil }
        offsets[slot, default: [:]][sender.side] = offset + UInt64(bytes.count)
      case .step(let slot, .gap(let sender, let length)):
        let offset = offsets[slot, default: [:]][sender.side, default: 0]
        _ = inspector.skip(length, from: sender.side, at: offset, slot: slot, origin)
        offsets[slot, default: [:]][sender.side] = offset + length
      case .step(let slot, .fin(let sender)): inspector.finish(sender.side, slot: slot, origin)
      case .step(let slot, .reset(let sender)): inspector.reset(by: sender.side, slot: slot, origin)
      case .conflict(let slot): inspector.report(Finding(.tcp01, "two copies differ"), by: .first, slot: slot, origin)
      case .closed(let slot): inspector.close(slot)
      }
      if number == happenings.count - 1 || rounds?.happens(onceIn: 9) ?? true {
        delegated += inspector.delegation.stepCount
        var delegation = inspector.delegation
        inspector.delegation = Delegation()
        deputy.work(&delegation, into: &inspector.queue)
        log.drain(&inspector.queue)
      }
    }
    log.summary = inspector.summary
    log.summary.totals.add(deputy.totals)
    return (log, delegated)
  }
}

extension Sender {
  fileprivate var side: Side { self == .server ? .second : .first }
}

/// Every second connection whose messages have to be inflated may be looked at elsewhere.
@Suite struct `A deputy` {
  @Test(arguments: 0..<80)
  func `changes nothing in what is told, and in what order`(_ seed: Int) {
    var random = SeededGenerator(state: UInt64(seed))
    let bustle = Bustle(&random)
    let options = seed.isMultiple(of: 3) ? InspectionOptions.everything.counting : .everything
    let alone = bustle.inspected(options, rounds: nil)
    let helped = bustle.inspected(options, rounds: random)
    #expect(helped.log == alone.log)
    #expect(alone.delegated == 0)
    #expect(alone.log.events.count > 20)
  }

  @Test func `gets every second connection that compresses, from the first one on`() {
    var inspector = Inspector(options: .everything)
    inspector.delegates = true
    for (slot, extensions) in [nil, "permessage-deflate", "permessage-deflate", nil, "permessage-deflate"].enumerated()
    {
      let before = inspector.delegation.stepCount
      inspector.open(slot, firstIsClient: true)
      let request = Dialogue.request(for: extensions)
      let response = Dialogue.response(extensions: extensions)
      _ = inspector.take(request.span, from: .first, at: 0, slot: slot, Origin()) { _ in nil }
      _ = inspector.take(response.span, from: .second, at: 0, slot: slot, Origin()) { _ in nil }
      #expect(inspector.delegation.stepCount - before == (slot == 1 || slot == 4 ? 1 : 0))
    }
  }

  /// What all connections together may gather is one figure, and nobody else could keep to it.
  @Test func `gets nothing where payload is gathered`() {
    var random = SeededGenerator(state: 1)
    let bustle = Bustle(&random)
    var options = InspectionOptions.everything
    options.contentLimit = 100
    #expect(bustle.inspected(options, rounds: random).delegated == 0)
    #expect(bustle.inspected(.everything, rounds: random).delegated > 0)
  }
}
