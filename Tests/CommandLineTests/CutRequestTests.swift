import PacketCapture
import TestSupport
import Testing
import WebSocketProtocol

/// Captures in which a piece of an opening request is missing, or its answer.
@Suite struct `A piece of a request is missing` {
  /// A packet with payload, and what it is a part of.
  private enum Part: Hashable {
    case request(Int)
    case response
    /// A piece of the client's first frame.
    case first(Int)
    case server
    case other
  }

  /// How long each piece of a request is, and how many there are.
  private static let pieceSize = 30
  private static let pieces = (Wire.request().count + pieceSize - 1) / pieceSize

  /// A talk of five questions and answers, and what each of its packets is.
  private struct Talk {
    var packets: [(packet: SyntheticPacket, part: Part)] = []
    /// Where in the client's stream its frames begin.
    var frames: UInt64 = 0

    init(closing: TCPConversation.Side = .server) {
      var talk = TCPConversation(
        client: .init(.v4(192, 0, 2, 10), port: 50_000), server: .init(.v4(198, 51, 100, 20), port: 8080),
        startingAt: 1_735_722_000_000_000_000)
      talk.open()
      keep(&talk, .other)
      let request = Wire.request()
      frames = UInt64(request.count)
      let size = `A piece of a request is missing`.pieceSize
      for number in 0..<`A piece of a request is missing`.pieces {
        talk.send(Array(request.dropFirst(number * size).prefix(size)), from: .client)
        keep(&talk, .request(number))
      }
      talk.send(Wire.response(), from: .server)
      keep(&talk, .response)
      var keys = SeededGenerator(state: 6455)
      for number in 0..<5 {
        let key = MaskingKey(rawValue: keys.next())
        let question = FrameEncoder.encode(.text, Array("this is question \(number)".utf8), maskingKey: key)
        talk.send(Array(question.prefix(9)), from: .client)
        keep(&talk, number == 0 ? .first(0) : .other)
        talk.send(Array(question.dropFirst(9)), from: .client)
        keep(&talk, number == 0 ? .first(1) : .other)
        talk.send(Wire.text("answer \(number)"), from: .server)
        keep(&talk, .server)
      }
      talk.send(Wire.close(1000, isMasked: closing == .client), from: closing)
      keep(&talk, closing == .client ? .other : .server)
      talk.send(Wire.close(1000, isMasked: closing == .server), from: closing.peer)
      keep(&talk, closing == .client ? .server : .other)
      talk.close(by: closing)
      keep(&talk, .other)
    }

    private mutating func keep(_ talk: inout TCPConversation, _ part: Part) {
      for (index, packet) in talk.takePackets().enumerated() { packets.append((packet, index == 0 ? part : .other)) }
    }

    func inspected(without missing: Set<Part>, _ options: [String] = []) throws -> CommandRun {
      try Self.inspect(packets.filter { !missing.contains($0.part) }.map(\.packet), options)
    }

    static func inspect(_ packets: some Sequence<SyntheticPacket>, _ options: [String] = []) throws -> CommandRun {
      var writer = CaptureWriter()
      for packet in packets { writer.append(packet) }
      return try CommandRun(["pcap", "-", "--show", "messages", "--json"] + options, input: writer.bytes)
    }
  }

  private static func texts(of sender: Sender, _ run: CommandRun) throws -> [String] {
    try run.events("message").filter {
      $0["sender"]?.text == sender.rawValue && $0["type"]?.text == "text" && $0["complete"] == .bool(true)
    }.map { $0["payload_text"]?.text ?? "?" }
  }

  private static func serious(_ run: CommandRun) throws -> [String?] {
    try run.events("finding").filter { $0["severity"] != .string("note") }.map { $0["message"]?.text }
  }

  private static let questions = (0..<5).map { "this is question \($0)" }
  private static let answers = (0..<5).map { "answer \($0)" }

  @Test(arguments: 1..<pieces)
  func `a capture may begin inside it`(_ piece: Int) throws {
    let talk = Talk()
    let start = try #require(talk.packets.firstIndex { $0.part == .request(piece) })
    let run = try Talk.inspect(talk.packets[start...].map(\.packet))
    let connections = try run.events("connection")
    #expect(connections.map { $0["client_port"] } == [.integer(50_000)])
    #expect(try run.events("handshake").map { $0["status"] } == [.integer(101)])
    #expect(try Self.texts(of: .client, run) == Self.questions)
    #expect(try Self.texts(of: .server, run) == Self.answers)
    #expect(try run.events("finding").map { $0["rule"]?.text } == [])
    // Each byte counts once.
    let end = try #require(run.events("end").first)
    #expect(end["client_bytes"]?.integer == UInt64(Wire.request().count - piece * Self.pieceSize + 5 * 24 + 8))
    #expect(end["server_bytes"]?.integer == UInt64(Wire.response().count + 5 * 10 + 4))
  }

  @Test(arguments: 0..<pieces)
  func `one packet of it is no fault of the client`(_ piece: Int) throws {
    let talk = Talk()
    let run = try talk.inspected(without: [.request(piece)])
    #expect(try Self.texts(of: .client, run) == Self.questions)
    #expect(try Self.texts(of: .server, run) == Self.answers)
    #expect(try run.events("finding").map { $0["rule"]?.text } == ["TCP-03"])
    #expect(try run.events("gap").map { $0["resumed"] } == [.integer(talk.frames)])
  }

  @Test func `with the beginning of the first frame`() throws {
    let talk = Talk()
    let run = try talk.inspected(without: Set((0..<Self.pieces).map(Part.request) + [.first(0)]))
    #expect(try Self.texts(of: .client, run) == Array(Self.questions.dropFirst()))
    #expect(try Self.texts(of: .server, run) == Self.answers)
    #expect(try run.events("finding").map { $0["rule"]?.text } == ["TCP-03"])
  }

  @Test func `a Close may be among what is missing of an expected server`() throws {
    let run = try Talk(closing: .client).inspected(without: [.response, .server], ["--port", "8080"])
    #expect(try Self.texts(of: .client, run) == Self.questions)
    #expect(try Self.serious(run) == [])
  }
}
