/// What is wrong or odd about the keys and the body of a hixie-76 challenge: rules H76-10 to H76-16 and H76-24.
public enum ChallengeRules {
  /// Judges the three parts of a request.
  public static func judge(_ challenge: Challenge) -> [Finding] {
    judge(challenge.key1, named: "key1") + judge(challenge.key2, named: "key2") + judge(body: challenge.body)
  }

  /// Judges a response against the challenge it answers; empty where it is right or no answer can be computed.
  public static func judge(response: [UInt8], to challenge: Challenge) -> [Finding] {
    guard let expected = challenge.response, response != expected else { return [] }
    return [
      Finding(
        .h7624, "the response is not the MD5 of the two numbers and the body; expected \(hex(expected))",
        evidence: hex(response))
    ]
  }

  /// Judges one key: rules H76-10 to H76-13, H76-15 and H76-16.
  static func judge(_ key: ChallengeKey, named name: String) -> [Finding] {
    let evidence = String(decoding: key.bytes, as: UTF8.self)
    var findings: [Finding] = []
    func report(_ rule: RuleID, _ message: String) {
      findings.append(Finding(rule, "\(name): \(message)", evidence: evidence))
    }
    if key.digits == 0 {
      report(.h7611, "no digits, so there is no number")
    }
    if key.spaces == 0 {
      report(.h7612, "no spaces, so there is nothing to divide by")
    }
    if key.digits > 0, !key.fitsPart {
      let number = key.number.map(String.init) ?? "a number of \(key.digits) digits"
      report(.h7615, "\(number) is above 4294967295 and cannot be a 32-bit number")
    }
    if let number = key.number, let remainder = key.remainder, remainder != 0 {
      report(
        .h7613,
        "\(number) does not divide by \(key.spaces) \(key.spaces == 1 ? "space" : "spaces"), remainder \(remainder); "
          + "were runs of spaces collapsed by a web page or an editor?")
    }
    let junk = key.bytes.count { (0x21...0x2f).contains($0) || (0x3a...0x7e).contains($0) }
    if junk + key.digits + key.spaces < key.bytes.count {
      report(.h7610, "a character outside the printable ASCII that the draft draws from")
    } else if junk == 0 {
      report(.h7610, "no characters besides digits and spaces; a conforming client adds some")
    } else if junk > 12 {
      report(.h7610, "\(junk) characters besides digits and spaces; a conforming client adds 1 to 12")
    } else if key.spaces > 12 {
      report(.h7610, "\(key.spaces) spaces; a conforming client adds 1 to 12")
    }
    if key.bytes.first == 0x20 || key.bytes.last == 0x20 {
      report(.h7616, "begins or ends with a space, which trimming would lose")
    }
    return findings
  }

  /// Judges the bytes behind the request's empty line: rule H76-14.
  static func judge(body: [UInt8]) -> [Finding] {
    guard body.count != 8 else { return [] }
    return [
      Finding(
        .h7614,
        "\(body.count) \(body.count == 1 ? "byte" : "bytes") behind the request's empty line; there must be exactly 8",
        evidence: hex(body))
    ]
  }

  private static func hex(_ bytes: [UInt8]) -> String {
    Hexadecimal.text(bytes)
  }
}

/// Hexadecimal text.
public enum Hexadecimal {
  private static let digits = Array("0123456789abcdef".utf8)

  /// Two lower-case digits a byte, without separators.
  public static func text(_ bytes: some Sequence<UInt8>) -> String {
    var text: [UInt8] = []
    for byte in bytes {
      text.append(digits[Int(byte >> 4)])
      text.append(digits[Int(byte & 15)])
    }
    return String(decoding: text, as: UTF8.self)
  }
}
