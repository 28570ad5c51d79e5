import Inspection
import Testing
import WebSocketProtocol

@Suite struct `Event filters` {
  /// Two connections, each with two texts, a ping and a pong, filtered.
  private func log(_ prepare: (inout EventFilter) -> Void) -> EventLog {
    var filter = EventFilter()
    prepare(&filter)
    var inspector = Inspector(options: .everything)
    var log = EventLog()
    for slot in 0..<2 {
      inspector.open(slot, firstIsClient: true)
      let ping = FrameEncoder.encode(.ping)
      let pong = FrameEncoder.encode(.pong, maskingKey: MaskingKey(rawValue: 1))
      for (side, bytes) in [
        (Side.first, Dialogue.request), (.second, Dialogue.response),
        (.first, FrameEncoder.encode(.text, [0x41], maskingKey: MaskingKey(rawValue: 2))),
        (.second, FrameEncoder.encode(.text, [0x42])), (.second, ping), (.first, pong),
      ] {
        _ = inspector.take(bytes.span, from: side, at: 0, slot: slot, Origin()) { _ in nil }
        filter.apply(to: &inspector.queue)
        log.drain(&inspector.queue)
      }
      inspector.close(slot)
      filter.apply(to: &inspector.queue)
      log.drain(&inspector.queue)
    }
    return log
  }

  @Test func `let everything through unless told`() {
    let log = log { #expect(!$0.isActive) }
    #expect(log.frames.count == 8 && log.messages.count == 8 && log.connections.count == 2)
  }

  @Test func `keep one connection`() {
    let log = log {
      $0.connection = 2
      #expect($0.isActive)
    }
    #expect(log.events.allSatisfy { $0.connection == 2 })
    #expect(log.frames.count == 4 && log.connections.count == 1)
  }

  @Test func `keep one side's frames and messages, and all that is not one`() {
    let log = log { $0.sender = .server }
    #expect(log.frames.map(\.header.opcode) == [.text, .ping, .text, .ping])
    #expect(log.messages.allSatisfy { $0.sender == .server })
    #expect(log.handshakes.count == 2)
  }

  @Test func `keep some types`() {
    let log = log { $0.types = [.pong, .ping] }
    #expect(log.messages.map(\.type) == [.ping, .pong, .ping, .pong])
  }

  @Test func `stop at a limit`() {
    let log = log { $0.limit = 3 }
    #expect(log.frames.count + log.messages.count == 3)
    #expect(log.events.last.map { if case .end = $0.kind { true } else { false } } == true)
  }
}
