import Foundation
import Testing

@Suite struct `Messages as files` {
  private static let frames: [(side: Bool, bytes: [UInt8])] = [
    (true, Wire.text(#"{"a":1}"#, isMasked: true)), (false, Wire.text("../../etc/passwd\n")),
    (false, Wire.frame(0x82, [0, 1, 2, 0xff])), (true, Wire.frame(0x89, Array("ping".utf8), isMasked: true)),
    (true, Wire.frame(0x01, Array("in ".utf8), isMasked: true)),
    (true, Wire.frame(0x80, Array("two".utf8), isMasked: true)),
    (false, Wire.frame(0x01, Array("not fini".utf8))),
  ]

  private func capture() -> [UInt8] {
    Capture.ofFrames(Self.frames.map { ($0.side ? .client : .server, $0.bytes) })
  }

  private func content(_ folder: TemporaryFolder, _ name: String) throws -> String {
    String(decoding: try Data(contentsOf: folder[name]), as: UTF8.self)
  }

  @Test func `are named by what they are, and hold every byte`() throws {
    let folder = try TemporaryFolder()
    let run = try CommandRun(["pcap", "-", "--save-messages", folder["new"].path], input: capture())
    #expect(
      run.complaints == "wslens: 5 messages saved in \(folder["new"].path); 1 of them is incomplete and named .part\n")
    #expect(run.status == 0 && run.lines.first?.hasPrefix("connection 1") == true)
    let saved = try FileManager.default.contentsOfDirectory(atPath: folder["new"].path).sorted()
    #expect(
      saved == [
        "0001-000001-client-text.json", "0001-000002-server-text.txt", "0001-000003-server-binary.bin",
        "0001-000005-client-text.txt", "0001-000006-server-text.txt.part",
      ])
    #expect(try content(folder, "new/0001-000001-client-text.json") == #"{"a":1}"#)
    #expect(try content(folder, "new/0001-000002-server-text.txt") == "../../etc/passwd\n")
    #expect(try Array(Data(contentsOf: folder["new/0001-000003-server-binary.bin"])) == [0, 1, 2, 0xff])
    #expect(try content(folder, "new/0001-000005-client-text.txt") == "in two")
    #expect(try content(folder, "new/0001-000006-server-text.txt.part") == "not fini")
  }

