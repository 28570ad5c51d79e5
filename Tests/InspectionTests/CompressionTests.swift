import Inflation
import Inspection
import TestSupport
import Testing
import WebSocketProtocol

/// What a side's compressor makes of a message.
func deflated(_ deflater: MessageDeflater?, _ text: String) -> [UInt8] {
  deflater?.deflate(Array(text.utf8).span) ?? []
}

@Suite struct Compression {
  private static let extensionName = "permessage-deflate"
  private static let hello = bytes(fromHex: "f248cdc9c90700")
  private static let sentence = "The quick brown fox jumps over the lazy dog, and again the quick brown fox."

  /// Agreed parameters, and how each side really compresses.
  struct Agreement: Sendable, CustomTestStringConvertible {
    var parameters: String
    var keeps: (client: Bool, server: Bool)
    var bits: (client: Int, server: Int) = (15, 15)
    var testDescription: String { parameters.isEmpty ? "defaults" : parameters }

    static let all: [Agreement] = [
      .init(parameters: "", keeps: (true, true)),
      .init(parameters: "; client_no_context_takeover", keeps: (false, true)),
      .init(parameters: "; server_no_context_takeover", keeps: (true, false)),
      .init(parameters: "; server_no_context_takeover; client_no_context_takeover", keeps: (false, false)),
      .init(parameters: "; server_max_window_bits=9", keeps: (true, true), bits: (15, 9)),
      .init(
        parameters: "; client_max_window_bits=10; server_max_window_bits=\"12\"", keeps: (true, true), bits: (10, 12)),
    ]
  }

  @Test(arguments: Agreement.all)
  func `is read in both directions as agreed`(_ agreement: Agreement) {
    let client = MessageDeflater(windowBits: agreement.bits.client, contextTakeover: agreement.keeps.client)
    let server = MessageDeflater(windowBits: agreement.bits.server, contextTakeover: agreement.keeps.server)
    var texts: [String] = []
    let log = inspect(extensions: Self.extensionName + agreement.parameters) { talk in
      for turn in 0..<20 {
        let text = "\(turn) " + String(repeating: Self.sentence, count: turn + 1)
        texts.append(text)
        talk.send(.client, .text, deflated(client, text), reservedBits: .rsv1)
        talk.send(.server, .text, deflated(server, text), reservedBits: .rsv1)
      }
      talk.closeCleanly()
    }
    #expect(log.rules == [])
    #expect(log.texts(of: .client) == texts)
    #expect(log.texts(of: .server) == texts)
    #expect(log.messages.allSatisfy { $0.isCompressed != $0.type.isControl })
    #expect(log.messages.allSatisfy { $0.type.isControl || $0.length == UInt64($0.payload.count) })
    #expect(log.end?.totals.client.compressed == 20)
  }

  @Test func `goes over fragments with a ping between them`() {
    let log = inspect(extensions: Self.extensionName) { talk in
      talk.send(.server, .text, Array(Self.hello.prefix(3)), isFinal: false, reservedBits: .rsv1)
      talk.send(.server, .ping, "still there?")
      talk.send(.client, .pong, "still there?")
      talk.send(.server, .continuation, Array(Self.hello[3..<6]), isFinal: false)
      talk.send(.server, .continuation, Array(Self.hello.dropFirst(6)))
    }
    #expect(log.rules == [])
    let message = log.messages.last
    #expect(message?.text == "Hello" && message?.isComplete == true && message?.frames == 3)
    #expect(message?.wireLength == 7 && message?.firstFrame == 1 && message?.lastFrame == 5)
  }

  @Test func `may be left out, which is remarked on once`() {
    let deflater = MessageDeflater(windowBits: 15, contextTakeover: true)
    let log = inspect(extensions: Self.extensionName) { talk in
      talk.send(.client, .text, deflated(deflater, Self.sentence), reservedBits: .rsv1)
      talk.send(.client, .text, "plain")
      talk.send(.client, .text, "plain")
      talk.send(.client, .text, deflated(deflater, Self.sentence), reservedBits: .rsv1)
    }
    #expect(log.rules == [.df08] && log.serious == [])
    #expect(log.texts(of: .client) == [Self.sentence, "plain", "plain", Self.sentence])
    #expect(log.messages.map(\.isCompressed) == [true, false, false, true])
  }

  /// Payloads of compressed messages, with what is found in them.
  @Test(arguments: [
    ("f248cdc9c90700", [RuleID](), "Hello"),
    // Stored block, and an empty message.
    ("000500faff48656c6c6f00", [], "Hello"),
    ("00", [], ""),
    // A block with BFINAL, followed by the byte 00.
    ("f348cdc9c9070000", [.df06], "Hello"),
    ("f248cdc9c907000000ffff", [.df07], "Hello"),
    ("", [.df09], ""),
  ])
  func `is whole`(_ payload: String, _ rules: [RuleID], _ text: String) {
    let log = inspect(extensions: Self.extensionName) {
      $0.send(.server, .text, bytes(fromHex: payload), reservedBits: .rsv1)
    }
    #expect(log.serious == rules)
    #expect(log.findings.allSatisfy { $0.severity == .warning && $0.sender == .server && $0.frame == 1 })
    #expect(log.messages.map(\.text) == [text])
    #expect(log.messages.map(\.isComplete) == [true])
  }

