import Foundation
import TestSupport
import Testing

/// Input and circumstances that are not what they should be: a clear message, the right status, and never a trap.
@Suite struct `bad input` {
  static let good = Samples.path("first-conversation.pcap")

  /// A capture in pcapng whose interface shifts every time by `offset` seconds.
  private static func shifted(by offset: Int64) throws -> [UInt8] {
    func little<Number: FixedWidthInteger>(_ number: Number) -> [UInt8] {
      withUnsafeBytes(of: number.littleEndian) { Array($0) }
    }
    func block(_ type: UInt32, _ body: [UInt8]) -> [UInt8] {
      let length = UInt32(body.count + 12)
      return little(type) + little(length) + body + little(length)
    }
    let option = little(UInt16(14)) + little(UInt16(8)) + little(offset) + little(UInt32(0))
    var file = block(0x0a0d_0d0a, little(UInt32(0x1a2b_3c4d)) + little(UInt32(1)) + little(Int64(-1)))
    file += block(1, little(UInt32(1)) + little(UInt32(0)) + option)
    let capture = Array(try Data(contentsOf: URL(fileURLWithPath: Samples.path("first-conversation.pcap"))))
    var place = 24
    while capture.count - place > 16 {
      let length = Int(capture[place + 8]) | Int(capture[place + 9]) << 8
      let packet = Array(capture[(place + 16)..<(place + 16 + length)])
      let padding = [UInt8](repeating: 0, count: (4 - length % 4) % 4)
      let size = little(UInt32(length))
      file += block(6, little(UInt32(0)) + little(UInt64(place)) + size + size + packet + padding)
      place += 16 + length
    }
    return file
  }

  @Test(arguments: [Int64.min, Int64.max, -9_000_000_000, 9_000_000_000, -1, 0])
  func `no time that a capture claims ends the program`(offset: Int64) throws {
    let capture = try Self.shifted(by: offset)
    for arguments in [["--json"], ["--show", "frames,summary"]] {
      let run = try CommandRun(["pcap", "-"] + arguments, input: capture)
      #expect(run.status == 0)
      #expect(run.text.contains("connection"))
    }
  }

  @Test(
    arguments: [
      (Array("GET / HTTP/1.1\r\n\r\n".utf8), "standard input: not a capture: it begins with 47 45 54 20"),
      ([], "standard input: is empty"), ([0xd4, 0xc3, 0xb2, 0xa1, 2, 0], "standard input: ends inside the header"),
    ] as [([UInt8], String)])
  func `what is no capture is status 65`(bytes: [UInt8], complaint: String) throws {
    let run = try CommandRun(["pcap", "-"], input: bytes)
    #expect(run.status == 65)
    #expect(run.complaints.hasPrefix("wslens: \(complaint)"))
    #expect(run.text == "")
  }

  @Test func `a folder and a missing file are status 66`() throws {
    for command in [["pcap"], ["decode", "--file"]] {
      for (path, reason) in [("/", "directory"), ("/nowhere/at/all", "No such file")] {
        let run = try CommandRun(command + [path])
        #expect(run.status == 66)
        #expect(run.complaints.hasPrefix("wslens: \(path): "))
        #expect(run.complaints.contains(reason))
      }
    }
  }

  @Test(.enabled(if: getuid() != 0, "root may read everything"))
  func `an unreadable file is status 66`() throws {
    let folder = try TemporaryFolder()
    try Data(Wire.hello).write(to: folder["locked"])
    try FileManager.default.setAttributes([.posixPermissions: 0], ofItemAtPath: folder["locked"].path)
    for command in [["pcap"], ["decode", "--file"]] {
      let run = try CommandRun(command + [folder["locked"].path])
      #expect(run.status == 66)
      #expect(run.complaints.contains("Permission denied"))
    }
  }

