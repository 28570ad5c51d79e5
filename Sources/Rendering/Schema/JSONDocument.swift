/// A JSON value that is written over several lines, for people to read.
indirect enum JSONDocument: Sendable {
  case boolean(Bool)
  case number(UInt64)
  case text(String)
  case array([JSONDocument])
  case members([Member])

  /// A member of an object.
  struct Member: Sendable {
    let name: String
    let value: JSONDocument
  }

  /// An object with these members.
  static func object(_ members: [(String, JSONDocument)]) -> JSONDocument {
    .members(members.map { Member(name: $0.0, value: $0.1) })
  }

  /// Writes the value without a line end; what is in it stands two columns further in than the line it begins on.
  func write(to output: inout OutputBuffer, indentation: Int = 0) {
    switch self {
    case .boolean(let value): output.write(value ? "true" : "false")
    case .number(let value): output.write(value)
    case .text(let text): output.write(json: text.utf8)
    case .array(let elements):
      Self.write(elements, in: ("[", "]"), to: &output, indentation) { element, output in
        element.write(to: &output, indentation: indentation + 2)
      }
    case .members(let members):
      Self.write(members, in: ("{", "}"), to: &output, indentation) { member, output in
        output.write(json: member.name.utf8)
        output.write(": ")
        member.value.write(to: &output, indentation: indentation + 2)
      }
    }
  }

  private static func write<Element>(
    _ elements: [Element], in brackets: (String, String), to output: inout OutputBuffer, _ indentation: Int,
    _ write: (Element, inout OutputBuffer) -> Void
  ) {
    output.write(brackets.0)
    for (index, element) in elements.enumerated() {
      output.write(index > 0 ? ",\n" : "\n")
      output.write(String(repeating: " ", count: indentation + 2))
      write(element, &output)
    }
    if !elements.isEmpty {
      output.write("\n")
      output.write(String(repeating: " ", count: indentation))
    }
    output.write(brackets.1)
  }
}
