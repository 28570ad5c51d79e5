import TestSupport
import WebSocketProtocol

/// Text, pings and pongs: MS.
extension RuleCase {
  static let messages: [RuleCase] = [
    .init(
      .ms01, "Latin-1, at the byte that breaks a character off", finds: [.error(.ms01, by: .server, frame: 1, at: 4)]
    ) {
      $0.send(.server, hex: "81034eebef")
    },
    .init(.ms01, "a masked byte", finds: [.error(.ms01, by: .client, frame: 2, at: 16)]) { talk in
      talk.send(.client, .text, "hi")
      talk.send(.client, .text, [0x61, 0x62, 0xff, 0x63])
    },
    .init(.ms01, "in the third fragment", finds: [.error(.ms01, by: .server, frame: 4, at: 11)]) { talk in
      talk.send(.server, .text, "ab", isFinal: false)
      talk.send(.server, .continuation, "", isFinal: false)
      talk.send(.server, .ping)
      talk.send(.server, .continuation, [0x63, 0xc0], isFinal: true)
    },
    .init(
      .ms01, "a character broken off by the next fragment", finds: [.error(.ms01, by: .server, frame: 2, at: 6)]
    ) { $0.send(.server, hex: "0102e282800161") },
    .init(.ms01, "a surrogate", finds: [.error(.ms01, by: .server, frame: 1, at: 3)]) {
      $0.send(.server, hex: "8103eda080")
    },
    .init(.ms01, "compressed", extensions: "permessage-deflate", finds: [.error(.ms01, by: .server, frame: 1, at: 0)]) {
      // A stored block with the bytes 61 FF.
      $0.send(.server, hex: "c108000200fdff61ff00")
    },
    .init(.ms01, "bytes that are no text in a binary message") { $0.send(.server, hex: "82034eebef") },
    .init(.ms01, "a character over three fragments") { $0.send(.server, hex: "0101e20001828001ac") },
    .init(.ms01, "NUL, a byte order mark and characters that are none") {
      $0.send(.client, .text, "\u{feff}\u{0}\u{fffe}\u{ffff}\u{10ffff}")
    },
    .init(
      .ms01, "a text whose reserved bit may mean anything", finds: [.error(.fr01, by: .server, frame: 1, at: 0)]
    ) { $0.send(.server, hex: "a101ff") },

    .init(.ms02, "the last character is cut", finds: [.error(.ms02, by: .server, frame: 1, at: 0)]) {
      $0.send(.server, hex: "810361e282")
    },
    .init(.ms02, "the last fragment is empty", finds: [.error(.ms02, by: .server, frame: 2, at: 3)]) {
      $0.send(.server, hex: "0101c38000")
    },
    .init(.ms02, "the last fragment has the rest of the character") { $0.send(.server, hex: "0101c38001a9") },
    .init(.ms02, "the input ends inside a character", finds: [.note(.fr09, by: .server, frame: 1, at: 0)]) {
      $0.send(.server, hex: "810361c3")
    },
  ]

  static let pings: [RuleCase] = [
    .init(.ms04, "a pong that nobody asked for", finds: [.note(.ms04, by: .client, frame: 1, at: 0)]) {
      $0.send(.client, .pong, "still here")
    },
    .init(.ms04, "a pong with another payload", finds: [.note(.ms04, by: .client, frame: 2, at: 0)]) { talk in
      talk.send(.server, .ping, "a")
      talk.send(.client, .pong, "b")
    },
    .init(.ms04, "a second pong to one ping", finds: [.note(.ms04, by: .server, frame: 3, at: 3)]) { talk in
      talk.send(.client, .ping, "a")
      talk.send(.server, .pong, "a")
      talk.send(.server, .pong, "a")
    },
    .init(.ms04, "a third pong to two equal pings", finds: [.note(.ms04, by: .server, frame: 5, at: 6)]) { talk in
      for _ in 0..<2 { talk.send(.client, .ping, "a") }
      for _ in 0..<3 { talk.send(.server, .pong, "a") }
    },
    .init(.ms04, "a pong to a ping of one's own", finds: [.note(.ms04, by: .client, frame: 2, at: 7)]) { talk in
      talk.send(.client, .ping, "a")
      talk.send(.client, .pong, "a")
    },
    .init(.ms04, "a pong that repeats the ping") { talk in
      talk.send(.server, .ping, "a")
      talk.send(.client, .pong, "a")
    },
    .init(.ms04, "equal pings in flight, each with its pong") { talk in
      for _ in 0..<3 { talk.send(.server, .ping) }
      for _ in 0..<3 { talk.send(.client, .pong) }
    },
    .init(.ms04, "a burst of pings, each with its pong") { talk in
      for number in 0..<200 { talk.send(.server, .ping, "\(number)") }
      for number in 0..<200 { talk.send(.client, .pong, "\(number)") }
    },
    .init(.ms04, "a burst of equal pings, each with its pong") { talk in
      for _ in 0..<200 { talk.send(.server, .ping) }
      for _ in 0..<200 { talk.send(.client, .pong) }
    },

    .init(.ms05, "ten seconds without a pong", finds: [.warning(.ms05, by: .client, frame: 1, at: 0)]) { talk in
      talk.send(.server, .ping, "a")
      talk.wait(seconds: 10)
      talk.send(.server, .text, "hello?")
    },
    .init(
      .ms05, "a pong with another payload",
      finds: [.note(.ms04, by: .client, frame: 2, at: 0), .warning(.ms05, by: .client, frame: 1, at: 7)]
    ) { talk in
      talk.send(.server, .ping, "a")
      talk.send(.client, .pong, "b")
      talk.wait(seconds: 10)
      talk.send(.server, .text, "hello?")
    },
    .init(.ms05, "a ping like one that was answered", finds: [.warning(.ms05, by: .client, frame: 3, at: 7)]) { talk in
      talk.send(.server, .ping, "a")
      talk.send(.client, .pong, "a")
      talk.send(.server, .ping, "a")
      talk.wait(seconds: 10)
      talk.send(.server, .text, "hello?")
    },
    .init(.ms05, "nine seconds without a pong") { talk in
      talk.send(.server, .ping, "a")
      talk.wait(seconds: 9)
      talk.send(.server, .text, "hello?")
    },
    .init(.ms05, "the latest of several is answered") { talk in
      for number in 0..<5 { talk.send(.server, .ping, "\(number)") }
      talk.send(.client, .pong, "4")
      talk.wait(seconds: 60)
      talk.send(.server, .text, "hello?")
    },
    .init(.ms05, "one pong, which may be for either of two equal pings") { talk in
      talk.send(.server, .ping, "a")
      talk.send(.server, .ping, "a")
      talk.send(.client, .pong, "a")
      talk.wait(seconds: 60)
      talk.send(.server, .text, "hello?")
    },
    .init(.ms05, "the peer has sent its Close") { talk in
      talk.send(.server, .ping, "a")
      talk.close(.client)
      talk.wait(seconds: 60)
      talk.close(.server)
    },
  ]
}
