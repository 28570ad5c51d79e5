/// How the lines of a head end, and where its first one is.
struct HTTPHeadLines {
  /// A place in a head.
  struct Place {
    /// The line, from 1.
    let line: Int
    /// Bytes from the first of the head.
    let offset: Int
  }

  /// The start line without its line end.
  private(set) var startLine = 0..<0
  /// Empty lines before it.
  private(set) var emptyLinesBefore = 0
  /// The lines of the head, the empty one included.
  private(set) var count = 0
  /// The lines that end with LF alone.
  private(set) var bareLineFeeds: [Place] = []
  /// CR that does not stand right before the LF of its line.
  private(set) var strayReturns: [Place] = []
  /// True where the empty line that closes the head is there.
  private(set) var isClosed = false

  init(_ head: HTTPHead) {
    let bytes = head.bytes
    var start = 0
    while start < bytes.count {
      let newline = bytes[start...].firstIndex(of: HTTPHead.lineFeed)
      let end = newline ?? bytes.count
      count += 1
      var content = start..<end
      if newline != nil {
        if content.last.map({ bytes[$0] == HTTPHead.carriageReturn }) == true {
          content.removeLast()
        } else {
          bareLineFeeds.append(Place(line: count, offset: end))
        }
      }
      if let stray = bytes[content].firstIndex(of: HTTPHead.carriageReturn) {
        strayReturns.append(Place(line: count, offset: stray))
      }
      while let last = content.last, bytes[last] == HTTPHead.carriageReturn { content.removeLast() }
      start = end + 1
      if !startLine.isEmpty, content.isEmpty, newline != nil {
        isClosed = true
        break
      }
      if startLine.isEmpty {
        if content.isEmpty { emptyLinesBefore += 1 } else { startLine = content }
      }
    }
  }
}
