/// The events as Apache Spark reads them: one set of columns for all files, and a view for each event.
struct SparkSchema {
  private let events: [EventKind]
  private let all: EventColumns
  private let version: String

  init(_ events: [EventKind], version: String) {
    self.events = events
    self.version = version
    all = EventColumns(events)
  }

  /// Writes the columns of all events as a DDL string, which is what `spark.read.schema` takes.
  func writeColumns(to output: inout OutputBuffer) {
    let columns = all.columns.map { column in
      let type = column.type.map(Self.type) ?? Self.type(.text)
      let comment = column.meaning.map { " COMMENT '\($0.replacing("'", with: #"\'"#))'" } ?? ""
      return "\(Self.quoted(column.name)) \(type)\(comment)"
    }
    output.write("\(columns.joined(separator: ",\n"))\n")
  }

  /// Writes statements that make a view of all events, and one for each kind.
  func writeViews(to output: inout OutputBuffer) {
    output.write(lines: [
      "-- Events of wslens \(version) as views of Apache Spark, which reads events.jsonl; it may be a folder of files.",
      "",
      "--   wslens pcap *.pcap --json --show frames,messages > events.jsonl",
      "--   wslens schema --for spark-sql > events.sql",
      "--   spark-sql -i events.sql -e 'SELECT rule, count(*) FROM findings GROUP BY rule'",
      "",
      "-- Every event; a column whose type depends on the event is text.",
      "CREATE OR REPLACE TEMPORARY VIEW events (",
    ])
    writeColumns(to: &output)
    output.write(") USING json OPTIONS (path 'events.jsonl');\n")
    output.write(viewsOf: events, "CREATE OR REPLACE TEMPORARY VIEW", name: { $0 }, column: column)
  }

  private func column(_ field: EventField) -> String {
    let name = Self.quoted(field.name)
    return all.isUniform(field.name) ? name : "CAST(\(name) AS \(Self.type(field.type))) AS \(name)"
  }

  private static func quoted(_ name: String) -> String { "`\(name)`" }

  private static func type(_ type: FieldType) -> String {
    switch type {
    case .boolean: "BOOLEAN"
    case .integer: "BIGINT"
    // Spark has no unsigned integers.
    case .claim: "DECIMAL(20, 0)"
    case .number: "DOUBLE"
    case .text, .bytes: "STRING"
    case .time: "TIMESTAMP"
    case .texts: "ARRAY<STRING>"
    case .pairs: "ARRAY<ARRAY<STRING>>"
    case .ranges: "ARRAY<ARRAY<BIGINT>>"
    case .record(let fields):
      "STRUCT<\(fields.map { "\(quoted($0.name)): \(Self.type($0.type))" }.joined(separator: ", "))>"
    }
  }
}
