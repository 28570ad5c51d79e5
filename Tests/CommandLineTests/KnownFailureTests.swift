import Foundation
import Inflation
import PacketCapture
import Testing

/// What other tools are known to get wrong, each in a capture of our own making, looked at as a user does.
@Suite struct `What other tools get wrong` {
  private typealias Step = (TCPConversation.Side, [UInt8])

  /// The messages that `pcap` tells of a connection, in its own short words: sender, type, text or length.
  private static func messages(
    _ capture: [UInt8], isComplete: Bool = true
  ) throws -> [String] {
    let run = try CommandRun(["pcap", "-", "--json", "--show", "messages", "--payload", "full"], input: capture)
    #expect(run.status == 0)
    return try run.events("message").filter { $0["complete"] == .bool(isComplete) }.map { message in
      let sender = message["sender"]?.text ?? "?"
      let type = message["type"]?.text ?? "?"
      return "\(sender) \(type) \(message["payload_text"]?.text ?? message["payload_hex"]?.text ?? "")"
    }
  }

  private static func findings(_ capture: [UInt8]) throws -> [String] {
    let run = try CommandRun(["pcap", "-", "--json"], input: capture)
    return try run.events("finding").compactMap { $0["rule"]?.text }
  }

  private static func deflater() throws -> MessageDeflater {
    try #require(MessageDeflater(windowBits: 15, contextTakeover: true))
  }

  private static let deflate = "Sec-WebSocket-Extensions: permessage-deflate"

