/// Reads the text that `tcpdump -A` writes of packets: a heading, and the packet from its IP header on with dots for
/// what is no text. CR before LF is not shown, but the heading tells how many bytes there are.
struct TcpdumpTextParser {
  /// What a heading tells.
  private struct Heading {
    var sender: String
    var receiver: String

    /// The number of bytes behind the TCP header; `nil` where it is not told.
    var length: Int?
  }

  private let text: [UInt8]
  private var conversations = Conversations()
  private var heading: Heading?
  private var contents = 0..<0
  private var packets = 0

  /// The length of the headers of a sender's packets, in characters, known once one begins a message.
  private var headerLengths: [String: Int] = [:]

  /// Whether each packet has as many bytes as its text with CR LF at all line ends.
  private var areLengthsRight = true

  /// Reads the whole text; throws where there is no heading of tcpdump.
  static func parse(_ text: [UInt8]) throws(ReadingFault) -> TranscriptReading {
    var parser = TcpdumpTextParser(text: text)
    text.forEachLine { line in parser.readLine(line) }
    parser.finishPacket()
    guard parser.packets > 0 else {
      throw ReadingFault(
        in: text, "there is no heading of tcpdump",
        lineSuchAs: "12:00:00.000000 IP 192.0.2.1.40000 > 192.0.2.2.80: Flags [P.], length 160")
    }
    var reading = TranscriptReading(of: text)
    reading.note("Headings and packet headers were left out.")
    parser.conversations.read(into: &reading, showsLineEnds: false, showsBytes: false)
    if parser.areLengthsRight {
      reading.lost.remove(.lineEnds)
      reading.note("The lengths of the packets fit line ends of CR LF.")
    }
    return reading
  }

  private init(text: [UInt8]) {
    self.text = text
  }

  /// Whether a line tells of a packet: a time, `IP` or `IP6`, and two ends with an arrow between them.
  static func isHeading(_ line: ArraySlice<UInt8>) -> Bool {
    heading(of: line) != nil
  }

  private static func heading(of line: ArraySlice<UInt8>) -> Heading? {
    guard line.first?.digitValue != nil || line.first?.isBlank == true else { return nil }
    let words = line.prefix(longestHeading).split(separator: .space, maxSplits: 12, omittingEmptySubsequences: true)
    guard let arrow = words.firstIndex(where: { $0.elementsEqual(">".utf8) }), arrow >= 1, arrow + 1 < words.count,
      words[arrow + 1].last == .colon, words[arrow - 1].contains(where: { $0 == .dot || $0 == .colon })
    else { return nil }
    // With -v the ends stand in a line of their own below the time.
    let isBelow = arrow == 1 && line.first?.isBlank == true
    guard isBelow || (arrow >= 3 && isKind(words[arrow - 2]) && line.first?.digitValue != nil) else { return nil }
    return Heading(
      sender: String(decoding: words[arrow - 1], as: UTF8.self),
      receiver: String(decoding: words[arrow + 1].dropLast(), as: UTF8.self), length: length(in: line))
  }

  private static func isKind(_ word: ArraySlice<UInt8>) -> Bool {
    word.elementsEqual("IP".utf8) || word.elementsEqual("IP6".utf8)
  }

  /// Whether a line has the time of a packet whose ends stand in the next line.
  private static func isFirstHeading(_ line: ArraySlice<UInt8>) -> Bool {
    let words = line.prefix(longestHeading).split(separator: .space, maxSplits: 4, omittingEmptySubsequences: true)
    guard line.first?.digitValue != nil, let kind = words.firstIndex(where: isKind), kind + 1 < words.count else {
      return false
    }
    return kind >= 1 && words[kind + 1].first == UInt8(ascii: "(")
  }

  private static let longestHeading = 300

  /// The number behind the last `length`, or before the colon of what tcpdump makes of the contents.
  private static func length(in line: ArraySlice<UInt8>) -> Int? {
    let words = line.split(separator: .space, omittingEmptySubsequences: true)
    guard let word = words.lastIndex(where: { $0.elementsEqual("length".utf8) }), word + 1 < words.count else {
      return nil
    }
    let digits = words[word + 1].prefix { $0.digitValue != nil }
    guard !digits.isEmpty, digits.count < 10 else { return nil }
    return digits.reduce(0) { $0 * 10 + Int($1 & 0x0F) }
  }

  private mutating func readLine(_ line: Range<Int>) {
    if let found = Self.heading(of: text[line]) {
      finishPacket()
      heading = found
      contents = line.upperBound..<line.upperBound
      packets += 1
    } else if Self.isFirstHeading(text[line]) {
      finishPacket()
    } else if heading != nil, contents.isEmpty, text[line].first == .tab {
      // What tcpdump -v makes of the contents stands between the heading and the packet.
      contents = line.upperBound..<line.upperBound
    } else if heading != nil {
      contents = contents.lowerBound..<line.upperBound
    }
  }

  private mutating func finishPacket() {
    guard let heading else { return }
    self.heading = nil
    guard heading.length != 0 else { return }
    let bytes = text[contents]
    let start: Int
    if let found = Self.messageStart(in: bytes) {
      start = found
      headerLengths[heading.sender] = start - contents.lowerBound
    } else if let header = headerLengths[heading.sender], header < bytes.count {
      start = contents.lowerBound + header
    } else {
      return
    }
    // tcpdump ends each packet's text with a line end of its own.
    let end = contents.upperBound - bytes.lineEndLength
    let payload = start..<max(start, end)
    noteLength(of: text[payload], told: heading.length)
    var piece = MappedBytes()
    piece.append(payload, of: text)
    conversations.append(piece, from: heading.sender, to: heading.receiver)
  }

  /// Compares the length of a packet that has a head, or a part of one, with that of the head's text with CR LF.
  private mutating func noteLength(of payload: ArraySlice<UInt8>, told length: Int?) {
    var lineFeeds = 0
    var isAtLineStart = false
    for byte in payload {
      if byte == .lineFeed { lineFeeds += 1 }
      // The lines of a body may end in any way.
      if byte == .lineFeed, isAtLineStart { break }
      isAtLineStart = byte == .lineFeed
    }
    areLengthsRight = areLengthsRight && length == payload.count + lineFeeds && !payload.contains(.carriageReturn)
  }

  /// Where a start line begins behind the packet's headers, of which some bytes may be letters.
  private static func messageStart(in bytes: ArraySlice<UInt8>) -> Int? {
    for index in bytes.indices.prefix(longestHeaders) {
      let rest = bytes[index...]
      if rest.begins(with: "HTTP/1.") { return index }
      guard methods.contains(where: { rest.begins(with: $0) }) else { continue }
      let line = rest[..<(rest.firstIndex(of: .lineFeed) ?? rest.endIndex)]
      if StartLine(line) == .request { return index }
    }
    return nil
  }

  /// The longest headers of IPv6 and TCP with all options.
  private static let longestHeaders = 160

  private static let methods: [StaticString] = [
    "GET ", "POST ", "PUT ", "HEAD ", "OPTIONS ", "DELETE ", "PATCH ", "CONNECT ", "TRACE ",
  ]
}
