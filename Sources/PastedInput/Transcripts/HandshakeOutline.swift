/// Where a message's parts lie in bytes that hold messages one behind the other.
struct HandshakeOutline {
  /// Whether it is a request or a response.
  var kind: StartLine

  /// The start line and the field lines, each with its line end.
  var lines: [Range<Int>]

  /// The line that closes the head; `nil` where there is none.
  var closing: Range<Int>?

  /// What stands behind the head up to the next start line.
  var rest: Range<Int>

  /// Finds all messages, and counts the lines before the first of them that are not blank.
  ///
  /// - Parameter closesAtBlanks: Whether a line of nothing but blanks closes a head as an empty one does.
  static func all(in bytes: [UInt8], closesAtBlanks: Bool) -> (outlines: [HandshakeOutline], skipped: Int) {
    var outlines: [HandshakeOutline] = []
    var skipped = 0
    var current: HandshakeOutline?
    var position = 0
    while position < bytes.count {
      let end = bytes[position...].firstIndex(of: .lineFeed).map { $0 + 1 } ?? bytes.count
      let line = bytes[position..<end]
      if let kind = StartLine(line) {
        if let finished = current { outlines.append(finished) }
        current = HandshakeOutline(kind: kind, lines: [position..<end], closing: nil, rest: end..<end)
      } else if current == nil {
        if !line.allSatisfy(\.isWhitespace) { skipped += 1 }
      } else if current?.closing != nil {
        let start = current?.rest.lowerBound ?? position
        current?.rest = start..<end
      } else if closesAtBlanks ? line.allSatisfy(\.isWhitespace) : line.withoutLineEnd.isEmpty {
        current?.closing = position..<end
        current?.rest = end..<end
        // A challenge of eight bytes with nothing between it and the answer, as in the bytes of both sides joined.
        if current?.kind == .request, bytes.count - end > challengeLength,
          bytes[(end + challengeLength)...].begins(with: "HTTP/")
        {
          current?.rest = end..<end + challengeLength
          position = end + challengeLength
          continue
        }
      } else {
        current?.lines.append(position..<end)
        current?.rest = end..<end
      }
      position = end
    }
    if let finished = current { outlines.append(finished) }
    return (outlines, skipped)
  }

  /// The bytes behind the head of a request of draft-hixie-thewebsocketprotocol-76, section 1.3.
  static let challengeLength = 8

  /// The bytes behind the head of the response to one.
  static let answerLength = 16

  /// Whether a field line of the head begins with one of the names.
  func hasField(_ names: [StaticString], in bytes: [UInt8]) -> Bool {
    lines.dropFirst().contains { line in
      guard let name = bytes[line].fieldName else { return false }
      return names.contains { name.isSame(as: $0) }
    }
  }
}

/// How many lines of heads end in which way.
struct LineEnds {
  var carriageReturns = 0
  var bareLineFeeds = 0

  /// Counts the lines of all heads; one that the text's end cuts has no line end.
  init(of outlines: [HandshakeOutline], in bytes: [UInt8]) {
    for outline in outlines {
      for line in outline.lines + (outline.closing.map { [$0] } ?? []) {
        switch bytes[line].lineEndLength {
        case 2: carriageReturns += 1
        case 1: bareLineFeeds += 1
        default: break
        }
      }
    }
  }

  /// Whether every line ends with a bare LF, so that an editor or a terminal may have made them so.
  var areBare: Bool { carriageReturns == 0 }

  /// Whether both kinds occur, which no editor does.
  var areMixed: Bool { carriageReturns > 0 && bareLineFeeds > 0 }
}
