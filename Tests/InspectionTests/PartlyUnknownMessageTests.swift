import Inflation
import Inspection
import TestSupport
import Testing
import WebSocketProtocol

/// Messages of which some bytes are missing, or were copied out of others that are: what is known of them is shown.
@Suite struct `Partly unknown messages` {
  private static let agreed = "permessage-deflate"

  /// What a server of a stock exchange would send: each message much like those before it.
  private static func ticks(_ count: Int, _ generator: inout SeededGenerator) -> [String] {
    (0..<count).map { turn in
      let symbols = ["ACME", "ÅÄÖ", "日経", "XYZ"].prefix(Int.random(in: 1...4, using: &generator))
      let quotes = symbols.map { "{\"symbol\":\"\($0)\",\"price\":\(generator.next() % 100_000)}" }
      return "{\"turn\":\(turn),\"quotes\":[\(quotes.joined(separator: ","))]}"
    }
  }

  /// Compressed text frames of one side.
  private static func frames(_ texts: [String], _ deflater: MessageDeflater?) -> [[UInt8]] {
    texts.map { FrameEncoder.encode(.text, deflated(deflater, $0), reservedBits: .rsv1) }
  }

  /// True where every byte that is shown as known is right.
  private static func isTrue(_ message: SeenMessage, to text: String) -> Bool {
    let known = message.knownBytes
    return known.count == text.utf8.count && zip(known, text.utf8).allSatisfy { $0 == nil || $0 == $1 }
      && message.unknownBytes == UInt64(known.count { $0 == nil })
      && message.isComplete == (message.unknownBytes == 0)
  }

