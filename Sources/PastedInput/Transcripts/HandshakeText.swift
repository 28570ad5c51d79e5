/// Reads messages that stand in a text with nothing around their lines.
enum HandshakeText {
  /// Keeps every byte.
  static func readRaw(_ text: [UInt8]) -> TranscriptReading {
    var reading = TranscriptReading(of: text)
    let flat = MappedBytes(text)
    let (outlines, skipped) = HandshakeOutline.all(in: text, closesAtBlanks: false)
    reading.skippedLines = skipped
    for (index, outline) in outlines.enumerated() {
      let rest = Rest(of: outline, in: text, isBytes: true, isFollowed: index < outlines.count - 1)
      if let sentence = rest.note { reading.note(sentence) }
      reading.append(outline.kind, reading.message(outline, of: flat, rest: rest, keepsLineEnds: true))
    }
    return reading
  }

  /// Takes LF for CR LF, blanks for nothing, and leaves out what the lines are indented by.
  static func readLines(_ text: [UInt8]) -> TranscriptReading {
    var reading = TranscriptReading(of: text)
    let plain = PlainLines(of: MappedBytes(text))
    reading.notes += plain.notes
    reading.skippedLines = plain.skipped
    reading.read(plain.bytes)
    return reading
  }
}

extension TranscriptReading {
  /// Takes the messages in bytes that were freed from what stood around the lines, in their order.
  mutating func read(_ flat: MappedBytes, showsLineEnds: Bool = false) {
    for placed in messages(in: flat, showsLineEnds: showsLineEnds) { append(placed.kind, placed.message) }
  }

  /// Finds the messages in bytes that were freed from what stood around the lines.
  ///
  /// - Parameter showsLineEnds: Whether CR LF in the text is that of the wire. If there is any, the line ends are kept.
  mutating func messages(in flat: MappedBytes, showsLineEnds: Bool) -> [PlacedMessage] {
    let (outlines, skipped) = HandshakeOutline.all(in: flat.bytes, closesAtBlanks: !showsLineEnds)
    self.skippedLines += skipped
    let lineEnds = LineEnds(of: outlines, in: flat.bytes)
    let keepsLineEnds = showsLineEnds && !lineEnds.areBare
    if !keepsLineEnds {
      if lineEnds.bareLineFeeds > 0 {
        lost.insert(.lineEnds)
        note("LF at the ends of lines was taken for CR LF.")
      }
      if outlines.contains(where: { $0.isClosedByBlanks(in: flat.bytes) }) {
        lost.insert(.whiteSpace)
        note("Lines of nothing but blanks were taken for empty ones.")
      }
    }
    return outlines.enumerated().map { index, outline in
      let isBytes = keepsLineEnds || flat.bytes[outline.rest].isBinary
      let rest = Rest(of: outline, in: flat.bytes, isBytes: isBytes, isFollowed: index < outlines.count - 1)
      if let sentence = rest.note { note(sentence) }
      return PlacedMessage(
        kind: outline.kind, message: message(outline, of: flat, rest: rest, keepsLineEnds: keepsLineEnds),
        source: flat.source(of: outline.lines.first?.lowerBound ?? 0))
    }
  }

  /// Takes one message out of the bytes.
  fileprivate func message(
    _ outline: HandshakeOutline, of flat: MappedBytes, rest: Rest, keepsLineEnds: Bool
  ) -> Transcript.Message {
    var head = MappedBytes()
    for line in outline.lines + (outline.closing.map { [$0] } ?? []) {
      guard !keepsLineEnds else {
        head.append(line, of: flat)
        continue
      }
      let isClosing = line == outline.closing
      let length = flat.bytes[line].lineEndLength
      if !isClosing { head.append(line.lowerBound..<line.upperBound - length, of: flat) }
      if length == 2 {
        head.append(line.upperBound - 2..<line.upperBound, of: flat)
      } else {
        head.append(made: [.carriageReturn, .lineFeed], at: flat.source(of: line.upperBound - 1))
      }
    }
    var bytes = MappedBytes()
    bytes.append(rest.range, of: flat)
    return message(head: head, rest: bytes, isClosed: outline.closing != nil)
  }
}

extension HandshakeOutline {
  /// Whether the head ends with a line that has blanks in it.
  func isClosedByBlanks(in bytes: [UInt8]) -> Bool {
    closing.map { !bytes[$0].withoutLineEnd.isEmpty } ?? false
  }
}

extension ArraySlice<UInt8> {
  /// Whether there are bytes that no text holds.
  var isBinary: Bool {
    if contains(where: { $0 == 0x7F || ($0 < 0x20 && !$0.isWhitespace) }) { return true }
    do {
      _ = try UTF8Span(validating: span)
      return false
    } catch {
      return true
    }
  }
}
