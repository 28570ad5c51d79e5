/// The events as tables of SQLite, with a view that takes lines and puts each into the table of its event.
struct SQLiteSchema {
  private let events: [EventKind]
  private let version: String

  init(_ events: [EventKind], version: String) {
    self.events = events
    self.version = version
  }

  func write(to output: inout OutputBuffer) {
    output.write(lines: [
      "-- Events of wslens \(version) as tables of SQLite, 3.38 or later. Each line that is inserted into the view lines goes",
      "-- into the table of its event.",
      "",
      "--   wslens pcap *.pcap --json --show frames,messages > events.jsonl",
      "--   wslens schema --for sqlite | sqlite3 events.db",
      #"--   sqlite3 events.db -cmd '.mode ascii' -cmd '.separator "\037" "\n"' '.import events.jsonl lines'"#,
      "--   sqlite3 events.db 'SELECT rule, count(*) FROM findings GROUP BY rule'",
      "",
      "-- Booleans are 1 and 0, lists are JSON. A length beyond 9223372036854775807, which only a broken header claims,",
      "-- becomes a floating-point number.",
      "",
      "CREATE VIEW IF NOT EXISTS lines(line) AS SELECT NULL WHERE 0;",
    ])
    for event in events {
      output.write("\n-- \(event.meaning)\nCREATE TABLE IF NOT EXISTS \(Self.quoted(event.table)) (\n")
      output.write(
        items: event.columns.map { field in
          let constraint = field.isAlwaysThere ? " NOT NULL" : ""
          return ("\(Self.quoted(field.name)) \(Self.type(field.type))\(constraint)", field.meaning)
        })
      output.write(lines: [
        ");",
        "CREATE TRIGGER IF NOT EXISTS \(Self.quoted("take_\(event.table)")) INSTEAD OF INSERT ON lines",
        "WHEN NEW.line ->> '$.event' = '\(event.name)' BEGIN INSERT INTO \(Self.quoted(event.table)) VALUES (",
      ])
      output.write("  \(event.columns.map { "NEW.line ->> '$.\($0.name)'" }.joined(separator: ",\n  "))\n")
      output.write("); END;\n")
    }
  }

  private static func quoted(_ name: String) -> String { "\"\(name)\"" }

  private static func type(_ type: FieldType) -> String {
    switch type {
    case .boolean, .integer, .claim: "INTEGER"
    case .number: "REAL"
    case .text, .bytes, .time, .texts, .pairs, .ranges, .record: "TEXT"
    }
  }
}
