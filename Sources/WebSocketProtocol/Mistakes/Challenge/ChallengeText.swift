/// Another form in which a digest was sent than its sixteen bytes.
enum ChallengeText: String, CaseIterable, Sendable {
  case hexadecimal = "hex-text"
  case base64 = "base64"
  case lineEnd = "trailing-crlf"
  case lineFeed = "trailing-lf"

  /// The digest that a response of this form holds; `nil` where it has another form.
  func digest(of response: [UInt8]) -> [UInt8]? {
    switch self {
    case .hexadecimal:
      guard response.count == 32, response.allSatisfy(\.isHexadecimalDigit) else { return nil }
      return stride(from: 0, to: 32, by: 2).compactMap {
        UInt8(String(decoding: response[$0...$0 + 1], as: UTF8.self), radix: 16)
      }
    case .base64:
      guard response.count == 24, let bytes = Base64.decode(response)?.bytes, bytes.count == 16 else { return nil }
      return bytes
    case .lineEnd: return response.count == 18 && response.suffix(2) == [0x0d, 0x0a] ? response.dropLast(2) : nil
    case .lineFeed: return response.count == 17 && response.last == 0x0a ? response.dropLast() : nil
    }
  }

  /// What gives the response, as a formula.
  func recipe(_ digest: String) -> String {
    switch self {
    case .hexadecimal: "hex(\(digest))"
    case .base64: "Base64(\(digest))"
    case .lineEnd: "\(digest) + CR LF"
    case .lineFeed: "\(digest) + LF"
    }
  }

  /// What was done.
  var diagnosis: String {
    switch self {
    case .hexadecimal: "the digest was sent as 32 hexadecimal digits in place of its 16 bytes"
    case .base64: "the digest was sent as Base64 in place of its 16 bytes"
    case .lineEnd: "a CR LF was sent behind the digest, where the first frame begins"
    case .lineFeed: "a line end was sent behind the digest, where the first frame begins"
    }
  }

  /// What to change.
  var fix: String {
    switch self {
    case .hexadecimal: "send the 16 bytes themselves: PHP md5($text, true), Node .digest(), Python .digest()"
    case .base64: "send the 16 bytes themselves; only Sec-WebSocket-Accept of later versions is Base64"
    case .lineEnd, .lineFeed: "send nothing behind the 16 bytes but frames: write(), not println()"
    }
  }
}
