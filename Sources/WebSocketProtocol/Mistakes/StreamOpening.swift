/// The first bytes at a suspected frame border, and how far they agree with what is looked for.
struct StreamOpening {
  /// How far bytes agree with a pattern. More bytes may decide what is undecided, and change nothing else.
  enum Agreement {
    case no, undecided, yes
  }

  private let bytes: ArraySlice<UInt8>
  /// Nothing comes behind the bytes.
  private let isAll: Bool

  private init(_ bytes: ArraySlice<UInt8>, isAll: Bool) {
    self.bytes = bytes
    self.isAll = isAll
  }

  /// - Parameters:
  ///   - limit: how many of the bytes may be looked at.
  ///   - isComplete: nothing comes behind `source`.
  init(_ source: Span<UInt8>, limit: Int, isComplete: Bool) {
    var opening: [UInt8] = []
    for index in 0..<min(source.count, limit) { opening.append(source[index]) }
    self.init(opening[...], isAll: isComplete && source.count < limit)
  }

  // MARK: Patterns

  func begins(with pattern: [UInt8]) -> Agreement {
    for (byte, expected) in zip(bytes, pattern) where byte != expected { return .no }
    return bytes.count < pattern.count ? .undecided : .yes
  }

  func begins(with text: String) -> Agreement {
    begins(with: Array(text.utf8))
  }

  func begins(withAnyOf texts: [String]) -> Agreement {
    let agreements = texts.map { begins(with: $0) }
    if agreements.contains(.yes) { return .yes }
    return agreements.contains(.undecided) ? .undecided : .no
  }

  /// A TLS record: type, version 3.0 to 3.4, and a length whose high byte is at most `longest`.
  func isTLSRecord(type: UInt8, longest: UInt8) -> Agreement {
    let pattern: [ClosedRange<UInt8>] = [type...type, 3...3, 0...4, 0...longest]
    for (byte, range) in zip(bytes, pattern) where !range.contains(byte) { return .no }
    // Where the input ends behind the version, type and version are all there is to go by.
    if bytes.count >= 4 || (bytes.count == 3 && isAll) { return .yes }
    return .undecided
  }

  /// A request line: one of the methods of RFC 9110 and PATCH, a space, and a target that is no authority.
  var isHTTPRequest: Agreement {
    begins(withAnyOf: Self.requestBeginnings)
  }

  private static let requestBeginnings: [String] =
    ["GET", "HEAD", "POST", "PUT", "DELETE", "OPTIONS", "TRACE", "PATCH"].flatMap { ["\($0) /", "\($0) http"] }
    + ["OPTIONS *"]

  /// An object or an array with a plausible first element.
  var isJSON: Agreement {
    guard let first = bytes.first else { return .undecided }
    let rest = StreamOpening(
      bytes.dropFirst().drop { [0x20, 0x09, 0x0a, 0x0d].contains($0) }, isAll: isAll)
    switch first {
    case UInt8(ascii: "{"): return rest.begins(withAnyOf: ["\"", "}"])
    case UInt8(ascii: "["):
      let element = rest.begins(withAnyOf: ["{", "[", "\"", "]", "true", "false", "null"])
      return element == .no ? rest.isNumberAndComma : element
    default: return .no
    }
  }

  /// A number with a comma behind it; a digit alone could be the time of day in a line of a log.
  private var isNumberAndComma: Agreement {
    let signs = Array("+-.eE".utf8)
    let rest = bytes.drop { (0x30...0x39).contains($0) || signs.contains($0) }
    guard let next = rest.first else { return .undecided }
    return next == UInt8(ascii: ",") && rest.count < bytes.count ? .yes : .no
  }

  /// Printable ASCII, with TAB, CR and LF behind the first character.
  ///
  /// A character whose low four bits are 0, 1 or 2 could begin the header of a data frame with a stray reserved bit, so
  /// much more text must follow it.
  var isText: Agreement {
    guard let first = bytes.first else { return .undecided }
    guard (0x20...0x7e).contains(first) else { return .no }
    let isLikeHeader = first & 0x0f <= 2
    let text = bytes.prefix { Self.isTextByte($0) }
    if text.count >= (isLikeHeader ? 16 : 5) { return .yes }
    guard text.count == bytes.count else { return .no }
    return isAll && text.count >= (isLikeHeader ? 5 : 3) ? .yes : .undecided
  }

  /// True for printable ASCII, TAB, CR and LF.
  static func isTextByte(_ byte: UInt8) -> Bool {
    switch byte {
    case 0x09, 0x0a, 0x0d, 0x20...0x7e: true
    default: false
    }
  }

  // MARK: Other ways to see the bytes

  /// The bytes with ASCII letters in lower case.
  var lowercased: StreamOpening {
    StreamOpening(bytes.map { (0x41...0x5a).contains($0) ? $0 | 0x20 : $0 }[...], isAll: isAll)
  }

  /// What comes behind the line ends (CR LF, at most four) that the bytes begin with; `nil` while more may come.
  var afterLineEnds: (rest: StreamOpening, lineEnds: Int)? {
    var rest = bytes
    var lineEnds = 0
    while lineEnds < 4, rest.starts(with: [0x0d, 0x0a]) {
      rest = rest.dropFirst(2)
      lineEnds += 1
    }
    let isCut = rest.isEmpty || (rest.elementsEqual([0x0d]) && lineEnds < 4)
    return isCut && !isAll ? nil : (StreamOpening(rest, isAll: isAll), lineEnds)
  }
}
