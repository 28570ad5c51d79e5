import Inspection
import Testing
import WebSocketProtocol

@Suite struct ConversationGuessTests {
  private static let masked: [UInt8] = [0x81, 0x85, 0x37, 0xFA, 0x21, 0x3D, 0x7F, 0x9F, 0x4D, 0x51, 0x58]
  private static let clear: [UInt8] = [0x81, 0x05, 0x48, 0x65, 0x6C, 0x6C, 0x6F]
  private static let hixie: [UInt8] = [0x00, 0x48, 0x65, 0xFF]
  private static let request = Array("GET / HTTP/1.1\r\n\r\n".utf8)
  private static let response = Array("HTTP/1.1 101 x\r\n\r\n".utf8)

  private func guess(
    _ first: [UInt8], _ second: [UInt8], known: Bool? = nil, leaning: Bool? = nil, version: ProtocolVersion? = nil
  ) -> ConversationGuess {
    var options = InspectionOptions()
    options.version = version
    return ConversationGuess(first: first, second: second, firstIsClient: known, leaning: leaning, options: options)
  }

  @Test func `heads tell the client, whatever else is known`() {
    #expect(guess(Self.response, Self.request, known: true).firstIsClient == false)
    #expect(guess(Self.request, Self.response, known: false, leaning: false).firstIsClient)
    #expect(guess(Self.response, []).firstIsClient == false)
    #expect(guess(Self.request, Self.response).hasHandshake)
    #expect(!guess(Self.clear, Self.masked).hasHandshake)
  }

  @Test func `half of a handshake is known from a whole one and from one side alone`() {
    #expect(guess(Self.request, Self.clear).hasHalfHandshake)
    #expect(guess(Self.masked, Self.response).hasHalfHandshake)
    #expect(!guess(Self.request, Self.response).hasHalfHandshake)
    #expect(!guess(Self.request, []).hasHalfHandshake)
    #expect(!guess(Self.masked, Self.clear).hasHalfHandshake)
  }

  @Test func `masks tell the client where nothing else does`() {
    #expect(guess(Self.clear, Self.masked).firstIsClient == false)
    #expect(guess(Self.masked, Self.clear).firstIsClient)
    #expect(guess(Self.clear, Self.masked, leaning: true).firstIsClient)
    #expect(guess(Self.clear, Self.masked, known: true, leaning: false).firstIsClient)
    #expect(guess(Self.clear, Self.clear).firstIsClient)
  }

  @Test func `frames of a draft are recognised unless a version is given`() {
    #expect(guess(Self.hixie, []).version == .hixie76)
    #expect(guess([], Self.hixie).isVersionFitted)
    #expect(guess(Self.hixie, [], version: .rfc6455).version == .rfc6455)
    #expect(!guess(Self.masked, Self.clear).isVersionFitted)
  }

  @Test(arguments: [true, false])
  func `a conversation without its handshake is judged from its first frame`(isFromStart: Bool) {
    var options = InspectionOptions()
    options.wantsFrames = true
    var inspector = Inspector(options: options)
    inspector.openMidstream(0, firstIsClient: false, version: .rfc6455, isFromStart: isFromStart, ends: nil)
    // A last fragment, and a pong: what they belong to may have been sent before.
    for (side, bytes) in [(Side.first, [0x80, 0x00, 0x8A, 0x00]), (.second, Self.clear)] as [(Side, [UInt8])] {
      _ = inspector.take(bytes.span, from: side, at: 0, slot: 0, Origin()) { _ in nil }
    }
    inspector.close(0)
    let rules = inspector.queue.events.compactMap { event -> RuleID? in
      if case .finding(let finding) = event.kind { finding.finding.rule } else { nil }
    }
    #expect(rules == (isFromStart ? [.fr10, .ms04, .fr05] : [.fr05]))
    #expect(inspector.summary.connections == 1)
    #expect(inspector.summary.totals.frames == 3)
  }
}
