/// The head of an HTTP/1.x message, kept as the bytes that were sent, with the place of every part.
///
/// Nothing is regularised: runs of spaces, odd cases and stray control bytes stay what they are, because the MD5
/// challenge of hixie-76 hashes them and because a rule can only name a fault that was not repaired while reading.
/// Reading never fails; what is not well formed is represented and located, and rules judge it afterwards.
public struct HTTPHead: Hashable, Sendable {
  /// The bytes from the first of the start line to the last of the empty line, as sent.
  public let bytes: [UInt8]
  /// The first line, taken apart.
  public let startLine: StartLine
  /// The field lines in the order they were sent.
  public let fields: [Field]

  /// The first line of a message. All ranges are into ``HTTPHead/bytes``.
  public enum StartLine: Hashable, Sendable {
    /// A method, a target and a version that begins with `HTTP/`.
    case request(method: Range<Int>, target: Range<Int>, version: Range<Int>)
    /// A version that begins with `HTTP/`, a status and a reason, which may be empty.
    case response(version: Range<Int>, status: Range<Int>, reason: Range<Int>)
    /// A line that is neither: the range of the whole line.
    case malformed(Range<Int>)
  }

  /// One field line. All ranges are into ``HTTPHead/bytes``.
  public struct Field: Hashable, Sendable {
    /// The whole line without its line end; folded continuations are included.
    public let line: Range<Int>
    /// The part before the colon, white space included; empty where the line has no colon.
    public let name: Range<Int>
    /// Everything after the colon, white space included.
    public let rawValue: Range<Int>
    /// The value without the optional white space around it (RFC 9110 section 5.5).
    public let value: Range<Int>
    /// True where a colon was found.
    public let hasColon: Bool
  }

  /// Takes a head apart.
  ///
  /// - Parameter bytes: the start line, the field lines, and the empty line if there is one. Lines end with LF, and
  ///   any CR before it belongs to the line end.
  public init(_ bytes: [UInt8]) {
    var startLine: StartLine?
    var fields: [Field] = []
    // A field is taken apart once, when it is known that no further line is folded into it.
    var open: Range<Int>?
    var lineStart = 0
    while lineStart < bytes.count {
      let newline = bytes[lineStart...].firstIndex(of: Self.lineFeed) ?? bytes.count
      var lineEnd = newline
      while lineEnd > lineStart, bytes[lineEnd - 1] == Self.carriageReturn { lineEnd -= 1 }
      let line = lineStart..<lineEnd
      lineStart = newline + 1
      if startLine == nil {
        // Empty lines before the start line are skipped (RFC 9112 section 2.2).
        if !line.isEmpty { startLine = StartLine(bytes, line) }
      } else if line.isEmpty {
        break
      } else if Self.isBlank(bytes[line.lowerBound]), let field = open {
        open = field.lowerBound..<line.upperBound
      } else {
        if let field = open { fields.append(Field(bytes, field)) }
        open = line
      }
    }
    if let field = open { fields.append(Field(bytes, field)) }
    self.bytes = bytes
    self.startLine = startLine ?? .malformed(0..<0)
    self.fields = fields
  }

  static let lineFeed = UInt8(ascii: "\n")
  static let carriageReturn = UInt8(ascii: "\r")

  static func isBlank(_ byte: UInt8) -> Bool {
    byte == UInt8(ascii: " ") || byte == UInt8(ascii: "\t")
  }
}

extension HTTPHead.StartLine {
  init(_ bytes: [UInt8], _ line: Range<Int>) {
    let space = UInt8(ascii: " ")
    let prefix = Array("HTTP/".utf8)
    guard let first = bytes[line].firstIndex(of: space) else {
      self = .malformed(line)
      return
    }
    let rest = (first + 1)..<line.upperBound
    if bytes[line].starts(with: prefix) {
      let statusEnd = bytes[rest].firstIndex(of: space) ?? rest.upperBound
      let reasonStart = min(statusEnd + 1, rest.upperBound)
      self = .response(
        version: line.lowerBound..<first, status: rest.lowerBound..<statusEnd, reason: reasonStart..<rest.upperBound)
      return
    }
    // Spaces behind the version are a fault, but no reason not to know the request.
    let end = bytes[rest].lastIndex { $0 != space }.map { $0 + 1 } ?? rest.lowerBound
    guard let last = bytes[rest.lowerBound..<end].lastIndex(of: space), bytes[(last + 1)..<end].starts(with: prefix)
    else {
      self = .malformed(line)
      return
    }
    self = .request(method: line.lowerBound..<first, target: rest.lowerBound..<last, version: (last + 1)..<end)
  }
}

extension HTTPHead.Field {
  init(_ bytes: [UInt8], _ line: Range<Int>) {
    self.line = line
    guard let colon = bytes[line].firstIndex(of: UInt8(ascii: ":")) else {
      name = line.lowerBound..<line.lowerBound
      rawValue = line
      value = line
      hasColon = false
      return
    }
    name = line.lowerBound..<colon
    rawValue = (colon + 1)..<line.upperBound
    // Where a value begins or ends with a fold, the line end is white space too.
    let isFolded = bytes[line].contains(HTTPHead.lineFeed)
    let isOuter: (UInt8) -> Bool = { byte in
      HTTPHead.isBlank(byte) || isFolded && (byte == HTTPHead.carriageReturn || byte == HTTPHead.lineFeed)
    }
    var trimmed = rawValue
    while let first = trimmed.first, isOuter(bytes[first]) { trimmed.removeFirst() }
    while let last = trimmed.last, isOuter(bytes[last]) { trimmed.removeLast() }
    value = trimmed
    hasColon = true
  }
}
