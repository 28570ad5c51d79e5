/// The lines of a text without what they are indented by, and without headings between the messages.
struct PlainLines {
  var bytes = MappedBytes()

  /// The lines left out.
  private(set) var skipped = 0

  /// What was left out, one sentence each.
  private(set) var notes: [String] = []

  /// Takes the lines of a text; each start line tells what the lines from there on are indented by.
  init(of source: MappedBytes) {
    let text = source.bytes
    var indentation = 0
    var position = 0
    var isIndented = false
    while position < text.count {
      let end = text[position...].firstIndex(of: .lineFeed).map { $0 + 1 } ?? text.count
      let line = text[position..<end]
      let blanks = line.prefix(while: \.isBlank).count
      if blanks > 0 || indentation > 0, StartLine(line.dropFirst(blanks)) != nil { indentation = blanks }
      if Self.isHeading(line) {
        skipped += 1
      } else {
        bytes.append(position + min(indentation, blanks)..<end, of: source)
        isIndented = isIndented || (indentation > 0 && blanks < line.withoutLineEnd.count)
      }
      position = end
    }
    if isIndented { notes.append("The blanks that the lines are indented by were left out.") }
  }

  /// Whether a line is the fence of a listing, or one that only names the message below it.
  private static func isHeading(_ line: ArraySlice<UInt8>) -> Bool {
    var words = line.trimmed
    if words.begins(with: "```") || words.begins(with: "~~~") { return true }
    guard words.count <= longestHeading else { return false }
    while let first = words.first, headingMarks.contains(first) { words = words.dropFirst() }
    while let last = words.last, headingMarks.contains(last) { words = words.dropLast() }
    return !words.isEmpty && headings.contains { words.isSame(as: $0) }
  }

  private static let longestHeading = 60
  private static let headingMarks: [UInt8] = Array("#*=-: ".utf8)
  private static let headings: [StaticString] = [
    "request", "response", "client", "server", "client request", "server response", "request headers",
    "response headers", "client handshake", "server handshake", "handshake request", "handshake response",
    "client handshake request", "server handshake response", "http request", "http response",
  ]
}
