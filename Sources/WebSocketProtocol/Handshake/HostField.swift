/// The `Host` field: a host with an optional port (RFC 9110 section 7.2).
enum HostField {
  /// Judges the field lines of that name: RQ-04.
  ///
  /// - Parameter second: where the second line's value begins.
  static func judge(_ values: [String], isSecure: Bool?, second: UInt64? = nil) -> [Finding] {
    guard let value = values.first else { return [] }
    var findings: [Finding] = []
    if values.count > 1 {
      findings.append(Finding(.rq04, "Host stands \(values.count) times and must stand once", offset: second))
    }
    if let fault = fault(of: value) {
      findings.append(Finding(.rq04, fault, evidence: value))
    } else if let port = port(of: value), port == 80 && isSecure != true || port == 443 && isSecure != false {
      findings.append(
        Finding(.rq04, severity: .note, "the default port \(port) need not be written", evidence: value))
    }
    return findings
  }

  /// What is wrong with a value; `nil` where nothing is.
  static func fault(of value: String) -> String? {
    if value.isEmpty { return "Host is empty" }
    if value.contains("://") { return "Host holds a URI; it is the host alone, with a port where needed" }
    if value.contains("@") { return "Host holds user information; it is the host alone" }
    if let wrong = value.first(where: { " \t/?#,\"<>\\".contains($0) }) {
      return "Host holds \"\(wrong.escapedForDisplay)\"; it is one host, with a port where needed"
    }
    if value.hasPrefix("[") {
      if !value.contains("]") { return "the bracket of the address in Host is not closed" }
    } else if value.utf8.count(where: { $0 == UInt8(ascii: ":") }) > 1 {
      return "\"\(value)\" holds several colons; an IPv6 address stands in brackets, such as [::1]:8080"
    }
    let parts = split(value)
    if parts.host.isEmpty { return "Host has no name before its port" }
    if let port = parts.port, !port.isEmpty, self.port(of: value) == nil {
      return "\"\(port)\" is no port from 0 to 65535"
    }
    return nil
  }

  /// The port, where one is written.
  static func port(of value: String) -> Int? {
    guard let text = split(value).port, text.utf8.allSatisfy({ (0x30...0x39).contains($0) }), let port = Int(text),
      port <= 65535
    else { return nil }
    return port
  }

  /// Host and port; an IPv6 address stands in brackets.
  private static func split(_ value: String) -> (host: Substring, port: Substring?) {
    let end = value.hasPrefix("[") ? value.firstIndex(of: "]") ?? value.startIndex : value.startIndex
    guard let colon = value[end...].firstIndex(of: ":") else { return (value[...], nil) }
    return (value[..<colon], value[value.index(after: colon)...])
  }

  /// The value without a port that is the scheme's default.
  static func withoutDefaultPort(_ value: String, isSecure: Bool) -> String {
    guard port(of: value) == (isSecure ? 443 : 80) else { return value }
    return String(split(value).host)
  }
}
