public import WebSocketProtocol

/// The response to a hixie-76 challenge, step by step, as one would work it out by hand.
public struct ChallengeExplanation: Sendable {
  private let challenge: Challenge

  /// Explains how two keys and a body become a response, or why they do not.
  public init(_ challenge: Challenge) {
    self.challenge = challenge
  }

  /// Writes the page; no line is wider than the style says.
  public func write(to output: inout OutputBuffer, style: TextStyle) {
    var page = CalculationPage(style: style)
    add(challenge.key1, "1 key1", .key, to: &page)
    add(challenge.key2, "2 key2", .server, to: &page)
    addBody(to: &page)
    if let concatenation = challenge.concatenation, let response = challenge.response {
      let pieces = [concatenation[0..<4], concatenation[4..<8], concatenation[8...]]
      let hues: [TextStyle.Hue] = [.key, .server, .client]
      let joined = zip(pieces, hues).map { style.paint(PayloadText.pairs($0), $1) }
      page.row("4 joined", joined.joined(separator: " ") + "     16 bytes")
      page.row("5 MD5", Hexadecimal.text(response), .good, remark: "16 bytes", at: 52)
      page.row(
        "response", "\"\(Self.text(response[...]))\"", .good,
        remark: "16 raw bytes behind the empty line, no CR LF")
    } else {
      let isBodyAlone = challenge.key1.part != nil && challenge.key2.part != nil
      page.row(
        "response", isBodyAlone ? "none without 8 body bytes" : "none: a server must abort the connection", .error)
    }
    page.write(to: &output)
  }

  /// The key; below it what counts of it, in its place; then the sum.
  private func add(_ key: ChallengeKey, _ label: String, _ hue: TextStyle.Hue, to page: inout CalculationPage) {
    var rest = key.bytes[...]
    var label = label
    repeat {
      let line = rest.prefix(page.room)
      rest = rest.dropFirst(page.room)
      page.row(label, Self.text(line))
      page.row("", Self.marks(line), hue)
      label = ""
    } while !rest.isEmpty
    let digits =
      key.number.map { "digits \($0)" }
      ?? (key.digits == 0 ? "no digits" : "\(key.digits) digits, more than 64 bits hold")
    page.row("", "\(digits)   spaces (^) \(key.spaces)")
    guard let number = key.number, key.spaces > 0 else { return }
    let division = "\(number) / \(key.spaces) = \(number / UInt64(key.spaces))"
    if let remainder = key.remainder, remainder > 0 {
      page.row("", "\(division), remainder \(remainder): does not divide", .error)
    } else if let part = key.part {
      page.row("", "\(Columns.left(division, 39)) \(PayloadText.pairs(part))", hue, remark: "big-endian")
    } else {
      page.row("", division)
      page.row("", "\(number) is above 4294967295: not a 32-bit number", .error)
    }
  }

  private func addBody(to page: inout CalculationPage) {
    guard challenge.body.count == 8 else {
      page.row("3 body", "\(Columns.count(UInt64(challenge.body.count), "byte")), but there must be 8", .error)
      return
    }
    let text = Columns.left("\"\(Self.text(challenge.body[...]))\"", 39)
    page.row("3 body", "\(text) \(PayloadText.pairs(challenge.body))", .client)
  }

  /// The bytes as text, a dot for each that is not printable ASCII.
  private static func text(_ bytes: ArraySlice<UInt8>) -> String {
    String(decoding: bytes.map { (0x20...0x7e).contains($0) ? $0 : UInt8(ascii: ".") }, as: UTF8.self)
  }

  /// The digits, a `^` for each space, and nothing for what does not count.
  private static func marks(_ bytes: ArraySlice<UInt8>) -> String {
    var marks = bytes.map { byte in
      switch byte {
      case 0x30...0x39: byte
      case 0x20: UInt8(ascii: "^")
      default: UInt8(ascii: " ")
      }
    }
    while marks.last == UInt8(ascii: " ") { marks.removeLast() }
    return String(decoding: marks, as: UTF8.self)
  }
}
