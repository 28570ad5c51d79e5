import Inflation
import Inspection
import TestSupport
import Testing
import WebSocketProtocol

/// Compressed messages that may copy from others which the input does not hold: nobody has broken a rule.
@Suite struct `Missing history` {
  private static let copy = bytes(fromHex: "c105f200110000")
  private static let sentence = "The quick brown fox jumps over the lazy dog, and again the quick brown fox."

  @Test(arguments: [
    ("permessage-deflate", Severity.note), ("deflate-frame", .note),
    ("permessage-deflate; server_no_context_takeover", .error),
  ])
  func `is noted where frames begin midstream`(_ extensions: String, _ severity: Severity) throws {
    let log = EventLog(stream: [Self.copy + Self.copy], from: .server, options: .everything.agreeing(on: extensions))
    let first = try #require(log.findings.first)
    #expect(first.rule == .df04 && first.severity == severity && first.frame == 1 && first.offset == 0)
    // Once is enough, where it is nobody's fault.
    #expect(log.findings.count == (severity == .note ? 1 : 2))
    #expect(log.messages.map(\.isComplete) == [false, false])
  }

  @Test func `is an error behind a handshake`() {
    #expect(inspect(extensions: "permessage-deflate") { $0.send(.server, Self.copy) }.serious == [.df04])
  }

  @Test(arguments: [true, false])
  func `is noted once behind a gap`(_ keepsContext: Bool) {
    let deflater = MessageDeflater(windowBits: 15, contextTakeover: keepsContext)
    let frames = (0..<12).map { turn in
      FrameEncoder.encode(.text, deflated(deflater, "\(turn) \(Self.sentence)"), reservedBits: .rsv1)
    }
    let parameters = keepsContext ? "" : "; server_no_context_takeover"
    for cut in [0, 2] {
      let log = inspect(extensions: "permessage-deflate" + parameters) { talk in
        talk.send(.server, frames[0])
        talk.send(.server, Array(frames[1].prefix(cut)))
        talk.gap(.server, UInt64(frames[1].count - cut))
        for frame in frames[2...] { talk.send(.server, frame) }
      }
      #expect(log.serious == [])
      #expect(log.rules == (keepsContext ? [.tcp03, .df04] : [.tcp03]))
      #expect(log.messages.last?.isComplete == !keepsContext)
    }
  }

  @Test func `is noted behind a request that is missing, and perhaps more with it`() {
    var talk = Dialogue()
    talk.send(.client, "GET /chat HTTP/1.1")
    talk.gap(.client, 200)
    talk.send(.server, Dialogue.response(extensions: "permessage-deflate"))
    talk.send(.client, .text, Array(Self.copy.dropFirst(2)), reservedBits: .rsv1)
    let log = talk.inspected()
    #expect(log.serious == [] && Set(log.rules) == [.tcp03, .df04])
    #expect(log.messages.map(\.isComplete) == [false])
  }

  @Test func `is noted behind a lost border`() {
    let deflater = MessageDeflater(windowBits: 15, contextTakeover: true)
    let frames = (0..<12).map { turn in
      FrameEncoder.encode(.text, deflated(deflater, "\(turn) \(Self.sentence)"), reservedBits: .rsv1)
    }
    let log = inspect(extensions: "permessage-deflate") { talk in
      talk.send(.server, frames[0])
      talk.send(.server, [0x7f, 0xff])
      for frame in frames[1...] { talk.send(.server, frame) }
    }
    #expect(log.serious == [.fr15] && log.rules == [.fr15, .df04])
  }

  /// What cannot be inflated because of a fault that was told needs no other word.
  @Test func `is not noted behind a fault of the sender`() {
    let log = inspect(extensions: "permessage-deflate") { talk in
      talk.send(.server, bytes(fromHex: "c103ffffff"))
      talk.send(.server, Self.copy)
    }
    #expect(log.rules == [.df03])
  }
}
