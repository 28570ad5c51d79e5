import TestSupport
import Testing
import WebSocketProtocol

/// Heads that nobody would write, or that somebody wrote to do harm.
@Suite struct `A hostile handshake` {
  /// Pieces of heads, so that random heads come close to real ones.
  private static let pieces: [String] = [
    "GET", " ", "  ", "/", "/chat", "HTTP/1.1", "HTTP/1.0", "HTTP/", "101", "400", "426", "\r\n", "\r\n", "\n", "\r",
    "\r\n\r\n", ":",
    ": ", ",", ";", "=", "\"", "\\", "\t", "\0", "ü", "\u{a0}", "#", "http://", "ws://", "Host", "Upgrade",
    "websocket", "WebSocket", "Connection", "keep-alive", "Sec-WebSocket-Key", "7PRJ2bqq0sR0YYx1Ng2oSg==",
    "Sec-WebSocket-Key1", "Sec-WebSocket-Key2", "4 @1  46546xW%0l 1 5", "Sec-WebSocket-Version", "13", "8", "4",
    "Sec-WebSocket-Draft", "2", "Sec-WebSocket-Protocol", "chat", "Sec-WebSocket-Extensions", "permessage-deflate",
    "server_max_window_bits", "client_max_window_bits", "server_no_context_takeover", "deflate-frame",
    "Sec-WebSocket-Accept", "Sec-WebSocket-Nonce", "Origin", "Sec-WebSocket-Origin", "Sec-WebSocket-Location",
    "WebSocket-Location", "WebSocket-Protocol", "Content-Length", "Transfer-Encoding", "Cookie",
  ]

  private static func head(_ generator: inout SeededGenerator) -> [UInt8] {
    let count = Int.random(in: 0..<40, using: &generator)
    switch Int.random(in: 0..<4, using: &generator) {
    case 0: return generator.bytes(count)
    case 1: return (0..<count).flatMap { _ in Array(generator.pick(pieces).utf8) }
    default:
      // A good head with some of its bytes replaced by pieces.
      let texts: [HandshakeText] = [.rfc, .hixie75, .hixie76, .hybi03, .draft(4), .draft(8)]
      let text = generator.pick(texts)
      var bytes = text.bytes(of: generator.happens(onceIn: 2) ? .client : .server)
      for _ in 0..<Int.random(in: 0..<6, using: &generator) {
        let start = Int.random(in: 0...bytes.count, using: &generator)
        let end = min(bytes.count, start + Int.random(in: 0..<8, using: &generator))
        bytes.replaceSubrange(start..<end, with: generator.pick(pieces).utf8)
      }
      return bytes
    }
  }

  @Test(arguments: 0..<40 as Range<UInt64>)
  func `never traps, and every place lies inside it`(seed: UInt64) {
    var generator = SeededGenerator(state: seed)
    for _ in 0..<100 {
      var text = HandshakeText(request: nil, response: nil)
      if !generator.happens(onceIn: 5) { text.request = Self.head(&generator) }
      if !generator.happens(onceIn: 5) { text.response = Self.head(&generator) }
      text.requestRest = generator.bytes(Int.random(in: 0..<20, using: &generator))
      text.responseRest = generator.bytes(Int.random(in: 0..<20, using: &generator))
      if generator.happens(onceIn: 3) { text.version = generator.pick(ProtocolVersion.allCases) }
      if generator.happens(onceIn: 3) {
        text.lost = Handshake.Loss(rawValue: UInt8(truncatingIfNeeded: generator.next()))
      }
      let report = text.report
      // One expectation for all: many small ones take their time.
      var faults: [String] = []
      for check in report.checks {
        if let offset = check.offset, offset < 0 || offset > text.bytes(of: check.sender).count {
          faults.append("\(check.subject) at \(offset)")
        }
        for finding in check.findings {
          let end = finding.sender.map { text.bytes(of: $0).count } ?? -1
          if let offset = finding.offset, offset > end { faults.append("\(finding.rule.rawValue) at \(offset)") }
          if finding.sender != .client, finding.sender != .server || finding.message.isEmpty {
            faults.append("\(finding.rule.rawValue) by nobody")
          }
          if !finding.rule.entry.versions.contains(report.version) {
            faults.append("\(finding.rule.rawValue) in \(report.version)")
          }
        }
      }
      #expect(faults.isEmpty)
    }
  }

  @Test(arguments: 0..<10 as Range<UInt64>)
  func `over HTTP/2 never traps and has no places`(seed: UInt64) {
    var generator = SeededGenerator(state: seed)
    for _ in 0..<100 {
      func fields() -> [ExtendedConnect.Field] {
        (0..<Int.random(in: 0..<12, using: &generator)).map { _ in
          let names = [":method", ":status", ":protocol", "200", "CONNECT", "sec-websocket-extensions"] + Self.pieces
          return .init(generator.pick(names).lowercased(), generator.pick(names))
        }
      }
      let connect = ExtendedConnect(
        request: fields(), response: generator.happens(onceIn: 3) ? nil : fields(),
        announcements: generator.happens(onceIn: 2) ? nil : [UInt32.random(in: 0..<3, using: &generator)])
      let report = HandshakeReport(connect)
      #expect(report.checks.allSatisfy { $0.offset == nil })
      #expect(report.findings.allSatisfy { $0.offset == nil && $0.sender != nil })
    }
  }

  /// How long a handshake with so many elements takes to be judged.
  private static func time(of count: Int) -> Duration {
    func many(_ bits: Int) -> String {
      [String](repeating: "permessage-deflate; server_max_window_bits=\(bits)", count: count).joined(separator: ", ")
    }
    let lines = [String](repeating: "Sec-WebSocket-Protocol: chat, a b", count: count).joined(separator: "\r\n")
    let text = HandshakeText.agreed(many(10), many(12)).client(adding: lines)
    return ContinuousClock().measure {
      let rules = Set(text.report.findings.map(\.rule))
      #expect(rules.isSuperset(of: [.pmd15, .pmd16, .rq18, .rq19]))
    }
  }

  @Test func `of thousands of elements is judged in time that grows with its length`() {
    // Sixteen times the length takes sixteen times as long, not 256 times; the rest is for other work of the machine.
    let short = (0..<3).map { _ in Self.time(of: 60) }.min() ?? .zero
    let long = (0..<3).map { _ in Self.time(of: 960) }.min() ?? .zero
    #expect(long < short * 80)
  }
}
