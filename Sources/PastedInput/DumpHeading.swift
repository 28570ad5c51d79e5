/// A line above a dump that tells what the dump is of, in the words of the tools that write such lines.
struct DumpHeading: Equatable {
  /// What is known about the bytes below a heading.
  enum Content: Equatable {
    /// Bytes that were sent, as far as the heading tells.
    case data
    /// A packet as it was captured.
    case packet
    /// Bytes that an analyser made of a packet shown beside it, such as a payload without its mask.
    case derived
    /// TLS records, which `curl --trace` shows beside what they carry.
    case encrypted
  }

  var content = Content.data

  /// How many bytes the heading says there are.
  var count: Int?

  /// The sender as the heading names it.
  var sender: ArraySlice<UInt8>?

  /// The receiver, where the heading names both; in curl's headings neither has a name.
  var receiver: ArraySlice<UInt8>?

  /// Whether this is a heading of curl, whose side is the client.
  private(set) var isOfCurl = false

  /// Recognises the heading lines of curl, tcpdump, tcpflow, ngrep and tshark, prompts of a shell, and rulers.
  ///
  /// `nil` for any other line, and for one that could be a line of the dump itself.
  init?(_ line: TextCursor) {
    var cursor = line
    cursor.skip(while: \.isBlank)
    guard let first = cursor.current else { return nil }
    if Self.isRuler(cursor) { return }
    switch first {
    case UInt8(ascii: "#"), UInt8(ascii: "$"), UInt8(ascii: "%"), .hyphen: return
    case .equals where cursor.goesOn(with: "=="): return
    case .equals, UInt8(ascii: "<"):
      guard readCurl(cursor) else { return nil }
    case UInt8(ascii: "0")...UInt8(ascii: "9"):
      guard readNumbered(cursor) else { return nil }
    default:
      guard Self.words.contains(where: { cursor.goesOn(with: $0) }) || readTitle(cursor) else { return nil }
      if cursor.goesOn(with: "T ") { readArrow(cursor) }
    }
  }

  /// How ngrep's and tshark's lines begin; ngrep names the protocol by a letter.
  private static let words: [StaticString] = [
    "T ", "U ", "I ", "exit", "interface: ", "input: ", "filter: ", "match: ", "Follow: ", "Filter: ", "Node ",
    "reading from file ", "tcpdump: ", "listening on ", "PS ",
  ]

  /// `=> Send header, 124 bytes (0x7c)` and the like.
  private mutating func readCurl(_ line: TextCursor) -> Bool {
    let isSent = line.goesOn(with: "=> Send ")
    guard isSent || line.goesOn(with: "<= Recv ") else { return false }
    var cursor = line
    sender = line.text[cursor.position..<cursor.position + 2]
    isOfCurl = true
    cursor.advance(8)
    if cursor.goesOn(with: "SSL ") { content = .encrypted }
    cursor.skip { $0 != .comma }
    cursor.advance()
    cursor.skip(while: \.isBlank)
    count = cursor.takeNumber()
    return true
  }

  /// A line that begins with a time, a date, an address or a number; of tcpdump, tcpflow, tshark or curl.
  private mutating func readNumbered(_ line: TextCursor) -> Bool {
    var cursor = line
    var colons = 0
    var dots = 0
    var hyphens = 0
    cursor.skip { byte in
      if byte == .colon { colons += 1 }
      if byte == .dot { dots += 1 }
      if byte == .hyphen { hyphens += 1 }
      return !byte.isWhitespace
    }
    let first = line.text[line.position..<cursor.position]
    cursor.skip(while: \.isBlank)
    if colons == 2 || hyphens == 2 {
      if cursor.goesOn(with: "== ") || readCurl(cursor) { return true }
      // tcpdump goes on with what the packet holds.
      if Self.packetWords.contains(where: { cursor.goesOn(with: $0) }) { content = .packet }
      return dots > 0 || hyphens == 2
    }
    if dots >= 6, hyphens == 1 {
      sender = first.prefix { $0 != .hyphen }
      receiver = first.drop { $0 != .hyphen }.dropFirst().prefix { $0 != .colon }
      return true
    }
    if dots > 0 { return first.allSatisfy { $0.digitValue != nil || $0 == .dot } }
    guard first.allSatisfy({ $0.digitValue != nil }) else { return false }
    if cursor.goesOn(with: "packet") || cursor.goesOn(with: "received, ") { return true }
    // The number and the time of a packet, as tshark lists it.
    return cursor.skip { $0.digitValue != nil } > 0 && cursor.take(.dot) && cursor.skip { $0.digitValue != nil } > 0
  }

  /// `Frame (65 bytes):` and the other sources of bytes that tshark shows for one packet.
  private mutating func readTitle(_ line: TextCursor) -> Bool {
    guard let open = line.text[line.position..<line.end].firstIndex(of: UInt8(ascii: "(")) else { return false }
    var cursor = line
    cursor.move(to: open + 1)
    guard let number = cursor.takeNumber(), cursor.goesOn(with: " byte") else { return false }
    cursor.skip { $0 != UInt8(ascii: ")") }
    cursor.advance()
    guard cursor.take(.colon) else { return false }
    cursor.skip(while: \.isWhitespace)
    guard cursor.isAtEnd else { return false }
    count = number
    content = line.goesOn(with: "Frame (") ? .packet : .derived
    return true
  }

  /// What tcpdump writes behind the time of a packet.
  private static let packetWords: [StaticString] = ["IP ", "IP6 ", "ARP, ", "ethertype "]

  /// Takes the words before and behind ` -> `.
  private mutating func readArrow(_ line: TextCursor) {
    let words = line.text[line.position..<line.end].split(whereSeparator: \.isWhitespace)
    guard let arrow = words.firstIndex(where: { $0.elementsEqual("->".utf8) }), arrow > 0 else { return }
    sender = words[arrow - 1]
    if arrow + 1 < words.count { receiver = words[arrow + 1] }
  }

  /// Whether the line counts columns: `00 01 02 …`, as PowerShell writes it above a dump.
  private static func isRuler(_ line: TextCursor) -> Bool {
    var cursor = line
    var expected: UInt8 = 0
    while !cursor.isAtEnd {
      guard let high = cursor.current?.hexValue, let low = cursor.peek(1)?.hexValue, high << 4 | low == expected
      else { return false }
      expected &+= 1
      cursor.advance(2)
      guard cursor.skip(while: \.isWhitespace) > 0 || cursor.isAtEnd else { return false }
    }
    return expected == 16
  }
}
