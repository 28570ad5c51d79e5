import Testing

/// Holds values against a JSON Schema: as much of draft 2020-12 as the program's own schema uses.
///
/// A keyword that it does not know is a fault too, so that nothing passes unchecked.
struct JSONSchemaChecker {
  let schema: JSON

  /// The definitions by their names.
  var definitions: [String: JSON] {
    guard case .object(let definitions)? = schema["$defs"] else { return [:] }
    return definitions
  }

  /// What is wrong with an event: it has to fit exactly one of the definitions.
  func faults(in event: JSON) -> [String] {
    guard case .array(let choices)? = schema["oneOf"] else { return ["the schema offers no choice"] }
    let judged = choices.map { faults(in: event, $0, at: "") }
    if judged.count(where: \.isEmpty) == 1 { return [] }
    // What is told is about the definition of the event's own name.
    let name = event["event"]?.text ?? ""
    guard let own = definitions[name] else { return ["\(name): there is no such event"] }
    return faults(in: event, own, at: name) + ["fits \(judged.count(where: \.isEmpty)) definitions"]
  }

  private func faults(in value: JSON, _ schema: JSON, at path: String) -> [String] {
    guard case .object(let keywords) = schema else { return ["\(path): the schema is no object"] }
    return keywords.flatMap { keyword, wanted in faults(in: value, keyword, wanted, keywords, at: path) }
  }

  private func faults(
    in value: JSON, _ keyword: String, _ wanted: JSON, _ keywords: [String: JSON], at path: String
  ) -> [String] {
    switch (keyword, wanted, value) {
    case ("description", _, _), ("format", _, _): []
    case ("$ref", .string(let reference), _):
      definitions[String(reference.dropFirst("#/$defs/".count))].map { faults(in: value, $0, at: path) }
        ?? ["\(path): \(reference) leads nowhere"]
    case ("type", .string(let type), _): Self.has(value, type) ? [] : ["\(path): \(value) is no \(type)"]
    case ("const", _, _): value == wanted ? [] : ["\(path): \(value) is not \(wanted)"]
    case ("enum", .array(let values), _): values.contains(value) ? [] : ["\(path): \(value) is none of \(values)"]
    case ("pattern", .string(let pattern), .string(let text)):
      (try? Regex(pattern).firstMatch(in: text)) == nil ? ["\(path): \(text) does not match \(pattern)"] : []
    case ("minimum", .integer(let least), .integer(let number)): number < least ? ["\(path): \(number)"] : []
    case ("minimum", .integer(let least), .number(let number)): number < Double(least) ? ["\(path): \(number)"] : []
    case ("maximum", .integer(let most), .integer(let number)): number > most ? ["\(path): \(number)"] : []
    case ("minItems", .integer(let least), .array(let items)): items.count < least ? ["\(path): too few"] : []
    case ("maxItems", .integer(let most), .array(let items)): items.count > most ? ["\(path): too many"] : []
    case ("items", _, .array(let items)): items.flatMap { faults(in: $0, wanted, at: "\(path)[]") }
    case ("properties", .object(let properties), .object(let members)):
      members.flatMap { name, member in
        properties[name].map { faults(in: member, $0, at: "\(path).\(name)") } ?? []
      }
    case ("required", .array(let names), .object(let members)):
      names.compactMap(\.text).filter { members[$0] == nil }.map { "\(path).\($0) is missing" }
    case ("additionalProperties", .bool(false), .object(let members)):
      Self.names(keywords["properties"]).map { known in
        members.keys.filter { !known.contains($0) }.map { "\(path).\($0) is not in the schema" }
      } ?? ["\(path): there are no properties"]
    default: ["\(path): \(keyword) says nothing about \(value)"]
    }
  }

  private static func names(_ object: JSON?) -> Set<String>? {
    guard case .object(let members)? = object else { return nil }
    return Set(members.keys)
  }

  private static func has(_ value: JSON, _ type: String) -> Bool {
    switch (type, value) {
    case ("boolean", .bool), ("integer", .integer), ("number", .integer), ("number", .number), ("string", .string),
      ("array", .array), ("object", .object):
      true
    default: false
    }
  }
}

extension JSONSchemaChecker {
  /// The schema that the program prints.
  static let printed = Result {
    let run = try CommandRun(["schema"])
    return JSONSchemaChecker(schema: try JSON(parsing: run.text))
  }
}
