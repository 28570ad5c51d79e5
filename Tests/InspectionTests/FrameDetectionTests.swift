import Inspection
import TestSupport
import Testing
import WebSocketProtocol

/// Frames without a handshake, and what they are taken for.
struct Undeclared: Sendable, CustomTestStringConvertible {
  var hex: String
  var version: ProtocolVersion
  var texts: [String]
  var testDescription: String { "\(hex) is \(version.rawValue)" }

  init(_ hex: String, _ version: ProtocolVersion, _ texts: [String] = []) {
    self.hex = hex
    self.version = version
    self.texts = texts
  }

  static let early: [Undeclared] = [
    // 00 … FF, whole and in a row
    .init("0048656c6c6fff", .hixie76, ["Hello"]), .init("00ff", .hixie76, [""]), .init("00cebaff", .hixie76, ["κ"]),
    .init("0048656c6cff006fff", .hixie76, ["Hell", "o"]), .init("0041ffff00", .hixie76, ["A"]), .init("ff00", .hixie76),
    .init("ff000041ff", .hixie76, ["A"]),
    // A MORE bit
    .init("040548656c6c6f", .hybi03, ["Hello"]), .init("840348656c00026c6f", .hybi03, ["Hello"]),
    .init("0405" + "48656c6c6f" + "0200" + "0100", .hybi03, ["Hello"]),
    // A FIN bit: a server's
    .init("840548656c6c6f", .hybi06, ["Hello"]), .init("040348656c80026c6f", .hybi06, ["Hello"]),
    .init("8405" + "48656c6c6f" + "8200" + "810203e8", .hybi06, ["Hello"]),
  ]

  /// Streams that begin like those, and are what they usually are.
  static let standard: [Undeclared] = [
    .init("810548656c6c6f", .rfc6455, ["Hello"]), .init("818537fa213d7f9f4d5158", .rfc6455, ["Hello"]),
    .init("8900", .rfc6455), .init("010348656c80026c6f", .rfc6455, ["Hello"]),
    // A continuation whose message began before
    .init("000248698105" + "48656c6c6f", .rfc6455, ["Hello"]), .init("80026c6f", .rfc6455),
    .init("00854865", .rfc6455),
    // Reserved opcodes, with nothing that reads as text
    .init("8400", .rfc6455), .init("0400", .rfc6455), .init("8401ff", .rfc6455), .init("0401ff", .rfc6455),
    .init("840101", .rfc6455), .init("8403486500", .rfc6455),
    // One byte more, or one less, than frames of an early draft
    .init("040548656c6c6f81", .rfc6455), .init("840548656c6c", .rfc6455), .init("0048656c6c6fff81", .rfc6455),
    .init("0048656c6c6f", .rfc6455), .init("00", .rfc6455), .init("ff", .rfc6455), .init("ff80", .rfc6455),
    // Text that is none, and types that nobody sent
    .init("00c3ff", .rfc6455), .init("0001ff", .rfc6455), .init("ff0141", .rfc6455), .init("0041ff80", .rfc6455),
    .init("0041ff8000", .rfc6455),
    .init("", .rfc6455),
  ]
}

@Suite struct `Frames without a handshake` {
  private func inspector(_ pieces: [[UInt8]], from sender: Sender? = nil) -> ByteStreamInspector {
    var inspector = ByteStreamInspector(options: .everything, sender: sender)
    for piece in pieces { inspector.take(piece.span) }
    inspector.finish()
    return inspector
  }

  @Test(arguments: Undeclared.early)
  func `tell an early version`(_ sent: Undeclared) {
    let stream = bytes(fromHex: sent.hex)
    let inspector = inspector([stream])
    #expect(inspector.version == sent.version && inspector.assumption == .frames)
    #expect(inspector.guessedSender == (sent.version == .hybi06 ? .server : nil))
    let log = EventLog(stream: [stream])
    #expect(log.messages.filter { !$0.type.isControl }.map(\.text) == sent.texts)
    #expect(log.serious == [] && log.end?.version == sent.version)
    #expect(EventLog(stream: stream.map { [$0] }) == log)
  }

  @Test(arguments: Undeclared.standard)
  func `are otherwise of the standard`(_ sent: Undeclared) {
    let stream = bytes(fromHex: sent.hex)
    let inspector = inspector([stream])
    #expect(inspector.version == sent.version && inspector.assumption == .habit)
    let log = EventLog(stream: [stream])
    #expect(log.messages.filter { !$0.type.isControl && $0.isComplete }.compactMap(\.text) == sent.texts)
    #expect(EventLog(stream: stream.map { [$0] }) == log)
  }

  /// A client's frames between hybi-04 and -06 look random; unmasked ones are not its.
  @Test func `are a server's where only a server sends such`() {
    let stream = bytes(fromHex: "840548656c6c6f")
    #expect(inspector([stream], from: .server).version == .hybi06)
    #expect(inspector([stream], from: .client).version == .rfc6455)
    #expect(inspector([bytes(fromHex: "040548656c6c6f")], from: .client).version == .hybi03)
    #expect(inspector([bytes(fromHex: "0041ff")], from: .client).version == .hixie76)
  }

