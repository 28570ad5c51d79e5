import Foundation
import PacketCapture
import Testing
import WebSocketProtocol

#if canImport(Glibc)
import Glibc
#endif

@Suite(.enabled(if: CaptureRight.isThere, "the system lets this user capture nothing"))
struct `live` {
  /// What the client and the server say, made by the composer of frames.
  static let talk: [(TCPConversation.Side, [UInt8])] = {
    func frame(_ type: FrameType, _ payload: some Sequence<UInt8>, key: UInt32? = nil) -> [UInt8] {
      let composer = FrameComposer(type, version: .rfc6455)
      let fragment = FrameComposer.Fragment(Array(payload), maskingKey: key.map { MaskingKey(rawValue: $0) })
      return (try? composer.frames(of: [fragment]))?.flatMap(\.self) ?? []
    }
    return [
      (.client, Wire.request()), (.server, Wire.response()),
      (.client, frame(.text, "first words".utf8, key: 0x1122_3344)), (.server, frame(.text, "an answer".utf8)),
      (.server, frame(.ping, "there?".utf8)), (.client, frame(.pong, "there?".utf8, key: 0x5566_7788)),
      (.server, frame(.binary, String(repeating: "long ", count: 20_000).utf8)),
      (.client, frame(.close, [0x03, 0xe8], key: 0x0102_0304)), (.server, frame(.close, [0x03, 0xe8])),
    ]
  }()

  /// Starts the program on the loopback interface, and waits until it listens.
  private static func start(_ conversation: LoopbackConversation, _ arguments: [String]) throws -> RunningCommand {
    let live = try RunningCommand(["live", "lo", "--filter", "tcp port \(conversation.port)"] + arguments)
    try live.waits(for: "listening on lo", inComplaints: true)
    return live
  }

  private static func say(
    _ talk: some Sequence<(TCPConversation.Side, [UInt8])>, on conversation: LoopbackConversation
  ) throws {
    for (side, bytes) in talk { try conversation.send(bytes, from: side) }
  }

  /// What a message says, without what depends on the clock and the file's name.
  private static func gist(_ run: CommandRun) throws -> [[JSON?]] {
    try run.events("message").map { event in
      ["connection", "sender", "message", "type", "length", "first_frame", "payload_text", "close_code", "time"]
        .map { event[$0] }
    }
  }

  @Test(arguments: ["x.pcapng", "x.pcap"])
  func `shows messages as they pass, and writes what it saw`(file: String) throws {
    let conversation = try LoopbackConversation()
    let folder = try TemporaryFolder()
    let live = try Self.start(
      conversation, ["--json", "--show", "messages", "--payload", "full", "--write", folder[file].path])
    try conversation.connect()
    try Self.say(Self.talk.prefix(3), on: conversation)
    try live.waits(for: "first words")
    #expect(try !folder.names.contains(file))
    try Self.say(Self.talk.dropFirst(3).prefix(2), on: conversation)
    try live.waits(for: "\"type\":\"ping\"")
    try Self.say(Self.talk.dropFirst(5), on: conversation)
    conversation.hangUp()
    let seen = try live.end(by: SIGINT)
    #expect(seen.status == 0)
    let types = ["text", "text", "ping", "pong", "binary", "close", "close"]
    #expect(try seen.events("message").map { $0["type"]?.text } == types)
    #expect(try seen.events("message")[4]["length"] == .integer(100_000))
    #expect(try seen.events("summary").map { $0["messages"] } == [.integer(3)])
    #expect(try seen.events("summary").map { $0["capture"] } == [.string("lo")])
    #expect(try seen.events("connection").map { $0["server_port"] } == [.integer(UInt64(conversation.port))])
    #expect(try seen.events("finding").map { $0["message"]?.text } == [])
    #expect(try folder.names == [file])
    let read = try CommandRun(["pcap", folder[file].path, "--json", "--show", "messages", "--payload", "full"])
    #expect(try Self.gist(read) == Self.gist(seen))
    #expect(try read.events("summary").map { $0["packets"] } == seen.events("summary").map { $0["packets"] })
  }

