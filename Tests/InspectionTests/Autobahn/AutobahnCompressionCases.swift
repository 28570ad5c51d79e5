import Inflation
import WebSocketProtocol

/// What a client offers and a server accepts of permessage-deflate, the same for both sides.
struct DeflateNegotiation: Sendable {
  /// Nobody keeps a window from message to message.
  var dropsContext = false
  /// The window both sides keep to; `nil` where it is not spoken of.
  var windowBits: Int?
  /// What the client would put up with if its first offer were declined.
  var alternatives: [DeflateNegotiation] = []

  /// The value of the request's `Sec-WebSocket-Extensions`.
  var request: String {
    ([self] + alternatives).map { offer in
      let window = offer.windowBits.map { "; server_max_window_bits=\($0)" } ?? ""
      return "permessage-deflate; client_no_context_takeover; client_max_window_bits"
        + (offer.dropsContext ? "; server_no_context_takeover" : "") + window
    }.joined(separator: ", ")
  }

  /// The value of the response's `Sec-WebSocket-Extensions`, which accepts the first offer.
  var response: String {
    let window = windowBits.map { "; server_max_window_bits=\($0); client_max_window_bits=\($0)" } ?? ""
    return "permessage-deflate"
      + (dropsContext ? "; server_no_context_takeover; client_no_context_takeover" : "") + window
  }
}

/// Chapters 12 and 13: compressed messages, over many kinds of data and over many kinds of agreement.
extension AutobahnCase {
  static let compression: [AutobahnCase] =
    AutobahnCorpus.all.enumerated().flatMap { index, corpus in
      compressed("12.\(index + 1)", corpus, DeflateNegotiation())
    }
    + negotiations.enumerated().flatMap { index, negotiation in
      compressed("13.\(index + 1)", .json, negotiation)
    }

  private static let negotiations: [DeflateNegotiation] = [
    .init(), .init(dropsContext: true), .init(windowBits: 9), .init(windowBits: 15),
    .init(dropsContext: true, windowBits: 9), .init(dropsContext: true, windowBits: 15),
    .init(dropsContext: true, windowBits: 9, alternatives: [.init(dropsContext: true), .init()]),
  ]

  /// The lengths of messages, and of the fragments they are cut into; 0 where they are not.
  private static let sizes: [(message: Int, fragment: Int)] =
    [16, 64, 256, 1024, 4096, 8192, 16384, 32768, 65536, 131072].map { ($0, 0) }
    + [8192, 16384, 32768, 65536, 131072].map { ($0, 256) } + [(131072, 1024), (131072, 4096), (131072, 32768)]

  /// How many messages are sent of a length. The suite sends 1000; here there are 50 of the shortest and two of the
  /// longest, so that a debug build gets through them in seconds, and the second still finds the first one's window.
  private static func messageCount(length: Int) -> Int { min(50, max(2, 8192 / length)) }

  private static func compressed(
    _ section: String, _ corpus: AutobahnCorpus, _ negotiation: DeflateNegotiation
  ) -> [AutobahnCase] {
    sizes.enumerated().map { index, size in
      AutobahnCase("\(section).\(index + 1)", deflate: negotiation) {
        let deflater = MessageDeflater(
          windowBits: negotiation.windowBits ?? 15, contextTakeover: !negotiation.dropsContext)
        let messages = corpus.messages(length: size.message, count: messageCount(length: size.message))
        let frames = messages.flatMap { message in
          let payload = deflater?.deflate(message.span) ?? []
          return autoFragmented(
            corpus.opcode, payload, by: size.fragment > 0 ? size.fragment : payload.count, reservedBits: .rsv1)
        }
        return AutobahnScript(frames: frames, messages: messages)
      }
    }
  }
}
