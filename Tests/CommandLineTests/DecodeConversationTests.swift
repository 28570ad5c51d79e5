import PacketCapture
import Testing

/// Pasted texts that tell who sent what: packets with their headers, and connections that a tool followed.
@Suite struct `decode of conversations` {
  private static let masked = "818537fa213d7f9f4d5158"
  private static let follow =
    "=====\nFollow: tcp,raw\nFilter: tcp.stream eq 0\nNode 0: 10.0.0.1:51000\nNode 1: 10.0.0.2:8080\n"

  /// A connection between known ends; without SYN unless it is opened.
  private static func conversation(port: UInt16 = 51_000) -> TCPConversation {
    TCPConversation(
      client: .init(.v4(10, 0, 0, 1), port: port), server: .init(.v4(10, 0, 0, 2), port: 8080), startingAt: 0)
  }

  /// What `tcpdump -xx` shows of packets.
  private static func dump(_ packets: [SyntheticPacket]) -> String { packets.map { dump($0.bytes) }.joined() }

  private static func dump(_ bytes: [UInt8]) -> String {
    "22:13:20.000000 IP 10.0.0.1.51000 > 10.0.0.2.8080: tcp\n"
      + stride(from: 0, to: bytes.count, by: 16).map { start in
        let pairs = bytes[start..<min(start + 16, bytes.count)].map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }
        let offset = String(start, radix: 16)
        return "\t0x\(String(repeating: "0", count: 4 - offset.count))\(offset):  \(pairs.joined(separator: " "))\n"
      }.joined()
  }

  private static func senders(_ run: CommandRun) throws -> [String?] {
    try run.events("frame").map { $0["sender"]?.text }
  }

  private static func rules(_ run: CommandRun) throws -> [String?] {
    try run.events("finding").map { $0["rule"]?.text }
  }

  @Test func `packets name the side, so that a missing mask is an error`() throws {
    var talk = Self.conversation()
    talk.send(Wire.text("Hi"), from: .client, acknowledged: false)
    talk.send(Wire.text("Ho", isMasked: true), from: .server)
    let run = try CommandRun(["decode", "--json"], input: Self.dump(talk.packets))
    #expect(try Self.senders(run) == ["client", "server"])
    #expect(try Self.rules(run) == ["FR-05", "FR-06"])
    #expect(try run.events("frame").map { $0["packet"]?.integer } == [1, 2])
    let connection = try #require(run.events("connection").first)
    #expect(connection["client_address"]?.text == "10.0.0.1")
    #expect(connection["client_port"]?.integer == 51_000)
    #expect(connection["starts"]?.text == "midstream")
  }

  @Test func `one packet is enough to name the side`() throws {
    var talk = Self.conversation()
    talk.send(Wire.text("Hi"), from: .client, acknowledged: false)
    let run = try CommandRun(["decode", "--json"], input: Self.dump(talk.packets))
    #expect(try Self.rules(run) == ["FR-05"])
    let told = try CommandRun(["decode", "--json", "--sender", "server"], input: Self.dump(talk.packets))
    #expect(try Self.rules(told) == [])
  }

  @Test func `a handshake and what follows it are read as pcap reads them`() throws {
    var talk = Self.conversation()
    talk.open()
    talk.send(Wire.request(), from: .client)
    talk.send(Wire.response(), from: .server)
    talk.send(Wire.text("Hi", isMasked: true), from: .client)
    talk.send(Wire.text("Ho"), from: .server)
    let run = try CommandRun(["decode", "--json"], input: Self.dump(talk.packets))
    #expect(try run.events("handshake").map { $0["accepted"] } == [.bool(true)])
    #expect(try Self.senders(run) == ["client", "server"])
  }

  @Test func `packets that come again or too early are put in order`() throws {
    var talk = Self.conversation()
    for text in ["a", "b", "c"] { talk.send(Wire.text(text, isMasked: true), from: .client, acknowledged: false) }
    talk.send(Wire.text("d"), from: .server, acknowledged: false)
    let packets = talk.packets
    let run = try CommandRun(
      ["decode", "--json"], input: Self.dump([packets[0], packets[2], packets[0], packets[1], packets[3]]))
    #expect(try run.events("frame").map { $0["payload_text"]?.text } == ["a", "b", "c", "d"])
    #expect(try run.events("gap").isEmpty)
  }

  @Test func `two connections are told apart`() throws {
    var one = Self.conversation()
    var other = Self.conversation(port: 51_001)
    // Each has half of a frame when the other goes on.
    let frame = Wire.text("Hello", isMasked: true)
    one.send(Array(frame.prefix(4)), from: .client, acknowledged: false)
    other.send(Array(frame.prefix(5)), from: .client, acknowledged: false)
    one.send(Array(frame.dropFirst(4)), from: .client, acknowledged: false)
    other.send(Array(frame.dropFirst(5)), from: .client, acknowledged: false)
    let packets = [one.packets[0], other.packets[0], one.packets[1], other.packets[1]]
    let run = try CommandRun(["decode", "--json"], input: Self.dump(packets))
    #expect(try run.events("frame").map { $0["payload_text"]?.text } == ["Hello", "Hello"])
    #expect(try run.events("frame").map { $0["connection"]?.integer } == [1, 2])
    let page = try CommandRun(["decode", "--show", "frames"], input: Self.dump(packets))
    #expect(page.text.contains("connection 2  10.0.0.1:51001 → 10.0.0.2:8080\n"))
  }

  @Test func `other protocols are skipped and cut packets are gaps`() throws {
    var talk = Self.conversation()
    talk.send(Wire.text("Hello", isMasked: true), from: .client, acknowledged: false)
    talk.send(Wire.text("Hello", isMasked: true), from: .client, acknowledged: false)
    talk.send(Wire.text("Hi", isMasked: true), from: .client, acknowledged: false)
    var datagram = talk.packets[0].bytes
    datagram[23] = 17
    let cut = Array(talk.packets[1].bytes.dropLast(2))
    let text =
      Self.dump(talk.packets[0].bytes) + Self.dump(datagram) + Self.dump(cut) + Self.dump(talk.packets[2].bytes)
    let run = try CommandRun(["decode", "-v", "--json"], input: text)
    #expect(run.complaints.contains("1 packet without a whole TCP header was skipped."))
    #expect(try run.events("gap").map { $0["length"]?.integer } == [2])
    #expect(try run.events("frame").map { $0["payload_captured"]?.integer } == [5, 3, 2])
    #expect(try Set(Self.rules(run)).isSuperset(of: ["TCP-02", "TCP-03"]))
  }

  // MARK: Followed connections

  @Test func `a followed connection names the side`() throws {
    let text = Self.follow + "810548656c6c6f\n\t\(Self.masked)\n"
    let run = try CommandRun(["decode", "--json"], input: text)
    #expect(try Self.rules(run) == ["FR-05", "FR-06"])
    let told = try CommandRun(["decode", "--json", "--sender", "server"], input: text)
    #expect(told.complaints == "wslens: --sender is ignored: the input tells who sent which bytes\n")
    #expect(try Self.rules(told) == ["FR-05", "FR-06"])
  }

  @Test func `the headings of curl and ngrep name the side`() throws {
    let curl = """
      => Send data, 7 bytes (0x7)
      0000: 81 05 48 65 6c 6c 6f                            ..Hello
      <= Recv data, 2 bytes (0x2)
      0000: 8a 00                                           ..
      """
    #expect(try Self.rules(CommandRun(["decode", "--json"], input: curl)) == ["FR-05", "MS-04"])
    let ngrep = """
      T 10.0.0.2:8080 -> 10.0.0.1:51000 [AP] #4
        81 80 37 fa 21 3d                                     ..7.!=          \n\

      """
    #expect(try Self.rules(CommandRun(["decode", "--json"], input: ngrep)) == ["FR-06"])
  }

  @Test func `frames of one side that lie in two pieces are whole`() throws {
    let run = try CommandRun(["decode", "--json"], input: Self.follow + "8185\n\t8a00\n37fa213d7f9f4d5158\n")
    #expect(try run.events("frame").map { $0["payload_text"]?.text }.contains("Hello"))
  }

  @Test func `frames of a draft are recognised in a conversation`() throws {
    let run = try CommandRun(["decode", "--json"], input: Self.follow + "0048656c6c6fff\n\t0048656c6c6fff\n")
    #expect(run.complaints.contains("the frames fit hixie-76"))
    #expect(try Self.senders(run) == ["client", "server"])
  }

  @Test func `a part of the bytes is a part of them in a row`() throws {
    let run = try CommandRun(
      ["decode", "--json", "--skip", "7"], input: Self.follow + "810548656c6c6f\n\t\(Self.masked)\n")
    #expect(try run.events("frame").map { $0["offset"]?.integer } == [7])
    #expect(try Self.rules(run) == [])
  }

  @Test(arguments: [
    (Wire.request(), Wire.text("Hi", isMasked: true), Wire.text("Ho")),
    (Wire.response(), Wire.text("Hi", isMasked: true), Wire.text("Ho")),
  ])
  func `half of a handshake loses no frames`(head: [UInt8], client: [UInt8], server: [UInt8]) throws {
    func digits(_ bytes: [UInt8]) -> String { bytes.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined() }
    let isRequest = head.starts(with: Array("GET".utf8))
    let lines = [(isRequest ? "" : "\t") + digits(head), digits(client), "\t" + digits(server)]
    let run = try CommandRun(["decode", "--json"], input: Self.follow + lines.joined(separator: "\n") + "\n")
    #expect(try run.events("frame").map { $0["payload_text"]?.text } == ["Hi", "Ho"])
  }

  // MARK: --to pcap

  @Test func `a capture keeps addresses and directions`() throws {
    let capture = try CommandRun(
      ["decode", "--to", "pcap"], input: Self.follow + "810548656c6c6f\n\t\(Self.masked)\n")
    let read = try CommandRun(["pcap", "--json", "--show", "frames", "-"], input: capture.output)
    #expect(try Self.senders(read) == ["client", "server"])
    #expect(try read.events("frame").map { $0["masked"] } == [.bool(false), .bool(true)])
    let connection = try #require(read.events("connection").first)
    #expect(connection["client_address"]?.text == "10.0.0.1")
    #expect(connection["server_port"]?.integer == 8080)
  }

  @Test func `a capture has each connection, and its gaps`() throws {
    var one = Self.conversation()
    one.send(Wire.text("a", isMasked: true), from: .client, acknowledged: false)
    one.send(Wire.text("b", isMasked: true), from: .client, acknowledged: false)
    one.send(Wire.text("c", isMasked: true), from: .client, acknowledged: false)
    var other = TCPConversation(
      client: .init(.v6(1, 2), port: 51_000), server: .init(.v6(1, 3), port: 8080), startingAt: 0)
    other.send(Wire.text("d"), from: .server, acknowledged: false)
    let capture = try CommandRun(
      ["decode", "--to", "pcap"], input: Self.dump([one.packets[0], one.packets[2], other.packets[0]]))
    let read = try CommandRun(["pcap", "--json", "--show", "frames", "-"], input: capture.output)
    #expect(try read.events("frame").compactMap { $0["payload_text"]?.text }.sorted() == ["a", "c", "d"])
    #expect(try read.events("gap").map { $0["length"]?.integer } == [7])
    #expect(try read.events("connection").map { $0["server_address"]?.text } == ["10.0.0.2", "::1:0:0:0:3"])
  }

  @Test(arguments: [["--protocol-version", "hixie-76"], []])
  func `a capture is of the version that the frames are read as`(_ options: [String]) throws {
    let capture = try CommandRun(["decode", "--to", "pcap"] + options + ["0048656c6c6fff"])
    let read = try CommandRun(["pcap", "--json", "--show", "frames", "-"], input: capture.output)
    #expect(try read.events("handshake").map { $0["version"]?.text } == ["hixie-76"])
    #expect(try read.events("frame").map { $0["payload_text"]?.text } == ["Hello"])
  }

  @Test func `--redact refuses to write the bytes themselves`() throws {
    for notation in ["hex", "raw", "pcap"] {
      let run = try CommandRun(["decode", "--redact", "--to", notation, Self.masked])
      #expect(run.status == 64)
      #expect(run.output.isEmpty)
      #expect(run.complaints.contains("--redact"))
    }
  }
}