  @Test func `text shows each message, and the summary at the end`() throws {
    let conversation = try LoopbackConversation()
    let live = try Self.start(conversation, [])
    try conversation.connect()
    try Self.say(Self.talk, on: conversation)
    try live.waits(for: "  1    7      7")
    let run = try live.end(by: SIGINT)
    #expect(run.text.contains(" C>S text                 11 \"first words\"\n"))
    #expect(run.lines.suffix(2) == ["  7 frames, 3 data messages; findings: none", ""])
    #expect(run.lines.filter { Terminal.width($0) > 80 } == [])
    #expect(run.complaints == "wslens: listening on lo, link type 1 (EN10MB); Ctrl-C ends\n")
  }

  @Test(arguments: [SIGINT, SIGTERM, SIGHUP])
  func `a signal ends it with all that was seen`(signal: Int32) throws {
    let conversation = try LoopbackConversation()
    let live = try Self.start(conversation, ["--json", "--show", "messages"])
    try conversation.connect()
    try Self.say(Self.talk, on: conversation)
    // At once: what the system still gathers was captured before.
    let run = try live.end(by: signal)
    #expect(run.status == 0)
    #expect(try run.events("message").count == 7)
    #expect(try run.events("end").map { $0["how"]?.text } == ["closing-handshake"])
    #expect(try run.events.last?["event"] == .string("summary"))
  }

  @Test func `ends after so many packets`() throws {
    let conversation = try LoopbackConversation()
    let live = try Self.start(conversation, ["--json", "--count", "5"])
    try conversation.connect()
    try Self.say(Self.talk, on: conversation)
    let run = try live.end()
    #expect(run.status == 0)
    #expect(try run.events("summary").map { $0["packets"] } == [.integer(5)])
  }

  @Test(arguments: ["1", "1s", "1000ms"])
  func `ends when its time is over`(duration: String) throws {
    let began = Date()
    let run = try CommandRun(["live", "lo", "--filter", "tcp port 1", "--json", "--duration", duration])
    #expect(run.status == 0)
    #expect(try run.events.map { $0["event"]?.text } == ["summary"])
    #expect(Date().timeIntervalSince(began) >= 1)
  }

  @Test func `a reader who leaves ends it, and the file is complete`() throws {
    let conversation = try LoopbackConversation()
    let folder = try TemporaryFolder()
    let path = folder["x.pcapng"].path
    let ready = folder["ready"].path
    let sayer = Thread {
      while !FileManager.default.fileExists(atPath: ready) { usleep(5000) }
      try? conversation.connect()
      try? Self.say(Self.talk, on: conversation)
      while !FileManager.default.fileExists(atPath: path) {
        try? conversation.send(Wire.text("more"), from: .server)
        usleep(20_000)
      }
    }
    sayer.start()
    let run = try CommandRun(
      shell: """
        { $WSLENS live lo --filter 'tcp port \(conversation.port)' --write '\(path)' --duration 60 2>&1 >&3 |
          { read -r line; : > '\(ready)'; cat; } >&2; } 3>&1 | head -n 1
        """)
    #expect(run.text.hasPrefix("connection 1  127.0.0.1:"))
    let read = try CommandRun(["pcap", path, "--json"])
    #expect(read.status == 0)
    #expect(try read.events("summary").first?["connections"] == .integer(1))
  }

  #if os(Linux)
  @Test(.enabled(if: getuid() == 0, "only root has rights to give up"))
  func `gives up root's rights once the interface is open`() throws {
    let live = try RunningCommand(["live", "lo", "--filter", "tcp port 1"])
    try live.waits(for: "listening on lo", inComplaints: true)
    let status = try String(contentsOfFile: "/proc/\(live.number)/status", encoding: .utf8)
    #expect(status.contains("\nCapPrm:\t0000000000000000\n"))
    #expect(status.contains("\nCapEff:\t0000000000000000\n"))
    #expect(status.contains("\nNoNewPrivs:\t1\n"))
    #expect(try #require(status.firstMatch(of: /\nUid:\t(\d+)\t/)).1 != "0")
    #expect(try live.end(by: SIGTERM).status == 0)
  }

