import Inspection
import TestSupport
import Testing
import WebSocketProtocol

/// Connections of which the input has frames and no opening handshake.
@Suite struct Midstream {
  @Test(arguments: [Side.first, .second])
  func `frames of both sides tell what they are`(_ client: Side) throws {
    let log = Stretch.talk().inspected(client: client)
    #expect(log.connections.map(\.starts) == [.midstream])
    #expect(log.connections.first?.ends?.client.port == 50_000)
    #expect(log.connections.first?.recognisedFrames ?? 0 > 1)
    #expect(log.handshakes.isEmpty)
    #expect(log.rules == [.cap03])
    #expect(log.findings.first?.message.hasPrefix("no opening handshake is in the capture; recognised from ") == true)
    #expect(log.findings.first?.severity == .note)
    #expect(log.texts(of: .client) == Stretch.texts(of: .client))
    #expect(log.texts(of: .server) == Stretch.texts(of: .server))
    #expect(log.messages.allSatisfy { !$0.isInferred })
    #expect(log.frames.first?.packet == 1 && log.frames.first?.offset == 0)
    let end = try #require(log.end)
    #expect(end.totals.frames == 30 && end.totals.client.bytes > 150 && end.how == .endOfCapture)
    #expect(log.summary.connections == 1)
  }

  @Test func `any chopping gives the same messages`() {
    let talk = Stretch.talk(40)
    for longest in [1, 3, 12, 100] {
      for seed in 0..<4 {
        let log = talk.cut(SeededGenerator(state: UInt64(seed)), longest: longest).inspected()
        #expect(log.texts(of: .client) == Stretch.texts(of: .client, 40), "pieces of up to \(longest), seed \(seed)")
        #expect(log.texts(of: .server) == Stretch.texts(of: .server, 40))
        #expect(log.rules == [.cap03])
      }
    }
  }

  @Test func `a beginning inside a frame costs that frame only`() {
    let talk = Stretch.talk(40)
    var wholeAnyway = 0
    for cut in stride(from: 1, to: 60, by: 2) {
      let log = talk.dropFirst(client: cut, server: 61 - cut).inspected()
      for sender in [Sender.client, .server] {
        let texts = log.texts(of: sender)
        let all = Stretch.texts(of: sender, 40)
        #expect(texts == all.suffix(texts.count) && texts.count >= 35, "\(sender) from byte \(cut)")
        wholeAnyway += texts.count == all.count ? 1 : 0
      }
      #expect(log.serious == [])
    }
    #expect(wholeAnyway == 0 || wholeAnyway < 4)
  }

  @Test func `a capture may begin inside a message longer than what is kept`() {
    var talk = Stretch()
    let long = FrameEncoder.encode(.binary, SeededGenerator(state: 1).filled(300_000))
    for start in stride(from: 5000, to: long.count, by: 1400) {
      talk.send(.server, Array(long[start..<min(start + 1400, long.count)]))
    }
    for (sender, packet) in Stretch.talk(6).packets {
      if case .bytes(let bytes) = packet { talk.send(sender, bytes) }
    }
    let log = talk.inspected()
    #expect(log.texts(of: .client) == Stretch.texts(of: .client, 6))
    #expect(log.texts(of: .server) == Stretch.texts(of: .server, 6))
    #expect(log.messages.filter { $0.sender == .server }.allSatisfy { $0.isInferred })
    #expect(log.serious == [])
  }

  @Test func `frames longer than what is kept do not hide a connection`() {
    var talk = Stretch()
    for number in 0..<4 {
      let long = FrameEncoder.encode(.binary, [UInt8](repeating: UInt8(number), count: 150_000))
      for start in stride(from: 0, to: long.count, by: 1400) {
        talk.send(.server, Array(long[start..<min(start + 1400, long.count)]))
      }
      talk.send(.client, "got number \(number)")
    }
    let log = talk.inspected()
    #expect(log.texts(of: .client).last == "got number 3" && log.texts(of: .client).count >= 2)
    #expect(log.messages.filter { $0.sender == .server }.map(\.length).suffix(1) == [150_000])
    #expect(log.serious == [])
  }

