import WebSocketProtocol

/// The keys and the body of a hixie-76 request that was pasted, every space of them intact.
struct PastedChallenge {
  /// Bytes that a pasted request may have.
  static let limit = 1 << 20

  let challenge: Challenge
  /// What was guessed and what was skipped, one sentence each.
  private(set) var notes: [String] = []

  /// Takes a request apart.
  ///
  /// - Parameter bytes: the head, the empty line and the body, as they were sent or as curl shows them; a response may
  ///   follow.
  /// - Throws: status 65 where a key is missing.
  init(reading bytes: [UInt8]) throws(Failure) {
    var head = Self.Head()
    let rest = head.take(bytes)
    notes = head.notes
    let fields = HTTPHead(head.bytes)
    let key1 = try Self.key("Sec-WebSocket-Key1", of: fields, &notes)
    let key2 = try Self.key("Sec-WebSocket-Key2", of: fields, &notes)
    challenge = Challenge(key1: key1, key2: key2, body: Self.body(rest, &notes))
  }

  private static func key(
    _ name: String, of head: HTTPHead, _ notes: inout [String]
  ) throws(Failure) -> ChallengeKey {
    let lowercased = name.lowercased()
    guard let value = head.verbatimValue(of: lowercased) else {
      var message = "the request on standard input has no \(name) field"
      if head.value(of: "sec-websocket-key") != nil {
        message += "; Sec-WebSocket-Key belongs to later versions: see wslens accept"
      }
      throw Failure(.unreadableData, message)
    }
    if head.fields(named: lowercased).count > 1 { notes.append("\(name) is repeated; the first is used") }
    return ChallengeKey(value)
  }

  /// The bytes up to a response, without the line end that belongs to a transcript.
  private static func body(_ rest: ArraySlice<UInt8>, _ notes: inout [String]) -> [UInt8] {
    let response = Array("HTTP/".utf8)
    var body = Array(rest)
    let starts = body.indices.filter { index in
      (index == 0 || index == 8 || body[index - 1] == HTTPLine.feed) && body[index...].starts(with: response)
    }
    if let start = starts.first {
      body.removeSubrange(start...)
      notes.append("the response behind the request is not used")
    }
    for lineEnd in [[HTTPLine.return, HTTPLine.feed], [HTTPLine.feed]]
    where body.count == 8 + lineEnd.count && body.suffix(lineEnd.count).elementsEqual(lineEnd) {
      body.removeLast(lineEnd.count)
      notes.append("the line end behind the 8 body bytes was skipped")
    }
    return body
  }
}

/// The bytes that end a line of HTTP.
private enum HTTPLine {
  static let feed = UInt8(ascii: "\n")
  static let `return` = UInt8(ascii: "\r")
}

extension PastedChallenge {
  /// The lines up to the empty one, freed from what copying put around them.
  private struct Head {
    private(set) var bytes: [UInt8] = []
    private(set) var notes: [String] = []

    /// Reads the head.
    ///
    /// - Returns: what follows the empty line.
    mutating func take(_ input: [UInt8]) -> ArraySlice<UInt8> {
      var rest = input[...]
      var isPrefixed = false
      while !rest.isEmpty {
        let end = rest.firstIndex(of: HTTPLine.feed) ?? rest.endIndex
        var line = rest[..<end]
        rest = rest[end...].dropFirst()
        if line.last == HTTPLine.return { line.removeLast() }
        if bytes.isEmpty, line.starts(with: "> ".utf8) {
          isPrefixed = true
          notes.append("the > before each line was skipped")
        }
        if isPrefixed, line.first == UInt8(ascii: ">") {
          line = line.dropFirst(line.starts(with: "> ".utf8) ? 2 : 1)
        }
        guard line.contains(where: { $0 != 0x20 && $0 != 0x09 }) else {
          // Empty lines before the request do not belong to it.
          if bytes.isEmpty { continue }
          if !line.isEmpty { notes.append("a line of white space was taken for the empty line") }
          return rest
        }
        if bytes.isEmpty, !Self.isRequestLine(line) {
          bytes += Array("GET / HTTP/1.1\r\n".utf8)
          notes.append("there is no request line; the field lines were read")
        }
        bytes += line
        bytes += [HTTPLine.return, HTTPLine.feed]
      }
      notes.append("there is no empty line, so there is no body")
      return rest
    }

    private static func isRequestLine(_ line: ArraySlice<UInt8>) -> Bool {
      line.split(separator: UInt8(ascii: " ")).last?.starts(with: "HTTP/".utf8) == true
    }
  }
}
