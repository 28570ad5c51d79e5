/// What a payload is, by its content; the raw value is the extension of its file.
enum PayloadKind: String {
  case json
  /// UTF-8 without control characters that text has no use for.
  case text = "txt"
  case binary = "bin"

  /// - Parameter isCut: there were more bytes.
  init(_ bytes: ArraySlice<UInt8>, isCut: Bool) {
    if !isCut, JSONText.isDocument(bytes) {
      self = .json
    } else {
      self = Self.isText(isCut ? Self.wholeCharacters(bytes) : bytes) ? .text : .binary
    }
  }

  private static func isText(_ bytes: ArraySlice<UInt8>) -> Bool {
    guard !bytes.contains(where: { $0 < 0x20 && $0 != 0x09 && $0 != 0x0a && $0 != 0x0d || $0 == 0x7f }) else {
      return false
    }
    return String(validating: bytes, as: UTF8.self) != nil
  }

  /// The bytes without a character at their end that is cut off.
  private static func wholeCharacters(_ bytes: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
    let start = bytes.suffix(4).lastIndex { $0 & 0xc0 != 0x80 }
    guard let start, bytes[start] >= 0xc0 else { return bytes }
    let length = bytes[start] >= 0xf0 ? 4 : bytes[start] >= 0xe0 ? 3 : 2
    return bytes.endIndex - start < length ? bytes[..<start] : bytes
  }
}
