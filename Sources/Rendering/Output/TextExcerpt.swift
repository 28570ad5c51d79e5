import WebSocketProtocol

/// Decides whether an excerpt of a payload can be shown as text.
enum TextExcerpt {
  /// The longest prefix that is whole characters; `nil` where the bytes are not UTF-8.
  ///
  /// - Parameter isTruncated: the excerpt was cut by a limit, so its last character may be cut as well.
  static func text(_ bytes: ArraySlice<UInt8>, isTruncated: Bool) -> ArraySlice<UInt8>? {
    var validator = UTF8Validator()
    let rest = isTruncated ? wholeCharacters(bytes) : bytes
    unsafe rest.withUnsafeBufferPointer { buffer in validator.take(unsafe Span(_unsafeElements: buffer)) }
    return validator.firstBadOffset == nil && validator.isAtBoundary ? rest : nil
  }
  /// The bytes without a character at their end that is cut.
  static func wholeCharacters(_ bytes: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
    // A character has at most four bytes: drop a lead byte whose continuation is cut off.
    guard let lead = bytes.suffix(3).lastIndex(where: { $0 >= 0xc0 }) else { return bytes }
    let needed = bytes[lead] >= 0xf0 ? 4 : bytes[lead] >= 0xe0 ? 3 : 2
    return bytes.endIndex - lead < needed ? bytes[..<lead] : bytes
  }
}
