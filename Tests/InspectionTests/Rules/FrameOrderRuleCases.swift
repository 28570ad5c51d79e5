import TestSupport
import WebSocketProtocol

/// Frames that are wrong where they stand: FR-09 to FR-12.
extension RuleCase {
  static let frameOrder: [RuleCase] = [
    .init(.fr09, "the input ends inside a payload", finds: [.note(.fr09, by: .server, frame: 1, at: 0)]) {
      $0.send(.server, hex: "810548656c")
    },
    .init(.fr09, "the input ends inside a header", finds: [.note(.fr09, by: .server, frame: 2, at: 4)]) { talk in
      talk.send(.server, .text, "hi")
      talk.send(.server, hex: "817e01")
    },
    .init(.fr09, "the input ends inside a masking key", finds: [.note(.fr09, by: .client, frame: 1, at: 0)]) {
      $0.send(.client, hex: "818537fa21")
    },
    .init(
      .fr09, "the connection ends inside a payload",
      finds: [.error(.fr09, by: .server, frame: 1, at: 0), .note(.cl09, by: nil)]
    ) { talk in
      talk.send(.server, hex: "810548656c")
      talk.fin(.server)
    },
    .init(
      .fr09, "the connection is reset inside a header",
      finds: [.error(.fr09, by: .server, frame: 1, at: 0), .note(.cl09, by: nil)]
    ) { talk in
      talk.send(.server, hex: "81")
      talk.reset(.client)
    },
    .init(.fr09, "the connection ends behind a frame", finds: [.note(.cl09, by: nil)]) { talk in
      talk.send(.server, hex: "810548656c6c6f")
      talk.fin(.server)
    },

    .init(.fr10, "a continuation at the beginning", finds: [.error(.fr10, by: .server, frame: 1, at: 0)]) {
      $0.send(.server, hex: "80026c6f")
    },
    .init(.fr10, "a continuation behind a whole message", finds: [.error(.fr10, by: .client, frame: 2, at: 8)]) {
      talk in
      talk.send(.client, .text, "hi")
      talk.send(.client, .continuation, "there")
    },
    .init(.fr10, "a continuation of the other side's message", finds: [.error(.fr10, by: .server, frame: 2, at: 0)]) {
      talk in
      talk.send(.client, .text, "a", isFinal: false)
      talk.send(.server, .continuation, "b")
      talk.send(.client, .continuation, "c")
    },
    .init(.fr10, "a continuation with a ping before it") { talk in
      talk.send(.server, .binary, [1], isFinal: false)
      talk.send(.server, .ping)
      talk.send(.server, .continuation, [2])
    },

    .init(.fr11, "a second text with FIN 1", finds: [.error(.fr11, by: .server, frame: 2, at: 5)]) {
      $0.send(.server, hex: "010348656c81026c6f")
    },
    .init(
      .fr11, "every fragment has opcode 2",
      finds: [.error(.fr11, by: .server, frame: 2, at: 3), .error(.fr11, by: .server, frame: 3, at: 6)]
    ) { $0.send(.server, hex: "020101020102820103") },
    .init(.fr11, "a text while the other side's is open") { talk in
      talk.send(.client, .text, "a", isFinal: false)
      talk.send(.server, .text, "b")
      talk.send(.client, .continuation, "c")
    },
    .init(.fr11, "a text behind a fragmented one") { $0.send(.server, hex: "010148800169810121") },

    .init(.fr12, "a Close inside a message", finds: [.warning(.fr12, by: .server, frame: 2, at: 3)]) {
      $0.send(.server, hex: "010148880203e8")
    },
    .init(
      .fr12, "the connection ends inside a message",
      finds: [.warning(.fr12, by: .server, frame: 2, at: 3), .note(.cl09, by: nil)]
    ) { talk in
      talk.send(.server, hex: "010148000169")
      talk.fin(.server)
    },
    .init(
      .fr12, "the connection ends in the header behind a fragment",
      finds: [
        .error(.fr09, by: .server, frame: 2, at: 3), .warning(.fr12, by: .server, frame: 1, at: 0),
        .note(.cl09, by: nil),
      ]
    ) { talk in
      talk.send(.server, hex: "01014880")
      talk.fin(.server)
    },
    .init(.fr12, "the input ends inside a message", finds: [.note(.fr12, by: .server, frame: 1, at: 0)]) {
      $0.send(.server, hex: "010148")
    },
    .init(.fr12, "a Close behind a message") { $0.send(.server, hex: "0101488000880203e8") },
    .init(.fr12, "a Close inside the other side's message") { talk in
      talk.send(.client, .text, "a", isFinal: false)
      talk.close(.server)
      talk.send(.client, .continuation, "b")
      talk.close(.client)
      talk.fin(.server)
    },
  ]
}
