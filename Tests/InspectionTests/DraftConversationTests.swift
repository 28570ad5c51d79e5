import Inspection
import TestSupport
import Testing
import WebSocketProtocol

@Suite struct `Conversations of every version` {
  private static let long = String(
    repeating: "a longer text, of more than one hundred and twenty-five bytes; ", count: 4)

  /// Text both ways, fragments with a ping between where there are such, and a clean end.
  private func valid(_ draft: DraftTalk) -> Dialogue {
    draft.dialogue { talk in
      talk.send(.client, draft.text(.client, "Hello"))
      talk.send(.server, draft.text(.server, "κόσμε " + Self.long))
      talk.send(.client, draft.text(.client, Self.long))
      talk.send(.server, draft.text(.server, ""))
      if draft.version.framing.hasFlags {
        talk.send(.client, draft.text(.client, "in ", isFinal: false))
        talk.send(.client, draft.frame(.client, .ping, [1, 2, 3]))
        talk.send(.server, draft.frame(.server, .pong, [1, 2, 3]))
        talk.send(.client, draft.frame(.client, .continuation, Array("two".utf8), isFinal: false))
        talk.send(.client, draft.frame(.client, .continuation, Array(" parts".utf8)))
        talk.send(.server, draft.frame(.server, .binary, [UInt8](repeating: 0xff, count: 70000)))
      }
      if draft.version != .hixie75 {
        talk.send(.client, draft.close(.client))
        talk.send(.server, draft.close(.server))
      }
      talk.fin(.server)
      talk.fin(.client)
    }
  }

  @Test(arguments: DraftTalk.all)
  func `are read without an error or a warning`(_ draft: DraftTalk) throws {
    let log = valid(draft).inspected()
    #expect(log.serious == [])
    #expect(log.handshakes.map(\.version) == [draft.version])
    #expect(log.handshakes.map(\.isAccepted) == [true])
    let clientTexts = ["Hello", Self.long] + (draft.version.framing.hasFlags ? ["in two parts"] : [])
    #expect(log.texts(of: .client) == clientTexts)
    #expect(log.texts(of: .server).prefix(2) == ["κόσμε " + Self.long, ""])
    #expect(log.messages.allSatisfy { $0.isComplete && !$0.isInferred && $0.isText == ($0.type == .text) })
    let types = Set(log.messages.map(\.type))
    #expect(types.contains(.close) == (draft.version != .hixie75))
    if draft.version.framing.hasFlags {
      #expect(types == [.text, .binary, .close, .ping, .pong])
      let fragmented = try #require(log.messages.first { $0.frames == 3 })
      #expect(fragmented.text == "in two parts" && fragmented.sender == .client && fragmented.wireLength == 12)
      #expect(log.messages.first { $0.type == .pong }?.answers == log.messages.first { $0.type == .ping }?.firstFrame)
      #expect(log.messages.first { $0.type == .binary }?.length == 70000)
    }
    let code: UInt16? = draft.version.closeHasCode ? 1000 : nil
    #expect(log.messages.filter { $0.type == .close }.allSatisfy { $0.closeCode == code })
    let end = try #require(log.end)
    #expect(end.version == draft.version && end.closeCode?.rawValue == code)
    #expect(end.isClean == (draft.version != .hixie75))
    #expect(end.how == (draft.version == .hixie75 ? .fin : .closingHandshake))
    #expect(end.totals.frames == UInt64(log.frames.count))
  }

  @Test(arguments: DraftTalk.all)
  func `have every frame at its place`(_ draft: DraftTalk) {
    let dialogue = valid(draft)
    let log = dialogue.inspected()
    var expected: [Sender: [UInt64]] = [:]
    var offsets: [Sender: UInt64] = [:]
    for (index, step) in dialogue.steps.enumerated() {
      guard case .bytes(let sender, let bytes) = step.step else { continue }
      if index > 1 { expected[sender, default: []].append(offsets[sender] ?? 0) }
      offsets[sender, default: 0] += UInt64(bytes.count)
    }
    for sender in [Sender.client, .server] {
      #expect(log.frames.filter { $0.sender == sender }.map(\.offset) == expected[sender])
    }
    #expect(log.frames.map(\.number) == Array(1...UInt64(log.frames.count)))
    #expect(log.end?.totals.client.bytes == offsets[.client] && log.end?.totals.server.bytes == offsets[.server])
  }

  @Test(arguments: DraftTalk.all)
  func `are the same however they are chopped`(_ draft: DraftTalk) {
    let dialogue = valid(draft)
    let whole = dialogue.inspected()
    for seed in 0..<4 { #expect(dialogue.inspected(cuts: SeededGenerator(state: UInt64(seed))) == whole) }
    #expect(dialogue.inspected(firstIsClient: nil) == whole)
    let options = InspectionOptions.everything.counting
    #expect(dialogue.inspected(options).verdict == whole.verdict)
  }

  @Test(arguments: DraftTalk.all, [Sender.client, .server])
  func `are read when one side is pasted`(_ draft: DraftTalk, _ sender: Sender) throws {
    var sent: [UInt8] = []
    for (step, _) in valid(draft).steps {
      if case .bytes(sender, let bytes) = step { sent += bytes }
    }
    // A response alone does not tell whether it is of hixie-76 or of hybi-01 to -03, nor which draft since hybi-05.
    var options = InspectionOptions.everything
    if sender == .server { options.version = draft.version }
    options.connectionKey = draft.connectionKey
    let whole = EventLog(stream: [sent], from: sender, options: options)
    // Nothing is known of the pings that pongs answer.
    #expect(whole.serious == [])
    #expect(whole.end?.version == draft.version)
    let expected = valid(draft).inspected()
    #expect(whole.texts(of: sender) == expected.texts(of: sender))
    #expect(whole.frames.map(\.offset) == expected.frames.filter { $0.sender == sender }.map(\.offset))
    var cuts = SeededGenerator(state: 5)
    #expect(EventLog(stream: sent.map { [$0] }, from: sender, options: options) == whole)
    #expect(EventLog(stream: cuts.cut(sent, longest: 40), from: sender, options: options) == whole)
  }

  @Test(arguments: DraftTalk.all, [Sender.client, .server])
  func `are read behind both halves of the handshake`(_ draft: DraftTalk, _ sender: Sender) throws {
    let frames = draft.text(sender, "Hello") + draft.text(sender, "again") + draft.close(sender)
    let stream = draft.request + draft.response + frames
    let log = EventLog(stream: [stream])
    #expect(log.serious == (draft.version == .hixie75 ? [.h7633] : []))
    #expect(log.handshakes.map(\.version) == [draft.version])
    #expect(log.messages.prefix(2).map(\.text) == ["Hello", "again"])
    #expect(log.frames.count == 3)
    let start = UInt64(draft.request.count + draft.response.count)
    #expect(log.frames.first?.offset == start)
    if draft.version.framing.hasMaskBit || draft.version.framing.masksWholeFrames {
      #expect(log.frames.allSatisfy { $0.sender == sender })
    }
    #expect(EventLog(stream: stream.map { [$0] }) == log)
  }
}