  @Test(arguments: [0, 23, 24, 30, 60, 500, 1000, 3000])
  func `a capture that ends early is read to its end`(length: Int) throws {
    let bytes = Array(try Samples.bytes("first-conversation.pcap").prefix(length))
    let run = try CommandRun(["pcap", "-", "--json", "--show", "frames"], input: bytes)
    guard length >= 24 else {
      #expect(run.status == 65)
      return
    }
    #expect(run.status == 0)
    let cuts = try run.events("finding").filter { $0["rule"] == .string("CAP-01") }
    #expect(cuts.count == (length == 24 ? 0 : 1))
    #expect(run.complaints == "")
    let whole = try Samples.run("pcap --json --show frames < /dev/null - < Samples/first-conversation.pcap")
    let frames = try run.events("frame")
    #expect(Array(try whole.events("frame").prefix(frames.count)) == frames)
  }

  @Test func `damage in the middle keeps what was before it`() throws {
    var bytes = try Samples.bytes("first-conversation.pcap")
    bytes.replaceSubrange(1500..<1600, with: [UInt8](repeating: 0xff, count: 100))
    let run = try CommandRun(["pcap", "-", "--json"], input: bytes)
    #expect(run.status == 65)
    #expect(try run.events("connection").count == 1)
    let error = try #require(try run.events("error").first)
    #expect(error["status"] == .integer(65))
    #expect(error["message"]?.text?.isEmpty == false)
    #expect(try run.events.last?["event"] == .string("summary"))
  }

  @Test func `a digit without its pair is shown with a caret`() throws {
    let run = try CommandRun(["decode", "81 05 48\n65 6c 6\n"])
    #expect(run.status == 65)
    #expect(run.text == "")
    let lines = run.complaints.split(separator: "\n").map(String.init)
    #expect(lines[0].hasPrefix("wslens: arguments: line 2, column 7, read as hex: "))
    #expect(lines[1...2] == ["  65 6c 6", "        ^"])
  }

  @Test(arguments: [
    ["decode"], ["decode", "-"], ["decode", ""], ["decode", "--from", "raw"], ["decode", "--from", "hex"],
  ])
  func `nothing to decode is status 65`(arguments: [String]) throws {
    let run = try CommandRun(arguments)
    #expect(run.status == 65)
    #expect(run.complaints.hasPrefix("wslens: "))
    #expect(run.text == "")
  }

  @Test(
    arguments: [
      ([0x82, 0xff, 0x80, 0, 0, 0, 0, 0, 0, 0, 1, 2, 3, 4, 9], "FR-08"),
      ([0x82, 0x7f, 0x7f, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 9], "SEC-04"),
      ([0x81, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff], "FR-08"), ([0x81], "FR-09"),
      ([0x81, 0x05, 0x48], "FR-09"),
    ] as [([UInt8], String)])
  func `a frame that claims more than there is`(bytes: [UInt8], rule: String) throws {
    let run = try CommandRun(["decode", "--json"], input: bytes)
    #expect(run.status == 0)
    #expect(try run.events("finding").contains { $0["rule"] == .string(rule) })
    let capture = try CommandRun(["pcap", "-", "--json"], input: Capture.ofFrames([(.client, bytes)]))
    #expect(capture.status == 0)
    #expect(try capture.events("finding").contains { $0["rule"] == .string(rule) })
    for view in ["bytes", "frames", "messages", "summary"] {
      #expect(try CommandRun(["decode", "--explain", "--show", view], input: bytes).status == 0)
    }
  }

  @Test func `it goes on after a bad input, and the highest status wins`() throws {
    let run = try CommandRun(["pcap", "/nowhere", Self.good, "/", "-", "--json"], input: "not a capture")
    #expect(run.status == 66)
    #expect(run.complaints.split(separator: "\n").count == 3)
    #expect(try run.events("connection").count == 1)
    let lesser = try CommandRun(["pcap", "-", Samples.path("violations.pcap"), "--fail-on", "error"], input: "nothing")
    #expect(lesser.status == 65)
  }

