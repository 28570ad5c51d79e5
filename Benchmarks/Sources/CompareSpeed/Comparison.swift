/// Programs that do the same work, the first of which the others are measured by.
struct Comparison {
  let name: String
  /// Runs per program; the table shows their median.
  let rounds: Int
  private var contestants: [Contestant]

  init(name: String, rounds: Int = 5, _ contestants: [Contestant]) {
    self.name = name
    self.rounds = rounds
    self.contestants = contestants
  }

  /// Runs all of them in turn, round by round, so that a slow spell of the machine hits each alike.
  ///
  /// A first round, which brings the capture into memory, goes uncounted, but for what is run only once.
  func run() throws -> [Contestant] {
    var contestants = contestants
    for contestant in contestants where !contestant.isSlow { _ = try runProgram(contestant.command) }
    for round in 0..<rounds {
      for index in contestants.indices where round == 0 || !contestants[index].isSlow {
        contestants[index].runs.append(try runProgram(contestants[index].command))
      }
    }
    return contestants
  }

  /// What a capture of the given name is good for.
  static func all(of capture: String, _ programs: Programs) -> [Comparison] {
    let file = capture.split(separator: "/").last.map(String.init) ?? capture
    let name = String(file.prefix { $0 != "." })
    switch name.prefix(while: { $0 != "-" }) {
    case "compressed": return [inflation(of: capture, name, programs)]
    case "other":
      return [Comparison(name: name, rounds: 3, [Contestant("wslens", [programs.wslens, "pcap", capture])])]
    case "small" where name.hasSuffix("-100"):
      return [summary(of: capture, name, programs), frames(of: capture, name, programs)]
    default: return [summary(of: capture, name, programs)]
    }
  }

  /// Reading: tcpdump does nothing else.
  private static func summary(of capture: String, _ name: String, _ programs: Programs) -> Comparison {
    var contestants = [
      Contestant("wslens", [programs.wslens, "pcap", capture, "--format", "jsonl", "--show", "summary"])
    ]
    if programs.hasTcpdump {
      contestants.insert(Contestant("tcpdump", ["tcpdump", "-r", capture, "-w", "/dev/null"]), at: 0)
    }
    if programs.hasTshark {
      let tshark = ["tshark", "-r", capture, "-Y", "websocket", "-T", "fields", "-e", "websocket.opcode"]
      contestants.append(Contestant("tshark", tshark, isSlow: true))
    }
    return Comparison(name: name, contestants)
  }

  /// Telling each frame.
  private static func frames(of capture: String, _ name: String, _ programs: Programs) -> Comparison {
    var contestants = [
      Contestant("wslens", [programs.wslens, "pcap", capture, "--format", "jsonl", "--show", "frames"])
    ]
    if programs.hasTshark {
      let fields = [
        "frame.number", "frame.time_epoch", "tcp.stream", "ip.src", "tcp.srcport", "ip.dst", "tcp.dstport",
        "websocket.fin", "websocket.rsv", "websocket.opcode", "websocket.mask", "websocket.masking_key",
        "websocket.payload_length", "websocket.payload", "text",
      ]
      let tshark = ["tshark", "-r", capture, "-Y", "websocket", "-T", "fields"] + fields.flatMap { ["-e", $0] }
      contestants.append(Contestant("tshark", tshark, isSlow: true))
    }
    return Comparison(name: name + ", frames", contestants)
  }

  /// Inflating messages: zlib alone has them ready in a file.
  private static func inflation(of capture: String, _ name: String, _ programs: Programs) -> Comparison {
    let messages = capture.hasSuffix(".pcap") ? String(capture.dropLast(5)) + ".messages" : capture
    return Comparison(
      name: name,
      [
        Contestant("zlib alone", [programs.inflateAlone, messages]),
        Contestant("wslens", [programs.wslens, "pcap", capture, "--format", "jsonl", "--show", "messages"]),
      ])
  }
}
