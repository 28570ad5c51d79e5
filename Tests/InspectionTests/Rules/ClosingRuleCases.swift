import TestSupport
import WebSocketProtocol

/// The closing handshake: CL.
extension RuleCase {
  static let closing: [RuleCase] = bodies + exchanges + endings

  /// A Close frame alone, of which the body is judged.
  private static func body(
    _ rule: RuleID, _ name: String, _ hex: String, by sender: Sender = .server, finds found: [Found] = []
  ) -> RuleCase {
    RuleCase(rule, name, finds: found) { $0.send(sender, .close, bytes(fromHex: hex)) }
  }

  private static func error(_ rule: RuleID, by sender: Sender = .server) -> Found {
    .error(rule, by: sender, frame: 1, at: 0)
  }

  private static func warning(_ rule: RuleID, by sender: Sender = .server) -> Found {
    .warning(rule, by: sender, frame: 1, at: 0)
  }

  private static let bodies: [RuleCase] = [
    body(.cl02, "one byte", "03", finds: [error(.cl02)]),
    body(.cl02, "one byte from the client", "03", by: .client, finds: [error(.cl02, by: .client)]),
    body(.cl02, "no byte", ""),
    body(.cl02, "two bytes", "03e8"),

    body(.cl03, "0", "0000", finds: [error(.cl03)]),
    body(.cl03, "999", "03e7", finds: [error(.cl03)]),
    body(.cl03, "1004, which is reserved", "03ec", finds: [warning(.cl03)]),
    body(.cl03, "1005, which is never sent", "03ed", finds: [error(.cl03)]),
    body(.cl03, "1006, which is never sent", "03ee", by: .client, finds: [error(.cl03, by: .client)]),
    body(.cl03, "1015, which is never sent", "03f7", finds: [error(.cl03)]),
    body(.cl03, "1016, which nobody has registered", "03f8", finds: [warning(.cl03)]),
    body(.cl03, "2999", "0bb7", finds: [warning(.cl03)]),
    body(.cl03, "5000", "1388", finds: [error(.cl03)]),
    body(.cl03, "65535 and a reason that is no text", "ffffff", finds: [error(.cl03), error(.cl04)]),
    body(.cl03, "1000", "03e8"),
    body(.cl03, "1003", "03eb"),
    body(.cl03, "1007", "03ef"),
    body(.cl03, "1014", "03f6"),
    body(.cl03, "3000", "0bb8"),
    body(.cl03, "4999", "1387"),

    body(.cl04, "a byte that is none of UTF-8", "03e8ff", finds: [error(.cl04)]),
    body(.cl04, "a character that is cut", "03e861c3", finds: [error(.cl04)]),
    body(.cl04, "a surrogate", "03e8eda080", by: .client, finds: [error(.cl04, by: .client)]),
    body(.cl04, "a whole character", "03e8c3a9"),

    body(.cl05, "1010 from the server", "03f2", finds: [warning(.cl05)]),
    body(
      .cl05, "1011 from the client, which is common", "03f3", by: .client,
      finds: [.note(.cl05, by: .client, frame: 1, at: 0)]),
    body(.cl05, "1010 from the client", "03f2", by: .client),
    .init(.cl05, "1010 from the server in answer to the client's") { talk in
      talk.close(.client, 1010)
      talk.close(.server, 1010)
    },
    .init(
      .cl05, "1010 in answer to 1000",
      finds: [.warning(.cl05, by: .server, frame: 2, at: 0), .note(.cl10, by: .server, frame: 2, at: 0)]
    ) { talk in
      talk.close(.client, 1000)
      talk.close(.server, 1010)
    },
    body(.cl05, "1011 from the server", "03f3"),
  ]

