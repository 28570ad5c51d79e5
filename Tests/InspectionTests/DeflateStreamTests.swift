import Inflation
import Inspection
import TestSupport
import Testing
import WebSocketProtocol

/// The compression that some drafts put under the frames.
@Suite struct `deflate-stream` {
  private static let talks = [
    DraftTalk.keyed(4, .hybi04, nonce: DraftTalk.nonce, extensions: "deflate-stream"),
    DraftTalk.keyed(6, .hybi06, extensions: "deflate-stream"),
    DraftTalk.keyed(7, .hybi07, extensions: "deflate-stream"),
    DraftTalk.keyed(8, .hybi08, extensions: "deflate-stream"),
  ]

  /// Some bytes as a part of one stream: what `MessageDeflater` takes off each flush belongs to it.
  private static func wrapped(_ deflater: MessageDeflater?, _ frames: [UInt8]) -> [UInt8] {
    (deflater?.deflate(frames.span) ?? []) + [0x00, 0x00, 0xff, 0xff]
  }

  private func dialogue(_ talk: DraftTalk) -> Dialogue {
    talk.dialogue { told in
      let client = MessageDeflater(windowBits: 15, contextTakeover: true)
      let server = MessageDeflater(windowBits: 15, contextTakeover: true)
      for turn in 0..<6 {
        let text = "turn \(turn): " + String(repeating: "again and again ", count: turn * 40)
        let frames = talk.text(.client, text) + talk.frame(.client, .ping, [UInt8(turn)])
        let wrapped = Self.wrapped(client, frames)
        // A flush may come anywhere in a segment.
        told.send(.client, Array(wrapped.prefix(wrapped.count / 2)))
        told.send(.client, Array(wrapped.dropFirst(wrapped.count / 2)))
        let answer = talk.frame(.server, .pong, [UInt8(turn)]) + talk.text(.server, text)
        told.send(.server, Self.wrapped(server, answer))
      }
      told.send(.client, Self.wrapped(client, talk.close(.client)))
      told.send(.server, Self.wrapped(server, talk.close(.server)))
      told.fin(.server)
      told.fin(.client)
    }
  }

  @Test(arguments: talks)
  func `is taken off both directions`(_ talk: DraftTalk) throws {
    let log = dialogue(talk).inspected()
    #expect(log.serious == [] && log.rules == [.hy15])
    let texts = (0..<6).map { "turn \($0): " + String(repeating: "again and again ", count: $0 * 40) }
    #expect(log.texts(of: .client) == texts && log.texts(of: .server) == texts)
    #expect(log.messages.filter { $0.type == .pong }.allSatisfy { $0.answers != nil })
    #expect(log.end?.isClean == true)
    // It is the stream that is compressed, not a message.
    #expect(log.messages.allSatisfy { !$0.isCompressed && $0.isComplete })
  }

  @Test(arguments: talks)
  func `is the same however it is chopped`(_ talk: DraftTalk) {
    let told = dialogue(talk)
    let whole = told.inspected()
    for seed in 0..<4 { #expect(told.inspected(cuts: SeededGenerator(state: UInt64(seed))) == whole) }
  }

  @Test(arguments: talks)
  func `breaks off where it is no longer one`(_ talk: DraftTalk) throws {
    let server = MessageDeflater(windowBits: 15, contextTakeover: true)
    let good = Self.wrapped(server, talk.text(.server, "before"))
    let log = talk.inspected { told in
      told.send(.server, good)
      told.send(.server, [0xff, 0xff, 0xff, 0xff])
      told.send(.server, Self.wrapped(server, talk.text(.server, "behind")))
      told.fin(.server)
    }
    #expect(log.serious == [.df03])
    #expect(log.texts(of: .server) == ["before"])
    #expect(log.finding(.df03)?.sender == .server)
    // The other side is read on, and nothing is held against the one that cannot be read.
    let client = MessageDeflater(windowBits: 15, contextTakeover: true)
    let both = talk.inspected { told in
      told.send(.server, [0xff, 0xff, 0xff, 0xff])
      told.send(.client, Self.wrapped(client, talk.text(.client, "goes on")))
    }
    #expect(both.serious == [.df03] && both.texts(of: .client) == ["goes on"])
  }

  /// A frame that was begun when the stream broke is shown, and not called complete.
  @Test func `may break off inside a frame`() throws {
    let talk = DraftTalk.keyed(8, .hybi08, extensions: "deflate-stream")
    let server = MessageDeflater(windowBits: 15, contextTakeover: true)
    let frame = talk.text(.server, "a text that is not finished")
    let log = talk.inspected { told in
      told.send(.server, Self.wrapped(server, Array(frame.prefix(12))))
      told.send(.server, [0xff, 0xff, 0xff])
      told.fin(.server)
    }
    #expect(log.serious == [.df03])
    #expect(log.frames.map(\.captured) == [10])
    #expect(log.messages.map(\.isComplete) == [false])
  }

  @Test func `is lost behind a gap`() {
    let talk = DraftTalk.keyed(8, .hybi08, extensions: "deflate-stream")
    let server = MessageDeflater(windowBits: 15, contextTakeover: true)
    let log = talk.inspected { told in
      told.send(.server, Self.wrapped(server, talk.text(.server, "before")))
      told.gap(.server, 10)
      told.send(.server, Self.wrapped(server, talk.text(.server, "behind")))
      told.fin(.server)
    }
    #expect(log.serious == [] && log.texts(of: .server) == ["before"])
    #expect(log.gaps.map(\.resumed) == [nil])
  }
}
