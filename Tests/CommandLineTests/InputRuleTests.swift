import PacketCapture
import TestSupport
import Testing
import WebSocketProtocol

/// A capture with something wrong with the file or its packets, or nothing.
struct InputCase: Sendable, CustomTestStringConvertible {
  /// The rule it is about, broken or not.
  var rule: RuleID
  var name: String
  var options: [String]
  /// Every finding: rule, severity, sender and offset.
  var found: [[String?]]
  var make: @Sendable () -> [UInt8]

  init(
    _ rule: RuleID, _ name: String, options: [String] = [], finds found: [[String?]] = [],
    make: @escaping @Sendable () -> [UInt8]
  ) {
    self.rule = rule
    self.name = name
    self.options = options
    self.found = found
    self.make = make
  }

  var testDescription: String { "\(rule.rawValue) \(name)" }
  var isTrigger: Bool { found.contains { $0.first == rule.rawValue } }

  /// A connection after its opening handshake, with a server that has sent "one".
  private static func conversation(_ number: UInt16 = 0) -> TCPConversation {
    var conversation = TCPConversation(
      client: .init(.v4(192, 0, 2, 10 + UInt8(number % 100)), port: 50_000 + number),
      server: .init(.v4(198, 51, 100, 20), port: 8080),
      startingAt: 1_735_722_000_000_000_000 + Int64(number) * 1_000_000_000)
    conversation.open()
    conversation.send(Wire.request(), from: .client)
    conversation.send(Wire.response(), from: .server)
    conversation.send(Wire.text("one"), from: .server)
    return conversation
  }

  /// A connection of plain HTTP that stays open behind its exchange.
  private static func plain(_ number: UInt16) -> TCPConversation {
    var conversation = TCPConversation(
      client: .init(.v4(192, 0, 2, 10 + UInt8(number % 100)), port: 50_000 + number),
      server: .init(.v4(198, 51, 100, 20), port: 8080),
      startingAt: 1_735_722_000_000_000_000 + Int64(number) * 1_000_000_000)
    conversation.open()
    conversation.send(Array("GET / HTTP/1.1\r\nHost: plain.example\r\n\r\n".utf8), from: .client)
    conversation.send(Array("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok".utf8), from: .server)
    return conversation
  }

  private static func capture(
    snapLength: UInt32 = 262_144, leavingOut lost: Int? = nil, _ conversations: TCPConversation...
  ) -> [UInt8] {
    var writer = CaptureWriter(snapLength: snapLength)
    for conversation in conversations {
      for (place, packet) in conversation.packets.enumerated() where place != lost { writer.append(packet) }
    }
    return writer.bytes
  }

  /// A conversation inside so many tunnels of IP in IP.
  private static func tunnelled(_ depth: Int) -> [UInt8] {
    var writer = CaptureWriter()
    for packet in conversation().packets {
      let inner = (0..<depth).reduce(Array(packet.bytes.dropFirst(14))) { inner, _ in Wrapping.version4(4, inner) }
      writer.append(SyntheticPacket(nanoseconds: packet.nanoseconds, bytes: Wrapping.ethernet(inner)))
    }
    return writer.bytes
  }

  /// A conversation in which the server's last bytes are sent again, perhaps with another text.
  private static func repeating(_ text: String) -> [UInt8] {
    var talk = conversation()
    let again = Wire.text(text)
    talk.inject(
      again, from: .server, sequence: talk.nextSequence(of: .server) &- UInt32(again.count))
    talk.send(Wire.text("two"), from: .server)
    return capture(talk)
  }

  /// A conversation of which one packet is lost, and more follows than may wait for it.
  private static func waiting(for count: Int) -> [UInt8] {
    var talk = conversation()
    let lost = talk.packets.count
    talk.send(Wire.text("lost"), from: .server, acknowledged: false)
    for _ in 0..<count { talk.send(Wire.text("later"), from: .server, acknowledged: false) }
    return capture(leavingOut: lost, talk)
  }