  @Test func `compressed frames are inflated`() {
    let hello: [UInt8] = [0xf2, 0x48, 0xcd, 0xc9, 0xc9, 0x07, 0x00]
    var talk = Stretch()
    for _ in 0..<4 {
      talk.send(.client, .text, hello, reservedBits: .rsv1)
      talk.send(.server, .text, hello, reservedBits: .rsv1)
    }
    let log = talk.inspected()
    #expect(log.texts(of: .client) == [String](repeating: "Hello", count: 4))
    #expect(log.texts(of: .server) == [String](repeating: "Hello", count: 4))
    #expect(log.messages.allSatisfy { $0.isCompressed })
    #expect(log.serious == [])
    #expect(log.finding(.cap03)?.message.hasSuffix("; RSV1 is taken for permessage-deflate") == true)
  }

  // MARK: One side alone

  @Test func `a client alone needs more`() {
    let all = Stretch.talk(20).only(.client)
    #expect(all.inspected().texts(of: .client) == Stretch.texts(of: .client, 20))
    #expect(Stretch.talk(2).only(.client).inspected().events.isEmpty)
    var binary = Stretch()
    for number in 0..<40 { binary.send(.client, .binary, [UInt8(number), 1, 2, 3, 4]) }
    #expect(binary.inspected().events.isEmpty)
  }

  @Test func `a server alone needs still more`() {
    let all = Stretch.talk(20).only(.server)
    #expect(all.inspected().texts(of: .server) == Stretch.texts(of: .server, 20))
    #expect(Stretch.talk(5).only(.server).inspected().events.isEmpty)
  }

  @Test func `a side that comes late is read too`() {
    var talk = Stretch.talk(20).only(.client)
    for number in 0..<5 { talk.send(.server, "late answer \(number)") }
    let log = talk.inspected()
    #expect(log.texts(of: .server) == (0..<5).map { "late answer \($0)" })
    #expect(log.serious == [])
  }

  // MARK: Older versions

  static let drafts: [(ProtocolVersion, @Sendable (Sender, String) -> [UInt8])] = [
    (.hixie76, { _, text in [0x00] + Array(text.utf8) + [0xff] }),
    (.hybi03, { _, text in [0x04, UInt8(text.utf8.count)] + Array(text.utf8) }),
    (
      .hybi06,
      { sender, text in
        let frame = [0x84, UInt8(text.utf8.count)] + Array(text.utf8)
        let key: [UInt8] = [0x12, 0x9a, 0x34, text.utf8.last ?? 0]
        return sender == .server ? frame : key + frame.enumerated().map { $0.element ^ key[$0.offset % 4] }
      }
    ),
  ]

  @Test(arguments: drafts.indices)
  func `drafts are told by whole units`(_ index: Int) {
    let (version, frame) = Self.drafts[index]
    var talk = Stretch()
    for number in 0..<6 {
      talk.send(.client, frame(.client, "draft question \(number)"))
      talk.send(.server, frame(.server, "draft answer \(number)"))
    }
    let log = talk.inspected()
    #expect(log.texts(of: .client) == (0..<6).map { "draft question \($0)" })
    #expect(log.texts(of: .server) == (0..<6).map { "draft answer \($0)" })
    #expect(log.finding(.cap03)?.message.contains("which fit \(version.rawValue)") == true)
    #expect(log.connections.first?.ends?.client.port == 50_000)
    #expect(log.serious == [])
  }

  // MARK: What is missing

  @Test func `bytes may be missing before enough is known`() {
    var talk = Stretch()
    talk.send(.client, "first question")
    let cut = FrameEncoder.encode(.text, [UInt8](repeating: 0x61, count: 100))
    talk.send(.server, Array(cut.prefix(30)))
    talk.lose(.server, 72)
    for number in 0..<4 {
      talk.send(.server, "answer \(number)")
      talk.send(.client, "question \(number)")
    }
    let log = talk.inspected()
    #expect(log.texts(of: .client) == ["first question"] + (0..<4).map { "question \($0)" })
    #expect(log.messages.filter { $0.sender == .server && $0.isComplete }.map(\.text) == (0..<4).map { "answer \($0)" })
    #expect(log.gaps.map { [$0.offset, $0.length, $0.resumed] } == [[30, 72, 102]])
    #expect(log.serious == [])
  }

  @Test func `a connection that was seen from its start has no frames without a handshake`() {
    #expect(Stretch.talk().inspected(isFromStart: true).events.isEmpty)
  }

