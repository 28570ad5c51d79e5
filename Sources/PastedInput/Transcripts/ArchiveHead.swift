/// Writes heads from an archive's names and values.
struct ArchiveHead {
  /// Where the entry stands in the text.
  let source: Int

  private var names = 0
  private var namesWithCapitals = 0

  /// Writes heads of an entry.
  init(source: Int) {
    self.source = source
  }

  /// Whether all names were written in small letters, as HTTP/2 does and some exporters do.
  var areNamesSmall: Bool { names > 0 && namesWithCapitals == 0 }

  /// The head of the request.
  mutating func request(_ request: ArchiveEntry.Request) -> MappedBytes {
    let url = Array(request.url.utf8)
    let target = PanelWriter.target(of: url.indices, in: url).map { Array(url[$0]) } ?? []
    let slash = target.first == UInt8(ascii: "/") ? "" : "/"
    let isExtended = request.headers?.contains { $0.name == ":protocol" } ?? false
    var text = "\(request.method) \(slash)\(String(decoding: target, as: UTF8.self)) "
    text += version(isExtended ? "HTTP/2" : request.httpVersion)
    let headers = request.headers ?? []
    var lines = [text]
    if !isExtended, let authority = headers.first(where: { $0.name == ":authority" }),
      !headers.contains(where: { $0.name.lowercased() == "host" })
    {
      lines.append("Host: \(authority.value)")
    }
    return write(lines, headers, keepsPseudoFields: isExtended)
  }

  /// The head of the response.
  mutating func response(_ response: ArchiveEntry.Response, status: Int) -> MappedBytes {
    let line = "\(version(response.httpVersion)) \(status) \(response.statusText ?? "")"
    return write([line], response.headers ?? [], keepsPseudoFields: false)
  }

  /// The version as a start line has it; exporters write `http/1.1`, `h2`, `HTTP/2.0`, or nothing.
  private func version(_ name: String?) -> String {
    switch name?.lowercased() {
    case "http/1.0": "HTTP/1.0"
    case "http/2", "http/2.0", "h2": "HTTP/2"
    case "http/3", "http/3.0", "h3": "HTTP/3"
    default: "HTTP/1.1"
    }
  }

  private mutating func write(
    _ lines: [String], _ fields: [ArchiveEntry.Field], keepsPseudoFields: Bool
  ) -> MappedBytes {
    var lines = lines
    for field in fields where keepsPseudoFields || !field.name.hasPrefix(":") {
      names += 1
      if field.name.utf8.contains(where: { $0.isLetter && $0 & 0x20 == 0 }) { namesWithCapitals += 1 }
      // Some exporters join fields of one name with a line end.
      for value in field.value.utf8.split(separator: .lineFeed, omittingEmptySubsequences: false) {
        lines.append("\(field.name): \(String(decoding: value, as: UTF8.self))")
      }
    }
    var head = MappedBytes()
    for line in lines + [""] {
      head.append(made: line.utf8.map { $0 == .lineFeed || $0 == .carriageReturn ? .space : $0 }, at: source)
      head.append(made: [.carriageReturn, .lineFeed], at: source)
    }
    return head
  }
}
