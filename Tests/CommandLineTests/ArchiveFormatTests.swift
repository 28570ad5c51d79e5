import Foundation
import PacketCapture
import Testing

/// `pcap --format har`: archives that the program itself, and a browser's tools, can read.
@Suite struct `pcap as an archive` {
  /// The entries of an archive.
  private static func entries(_ run: CommandRun) throws -> [JSON] {
    let archive = try JSON(parsing: run.text)
    #expect(archive["log"]?["version"] == .string("1.2"))
    guard case .array(let entries)? = archive["log"]?["entries"] else {
      Issue.record("there are no entries")
      return []
    }
    return entries
  }

  /// The only entry of an archive.
  private static func entry(_ run: CommandRun) throws -> JSON {
    let entries = try entries(run)
    #expect(entries.count == 1)
    return try #require(entries.first)
  }

  private static func messages(_ entry: JSON) -> [JSON] {
    guard case .array(let messages)? = entry["_webSocketMessages"] else { return [] }
    return messages
  }

  /// What a message is in any form: who sent it, its type, and its payload.
  private static func facts(_ events: [JSON]) -> [[JSON?]] {
    events.filter { ["text", "binary"].contains($0["type"]?.text) }
      .map { [$0["connection"], $0["sender"], $0["type"], $0["length"], $0["payload_text"], $0["payload_hex"]] }
  }

  @Test(arguments: ["first-conversation", "compressed"])
  func `reading an archive back gives the same messages`(sample: String) throws {
    let folder = try TemporaryFolder()
    let path = folder["out.har"].path
    let written = try CommandRun(["pcap", Samples.path("\(sample).pcap"), "--format", "har", "-o", path])
    #expect(written.status == 0)
    #expect(written.complaints == "")
    let back = try CommandRun(["validate", path, "--json"])
    let original = try CommandRun(["pcap", Samples.path("\(sample).pcap"), "--json", "--show", "messages"])
    #expect(Self.facts(try back.events("message")) == Self.facts(try original.events("message")))
    #expect(try back.events("message").count > 3)
    let heads = { (run: CommandRun) in
      try run.events("handshake").map { [$0["target"], $0["accept"], $0["subprotocol"], $0["request_fields"]] }
    }
    #expect(try heads(back) == heads(original))
    #expect(try back.events("handshake").first?["dialect"] == .string("har"))
  }

