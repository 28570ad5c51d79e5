import Foundation
import Testing

/// What is told of a value that an option cannot have.
@Suite struct `An option's value` {
  static let numbers: [(command: String, option: String, told: String)] = [
    ("pcap x", "--limit", "'--limit <count>': a whole number from 0 up is expected"),
    ("pcap x", "--connection", "'--connection <number>': a whole number from 1 up is expected"),
    ("pcap x", "--payload", "'--payload <amount>': full, none or a whole number from 0 up is expected"),
    ("pcap x", "--duration", "'--duration <time>': seconds from 1 up, or a time such as 500ms, 5m or 1h, is expected"),
    ("pcap x", "--max-segments", "'--max-segments <count>': a whole number from 1 up is expected"),
    ("pcap x", "--max-frames", "'--max-frames <count>': a whole number from 0 up is expected"),
    ("pcap x", "--max-waiting", "'--max-waiting <bytes>': a number of bytes from 0 up"),
    ("pcap x", "--port", "'--port <ports>': '-1' is no port; a number from 1 to 65535 is expected"),
    ("live lo", "--count", "'--count <packets>': a whole number from 1 up is expected"),
    ("live lo", "--buffer", "'--buffer <bytes>': a number of bytes from 0 up"),
    ("accept --generate", "--count", "'--count <number>': a whole number from 1 up is expected"),
    ("challenge --generate", "--seed", "'--seed <number>': a whole number from 0 up is expected"),
    ("decode 8100", "--skip", "'--skip <bytes>': a number of bytes from 0 up"),
    ("decode 8100", "--payload", "'--payload <amount>': full, none or a whole number from 0 up is expected"),
    ("encode text a", "--fragment", "'--fragment <sizes>': '-1' is no size; a number of bytes from 0 up is expected"),
    ("encode text a", "--claim-length", "'--claim-length <bytes>': a number of bytes, of 64 bits at most, is expected"),
    ("encode text a", "--length-bits", "'--length-bits <bits>'. Please provide one of '7', '16' or '64'"),
    ("validate x", "--max-head", "'--max-head <bytes>': a number of bytes from 0 up"),
  ]

  @Test(arguments: numbers)
  func `that is below zero is named, and what was expected`(
    number: (command: String, option: String, told: String)
  ) throws {
    let command = number.command.split(separator: " ").map(String.init)
    for value in [[number.option, "-1"], [number.option + "=-1"]] {
      let run = try CommandRun(command + value)
      #expect(run.status == 64 && run.output.isEmpty)
      #expect(run.complaints.hasPrefix("Error: The value '-1' is invalid for \(number.told)"), "\(run.complaints)")
      #expect(run.complaints.contains("\nUsage: wslens \(command[0])"))
    }
  }

  static let lists: [(option: String, value: String, told: String)] = [
    (
      "--rule", "FR,TXT,CL",
      "'TXT' is none of HT, RQ, RS, H75, H76, HY, PMD, H2, H3, DFF, FR, CL, MS, DF, SEC, TCP, CAP, LIM, BR"
    ),
    ("--rule", "fr-05,fr-99", "'FR-99' is no rule; did you mean FR-09?"),
    ("--rule", "FR,,CL", "one comma between two items is expected, and none elsewhere"),
    ("--rule", "", "the list is empty"),
    ("--type", "text,bin", "'bin' is none of binary, close, continuation, ping, pong, text; did you mean binary?"),
    ("--type", "text,", "one comma between two items is expected, and none elsewhere"),
    ("--show", "frame", "'frame' is none of summary, frames, messages, bytes; did you mean frames?"),
    ("--port", "80,http", "'http' is no port; a number from 1 to 65535 is expected"),
    ("--port", "65536", "'65536' is no port; a number from 1 to 65535 is expected"),
    ("--time-range", "08:00..9", "'9' is no time; a moment such as 2026-01-31T08:00:00Z"),
    ("--time-range", "08:00", "FROM..TO, of which one may be left out, such as 08:00:00..08:01:00"),
    ("--grep-hex", "xy", "pairs of hexadecimal digits, such as 37fa213d or 37 fa 21 3d, are expected"),
  ]

  @Test(arguments: lists)
  func `that is a list has its wrong item named`(list: (option: String, value: String, told: String)) throws {
    let run = try CommandRun(["pcap", "x", list.option, list.value])
    #expect(run.status == 64)
    let told = "Error: The value '\(list.value)' is invalid for '\(list.option) <"
    #expect(run.complaints.hasPrefix(told) && run.complaints.contains(">': \(list.told)"), "\(run.complaints)")
  }

  @Test(arguments: ["18446744073709551616", "0xfffffffffffffffff", "99999999999999999999999999"])
  func `that is too large a number is told so`(value: String) throws {
    for (option, most) in [
      ("--limit", "the number is too large; the largest is 18446744073709551615"),
      ("--max-segments", "the number is too large; the largest is 18446744073709551615"),
      ("--max-waiting", "the number is too large; the largest is 9223372036854775807"),
      ("--payload", "the number is too large; the largest is 18446744073709551615"),
    ] {
      let run = try CommandRun(["pcap", "x", option, value])
      #expect(run.status == 64)
      #expect(run.complaints.contains(">': \(most)\n"), "\(run.complaints)")
    }
    let most = "the number is too large; the largest is 9223372036854775807\n"
    for value in ["9000000000G", "9223372036854775808", value + "k"] where !value.hasPrefix("0x") {
      #expect(try CommandRun(["pcap", "x", "--max-waiting", value]).complaints.contains(">': \(most)"))
    }
    let claim = try CommandRun(["encode", "text", "a", "--claim-length", value])
    #expect(claim.complaints.contains(">': the number is too large; the largest is 18446744073709551615\n"))
  }

