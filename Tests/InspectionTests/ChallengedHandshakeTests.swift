import Inspection
import TestSupport
import Testing
import WebSocketProtocol

@Suite struct `A challenged handshake` {
  private static let digest = "8jKS'y:G*Co,Wxa-"

  private static let versions = [DraftTalk.hixie76, DraftTalk.challenged("Draft 2", .hybi03, draft: "2")]

  /// All of the frames glued to the handshake, cut into two at every place.
  @Test(arguments: versions)
  func `may be cut anywhere`(_ draft: DraftTalk) {
    let client = draft.request + draft.text(.client, "Hello")
    let server = draft.response + draft.text(.server, "hi")
    func log(_ cut: Int) -> EventLog {
      var talk = Dialogue()
      talk.send(.client, Array(client.prefix(min(cut, draft.request.count))))
      talk.send(.client, Array(draft.request.dropFirst(cut)))
      talk.send(.server, Array(server.prefix(cut)))
      talk.send(.server, Array(server.dropFirst(cut)))
      talk.send(.client, draft.text(.client, "Hello"))
      return talk.inspected()
    }
    let whole = log(server.count)
    #expect(whole.serious == [] && whole.messages.map(\.text) == ["hi", "Hello"])
    for cut in 1..<server.count { #expect(log(cut) == whole, "cut at \(cut)") }
  }

  /// The sixteen bytes are taken by count, whatever they look like.
  @Test(arguments: [
    [UInt8](repeating: 0xff, count: 16), Array("\r\n\r\n\r\n\r\n\r\n\r\n\r\n\r\n".utf8),
    [0x00] + Array("GET / HTTP/1.1".utf8) + [0xff], Array("HTTP/1.1 200 OK\r".utf8),
  ])
  func `takes any sixteen bytes`(_ answer: [UInt8]) throws {
    let draft = DraftTalk.challenged("hixie-76", .hixie76, answer: answer)
    let log = draft.inspected { talk in
      talk.send(.server, draft.text(.server, "hi"))
      talk.send(.client, draft.text(.client, "Hello"))
    }
    #expect(log.handshakes.map(\.challengeResponse) == [answer])
    // A wrong answer is told, and stops nothing.
    #expect(log.serious == [.h7624])
    #expect(log.messages.map(\.text) == ["hi", "Hello"])
    #expect(log.frames.first?.offset == UInt64(draft.response.count))
  }

  /// Eight bytes of body, whatever they look like.
  @Test(arguments: [
    [UInt8](repeating: 0, count: 8), Array("GET / HT".utf8), [0x00, 0x41, 0xff, 0xff, 0, 0x0d, 0x0a, 1],
  ])
  func `takes any eight bytes of body`(_ body: [UInt8]) throws {
    let answer = try #require(
      Challenge(
        key1: ChallengeKey(Array("4 @1  46546xW%0l 1 5".utf8)), key2: ChallengeKey(Array("12998 5 Y3 1  .P00".utf8)),
        body: body
      ).response)
    let draft = DraftTalk.challenged("hixie-76", .hixie76, body: body, answer: answer)
    let log = draft.inspected { $0.send(.client, draft.text(.client, "Hello")) }
    #expect(log.serious == [])
    #expect(log.texts(of: .client) == ["Hello"])
    #expect(log.handshakes.first?.challenge?.body == body)
  }

  @Test(arguments: versions, 0..<8)
  func `misses some of its body`(_ draft: DraftTalk, _ count: Int) {
    var talk = Dialogue()
    talk.send(.client, Array(draft.request.dropLast(8 - count)))
    let log = talk.inspected()
    #expect(log.serious == [.h7614])
    #expect(log.handshakes.map(\.isAccepted) == [nil])
    let pasted = EventLog(stream: [Array(draft.request.dropLast(8 - count))])
    #expect(pasted.serious == [.h7614])
    #expect(pasted.frames.isEmpty)
  }

  /// The rest of the body comes while the server is in the middle of its answer.
  @Test(arguments: versions, 0...16)
  func `is answered before its body is there`(_ draft: DraftTalk, _ answered: Int) {
    var talk = Dialogue()
    talk.send(.client, Array(draft.request.dropLast(3)))
    talk.send(.server, Array(draft.response.dropLast(16 - answered)))
    talk.send(.client, Array(draft.request.suffix(3)))
    talk.send(.server, Array(draft.response.suffix(16 - answered)))
    talk.send(.server, draft.text(.server, "hi"))
    let log = talk.inspected()
    #expect(log.serious.first == .h7614)
    #expect(log.texts(of: .server) == ["hi"])
  }

  @Test(arguments: versions, 0..<16)
  func `misses some of its answer`(_ draft: DraftTalk, _ count: Int) {
    var talk = Dialogue()
    talk.send(.client, draft.request)
    talk.send(.server, Array(draft.response.dropLast(16 - count)))
    talk.fin(.server)
    let log = talk.inspected()
    #expect(log.handshakes.map { $0.challengeResponse?.count ?? 0 } == [count])
    #expect(log.frames.isEmpty && log.connections.count == 1)
  }

  @Test(arguments: versions)
  func `may be refused`(_ draft: DraftTalk) {
    var talk = Dialogue()
    talk.send(.client, draft.request)
    talk.send(.server, "HTTP/1.1 403 Forbidden\r\nContent-Length: 2\r\n\r\nno")
    talk.fin(.server)
    let log = talk.inspected()
    #expect(log.rules == [.h7618])
    #expect(log.handshakes.map(\.isAccepted) == [false])
    #expect(log.frames.isEmpty)
    let pasted = EventLog(stream: [draft.request + Array("HTTP/1.1 403 Forbidden\r\n\r\nno".utf8)])
    #expect(pasted.rules == [.h7618] && pasted.frames.isEmpty)
  }
}
