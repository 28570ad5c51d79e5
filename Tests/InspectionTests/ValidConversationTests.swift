import Inflation
import Inspection
import TestSupport
import Testing
import WebSocketProtocol

@Suite struct `Valid conversations` {
  /// Conversations in which nothing is wrong, each with a trait that looks odd at first sight.
  struct Variation: Sendable, CustomTestStringConvertible {
    var name: String
    var extensions: String?
    /// It has an end of its own.
    var closes = false
    var tell: @Sendable (inout Dialogue) -> Void
    var testDescription: String { name }
  }

  static let all: [Variation] = [
    .init(name: "nothing is said") { _ in },
    .init(name: "fragments of every size, empty ones too") { talk in
      talk.send(.server, .text, "", isFinal: false)
      talk.send(.server, .continuation, "a", isFinal: false)
      talk.send(.server, .continuation, "", isFinal: false)
      talk.send(.server, .continuation, String(repeating: "b", count: 126), isFinal: false)
      talk.send(.server, .continuation, "")
    },
    .init(name: "pings between fragments, answered at once") { talk in
      talk.send(.client, .binary, [1], isFinal: false)
      talk.send(.client, .ping, "x")
      talk.send(.server, .pong, "x")
      talk.send(.client, .continuation, [2])
    },
    .init(name: "both sides speak in fragments at once") { talk in
      talk.send(.client, .text, "a", isFinal: false)
      talk.send(.server, .text, "b", isFinal: false)
      talk.send(.client, .continuation, "c")
      talk.send(.server, .continuation, "d")
    },
    .init(name: "a character over two fragments") { talk in
      talk.send(.server, .text, [0xf0, 0x9f], isFinal: false)
      talk.send(.server, .continuation, [0x98], isFinal: false)
      talk.send(.server, .continuation, [0x80])
    },
    .init(name: "NUL, non-characters and a byte order mark in text") { talk in
      talk.send(.client, .text, "\u{feff}\u{0}\u{fffe}\u{ffff}\u{10ffff}")
    },
    .init(name: "lengths at the borders of their forms") { talk in
      for length in [0, 1, 125, 126, 127, 65535, 65536, 70000] {
        talk.send(.client, .binary, [UInt8](repeating: 0xff, count: length))
        talk.send(.server, .text, String(repeating: "x", count: length))
      }
    },
    .init(name: "control frames with 125 bytes") { talk in
      talk.send(.server, .ping, String(repeating: "p", count: 125))
      talk.send(.client, .pong, String(repeating: "p", count: 125))
    },
    .init(name: "compression agreed on and not used", extensions: "permessage-deflate") { talk in
      talk.send(.client, .text, "plain")
      talk.send(.server, .text, "plain")
    },
    .init(name: "compression used", extensions: "permessage-deflate") { talk in
      let deflater = MessageDeflater(windowBits: 15, contextTakeover: true)
      for _ in 0..<3 { talk.send(.client, .text, deflated(deflater, "again and again"), reservedBits: .rsv1) }
      talk.send(.client, .text, deflated(deflater, ""), reservedBits: .rsv1)
    },
    .init(name: "an extension nobody knows, which may set any bit", extensions: "x-private; a=1") { talk in
      talk.send(.server, .binary, [1, 2, 3], reservedBits: [.rsv2, .rsv3])
      talk.send(.client, .binary, [1, 2, 3], reservedBits: .all)
    },
    .init(name: "a server that sends first") { talk in
      talk.send(.server, .text, "welcome")
    },
    .init(name: "empty messages as RFC 7692 has them", extensions: "permessage-deflate") { talk in
      talk.send(.client, .text, [0], reservedBits: .rsv1)
      talk.send(.server, .binary, [0], isFinal: false, reservedBits: .rsv1)
      talk.send(.server, .continuation)
    },
    .init(name: "Close frames without a code", closes: true) { talk in
      talk.close(.client, nil)
      talk.close(.server, nil)
      talk.fin(.server)
    },
    .init(name: "a pong that nobody asked for") { $0.send(.client, .pong) },
  ]

  @Test(arguments: all)
  func `have no error and no warning`(_ variation: Variation) {
    for options in [InspectionOptions.everything, .everything.counting] {
      let log = inspect(extensions: variation.extensions, options: options) { talk in
        variation.tell(&talk)
        if !variation.closes { talk.closeCleanly() }
      }
      #expect(log.serious == [])
      #expect(log.end?.isClean == true && log.end?.totals.errors == 0 && log.end?.totals.warnings == 0)
      #expect(log.messages.allSatisfy { $0.isComplete && ($0.isText || $0.type != .text) })
    }
  }

  @Test func `generated at random have none either`() {
    var random = SeededGenerator(state: 42)
    for _ in 0..<200 {
      let log = random.dialogue(temper: .valid).inspected()
      // Hazards are drawn into the keys on purpose, and a capture may end before the last Close.
      #expect(log.serious.allSatisfy { [.sec01, .sec02, .sec03, .cl06].contains($0) })
      #expect(log.messages.allSatisfy { $0.isComplete })
    }
  }

  @Test func `number frames and messages over both directions, in the order of the wire`() {
    let log = inspect { talk in
      talk.send(.client, .text, "a", isFinal: false)
      talk.send(.server, .binary, [1])
      talk.send(.client, .continuation, "b")
      talk.send(.server, .ping)
    }
    #expect(log.frames.map(\.number) == [1, 2, 3, 4])
    #expect(log.frames.map(\.sender) == [.client, .server, .client, .server])
    #expect(log.messages.map(\.number) == [1, 2, 3])
    #expect(log.messages.map(\.type) == [.binary, .text, .ping])
    #expect(log.messages.map(\.firstFrame) == [2, 1, 4] && log.messages.map(\.lastFrame) == [2, 3, 4])
    #expect(log.events.map(\.sequence) == Array(1...UInt64(log.events.count)))
  }

  @Test func `show no more of a payload than was asked for`() {
    var options = InspectionOptions.everything
    options.payloadLimit = 4
    let log = inspect(options: options) { talk in
      talk.send(.client, .text, "abcd")
      talk.send(.client, .text, "abcde")
      talk.send(.server, .text, "ab", isFinal: false)
      talk.send(.server, .continuation, "cde")
      talk.send(.server, .ping, "abcde")
      talk.send(.client, .pong, "abcde")
      talk.close(.client, 1000, "abc")
    }
    #expect(log.frames.map(\.payload.count) == [4, 4, 2, 3, 4, 4, 4])
    #expect(log.frames.map(\.isTruncated) == [false, true, false, false, true, true, true])
    #expect(log.messages.map(\.payload.count) == [4, 4, 4, 4, 4, 4])
    #expect(log.messages.map(\.isTruncated) == [false, true, true, true, true, true])
    #expect(log.messages.map(\.length) == [4, 5, 5, 5, 5, 5])
    #expect(log.messages.last?.closeReason == "abc" && log.rules == [])
  }
}
