/// Prints what wslens costs beside tcpdump and tshark: `compare-speed WSLENS CAPTURE…`
@main
enum CompareSpeed {
  /// Runs per program; the table shows their median.
  private static let rounds = 5

  static func main() throws {
    let arguments = CommandLine.arguments.dropFirst()
    guard let wslens = arguments.first else {
      throw StartError(description: "usage: compare-speed WSLENS CAPTURE…")
    }
    let hasTcpdump = isInstalled("tcpdump")
    let hasTshark = isInstalled("tshark")
    print(Table.head)
    for capture in arguments.dropFirst() {
      var contestants = [
        Contestant("wslens", [wslens, "pcap", capture, "--format", "jsonl", "--show", "summary"])
      ]
      if hasTcpdump {
        contestants.insert(Contestant("tcpdump", ["tcpdump", "-r", capture, "-w", "/dev/null"]), at: 0)
      }
      try compete(&contestants, rounds: rounds)
      if hasTshark {
        var tshark = [
          Contestant("tshark", ["tshark", "-r", capture, "-Y", "websocket", "-T", "fields", "-e", "websocket.opcode"])
        ]
        try compete(&tshark, rounds: 1, warmUp: false)
        contestants += tshark
      }
      print(Table.rows(for: contestants, on: capture))
    }
    var start = [Contestant("wslens accept KEY", [wslens, "accept", "dGhlIHNhbXBsZSBub25jZQ=="])]
    try compete(&start, rounds: 25)
    print(Table.rows(for: start, on: "start to end"))
  }

  /// Runs all of them in turn, round by round, so that a slow spell of the machine hits each alike.
  ///
  /// - Parameter warmUp: whether a first round, which brings the capture into memory, goes uncounted.
  private static func compete(_ contestants: inout [Contestant], rounds: Int, warmUp: Bool = true) throws {
    if warmUp {
      for contestant in contestants { _ = try run(contestant.command) }
    }
    for _ in 0..<rounds {
      for index in contestants.indices { contestants[index].runs.append(try run(contestants[index].command)) }
    }
  }
}
