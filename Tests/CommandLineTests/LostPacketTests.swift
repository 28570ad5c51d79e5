import Foundation
import PacketCapture
import TestSupport
import Testing

/// Captures that lack a packet which its receiver has got.
@Suite struct `a packet that is lost in the capture only` {
  private typealias Step = (side: TCPConversation.Side, bytes: [UInt8])

  private static let ping = Wire.frame(0x89, Array("there?".utf8), isMasked: true)
  private static let pong = Wire.frame(0x8a, Array("there?".utf8))

  /// The packets of a conversation, with the place of each step's first one; a side acknowledges what came before with
  /// what it sends.
  private static func packets(
    _ steps: [Step], closing: TCPConversation.Side? = .server
  ) -> (packets: [SyntheticPacket], places: [Int]) {
    var conversation = TCPConversation(
      client: .init(.v4(192, 0, 2, 1), port: 50_000), server: .init(.v4(198, 51, 100, 2), port: 80),
      startingAt: 1_735_722_000_000_000_000)
    conversation.open()
    var places: [Int] = []
    for step in [(.client, Wire.request()), (.server, Wire.response())] + steps {
      places.append(conversation.packets.count)
      conversation.send(step.bytes, from: step.side, acknowledged: false)
    }
    if let closing { conversation.close(by: closing) }
    return (conversation.packets, Array(places.dropFirst(2)))
  }

  private static func capture(_ packets: [SyntheticPacket]) -> [UInt8] {
    var writer = CaptureWriter()
    writer.append(contentsOf: packets)
    return writer.bytes
  }

  private static func run(_ packets: [SyntheticPacket]) throws -> CommandRun {
    let run = try CommandRun(["pcap", "-", "--json", "--show", "messages"], input: capture(packets))
    #expect(run.status == 0)
    return run
  }

  private static func rules(_ run: CommandRun) throws -> [String] {
    try run.events("finding").compactMap { $0["rule"]?.text }
  }

  private static let pinging: [Step] = [
    (.client, Wire.text("first", isMasked: true)), (.client, ping), (.server, pong),
    (.client, Wire.text("last", isMasked: true)), (.client, Wire.close(1000, isMasked: true)),
    (.server, Wire.close(1000)),
  ]

