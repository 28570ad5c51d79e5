/// Forms that tools write and that do not hold the bytes, or not in a way that could be read back for certain.
enum UnreadableForm {
  /// What is wrong with the text, and what to ask the tool for; `nil` for a text of no such form.
  static func fault(of text: [UInt8]) -> ReadingFault? {
    let start = TextCursor(text, in: text.trimmedRange)
    if start.isAtEnd { return nil }
    if start.current == UInt8(ascii: "{") || start.current == UInt8(ascii: "["), isObject(start) {
      return object(text, at: start.position)
    }
    var second = start
    if DumpHeading(start)?.content == .packet {
      second.skip { $0 != .lineFeed }
      return ReadingFault(
        offset: min(second.position + 1, text.count), problem: "no dump follows the packet's heading",
        expected: "hexadecimal digits, as tcpdump -X or -xx writes them")
    }
    guard let offset = DumpOffset(from: &second), (6...8).contains(offset.width), second.skip(while: \.isBlank) > 0,
      isOctalOrText(second)
    else { return nil }
    return ReadingFault(
      offset: second.position, problem: "these are octal or decimal numbers, or characters, and not pairs of digits",
      expected: "bytes as hexdump -C or od -A x -t x1 writes them")
  }

  /// Whether a JSON object opens here, or a list of some.
  private static func isObject(_ start: TextCursor) -> Bool {
    var cursor = start
    _ = cursor.take(UInt8(ascii: "["))
    cursor.skip(while: \.isWhitespace)
    guard cursor.take(UInt8(ascii: "{")) else { return false }
    cursor.skip(while: \.isWhitespace)
    return cursor.current == .quote
  }

  private static func object(_ text: [UInt8], at position: Int) -> ReadingFault {
    let beginning = String(decoding: text.prefix(4096), as: UTF8.self)
    if beginning.contains("\"_source\"") || beginning.contains("\"_index\"") {
      return ReadingFault(
        offset: position, problem: "this is what tshark -T json writes",
        expected: "bytes, as tshark -T fields -e tcp.payload writes them")
    }
    if beginning.contains("\"log\""), beginning.contains("\"entries\"") || beginning.contains("\"creator\"") {
      return ReadingFault(
        offset: position, problem: "this is an HTTP archive (HAR), which has messages and no frames",
        expected: "the bytes of frames")
    }
    return ReadingFault(
      offset: position, problem: "this is a JSON object and none that stands for bytes",
      expected: #"{"type":"Buffer","data":[129]} or {"0":129}, or a list of numbers"#)
  }

  /// Whether a group of three, five or six digits is next, or a lone character.
  private static func isOctalOrText(_ cursor: TextCursor) -> Bool {
    let line = cursor.text[cursor.position..<cursor.end].prefix { $0 != .lineFeed && $0 != .carriageReturn }
    let groups = line.split(whereSeparator: \.isBlank).prefix(8)
    return !groups.isEmpty
      && groups.allSatisfy { group in
        [3, 5, 6].contains(group.count) && group.allSatisfy { $0.digitValue != nil } || group.count == 1
          || group.first == .backslash
      }
  }
}
