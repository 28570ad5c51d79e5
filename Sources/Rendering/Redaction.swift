import WebSocketProtocol

/// Takes out of a report what must not be shared, and leaves its length.
enum Redaction {
  private static let secretFields: Set<String> = [
    "authorization", "cookie", "proxy-authorization", "set-cookie", "x-api-key",
  ]

  /// A target whose query values are replaced by their lengths.
  static func target(_ target: String) -> String {
    guard let question = target.firstIndex(of: "?") else { return target }
    let query = target[target.index(after: question)...].split(separator: "&", omittingEmptySubsequences: false)
    let shown = query.map { pair in
      guard let equals = pair.firstIndex(of: "=") else { return String(pair) }
      return "\(pair[...equals])\(length(pair[pair.index(after: equals)...].utf8.count))"
    }
    return "\(target[...question])\(shown.joined(separator: "&"))"
  }

  /// A header field's value, or its length where the field carries a secret.
  static func value(_ value: String, of name: String) -> String {
    // White space before the colon is a fault that must not give the value away.
    let trimmed = name.split(whereSeparator: { $0 == " " || $0 == "\t" }).joined().lowercased()
    if trimmed.isEmpty || secretFields.contains(trimmed) { return length(value.utf8.count) }
    return ["referer", "origin", "location"].contains(trimmed) ? target(value) : value
  }

  /// What a part of a head holds, without the values of a query and of fields that carry secrets.
  static func value(_ value: String, ofPart part: String) -> String {
    ["request line", "target"].contains(part) ? target(value) : self.value(value, of: part)
  }

  /// A length in place of what was there.
  static func length(_ count: Int) -> String {
    "(\(count) \(count == 1 ? "byte" : "bytes"))"
  }
}
