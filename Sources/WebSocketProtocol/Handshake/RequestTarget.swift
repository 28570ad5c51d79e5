/// The target of an opening request: a path with its query, or an absolute http or https URI (RFC 6455 section 3).
enum RequestTarget {
  /// What is wrong with a target; `nil` where nothing is.
  static func fault(of target: String) -> String? {
    if target.contains("#") {
      return "the target has a fragment (#), which a WebSocket URI cannot have; write %23 for the character"
    }
    if let wrong = target.first(where: { character in character.utf8.contains { $0 < 0x20 || $0 >= 0x7f } }) {
      return "the target holds \"\(wrong.escapedForDisplay)\", which has to be percent-encoded"
    }
    if target.hasPrefix("/") { return nil }
    let lowercased = target.asciiLowercased
    if lowercased.hasPrefix("ws://") || lowercased.hasPrefix("wss://") {
      return "the target is a ws URI; a request line has the path alone, or an http or https URI"
    }
    for scheme in ["http://", "https://"] where lowercased.hasPrefix(scheme) {
      let isWithoutHost = lowercased.dropFirst(scheme.count).first.map { "/?:".contains($0) } ?? true
      return isWithoutHost ? "the target is a URI without a host" : nil
    }
    return target.isEmpty
      ? "the target is empty; the root is written /" : "the target is neither a path nor an http URI"
  }

  /// The path and the query of a target in either form.
  static func path(of target: String) -> String {
    for scheme in ["http://", "https://"] where target.asciiLowercased.hasPrefix(scheme) {
      let rest = target.dropFirst(scheme.count)
      return rest.firstIndex(of: "/").map { String(rest[$0...]) } ?? "/"
    }
    return target
  }
}