  @Test func `keeps no pong from its ping`() throws {
    var (packets, places) = Self.packets(Self.pinging)
    // What else there is to say about these frames, whatever is lost.
    let others = try Self.rules(Self.run(packets))
    packets.remove(at: places[0])
    let run = try Self.run(packets)
    #expect(try Self.rules(run).filter { !others.contains($0) } == ["TCP-03"])
    #expect(others.allSatisfy { !["TCP-03", "MS-04", "CL-11"].contains($0) })
    #expect(try run.events("message").map { $0["type"]?.text } == ["ping", "pong", "text", "close", "close"])
    let pong = try #require(try run.events("message").first { $0["type"] == .string("pong") })
    #expect(pong["answers"] != nil)
    let end = try #require(try run.events("end").first)
    #expect(end["closed_by"] == .string("client"))
    guard case .object = try #require(end["ping_round_trip"]) else {
      Issue.record("no round trip")
      return
    }
  }

  /// Answers to an ordinary request, in the packets that they come in, and the one that is lost.
  static let answers: [(packets: [String], lost: Int)] = [
    (["HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok"], 0),
    (["HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\n", "body"], 1),
    (["HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n", "4\r\nbody\r\n", "0\r\n\r\n"], 1),
    (["HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n", "4\r\nbody\r\n", "0\r\n\r\n"], 0),
  ]

  @Test(arguments: answers, [1, 2])
  func `hides no connection that was plain HTTP before`(answer: (packets: [String], lost: Int), _ number: Int) throws {
    let request = Array("GET /page HTTP/1.1\r\nHost: h\r\n\r\n".utf8)
    var conversation = TCPConversation(
      client: .init(.v4(192, 0, 2, 1), port: 50_000), server: .init(.v4(198, 51, 100, 2), port: 80),
      startingAt: 1_735_722_000_000_000_000)
    conversation.open()
    var lost = 0
    for round in 1...2 {
      conversation.send(request, from: .client)
      for (place, packet) in answer.packets.enumerated() {
        if round == number, place == answer.lost { lost = conversation.packets.count }
        conversation.send(Array(packet.utf8), from: .server)
      }
    }
    conversation.send(Wire.request(), from: .client)
    conversation.send(Wire.response(), from: .server)
    conversation.send(Wire.text("question", isMasked: true), from: .client)
    conversation.send(Wire.text("answer"), from: .server)
    var packets = conversation.packets
    packets.remove(at: lost)
    let run = try Self.run(packets)
    #expect(try run.events("handshake").map { $0["accepted"] } == [.bool(true)])
    #expect(try run.events("message").map { $0["payload_text"]?.text } == ["question", "answer"])
    #expect(try Self.rules(run).isEmpty)
  }

  @Test(arguments: [1000, 1010, 1011, 3000])
  func `hides no Close behind it, whatever its code`(code: UInt16) throws {
    var (packets, places) = Self.packets([
      (.server, Wire.text("hello")), (.client, Wire.text("lost", isMasked: true)),
      (.server, Wire.close(code)), (.client, Wire.close(code, isMasked: true)),
    ])
    packets.remove(at: places[1])
    let run = try Self.run(packets)
    #expect(try run.events("message").map { $0["type"]?.text } == ["text", "close", "close"])
    #expect(try run.events("end").first?["clean"] == .bool(true))
  }

  @Test func `leaves unknown how an older version closes, where the handshake told it`() throws {
    var conversation = TCPConversation(
      client: .init(.v4(192, 0, 2, 1), port: 50_000), server: .init(.v4(198, 51, 100, 2), port: 80),
      startingAt: 1_735_722_000_000_000_000)
    for number in 0..<8 {
      conversation.send([0x00] + Array("ask \(number)".utf8) + [0xff], from: .client)
      conversation.send([0x00] + Array("tell \(number)".utf8) + [0xff], from: .server)
    }
    conversation.close(by: .server)
    let run = try CommandRun(["pcap", "-", "--json"], input: Self.capture(conversation.packets))
    #expect(try Self.rules(run) == ["CAP-03"])
    #expect(try run.events("end").first?["frames"] == .integer(16))
  }

  @Test(arguments: [TCPConversation.Side.client, .server])
  func `is not told of when it is one of a whole direction`(side: TCPConversation.Side) throws {
    let (packets, _) = Self.packets(Self.pinging)
    // The client's port tells whose packet it is.
    let seen = packets.filter { ($0.bytes[34] == UInt8(50_000 >> 8)) == (side == .client) }
    let run = try Self.run(seen)
    #expect(
      try run.events("message").map { $0["sender"]?.text }.allSatisfy { $0 == (side == .client ? "client" : "server") })
    #expect(
      try run.events("message").map { $0["type"]?.text }
        == (side == .client ? ["text", "ping", "text", "close"] : ["pong", "close"]))
    // That the answer to the handshake is missing is told.
    let others = try Self.rules(Self.run(packets)) + ["CAP-03"]
    #expect(try Self.rules(run).filter { !others.contains($0) } == [])
  }

  @Test(arguments: [TCPConversation.Side.client, .server], [0, 40])
  func `leaves it known who ended the connection first`(_ side: TCPConversation.Side, _ further: Int) throws {
    let closes: [Step] = [
      (.client, Wire.close(1000, isMasked: true)), (.server, Wire.close(1000)),
    ]
    var (packets, _) = Self.packets(closes, closing: side)
    let whole = try Self.run(packets)
    #expect(try Self.rules(whole) == (side == .client ? ["CL-11"] : []))
    // The first FIN; then come the other side's, and the last acknowledgment.
    packets.remove(at: packets.count - 3)
    // The connection may be the only one, or others go on long enough to show that the FIN does not come.
    var other = TCPConversation(
      client: .init(.v4(192, 0, 2, 9), port: 50_009), server: .init(.v4(198, 51, 100, 2), port: 80),
      startingAt: 1_735_722_060_000_000_000)
    other.open()
    for _ in 0..<further { other.send(Array("GET / HTTP/1.1\r\n\r\n".utf8), from: .client) }
    let run = try Self.run(packets + other.packets)
    #expect(try Self.rules(run) == Self.rules(whole))
    #expect(try run.events("gap").isEmpty)
    for field in ["closed_by", "how", "clean", "close_code", "client_bytes", "server_bytes"] {
      #expect(try run.events("end").first?[field] == whole.events("end").first?[field])
    }
  }

  @Test func `makes nobody answer a Close that was not sent yet`() throws {
    var (packets, places) = Self.packets([
      (.server, Wire.text("hello")), (.client, Wire.text("lost", isMasked: true)),
      (.client, Wire.close(1000, "enough", isMasked: true)), (.server, Wire.close(1000, "enough")),
    ])
    packets.remove(at: places[1])
    let run = try Self.run(packets)
    #expect(try Self.rules(run) == ["TCP-03"])
    let closes = try run.events("message").filter { $0["type"] == .string("close") }
    #expect(closes.map { $0["sender"] } == [.string("client"), .string("server")])
    let end = try #require(try run.events("end").first)
    #expect(end["closed_by"] == .string("client"))

  }

  @Test func `is no gap where it stands behind its acknowledgment`() throws {
    let (origin, places) = Self.packets(Self.pinging)
    let plain = try Self.run(origin)
    for delay in 1...3 {
      var packets = origin
      let late = packets.remove(at: places[1])
      packets.insert(late, at: places[1] + delay)
      let run = try Self.run(packets)
      #expect(try Self.rules(run) == Self.rules(plain))
      let types = try run.events("message").map { "\($0["sender"]?.text ?? "") \($0["type"]?.text ?? "")" }
      #expect(try types == plain.events("message").map { "\($0["sender"]?.text ?? "") \($0["type"]?.text ?? "")" })
    }
  }

  @Test func `is no gap where nothing of that direction was captured`() throws {
    let (packets, _) = Self.packets(Self.pinging)
    // The server's port is the source.
    let answers = packets.filter { Array($0.bytes[34..<36]) == [0, 80] }
    #expect(try !Self.rules(Self.run(answers)).contains("TCP-03"))
  }

  // MARK: While the capture grows

  @Test(arguments: [true, false])
  func `is waited for while the writer rests a little`(isFollowed: Bool) throws {
    var (packets, places) = Self.packets(Self.pinging, closing: nil)
    let late = packets.remove(at: places[1])
    packets.insert(late, at: places[1] + 1)
    let bytes = Self.capture(packets)
    // All but the late packet and what follows it.
    let part = Self.capture(Array(packets[..<(places[1] + 1)])).count
    let folder = try TemporaryFolder()
    let file = folder["growing"]
    let run: RunningCommand
    if isFollowed {
      try Data(bytes[..<part]).write(to: file)
      run = try RunningCommand(["pcap", file.path, "--follow", "--json", "--show", "messages"])
    } else {
      run = try RunningCommand(["pcap", "-", "--json", "--show", "messages"])
      try run.type(bytes[..<part])
    }
    try run.waits(for: "first")
    Thread.sleep(forTimeInterval: 0.35)
    if isFollowed {
      let handle = try FileHandle(forWritingTo: file)
      try handle.seekToEnd()
      try handle.write(contentsOf: Data(bytes[part...]))
      try handle.close()
    } else {
      try run.type(bytes[part...])
    }
    try run.waits(for: "last")
    let ended = isFollowed ? try run.end(by: SIGINT) : try run.endOfInput()
    #expect(try ended.events("message").map { $0["type"]?.text } == ["text", "ping", "pong", "text", "close", "close"])
    #expect(try !Self.rules(ended).contains("TCP-03"))
  }

  @Test(arguments: [true, false])
  func `holds up nothing once its acknowledgment is there`(isFollowed: Bool) throws {
    var (packets, places) = Self.packets(Self.pinging, closing: nil)
    packets.remove(at: places[0])
    let bytes = Self.capture(Array(packets[..<places[2]]))
    let folder = try TemporaryFolder()
    let file = folder["growing"]
    let run: RunningCommand
    if isFollowed {
      try Data(bytes).write(to: file)
      run = try RunningCommand(["pcap", file.path, "--follow", "--json", "--show", "messages"])
    } else {
      run = try RunningCommand(["pcap", "-", "--json", "--show", "messages"])
      try run.type(bytes)
    }
    try run.waits(for: "\"type\":\"pong\"")
    let ended = isFollowed ? try run.end(by: SIGINT) : try run.endOfInput()
    #expect(try ended.events("message").map { $0["type"]?.text } == ["ping", "pong"])
    #expect(try Self.rules(ended) == ["TCP-03"])
  }
}
