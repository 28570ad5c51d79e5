/// What a line is in the head of a message (RFC 9112, sections 3 to 5), judged generously.
enum StartLine {
  /// A line `token SP target SP HTTP/…`.
  case request
  /// A line that begins with `HTTP/`.
  case response

  /// Tells whether a line begins a message; `nil` where it does not.
  ///
  /// More than one space is taken too, and spaces in the target if the method is of capital letters: that they are wrong
  /// is for others to say.
  init?(_ line: ArraySlice<UInt8>) {
    if line.begins(with: "HTTP/") {
      self = .response
      return
    }
    let method = line.prefix(while: \.isToken)
    // No method begins with a mark, but quotes are marks that a token may have.
    guard method.first?.isLetter == true, line.dropFirst(method.count).first == .space else { return nil }
    let rest = line.dropFirst(method.count).trimmed
    guard let space = rest.lastIndex(of: .space), rest[(space + 1)...].begins(with: "HTTP/") else { return nil }
    let target = rest[..<space].trimmed
    let isMethod = method.allSatisfy { (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains($0) }
    guard !target.isEmpty, isMethod || !target.contains(where: \.isBlank) else { return nil }
    self = .request
  }
}

extension ArraySlice<UInt8> {
  /// Whether the bytes begin with those of `word`.
  func begins(with word: StaticString) -> Bool {
    count >= word.utf8CodeUnitCount && prefix(word.utf8CodeUnitCount).elementsEqual(word.description.utf8)
  }

  /// Without blanks and line ends at either end.
  var trimmed: ArraySlice<UInt8> {
    var slice = drop(while: \.isWhitespace)
    while let last = slice.last, last.isWhitespace { slice = slice.dropLast() }
    return slice
  }

  /// Without the line end.
  var withoutLineEnd: ArraySlice<UInt8> { dropLast(lineEndLength) }

  /// The length of the line end that the bytes end with: 2 for CR LF, 1 for LF, 0 for none.
  var lineEndLength: Int {
    guard last == .lineFeed else { return 0 }
    return dropLast().last == .carriageReturn ? 2 : 1
  }

  /// The name before the colon where the line is a field line: a token, a colon behind it.
  var fieldName: ArraySlice<UInt8>? {
    let name = prefix(while: \.isToken)
    return !name.isEmpty && dropFirst(name.count).first == .colon ? name : nil
  }

  /// Whether the text equals `word`, letters compared without their case.
  func isSame(as word: StaticString) -> Bool {
    count == word.utf8CodeUnitCount && zip(self, word.description.utf8).allSatisfy { $0.lowercased == $1.lowercased }
  }
}

extension UInt8 {
  /// Whether this may stand in a token (RFC 9110, section 5.6.2).
  var isToken: Bool {
    isLetter || digitValue != nil || Self.tokenMarks.contains(self)
  }

  /// An ASCII letter as a small one; any other byte as it is.
  var lowercased: UInt8 { isLetter ? self | 0x20 : self }

  private static let tokenMarks: [UInt8] = Array("!#$%&'*+-.^_`|~".utf8)
}
