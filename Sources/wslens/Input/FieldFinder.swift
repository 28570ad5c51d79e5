import WebSocketProtocol

/// Finds the values of one header field in what was pasted, a line at a time.
///
/// A line is a bare value, or the field with its name, or belongs to a whole request or response, possibly with the
/// `> ` and `< ` that curl and others put before it.
struct FieldFinder {
  /// What a line turned out to be.
  enum Line: Hashable {
    /// A value that stands for itself.
    case bare([UInt8])
    /// The value of the field.
    case value([UInt8])
    /// The field once more in the same head; the first one counts.
    case repeated
    /// Something else, which is skipped.
    case other
  }

  /// The field's name as it is usually written.
  let name: String
  /// The names of other fields that were seen, in lower case.
  private(set) var otherNames: Set<String> = []
  private var hasStartLine = false
  private var isInHead = false
  private var headHasField = false

  /// - Parameter name: the field's name as it is usually written.
  init(_ name: String) {
    self.name = name
  }

  /// Tells what a line is.
  ///
  /// - Parameter line: a line without its LF.
  mutating func take(_ line: some Collection<UInt8>) -> Line {
    let text = Self.trimmed(Self.withoutPrefix(Self.trimmed(Array(line)[...])))
    guard !text.isEmpty else {
      isInHead = false
      return .other
    }
    // What curl -v says in between.
    if text.starts(with: "* ".utf8) { return .other }
    if Self.isStartLine(text) {
      hasStartLine = true
      isInHead = true
      headHasField = false
      return .other
    }
    guard let colon = text.firstIndex(of: UInt8(ascii: ":")), HTTPToken.isToken(text[..<colon]),
      !Self.isFingerprint(text)
    else {
      return hasStartLine ? .other : .bare(Array(text))
    }
    let found = String(decoding: text[..<colon], as: UTF8.self).lowercased()
    guard found == name.lowercased() else {
      otherNames.insert(found)
      return .other
    }
    if isInHead, headHasField { return .repeated }
    headHasField = true
    return .value(Array(Self.trimmed(text[(colon + 1)...])))
  }

  /// Why nothing was found, for people.
  var absence: String {
    var reason = "there is no \(name) field"
    if otherNames.contains("sec-websocket-key1") || otherNames.contains("sec-websocket-key2") {
      reason += "; Sec-WebSocket-Key1 and -Key2 belong to hixie-76: see wslens challenge"
    } else if name == "Sec-WebSocket-Key", otherNames.contains("sec-websocket-accept") {
      reason += "; Sec-WebSocket-Accept is the answer to it"
    } else if name == "Sec-WebSocket-Accept", otherNames.contains("sec-websocket-key") {
      reason += "; Sec-WebSocket-Key is what it answers"
    }
    return reason
  }

  private static func isStartLine(_ line: ArraySlice<UInt8>) -> Bool {
    let version = Array("HTTP/".utf8)
    if line.starts(with: version) { return true }
    let parts = line.split(separator: UInt8(ascii: " "))
    return parts.count > 2 && parts.last?.starts(with: version) == true
  }

  /// True for bytes in hexadecimal digits with colons between them, which are a value and no field.
  private static func isFingerprint(_ line: ArraySlice<UInt8>) -> Bool {
    let groups = line.split(separator: UInt8(ascii: ":"), omittingEmptySubsequences: false)
    return groups.count > 2
      && groups.allSatisfy { $0.count == 2 && UInt8(String(decoding: $0, as: UTF8.self), radix: 16) != nil }
  }

  private static func withoutPrefix(_ line: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
    guard let first = line.first, first == UInt8(ascii: ">") || first == UInt8(ascii: "<") else { return line }
    let rest = line.dropFirst()
    return rest.first.map { $0 == UInt8(ascii: " ") } ?? true ? rest : line
  }

  private static func trimmed(_ line: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
    let isBlank: (UInt8) -> Bool = { $0 == 0x20 || $0 == 0x09 || $0 == 0x0d }
    var line = line.drop(while: isBlank)
    while let last = line.last, isBlank(last) { line.removeLast() }
    return line
  }
}