  /// The first fragment of a datagram of 60,000 bytes, and nothing behind it.
  private static func fragments(_ count: Int) -> [UInt8] {
    var writer = CaptureWriter(linkType: 101)
    for number in 0..<count {
      let header: [UInt8] = [
        0x45, 0, 0xea, 0x60, UInt8(number >> 8), UInt8(number & 0xff), 0x20, 0, 64, 6, 0, 0, 192, 0, 2, 10, 198, 51,
        100,
        20,
      ]
      writer.append(
        SyntheticPacket(
          nanoseconds: 1_735_722_000_000_000_000, bytes: header + [UInt8](repeating: 0, count: 59_980)))
    }
    return writer.bytes
  }

  /// A datagram that looks like the first of a QUIC connection, with a version.
  private static func datagrams(version: UInt8) -> [UInt8] {
    let payload: [UInt8] = [0xc0, 0, 0, 0, version, 4, 1, 2, 3, 4, 0] + [UInt8](repeating: 0, count: 1189)
    let udp: [UInt8] = [0xc3, 0x50, 0x01, 0xbb, 0x04, 0xb8, 0, 0] + payload
    let header: [UInt8] = [0x45, 0, 0x04, 0xcc, 0, 1, 0, 0, 64, 17, 0, 0, 192, 0, 2, 10, 198, 51, 100, 20]
    var writer = CaptureWriter(linkType: 101)
    writer.append(SyntheticPacket(nanoseconds: 1_735_722_000_000_000_000, bytes: header + udp))
    return writer.bytes
  }

  /// Some of the middle of a connection.
  private static func middle(of count: Int) -> TCPConversation {
    var talk = TCPConversation(
      client: .init(.v4(192, 0, 2, 10), port: 50_000), server: .init(.v4(198, 51, 100, 20), port: 8080),
      startingAt: 1_735_722_000_000_000_000)
    for number in 0..<count {
      talk.send(Wire.text("ask \(number)", maskedWith: UInt32(number + 1) &* 0x9e37_79b9), from: .client)
      talk.send(Wire.text("yes \(number)"), from: .server)
    }
    return talk
  }

  /// A connection that begins with a line.
  private static func behind(_ line: String) -> TCPConversation {
    var talk = TCPConversation(
      client: .init(.v4(192, 0, 2, 10), port: 50_000), server: .init(.v4(198, 51, 100, 20), port: 8080),
      startingAt: 1_735_722_000_000_000_000)
    talk.open()
    talk.send(Array(line.utf8), from: .client)
    talk.send(Wire.request(), from: .client)
    talk.send(Wire.response(), from: .server)
    return talk
  }

  private static let head = Wire.response().count

