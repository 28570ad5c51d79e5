/// Tells by the first bytes of a stream whether it is HTTP/1.x.
enum HTTPStart {
  enum Verdict {
    case yes
    case no
    case maybe
  }

  /// The longest method that is taken for one.
  private static let longestMethod = 24

  /// The beginning of HTTP/2's connection preface (RFC 9113 section 3.4).
  private static let preface = Array("PRI * HTTP/2".utf8)

  /// A request begins with a method, a space, and the rest of a line that ends with `HTTP/1.x`.
  static func isRequest(_ bytes: [UInt8]) -> Verdict {
    let line = bytes.drop { $0 == UInt8(ascii: "\r") || $0 == UInt8(ascii: "\n") }
    // What HTTP/2 begins with is made to look like a request, and asks for nothing.
    if line.starts(with: preface) { return .no }
    if line.count > 3, preface.starts(with: line) { return .maybe }
    for (index, byte) in line.enumerated() {
      if byte == UInt8(ascii: " ") { return index > 0 ? .yes : .no }
      guard (0x41...0x5a).contains(byte) || byte == UInt8(ascii: "-"), index < longestMethod else { return .no }
    }
    return .maybe
  }

  /// A response begins with `HTTP/`.
  static func isResponse(_ bytes: [UInt8]) -> Verdict {
    let line = bytes.drop { $0 == UInt8(ascii: "\r") || $0 == UInt8(ascii: "\n") }
    let start = Array("HTTP/".utf8)
    if line.starts(with: start) { return .yes }
    return start.starts(with: line) ? .maybe : .no
  }
}
