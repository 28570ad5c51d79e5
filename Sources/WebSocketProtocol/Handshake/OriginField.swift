/// The `Origin` field: a scheme, a host and an optional port, or `null` (RFC 6454 section 7).
enum OriginField {
  /// What is wrong with a value; `nil` where nothing is.
  static func fault(of value: String) -> String? {
    if value == "null" { return nil }
    if value.isEmpty { return "the origin is empty; without one it is null" }
    guard let separator = value.firstRange(of: "://") else {
      return "\"\(value)\" is no origin: scheme://host, with a port where needed"
    }
    let scheme = value[..<separator.lowerBound]
    let rest = value[separator.upperBound...]
    guard HTTPToken.isToken(scheme), !rest.isEmpty else {
      return "\"\(value)\" is no origin: scheme://host, with a port where needed"
    }
    if rest.hasSuffix("/"), rest.dropLast().allSatisfy({ $0 != "/" }) {
      return "the origin ends in a slash; servers that compare it as text do not find it"
    }
    if rest.contains(where: { "/?#".contains($0) }) { return "the origin has a path; it ends behind host and port" }
    if rest.contains(where: { " ,@".contains($0) }) { return "\"\(value)\" is no single origin" }
    return nil
  }
}

extension String {
  /// Where a text first stands in this one.
  fileprivate func firstRange(of text: String) -> Range<Index>? {
    var start = startIndex
    while start < endIndex {
      if self[start...].hasPrefix(text) { return start..<index(start, offsetBy: text.count) }
      start = index(after: start)
    }
    return nil
  }
}
