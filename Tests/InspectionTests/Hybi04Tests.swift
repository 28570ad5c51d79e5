import Inspection
import TestSupport
import Testing
import WebSocketProtocol

@Suite struct `hybi-04` {
  @Test func `cannot be unmasked without the nonce, which is told once`() throws {
    let good = DraftTalk.keyed(4, .hybi04, nonce: DraftTalk.nonce)
    var without = DraftTalk.keyed(4, .hybi04)
    without.connectionKey = good.connectionKey
    let log = without.inspected { talk in
      talk.send(.client, good.text(.client, "Hello"))
      talk.send(.client, good.text(.client, "again"))
      talk.send(.server, good.text(.server, "hi"))
      talk.send(.client, good.close(.client))
      talk.send(.server, good.close(.server))
      talk.fin(.server)
    }
    #expect(log.serious == [.hy05] && log.rules == [.hy05, .hy12])
    let finding = try #require(log.finding(.hy12))
    #expect(finding.sender == .client && finding.offset == UInt64(without.request.count))
    #expect(log.texts(of: .server) == ["hi"] && log.texts(of: .client) == [])
    #expect(log.frames.allSatisfy { $0.sender == .server })
  }

  @Test func `with a wrong nonce shows that the mask does not fit`() throws {
    let good = DraftTalk.keyed(4, .hybi04, nonce: DraftTalk.nonce)
    let wrong = DraftTalk.keyed(4, .hybi04, nonce: "AAAAAAAAAAAAAAAAAAAAAA==")
    let log = wrong.inspected { talk in
      for turn in 0..<12 { talk.send(.client, good.text(.client, "Hello number \(turn)")) }
      talk.send(.server, good.text(.server, "hi"))
    }
    #expect(log.serious.contains(.hy12))
    #expect(!log.serious.contains(.fr15))
    #expect(log.texts(of: .server) == ["hi"])
  }

  @Test func `is read from frames alone with both secrets`() throws {
    let draft = DraftTalk.keyed(4, .hybi04, nonce: DraftTalk.nonce)
    let frames = draft.text(.client, "more than twenty bytes of text, so that the mask begins again")
    let log = draft.pasted([frames], from: .client)
    #expect(log.serious == [] && log.messages.first?.text?.hasPrefix("more than twenty") == true)
    var options = InspectionOptions.everything
    options.version = .hybi04
    options.connectionKey = draft.connectionKey
    #expect(EventLog(stream: [frames], options: options).frames.map(\.sender) == [.client])
    #expect(EventLog(stream: [draft.text(.server, "hi")], options: options).frames.map(\.sender) == [.server])
    options.connectionKey = nil
    let unreadable = EventLog(stream: [frames], options: options)
    #expect(unreadable.serious == [] && unreadable.rules == [.hy12] && unreadable.frames.isEmpty)
  }
}
