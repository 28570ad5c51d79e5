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
    /// A request asks for WebSocket; what is left of it, and its response, are to come.
    case asked
    /// A response to such a request, or one that accepts an upgrade nobody saw asked for.
    case answered(request: UpgradeRequest?, response: UpgradeResponse)
  }

  private struct Request {
    var method: String?
    /// Where a tunnel (CONNECT) leads to.
    var target: String?
    /// The request itself, kept only where it asks for WebSocket.
    var upgrade: UpgradeRequest?
    /// Some of its head is missing, so that it may have asked for anything.
    var isCut = false
  }

  private enum State {
    case head
    case body(HTTPBody)
    /// The eight bytes of a challenge follow the head of the request.
    case challenge
    /// The sixteen bytes that answer it follow the head of the response.
    case challengeResponse(UpgradeRequest?, UpgradeResponse)
    /// The server has to answer before these bytes mean anything.
    case waiting
    /// Some of the server's bytes are missing: whatever comes means nothing up to a packet that begins with a response.
    case lost

    /// What follows a head with such a body: where that is empty, the next head.
    static func behind(_ body: HTTPBody) -> State { body.isComplete ? .head : .body(body) }
  }

  private var client = State.head
  private var server = State.head
  private var clientHead: HTTPHeadReader
  private var serverHead: HTTPHeadReader
  /// The requests without a response: a slice, whose first element goes without moving the others.
  private var requests: ArraySlice<Request> = []
  /// Responses may be missing, or parts of them.
  private var hasLostResponses = false
  /// The targets of the tunnels (CONNECT) that the requests so far lie in.
  private(set) var tunnels: [String] = []

  init(limits: InspectionLimits) {
    clientHead = HTTPHeadReader(limit: limits.headBytes, isStart: HTTPStart.isRequest)
    serverHead = HTTPHeadReader(limit: limits.headBytes, isStart: HTTPStart.isResponse)
  }

  /// The request for WebSocket that has no response yet, and what there is of that.
  var unanswered: (request: UpgradeRequest?, response: UpgradeResponse?)? {
    if case .challengeResponse(let request, let response) = server { return (request, response) }
    return requests.first { $0.upgrade != nil }.map { ($0.upgrade, nil) }
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

  /// True where every request has its response, and neither a request nor a response has begun.
  var isIdle: Bool {
    guard requests.isEmpty, case .head = client, case .head = server else { return false }
    return clientHead.bytes.isEmpty && serverHead.bytes.isEmpty
  }

  /// Notes where the head of the latest request for WebSocket stands, which has just been read to its end.
  mutating func placeRequest(endingAt end: UInt64) {
    guard let last = requests.indices.last, let head = requests[last].upgrade?.head else { return }
    requests[last].upgrade?.offset = end &- UInt64(head.bytes.count)
  }

  /// Takes bytes of the client, up to the next thing worth telling.
  mutating func takeRequest(_ bytes: Span<UInt8>, _ position: inout Int) -> Outcome {
    while position < bytes.count {
      switch client {
      case .waiting, .challengeResponse, .lost:
        return .more
      case .challenge:
        let last = requests.index(before: requests.endIndex)
        requests[last].upgrade?.take(bytes, &position)
        if requests[last].upgrade?.isIncomplete != true { client = .waiting }
      case .body(var body):
        let isComplete = body.skip(bytes, &position)
        client = isComplete ? .head : .body(body)
      case .head:
        switch clientHead.take(bytes, from: &position) {
        case .incomplete: return .more
        case .notHTTP: return .notHTTP
        case .tooLong: return .headTooLong
        case .complete(let head): if let outcome = takeRequest(head) { return outcome }
        }
      }
    }
    return .more
  }

  private mutating func takeRequest(_ head: HTTPHead) -> Outcome? {
    guard head.method != nil else { return .notHTTP }
    if head.asksForWebSocket || ProtocolVersion.requested(by: head) != nil {
      let request = UpgradeRequest(head)
      client = request.isIncomplete ? .challenge : .waiting
      requests.append(Request(method: head.method, upgrade: request))
      return .asked
    }
    requests.append(Request(method: head.method, target: head.method == "CONNECT" ? head.target : nil))
    // Behind CONNECT comes what the proxy tunnels; only its answer tells whether it does.
    client = head.method == "CONNECT" ? .waiting : .behind(HTTPBody(ofRequest: head))
    return nil
  }

  /// Takes bytes of the server, up to the next thing worth telling, or to a response that nobody has asked for yet.
  ///
  /// - Parameter takesUnasked: the request of such a response will not come any more.
  mutating func takeResponse(_ bytes: Span<UInt8>, _ position: inout Int, takesUnasked: Bool) -> Outcome {
    while position < bytes.count, takesUnasked || !serverWaits {
      switch server {
      case .waiting, .challenge:
        return .more
      case .lost:
        guard position == 0, HTTPStart.upgrade(bytes) != nil, bytes[0] == UInt8(ascii: "H") else {
          position = bytes.count
          return .more
        }
        server = .head
      case .challengeResponse(let request, var response):
        response.take(bytes, &position)
        server = .challengeResponse(request, response)
        if !response.isIncomplete {
          server = .waiting
          return .answered(request: request, response: response)
        }
      case .body(var body):
        let isComplete = body.skip(bytes, &position)
        server = isComplete ? .head : .body(body)
      case .head:
        switch serverHead.take(bytes, from: &position) {
        case .incomplete: return .more
        case .notHTTP: return .notHTTP
        case .tooLong: return .headTooLong
        case .complete(let head): if let outcome = takeResponse(head) { return outcome }
        }
      }
    }
    return .more
  }

  private mutating func takeResponse(_ head: HTTPHead) -> Outcome? {
    guard let status = head.status else { return .notHTTP }
    if (100..<200).contains(status), status != 101 { return nil }
    // Some of the requests before may have been answered by what is missing.
    if status == 101, hasLostResponses, let asked = requests.firstIndex(where: { $0.upgrade != nil }) {
      requests = requests[asked...]
    }
    let request = requests.popFirst()
    // What a slice has let go of stays in its storage until that is made anew.
    if requests.isEmpty { requests = [] }
    server = .behind(HTTPBody(ofResponse: head, to: request?.method))
    if let upgrade = request?.upgrade {
      // Whatever of its challenge has not come by now will not come any more.
      client = status == 101 ? .waiting : .behind(HTTPBody(ofRequest: upgrade.head))
      return answer(upgrade, UpgradeResponse(head, version: upgrade.version))
    }
    if status == 101 {
      guard head.asksForWebSocket else { return .notHTTP }
      return answer(nil, UpgradeResponse(head, version: ProtocolVersion.accepted(by: head)))
    }
    if request?.method == "CONNECT" || request?.isCut == true {
      if let target = request?.target, (200..<300).contains(status) { tunnels.append(target) }
      client = .head
      // What the client sent behind it can be read now, and comes before the next response.
      return .more
    }
    return nil
  }

  /// Tells an answer, or waits for what belongs to it and follows its head.
  private mutating func answer(_ request: UpgradeRequest?, _ response: UpgradeResponse) -> Outcome? {
    guard response.isIncomplete else { return .answered(request: request, response: response) }
    server = .challengeResponse(request, response)
    return nil
  }

  // MARK: Missing bytes

  /// What missing bytes of the client cost.
  enum ClientLoss {
    /// Nothing: they were a body's.
    case nothing
    /// A request, or the rest of it.
    case request
    /// Whatever followed a request for WebSocket.
    case challenge
    /// Nobody can tell.
    case unknown
  }

  /// Bytes of the client are missing, in a place where it need not wait for the server.
  mutating func loseRequest(_ length: UInt64) -> ClientLoss {
    switch client {
    case .challenge:
      client = .waiting
      return .challenge
    case .body(var body):
      guard body.skip(missing: length) else { return .unknown }
      client = .body(body)
      return .nothing
    case .head:
      clientHead.reset()
      requests.append(Request(isCut: true))
      client = .waiting
      return .request
    case .challengeResponse, .waiting, .lost: return .unknown
    }
  }

  /// What the client sends first is no request: the one that the server answers came before it.
  ///
  /// - Returns: the bytes that were taken for the beginning of a head; `nil` where there was a request.
  mutating func missRequest() -> [UInt8]? {
    guard case .head = client, requests.isEmpty else { return nil }
    let bytes = clientHead.bytes
    _ = loseRequest(0)
    return bytes
  }

  /// Bytes of the server are missing.
  ///
  /// - Returns: true where they were a body's, so that nothing is lost.
  mutating func loseResponse(_ length: UInt64) -> Bool {
    guard case .body(var body) = server, body.skip(missing: length) else { return false }
    server = .body(body)
    return true
  }

  /// Bytes of the server are missing, and it is not known how many responses with them.
  ///
  /// - Returns: false where a request waits for them that is no ordinary one.
  mutating func missResponses() -> Bool {
    guard requests.first?.upgrade == nil, requests.first?.method != "CONNECT" else { return false }
    serverHead.reset()
    hasLostResponses = true
    server = .lost
    return true
  }

  /// What is known of a response that is not in the input, where what came instead is none: `nil` where nobody waits for
  /// one that may switch to WebSocket.
  var unansweredPrior: FrameSearch.Prior? {
    guard case .head = server else { return nil }
    if requests.contains(where: { $0.upgrade != nil }) { return .asked }
    return requests.first?.isCut == true ? .nothing : nil
  }

  /// What the server sent last is no response.
  ///
  /// - Returns: the bytes that were taken for the beginning of a head.
  mutating func takeBackResponse() -> [UInt8] {
    let bytes = serverHead.bytes
    serverHead.reset()
    return bytes
  }

  /// What is known of a response whose bytes are missing from here on: `nil` where it is none that switches to WebSocket.
  var switching: FrameSearch.Prior? {
    if case .challengeResponse = server { return .asked }
    if case .lost = server, requests.contains(where: { $0.upgrade != nil }) { return .asked }
    guard case .head = server else { return nil }
    let accepts = Array("HTTP/1.1 101".utf8)
    let seen = serverHead.bytes.prefix(accepts.count)
    guard accepts.starts(with: seen) else { return nil }
    if requests.contains(where: { $0.upgrade != nil }) { return .asked }
    if seen.count == accepts.count { return .switched }
    guard let request = requests.first else { return .nothing }
    return request.isCut ? .switched : nil
  }
}