  @Test(arguments: 0..<12)
  func `are those behind a gap, byte by byte`(_ seed: Int) throws {
    var generator = SeededGenerator(state: UInt64(seed))
    let texts = Self.ticks(60, &generator)
    let bits = [9, 10, 15][seed % 3]
    let frames = Self.frames(texts, MessageDeflater(windowBits: bits, contextTakeover: true))
    let lost = Int.random(in: 0..<5, using: &generator)
    let from = Int.random(in: 2..<frames[lost].count, using: &generator)
    // A gap of the frame's middle, or of the rest of it.
    let length = seed % 2 == 0 ? frames[lost].count - from : 1
    var talk = Dialogue()
    talk.open(extensions: Self.agreed + (bits < 15 ? "; server_max_window_bits=\(bits)" : ""))
    for (index, frame) in frames.enumerated() {
      guard index == lost else {
        talk.send(.server, frame)
        continue
      }
      talk.send(.server, Array(frame.prefix(from)))
      talk.gap(.server, UInt64(length))
      talk.send(.server, Array(frame.dropFirst(from + length)))
    }
    let log = talk.inspected()
    #expect(log.serious == [] && log.messages.count == texts.count)
    for (index, message) in log.messages.enumerated() where index != lost {
      #expect(Self.isTrue(message, to: texts[index]))
      if index < lost { #expect(message.isComplete) }
    }
    #expect(!log.messages[lost].isComplete)
    #expect(texts[lost].hasPrefix(log.messages[lost].text ?? "?"))
    // The first that is not whole says why.
    let first = try #require(log.messages[(lost + 1)...].first { !$0.isComplete })
    let note = try #require(log.finding(.df04))
    #expect(log.rules == [.tcp03, .df04] && note.severity == .note && note.frame == first.firstFrame)
    #expect(note.message.contains(": \(first.length - first.unknownBytes) of its \(first.length) bytes "))
    #expect(log.end?.totals.payloadBytes == log.messages.reduce(0) { $0 + $1.length - $1.unknownBytes })
    // Counting alone comes to the same, and so do pieces of any length.
    #expect(talk.inspected(InspectionOptions.everything.counting).verdict == log.verdict)
    #expect(talk.inspected(cuts: SeededGenerator(state: UInt64(seed))) == log)
  }

  @Test(arguments: [true, false])
  func `are the first where frames begin midstream`(_ isFromStart: Bool) {
    var generator = SeededGenerator(state: 4)
    let texts = Self.ticks(40, &generator)
    let sides: [(Sender, Side)] = [(.client, .first), (.server, .second)]
    let options = InspectionOptions.everything.agreeing(on: Self.agreed)
    var inspector = Inspector(options: options)
    inspector.openMidstream(0, firstIsClient: true, version: .rfc6455, isFromStart: isFromStart, ends: nil)
    for (_, side) in sides {
      let deflater = MessageDeflater(windowBits: 15, contextTakeover: true)
      let sent = texts.map { text in
        FrameEncoder.encode(
          .text, deflated(deflater, text), reservedBits: .rsv1,
          maskingKey: side == .first ? generator.maskingKey() : nil)
      }
      var offset: UInt64 = 0
      for frame in isFromStart ? sent[...] : sent[10...] {
        _ = inspector.take(frame.span, from: side, at: offset, slot: 0, Origin()) { _ in nil }
        offset += UInt64(frame.count)
      }
    }
    inspector.close(0)
    var log = EventLog()
    log.drain(&inspector.queue)
    for (sender, _) in sides {
      let messages = log.messages.filter { $0.sender == sender }
      let expected = isFromStart ? texts[...] : texts[10...]
      #expect(messages.count == expected.count)
      #expect(zip(messages, expected).allSatisfy { Self.isTrue($0, to: $1) })
      #expect(messages.first?.isComplete == isFromStart)
    }
    #expect(log.serious == [] && log.rules == (isFromStart ? [] : [.df04, .df04]))
  }

  @Test func `are only those of the side that keeps its context`() {
    var generator = SeededGenerator(state: 5)
    let texts = Self.ticks(12, &generator)
    let deflaters = (
      client: MessageDeflater(windowBits: 15, contextTakeover: false),
      server: MessageDeflater(windowBits: 15, contextTakeover: true)
    )
    let log = inspect(extensions: Self.agreed + "; client_no_context_takeover") { talk in
      for (turn, text) in texts.enumerated() {
        for (sender, deflater) in [(Sender.client, deflaters.client), (.server, deflaters.server)] {
          let frame = FrameEncoder.encode(
            .text, deflated(deflater, text), reservedBits: .rsv1,
            maskingKey: sender == .client ? generator.maskingKey() : nil)
          if turn == 3 {
            talk.send(sender, Array(frame.prefix(8)))
            talk.gap(sender, 3)
            talk.send(sender, Array(frame.dropFirst(11)))
          } else {
            talk.send(sender, frame)
          }
        }
      }
    }
    #expect(log.serious == [])
    let sides = [Sender.client, .server].map { side in log.messages.filter { $0.sender == side } }
    #expect(sides[0].map(\.isComplete) == (0..<12).map { $0 != 3 })
    #expect(sides[1].map(\.isComplete) == (0..<12).map { $0 < 3 })
    for side in sides {
      for (turn, message) in side.enumerated() where turn != 3 { #expect(Self.isTrue(message, to: texts[turn])) }
    }
  }

  /// The gap may be in any of three fragments, or take the rest of one, and a ping is between them.
  @Test(arguments: 0..<3, [true, false])
  func `follow one that a gap in any of its fragments spoiled`(_ spoiled: Int, _ toTheEnd: Bool) {
    var generator = SeededGenerator(state: 6)
    let texts = Self.ticks(8, &generator)
    let deflater = MessageDeflater(windowBits: 15, contextTakeover: true)
    let payloads = texts.map { deflated(deflater, $0) }
    let log = inspect(extensions: Self.agreed) { talk in
      for (index, payload) in payloads.enumerated() {
        guard index == 2 else {
          talk.send(.server, .text, payload, reservedBits: .rsv1)
          continue
        }
        let third = payload.count / 3
        let parts = [payload[..<third], payload[third..<2 * third], payload[(2 * third)...]]
        for (number, part) in parts.enumerated() {
          let frame = FrameEncoder.encode(
            number == 0 ? .text : .continuation, Array(part), isFinal: number == 2,
            reservedBits: number == 0 ? .rsv1 : [])
          if number == spoiled {
            talk.send(.server, Array(frame.prefix(4)))
            talk.gap(.server, toTheEnd ? UInt64(frame.count - 4) : 1)
            if !toTheEnd { talk.send(.server, Array(frame.dropFirst(5))) }
          } else {
            talk.send(.server, frame)
          }
          if number < 2 { talk.send(.server, .ping, "\(number)") }
        }
      }
    }
    #expect(log.rules == [.tcp03, .df04])
    let messages = log.messages.filter { $0.type == .text }
    #expect(messages.count == 8 && messages[2].frames == 3 && !messages[2].isComplete)
    #expect(texts[2].hasPrefix(messages[2].text ?? "?"))
    for index in [0, 1, 3, 4, 5, 6, 7] {
      #expect(Self.isTrue(messages[index], to: texts[index]))
      #expect(messages[index].isComplete == (index < 2))
    }
  }

  @Test func `come of frames that are compressed one by one, too`() {
    var generator = SeededGenerator(state: 7)
    let texts = Self.ticks(10, &generator)
    let deflater = MessageDeflater(windowBits: 15, contextTakeover: true)
    let log = inspect(extensions: "deflate-frame") { talk in
      for (index, text) in texts.enumerated() {
        let halves = [String(text.prefix(30)), String(text.dropFirst(30))].map { deflated(deflater, $0) }
        let first = FrameEncoder.encode(.text, halves[0], isFinal: false, reservedBits: .rsv1)
        talk.send(.server, index == 2 ? Array(first.prefix(7)) : first)
        if index == 2 { talk.gap(.server, UInt64(first.count - 7)) }
        talk.send(.server, .continuation, halves[1], reservedBits: .rsv1)
      }
    }
    #expect(log.rules.contains(.df04) && log.rules.filter { $0 == .df04 }.count == 1)
    for (index, message) in log.messages.enumerated() where index != 2 {
      #expect(Self.isTrue(message, to: texts[index]))
      #expect(message.isComplete == (index < 2))
    }
  }

  @Test func `follow a fault, too, and the fault alone is told`() {
    var generator = SeededGenerator(state: 8)
    let texts = Self.ticks(6, &generator)
    var frames = Self.frames(texts, MessageDeflater(windowBits: 15, contextTakeover: true))
    frames[1] = FrameEncoder.encode(.text, [0x07], reservedBits: .rsv1)
    let log = inspect(extensions: Self.agreed) { talk in
      for frame in frames { talk.send(.server, frame) }
    }
    #expect(log.rules == [.df03])
    for (index, message) in log.messages.enumerated() where index != 1 {
      #expect(Self.isTrue(message, to: texts[index]))
    }
  }

  // MARK: Text

  @Test func `are not judged as text where they are unknown`() throws {
    let text = Array("grüße, 日本語 und 💡".utf8)
    let frame = FrameEncoder.encode(.text, text)
    for start in 0..<text.count {
      for end in (start + 1)...text.count {
        let log = inspect { talk in
          talk.send(.server, Array(frame.prefix(2 + start)))
          talk.gap(.server, UInt64(end - start))
          talk.send(.server, Array(frame.dropFirst(2 + end)))
        }
        #expect(log.rules == [.tcp03])
        let message = try #require(log.messages.first)
        #expect(message.knownBytes == text.indices.map { (start..<end).contains($0) ? nil : text[$0] })
        #expect(message.isText && !message.isComplete && message.unknownBytes == UInt64(end - start))
      }
    }
  }

  @Test func `are judged as text where they are known`() throws {
    let start = UInt64(Dialogue.response.count)
    var frame = FrameEncoder.encode(.text, Array("0123456789ÄÖÜ".utf8))
    frame[2 + 7] = 0xff
    let log = inspect { talk in
      talk.send(.server, Array(frame.prefix(4)))
      talk.gap(.server, 3)
      talk.send(.server, Array(frame.dropFirst(7)))
      talk.send(.server, Array(FrameEncoder.encode(.text, [0x41, 0x42, 0xc3]).prefix(3)))
      talk.gap(.server, 1)
      talk.send(.server, [0xc3])
    }
    #expect(log.serious == [.ms01, .ms02])
    #expect(try #require(log.finding(.ms01)).message.contains("at byte 7 of"))
    #expect(log.finding(.ms01)?.offset == start + 2 + 7)
    #expect(log.messages.map(\.isText) == [false, true])
  }

  @Test func `keep their place over several gaps and fragments`() {
    let text = "The quick brown fox jumps over the lazy dog"
    let parts = [text.utf8.prefix(20), text.utf8.dropFirst(20)].map(Array.init)
    let log = inspect { talk in
      for (index, part) in parts.enumerated() {
        let frame = FrameEncoder.encode(
          index == 0 ? .text : .continuation, part, isFinal: index == 1, maskingKey: MaskingKey(rawValue: 0x0102_0304))
        talk.send(.client, Array(frame.prefix(10)))
        talk.gap(.client, 2)
        talk.send(.client, Array(frame[12..<14]))
        talk.gap(.client, 5)
        talk.send(.client, Array(frame.dropFirst(19)))
        if index == 0 { talk.send(.client, .ping, "?") }
      }
    }
    let expected = Array(text.utf8).enumerated().map { index, byte in
      [4, 5, 8, 9, 10, 11, 12].contains(index < 20 ? index : index - 20) ? nil : byte
    }
    #expect(log.messages.last?.knownBytes == expected)
    #expect(log.messages.last?.unknownBytes == 14 && log.serious == [])
  }

  /// A few bytes can claim any number of missing ones.
  @Test func `are not gathered without measure`() {
    let log = inspect { talk in
      talk.send(.server, FrameEncoder.encode(FrameHeader(opcode: .binary, payloadLength: 1 << 40)))
      talk.send(.server, "begin")
      talk.gap(.server, 1 << 31)
      talk.send(.server, "more")
      talk.gap(.server, 1 << 31)
    }
    #expect(log.messages.first?.unknownBytes == 1 << 32 && log.messages.first?.length == (1 << 32) + 9)
    #expect(log.messages.first.map { $0.payload.count <= 5 + (1 << 16) && $0.isTruncated } == true)
  }
}
