import Foundation
import PacketCapture
import TestSupport
import Testing

@Suite struct `A capture that grows` {
  /// What the sample holds, as pcap and as pcapng.
  enum Form: String, CaseIterable {
    case pcap, pcapng

    func bytes() throws -> [UInt8] {
      guard self == .pcapng else { return try Samples.bytes("first-conversation.pcap") }
      var capture = try CaptureFile(path: Samples.path("first-conversation.pcap"))
      var writer = PcapngWriter(linkType: .ethernet, interface: "test0", application: "tests")
      while try capture.next({ record, packet in writer.append(record, packet) }) {}
      return writer.takeBytes()
    }
  }

  /// What is written of the whole sample, without its name.
  private static func expected() throws -> [String] {
    let run = try Samples.run("pcap Samples/first-conversation.pcap --show messages")
    return messages(run)
  }

  /// What is written before the summary, whose lines depend on the length of the name.
  private static func messages(_ run: CommandRun) -> [String] {
    Array(run.lines.prefix { $0 != "" })
  }

  private static func append(_ bytes: some Sequence<UInt8>, to file: URL) throws {
    let handle = try FileHandle(forWritingTo: file)
    try handle.seekToEnd()
    try handle.write(contentsOf: Data(bytes))
    try handle.close()
  }

  // MARK: --follow

  @Test(arguments: Form.allCases, 1...3)
  func `is read to the same events, wherever its writer pauses`(form: Form, seed: Int) throws {
    var random = SeededGenerator(state: UInt64(seed))
    let folder = try TemporaryFolder()
    let file = folder["growing"]
    try Data().write(to: file)
    let run = try RunningCommand(["pcap", file.path, "--follow", "--show", "messages"])
    for piece in random.cut(try form.bytes(), longest: 700) {
      try Self.append(piece, to: file)
      usleep(useconds_t.random(in: 0...60_000, using: &random))
    }
    try run.waits(for: "\"goodbye\"")
    let ended = try run.end(by: SIGINT)
    #expect(ended.status == 0)
    #expect(ended.complaints == "")
    #expect(Self.messages(ended) == (try Self.expected()))
    #expect(ended.lines.contains("  10 frames, 4 data messages; findings: none"))
  }

  @Test(arguments: Form.allCases)
  func `shows each message as soon as it is there`(form: Form) throws {
    let folder = try TemporaryFolder()
    let file = folder["growing"]
    let bytes = try form.bytes()
    try Data(bytes.prefix(1500)).write(to: file)
    let run = try RunningCommand(["pcap", file.path, "--follow", "--json", "--show", "messages"])
    try run.waits(for: "\"payload_text\":\"Hello\"")
    #expect(!run.output.contains("\"type\":\"ping\""))
    try Self.append(bytes.dropFirst(1500), to: file)
    try run.waits(for: "\"close_reason\":\"goodbye\"")
    let ended = try run.end(by: SIGTERM)
    #expect(ended.status == 0)
    #expect(try ended.events.last?["packets"] == .integer(30))
  }

  @Test(arguments: [SIGINT, SIGTERM, nil])
  func `that nobody has begun to write is waited for, and holds nothing`(signal: Int32?) throws {
    let folder = try TemporaryFolder()
    try Data().write(to: folder["empty.pcap"])
    let time = signal == nil ? ["--duration", "300ms"] : []
    let run = try RunningCommand(["pcap", folder["empty.pcap"].path, "--follow", "--json"] + time)
    // A busy machine takes its time to begin.
    usleep(1_000_000)
    let ended = try run.end(by: signal)
    #expect(ended.status == 0 && ended.complaints == "")
    #expect(try ended.events.map { $0["event"] } == [.string("summary")])
    #expect(try ended.events.first?["packets"] == .integer(0))
  }

  @Test func `is nothing where there is no file`() throws {
    let folder = try TemporaryFolder()
    let run = try CommandRun(["pcap", folder["none"].path, "--follow", "--duration", "1"])
    #expect(run.status == 66 && run.complaints.contains("none: "))
    try Data().write(to: folder["empty.pcap"])
    #expect(try CommandRun(["pcap", folder["empty.pcap"].path, "--duration", "1"]).status == 65)
  }

  @Test func `that stops inside a record is told to`() throws {
    let folder = try TemporaryFolder()
    try Data(try Samples.bytes("first-conversation.pcap").dropLast()).write(to: folder["cut.pcap"])
    let run = try CommandRun(["pcap", folder["cut.pcap"].path, "--follow", "--duration", "200ms", "--json"])
    #expect(run.status == 0)
    #expect(try run.events("finding").map { $0["rule"]?.text } == ["CAP-01"])
    #expect(try run.events("summary").first?["packets"] == .integer(29))
  }