  private static let exchanges: [RuleCase] = [
    .init(.cl06, "the server ends without an answer", finds: [.warning(.cl06, by: .server, frame: 1, at: 0)]) { talk in
      talk.close(.client)
      talk.fin(.server)
    },
    .init(.cl06, "the client resets instead of an answer", finds: [.warning(.cl06, by: .client, frame: 2, at: 0)]) {
      talk in
      talk.send(.server, .text, "last")
      talk.close(.server)
      talk.reset(.client)
    },
    .init(.cl06, "the capture ends before an answer") { $0.close(.client) },
    .init(.cl06, "the side that closed does not wait for an answer") { talk in
      talk.close(.client)
      talk.fin(.client)
    },
    .init(.cl06, "an empty Close as an answer") { talk in
      talk.close(.client)
      talk.close(.server, nil)
      talk.fin(.server)
    },

    .init(.cl07, "a text behind a Close", finds: [.error(.cl07, by: .server, frame: 2, at: 4)]) {
      $0.send(.server, hex: "880203e8810548656c6c6f")
    },
    .init(
      .cl07, "two binary frames behind an empty Close",
      finds: [.error(.cl07, by: .client, frame: 2, at: 6), .error(.cl07, by: .client, frame: 3, at: 12)]
    ) { talk in
      talk.close(.client, nil)
      talk.send(.client, .binary)
      talk.send(.client, .binary)
    },
    .init(
      .cl07, "the first byte of a text behind a Close",
      finds: [.error(.cl07, by: .server, frame: 2, at: 4), .note(.fr09, by: .server, frame: 2, at: 4)]
    ) { $0.send(.server, hex: "880203e881") },
    .init(
      .cl07, "the first byte of a text behind the other side's Close",
      finds: [.note(.fr09, by: .server, frame: 2, at: 0)]
    ) { talk in
      talk.close(.client)
      talk.send(.server, hex: "81")
    },
    .init(.cl07, "a text behind the other side's Close") { talk in
      talk.close(.server)
      talk.send(.client, .text, "on its way")
      talk.close(.client)
      talk.fin(.server)
    },

    .init(.cl08, "a ping behind a Close", finds: [.warning(.cl08, by: .server, frame: 2, at: 4)]) {
      $0.send(.server, hex: "880203e88900")
    },
    .init(.cl08, "a second Close", finds: [.warning(.cl08, by: .server, frame: 2, at: 4)]) {
      $0.send(.server, hex: "880203e88800")
    },
    .init(
      .cl08, "the first byte of a ping behind a Close",
      finds: [.warning(.cl08, by: .server, frame: 2, at: 4), .note(.fr09, by: .server, frame: 2, at: 4)]
    ) { $0.send(.server, hex: "880203e889") },
    .init(.cl08, "a ping behind the other side's Close") { talk in
      talk.close(.server)
      talk.send(.client, .ping)
      talk.close(.client)
      talk.fin(.server)
    },

    .init(.cl10, "1000 in answer to 1001", finds: [.note(.cl10, by: .client, frame: 2, at: 0)]) { talk in
      talk.close(.server, 1001)
      talk.close(.client, 1000)
    },
    .init(.cl10, "the same code, with another reason") { talk in
      talk.close(.server, 1001, "going")
      talk.close(.client, 1001, "bye")
    },
    .init(.cl10, "no code in answer to 1001") { talk in
      talk.close(.server, 1001)
      talk.close(.client, nil)
    },
  ]

  private static let endings: [RuleCase] = [
    .init(.cl09, "FIN without a Close", finds: [.note(.cl09, by: nil)]) { $0.fin(.server) },
    .init(.cl09, "RST without a Close", finds: [.note(.cl09, by: nil)]) { $0.reset(.client) },
    .init(.cl09, "the capture ends") { $0.send(.server, .text, "more to come") },
    .init(.cl09, "FIN behind both Close frames") { $0.closeCleanly() },

    .init(.cl11, "the client ends TCP first", finds: [.note(.cl11, by: .client)]) { talk in
      talk.close(.server)
      talk.close(.client)
      talk.fin(.client)
      talk.fin(.server)
    },
    .init(.cl11, "the server ends TCP first, though the client closed first") { $0.closeCleanly() },

    .init(
      .cl12, "two texts behind the peer's bad frame",
      finds: [.error(.fr06, by: .server, frame: 1, at: 0), .warning(.cl12, by: .client, frame: 3, at: 16)]
    ) { talk in
      talk.send(.server, hex: "818537fa213d7f9f4d5158")
      talk.send(.client, .text, "on its way")
      talk.send(.client, .text, "too much")
    },
    .init(.cl12, "one text behind the peer's bad frame", finds: [.error(.fr06, by: .server, frame: 1, at: 0)]) {
      talk in
      talk.send(.server, hex: "818537fa213d7f9f4d5158")
      talk.send(.client, .text, "on its way")
      talk.close(.client, 1002)
    },
    .init(.cl12, "many texts behind the peer's warning", finds: [.warning(.cl05, by: .server, frame: 1, at: 0)]) {
      talk in
      talk.close(.server, 1010)
      for _ in 0..<5 { talk.send(.client, .text, "still going") }
      talk.close(.client, 1010)
    },
  ]
}