  /// More than can be held back is told by its beginning, in whatever pieces it comes.
  @Test func `are told by their beginning where there are many`() {
    var options = InspectionOptions.everything
    options.limits.heldBytes = 1000
    let stream: [UInt8] = (0..<300).flatMap { DraftTalk.hixie76.text(.client, "line \($0)") }
    let whole = EventLog(stream: [stream], options: options)
    #expect(whole.end?.version == .hixie76 && whole.messages.count == 300 && whole.serious == [])
    #expect(EventLog(stream: stream.map { [$0] }, options: options) == whole)
    var cuts = SeededGenerator(state: 8)
    #expect(EventLog(stream: cuts.cut(stream, longest: 999), options: options) == whole)
    // What breaks the rules behind the beginning does not change what the beginning is.
    let broken = EventLog(stream: [stream + [0x00, 0xc3, 0xff]], options: options)
    #expect(broken.end?.version == .hixie76 && broken.serious == [.h7634])
  }

  @Test(arguments: Undeclared.early + Undeclared.standard)
  func `are what an option says`(_ sent: Undeclared) {
    let stream = bytes(fromHex: sent.hex)
    for version in ProtocolVersion.allCases {
      var options = InspectionOptions.everything
      options.version = version
      for sender in [Sender?.none, .client, .server] {
        let log = EventLog(stream: [stream], from: sender, options: options)
        #expect(log.end?.version == version)
        for finding in log.findings {
          #expect(finding.rule.entry.versions.contains(version), "\(finding.rule.rawValue) in \(version.rawValue)")
        }
        #expect(EventLog(stream: stream.map { [$0] }, from: sender, options: options) == log)
      }
      var inspector = ByteStreamInspector(options: options)
      inspector.take(stream.span)
      inspector.finish()
      #expect(inspector.version == version && inspector.assumption == nil)
    }
  }

  /// Whose masked-as-a-whole frames they are can be seen.
  @Test(arguments: [DraftMistake.hybi05, DraftMistake.hybi06], [Sender.client, .server])
  func `show their sender in hybi-05 and -06`(_ draft: DraftTalk, _ sender: Sender) {
    var options = InspectionOptions.everything
    options.version = draft.version
    let stream = draft.text(sender, "Hello") + draft.frame(sender, .ping, [1])
    let log = EventLog(stream: [stream], options: options)
    #expect(log.frames.map(\.sender) == [sender, sender] && log.serious == [])
    #expect(log.messages.first?.text == "Hello")
  }
}

@Suite struct `A response alone` {
  @Test(arguments: [
    (DraftTalk.hixie75, ProtocolVersion.hixie75, false), (.hixie76, .hixie76, false),
    (.challenged("Draft 2", .hybi03, draft: "2"), .hixie76, false), (DraftMistake.hybi04, .hybi04, false),
    (DraftMistake.hybi05, .rfc6455, true), (DraftMistake.hybi08, .rfc6455, true),
  ])
  func `tells its generation`(_ draft: DraftTalk, _ version: ProtocolVersion, _ isAssumed: Bool) {
    var inspector = ByteStreamInspector(options: .everything)
    inspector.take(draft.response.span)
    inspector.finish()
    #expect(inspector.version == version)
    #expect((inspector.assumption == .response) == isAssumed)
    let log = EventLog(stream: [draft.response + draft.text(.server, "hi")], from: .server)
    #expect(log.handshakes.map(\.version) == [version])
    if draft.version == version { #expect(log.texts(of: .server) == ["hi"] && log.serious == []) }
    var options = InspectionOptions.everything
    options.version = draft.version
    let told = EventLog(stream: [draft.response + draft.text(.server, "hi")], from: .server, options: options)
    #expect(told.handshakes.map(\.version) == [draft.version] && told.texts(of: .server) == ["hi"])
    #expect(told.serious == [])
  }

  /// Versions that answer alike have frames of their own.
  @Test(arguments: [
    (DraftMistake.rfc6455, "84026869", ProtocolVersion.hybi06), (DraftMistake.rfc6455, "81026869", .rfc6455),
    (DraftMistake.rfc6455, "006869ff", .rfc6455), (.hixie76, "04026869", .hybi03), (.hixie76, "006869ff", .hixie76),
    (.hixie76, "84016800016902006869", .hixie76), (.hixie75, "04026869", .hixie75),
  ])
  func `is of the version that its frames fit`(_ draft: DraftTalk, _ frames: String, _ version: ProtocolVersion) {
    let stream = draft.response + bytes(fromHex: frames)
    for sender in [Sender?.none, .server] {
      let log = EventLog(stream: [stream], from: sender)
      #expect(log.end?.version == version)
      if version != .rfc6455 || frames.hasPrefix("81"), draft.version != .hixie75, frames.count == 8 {
        #expect(log.messages.map(\.text) == ["hi"] && log.serious == [])
      }
      #expect(EventLog(stream: stream.map { [$0] }, from: sender) == log)
    }
    var inspector = ByteStreamInspector(options: .everything)
    inspector.take(stream.span)
    inspector.finish()
    #expect(inspector.version == version && inspector.hasHandshake)
    #expect((inspector.assumption == .frames) == (version == .hybi06 || version == .hybi03))
  }

  @Test(arguments: DraftTalk.all)
  func `is refused, or accepts, as its request asked`(_ draft: DraftTalk) {
    var options = InspectionOptions.everything
    options.version = draft.version
    var talk = draft.dialogue()
    talk.send(.client, draft.text(.client, "Hello"))
    #expect(talk.inspected(options).texts(of: .client) == ["Hello"])
    // The option is stronger than the handshake.
    options.version = draft.version.framing.hasMaskBit ? .hybi03 : .rfc6455
    let other = talk.inspected(options)
    #expect(other.handshakes.map(\.version) == [options.version] && other.end?.version == options.version)
  }
}
