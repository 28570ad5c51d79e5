import WebSocketProtocol

/// A handshake as the bytes of both sides, to be changed in one place.
struct HandshakeText: Sendable {
  var request: [UInt8]?
  var requestRest: [UInt8] = []
  var response: [UInt8]?
  var responseRest: [UInt8] = []
  var version: ProtocolVersion?
  var lost: Handshake.Loss = []
  var isSecure: Bool?

  init(request: [String]?, response: [String]?) {
    self.request = request.map(Self.head)
    self.response = response.map(Self.head)
  }

  private static func head(_ lines: [String]) -> [UInt8] { Array((lines + ["", ""]).joined(separator: "\r\n").utf8) }

  var report: HandshakeReport {
    HandshakeReport(
      Handshake(
        request: request.map { .init(HTTPHead($0), rest: requestRest) },
        response: response.map { .init(HTTPHead($0), rest: responseRest) }, version: version, lost: lost,
        isSecure: isSecure))
  }

  /// Everything a side sends.
  func bytes(of sender: Sender) -> [UInt8] {
    sender == .client ? (request ?? []) + requestRest : (response ?? []) + responseRest
  }

  /// The length of a side's head.
  func headLength(of sender: Sender) -> Int { (sender == .client ? request : response)?.count ?? 0 }

  // MARK: Changes

  private func changing(_ change: (inout Self) -> Void) -> Self {
    var text = self
    change(&text)
    return text
  }

  /// Writes something else where a text first stands in the request.
  func client(_ old: String, _ new: String) -> Self {
    changing { $0.request = Self.write(new, for: old, in: $0.request) }
  }
  /// Writes something else where a text first stands in the response.
  func server(_ old: String, _ new: String) -> Self {
    changing { $0.response = Self.write(new, for: old, in: $0.response) }
  }

  private static func write(_ new: String, for old: String, in bytes: [UInt8]?) -> [UInt8]? {
    guard var bytes, let range = bytes.firstRange(of: Array(old.utf8)) else { preconditionFailure("no \(old)") }
    bytes.replaceSubrange(range, with: new.utf8)
    return bytes
  }

  /// One more line at the end of the request.
  func client(adding line: String) -> Self { changing { $0.request = Self.add(line, to: $0.request) } }
  /// One more line at the end of the response.
  func server(adding line: String) -> Self { changing { $0.response = Self.add(line, to: $0.response) } }

  private static func add(_ line: String, to head: [UInt8]?) -> [UInt8]? {
    head.map { $0.dropLast(2) + Array((line + "\r\n\r\n").utf8) }
  }

  /// The request without a field, which ends with its line.
  func client(without field: String) -> Self { changing { $0.request = Self.drop(field, from: $0.request) } }
  /// The response without a field, which ends with its line.
  func server(without field: String) -> Self { changing { $0.response = Self.drop(field, from: $0.response) } }

  private static func drop(_ field: String, from head: [UInt8]?) -> [UInt8]? {
    guard var head, let start = head.firstRange(of: Array("\r\n\(field):".utf8))?.lowerBound,
      let end = head[(start + 2)...].firstIndex(of: 0x0d)
    else { preconditionFailure("no \(field)") }
    head.removeSubrange(start..<end)
    return head
  }

  /// The input ends in the request, behind the first place of a text.
  func clientEnds(behind text: String) -> Self {
    changing { $0.request = $0.request.map { Array($0[..<($0.firstRange(of: Array(text.utf8))?.upperBound ?? 0)]) } }
  }
  /// The input ends in the response, behind the first place of a text.
  func serverEnds(behind text: String) -> Self {
    changing { $0.response = $0.response.map { Array($0[..<($0.firstRange(of: Array(text.utf8))?.upperBound ?? 0)]) } }
  }

  /// Bytes behind the request's head, in place of any.
  func client(sends rest: String) -> Self { changing { $0.requestRest = Array(rest.utf8) } }
  /// Bytes behind the response's head, in place of any.
  func server(sends rest: [UInt8]) -> Self { changing { $0.responseRest = rest } }

