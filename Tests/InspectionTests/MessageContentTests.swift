import Crypto
import Inflation
import Inspection
import TestSupport
import Testing
import WebSocketProtocol

@Suite struct `Whole messages` {
  private static func options(content: Int, shown: Int = 4, digests: Bool = true) -> InspectionOptions {
    var options = InspectionOptions()
    options.wantsMessages = true
    options.payloadLimit = shown
    options.contentLimit = content
    options.wantsDigests = digests
    return options
  }

  private static func sha256(_ bytes: [UInt8]) -> [UInt8] { Array(SHA256.hash(data: bytes)) }

  private static let payload = (0..<1000).map { UInt8($0 % 251) }

  @Test func `come along beside the little that is shown`() throws {
    let log = inspect(options: Self.options(content: 1 << 20)) { talk in
      talk.send(.client, .binary, Self.payload)
      talk.send(.server, .ping, "0123456789")
    }
    #expect(log.messages.map(\.payload) == [Array(Self.payload.prefix(4)), Array("0123".utf8)])
    #expect(log.messages.map(\.content) == [Self.payload, Array("0123456789".utf8)])
    #expect(log.messages.allSatisfy { $0.isTruncated })
  }

  @Test func `are gathered up to what was asked for, and up to the limit of a message`() {
    let short = inspect(options: Self.options(content: 100)) { $0.send(.client, .binary, Self.payload) }
    #expect(short.messages.map(\.content.count) == [100])
    var options = Self.options(content: 1 << 20)
    options.limits.messageBytes = 600
    let limited = inspect(options: options) { $0.send(.client, .binary, Self.payload) }
    #expect(limited.messages.map(\.content.count) == [600])
  }

  @Test func `of all connections share what may be gathered, and give it back`() {
    var options = Self.options(content: 1 << 20)
    options.limits.gatheredBytes = 1500
    let log = inspect(options: options) { talk in
      for _ in 0..<5 { talk.send(.client, .binary, Self.payload) }
      talk.send(.client, .binary, Self.payload, isFinal: false)
      talk.send(.server, .binary, Self.payload)
      talk.send(.client, .continuation, Self.payload)
      talk.send(.server, .binary, Self.payload)
    }
    #expect(log.messages.map(\.content.count) == [1000, 1000, 1000, 1000, 1000, 500, 1500, 1000])
    #expect(log.messages.allSatisfy { $0.isComplete && $0.sha256 != nil })
  }

  @Test func `have the digest of all their bytes, however few are kept`() {
    let log = inspect(options: Self.options(content: 0, shown: 0)) { talk in
      talk.send(.client, .binary, Self.payload)
      talk.send(.server, .text, "one ", isFinal: false)
      talk.send(.server, .ping, "between")
      talk.send(.server, .continuation, "message")
      talk.send(.client, .pong, "between")
      talk.send(.client, .binary)
    }
    let contents = [Self.payload, Array("between".utf8), Array("one message".utf8), Array("between".utf8), []]
    #expect(log.messages.map(\.sha256) == contents.map(Self.sha256))
    #expect(log.messages.filter { !$0.type.isControl }.allSatisfy { $0.content.isEmpty })
  }

  @Test func `have the digest of what they inflate to`() {
    let deflater = MessageDeflater(windowBits: 15, contextTakeover: true)
    let log = inspect(extensions: "permessage-deflate", options: Self.options(content: 1 << 20)) { talk in
      for _ in 0..<2 {
        talk.send(.client, .binary, deflater?.deflate(Self.payload.span) ?? [], reservedBits: .rsv1)
      }
    }
    #expect(log.messages.map(\.content) == [Self.payload, Self.payload])
    #expect(log.messages.map(\.sha256) == [Self.sha256(Self.payload), Self.sha256(Self.payload)])
  }

  @Test func `have no digest where bytes are missing`() {
    let log = inspect(options: Self.options(content: 1 << 20)) { talk in
      talk.send(.server, [0x82, 10] + [1, 2, 3])
      talk.gap(.server, 3)
      talk.send(.server, [7, 8, 9, 10])
      talk.send(.server, .text, "cut", isFinal: false)
    }
    #expect(log.messages.map(\.isComplete) == [false, false])
    // Zeros stand for the three that are missing.
    #expect(log.messages.map(\.content) == [[1, 2, 3, 0, 0, 0, 7, 8, 9, 10], Array("cut".utf8)])
    // Of these, what is shown has the first.
    #expect(log.messages.first?.unknownRanges == [3..<4])
    #expect(log.messages.map(\.sha256) == [nil, nil])
  }

  @Test func `are the same however the bytes are cut`() {
    var random = SeededGenerator(state: 77)
    for _ in 0..<40 {
      let bytes = Array(random.frames(from: .client, temper: .violating).joined())
      let options = Self.options(content: 50)
      let whole = EventLog(stream: [bytes], from: .client, options: options)
      let cut = EventLog(stream: random.cut(bytes, longest: 9), from: .client, options: options)
      #expect(cut == whole)
    }
  }
}
