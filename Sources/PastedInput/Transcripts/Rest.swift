/// What is left of the bytes behind a head when those that only separate messages in a text are taken away.
struct Rest {
  private(set) var range: Range<Int>

  /// What was taken away, if that is not plain to see.
  private(set) var note: String?

  /// Judges the bytes behind a head.
  ///
  /// - Parameters:
  ///   - isBytes: Whether line ends behind them may be bytes that were sent.
  ///   - isFollowed: Whether another message comes behind them.
  init(of outline: HandshakeOutline, in bytes: [UInt8], isBytes: Bool, isFollowed: Bool) {
    range = outline.rest
    let length = bytes[range].lineEndLength
    guard length > 0 else { return }
    let isBeforeAnswer = isFollowed && outline.kind == .request
    if let draftLength = outline.draftLength(in: bytes), range.count >= draftLength,
      bytes[range].dropFirst(draftLength).allSatisfy({ isBytes ? $0.isLineEnd : $0.isWhitespace })
    {
      let excess = range.count - draftLength
      guard excess == length || (excess > 0 && (!isBytes || isBeforeAnswer)) else { return }
      drop(excess)
      note = "What ends the line behind the \(draftLength) bytes that follow a head was left out."
    } else if !isBytes || (isBeforeAnswer && bytes[range].allSatisfy(\.isLineEnd)) {
      dropBlankLines(in: bytes)
    } else if isBeforeAnswer {
      drop(length)
      note = "The line end between the bytes behind a request and its response was left out."
    }
  }

  /// Leaves out the last line end, and the lines of nothing but blanks before it.
  private mutating func dropBlankLines(in bytes: [UInt8]) {
    let visible = bytes[range].lastIndex { !$0.isWhitespace }.map { $0 + 1 } ?? range.lowerBound
    let lineFeed = bytes[visible..<range.upperBound].firstIndex(of: .lineFeed) ?? range.upperBound
    let line = bytes[visible..<min(lineFeed + 1, range.upperBound)]
    drop(range.upperBound - (visible == range.lowerBound ? visible : line.endIndex - line.lineEndLength))
  }

  private mutating func drop(_ count: Int) {
    range = range.lowerBound..<range.upperBound - count
  }
}

extension HandshakeOutline {
  /// How many bytes follow a head of draft-hixie-thewebsocketprotocol-76; `nil` where it cannot be one.
  fileprivate func draftLength(in bytes: [UInt8]) -> Int? {
    switch kind {
    case .request:
      hasField(["Sec-WebSocket-Key1", "Sec-WebSocket-Key2"], in: bytes) ? Self.challengeLength : nil
    case .response: hasField(["Sec-WebSocket-Accept"], in: bytes) ? nil : Self.answerLength
    }
  }
}

extension UInt8 {
  /// Whether this is CR or LF.
  fileprivate var isLineEnd: Bool { self == .lineFeed || self == .carriageReturn }
}
