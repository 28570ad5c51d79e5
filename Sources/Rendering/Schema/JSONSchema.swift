/// The events as a JSON Schema, draft 2020-12: a line is one of them, with its own fields and no other.
struct JSONSchema {
  private let events: [EventKind]
  private let version: String

  init(_ events: [EventKind], version: String) {
    self.events = events
    self.version = version
  }

  func write(to output: inout OutputBuffer) {
    let document = JSONDocument.object([
      ("$schema", .text("https://json-schema.org/draft/2020-12/schema")),
      ("$id", .text("urn:wslens:events:\(version)")),
      ("title", .text("Events of wslens \(version)")),
      ("description", .text("One line of what wslens writes with --format jsonl. An absent field is not known.")),
      ("oneOf", .array(events.map { .object([("$ref", .text("#/$defs/\($0.name)"))]) })),
      ("$defs", .object(events.map { ($0.name, definition($0)) })),
    ])
    document.write(to: &output)
    output.write("\n")
  }

  private func definition(_ event: EventKind) -> JSONDocument {
    .object([("description", .text(event.meaning))] + Self.object(event.fields))
  }

  /// An object with these fields.
  private static func object(_ fields: [EventField]) -> [(String, JSONDocument)] {
    [
      ("type", .text("object")),
      ("properties", .object(fields.map { ($0.name, property($0)) })),
      ("required", .array(fields.filter(\.isAlwaysThere).map { .text($0.name) })),
      ("additionalProperties", .boolean(false)),
    ]
  }

  private static func property(_ field: EventField) -> JSONDocument {
    var members: [(String, JSONDocument)] = [("description", .text(field.meaning))] + type(field.type)
    if field.values.count == 1 {
      members.append(("const", .text(field.values[0])))
    } else if !field.values.isEmpty {
      members.append(("enum", .array(field.values.map { .text($0) })))
    }
    return .object(members)
  }

  private static func type(_ type: FieldType) -> [(String, JSONDocument)] {
    switch type {
    case .boolean: [("type", .text("boolean"))]
    case .integer: [("type", .text("integer")), ("minimum", .number(0)), ("maximum", .number(UInt64(Int64.max)))]
    case .claim: [("type", .text("integer")), ("minimum", .number(0)), ("maximum", .number(.max))]
    case .number: [("type", .text("number")), ("minimum", .number(0))]
    case .text: [("type", .text("string"))]
    case .bytes: [("type", .text("string")), ("pattern", .text("^([0-9a-f]{2})*$"))]
    case .time:
      [
        ("type", .text("string")), ("format", .text("date-time")),
        ("pattern", .text("^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}[.][0-9]{9}Z$")),
      ]
    case .texts: [("type", .text("array")), ("items", .object([("type", .text("string"))]))]
    case .pairs: list(ofTwo: .text)
    case .ranges: list(ofTwo: .integer)
    case .record(let fields): object(fields)
    }
  }

  /// A list of lists of two.
  private static func list(ofTwo element: FieldType) -> [(String, JSONDocument)] {
    let pair: [(String, JSONDocument)] = [
      ("type", .text("array")), ("items", .object(type(element))), ("minItems", .number(2)), ("maxItems", .number(2)),
    ]
    return [("type", .text("array")), ("items", .object(pair))]
  }
}