  @Test(arguments: [("moved or replaced", true), ("truncated", false)])
  func `is given up when it is no longer what it was`(words: String, isMoved: Bool) throws {
    let folder = try TemporaryFolder()
    let file = folder["growing"]
    try Data(Samples.bytes("first-conversation.pcap")).write(to: file)
    let run = try RunningCommand(["pcap", file.path, "--follow", "--show", "messages"])
    try run.waits(for: "\"goodbye\"")
    if isMoved {
      try FileManager.default.moveItem(at: file, to: folder["rotated"])
    } else {
      try FileHandle(forWritingTo: file).truncate(atOffset: 0)
    }
    let ended = try run.end()
    #expect(ended.status == 0)
    #expect(ended.complaints.contains("growing was \(words)"))
    #expect(ended.lines.contains("  10 frames, 4 data messages; findings: none"))
  }

  @Test func `cannot be compressed, and cannot be several`() throws {
    let folder = try TemporaryFolder()
    let path = folder["x.gz"].path
    let run = try CommandRun(
      shell: "gzip -c '\(Samples.path("first-conversation.pcap"))' > '\(path)'; $WSLENS pcap '\(path)' --follow")
    #expect(run.status == 64)
    #expect(run.complaints.hasSuffix("is compressed; --follow reads captures as they are written\n"))
    #expect(try CommandRun(["pcap", path, path, "--follow"]).status == 64)
    #expect(try CommandRun(["pcap", folder["none"].path, "--follow"]).status == 66)
  }

  // MARK: Pipes

  @Test(arguments: Form.allCases)
  func `from a pipe shows each message as soon as it is there`(form: Form) throws {
    let bytes = try form.bytes()
    let run = try RunningCommand(["pcap", "-", "--show", "messages"])
    try run.type(bytes.prefix(1500))
    try run.waits(for: "\"Hello\"")
    #expect(!run.output.contains("\"still there?\""))
    try run.type(bytes.dropFirst(1500))
    try run.waits(for: "\"goodbye\"")
    let ended = try run.endOfInput()
    #expect(ended.status == 0)
    #expect(Self.messages(ended) == (try Self.expected()))
    #expect(ended.lines.contains("  10 frames, 4 data messages; findings: none"))
  }

  @Test func `from a pipe is ended by Ctrl-C, and what was read is told`() throws {
    let run = try RunningCommand(["pcap", "-", "--show", "messages"])
    try run.type(try Samples.bytes("first-conversation.pcap"))
    try run.waits(for: "\"goodbye\"")
    let ended = try run.end(by: SIGINT)
    #expect(ended.status == 0)
    #expect(ended.lines.suffix(3).first == "standard input: 30 packets, 1 WebSocket connection, 0 other")
  }

  @Test func `from a pipe is read to what its writer hands over at the end`() throws {
    let bytes = try Samples.bytes("first-conversation.pcap")
    let run = try RunningCommand(["pcap", "-", "--show", "messages"])
    try run.type(bytes.prefix(1500))
    try run.waits(for: "\"Hello\"")
    kill(run.number, SIGINT)
    try run.type(bytes.dropFirst(1500))
    #expect(try run.endOfInput().text.contains("\"goodbye\""))
  }

  @Test func `from a pipe into which nothing is written ends when its time is over`() throws {
    let ended = try RunningCommand(["pcap", "-", "--duration", "300ms"]).end()
    #expect(ended.status == 0 && ended.complaints == "")
    #expect(ended.lines.contains("standard input: 0 packets, 0 WebSocket connections, 0 other"))
    let closed = try RunningCommand(["pcap", "-"]).endOfInput()
    #expect(closed.status == 65 && closed.complaints.contains("standard input: is empty"))
  }

  @Test func `from a pipe ends when its time is over`() throws {
    let run = try RunningCommand(["pcap", "-", "--duration", "1"])
    try run.type(try Samples.bytes("first-conversation.pcap"))
    let ended = try run.end()
    #expect(ended.status == 0)
    #expect(ended.lines.contains("standard input: 30 packets, 1 WebSocket connection, 0 other"))
  }

  @Test func `from a named pipe shows each message as soon as it is there`() throws {
    let folder = try TemporaryFolder()
    let pipe = folder["pipe"]
    try #require(mkfifo(pipe.path, 0o600) == 0)
    let run = try RunningCommand(["pcap", pipe.path, "--show", "messages"])
    let writer = try FileHandle(forWritingTo: pipe)
    try writer.write(contentsOf: Data(try Samples.bytes("first-conversation.pcap")))
    try run.waits(for: "\"goodbye\"")
    try writer.close()
    #expect(try run.end().status == 0)
  }
}
