import WebSocketProtocol

/// The HTTP/1.1 traffic of one connection before it is upgraded: requests and responses in their order.
///
/// It watches ordinary requests go by (pipelined, with bodies of any framing, with interim responses) and stops where
/// a request asks for WebSocket, until its response decides what the bytes behind it are.
struct HTTPExchange {
  /// What became of some bytes.
  enum Outcome {
    /// They were HTTP, and more may come.
    case more
    /// They are not HTTP.
    case notHTTP
    /// A head is longer than the limit.
    case headTooLong
    /// The request asks for WebSocket; its response is to come.
    case asked(HTTPHead)
    /// A response to such a request, or one that accepts an upgrade nobody saw asked for.
    case answered(request: HTTPHead?, response: HTTPHead)
  }

  private struct Request {
    var method: String?
    /// The head, kept only where it asks for WebSocket.
    var upgrade: HTTPHead?
  }

  private enum State {
    case head
    case body(HTTPBody)
    /// The server has to answer before these bytes mean anything.
    case waiting
  }

  private var client = State.head
  private var server = State.head
  private var clientHead: HTTPHeadCollector
  private var serverHead: HTTPHeadCollector
  /// The requests without a response: a slice, whose first element goes without moving the others.
  private var requests: ArraySlice<Request> = []
  /// The bytes of the head at hand have been seen to begin a response, or a request.
  private var serverChecked = false
  private var clientChecked = false

  init(limits: InspectionLimits) {
    clientHead = HTTPHeadCollector(limit: limits.headBytes)
    serverHead = HTTPHeadCollector(limit: limits.headBytes)
  }

  /// True while the client's bytes must wait for the server's answer.
  var clientWaits: Bool {
    if case .waiting = client { true } else { false }
  }

  /// True between two responses while no request is open that the server could answer.
  var serverWaits: Bool {
    guard requests.isEmpty, case .head = server else { return false }
    return serverHead.bytes.isEmpty
  }

  /// Takes bytes of the client, up to the next thing worth telling.
  mutating func takeRequest(_ bytes: Span<UInt8>, _ position: inout Int) -> Outcome {
    while position < bytes.count {
      switch client {
      case .waiting:
        return .more
      case .body(var body):
        let isComplete = body.skip(bytes, &position)
        client = isComplete ? .head : .body(body)
      case .head:
        let progress = clientHead.take(bytes, from: &position)
        if !clientChecked {
          switch HTTPStart.isRequest(clientHead.bytes) {
          case .no: return .notHTTP
          case .yes: clientChecked = true
          case .maybe: break
          }
        }
        switch progress {
        case .incomplete: return .more
        case .tooLong: return .headTooLong
        case .complete: break
        }
        let head = clientHead.finish()
        clientChecked = false
        guard head.method != nil else { return .notHTTP }
        if head.asksForWebSocket || ProtocolVersion.requested(by: head) != nil {
          client = .waiting
          requests.append(Request(method: head.method, upgrade: head))
          return .asked(head)
        }
        requests.append(Request(method: head.method))
        // Behind CONNECT comes what the proxy tunnels; only its answer tells whether it does.
        client = head.method == "CONNECT" ? .waiting : .body(HTTPBody(ofRequest: head))
      }
    }
    return .more
  }

  /// Takes bytes of the server, up to the next thing worth telling, or to a response that nobody has asked for yet.
  ///
  /// - Parameter takesUnasked: the request of such a response will not come any more.
  mutating func takeResponse(_ bytes: Span<UInt8>, _ position: inout Int, takesUnasked: Bool) -> Outcome {
    while position < bytes.count, takesUnasked || !serverWaits {
      switch server {
      case .waiting:
        return .more
      case .body(var body):
        let isComplete = body.skip(bytes, &position)
        server = isComplete ? .head : .body(body)
      case .head:
        let progress = serverHead.take(bytes, from: &position)
        if !serverChecked {
          switch HTTPStart.isResponse(serverHead.bytes) {
          case .no: return .notHTTP
          case .yes: serverChecked = true
          case .maybe: break
          }
        }
        switch progress {
        case .incomplete: return .more
        case .tooLong: return .headTooLong
        case .complete: break
        }
        let head = serverHead.finish()
        serverChecked = false
        if let outcome = takeResponse(head) { return outcome }
      }
    }
    return .more
  }

  private mutating func takeResponse(_ head: HTTPHead) -> Outcome? {
    guard let status = head.status else { return .notHTTP }
    if (100..<200).contains(status), status != 101 { return nil }
    let request = requests.popFirst()
    // What a slice has let go of stays in its storage until that is made anew.
    if requests.isEmpty { requests = [] }
    server = .body(HTTPBody(ofResponse: head, to: request?.method))
    if let upgrade = request?.upgrade {
      if status != 101 { client = .body(HTTPBody(ofRequest: upgrade)) }
      return .answered(request: upgrade, response: head)
    }
    if status == 101 {
      return head.asksForWebSocket ? .answered(request: nil, response: head) : .notHTTP
    }
    if request?.method == "CONNECT" {
      client = .head
      // What the client sent behind it can be read now, and comes before the next response.
      return .more
    }
    return nil
  }
}

/// Tells by the first bytes of a stream whether it is HTTP/1.x.
enum HTTPStart {
  enum Verdict {
    case yes
    case no
    case maybe
  }

  /// The longest method that is taken for one.
  private static let longestMethod = 24

  /// A request begins with a method, a space, and the rest of a line that ends with `HTTP/1.x`.
  static func isRequest(_ bytes: [UInt8]) -> Verdict {
    let line = bytes.drop { $0 == UInt8(ascii: "\r") || $0 == UInt8(ascii: "\n") }
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
