import Testing

@testable import Rendering

/// How types that no table of today needs become columns, and what columns events share.
@Suite struct SchemaTextTests {
  static let events = [
    EventKind(
      name: "first", table: "firsts", meaning: "one of two",
      fields: [
        .always("event", .text, "its kind", values: ["first"]), .always("shared", .integer, "a number"),
        .optional("pieces", .ranges, "what is there"),
        .optional("times", .record([.always("least", .number, "seconds"), .optional("most", .claim, "bytes")]), "two"),
      ]),
    EventKind(
      name: "second", table: "seconds", meaning: "the other's",
      fields: [
        .always("event", .text, "its kind", values: ["second"]), .always("shared", .text, "the peer's words"),
        .always("own", .text, "the peer's name"),
      ]),
  ]

  static func text(_ dialect: SchemaDialect) -> String {
    var output = OutputBuffer()
    dialect.write(version: "1", events, to: &output)
    return String(decoding: output.bytes, as: UTF8.self)
  }

  @Test(arguments: [
    (SchemaDialect.duckdb, #""pieces": 'BIGINT[][]'"#),
    (.duckdb, #""times": 'STRUCT("least" DOUBLE, "most" UBIGINT)'"#), (.duckdb, #""shared": 'JSON'"#),
    (.duckdb, #"  CAST("shared" ->> '$' AS BIGINT) AS "shared",  -- a number"#),
    (.duckdb, #"  "own"  -- the peer's name"#),
    (.spark, "`pieces` ARRAY<ARRAY<BIGINT>> COMMENT 'what is there'"),
    (.spark, "`times` STRUCT<`least`: DOUBLE, `most`: DECIMAL(20, 0)>"), (.spark, "`shared` STRING,"),
    (.spark, #"`own` STRING COMMENT 'the peer\'s name'"#), (.sparkSQL, "CAST(`shared` AS BIGINT) AS `shared`,"),
    (.sqlite, #""pieces" TEXT,"#), (.sqlite, #""shared" INTEGER NOT NULL,"#), (.sqlite, #""shared" TEXT NOT NULL,"#),
    (.json, #""$id": "urn:wslens:events:1""#), (.json, #""description": "the other's""#),
  ])
  func `a column is written for its reader`(dialect: SchemaDialect, line: String) {
    #expect(Self.text(dialect).contains(line))
  }

  @Test func `empty lists and objects stay on their line`() {
    var output = OutputBuffer()
    JSONDocument.object([("a", .array([])), ("b", .object([])), ("c", .array([.number(1), .boolean(true)]))])
      .write(to: &output)
    #expect(
      String(decoding: output.bytes, as: UTF8.self)
        == "{\n  \"a\": [],\n  \"b\": {},\n  \"c\": [\n    1,\n    true\n  ]\n}")
  }

  @Test func `every event has its own name and table, and no field twice`() {
    let events = EventSchema.events
    #expect(Set(events.map(\.name)).count == events.count)
    #expect(Set(events.map(\.table)).count == events.count)
    for event in events {
      #expect(Set(event.fields.map(\.name)).count == event.fields.count)
      #expect(event.fields.allSatisfy { !$0.meaning.isEmpty && !$0.meaning.hasSuffix(".") })
    }
  }
}
