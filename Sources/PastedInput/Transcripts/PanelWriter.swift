/// Writes heads from what a browser's panel tells.
struct PanelWriter {
  let text: [UInt8]

  /// What the panel tells about the whole exchange.
  let general: HeaderPanel

  /// What had to be made up, one sentence each, and what it destroyed.
  private(set) var notes: [String] = []
  private(set) var lost: Transcript.Lost = []

  /// Writes from a panel's general part.
  init(text: [UInt8], general: HeaderPanel) {
    self.text = text
    self.general = general
  }

  /// The URL that was asked for.
  var url: Range<Int>? { general.value(of: "Request URL", in: text) ?? general.value(of: "URL", in: text) }

  /// The status code and the phrase behind it.
  var status: Range<Int>? { general.value(of: "Status Code", in: text) ?? general.value(of: "Status", in: text) }

  /// The head of the request.
  mutating func request(_ panel: HeaderPanel) -> MappedBytes {
    var head = MappedBytes()
    let source = panel.fields.first?.name.lowerBound ?? url?.lowerBound ?? 0
    let isExtended = panel.value(of: ":protocol", in: text) != nil
    if let line = panel.startLine {
      head.append(line, of: text)
    } else {
      noteStartLine("The request line")
      let method = panel.value(of: ":method", in: text) ?? general.value(of: "Request Method", in: text)
      if let method, !method.isEmpty {
        head.append(method, of: text)
      } else {
        head.append(made: "GET".utf8, at: source)
      }
      head.append(made: [.space], at: source)
      if let path = panel.value(of: ":path", in: text), !path.isEmpty {
        head.append(path, of: text)
      } else if let target = url.flatMap({ Self.target(of: $0, in: text) }) {
        if text[target.lowerBound] != UInt8(ascii: "/") {
          head.append(made: [UInt8(ascii: "/")], at: target.lowerBound)
        }
        head.append(target, of: text)
      } else {
        head.append(made: [UInt8(ascii: "/")], at: source)
      }
      head.append(made: (isExtended ? " HTTP/2" : " HTTP/1.1").utf8, at: source)
    }
    head.append(made: "\r\n".utf8, at: source)
    if let authority = panel.value(of: ":authority", in: text), panel.value(of: "Host", in: text) == nil, !isExtended {
      head.append(made: "Host: ".utf8, at: authority.lowerBound)
      head.append(authority, of: text)
      head.append(made: "\r\n".utf8, at: authority.lowerBound)
      notes.append("The Host field was made from :authority.")
    }
    write(panel, to: &head, keepsPseudoFields: isExtended)
    return head
  }

  /// The head of the response.
  mutating func response(_ panel: HeaderPanel) -> MappedBytes {
    var head = MappedBytes()
    let source = panel.fields.first?.name.lowerBound ?? status?.lowerBound ?? 0
    if let line = panel.startLine {
      head.append(line, of: text)
    } else {
      noteStartLine("The status line")
      head.append(made: "HTTP/1.1 ".utf8, at: source)
      if let status = panel.value(of: ":status", in: text) ?? status, !status.isEmpty {
        head.append(status, of: text)
        if !text[status].contains(.space) { head.append(made: [.space], at: status.lowerBound) }
      } else {
        head.append(made: "101 Switching Protocols".utf8, at: source)
      }
    }
    head.append(made: "\r\n".utf8, at: source)
    write(panel, to: &head, keepsPseudoFields: false)
    return head
  }

  private mutating func noteStartLine(_ name: String) {
    lost.insert(.startLine)
    lost.insert(.order)
    notes.append("\(name) was made up from what the browser tells; it may have been another.")
  }

  /// Writes the fields and the empty line.
  private mutating func write(_ panel: HeaderPanel, to head: inout MappedBytes, keepsPseudoFields: Bool) {
    var hasCapital = false
    var fields = 0
    var source = 0
    for field in panel.fields {
      source = field.value.isEmpty ? field.name.lowerBound : field.value.upperBound - 1
      guard keepsPseudoFields || text[field.name.lowerBound] != .colon else { continue }
      fields += 1
      hasCapital = hasCapital || text[field.name].contains { $0.isLetter && $0 & 0x20 == 0 }
      head.append(field.name, of: text)
      head.append(made: ": ".utf8, at: field.name.lowerBound)
      head.append(field.value, of: text)
      head.append(made: "\r\n".utf8, at: source)
    }
    if fields > 0, !hasCapital { lost.insert(.case) }
    head.append(made: "\r\n".utf8, at: source)
  }

  /// The path and the query of a URL; `nil` where there is none behind the authority.
  static func target(of url: Range<Int>, in text: [UInt8]) -> Range<Int>? {
    var rest = text[url]
    guard let colon = rest.firstIndex(of: .colon), rest[colon...].begins(with: "://") else { return nil }
    rest = rest[(colon + 3)...].drop { $0 != UInt8(ascii: "/") && $0 != UInt8(ascii: "?") && $0 != UInt8(ascii: "#") }
    rest = rest.prefix { $0 != UInt8(ascii: "#") && !$0.isWhitespace }
    return rest.isEmpty ? nil : rest.startIndex..<rest.endIndex
  }
}