  @Test(.enabled(if: getuid() == 0, "only root can be someone else"))
  func `under sudo, files belong to the user who called it`() throws {
    let folder = try TemporaryFolder()
    try FileManager.default.setAttributes([.posixPermissions: 0o777], ofItemAtPath: folder.url.path)
    let run = try CommandRun(
      ["live", "lo", "--duration", "1ms", "-q", "--write", folder["x.pcap"].path],
      environment: ["SUDO_UID": "65534", "SUDO_GID": "65534"])
    #expect(run.status == 0)
    let owner = try FileManager.default.attributesOfItem(atPath: folder["x.pcap"].path)[.ownerAccountID] as? Int
    #expect(owner == 65534)
    let refused = try CommandRun(
      ["live", "lo", "--duration", "1ms", "--write", "/root/wslens-test.pcap"],
      environment: ["SUDO_UID": "65534", "SUDO_GID": "65534"])
    #expect(refused.status == 73)
    #expect(refused.complaints.contains("cannot create /root/wslens-test.pcap: Permission denied"))
  }
  #endif

  @Test func `a filter that libpcap does not understand is told in its words`() throws {
    let run = try CommandRun(["live", "lo", "--filter", "tcp prt 1"])
    #expect(run.status == 64)
    #expect(run.complaints.contains("--filter 'tcp prt 1': "))
    #expect(run.complaints.contains("syntax error"))
  }
}

@Suite struct `live, before it captures` {
  @Test func `lists the interfaces`() throws {
    let run = try CommandRun(["live", "--list"])
    #expect(run.status == 0)
    #expect(run.lines.contains { $0.hasPrefix("lo ") && $0.contains("up, loopback  127.0.0.1") })
  }

  @Test func `without an interface names those that there are`() throws {
    let run = try CommandRun(["live"])
    #expect(run.status == 64)
    #expect(run.complaints.hasPrefix("Error: no interface given; up are "))
    #expect(run.complaints.contains("lo"))
  }

  @Test(
    arguments: [
      ["--count", "0"], ["--duration", "0"], ["--duration", "5x"], ["--duration", "-1"], ["--buffer", "1"],
      ["--write", "-"], ["--connection", "0"], ["--show", "everything"],
    ])
  func `refuses values that mean nothing`(options: [String]) throws {
    let run = try CommandRun(["live", "lo"] + options)
    #expect(run.status == 64)
    #expect(run.complaints.contains(options[0]))
  }

  @Test(.enabled(if: getuid() != 0 || CaptureRight.isThere, "the system lets this user capture nothing"))
  func `an interface that is not there`() throws {
    let run = try CommandRun(["live", "nowhere0"])
    #expect(run.status == 66)
    #expect(run.complaints.contains("there is no interface nowhere0; up are "))
  }

  #if os(Linux)
  static let canDropRights = getuid() == 0 && FileManager.default.isExecutableFile(atPath: "/usr/bin/setpriv")

  @Test(.enabled(if: canDropRights, "only root can try it as someone else, with setpriv"))
  func `without the right says what it takes`() throws {
    let folder = try TemporaryFolder()
    try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: folder.url.path)
    // Where the program was built, another user may not even look.
    try FileManager.default.copyItem(at: CommandRun.program, to: folder["wslens"])
    let run = try CommandRun(
      shell: "cd / && setpriv --reuid 65534 --regid 65534 --clear-groups --inh-caps=-all --bounding-set=-all "
        + "'\(folder["wslens"].path)' live lo")
    #expect(run.status == 66)
    #expect(run.complaints.hasPrefix("wslens: lo: no right to capture: "))
    #expect(run.complaints.contains("CAP_NET_RAW"))
    #expect(run.complaints.contains("sudo setcap cap_net_raw+ep \"$(command -v wslens)\""))
  }
  #endif
}
