/// The events as views of DuckDB, which reads the files as they are.
struct DuckDBSchema {
  private let events: [EventKind]
  private let all: EventColumns
  private let version: String

  init(_ events: [EventKind], version: String) {
    self.events = events
    self.version = version
    all = EventColumns(events)
  }

  func write(to output: inout OutputBuffer) {
    output.write(lines: [
      "-- Events of wslens \(version) as views of DuckDB. Nothing is loaded: the views read events.jsonl, or the files that",
      "-- SET VARIABLE events = 'folder/*.jsonl'; names before.",
      "",
      "--   wslens pcap *.pcap --json --show frames,messages > events.jsonl",
      "--   wslens schema --for duckdb > events.sql",
      "--   duckdb -init events.sql -c 'SELECT rule, count(*) FROM findings GROUP BY rule'",
      "",
      "-- Every event; a column whose type depends on the event is JSON.",
      "CREATE OR REPLACE VIEW events AS",
      "SELECT * FROM read_json(coalesce(getvariable('events'), 'events.jsonl'), format = 'newline_delimited', columns = {",
    ])
    for (index, column) in all.columns.enumerated() {
      let type = column.type.map(Self.type) ?? "JSON"
      output.write("  \(Self.quoted(column.name)): '\(type)'\(index < all.columns.count - 1 ? "," : "")\n")
    }
    output.write("});\n")
    output.write(viewsOf: events, "CREATE OR REPLACE VIEW", name: Self.quoted, column: column)
  }

  private func column(_ field: EventField) -> String {
    let name = Self.quoted(field.name)
    return all.isUniform(field.name) ? name : "CAST(\(name) ->> '$' AS \(Self.type(field.type))) AS \(name)"
  }

  private static func quoted(_ name: String) -> String { "\"\(name)\"" }

  private static func type(_ type: FieldType) -> String {
    switch type {
    case .boolean: "BOOLEAN"
    case .integer: "BIGINT"
    case .claim: "UBIGINT"
    case .number: "DOUBLE"
    case .text, .bytes: "VARCHAR"
    case .time: "TIMESTAMP_NS"
    case .texts: "VARCHAR[]"
    case .pairs: "VARCHAR[][]"
    case .ranges: "BIGINT[][]"
    case .record(let fields):
      "STRUCT(\(fields.map { "\(quoted($0.name)) \(Self.type($0.type))" }.joined(separator: ", ")))"
    }
  }
}