  @Test func `an empty first fragment and an empty final one change nothing`() throws {
    let capture = Capture.ofFrames([
      (.client, Wire.frame(0x01, [], isMasked: true)),
      (.client, Wire.frame(0x00, Array("in the mid".utf8), isMasked: true)),
      (.client, Wire.frame(0x00, Array("dle".utf8), isMasked: true)),
      (.client, Wire.frame(0x80, [], isMasked: true)),
      (.server, Wire.frame(0x02, [])),
      (.server, Wire.frame(0x80, [])),
      (.server, Wire.text("behind")),
    ])
    #expect(
      try Self.messages(capture) == ["client text in the middle", "server binary ", "server text behind"])
  }

  @Test func `both sides may send in fragments at once, on one machine too`() throws {
    // On the loopback interface the addresses do not tell the sides apart.
    var talk = TCPConversation(
      client: .init(.v4(127, 0, 0, 1), port: 50_000), server: .init(.v4(127, 0, 0, 1), port: 8080),
      startingAt: 1_735_722_000_000_000_000)
    talk.open()
    talk.send(Wire.request(), from: .client)
    talk.send(Wire.response(), from: .server)
    let steps: [Step] = [
      (.client, Wire.frame(0x01, Array("from the ".utf8), isMasked: true)),
      (.server, Wire.frame(0x01, Array("out of the ".utf8))),
      (.client, Wire.frame(0x00, Array("cli".utf8), isMasked: true)),
      (.server, Wire.frame(0x00, Array("ser".utf8))),
      (.client, Wire.frame(0x80, Array("ent".utf8), isMasked: true)),
      (.server, Wire.frame(0x80, Array("ver".utf8))),
    ]
    for (side, bytes) in steps { talk.send(bytes, from: side) }
    var writer = CaptureWriter()
    writer.append(contentsOf: talk.packets)
    #expect(
      try Self.messages(writer.bytes) == ["client text from the client", "server text out of the server"])
  }

  @Test func `two fragmented messages in one segment are two messages`() throws {
    let frames =
      Wire.frame(0x01, Array("one ".utf8)) + Wire.frame(0x80, Array("and".utf8))
      + Wire.frame(0x01, Array("two ".utf8)) + Wire.frame(0x80, Array("and".utf8))
    #expect(
      try Self.messages(Capture.ofFrames([(.server, frames)])) == ["server text one and", "server text two and"])
  }

  @Test func `32,747 frames in one segment are that many messages`() throws {
    let count = 32_747
    var talk = TCPConversation(
      client: .init(.v4(192, 0, 2, 10), port: 50_000), server: .init(.v4(198, 51, 100, 20), port: 8080),
      startingAt: 1_735_722_000_000_000_000, maximumSegmentSize: 1448)
    talk.open()
    talk.send(Wire.request(), from: .client)
    talk.send(Wire.response(), from: .server)
    // The longest IPv4 packet has room for no more empty frames; its TCP header has no options.
    let frames = [[UInt8]](repeating: Wire.frame(0x82, []), count: count).flatMap(\.self)
    let headers = try #require(talk.packets.last { $0.bytes.count > 66 }).bytes.prefix(66)
    var packet = Array(headers.prefix(14 + 20 + 20)) + frames
    packet.replaceSubrange(16..<18, with: [0xff, 0xfe])
    packet.replaceSubrange(
      38..<42, with: (0..<4).map { UInt8(truncatingIfNeeded: talk.nextSequence(of: .server) >> (24 - 8 * $0)) })
    packet[46] = 5 << 4
    var writer = CaptureWriter()
    writer.append(contentsOf: talk.packets + [SyntheticPacket(nanoseconds: talk.nanoseconds, bytes: packet)])
    let run = try CommandRun(["pcap", "-", "--json", "--show", "messages"], input: writer.bytes)
    #expect(packet.count == 14 + 65_534)
    #expect(run.lines.count { $0.contains(#""event":"message""#) } == count)
    #expect(run.text.contains(#""binary":\#(count),"#))
  }

  @Test func `frames that come with the response, or before it, are read`() throws {
    var capture = Capture()
    capture.add(
      0,
      [
        (.client, Wire.request() + Wire.text("before", isMasked: true)),
        (.server, Wire.response() + Wire.text("together")),
        (.client, Wire.text("behind", isMasked: true)),
      ])
    let messages = try Self.messages(capture.bytes)
    #expect(Set(messages) == ["client text before", "server text together", "client text behind"])
    #expect(messages.count == 3)
  }

  @Test func `a context that only one side keeps is kept for that side only`() throws {
    let kept = try Self.deflater()
    let fresh = try #require(MessageDeflater(windowBits: 15, contextTakeover: false))
    let text = "the same words again and again"
    let payload = Array(text.utf8)
    var steps: [Step] = []
    for _ in 0..<3 {
      steps.append((.client, Wire.frame(0xc1, kept.deflate(payload.span), isMasked: true)))
      steps.append((.server, Wire.frame(0xc1, fresh.deflate(payload.span))))
    }
    let fields = [Self.deflate + "; server_no_context_takeover"]
    let capture = Capture.ofFrames(steps, requestFields: fields, responseFields: fields)
    let expected = (0..<3).flatMap { _ in ["client text \(text)", "server text \(text)"] }
    #expect(try Self.messages(capture) == expected)
    #expect(try Self.findings(capture).filter { $0.hasPrefix("DF") } == [])
  }

  @Test func `a ping between compressed fragments belongs to neither`() throws {
    let deflater = try Self.deflater()
    let text = "compressed as a whole, sent in three"
    let compressed = deflater.deflate(Array(text.utf8).span)
    let third = compressed.count / 3
    let capture = Capture.ofFrames(
      [
        (.server, Wire.frame(0x41, Array(compressed[..<third]))),
        (.server, Wire.frame(0x89, Array("?".utf8))),
        (.server, Wire.frame(0x00, Array(compressed[third..<(2 * third)]))),
        (.client, Wire.frame(0x8a, Array("?".utf8), isMasked: true)),
        (.server, Wire.frame(0x80, Array(compressed[(2 * third)...]))),
      ],
      requestFields: [Self.deflate], responseFields: [Self.deflate])
    let messages = try Self.messages(capture)
    #expect(messages == ["server ping 3f", "client pong 3f", "server text \(text)"])
  }

  @Test func `a deflate bomb is told, and costs no memory to speak of`() throws {
    let deflater = try Self.deflater()
    let bomb = deflater.deflate([UInt8](repeating: 0x20, count: 80 << 20).span)
    let capture = Capture.ofFrames(
      [(.server, Wire.frame(0xc1, bomb)), (.server, Wire.text("behind"))],
      requestFields: [Self.deflate], responseFields: [Self.deflate])
    let folder = try TemporaryFolder()
    try Data(capture).write(to: folder["bomb.pcap"])
    let run = try CommandRun(
      shell: "ulimit -v 250000; $WSLENS pcap '\(folder["bomb.pcap"].path)' --json --show messages")
    #expect(run.status == 0)
    #expect(try run.events("finding").contains { $0["rule"] == .string("SEC-05") })
    #expect(try run.events("message").first?["complete"] == .bool(false))
  }
}