  @Test func `an entry has what archives must have`() throws {
    let run = try CommandRun([
      "pcap", Samples.path("first-conversation.pcap"), "--format", "har", "--type", "text", "--limit", "1",
    ])
    let entry = try Self.entry(run)
    #expect(entry["_resourceType"] == .string("websocket"))
    #expect(entry["startedDateTime"] == .string("2025-01-01T09:00:00.003750000Z"))
    #expect(entry["time"] == .number(31.25))
    #expect(entry["serverIPAddress"] == .string("198.51.100.20"))
    #expect(entry["request"]?["url"] == .string("ws://server.example.com/chat"))
    #expect(entry["response"]?["status"] == .integer(101))
    #expect(
      Self.messages(entry) == [
        .object([
          "type": .string("send"), "time": .number(1_735_722_000.00875), "opcode": .integer(1),
          "data": .string("Hello"),
        ])
      ])
    for part in ["request", "response"] {
      for name in ["cookies", "headers", "httpVersion", "headersSize", "bodySize"] {
        #expect(entry[part]?[name] != nil, "\(part).\(name)")
      }
    }
    #expect(entry["request"]?["queryString"] == .array([]))
    #expect(entry["timings"]?["wait"] == .number(2.5))
  }

  @Test func `connections that overlap have an entry each, in order`() throws {
    var frames: [(number: Int, bytes: [UInt8])] = []
    for number in 0..<40 { frames.append((number % 5, Wire.text("message \(number)"))) }
    let capture = Interleaved(connections: 5, frames).bytes
    let entries = try Self.entries(try CommandRun(["pcap", "-", "--format", "har"], input: capture))
    #expect(entries.map { $0["request"]?["url"]?.text } == (0..<5).map { "ws://h/\($0)" })
    for (number, entry) in entries.enumerated() {
      #expect(
        Self.messages(entry).map { $0["data"]?.text } == (0..<8).map { "message \(5 * $0 + number)" })
    }
  }

  @Test func `a refused handshake and the next one on its connection are entries of their own`() throws {
    let refusal = Wire.head(["HTTP/1.1 401 Unauthorized", "Content-Length: 0"])
    var capture = Capture()
    capture.add(
      0,
      [
        (.client, Wire.request("/first")), (.server, refusal), (.client, Wire.request("/second")),
        (.server, Wire.response() + Wire.text("welcome")),
      ])
    let entries = try Self.entries(try CommandRun(["pcap", "-", "--format", "har"], input: capture.bytes))
    #expect(entries.map { $0["request"]?["url"]?.text } == ["ws://h/first", "ws://h/second"])
    #expect(entries.map { $0["response"]?["status"]?.integer } == [401, 101])
    #expect(entries.map { Self.messages($0).count } == [0, 1])
  }

  @Test func `a request without an answer has the status 0`() throws {
    var capture = Capture()
    capture.add(0, [(.client, Wire.request())])
    let entry = try Self.entry(try CommandRun(["pcap", "-", "--format", "har"], input: capture.bytes))
    #expect(entry["response"]?["status"] == .integer(0))
    #expect(Self.messages(entry) == [])
  }

  @Test func `text that is not UTF-8 and binary payloads keep their bytes`() throws {
    let capture = Capture.ofFrames([
      (.server, Wire.frame(0x81, [0x47, 0x72, 0xfc, 0xdf, 0x65])), (.server, Wire.frame(0x82, [0, 0xff])),
    ])
    let run = try CommandRun(["pcap", "-", "--format", "har"], input: capture)
    let messages = Self.messages(try Self.entry(run))
    #expect(messages.first?["data"] == .string("Gr\u{fffd}\u{fffd}e"))
    #expect(messages.first?["_base64"] == .string("R3L832U="))
    #expect(messages.last?["data"] == .string("AP8="))
    #expect(messages.last?["opcode"] == .integer(2))
  }

  @Test func `what is not known of a message is told, and no text is made of it`() throws {
    let run = try CommandRun(["pcap", "-", "--format", "har"], input: `schema`.forgetful)
    let message = try #require(try Self.messages(Self.entry(run)).first { $0["_unknownRanges"] != nil })
    #expect(message["_unknownRanges"] == .array([.array([.integer(1), .integer(4)])]))
    #expect(message["data"] == .string("H\u{fffd}\u{fffd}\u{fffd}\u{fffd}"))
    #expect(message["_complete"] == .bool(false))
  }

  @Test func `a message that is cut says so`() throws {
    let capture = Capture.ofFrames([(.server, Array(Wire.text("cut short").prefix(6)))])
    let cut = try CommandRun(["pcap", "-", "--format", "har"], input: capture)
    let message = try #require(try Self.messages(Self.entry(cut)).first)
    #expect(message["data"] == .string("cut "))
    #expect(message["_complete"] == .bool(false))
    let sample = ["pcap", Samples.path("first-conversation.pcap"), "--format", "har", "--payload", "3"]
    let short = try #require(try Self.messages(Self.entry(CommandRun(sample))).first)
    #expect(short["data"] == .string("Hel"))
    #expect(short["_length"] == .integer(5))
    #expect(short["_complete"] == .bool(true))
  }

  @Test func `nothing that is redacted is in the archive`() throws {
    let secrets = ["s3cr3t", "t0ken", "hidden words"]
    let capture = Capture.ofFrames(
      [(.server, Wire.text("hidden words")), (.server, Wire.frame(0x82, Array("hidden words".utf8)))],
      target: "/chat?ticket=t0ken",
      requestFields: ["Cookie: id=s3cr3t", "Authorization: Bearer s3cr3t", "Referer: http://h/?t=t0ken"],
      responseFields: ["Set-Cookie: id=s3cr3t; Path=/", "Location: /?t=t0ken"])
    let plain = try CommandRun(["pcap", "-", "--format", "har"], input: capture)
    #expect(secrets.allSatisfy(plain.text.contains))
    let entry = try Self.entry(plain)
    let cookie: JSON = .array([.object(["name": .string("id"), "value": .string("s3cr3t")])])
    #expect(entry["request"]?["cookies"] == cookie)
    #expect(entry["response"]?["cookies"] == cookie)
    #expect(
      entry["request"]?["queryString"] == .array([.object(["name": .string("ticket"), "value": .string("t0ken")])]))
    let redacted = try CommandRun(["pcap", "-", "--format", "har", "--redact"], input: capture)
    for secret in secrets + ["aGlkZGVuIHdvcmRz"] { #expect(!redacted.text.contains(secret)) }
    let messages = try Self.messages(Self.entry(redacted))
    #expect(messages.map { $0["data"]?.text } == ["(12 bytes)", "KDEyIGJ5dGVzKQ=="])
  }

  @Test func `several inputs make one archive, and a bad one leaves it whole`() throws {
    let run = try Samples.run("pcap Samples/compressed.pcap Samples/hello.hex Samples/violations.pcap --format har")
    #expect(try Self.entries(run).count == 15)
    #expect(run.status == 65)
    let none = try Samples.run("pcap Samples/hello.hex --format har")
    #expect(try Self.entries(none) == [])
  }

  @Test func `an IPv6 server without a Host is named by its address`() throws {
    var capture = Capture()
    let request = Wire.head(["GET /chat HTTP/1.1", "Upgrade: websocket", "Connection: Upgrade"])
    capture.add(isVersion6: true, [(.client, request), (.server, Wire.response())])
    let run = try CommandRun(["pcap", "-", "--format", "har"], input: capture.bytes)
    let url = try #require(try Self.entry(run)["request"]?["url"]?.text)
    #expect(url.hasPrefix("ws://[2001:db8:aaaa:bbbb:"))
    #expect(url.hasSuffix("]:8080/chat"))
  }

  @Test(arguments: [
    ["accept", "AAECAwQFBgcICQoLDA0ODw=="], ["decode", "81 00"], ["validate", Samples.path("handshakes/rfc6455.txt")],
    ["encode", "text", "x"], ["explain", "FR-05"], ["schema"],
  ])
  func `commands without connections refuse to write one`(arguments: [String]) throws {
    let run = try CommandRun(arguments + ["--format", "har"])
    #expect(run.status == 64)
    #expect(run.text == "")
    #expect(run.complaints == "wslens: --format har: this command does not write it; wslens pcap does\n")
  }
}

/// A capture of connections that are open at the same time, and take turns.
struct Interleaved {
  let bytes: [UInt8]

  /// - Parameter frames: what the servers send, in this order; each with the number of its connection.
  init(connections count: Int, _ frames: [(number: Int, bytes: [UInt8])]) {
    var conversations = (0..<count).map { number in
      var conversation = TCPConversation(
        client: .init(.v4(192, 0, 2, 10), port: UInt16(50_000 + number)),
        server: .init(.v4(198, 51, 100, 20), port: 8080), startingAt: 1_735_722_000_000_000_000 + Int64(number) * 1000)
      conversation.open()
      conversation.send(Wire.request("/\(number)"), from: .client)
      conversation.send(Wire.response(), from: .server)
      return conversation
    }
    for frame in frames { conversations[frame.number].send(frame.bytes, from: .server) }
    var writer = CaptureWriter()
    for packet in conversations.flatMap(\.packets).sorted(by: { $0.nanoseconds < $1.nanoseconds }) {
      writer.append(packet)
    }
    bytes = writer.bytes
  }
}
