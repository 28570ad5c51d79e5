import Inspection
import Testing
import WebSocketProtocol

@Suite struct Gaps {
  private static let long = FrameEncoder.encode(.binary, [UInt8](0..<100))

  @Test func `inside a frame cost that payload only`() throws {
    let start = UInt64(Dialogue.response.count)
    let log = inspect { talk in
      talk.send(.server, Array(Self.long.prefix(12)))
      talk.gap(.server, 50)
      talk.send(.server, Array(Self.long.dropFirst(62)))
      talk.send(.server, .text, "after")
    }
    #expect(log.rules == [.tcp03] && log.serious == [])
    #expect(log.gaps.map { [$0.offset, $0.length, $0.resumed] } == [[start + 12, 50, start + 62]])
    #expect(log.gaps.map(\.sender) == [.server])
    #expect(log.messages.map(\.isComplete) == [false, true])
    #expect(log.texts(of: .server).last == "after")
    #expect(log.frames.map(\.offset) == [start, start + 102])
    // A frame shows its beginning; a message all that is known, each byte in its place.
    let frame = try #require(log.frames.first)
    #expect(frame.payload == [UInt8](0..<10) && frame.isTruncated && frame.captured == 50)
    let message = try #require(log.messages.first)
    #expect(message.knownBytes == (0..<100).map { (10..<60).contains($0) ? nil : $0 })
    #expect(message.length == 100 && message.unknownBytes == 50 && !message.isTruncated)
  }

  @Test func `in a masked frame leave the key in step`() {
    let text = String(repeating: "0123456789", count: 5)
    let frame = FrameEncoder.encode(.text, Array(text.utf8), maskingKey: MaskingKey(rawValue: 0x1234_5678))
    let log = inspect { talk in
      talk.send(.client, Array(frame.prefix(20)))
      talk.gap(.client, 7)
      talk.send(.client, Array(frame.dropFirst(27)))
      talk.send(.client, .text, "after")
    }
    #expect(log.serious == [])
    #expect(log.messages.map(\.markedText) == [text.prefix(14) + "#######" + text.dropFirst(21), "after"])
  }

  @Test(arguments: [0, 10])
  func `may reach exactly to a frame's end`(_ before: Int) throws {
    let start = UInt64(Dialogue.response.count)
    let log = inspect { talk in
      talk.send(.server, Array(Self.long.prefix(2 + before)))
      talk.gap(.server, UInt64(100 - before))
      talk.send(.server, .text, "after")
    }
    #expect(log.gaps.map(\.resumed) == [start + 102])
    #expect(log.frames.map(\.captured) == [UInt64(before), 5])
    #expect(log.messages.map(\.isComplete) == [false, true])
  }

  @Test(arguments: [0, 1, 12])
  func `over a header end the reading of that direction`(_ before: Int) throws {
    let start = UInt64(Dialogue.response.count)
    let log = inspect { talk in
      talk.send(.server, Array(Self.long.prefix(before)))
      talk.gap(.server, 500)
      talk.send(.server, .text, "unknown")
      talk.gap(.server, 1)
      talk.send(.client, .text, "known")
      talk.close(.client)
      talk.fin(.server)
      talk.fin(.client)
    }
    #expect(log.gaps.map(\.offset).first == start + UInt64(before))
    #expect(log.gaps.map(\.length) == [500, 1])
    #expect(log.gaps.allSatisfy { $0.resumed == nil })
    #expect(log.messages.filter { $0.sender == .server }.allSatisfy { !$0.isComplete })
    #expect(log.texts(of: .client) == ["known"])
    // The server may well have answered in what is missing.
    #expect(log.serious == [])
  }

  @Test func `in a message hide its end, which is no fault of the sender`() {
    let log = inspect { talk in
      talk.send(.server, .text, "begun", isFinal: false)
      talk.gap(.server, 1000)
      talk.fin(.server)
    }
    #expect(log.serious == [])
    #expect(log.messages.map(\.isComplete) == [false])
  }

  @Test func `in control frames leave nothing to judge`() {
    let log = inspect { talk in
      talk.send(.server, Array(FrameEncoder.encode(.ping, Array("0123".utf8)).prefix(4)))
      talk.gap(.server, 2)
      talk.send(.client, .pong, "0123")
      // The code is among what is missing.
      talk.send(.server, [0x88, 0x07])
      talk.gap(.server, 2)
      talk.send(.server, "01234")
      talk.close(.client, 1000)
      talk.fin(.server)
    }
    #expect(log.rules == [.tcp03, .tcp03])
    let close = log.messages.first { $0.type == .close }
    #expect(close?.closeCode == nil && close?.closeReason == nil && close?.isComplete == false)
    #expect(log.end?.isClean == true && log.end?.closeCode == nil)
  }

  @Test func `before a request that nobody answers do not hide it`() {
    var talk = Dialogue()
    talk.send(.client, "GET / HTTP/1.1\r\nHost: a\r\n")
    talk.gap(.client, 10)
    talk.send(.client, Dialogue.request)
    let log = talk.inspected()
    #expect(log.connections.count == 1)
    #expect(log.handshakes.map { $0.request != nil && $0.isAccepted == nil } == [true])
    #expect(log.frames.isEmpty)
  }

  @Test func `between request and response are told`() {
    var talk = Dialogue()
    talk.send(.client, Dialogue.request)
    talk.gap(.server, 100)
    talk.send(.server, "no frames")
    let log = talk.inspected()
    #expect(log.rules == [.tcp03])
    #expect(log.gaps.map(\.resumed) == [nil])
    #expect(log.handshakes.map(\.isAccepted) == [nil])
    #expect(log.frames.isEmpty)
  }

  @Test func `in a request may hide the client's Close`() {
    var talk = Dialogue()
    talk.send(.client, "GET /chat HTTP/1.1")
    talk.gap(.client, 200)
    talk.send(.server, Dialogue.response)
    talk.close(.server)
    talk.fin(.client)
    talk.fin(.server)
    let log = talk.inspected()
    #expect(log.rules == [.tcp03] && log.serious == [])
    #expect(log.gaps.map(\.resumed) == [nil])
  }

  @Test func `in place of a response do not hide the frames behind it`() {
    var talk = Dialogue()
    talk.send(.client, Dialogue.request)
    talk.gap(.server, 100)
    talk.send(.server, .text, "welcome")
    let log = talk.inspected()
    #expect(log.rules == [.cap03, .tcp03])
    #expect(log.gaps.map(\.resumed) == [100])
    #expect(log.handshakes.map(\.isAccepted) == [nil])
    #expect(log.texts(of: .server) == ["welcome"])
  }

  @Test func `in place of a response leave the latest time as it was`() {
    var talk = Dialogue()
    talk.time = 1_000_000_000
    talk.send(.client, Dialogue.request)
    for number in 1...20 {
      talk.time = 1_000_000_000 + Int64(number) * 1_000_000
      talk.send(.client, .text, "question \(number)")
    }
    let log = talk.inspected()
    #expect(log.texts(of: .client).count == 20)
    #expect(log.end?.duration == 20_000_000)
  }

  @Test func `are counted alike whatever is shown`() throws {
    let options = InspectionOptions.everything
    var talk = Dialogue()
    talk.open()
    talk.send(.server, Array(Self.long.prefix(12)))
    talk.gap(.server, 50)
    talk.send(.server, Array(Self.long.dropFirst(62)))
    talk.fin(.server)
    #expect(talk.inspected(options).verdict == talk.inspected(options.counting).verdict)
    #expect(talk.inspected(options).end?.totals.payloadBytes == 50)
  }
}