  var withoutResponse: Self {
    changing { text in
      text.response = nil
      text.responseRest = []
    }
  }

  var withoutRequest: Self {
    changing { text in
      text.request = nil
      text.requestRest = []
    }
  }

  /// The same request with another answer.
  func refused(_ lines: String...) -> Self {
    changing { text in
      text.response = Self.head(lines)
      text.responseRest = []
    }
  }

  func judged(as version: ProtocolVersion) -> Self { changing { $0.version = version } }
  func losing(_ lost: Handshake.Loss) -> Self { changing { $0.lost = lost } }
  func secure(_ isSecure: Bool) -> Self { changing { $0.isSecure = isSecure } }
}

/// Handshakes with nothing to object to.
extension HandshakeText {
  static let rfc = HandshakeText(
    request: [
      "GET /chat HTTP/1.1", "Host: example.com", "Upgrade: websocket", "Connection: Upgrade",
      "Sec-WebSocket-Key: 7PRJ2bqq0sR0YYx1Ng2oSg==", "Origin: http://example.org", "Sec-WebSocket-Version: 13",
    ],
    response: [
      "HTTP/1.1 101 Switching Protocols", "Upgrade: websocket", "Connection: Upgrade",
      "Sec-WebSocket-Accept: Cfk9+TXMYC8LHof1vzuATTP+hN4=",
    ])

  /// A request alone.
  static let asked = rfc.withoutResponse
  /// A request and its answer, in which extensions are agreed on.
  static func agreed(_ offer: String, _ answer: String) -> Self {
    rfc.client(adding: "Sec-WebSocket-Extensions: \(offer)").server(adding: "Sec-WebSocket-Extensions: \(answer)")
  }
  /// A request alone that offers extensions.
  static func offered(_ offer: String) -> Self { asked.client(adding: "Sec-WebSocket-Extensions: \(offer)") }

  /// A draft that has a `Sec-WebSocket-Version`.
  static func draft(_ number: Int) -> Self {
    let text = rfc.client("Version: 13", "Version: \(number)")
    let named = number < 8 ? text.client("Origin:", "Sec-WebSocket-Origin:") : text
    return number == 4 ? named.server(adding: "Sec-WebSocket-Nonce: yMnKy8zNzs/Q0dLT1NXW1w==") : named
  }

  static let hixie75 = HandshakeText(
    request: [
      "GET /demo HTTP/1.1", "Upgrade: WebSocket", "Connection: Upgrade", "Host: example.com",
      "Origin: http://example.org", "WebSocket-Protocol: sample",
    ],
    response: [
      "HTTP/1.1 101 Web Socket Protocol Handshake", "Upgrade: WebSocket", "Connection: Upgrade",
      "WebSocket-Origin: http://example.org", "WebSocket-Location: ws://example.com/demo",
      "WebSocket-Protocol: sample",
    ])

  /// The handshake of the draft, with all its spaces.
  static let hixie76 = HandshakeText(
    request: [
      "GET /demo HTTP/1.1", "Host: example.com", "Connection: Upgrade",
      "Sec-WebSocket-Key2: 12998 5 Y3 1  .P00", "Sec-WebSocket-Protocol: sample", "Upgrade: WebSocket",
      "Sec-WebSocket-Key1: 4 @1  46546xW%0l 1 5", "Origin: http://example.org",
    ],
    response: [
      "HTTP/1.1 101 WebSocket Protocol Handshake", "Upgrade: WebSocket", "Connection: Upgrade",
      "Sec-WebSocket-Origin: http://example.org", "Sec-WebSocket-Location: ws://example.com/demo",
      "Sec-WebSocket-Protocol: sample",
    ]
  ).client(sends: "^n:ds[4U").server(sends: Array("8jKS'y:G*Co,Wxa-".utf8))

  static let hybi03 = hixie76.client(adding: "Sec-WebSocket-Draft: 2")
}
