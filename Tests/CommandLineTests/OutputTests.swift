import Foundation
import Testing

/// Where results and complaints go, and the options that mean the same in every command.
@Suite struct `output` {
  // MARK: Where it goes

  @Test func `quiet leaves only the status`() throws {
    let run = try CommandRun(["accept", "-q", "AAECAwQFBgcICQoLDA0O", "--check", "x"])
    #expect(run.text == "")
    #expect(run.complaints == "")
    #expect(run.status == 1)
  }

  @Test func `a file is written when it is complete`() throws {
    let folder = try TemporaryFolder()
    let path = folder["out"].path
    let run = try CommandRun(["accept", `accept`.random.key, "-o", path])
    #expect(run.text == "")
    #expect(try String(contentsOf: folder["out"], encoding: .utf8) == `accept`.random.value + "\n")
    let failed = try CommandRun(["accept", "-o", path, "--check", "x"], input: "a\nb\n")
    #expect(failed.status == 64)
    #expect(try String(contentsOf: folder["out"], encoding: .utf8) == `accept`.random.value + "\n")
    #expect(try folder.names == ["out"])
  }

  @Test func `a file that cannot be created is status 73`() throws {
    let run = try CommandRun(["accept", `accept`.random.key, "-o", "/nowhere/out"])
    #expect(run.status == 73)
    #expect(run.complaints.hasPrefix("wslens: cannot create /nowhere/out: "))
  }

  @Test(.enabled(if: FileManager.default.fileExists(atPath: "/dev/full")))
  func `a full disk and a closed output are status 74`() throws {
    for target in ["> /dev/full", ">&-"] {
      let run = try CommandRun(shell: "$WSLENS accept \(`accept`.random.key) \(target)")
      #expect(run.status == 74)
      #expect(run.complaints.hasPrefix("wslens: cannot write standard output: "))
    }
  }

  @Test func `a closed pipe ends it quietly`() throws {
    let run = try CommandRun(shell: "yes \(`accept`.random.key) | $WSLENS accept | head -n 1")
    #expect(run.text == "\(`accept`.random.key)\t\(`accept`.random.value)\n")
    #expect(run.complaints == "")
  }

  @Test func `an answer does not wait for the next key`() throws {
    let folder = try TemporaryFolder()
    let order = folder["order"].path
    let line = """
      { echo \(`accept`.random.key); sleep 1; echo asked again >> \(order); } | $WSLENS accept |
        { read answer; echo answered >> \(order); cat; }
      """
    _ = try CommandRun(shell: line)
    #expect(try String(contentsOfFile: order, encoding: .utf8) == "answered\nasked again\n")
  }

  @Test func `nothing on standard input and no input at all are errors`() throws {
    let empty = try CommandRun(["accept"])
    #expect(empty.status == 65)
    #expect(empty.complaints == "wslens: no key on standard input: it is empty\n")
    let folder = try CommandRun(shell: "$WSLENS accept < /")
    #expect(folder.status == 66)
  }

  @Test(arguments: [["accept", "--nonsense"], ["accept", "--fail-on", "sometimes", "x"], ["accept", "--check"]])
  func `a wrong command line is status 64`(arguments: [String]) throws {
    #expect(try CommandRun(arguments).status == 64)
  }

  // MARK: Terminals

  @Test func `does not wait for someone to type`() throws {
    let run = try CommandRun(onTerminal: ["accept"])
    #expect(run.status == 64)
    #expect(run.text == "wslens: no key given; write it behind the command, or pipe keys in, one a line\n")
  }

  @Test(
    arguments: [
      ([], ["TERM": "xterm"], true), ([], ["TERM": "dumb"], false), ([], ["TERM": "xterm", "NO_COLOR": "1"], false),
      ([], ["TERM": "xterm", "NO_COLOR": ""], true), (["--color", "never"], ["TERM": "xterm"], false),
      (["--color", "always"], ["TERM": "dumb", "NO_COLOR": "1"], true),
    ] as [([String], [String: String], Bool)])
  func `uses colour on terminals that have it`(
    arguments: [String], environment: [String: String], isColored: Bool
  ) throws {
    let run = try CommandRun(
      onTerminal: ["accept", "--explain", `accept`.random.key] + arguments, environment: environment)
    #expect(run.text.contains("\u{1b}[") == isColored)
    #expect(run.text.contains(`accept`.random.value))
  }

  @Test func `a device that takes nothing is named`() throws {
    guard FileManager.default.fileExists(atPath: "/dev/full") else { return }
    let run = try Samples.run("pcap Samples/first-conversation.pcap -o /dev/full")
    #expect(run.status == 74)
    #expect(run.complaints.hasPrefix("wslens: cannot write /dev/full: "))
  }

  @Test func `an interrupted program leaves nothing unfinished`() throws {
    let folder = try TemporaryFolder()
    let run = try CommandRun(
      shell: """
        cd '\(folder.url.path)' || exit
        sleep 5 | $WSLENS accept - -o answers & program=$!
        for turn in 1 2 3 4 5 6 7 8 9; do ls | grep -q answers && break; sleep 0.2; done
        ls; kill -TERM $program; wait $program; echo "status $?"; ls
        """)
    let lines = run.lines.filter { !$0.isEmpty }
    #expect(lines.count == 2, "\(lines)")
    #expect(lines.first?.hasPrefix("answers.wslens-") == true)
    #expect(lines.last == "status 143")
  }
}
