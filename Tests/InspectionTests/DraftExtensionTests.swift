import Inflation
import Inspection
import TestSupport
import Testing
import WebSocketProtocol

struct DeflateFrameInput: Decodable, Sendable {
  let framesHex: [String]
  let `extension`: String
}

struct DeflateFrameExpected: Decodable, Sendable {
  let text: String
}

@Suite struct `deflate-frame` {
  typealias DeflateFrameVector = Vector<DeflateFrameInput, DeflateFrameExpected>
  static let vectors = DeflateFrameVector.all("deflate-frame")
  private static let sentence = "The quick brown fox jumps over the lazy dog, and again the quick brown fox."

  @Test func `vectors are all there`() { #expect(Self.vectors.count == 2) }

  @Test(arguments: vectors)
  func `vectors are inflated`(_ vector: DeflateFrameVector) {
    let stream = bytes(fromHex: vector.input.framesHex.joined())
    let options = InspectionOptions.everything.agreeing(on: vector.input.extension)
    let log = EventLog(stream: [stream], from: .server, options: options)
    #expect(log.serious == [])
    #expect(log.messages.map(\.text) == [vector.expected.text])
    #expect(log.messages.allSatisfy { $0.isComplete && $0.isCompressed })
    #expect(EventLog(stream: stream.map { [$0] }, from: .server, options: options) == log)
  }

  /// The request binds the server's compressor, the response the client's.
  struct Agreement: Sendable, CustomTestStringConvertible {
    var offer: String
    var response: String
    var keeps: (client: Bool, server: Bool) = (true, true)
    var bits: (client: Int, server: Int) = (15, 15)
    var testDescription: String { "\(offer) / \(response)" }

    static let all: [Agreement] = [
      .init(offer: "", response: ""), .init(offer: "; no_context_takeover", response: "", keeps: (true, false)),
      .init(offer: "", response: "; no_context_takeover", keeps: (false, true)),
      .init(offer: "; no_context_takeover", response: "; no_context_takeover", keeps: (false, false)),
      .init(offer: "; max_window_bits=9", response: "", bits: (15, 9)),
      .init(offer: "", response: "; max_window_bits=10", bits: (10, 15)),
      .init(
        offer: "; max_window_bits=11", response: "; max_window_bits=12; no_context_takeover",
        keeps: (false, true), bits: (12, 11)),
    ]
  }

  private func talk(_ agreement: Agreement, _ name: String) -> DraftTalk {
    DraftTalk.keyed(
      13, .rfc6455, origin: "Origin", offer: name + agreement.offer, extensions: name + agreement.response)
  }

  @Test(arguments: Agreement.all, ["deflate-frame", "x-webkit-deflate-frame"])
  func `is read in both directions as agreed`(_ agreement: Agreement, _ name: String) {
    let talk = talk(agreement, name)
    let client = MessageDeflater(windowBits: agreement.bits.client, contextTakeover: agreement.keeps.client)
    let server = MessageDeflater(windowBits: agreement.bits.server, contextTakeover: agreement.keeps.server)
    var texts: [String] = []
    let log = talk.inspected { told in
      for turn in 0..<10 {
        let text = "\(turn) " + String(repeating: Self.sentence, count: turn + 1)
        texts.append(text)
        for (sender, deflater) in [(Sender.client, client), (.server, server)] {
          told.send(sender, talk.frame(sender, .text, deflated(deflater, text), bits: .rsv1))
        }
      }
    }
    #expect(log.rules == [])
    #expect(log.texts(of: .client) == texts && log.texts(of: .server) == texts)
    #expect(log.messages.allSatisfy { $0.isComplete && $0.isCompressed })
  }

  /// A side that does not do what the other one asked for.
  @Test(arguments: [Sender.client, .server])
  func `is judged by the half of the handshake that binds the side`(_ sender: Sender) {
    let asked = "; no_context_takeover"
    for bound in [Sender.client, .server] {
      let agreement = Agreement(offer: bound == .server ? asked : "", response: bound == .client ? asked : "")
      let talk = talk(agreement, "deflate-frame")
      let deflater = MessageDeflater(windowBits: 15, contextTakeover: true)
      let log = talk.inspected { told in
        for _ in 0..<2 { told.send(sender, talk.frame(sender, .text, deflated(deflater, Self.sentence), bits: .rsv1)) }
      }
      #expect(log.serious == (bound == sender ? [.df04] : []))
      #expect(log.messages.map(\.isComplete) == [true, bound != sender])
    }
  }

  /// Each fragment is compressed by itself, or not at all; plain ones do not enter the window.
  @Test(arguments: [true, false])
  func `mixes compressed and plain fragments`(_ keepsContext: Bool) throws {
    let agreement = Agreement(offer: keepsContext ? "" : "; no_context_takeover", response: "")
    let talk = talk(agreement, "x-webkit-deflate-frame")
    let deflater = MessageDeflater(windowBits: 15, contextTakeover: keepsContext)
    let log = talk.inspected { told in
      told.send(.server, talk.frame(.server, .text, Array("plain, ".utf8), isFinal: false))
      told.send(
        .server, talk.frame(.server, .continuation, deflated(deflater, Self.sentence), isFinal: false, bits: .rsv1))
      told.send(.server, talk.frame(.server, .ping, [1]))
      told.send(.server, talk.frame(.server, .continuation, Array(" plain, ".utf8), isFinal: false))
      told.send(.server, talk.frame(.server, .continuation, deflated(deflater, Self.sentence), bits: .rsv1))
      told.send(.server, talk.frame(.server, .text, deflated(deflater, Self.sentence), isFinal: false, bits: .rsv1))
      told.send(.server, talk.frame(.server, .continuation, Array(" end".utf8)))
      told.send(.server, talk.text(.server, "no bit, no compression"))
    }
    #expect(log.serious == [])
    let mixed = "plain, \(Self.sentence) plain, \(Self.sentence)"
    #expect(log.texts(of: .server) == [mixed, Self.sentence + " end", "no bit, no compression"])
    let messages = log.messages.filter { !$0.type.isControl }
    #expect(messages.map(\.isCompressed) == [true, true, false])
    #expect(messages.map(\.length) == messages.map { UInt64($0.payload.count) })
  }

  @Test func `knows no compressed control frames`() {
    let talk = talk(Agreement(offer: "", response: ""), "deflate-frame")
    let log = talk.inspected { told in
      told.send(.server, talk.frame(.server, .ping, [1], bits: .rsv1))
      told.send(.server, talk.frame(.server, .ping, [1]))
      told.send(.server, talk.frame(.server, .text, bytes(fromHex: "f248cdc9c90700"), bits: .rsv1))
      told.send(.server, talk.frame(.server, .text, [0x41], bits: .rsv2))
    }
    #expect(log.serious == [.dff04, .fr01])
    #expect(log.finding(.dff04)?.frame == 1 && log.finding(.dff04)?.severity == .error)
    #expect(log.texts(of: .server).first == "Hello")
  }

  @Test(arguments: [
    ("", "", [RuleID]()), ("; max_window_bits=8", "; max_window_bits=15; no_context_takeover", []),
    ("", "; max_window_bits=16", [.dff01]), ("", "; max_window_bits=08", [.dff01]), ("", "; max_window_bits", [.dff01]),
    ("; no_context_takeover=1", "", [.dff01]), ("; server_max_window_bits=9", "", [.dff01]),
    ("; max_window_bits=7", "; level=9", [.dff01, .dff01]),
  ])
  func `has two parameters`(_ offer: String, _ response: String, _ rules: [RuleID]) {
    let log = talk(Agreement(offer: offer, response: response), "deflate-frame").dialogue().inspected()
    #expect(log.serious == rules)
    #expect(log.findings.allSatisfy { $0.severity == .error })
  }

  /// Only the newer extension minds RSV1 on a continuation; that it was offered does not put it in force.
  @Test func `counts when it is accepted, not when it is offered`() {
    let talk = DraftTalk.keyed(
      13, .rfc6455, origin: "Origin", offer: "permessage-deflate, deflate-frame", extensions: "deflate-frame")
    let frames = ["4105f248cd0100", "c004cac90700"].map(bytes(fromHex:))
    let log = talk.inspected { told in for frame in frames { told.send(.server, frame) } }
    #expect(log.serious == [] && log.texts(of: .server) == ["Hello"])
    let other = DraftTalk.keyed(
      13, .rfc6455, origin: "Origin", offer: "permessage-deflate, deflate-frame", extensions: "permessage-deflate")
    #expect(
      other.inspected { told in for frame in frames { told.send(.server, frame) } }.serious.contains(.df02))
    let none = DraftTalk.keyed(13, .rfc6455, origin: "Origin", offer: "permessage-deflate, deflate-frame")
    #expect(none.inspected { told in for frame in frames { told.send(.server, frame) } }.serious == [.fr01, .fr01])
  }
}

