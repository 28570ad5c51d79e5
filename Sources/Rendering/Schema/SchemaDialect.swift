/// The languages in which the events' schema is written.
public enum SchemaDialect: String, CaseIterable, Sendable {
  /// JSON Schema, draft 2020-12.
  case json
  /// SQL of DuckDB: views that read the files as they are.
  case duckdb
  /// SQL of SQLite: tables, and a view that takes lines apart.
  case sqlite
  /// The columns of all events, as Apache Spark's `spark.read.schema` takes them.
  case spark
  /// SQL of Apache Spark: views that read the files as they are.
  case sparkSQL = "spark-sql"

  /// Writes the schema.
  ///
  /// - Parameters:
  ///   - version: the version of the program, which is that of its schema.
  ///   - events: what may be in the files.
  public func write(
    version: String, _ events: [EventKind] = EventSchema.events, to output: inout OutputBuffer
  ) {
    switch self {
    case .json: JSONSchema(events, version: version).write(to: &output)
    case .duckdb: DuckDBSchema(events, version: version).write(to: &output)
    case .sqlite: SQLiteSchema(events, version: version).write(to: &output)
    case .spark: SparkSchema(events, version: version).writeColumns(to: &output)
    case .sparkSQL: SparkSchema(events, version: version).writeViews(to: &output)
    }
  }
}