  /// Payloads that cannot be inflated.
  @Test(arguments: [
    // Block type 3, a zlib header, a message that is cut.
    ("ffffff", RuleID.df03), ("789cf348cdc9c90700058c01f5", .df03), ("f248cd", .df03),
    // A copy from before the first byte of the session.
    ("02130000", .df04),
  ])
  func `cannot be inflated`(_ payload: String, _ rule: RuleID) throws {
    let log = inspect(extensions: Self.extensionName) { talk in
      talk.send(.server, .text, bytes(fromHex: payload), reservedBits: .rsv1)
      talk.send(.server, .text, Self.hello, reservedBits: .rsv1)
      talk.send(.server, .text, "plain")
    }
    #expect(log.serious == [rule])
    #expect(log.finding(rule)?.frame == 1)
    // The history is lost, and what follows copies nothing from it.
    #expect(log.messages.map(\.isComplete) == [false, true, true])
    #expect(log.messages[1].text == "Hello")
    #expect(log.messages.last?.text == "plain")
    #expect(log.frames.count == 3)
  }

  @Test func `starts afresh after a failure where no context is kept`() {
    let log = inspect(extensions: Self.extensionName + "; server_no_context_takeover") { talk in
      talk.send(.server, .text, bytes(fromHex: "ffffff"), reservedBits: .rsv1)
      talk.send(.server, .text, Self.hello, reservedBits: .rsv1)
    }
    #expect(log.serious == [.df03])
    #expect(log.messages.map(\.isComplete) == [false, true])
    #expect(log.messages.last?.text == "Hello")
  }

  @Test func `keeps a context it promised to drop`() {
    let deflater = MessageDeflater(windowBits: 15, contextTakeover: true)
    let log = inspect(extensions: Self.extensionName + "; client_no_context_takeover") { talk in
      for _ in 0..<2 { talk.send(.client, .text, deflated(deflater, Self.sentence), reservedBits: .rsv1) }
    }
    #expect(log.serious == [.df04])
    #expect(log.finding(.df04)?.frame == 2)
    #expect(log.messages.map(\.isComplete) == [true, false])
  }

  @Test func `reaches further back than the agreed window`() {
    let deflater = MessageDeflater(windowBits: 15, contextTakeover: true)
    var noise = SeededGenerator(state: 1)
    let text = hex(noise.bytes(600))
    let log = inspect(extensions: Self.extensionName + "; server_max_window_bits=9") { talk in
      talk.send(.server, .text, deflated(deflater, text + text), reservedBits: .rsv1)
    }
    #expect(log.serious == [.df05])
    #expect(log.messages.map(\.isComplete) == [false])
  }

  @Test func `has RSV1 on the first data frame only`() {
    let log = inspect(extensions: Self.extensionName) { talk in
      talk.send(.server, .text, Array(Self.hello.prefix(3)), isFinal: false, reservedBits: .rsv1)
      talk.send(.server, .ping, [], reservedBits: .rsv1)
      talk.send(.server, .continuation, Array(Self.hello.dropFirst(3)), reservedBits: .rsv1)
    }
    #expect(log.serious == [.df01, .df02])
    #expect(log.texts(of: .server) == ["Hello"])
  }

  @Test func `was not agreed on`() {
    let log = inspect { $0.send(.server, .text, Self.hello, reservedBits: .rsv1) }
    // What the bit does to the payload is unknown, so the text is not judged.
    #expect(log.serious == [.fr01])
    #expect(log.messages.map(\.isCompressed) == [false])
  }

  @Test func `of text that is not UTF-8 is found behind the inflater`() throws {
    let deflater = MessageDeflater(windowBits: 15, contextTakeover: true)
    let text = Array(Self.sentence.utf8) + [0xff]
    let log = inspect(extensions: Self.extensionName) {
      $0.send(.client, .text, deflater?.deflate(text.span) ?? [], reservedBits: .rsv1)
    }
    #expect(log.serious == [.ms01])
    #expect(try #require(log.finding(.ms01)).message.contains("byte \(Self.sentence.utf8.count) of"))
  }

  @Test func `of text that ends inside a character is found too`() {
    let deflater = MessageDeflater(windowBits: 15, contextTakeover: true)
    let log = inspect(extensions: Self.extensionName) {
      $0.send(.client, .text, deflater?.deflate([0x41, 0xc3].span) ?? [], reservedBits: .rsv1)
    }
    #expect(log.serious == [.ms02])
  }