  static let all: [InputCase] = [
    .init(
      .tcp01, "a retransmission with another text", finds: [["TCP-01", "warning", "server", "\(head + 2)"]]
    ) { repeating("uno") },
    .init(.tcp01, "a retransmission with the same text") { repeating("one") },

    .init(
      .tcp02, "packets are cut",
      finds: [["TCP-03", "note", "server", "\(head + 5 + 600 - 66)"], ["TCP-02", "note", nil, nil]]
    ) {
      var talk = conversation()
      talk.send(Wire.frame(0x82, [UInt8](repeating: 7, count: 1000)), from: .server)
      talk.send(Wire.text("behind"), from: .server)
      return capture(snapLength: 600, talk)
    },
    .init(.tcp02, "packets just fit") { capture(snapLength: 600, conversation()) },

    .init(
      .tcp03, "a packet is missing", finds: [["TCP-03", "note", "server", "\(head + 5)"]]
    ) {
      var talk = conversation()
      let lost = talk.packets.count
      talk.send(Wire.text("lost"), from: .server)
      for _ in 0..<3 { talk.send(Wire.text("later"), from: .server) }
      return capture(leavingOut: lost, talk)
    },
    .init(.tcp03, "an acknowledgement is missing") {
      capture(leavingOut: 2, conversation())
    },

    .init(.cap01, "the file ends inside a record", finds: [["CAP-01", "note", nil, nil]]) {
      Array(capture(conversation()).dropLast())
    },
    .init(.cap01, "the file ends behind a record") { capture(conversation()) },

    .init(.cap02, "a QUIC connection", finds: [["CAP-02", "note", nil, nil]]) { datagrams(version: 1) },
    .init(.cap02, "other datagrams") { datagrams(version: 7) },

    .init(
      .cap03, "the opening handshake is not in the capture", finds: [["CAP-03", "note", nil, nil]]
    ) { capture(middle(of: 4)) },
    .init(.cap03, "too few frames to tell") { capture(middle(of: 1)) },

    .init(
      .cap04, "a PROXY header before the request", finds: [["CAP-04", "note", "client", nil]]
    ) { capture(behind("PROXY TCP4 203.0.113.7 198.51.100.1 51242 443\r\n")) },
    .init(.cap04, "no PROXY header before the request") { capture(behind("PROXY TCP4 203.0.113.7\r\n")) },

    .init(
      .lim01, "two connections where one is followed", options: ["--max-connections", "1"],
      finds: [["LIM-01", "note", nil, nil], ["LIM-01", "warning", nil, nil]]
    ) { capture(conversation(0), conversation(1)) },
    .init(.lim01, "two connections where two are followed", options: ["--max-connections", "2"]) {
      capture(conversation(0), conversation(1))
    },
    .init(.lim01, "plain HTTP beside one that is known", options: ["--max-connections", "2"]) {
      capture(conversation(0), plain(1), plain(2), plain(3), plain(4))
    },

    .init(
      .lim02, "more waits than may", options: ["--max-waiting", "100"],
      finds: [["LIM-02", "warning", "server", nil], ["TCP-03", "note", "server", "\(head + 5)"]]
    ) { waiting(for: 40) },
    .init(
      .lim02, "as much waits as may", options: ["--max-waiting", "280"],
      finds: [["TCP-03", "note", "server", "\(head + 5)"]]
    ) { waiting(for: 40) },

    .init(
      .lim03, "a head above the limit", options: ["--max-head", "\(Wire.request().count - 1)"],
      finds: [["LIM-03", "warning", "client", nil]]
    ) { capture(conversation()) },
    .init(.lim03, "a head at the limit", options: ["--max-head", "\(Wire.request().count)"]) {
      capture(conversation())
    },

    .init(.lim04, "more fragments wait than may", finds: [["LIM-04", "warning", nil, nil]]) { fragments(80) },
    .init(.lim04, "some fragments wait") { fragments(20) },

    .init(.lim05, "more tunnels than are opened", finds: [["LIM-05", "warning", nil, nil]]) { tunnelled(9) },
    .init(.lim05, "as many tunnels as are opened") { tunnelled(8) },
  ]
}

@Suite struct `Each rule about the input` {
  /// Only a live capture can miss packets.
  static let rules = [RuleChapter.transport, .capture, .limits].flatMap(\.rules).filter { $0 != .cap05 }

  @Test(arguments: rules)
  func `has a case that breaks it and one that nearly does`(_ rule: RuleID) {
    #expect(InputCase.all.contains { $0.rule == rule && $0.isTrigger })
    #expect(InputCase.all.contains { $0.rule == rule && !$0.isTrigger })
  }

  @Test(arguments: InputCase.all)
  func `is found where it is broken, and nothing else`(_ example: InputCase) throws {
    let run = try CommandRun(["pcap", "-", "--json"] + example.options, input: example.make())
    let findings = try run.events("finding")
    #expect(
      findings.map {
        [$0["rule"]?.text, $0["severity"]?.text, $0["sender"]?.text, $0["offset"]?.integer.map { "\($0)" }]
      } == example.found)
    #expect(findings.allSatisfy { $0["reference"]?.text != nil && $0["message"]?.text != nil })
    let warnings = UInt64(example.found.filter { $0[1] == "warning" }.count)
    #expect(try run.events("summary").first?["warnings"] == .integer(warnings))
    #expect(run.status == 0)
    let strict = try CommandRun(["pcap", "-", "-q", "--fail-on", "warning"] + example.options, input: example.make())
    #expect(strict.status == (warnings > 0 ? 1 : 0))
  }
}
