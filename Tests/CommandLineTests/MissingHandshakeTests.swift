import PacketCapture
import TestSupport
import Testing
import WebSocketProtocol

/// What of a connection's beginning a capture does not hold.
struct Absence: Hashable, CustomStringConvertible, Sendable {
  /// A packet of the beginning, or all that one side sends.
  enum Piece: String, Hashable, CaseIterable, Sendable {
    case syn = "SYN"
    case synACK = "SYN-ACK"
    case request
    case response = "101"
  }

  var missing: Set<Piece> = []
  /// The side of which nothing is in the capture.
  var silent: TCPConversation.Side?
  /// Segments without payload are in the capture: they tell where a stream begins.
  var hasBareSegments = true

  var description: String {
    let pieces = Piece.allCases.filter(missing.contains).map(\.rawValue)
    let side = silent.map { ["nothing of the \($0)"] } ?? []
    return (pieces + side + (hasBareSegments ? [] : ["no bare segments"])).joined(separator: ", ")
  }

  /// Every set of pieces, with both sides or only one of them.
  static let all: [Absence] = (0..<16).flatMap { mask in
    let missing = Set(Piece.allCases.enumerated().filter { mask >> $0.offset & 1 == 1 }.map(\.element))
    return [nil, TCPConversation.Side.client, .server].flatMap { silent in
      [true, false].map { Absence(missing: missing, silent: silent, hasBareSegments: $0) }
    }
  }

  /// A talk of texts without what is absent.
  ///
  /// - Parameters:
  ///   - count: how many questions and answers there are.
  ///   - isCompressed: the server compresses what it says, with what it said before.
  ///   - extensions: what the request offers, and the response accepts without what is only a hint.
  func capture(_ count: Int = 16, isCompressed: Bool = false, extensions: String? = nil) -> [UInt8] {
    var talk = TCPConversation(
      client: .init(.v4(192, 0, 2, 10), port: 50_000), server: .init(.v4(198, 51, 100, 20), port: 8080),
      startingAt: 1_735_722_000_000_000_000)
    let offer = extensions.map { ["Sec-WebSocket-Extensions: \($0)"] } ?? []
    let answer = offer.map { $0.replacing("; client_max_window_bits", with: "") }
    var keys = SeededGenerator(state: 6455)
    var packets: [SyntheticPacket] = []
    talk.open()
    let opening = talk.takePackets()
    if !missing.contains(.syn), silent != .client { packets.append(opening[0]) }
    if !missing.contains(.synACK), silent != .server { packets.append(opening[1]) }
    func keep(_ side: TCPConversation.Side, _ taken: [SyntheticPacket], isMissing: Bool = false) {
      if silent != side, !isMissing { packets.append(taken[0]) }
      if silent != side.peer, hasBareSegments { packets += taken.dropFirst() }
    }
    talk.send(Wire.request(fields: offer), from: .client)
    keep(.client, talk.takePackets(), isMissing: missing.contains(.request))
    talk.send(Wire.response(fields: answer), from: .server)
    keep(.server, talk.takePackets(), isMissing: missing.contains(.response))
    for number in 0..<count {
      let question = Array("question \(number)".utf8)
      talk.send(FrameEncoder.encode(.text, question, maskingKey: MaskingKey(rawValue: keys.next())), from: .client)
      keep(.client, talk.takePackets())
      talk.send(isCompressed ? Self.compressed(number) : Wire.text("answer \(number)"), from: .server)
      keep(.server, talk.takePackets())
    }
    var writer = CaptureWriter()
    for packet in packets { writer.append(packet) }
    return writer.bytes
  }

  /// "Hello", whole at first, and then copied from the message before (RFC 7692 section 7.2.3.2).
  private static func compressed(_ number: Int) -> [UInt8] {
    Wire.frame(
      0xc1, number == 0 ? [0xf2, 0x48, 0xcd, 0xc9, 0xc9, 0x07, 0x00] : [0xf2, 0x00, 0x11, 0x00, 0x00])
  }

  /// What one side says in `capture`.
  func texts(of sender: Sender, _ count: Int = 16, isCompressed: Bool = false) -> [String] {
    guard silent != (sender == .client ? .client : .server) else { return [] }
    return (0..<count).map {
      sender == .client ? "question \($0)" : isCompressed ? "Hello" : "answer \($0)"
    }
  }
}