  @Test func `stops at the limit`() throws {
    let deflater = MessageDeflater(windowBits: 15, contextTakeover: true)
    let zeros = [UInt8](repeating: 0, count: 4 << 20)
    let bomb = deflater?.deflate(zeros.span) ?? []
    var options = InspectionOptions.everything
    options.limits.messageBytes = 1 << 20
    let log = inspect(extensions: Self.extensionName, options: options) { talk in
      talk.send(.server, .binary, bomb, reservedBits: .rsv1)
      talk.send(.server, .text, "plain")
    }
    #expect(log.serious == [.sec05])
    #expect(log.messages.map(\.isComplete) == [false, true])
    #expect(log.messages.first?.length == 1 << 20)
  }

  @Test(arguments: [(100 << 10, [RuleID]()), (257 << 10, [.sec05])])
  func `grows out of proportion`(_ length: Int, _ rules: [RuleID]) {
    let deflater = MessageDeflater(windowBits: 15, contextTakeover: true)
    let zeros = [UInt8](repeating: 0, count: length)
    let log = inspect(extensions: Self.extensionName) {
      $0.send(.server, .binary, deflater?.deflate(zeros.span) ?? [], reservedBits: .rsv1)
    }
    #expect(log.serious == rules)
    #expect(log.messages.map(\.isComplete) == [true])
    #expect(log.messages.first?.length == UInt64(length))
  }

  @Test(arguments: [true, false])
  func `loses what a gap swallowed`(_ keepsContext: Bool) {
    let deflater = MessageDeflater(windowBits: 15, contextTakeover: keepsContext)
    let parameters = keepsContext ? "" : "; server_no_context_takeover"
    let log = inspect(extensions: Self.extensionName + parameters) { talk in
      let frame = FrameEncoder.encode(.text, deflated(deflater, Self.sentence), reservedBits: .rsv1)
      talk.send(.server, Array(frame.prefix(10)))
      talk.gap(.server, 20)
      talk.send(.server, Array(frame.dropFirst(30)))
      talk.send(.server, .text, deflated(deflater, Self.sentence), reservedBits: .rsv1)
    }
    #expect(log.serious == [])
    #expect(log.messages.map(\.isComplete) == [false, !keepsContext])
    if !keepsContext { #expect(log.messages.last?.text == Self.sentence) }
    #expect(log.frames.first.map { $0.header.payloadLength - $0.captured } == 20)
  }

  @Test func `is given up where another message breaks in`() {
    let log = inspect(extensions: Self.extensionName + "; server_no_context_takeover") { talk in
      talk.send(.server, .text, Array(Self.hello.prefix(3)), isFinal: false, reservedBits: .rsv1)
      talk.send(.server, .text, Self.hello, reservedBits: .rsv1)
    }
    #expect(log.serious == [.fr11])
    #expect(log.messages.map(\.isComplete) == [false, true])
    #expect(log.messages.last?.text == "Hello")
  }

  @Test func `is not harmed where it breaks into a message that is not compressed`() {
    let deflater = MessageDeflater(windowBits: 15, contextTakeover: true)
    let log = inspect(extensions: Self.extensionName) { talk in
      talk.send(.client, .text, deflated(deflater, Self.sentence), reservedBits: .rsv1)
      talk.send(.client, .text, "never fini", isFinal: false)
      talk.send(.client, .text, deflated(deflater, Self.sentence), reservedBits: .rsv1)
      talk.send(.client, .text, deflated(deflater, Self.sentence), reservedBits: .rsv1)
    }
    #expect(log.serious == [.fr11])
    #expect(log.texts(of: .client) == [Self.sentence, "never fini", Self.sentence, Self.sentence])
    #expect(log.messages.map(\.isComplete) == [true, false, true, true])
    #expect(log.messages.map(\.isCompressed) == [true, false, true, true])
  }

  /// What was never sent of it may be what later messages refer to.
  @Test(arguments: [true, false])
  func `is lost with a message that is never finished, where the context is kept`(_ keepsContext: Bool) {
    let deflater = MessageDeflater(windowBits: 15, contextTakeover: keepsContext)
    let parameters = keepsContext ? "" : "; client_no_context_takeover"
    let log = inspect(extensions: Self.extensionName + parameters) { talk in
      talk.send(
        .client, .text, Array(deflated(deflater, Self.sentence).prefix(20)), isFinal: false, reservedBits: .rsv1)
      talk.send(.client, .text, "plain")
      talk.send(.client, .text, deflated(deflater, Self.sentence), reservedBits: .rsv1)
      talk.send(.client, .continuation, "stray")
      talk.send(.client, .text, "plain again")
    }
    #expect(log.serious == [.fr11, .fr10])
    #expect(log.messages.map(\.isComplete) == [false, true, !keepsContext, true])
    #expect(log.messages.map(\.firstFrame) == [1, 2, 3, 5] && log.messages.map(\.number) == [1, 2, 3, 4])
    #expect(log.messages.last?.text == "plain again")
    if !keepsContext { #expect(log.messages[2].text == Self.sentence) }
  }
}
