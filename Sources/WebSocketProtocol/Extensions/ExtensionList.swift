/// The elements of a `Sec-WebSocket-Extensions` field, in order (RFC 6455 section 9.1).
public struct ExtensionList: Hashable, Sendable {
  /// The elements in the order they were sent.
  public let elements: [Element]

  /// One extension with its parameters.
  public struct Element: Hashable, Sendable {
    /// The extension's name as sent.
    public let name: String
    /// The parameters in the order they were sent.
    public let parameters: [Parameter]
    /// The element as sent, without the white space around it.
    public let text: String

    /// The parameter of that name, or `nil`.
    public func parameter(_ name: String) -> Parameter? {
      parameters.first { $0.name == name }
    }
  }

  /// One parameter of an extension.
  public struct Parameter: Hashable, Sendable {
    /// The parameter's name as sent.
    public let name: String
    /// The value without quotes; `nil` where there is no `=`.
    public let value: String?
  }

  /// Reads the list. What is not well formed is kept as it stands, so that rules can name it.
  ///
  /// - Parameter values: the values of all field lines of that name; they count as one list.
  public init(_ values: [String]) {
    elements = values.flatMap { value in
      Self.split(value, at: ",").map { element in
        let pieces = Self.split(element, at: ";").map(\.trimmingBlanks)
        return Element(
          name: pieces.first ?? "",
          parameters: pieces.dropFirst().map(Self.parameter),
          text: element.trimmingBlanks)
      }
    }
  }

  /// Splits at a separator outside quoted strings.
  private static func split(_ text: String, at separator: Character) -> [String] {
    var pieces: [String] = []
    var piece = ""
    var isQuoted = false
    var isEscaped = false
    for character in text {
      if isEscaped {
        isEscaped = false
      } else if character == "\\", isQuoted {
        isEscaped = true
      } else if character == "\"" {
        isQuoted.toggle()
      } else if character == separator, !isQuoted {
        pieces.append(piece)
        piece = ""
        continue
      }
      piece.append(character)
    }
    return pieces + [piece]
  }

  private static func parameter(_ text: String) -> Parameter {
    guard let equals = text.firstIndex(of: "=") else { return Parameter(name: text, value: nil) }
    let name = text[..<equals].trimmingBlanks
    var value = text[text.index(after: equals)...].trimmingBlanks
    if value.count >= 2, value.hasPrefix("\""), value.hasSuffix("\"") {
      var isEscaped = false
      value = String(
        value.dropFirst().dropLast().filter { character in
          defer { isEscaped = character == "\\" && !isEscaped }
          return isEscaped || character != "\\"
        })
    }
    return Parameter(name: name, value: value)
  }
}