  @Test func `a request behind unknown bytes opens a connection as ever`() {
    var talk = Stretch()
    talk.send(.server, Array("the rest of some page</body></html>".utf8))
    talk.send(.client, Dialogue.request)
    talk.send(.server, Dialogue.response)
    talk.send(.server, "welcome")
    let log = talk.inspected()
    #expect(log.connections.map(\.starts) == [.handshake])
    #expect(log.handshakes.map(\.isAccepted) == [true])
    #expect(log.texts(of: .server) == ["welcome"])
  }

  // MARK: Limits

  @Test func `what is undecided for long is forgotten`() {
    var inspector = Inspector(options: .everything)
    inspector.open(0, firstIsClient: nil)
    var generator = SeededGenerator(state: 3)
    var offset: UInt64 = 0
    while offset < 1 << 23 {
      let piece = generator.bytes(1400)
      guard inspector.take(piece.span, from: .first, at: offset, slot: 0, Origin(packet: 1), ends: { _ in nil }) else {
        break
      }
      offset += UInt64(piece.count)
    }
    #expect((1 << 20..<1 << 22).contains(offset))
    let hasEvents = inspector.hasEvents
    #expect(!hasEvents)
  }

  @Test func `so many are looked at and no more`() {
    var options = InspectionOptions.everything
    options.limits.searches = 2
    var inspector = Inspector(options: options)
    var log = EventLog()
    let bytes: [UInt8] = [0x81, 0x01, 0x61]
    var taken: [Bool] = []
    for slot in 0..<5 {
      inspector.open(slot, firstIsClient: nil)
      taken.append(
        inspector.take(bytes.span, from: .first, at: 0, slot: slot, Origin(packet: 1), ends: { _ in nil }))
    }
    #expect(taken == [true, true, false, false, false])
    inspector.close(0)
    inspector.open(0, firstIsClient: nil)
    let again = inspector.take(bytes.span, from: .first, at: 0, slot: 0, Origin(packet: 1), ends: { _ in nil })
    #expect(again)
    log.drain(&inspector.queue)
    #expect(log.rules == [.lim01])
  }
}

/// Connections whose opening handshake is cut, or partly lost.
@Suite struct `Handshakes in pieces` {
  private static func talk(_ beginning: (inout Stretch) -> Void) -> EventLog {
    var talk = Stretch()
    beginning(&talk)
    for (sender, packet) in Stretch.talk(6).packets {
      if case .bytes(let bytes) = packet { talk.send(sender, bytes) }
    }
    return talk.inspected(isFromStart: true)
  }

  private static func expectTalk(_ log: EventLog) {
    #expect(log.texts(of: .client) == Stretch.texts(of: .client, 6))
    #expect(log.texts(of: .server) == Stretch.texts(of: .server, 6))
    #expect(log.serious == [])
  }

  private static let request = Dialogue.request
  private static let response = Dialogue.response

  @Test func `both heads are cut`() {
    let log = Self.talk { talk in
      talk.send(.client, Array(Self.request.prefix(40)))
      talk.lose(.client, UInt64(Self.request.count - 40))
      talk.send(.server, Array(Self.response.prefix(40)))
      talk.lose(.server, UInt64(Self.response.count - 40))
    }
    Self.expectTalk(log)
    #expect(log.connections.map(\.starts) == [.midstream] && log.handshakes.isEmpty)
    #expect(log.connections.first?.isHandshakeCut == true)
    #expect(log.rules == [.cap03, .tcp03, .tcp03])
    #expect(log.gaps.map(\.resumed) == [UInt64(Self.request.count), UInt64(Self.response.count)])
  }

  @Test func `the request is cut and the response whole`() {
    let log = Self.talk { talk in
      talk.send(.client, Array(Self.request.prefix(40)))
      talk.lose(.client, UInt64(Self.request.count - 40))
      talk.send(.server, Self.response)
    }
    Self.expectTalk(log)
    #expect(log.connections.map(\.starts) == [.handshake])
    #expect(log.handshakes.map { $0.request == nil && $0.isAccepted == true } == [true])
  }

  @Test func `the request is lost`() {
    let log = Self.talk { talk in
      talk.lose(.client, UInt64(Self.request.count))
      talk.send(.server, Self.response)
    }
    Self.expectTalk(log)
    #expect(log.handshakes.map(\.isAccepted) == [true])
  }

