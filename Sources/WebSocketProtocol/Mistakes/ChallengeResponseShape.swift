/// What the outward form of a wrong response to a hixie-76 challenge suggests, whatever the challenge was.
///
/// Ask where ``ChallengeMistake`` finds no mistake that gives the response.
public enum ChallengeResponseShape {
  /// The guess that fits a wrong response best; `nil` where its form is right.
  public static func hint(for response: [UInt8]) -> Hint? {
    guard response.count != 16 else { return nil }
    let (name, message) = reading(response)
    return Hint("challenge-response-\(name)", message, evidence: Hexadecimal.text(response))
  }

  private static func reading(_ response: [UInt8]) -> (name: String, message: String) {
    let count = response.count
    if count == 32, response.allSatisfy(\.isHexadecimalDigit) {
      return ("hex-digest", "32 hexadecimal digits: the response is the digest's 16 bytes, not their hex text")
    }
    if count == 24, Base64.decode(response)?.bytes.count == 16 {
      return ("base64", "the Base64 of 16 bytes: the response is the digest's bytes themselves")
    }
    if count == 18, response.suffix(2).elementsEqual([0x0d, 0x0a]) {
      return ("line-end", "16 bytes and CR LF: no line end follows the response, the first frame does")
    }
    if count == 17, response.last == 0x0a {
      return ("line-end", "16 bytes and LF: no line end follows the response, the first frame does")
    }
    if count == 28, Base64.decode(response)?.bytes.count == 20 {
      return ("accept-value", "28 characters, the Base64 of 20 bytes: Sec-WebSocket-Accept belongs to later versions")
    }
    if count == 0 { return ("empty", "nothing follows the response's empty line; 16 bytes must") }
    if count > 16, let end = response.firstRange(of: [0x0d, 0x0a, 0x0d, 0x0a]), end.upperBound + 16 == count {
      return ("whole-response", "a header and 16 bytes: the response is only what follows the empty line")
    }
    return ("length", "\(count) \(count == 1 ? "byte" : "bytes"); an MD5 digest has 16")
  }
}
