import Foundation
import PacketCapture
import Testing

/// `wslens schema`: held against what the program writes, and loaded where it is to be loaded.
@Suite struct `schema` {
  /// A run that writes events.
  struct Run: CustomTestStringConvertible, Sendable {
    var arguments: [String]
    var input: [UInt8] = []
    var testDescription: String { arguments.joined(separator: " ") }

    init(_ arguments: [String], _ input: [UInt8] = []) {
      self.arguments = arguments + ["--json"]
      self.input = input
    }
  }

  private static let views = ["--show", "frames,messages"]

  /// Runs that between them write every field of every event.
  static let runs: [Run] = {
    let hello = Wire.text("Hello")
    var severed = Array(repeating: UInt8(0), count: 64)
    severed.replaceSubrange(0..<4, with: [0x1f, 0x8b, 0x08, 0x00])
    let challenge = `challenge`.demo
    let request = Wire.head([
      "GET /chat HTTP/1.1", "Host: h", "Upgrade: websocket", "Connection: Upgrade", "Sec-WebSocket-Origin: http://h",
      "Sec-WebSocket-Key: \(`accept`.sample.key)", "Sec-WebSocket-Version: 4",
    ])
    let response = Wire.response(fields: ["Sec-WebSocket-Nonce: H+cNj5elaybfGIQv1esl2w=="])
    return [
      Run(["pcap"] + Samples.captures.map { Samples.path("\($0).pcap") } + views + ["--digest"]),
      Run(["pcap", "-"] + views, lost),
      Run(["pcap", "-"] + views, forgetful),
      Run(["pcap", "-"], severed),
      Run(["pcap", Samples.path("hello.hex")]),
      Run(["decode", "--sender", "server"], hello + Array("HTTP/1.1 400 Bad\r\n".utf8)),
      Run(["decode", "--from", "raw"], Wire.request() + Wire.response() + hello),
      Run(["decode", "82 7f ff ff ff ff ff ff ff ff 00"]),
      Run(["decode", "--protocol-version", "hybi-03", "84 03 48 65 6c 00 02 6c 6f 02 80"]),
      Run(["decode", "--protocol-version", "hixie-76", "00 48 65 6c 6c 6f ff 80 81 00 41 ff 00"]),
      Run(["accept", `accept`.random.key, "--check", "OTZkZDdmMTQ3YjhiZWE4ZDk1ZjJkOTlhZTQ2ZTI2MzljYTk4MDQ1MA=="]),
      Run(["accept", "AAECAwQFBgcICQoLDA0O"]),
      Run([
        "challenge", "--key1", challenge.key2, "--key2", challenge.key1, "--body", challenge.body, "--check",
        challenge.text,
      ]),
      Run(["validate"], request + response),
      Run(
        ["validate", "--profile", "browsers"], Wire.request(fields: ["Sec-WebSocket-Protocol: a"]) + Wire.response()),
      Run(["validate", "-"], Capture.ofFrames([])),
      Run(["validate", Samples.path("handshakes/conversation.har"), Samples.path("handshakes/hixie-76-collapsed.txt")]),
    ]
  }()

  /// A capture that lacks the packet in which a frame begins, so that the next one has to be searched for.
  private static let lost: [UInt8] = {
    var capture = Capture()
    let long = Wire.frame(0x82, (0..<6000).map { UInt8(truncatingIfNeeded: $0 &* 37) })
    let frames = [Wire.text("one"), long] + (0..<6).map { Wire.text("frame \($0)") }
    capture.add(
      lost: 9, [(.client, Wire.request()), (.server, Wire.response())] + frames.map { (.server, $0) })
    return capture.bytes
  }()

  /// The sample of compressed messages without its eighth packet, whose bytes later messages refer to.
  static let forgetful: [UInt8] = {
    guard let capture = try? Samples.bytes("compressed.pcap") else { return [] }
    var records = capture[24...]
    var rest = Array(capture[..<24])
    var number = 0
    while records.count >= 16 {
      number += 1
      let length = records.dropFirst(8).prefix(4).reversed().reduce(0) { $0 << 8 | Int($1) }
      if number != 8 { rest += records.prefix(16 + length) }
      records = records.dropFirst(16 + length)
    }
    return rest
  }()