/// Captures in which some of an opening handshake, or one side, is missing.
@Suite struct `Whatever of a handshake is missing` {
  private static func texts(of sender: Sender, _ run: CommandRun) throws -> [String] {
    try run.events("message").filter { $0["sender"]?.text == sender.rawValue }.map { $0["payload_text"]?.text ?? "?" }
  }

  private static func inspect(_ capture: [UInt8], _ options: [String] = []) throws -> CommandRun {
    try CommandRun(["pcap", "-", "--show", "messages", "--json"] + options, input: capture)
  }

  @Test(arguments: Absence.all, [[], ["--port", "8080"]])
  func `the connection and all its messages are told`(_ absence: Absence, _ options: [String]) throws {
    let run = try Self.inspect(absence.capture(), options)
    #expect(try run.events("connection").count == 1)
    #expect(try run.events("connection").first?["client_port"] == .integer(50_000))
    for sender in [Sender.client, .server] {
      #expect(try Self.texts(of: sender, run) == absence.texts(of: sender))
    }
    let serious = try run.events("finding").filter { $0["severity"] != .string("note") }
    #expect(serious.map { $0["message"]?.text } == [])
    #expect(try run.events("summary").first?["connections"] == .integer(1))
    #expect(try run.events("summary").first?["other_connections"] == .integer(0))
    let handshake = try run.events("handshake")
    #expect(handshake.isEmpty == [.request, .response].allSatisfy { absence.misses($0) })
    let rules = try run.events("finding").map { $0["rule"]?.text }
    #expect(rules.contains("CAP-03") == absence.misses(.response), "\(rules)")
  }

  static let offers = [
    "permessage-deflate", "permessage-deflate; client_max_window_bits",
    "permessage-deflate; server_no_context_takeover; server_max_window_bits=10",
  ]

  @Test(arguments: Absence.all.filter { $0.silent != .server }, offers)
  func `what the request offers is taken for agreed once RSV1 is there`(_ absence: Absence, _ offer: String) throws {
    // The server breaks its word where it promised to empty its window: then that is told, if the response is there.
    guard !offer.contains("takeover") || absence.misses(.response) else { return }
    // What a server alone compresses is no evidence.
    let options = absence.silent == .client && absence.misses(.response) ? ["--port", "8080"] : []
    let run = try Self.inspect(absence.capture(isCompressed: true, extensions: offer), options)
    for sender in [Sender.client, .server] {
      #expect(try Self.texts(of: sender, run) == absence.texts(of: sender, isCompressed: true))
    }
    let findings = try run.events("finding")
    #expect(findings.filter { $0["severity"] != .string("note") }.map { $0["message"]?.text } == [])
    #expect(findings.allSatisfy { $0["rule"] != .string("DF-04") })
    let told = findings.filter { $0["message"]?.text?.contains("RSV1 is taken for permessage-deflate") == true }
    #expect(told.count { $0["rule"] == .string("CAP-03") } == (absence.misses(.response) ? 1 : 0))
    // What nobody has seen agreed on is not said to be.
    let plain = findings.filter { $0["rule"] == .string("DF-08") }
    #expect(
      plain.allSatisfy { $0["message"]?.text?.hasSuffix("was agreed on") == !absence.misses(.response) })
  }

  private static let unanswered = Absence(missing: [.synACK, .response], hasBareSegments: false)

  @Test(arguments: [nil, "permessage-deflate"])
  func `an offer is nothing where no frame has RSV1`(_ offer: String?) throws {
    let run = try Self.inspect(Self.unanswered.capture(extensions: offer))
    #expect(try run.events("finding").map { $0["rule"] } == [.string("CAP-03")])
    #expect(try run.events("finding").allSatisfy { $0["message"]?.text?.contains("RSV1") == false })
  }

  @Test func `RSV1 is an error where the request did not offer what uses it`() throws {
    let run = try Self.inspect(Self.unanswered.capture(isCompressed: true))
    #expect(try Self.texts(of: .client, run) == Absence().texts(of: .client))
    #expect(try run.events("finding").contains { $0["rule"] == .string("FR-01") })
  }
}

extension Absence {
  /// True where a piece is not in the capture, by itself or with its side.
  func misses(_ piece: Piece) -> Bool {
    missing.contains(piece) || silent == (piece == .syn || piece == .request ? .client : .server)
  }
}
