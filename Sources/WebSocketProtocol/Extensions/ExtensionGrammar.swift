/// The grammar of `Sec-WebSocket-Extensions` (RFC 6455 section 9.1): a list of names with parameters.
///
///     extension-list  = 1#extension
///     extension       = token *( ";" token [ "=" ( token / quoted-string ) ] )
enum ExtensionGrammar {
  /// A place where a value leaves the grammar.
  struct Fault: Hashable {
    /// Bytes from the first of the value.
    let offset: Int
    /// What is wrong, in one sentence.
    let message: String
    /// True where only the content of a quoted string is at fault.
    var isQuotedValue = false
  }

  /// Where a field's value leaves the grammar; one fault for each element at the most.
  static func faults(of value: String) -> [Fault] {
    var parser = Parser(Array(value.utf8))
    return parser.list()
  }

  private struct Parser {
    let bytes: [UInt8]
    var position = 0

    init(_ bytes: [UInt8]) {
      self.bytes = bytes
    }

    var current: UInt8? { position < bytes.count ? bytes[position] : nil }

    mutating func skipBlanks() {
      while let byte = current, byte == 0x20 || byte == 0x09 { position += 1 }
    }

    mutating func token() -> String? {
      let start = position
      while let byte = current, HTTPToken.isTokenCharacter(byte) { position += 1 }
      return position > start ? String(decoding: bytes[start..<position], as: UTF8.self) : nil
    }

    mutating func list() -> [Fault] {
      var faults: [Fault] = []
      skipBlanks()
      if current == nil {
        return [Fault(offset: 0, message: "the field is empty; where there is no extension it is left out")]
      }
      while true {
        if let fault = element() {
          faults.append(fault)
          skipElement()
        }
        skipBlanks()
        guard current == UInt8(ascii: ",") else { return faults }
        position += 1
        skipBlanks()
      }
    }

    /// Reads one extension; tells where it leaves the grammar.
    private mutating func element() -> Fault? {
      let start = position
      guard let name = token() else {
        return Fault(
          offset: start,
          message: current == nil || current == UInt8(ascii: ",")
            ? "an empty element in the list of extensions" : "the name of an extension is missing")
      }
      skipBlanks()
      while current == UInt8(ascii: ";") {
        position += 1
        skipBlanks()
        let place = position
        guard let parameter = token() else {
          return Fault(
            offset: place,
            message: current == nil || current == UInt8(ascii: ",")
              ? "a semicolon behind \(name) with no parameter after it"
              : "the name of a parameter of \(name) is missing")
        }
        skipBlanks()
        if current == UInt8(ascii: "=") {
          position += 1
          skipBlanks()
          if let fault = value(of: parameter) { return fault }
          skipBlanks()
        }
      }
      guard let byte = current, byte != UInt8(ascii: ",") else { return nil }
      let character = Character(Unicode.Scalar(byte)).escapedForDisplay
      return Fault(offset: position, message: "\"\(character)\" cannot stand behind \(name)")
    }

    private mutating func value(of parameter: String) -> Fault? {
      let start = position
      if token() != nil { return nil }
      guard current == UInt8(ascii: "\"") else {
        return Fault(offset: start, message: "\(parameter) has an equals sign and no value")
      }
      position += 1
      var content: [UInt8] = []
      while let byte = current, byte != UInt8(ascii: "\"") {
        position += 1
        if byte == UInt8(ascii: "\\"), let escaped = current {
          content.append(escaped)
          position += 1
        } else {
          content.append(byte)
        }
      }
      guard current != nil else { return Fault(offset: start, message: "the quotes of \(parameter) are not closed") }
      position += 1
      guard !HTTPToken.isToken(content) else { return nil }
      return Fault(
        offset: start, message: "the quoted value of \(parameter) is no token, as it must be", isQuotedValue: true)
    }

    /// Goes to the comma that ends a faulty element, past quoted strings.
    private mutating func skipElement() {
      var isQuoted = false
      while let byte = current, isQuoted || byte != UInt8(ascii: ",") {
        if byte == UInt8(ascii: "\"") { isQuoted.toggle() }
        if byte == UInt8(ascii: "\\"), isQuoted { position += 1 }
        position = min(position + 1, bytes.count)
      }
    }
  }
}
