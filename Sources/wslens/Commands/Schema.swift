public import ArgumentParser
public import Rendering

/// `wslens schema`: what the events look like, for programs that load them.
struct Schema: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "schema",
    abstract: "Print the schema of the events, as JSON Schema or SQL",
    discussion: """
      Describes what --format jsonl writes: every event, its fields, their types and units. json is a JSON Schema of a \
      line; duckdb and spark-sql are views that read files of events as they are; sqlite is tables and how to fill them; \
      spark is the list of columns that spark.read.schema takes.
      """)

  @Option(
    name: .customLong("for"), parsing: .unconditional, help: ArgumentHelp("Who is to read it.", valueName: "reader"))
  var reader: SchemaDialect = .json

  @OptionGroup
  var common: OutputOptions

  func run() throws {
    if common.effectiveFormat == .jsonl, reader != .json {
      common.note("--format is ignored: --for says what is written")
    }
    let output = try common.open()
    reader.write(version: WSLens.version, to: &output.buffer)
    try output.finish()
  }
}

extension SchemaDialect: ExpressibleByArgument {}