  /// Lists in one option, and the same in several.
  static let divided: [(whole: [String], parts: [String])] = [
    (["--rule", "FR-05,CL"], ["--rule", "FR-05", "--rule", "CL"]),
    (["--show", "messages", "--type", "ping,text"], ["--show", "messages", "--type", "ping", "--type", "text"]),
    (["--show", "frames,summary"], ["--show=frames", "--show=summary"]),
    (["--port", "80,8080"], ["--port", "8080", "--port", "80"]),
  ]

  @Test(arguments: divided)
  func `that is a list may come in parts`(lists: (whole: [String], parts: [String])) throws {
    let sample = ["pcap", Samples.path("violations.pcap")]
    let whole = try CommandRun(sample + lists.whole)
    #expect(whole.status == 0 && !whole.output.isEmpty)
    #expect(try CommandRun(sample + lists.parts).text == whole.text)
    // Each part alone is less, but for ports, where the handshake tells as much.
    let part = try CommandRun(sample + lists.parts.dropLast(lists.parts.last?.hasPrefix("-") == true ? 1 : 2))
    #expect(lists.whole.contains("--port") || part.text != whole.text)
  }

  @Test func `that lists extensions may come in parts`() throws {
    let bytes = "c1 07 f2 48 cd c9 c9 07 00"
    let whole = try CommandRun(["decode", bytes, "--extensions", "x-unknown, permessage-deflate"])
    let parts = try CommandRun(["decode", bytes, "--extensions", "x-unknown", "--extensions", "permessage-deflate"])
    #expect(whole.text.contains("Hello") && parts.text == whole.text && parts.complaints == whole.complaints)
  }

  @Test func `that is one of two sides is no list`() throws {
    let run = try CommandRun(["pcap", "x", "--sender", "client,server"])
    #expect(run.complaints.hasPrefix("Error: The value 'client,server' is invalid for '--sender <side>'"))
    #expect(run.complaints.contains("Please provide one of 'client' and 'server'."))
  }

  @Test func `may begin with a dash whatever the option`() throws {
    // `--experimental-dump-help` is how the command line describes itself to other programs.
    let help = try JSON(parsing: CommandRun(["--experimental-dump-help"]).text)
    let commands = try #require(help["command"]?["subcommands"]?.elements)
    #expect(commands.count > 8)
    for command in commands {
      let options = try #require(command["arguments"]?.elements).filter { $0["kind"] == .string("option") }
      let others = options.filter { $0["parsingStrategy"] != .string("unconditional") }
      #expect(others.map { $0["valueName"]?.text } == [], "\(String(describing: command["commandName"]?.text))")
    }
    let run = try CommandRun(
      ["pcap", "-", "--grep", "-ello"], input: Capture.ofFrames([(.server, Wire.text("j-ello"))]))
    #expect(run.status == 0 && run.text.contains("j-ello"))
  }

  @Test func `is in the help with what it may be and what it is by itself`() throws {
    let help = try CommandRun(["pcap", "--help"]).text.split(whereSeparator: \.isWhitespace).joined(separator: " ")
    #expect(help.contains("Bytes of an HTTP head. (default: 64k)"))
    #expect(help.contains("separated by commas. (values: binary, close, continuation, ping, pong, text)"))
  }

  /// The parser would take the next argument for the value, and write over a capture.
  @Test(arguments: ["--output=", "--limit=", "--rule=", "--grep="])
  func `nothing behind the equals sign is no value`(_ option: String) throws {
    let folder = try TemporaryFolder()
    let sample = try Samples.bytes("first-conversation.pcap")
    for name in ["a.pcap", "b.pcap"] { try Data(sample).write(to: folder[name]) }
    let run = try CommandRun(shell: "cd '\(folder.url.path)' && $WSLENS pcap \(option) a.pcap b.pcap")
    #expect(run.status == 64)
    #expect(run.complaints == "wslens: \(option): there is no value behind the equals sign\n")
    #expect(try Data(contentsOf: folder["a.pcap"]) == Data(sample))
  }

  @Test func `the highest limit is none`() throws {
    let run = try Samples.run("pcap --json --max-frames 18446744073709551615 Samples/violations.pcap")
    let usual = try Samples.run("pcap --json Samples/violations.pcap")
    #expect(run.status == usual.status)
    #expect(run.lines == usual.lines)
  }

  @Test(arguments: [
    ("pcap", "first-conversation.pcap"), ("validate", "first-conversation.pcap"), ("decode", "hello.hex"),
    ("decode --file", "hello.hex"), ("encode text --file", "hello.hex"),
  ])
  func `an input is not written over`(_ command: String, _ name: String) throws {
    let folder = try TemporaryFolder()
    let sample = try Samples.bytes(name)
    try Data(sample).write(to: folder["a"])
    let run = try CommandRun(shell: "cd '\(folder.url.path)' && ln -s a b && $WSLENS \(command) a -o b")
    #expect(run.status == 64)
    #expect(run.complaints == "wslens: --output b: this is an input, which would be lost\n")
    #expect(try Data(contentsOf: folder["a"]) == Data(sample))
  }
}
