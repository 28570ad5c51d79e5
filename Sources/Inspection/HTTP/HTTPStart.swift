import WebSocketProtocol

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

  /// The methods by which a request is known before its line is complete.
  private static let methods = ["GET", "HEAD", "POST", "PUT", "DELETE", "CONNECT", "OPTIONS", "TRACE", "PATCH"].map {
    Array($0.utf8)
  }

  /// The same where the bytes may be from the middle of anything: words in capitals prove nothing.
  static func isCertainRequest(_ bytes: [UInt8]) -> Verdict {
    let verdict = isRequest(bytes)
    guard verdict == .yes else { return verdict }
    let line = bytes.drop { $0 == UInt8(ascii: "\r") || $0 == UInt8(ascii: "\n") }
    if let end = line.firstIndex(where: { $0 == UInt8(ascii: "\r") || $0 == UInt8(ascii: "\n") }) {
      return line[..<end].dropLast(1).suffix(8).elementsEqual(" HTTP/1.".utf8) ? .yes : .no
    }
    return methods.contains { line.starts(with: $0) && line.dropFirst($0.count).first == UInt8(ascii: " ") }
      ? .yes : .maybe
  }

  /// What a head of HTTP/1.x says about WebSocket.
  enum Upgrade {
    /// It asks for it.
    case asked
    /// It agrees to it, as far as it is there.
    case accepted
    /// Neither.
    case unrelated
  }

  /// What a packet that begins with a head of HTTP/1.x says about WebSocket; `nil` where it begins with none.
  static func upgrade(_ packet: Span<UInt8>) -> Upgrade? {
    guard packet.count >= 16, packet[0] >= UInt8(ascii: "A"), packet[0] <= UInt8(ascii: "Z") else { return nil }
    let start = packet.extracting(first: min(packet.count, 4096))
    let bytes = unsafe start.withUnsafeBufferPointer { unsafe Array($0) }
    if bytes.starts(with: "HTTP/1.".utf8) { return accepts(bytes) ? .accepted : .unrelated }
    guard let end = bytes.firstIndex(of: UInt8(ascii: "\n")), isCertainRequest(Array(bytes[...end])) == .yes else {
      return nil
    }
    let head = HTTPHead(bytes)
    return head.asksForWebSocket || ProtocolVersion.requested(by: head) != nil ? .asked : .unrelated
  }

  /// True where a response switches to WebSocket, or may do so with what is still to come of it.
  private static func accepts(_ bytes: [UInt8]) -> Bool {
    guard bytes.dropFirst("HTTP/1.1".utf8.count).starts(with: " 101".utf8) else { return false }
    var collector = HTTPHeadCollector()
    var position = 0
    let isComplete = collector.take(bytes.span, from: &position) == .complete
    let head = collector.finish()
    return head.asksForWebSocket || !isComplete
  }
}