@Suite struct `Other extensions` {
  /// What an extension nobody knows does with the reserved bits cannot be judged, but frames are frames.
  @Test(arguments: [DraftMistake.hybi06.version, .hybi08, .rfc6455])
  func `may use any reserved bit`(_ version: ProtocolVersion) throws {
    let number = version == .rfc6455 ? 13 : version == .hybi08 ? 8 : 6
    let talk = DraftTalk.keyed(number, version, extensions: "x-unheard-of; level=3")
    let log = talk.inspected { told in
      for bits in [FrameHeader.ReservedBits.rsv1, .rsv2, .rsv3, .all] {
        told.send(.server, talk.frame(.server, .text, [0xff, 0xfe], bits: bits))
        told.send(.client, talk.frame(.client, .binary, [bits.rawValue], bits: bits))
      }
      told.send(.server, talk.text(.server, "plain"))
    }
    #expect(log.serious == [])
    #expect(log.frames.count == 9 && log.messages.last?.text == "plain")
    // The text of such a message is not judged, and not called text either where it is none.
    #expect(log.messages.first?.isText == false)
  }

  @Test func `do not make RSV4 legal`() {
    let talk = DraftTalk.keyed(6, .hybi06, extensions: "x-unheard-of")
    let log = talk.inspected { $0.send(.server, talk.frame(.server, .text, [0x41], bits: .rsv4)) }
    #expect(log.serious == [.hy11])
  }
}