  @Test func `are those that were selected, of any type that is named`() throws {
    let folder = try TemporaryFolder()
    let options = ["--save-messages", folder.url.path, "--type", "ping,text", "--sender", "client", "--json"]
    let run = try CommandRun(["pcap", "-"] + options, input: capture())
    #expect(
      try folder.names == [
        "0001-000001-client-text.json", "0001-000004-client-ping.txt", "0001-000005-client-text.txt",
      ])
    #expect(try run.events("message").isEmpty)
    #expect(try run.events("summary").first?["messages"]?.integer == 5)
  }

  @Test func `are whole or not there, whatever ends the program`() throws {
    let folder = try TemporaryFolder()
    let capture = Capture.ofFrames([
      (.server, Wire.text("whole")), (.server, Wire.text(String(repeating: "long ", count: 4000))),
      (.server, Wire.text("behind")),
    ])
    try Data(capture).write(to: folder["capture.pcap"])
    // A program that writes more than the limit to a file is ended in the midst of it by a signal.
    let run = try CommandRun(
      shell: """
        cd '\(folder.url.path)' && ulimit -c 0 && ulimit -f 8
        $WSLENS pcap capture.pcap --quiet --save-messages saved; echo "status $?"
        cd saved && wc -c *
        """)
    let lines = run.lines.map { $0.trimmingCharacters(in: .whitespaces) }.filter { !$0.isEmpty }
    #expect(lines == ["status 153", "5 0001-000001-server-text.txt"])
  }

  @Test func `of several captures do not mix`() throws {
    let folder = try TemporaryFolder()
    let run = try Samples.run(
      "pcap Samples/first-conversation.pcap Samples/first-conversation.pcap --limit 3 --quiet --save-messages '\(folder["d"].path)'"
    )
    #expect(run.complaints == "" && run.output.isEmpty)
    let saved = try FileManager.default.contentsOfDirectory(atPath: folder["d"].path).sorted()
    #expect(
      saved == ["01-0001-000001-client-text.txt", "01-0001-000002-server-text.txt", "01-0001-000003-server-binary.bin"])
  }

  @Test func `are whole however little of them is shown, and however long they are`() throws {
    let folder = try TemporaryFolder()
    let long = (0..<3_000_000).map { UInt8(truncatingIfNeeded: $0 &* 31) }
    let capture = Capture.ofFrames([(.server, Wire.frame(0x82, long))])
    let run = try CommandRun(
      ["pcap", "-", "--save-messages", folder.url.path, "--payload", "none", "--show", "messages"], input: capture)
    #expect(run.status == 0)
    #expect(try Array(Data(contentsOf: folder["0001-000001-server-binary.bin"])) == long)
  }

  @Test func `beyond the limit are saved in part`() throws {
    let folder = try TemporaryFolder()
    let capture = Capture.ofFrames([(.server, Wire.text(String(repeating: "x", count: 2000)))])
    let run = try CommandRun(
      ["pcap", "-", "--save-messages", folder.url.path, "--max-message", "1k"], input: capture)
    #expect(run.status == 0 && run.text.contains("SEC-04"))
    #expect(try content(folder, "0001-000001-server-text.txt.part").count == 1024)
  }

  @Test func `never take the place of anything`() throws {
    let folder = try TemporaryFolder()
    try Data("mine".utf8).write(to: folder["0001-000001-client-text.json"])
    let run = try CommandRun(["pcap", "-", "--save-messages", folder.url.path], input: capture())
    #expect(run.status == 73 && run.output.isEmpty)
    #expect(run.complaints.contains("is not empty"))
    #expect(try content(folder, "0001-000001-client-text.json") == "mine")
    #expect(try folder.names == ["0001-000001-client-text.json"])
  }

  static let mistakes: [(arguments: String, status: Int32, told: String)] = [
    ("--redact --save-messages DIR/new", 64, "--redact"), ("--redact --format payload", 64, "--redact"),
    ("--save-messages DIR/no/where", 73, "cannot create DIR/no/where: No such file or directory"),
    ("--save-messages DIR/file", 73, "cannot save messages in DIR/file: Not a directory"),
  ]

  @Test(arguments: mistakes)
  func `are not written where that cannot be`(mistake: (arguments: String, status: Int32, told: String)) throws {
    let folder = try TemporaryFolder()
    try Data().write(to: folder["file"])
    func placed(_ text: String) -> String { text.replacing("DIR", with: folder.url.path) }
    let run = try Samples.run("pcap Samples/first-conversation.pcap \(placed(mistake.arguments))")
    #expect(run.status == mistake.status && run.output.isEmpty)
    #expect(run.complaints.contains(placed(mistake.told)))
    #expect(try folder.names == ["file"])
  }

  @Test func `come from pasted bytes too`() throws {
    let folder = try TemporaryFolder()
    let run = try CommandRun(
      ["decode", "81 05 48 65 6c 6c 6f", "--save-messages", folder["m"].path, "--json", "--show", "frames"])
    #expect(run.status == 0)
    #expect(try content(folder, "m/0001-000001-server-text.txt") == "Hello")
    #expect(try run.events("message").isEmpty && run.events("frame").count == 1)
  }

  // MARK: --format payload

  static let separators: [(options: [String], output: String)] = [
    ([], "{\"a\":1}\n../../etc/passwd\n\nin two\nnot fini\n"),
    (["--separator", "nul"], "{\"a\":1}\0../../etc/passwd\n\0in two\0not fini\0"),
    (["--separator", "none", "--sender", "client"], "{\"a\":1}in two"), (["--grep", "wo$"], "in two\n"),
    (["--type", "ping"], "ping\n"), (["--payload", "1", "--limit", "1"], "{\"a\":1}\n"),
  ]

  @Test(arguments: separators)
  func `go into a pipe by themselves`(options: [String], output: String) throws {
    let types = options.contains("--type") ? [] : ["--type", "text"]
    let run = try CommandRun(["pcap", "-", "--format", "payload"] + types + options, input: capture())
    #expect(run.text == output)
    let isCut = output.contains("fini")
    #expect(run.complaints == (isCut ? "wslens: 1 message is incomplete; what is there was written\n" : ""))
    #expect(run.status == 0)
  }

  @Test func `go into a pipe byte for byte`() throws {
    let all = (0..<100_000).map { UInt8(truncatingIfNeeded: $0 &* 7) }
    let capture = Capture.ofFrames([(.client, Wire.frame(0x82, all, isMasked: true))])
    let run = try CommandRun(["pcap", "-", "--format", "payload", "--separator", "none"], input: capture)
    #expect(run.output == all)
    let pasted = try CommandRun(["decode", "81 05 48 65 6c 6c 6f 89 01 61", "--format", "payload"])
    #expect(pasted.text == "Hello\n" && pasted.complaints == "")
  }

  @Test func `do not go to a terminal`() throws {
    let run = try CommandRun(onTerminal: ["pcap", Samples.path("first-conversation.pcap"), "--format", "payload"])
    #expect(run.status == 64 && run.text.contains("a terminal would obey"))
  }

  @Test(arguments: ["accept dGhlIHNhbXBsZSBub25jZQ==", "encode text hi", "explain FR-05"])
  func `are none of other commands`(command: String) throws {
    let run = try Samples.run("\(command) --format payload")
    #expect(run.status == 64 && run.output.isEmpty)
  }
}