  @Test(
    arguments: [
      ["decode", "--nonsense"], ["decode", "--from", "morse", "81"], ["decode", "--show", "", "81"],
      ["decode", "--show", "frames,nonsense", "81"], ["decode", "--payload", "-1", "81"],
      ["decode", "--sender", "me", "81"],
      ["decode", "--protocol-version", "hixie-77", "81"], ["decode", "--file", "a", "81"],
      ["decode", "--max-message", "1T", "81"],
      ["decode", "--color", "sometimes", "81"], ["decode", "--format", "xml", "81"], ["pcap"],
      ["pcap", "--nonsense", "x"],
      ["pcap", "--connection", "0", "x"], ["pcap", "--limit", "-1", "x"], ["pcap", "--type", "text,jpeg", "x"],
      ["pcap", "--max-connections", "0", "x"], ["pcap", "--fail-on", "note", "x"], ["nonsense"],
    ])
  func `a wrong command line is status 64`(arguments: [String]) throws {
    let run = try CommandRun(arguments)
    #expect(run.status == 64)
    #expect(run.text == "")
    #expect(!run.complaints.isEmpty)
  }

  // MARK: Output

  @Test(arguments: ["decode 8100", "pcap '\(Samples.path("first-conversation.pcap"))'"])
  func `trouble with the output has its own statuses`(command: String) throws {
    let missing = try CommandRun(shell: "$WSLENS \(command) -o /nowhere/at/all/out")
    #expect(missing.status == 73)
    #expect(missing.complaints.hasPrefix("wslens: cannot create /nowhere/at/all/out: "))
    guard FileManager.default.fileExists(atPath: "/dev/full") else { return }
    for format in ["text", "jsonl"] {
      let full = try CommandRun(shell: "$WSLENS \(command) --format \(format) > /dev/full")
      #expect(full.status == 74)
      #expect(full.complaints.hasPrefix("wslens: cannot write standard output: "))
    }
  }

  @Test func `a bad input leaves an existing file untouched`() throws {
    let folder = try TemporaryFolder()
    try Data("before".utf8).write(to: folder["out"])
    let run = try CommandRun(["decode", "81 0", "-o", folder["out"].path])
    #expect(run.status == 65)
    #expect(try Data(contentsOf: folder["out"]) == Data("before".utf8))
    #expect(try folder.names == ["out"])
  }

  @Test func `a closed pipe ends it quietly`() throws {
    let capture = Capture.ofFrames((0..<20_000).map { _ in (.server, Wire.text("Hello")) })
    let folder = try TemporaryFolder()
    try Data(capture).write(to: folder["capture"])
    for format in ["text", "jsonl"] {
      let run = try CommandRun(
        shell: "{ $WSLENS pcap '\(folder["capture"].path)' --show frames --format \(format); echo $? >&2; } | head -n 1"
      )
      #expect(run.lines.count == 2)
      #expect(run.complaints == "141\n")
    }
  }

  // MARK: Anything at all

  @Test(arguments: 0..<40)
  func `bytes at random never end it by a signal`(seed: UInt64) throws {
    var generator = SeededGenerator(state: seed)
    let noise = (0..<Int.random(in: 1...400, using: &generator)).map { _ in UInt8.random(in: 0...255, using: &generator)
    }
    var damaged = try Samples.bytes(["compressed.pcap", "violations.pcap"][Int(seed % 2)])
    for _ in 0..<20 {
      damaged[Int.random(in: 24..<damaged.count, using: &generator)] = UInt8.random(in: 0...255, using: &generator)
    }
    let views = "summary,frames,messages,bytes"
    for (arguments, input) in [
      (["decode", "--from", "raw", "--explain", "--show", views], noise), (["decode"], noise),
      (["decode", "--json", "--from", "raw", "--extensions", "permessage-deflate"], [0xc1, 0x7e, 1, 0] + noise),
      (["pcap", "-", "--show", views], damaged), (["pcap", "-", "--json", "--show", views], damaged),
    ] {
      let run = try CommandRun(arguments, input: input)
      #expect([0, 65].contains(run.status))
      if !arguments.contains("--json") {
        #expect(run.lines.filter { Terminal.width($0) > 80 } == [])
        #expect(!run.text.unicodeScalars.contains(where: Terminal.isObeyed))
      }
    }
  }
}