  @Test(arguments: runs)
  func `every event is what the schema says`(run: Run) throws {
    let schema = try JSONSchemaChecker.printed.get()
    let events = try CommandRun(run.arguments, input: run.input).events
    #expect(!events.isEmpty)
    for event in events { #expect(schema.faults(in: event) == []) }
  }

  @Test func `every field of the schema is written by some run`() throws {
    let schema = try JSONSchemaChecker.printed.get()
    var unseen: [String: Set<String>] = schema.definitions.mapValues { Set($0["properties"]?.members.keys ?? [:].keys) }
    for run in Self.runs {
      for event in try CommandRun(run.arguments, input: run.input).events {
        unseen[event["event"]?.text ?? "", default: []].subtract(event.members.keys)
      }
    }
    #expect(unseen.filter { !$0.value.isEmpty } == [:])
  }

  @Test(arguments: [
    #"{"event":"gap","capture":"-","connection":1,"sequence":2,"sender":"server","offset":"1","length":2}"#,
    #"{"event":"gap","capture":"-","connection":1,"sequence":2,"sender":"server","offset":1}"#,
    #"{"event":"gap","capture":"-","connection":1,"sequence":2,"sender":"nobody","offset":1,"length":2}"#,
    #"{"event":"gap","capture":"-","connection":1,"sequence":2,"sender":"server","offset":1,"length":2,"more":1}"#,
    #"{"event":"gasp","capture":"-","connection":1,"sequence":2,"sender":"server","offset":1,"length":2}"#,
  ])
  func `the schema refuses what is no event`(line: String) throws {
    #expect(try JSONSchemaChecker.printed.get().faults(in: JSON(parsing: line)) != [])
  }

  static let readers = ["json", "duckdb", "sqlite", "spark", "spark-sql"]

  @Test(arguments: readers)
  func `every event and field is told to every reader`(reader: String) throws {
    let schema = try JSONSchemaChecker.printed.get()
    let run = try CommandRun(["schema", "--for", reader])
    #expect(run.status == 0)
    #expect(run.complaints == "")
    for (name, definition) in schema.definitions {
      if reader.hasSuffix("sql") || reader.hasSuffix("duckdb") { #expect(run.text.contains("WHERE event = '\(name)'")) }
      for field in definition["properties"]?.members.keys ?? [:].keys {
        #expect(
          ["\"\(field)\"", "`\(field)`"].contains(where: run.text.contains) || reader == "sqlite" && field == "event")
      }
    }
  }

  @Test func `without a reader it is JSON Schema, with whatever format`() throws {
    let plain = try CommandRun(["schema"])
    #expect(try CommandRun(["schema", "--for", "json", "--json"]).output == plain.output)
    let noted = try CommandRun(["schema", "--for", "sqlite", "--json", "-v"])
    #expect(noted.complaints == "wslens: --format is ignored: --for says what is written\n")
    #expect(noted.output == (try CommandRun(["schema", "--for", "sqlite"])).output)
    #expect(try CommandRun(["schema", "--for", "oracle"]).status == 64)
  }

  // MARK: Loading

  /// Python with an SQLite that takes JSON apart.
  static let hasSQLite: Bool = {
    let script = "import sqlite3; assert sqlite3.sqlite_version_info >= (3, 38)"
    return (try? CommandRun(shell: "python3 -c '\(script)'"))?.status == 0
  }()

  @Test(.enabled(if: hasSQLite))
  func `SQLite counts what the summary counts`() throws {
    let script = #"""
      import sqlite3, sys
      base = sqlite3.connect(":memory:")
      base.executescript(open(sys.argv[1]).read())
      base.executemany("INSERT INTO lines VALUES (?)", ((line,) for line in open(sys.argv[2])))
      for query in sys.argv[3:]: print(base.execute(query).fetchone())
      """#
    let folder = try TemporaryFolder()
    try Data(script.utf8).write(to: folder["load.py"])
    let queries = [
      """
      SELECT (SELECT count(*) FROM connections) = sum(connections), (SELECT count(*) FROM frames) = sum(frames),
        (SELECT count(*) FROM messages WHERE type IN ('text', 'binary')) = sum(messages),
        (SELECT count(*) FROM findings WHERE severity = 'error') = sum(errors), sum(frames)
      FROM summaries WHERE capture IS NOT NULL
      """,
      "SELECT count(*), sum(fin), typeof(max(time)), typeof(max(payload_length)) FROM frames",
      "SELECT typeof(max(duration)), (SELECT json_extract(request_fields, '$[0][0]') FROM handshakes) FROM ends",
    ].map { "\"\($0)\"" }.joined(separator: " ")
    let run = try CommandRun(
      shell: """
        cd '\(folder.url.path)' && $WSLENS schema --for sqlite > schema.sql &&
        $WSLENS pcap '\(Samples.root)'/Samples/*.pcap --json --show frames,messages > events.jsonl &&
        python3 load.py schema.sql events.jsonl \(queries)
        """)
    #expect(run.complaints == "")
    #expect(run.lines == ["(1, 1, 1, 1, 60)", "(60, 55, 'text', 'integer')", "('real', 'Host')", ""])
  }
}

extension JSON {
  /// The members of an object; nothing of other values.
  fileprivate var members: [String: JSON] {
    guard case .object(let members) = self else { return [:] }
    return members
  }
}