  @Test(arguments: [0, 12, 60])
  func `the response is lost, or cut`(_ kept: Int) {
    let log = Self.talk { talk in
      talk.send(.client, Self.request)
      if kept > 0 { talk.send(.server, Array(Self.response.prefix(kept))) }
      talk.lose(.server, UInt64(Self.response.count - kept))
    }
    Self.expectTalk(log)
    #expect(log.connections.map(\.starts) == [.handshake])
    #expect(log.handshakes.map { $0.request != nil && $0.isAccepted == nil } == [true])
    #expect(log.finding(.cap03)?.message.hasPrefix("the answer to the opening handshake is not in the capture") == true)
  }

  @Test(arguments: [true, false])
  func `the response is not there, and nothing tells that it is missing`(_ isFromStart: Bool) {
    var talk = Stretch()
    talk.send(.client, Self.request)
    for (sender, packet) in Stretch.talk(12).packets {
      if case .bytes(let bytes) = packet { talk.send(sender, bytes) }
    }
    for longest in [1, 7, 100, 1000] {
      for seed in 0..<4 {
        let log = talk.cut(SeededGenerator(state: UInt64(seed)), longest: longest).inspected(isFromStart: isFromStart)
        #expect(log.texts(of: .client) == Stretch.texts(of: .client), "pieces of up to \(longest), seed \(seed)")
        #expect(log.texts(of: .server) == Stretch.texts(of: .server))
        #expect(log.connections.map(\.starts) == [.handshake] && log.rules == [.cap03])
      }
    }
  }

  @Test func `one side is not there`() {
    let client = Stretch.talk(12).only(.client).packets
    var talk = Stretch()
    talk.send(.client, Self.request)
    for (sender, packet) in client { if case .bytes(let bytes) = packet { talk.send(sender, bytes) } }
    let asked = talk.inspected()
    #expect(asked.texts(of: .client) == Stretch.texts(of: .client) && asked.rules == [.cap03])
    #expect(asked.frames.allSatisfy { $0.offset >= UInt64(Self.request.count) && !$0.isInferred })
    var answer = Stretch()
    answer.send(.server, Self.response)
    for (sender, packet) in Stretch.talk(12).only(.server).packets {
      if case .bytes(let bytes) = packet { answer.send(sender, bytes) }
    }
    let answered = answer.inspected()
    #expect(answered.texts(of: .server) == Stretch.texts(of: .server))
    #expect(answered.handshakes.map { $0.request == nil && $0.isAccepted == true } == [true])
  }

  @Test(arguments: 0..<16)
  func `what follows a request and is no WebSocket is not taken for it`(_ seed: Int) {
    var random = SeededGenerator(state: UInt64(seed))
    var talk = Stretch()
    talk.send(.client, Self.request)
    for _ in 0..<20 { talk.send(.server, random.bytes(Int.random(in: 1...1400, using: &random))) }
    let log = talk.inspected(isFromStart: seed % 2 == 0)
    #expect(log.connections.count == 1 && log.handshakes.count == 1)
    #expect(log.frames.isEmpty && log.serious == [])
  }

  @Test func `compression may begin late`() {
    let hello: [UInt8] = [0xf2, 0x48, 0xcd, 0xc9, 0xc9, 0x07, 0x00]
    var talk = Stretch.talk(6)
    for _ in 0..<3 { talk.send(.server, .text, hello, reservedBits: .rsv1) }
    talk.send(.server, "small")
    talk.send(.client, .text, hello, reservedBits: .rsv1)
    let log = talk.inspected()
    #expect(log.texts(of: .server) == Stretch.texts(of: .server, 6) + ["Hello", "Hello", "Hello", "small"])
    #expect(log.texts(of: .client) == Stretch.texts(of: .client, 6) + ["Hello"])
    #expect(log.rules == [.cap03, .cap03, .df08] && log.serious == [])
  }

  @Test func `all of it is lost`() {
    let log = Self.talk { talk in
      talk.lose(.client, UInt64(Self.request.count))
      talk.lose(.server, UInt64(Self.response.count))
    }
    Self.expectTalk(log)
    #expect(log.connections.map(\.starts) == [.midstream])
  }

