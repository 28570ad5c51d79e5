import Testing

/// What is said of extensions that are named, or were accepted, and are not known or not well formed.
@Suite struct `Named extensions` {
  @Test(
    arguments: [
      ("deflate-frame; level=9", ["DFF-01"]), ("deflate-frame; max_window_bits=16", ["DFF-01"]),
      ("permessage-deflate; client_max_window_bits=77", ["PMD-05"]), ("permessage-deflate;", ["RS-12"]),
      ("permessage-deflate, deflate-frame", ["PMD-16"]), ("", ["RS-12"]),
      ("permessage-deflate; server_no_context_takeover", []), ("deflate-frame; max_window_bits=8", []),
    ] as [(String, [String])])
  func `are judged by decode as a server's answer`(_ extensions: String, _ rules: [String]) throws {
    let run = try CommandRun(["decode", "--extensions", extensions, "8100"])
    let complaints = run.complaints.split(separator: "\n").filter { $0.hasPrefix("wslens: --extensions: ") }
    #expect(complaints.count == rules.count)
    for (complaint, rule) in zip(complaints, rules) { #expect(complaint.hasSuffix("(\(rule))")) }
    #expect(run.status == 0)
  }

  @Test func `are told with -v where they are only remarkable`() throws {
    let arguments = ["decode", "--extensions", "permessage-deflate; server_max_window_bits=15", "8100"]
    #expect(try CommandRun(arguments).complaints == "")
    #expect(try CommandRun(arguments + ["-v"]).complaints.contains("(PMD-18)"))
  }

  @Test func `are told by pcap where they are not known`() throws {
    let folder = try TemporaryFolder()
    let path = folder["unknown.pcap"].path
    for (extensions, isTold) in [("x-unheard-of; level=3", true), ("permessage-deflate", false)] {
      let made = try CommandRun(["decode", "--extensions", extensions, "--to", "pcap", "-o", path, "8100"])
      #expect(made.status == 0)
      let page = try CommandRun(["pcap", path]).text
      #expect(page.contains("x-unheard-of not known: reserved bits are not judged") == isTold)
    }
  }
}

@Suite struct `Frames of hixie` {
  @Test func `show U+FFFD as their receivers do`() throws {
    for views in ["bytes", "frames", "messages"] {
      let run = try CommandRun([
        "decode", "--protocol-version", "hixie-76", "--show", views, "0041c342ff",
      ])
      #expect(run.text.contains("\"A\u{fffd}B\""))
    }
    let long = try CommandRun([
      "decode", "--protocol-version", "hixie-76", "--show", "frames", "00" + String(repeating: "c3", count: 200) + "ff",
    ])
    #expect(long.text.contains("\u{fffd}") && long.text.contains("(+"))
    let plain = try CommandRun(["decode", "--protocol-version", "rfc6455", "--show", "messages", "810341c342"])
    #expect(plain.text.contains("41 c3 42"))
  }

  @Test func `know no closing in hixie-75`() throws {
    for (version, type) in [("hixie-75", "reserved"), ("hixie-76", "close")] {
      let run = try CommandRun(["decode", "--json", "--protocol-version", version, "ff00"])
      #expect(try run.events("frame").map { $0["type"]?.text } == [type])
    }
  }
}