/// Inputs that are something else than bytes.
@Suite struct `decode of what it does not read` {
  @Test func `a directory is no input`() throws {
    let folder = try TemporaryFolder()
    let run = try CommandRun(["decode", folder["."].path])
    #expect(run.status == 66)
    #expect(run.complaints.contains("directory"))
  }

  @Test func `what is compressed is for pcap`() throws {
    let run = try CommandRun(["decode"], input: [0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 3] as [UInt8])
    #expect(run.status == 65)
    #expect(run.complaints.contains("wslens pcap"))
  }

  @Test func `a masked frame that begins like a capture is a frame`() throws {
    let run = try CommandRun(
      ["decode", "--json", "--protocol-version", "hybi-05"],
      input: [0xa1, 0xb2, 0xc3, 0xd4, 0x20, 0xb3, 0x80] as [UInt8])
    #expect(run.status == 0)
    #expect(try run.events("frame").count == 1)
  }

  @Test func `options that --to leaves without a meaning are told`() throws {
    let run = try CommandRun(["decode", "-v", "--to", "hex", "--json", "--show", "frames", "8100"])
    #expect(run.text == "8100\n")
    #expect(run.complaints.contains("--show is ignored"))
    #expect(run.complaints.contains("JSON Lines is ignored"))
  }
}