  @Test func `another answer to a cut request ends the matter`() {
    let log = Self.talk { talk in
      talk.send(.client, Array(Self.request.prefix(40)))
      talk.lose(.client, 100)
      talk.send(.server, Array("HTTP/1.1 204 No Content\r\n\r\n".utf8))
    }
    #expect(log.events.isEmpty)
  }

  @Test func `an upgrade may follow a request that is cut, and a body that is`() {
    let log = Self.talk { talk in
      talk.send(.client, Array("GET /page HTTP/1.1\r\nHost: exam".utf8))
      talk.lose(.client, 20)
      talk.send(.server, Array("HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\nabc".utf8))
      talk.lose(.server, 997)
      talk.send(.client, Self.request)
      talk.send(.server, Self.response)
    }
    Self.expectTalk(log)
    #expect(log.handshakes.map(\.isAccepted) == [true])
    #expect(log.rules == [.cap04] || log.rules == [])
  }

  @Test func `plain HTTP with cut packets stays what it is`() {
    var talk = Stretch()
    for _ in 0..<50 {
      talk.send(.client, Array("GET /page HTTP/1.1\r\nHost: exam".utf8))
      talk.lose(.client, 200)
      talk.send(.server, Array("HTTP/1.1 200 OK\r\nContent-Type: te".utf8))
      talk.lose(.server, 1200)
    }
    #expect(talk.inspected(isFromStart: true).events.isEmpty)
    #expect(talk.inspected().events.isEmpty)
  }
}

/// Connections that are taken for WebSocket because of their port.
@Suite struct `Ports that are called for` {
  private static func options(_ ports: Set<UInt16> = [8080]) -> InspectionOptions {
    var options = InspectionOptions.everything
    options.ports = ports
    return options
  }

  @Test(arguments: [true, false])
  func `need no evidence`(_ isFromStart: Bool) {
    var talk = Stretch()
    talk.send(.client, .binary, [7])
    let log = talk.inspected(Self.options(), isFromStart: isFromStart)
    #expect(log.connections.map(\.starts) == [.midstream])
    #expect(log.connections.first?.recognisedFrames == nil)
    #expect(log.rules == [.cap03])
    #expect(log.messages.map(\.payload) == [[7]] && log.messages.map(\.sender) == [.client])
  }

  @Test func `tell who is the server`() {
    for client in [Side.first, .second] {
      var talk = Stretch()
      talk.send(.server, "welcome")
      let log = talk.inspected(Self.options(), client: client)
      #expect(log.messages.map(\.sender) == [.server])
      #expect(log.connections.first?.ends?.server.port == 8080)
    }
  }

  @Test func `of a client's mean nothing where the start was seen`() {
    #expect(Stretch.talk().inspected(Self.options([50_000]), isFromStart: true).events.isEmpty)
  }

  @Test func `may be both ends'`() {
    for client in [Side.first, .second] {
      var talk = Stretch()
      talk.send(.client, "question")
      let log = talk.inspected(Self.options([8080, 50_000]), client: client)
      #expect(log.messages.map(\.sender) == [.client])
    }
  }

  @Test(arguments: [true, false])
  func `still have handshakes`(_ isFromStart: Bool) {
    var talk = Stretch()
    talk.send(.client, Dialogue.request)
    talk.send(.server, Dialogue.response)
    talk.send(.server, "welcome")
    for longest in [1, 1000] {
      let log = talk.cut(SeededGenerator(state: 1), longest: longest).inspected(
        Self.options(), isFromStart: isFromStart)
      #expect(log.connections.map(\.starts) == [.handshake])
      #expect(log.texts(of: .server) == ["welcome"] && log.serious == [])
    }
  }

  @Test func `show what is no frame`() {
    var talk = Stretch()
    talk.send(.client, [0x16, 3, 1, 0, 0x80, 1, 0, 0, 0x7c, 3, 3, 1, 2, 3, 4, 5])
    let log = talk.inspected(Self.options(), isFromStart: true)
    #expect(log.rules.contains(.fr15))
  }

  @Test func `make no difference for others`() {
    var talk = Stretch()
    talk.send(.client, .binary, [7])
    #expect(talk.inspected(Self.options([9090])).events.isEmpty)
  }
}

extension SeededGenerator {
  fileprivate func filled(_ count: Int) -> [UInt8] {
    var generator = self
    return generator.bytes(count)
  }
}
