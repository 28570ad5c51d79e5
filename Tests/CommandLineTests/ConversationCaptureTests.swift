import Foundation
import PacketCapture
import TestSupport
import Testing
import WebSocketProtocol

@testable import wslens

@Suite struct `A capture made of bytes` {
  typealias Piece = ConversationCapture.Piece

  /// What `wslens pcap` says about a capture, with every frame.
  private func inspect(_ pieces: [Piece], _ handshake: SampleHandshake? = SampleHandshake()) throws -> CommandRun {
    try CommandRun(
      ["pcap", "-", "--json", "--show", "frames,messages", "--payload", "full"],
      input: ConversationCapture(pieces, completedWith: handshake).bytes)
  }

  private func frames(_ run: CommandRun) throws -> [String] {
    try run.events("frame").map {
      "\($0["sender"]?.text ?? "") \($0["type"]?.text ?? "") \($0["payload_hex"]?.text ?? "")"
    }
  }

  // MARK: Frames

  @Test func `frames come back as they were sent, behind a handshake that was not among them`() throws {
    let run = try inspect([
      Piece(.client, Wire.hello), Piece(.server, Wire.text("Hi")), Piece(.client, Wire.close(1000, isMasked: true)),
      Piece(.server, Wire.close(1000)),
    ])
    #expect(
      try frames(run) == [
        "client text 48656c6c6f", "server text 4869", "client close 03e8", "server close 03e8",
      ])
    let handshake = try #require(try run.events("handshake").first)
    #expect(handshake["accepted"] == .bool(true))
    #expect(handshake["key"] == .string("dGhlIHNhbXBsZSBub25jZQ=="))
    #expect(handshake["accept"] == .string("s3pPLMBiTxaQ9kYGzzhZRbK+xOo="))
    let end = try #require(try run.events("end").first)
    #expect(end["how"] == .string("closing-handshake"))
    #expect(end["clean"] == .bool(true))
    #expect(try run.events("finding").filter { $0["severity"] == .string("error") } == [])
    #expect(run.status == 0)
  }

  @Test(arguments: 0..<8)
  func `frames of any size, cut anywhere, come back`(seed: UInt64) throws {
    var generator = SeededGenerator(state: seed)
    var pieces: [Piece] = []
    var expected: [String] = []
    for _ in 0..<40 {
      let side = generator.pick([TCPConversation.Side.client, .server])
      let payload = generator.bytes(generator.pick([0, 1, 125, 126, 1447, 1460, 5000, 70_000]))
      let frame = Wire.frame(0x82, payload, isMasked: side == .client)
      expected.append("\(side) binary \(hex(payload))")
      pieces += generator.cut(frame, longest: 40_000).map { Piece(side, $0) }
    }
    #expect(try frames(try inspect(pieces)) == expected)
  }

  @Test func `no packet carries more than Ethernet takes`() throws {
    let capture = ConversationCapture(
      [Piece(.server, Wire.frame(0x82, [UInt8](repeating: 7, count: 9000)))], completedWith: nil
    ).bytes
    var lengths: [Int] = []
    var place = 24
    while place + 16 <= capture.count {
      let length = (0..<4).reduce(0) { $0 | Int(capture[place + 8 + $1]) << (8 * $1) }
      lengths.append(length)
      place += 16 + length
    }
    #expect(place == capture.count)
    #expect(lengths.max() == 14 + 1500)
  }

  @Test func `the same bytes make the same capture, a millisecond for each packet from the year 2000 on`() throws {
    let capture = ConversationCapture([Piece(.client, Wire.hello)], completedWith: SampleHandshake())
    #expect(capture.bytes == ConversationCapture([Piece(.client, Wire.hello)], completedWith: SampleHandshake()).bytes)
    let frame = try #require(try inspect([Piece(.client, Wire.hello)]).events("frame").first)
    #expect(frame["packet"] == .integer(8))
    #expect(frame["time"] == .string("2000-01-01T00:00:00.007000000Z"))
  }

  // MARK: The handshake

  @Test func `what the sides agree on is in both heads`() throws {
    let sample = SampleHandshake(subprotocol: "chat", extensions: "permessage-deflate; server_no_context_takeover")
    let compressed = bytes(fromHex: "c107f248cdc9c90700")
    let run = try inspect([Piece(.server, compressed)], sample)
    let handshake = try #require(try run.events("handshake").first)
    #expect(handshake["subprotocol"] == .string("chat"))
    #expect(handshake["offered_subprotocols"] == .array([.string("chat")]))
    #expect(try run.events("message").first?["payload_text"] == .string("Hello"))
    #expect(try run.events("finding").filter { $0["severity"] == .string("error") } == [])
  }

  @Test func `a handshake among the bytes is left as it is`() throws {
    let pieces = [
      Piece(.client, Wire.request()), Piece(.server, Wire.response() + Wire.text("Hi")), Piece(.client, Wire.hello),
    ]
    #expect(ConversationCapture(pieces, completedWith: SampleHandshake()).pieces == pieces)
    #expect(try frames(try inspect(pieces)) == ["server text 4869", "client text 48656c6c6f"])
  }

  @Test func `a request alone is answered with the accept value of its key, before the frames behind it`() throws {
    let key = "AAAAAAAAAAAAAAAAAAAAAA=="
    let request = Wire.head([
      "GET /feed HTTP/1.1", "Host: h", "Upgrade: websocket", "Connection: Upgrade",
      "Sec-WebSocket-Key: \(key)", "Sec-WebSocket-Version: 13",
    ])
    let pieces = [Piece(.client, Array(request.prefix(20))), Piece(.client, Array(request.dropFirst(20)) + Wire.hello)]
    let completed = ConversationCapture(pieces, completedWith: SampleHandshake()).pieces
    #expect(
      completed == [
        pieces[0], Piece(.client, Array(request.dropFirst(20))), Piece(.server, SampleHandshake().response(to: key)),
        Piece(.client, Wire.hello),
      ])
    let run = try inspect(pieces)
    #expect(try run.events("handshake").first?["accept"] == .string("ICX+Yqv66kxgM0FcWaLWlFLwTAI="))
    #expect(try frames(run) == ["client text 48656c6c6f"])
  }

  @Test func `a response alone gets the sample's request before it`() {
    let pieces = [Piece(.server, Wire.response()), Piece(.client, Wire.hello)]
    let completed = ConversationCapture(pieces, completedWith: SampleHandshake()).pieces
    #expect(completed == [Piece(.client, SampleHandshake().request)] + pieces)
  }

  static let unanswerable: [[UInt8]] = [
    Wire.head(["GET / HTTP/1.1", "Host: h"]),
    Wire.head(["GET /demo HTTP/1.1", "Host: h", "Connection: Upgrade", "Upgrade: WebSocket", "Origin: http://h"]),
  ]

  @Test(arguments: unanswerable)
  func `a request without a key is not answered`(request: [UInt8]) {
    let pieces = [Piece(.client, request), Piece(.server, Wire.text("Hi"))]
    #expect(ConversationCapture(pieces, completedWith: SampleHandshake()).pieces == pieces)
  }

  @Test(arguments: [Wire.response(), Wire.head(["hello"]), [0x81, 0x02, 0x0a, 0x0a], []])
  func `what is no request does not stand for one`(bytes: [UInt8]) {
    let completed = ConversationCapture([Piece(.client, bytes)], completedWith: SampleHandshake()).pieces
    let sample = SampleHandshake()
    #expect(completed == [Piece(.client, sample.request), Piece(.server, sample.response()), Piece(.client, bytes)])
  }

  @Test func `without a handshake the bytes are all there is`() throws {
    let pieces = [Piece(.client, Wire.hello), Piece(.server, Wire.text("Hi"))]
    #expect(ConversationCapture(pieces, completedWith: nil).pieces == pieces)
    #expect(try inspect(pieces, nil).events("handshake") == [])
  }

  @Test func `a conversation of nothing is a connection all the same`() throws {
    let run = try inspect([], nil)
    #expect(try run.events("summary").first?["packets"] == .integer(6))
    #expect(run.status == 0)
  }
}
