public import WebSocketProtocol

/// The computation of an accept value, step by step, as one would do it by hand.
public struct AcceptExplanation: Sendable {
  /// The column of the remarks within the text of a row.
  private static let remarks = 49

  private let accept: AcceptKey

  /// Explains how a key becomes its accept value.
  public init(_ accept: AcceptKey) {
    self.accept = accept
  }

  /// Writes the page; no line is wider than the style says.
  public func write(to output: inout OutputBuffer, style: TextStyle) {
    var page = CalculationPage(style: style)
    let key = PayloadText.safe(accept.key, style: style)
    let isASCII = accept.key.utf8.allSatisfy { $0 < 0x80 }
    let length = Columns.count(UInt64(accept.key.utf8.count), isASCII ? "character" : "byte")
    page.unbroken("1 key", key, .key, remark: "\(length), used AS TEXT, undecoded")
    page.row(
      "2 + GUID", AcceptKey.guid, .server, remark: "\(AcceptKey.guid.utf8.count) characters", at: Self.remarks)
    addConcatenation(key, to: &page, style: style)
    page.row("4 SHA-1", words, .client, remark: "\(accept.digest.count) bytes", at: Self.remarks)
    addGroups(to: &page, style: style)
    page.line("Sec-WebSocket-Accept: \(style.paint(accept.value, .good))")
    page.write(to: &output)
  }

  private func addConcatenation(_ key: String, to page: inout CalculationPage, style: TextStyle) {
    if PayloadText.displayWidth(key) + AcceptKey.guid.utf8.count <= page.room {
      page.row("3 text", style.paint(key, .key) + style.paint(AcceptKey.guid, .server))
    } else {
      page.unbroken("3 text", key, .key)
      page.row("", AcceptKey.guid, .server)
    }
    let bytes = accept.concatenation.utf8
    let kind = bytes.allSatisfy { $0 < 0x80 } ? "ASCII bytes" : "bytes of UTF-8"
    // Behind the text SHA-1 wants one bit, zeros, and the length in 64 bits.
    let blocks = (bytes.count + 1 + 8 + 63) / 64
    page.row(
      "", "\(bytes.count) \(kind); SHA-1 pads them to \(blocks * 64) bytes = \(Columns.count(UInt64(blocks), "block"))")
  }

  /// The digest as the five 32-bit words in which SHA-1 ends.
  private var words: String {
    stride(from: 0, to: accept.digest.count, by: 4)
      .map { Hexadecimal.text(accept.digest[$0..<min($0 + 4, accept.digest.count)]) }
      .joined(separator: " ")
  }

  /// Three bytes are four characters; three groups fit a line.
  private func addGroups(to page: inout CalculationPage, style: TextStyle) {
    // Painted text is wider than it looks, so the remark's place is counted here.
    let groups = stride(from: 0, to: accept.digest.count, by: 3).map { start in
      let bytes = accept.digest[start..<min(start + 3, accept.digest.count)]
      return "\(Columns.left(PayloadText.pairs(bytes), 8)) -> \(style.paint(Base64.encode(bytes), .good))"
    }
    for start in stride(from: 0, to: groups.count, by: 3) {
      let part = groups[start..<min(start + 3, groups.count)]
      var line = part.joined(separator: "   ")
      if start + 3 >= groups.count {
        let columns = 19 * part.count - 3
        line += String(repeating: " ", count: max(5, Self.remarks - columns))
        line += "\(accept.value.utf8.count) characters"
      }
      page.row(start == 0 ? "5 Base64" : "", line)
    }
  }
}
