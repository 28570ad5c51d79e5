import WebSocketProtocol

/// What a connection's bytes are until an upgrade is accepted: what is HTTP, and what has to wait.
extension ConnectionState {
  /// Takes bytes of one side while the connection is not upgraded, as far as the other side lets them mean anything.
  mutating func takeHTTP(
    _ bytes: Span<UInt8>, from sender: Sender, at offset: UInt64, _ origin: Origin, _ work: inout Workspace,
    ends: (Bool) -> ConnectionEnds?
  ) {
    var position = 0
    // What waits came earlier.
    if held(from: sender).isEmpty {
      while position < bytes.count, !waits(sender) {
        advance(bytes, &position, from: sender, at: offset, origin, &work, ends: ends)
        release(sender.peer, &work, ends: ends)
      }
    }
    guard position < bytes.count else {
      // What was held of the same side just now may be read already.
      release(sender, &work, ends: ends)
      return
    }
    let rest = bytes.extracting(droppingFirst: position)
    if heldBytes + rest.count > work.options.limits.heldBytes { stopWaiting(&work, ends: ends) }
    if waits(sender) || !held(from: sender).isEmpty {
      hold(rest, sender, at: offset &+ UInt64(position), origin, &work)
    } else {
      takeUnopened(rest, from: sender, at: offset &+ UInt64(position), origin, &work, ends: ends)
    }
  }

  /// True where the side's bytes mean nothing before the other side has spoken.
  ///
  /// A response without a request waits for it, in case the capture has the packets in the wrong order; unless the
  /// client has ended, or too much has come, when a response alone is better than nothing.
  func waits(_ sender: Sender) -> Bool {
    guard phase == .http else { return false }
    return sender == .client ? http.clientWaits : http.serverWaits && !readsUnasked
  }

  /// True where a response is read though its request has not come.
  private var readsUnasked: Bool { finClient || hasStoppedWaiting }

  /// Takes bytes of one side, up to the next thing that may change what the other side's mean.
  private mutating func advance(
    _ bytes: Span<UInt8>, _ position: inout Int, from sender: Sender, at offset: UInt64, _ origin: Origin,
    _ work: inout Workspace, ends: (Bool) -> ConnectionEnds?
  ) {
    guard phase == .http else {
      takeUnopened(
        bytes.extracting(droppingFirst: position), from: sender, at: offset &+ UInt64(position), origin, &work,
        ends: ends)
      position = bytes.count
      return
    }
    let outcome =
      sender == .client
      ? http.takeRequest(bytes, &position)
      : http.takeResponse(bytes, &position, takesUnasked: readsUnasked)
    switch outcome {
    case .more: break
    case .notHTTP:
      if sender == .client, !isFromStart, !heldFromServer.isEmpty, let head = http.missRequest() {
        // A response without its request is better than nothing.
        let start = offset &+ UInt64(position) &- UInt64(head.count)
        hold(head.span, sender, at: start, origin, &work)
        hold(bytes.extracting(droppingFirst: position), sender, at: offset &+ UInt64(position), origin, &work)
        position = bytes.count
      } else if sender == .server, let prior = http.unansweredPrior {
        let head = http.takeBackResponse()
        let earlier = head.prefix(max(head.count - position, 0))
        position -= head.count - earlier.count
        let start = offset &+ UInt64(position) &- UInt64(earlier.count)
        missResponse(prior, serverFrom: start, isAtHand: true, &work, ends: ends)
        takeUnopened(earlier.span, from: sender, at: start, origin, &work, ends: ends)
      } else {
        giveUpHTTP(&work)
      }
    case .headTooLong:
      reportLongHead(sender, origin, &work)
      phase = .ignored
    case .asked:
      lostRequest = nil
      http.placeRequest(endingAt: offset &+ UInt64(position))
      recognise(&work, origin, ends: ends)
    case .answered(let request, var response):
      recognise(&work, origin, ends: ends)
      let length = response.head.bytes.count + response.challengeResponse.count
      response.offset = offset &+ UInt64(position) &- UInt64(length)
      settle(request, response, glued: bytes.count - position, origin, &work)
    }
  }

  func held(from sender: Sender) -> ArraySlice<Held> {
    sender == .client ? heldFromClient : heldFromServer
  }

  private mutating func hold(
    _ bytes: Span<UInt8>, _ sender: Sender, at offset: UInt64, _ origin: Origin, _ work: inout Workspace
  ) {
    guard bytes.count > 0 else { return }
    guard heldBytes + bytes.count <= work.options.limits.heldBytes else {
      phase = .ignored
      heldFromClient = []
      heldFromServer = []
      heldBytes = 0
      return
    }
    heldBytes += bytes.count
    hold(Held(bytes, offset, origin), sender)
  }

  mutating func hold(_ piece: Held, _ sender: Sender) {
    if sender == .client { heldFromClient.append(piece) } else { heldFromServer.append(piece) }
  }

  /// Takes the bytes of one side that were held back, as far as they need not wait any longer.
  mutating func release(
    _ sender: Sender, _ work: inout Workspace, ends: (Bool) -> ConnectionEnds?
  ) {
    // What was held came earlier: the connection goes on to what came last.
    let latest = log.latest
    defer { log.latest = latest }
    // What is taken may lead to more of the same side being taken, or let go of.
    while !waits(sender), var piece = popHeld(from: sender) {
      guard piece.gap == 0 else {
        lose(piece.gap, from: sender, at: piece.offset, piece.origin, &work, ends: ends)
        continue
      }
      var taken = piece.taken
      advance(piece.bytes.span, &taken, from: sender, at: piece.offset, piece.origin, &work, ends: ends)
      piece.taken = taken
      guard piece.taken < piece.bytes.count else { continue }
      heldBytes += piece.bytes.count
      if sender == .client {
        heldFromClient.insert(piece, at: heldFromClient.startIndex)
      } else {
        heldFromServer.insert(piece, at: heldFromServer.startIndex)
      }
    }
  }

  /// Takes what has been held longest of one side.
  private mutating func popHeld(from sender: Sender) -> Held? {
    let piece = sender == .client ? heldFromClient.popFirst() : heldFromServer.popFirst()
    heldBytes -= piece?.bytes.count ?? 0
    return piece
  }

  /// The connection is a WebSocket connection: gives it a number and tells it.
  private mutating func recognise(
    _ work: inout Workspace, _ origin: Origin, ends: (Bool) -> ConnectionEnds?
  ) {
    guard !isWebSocket else { return }
    work.summary.connections += 1
    log.number = Int(work.summary.connections)
    let ends = ends(firstIsClient ?? true)
    log.clientAddress = ends?.client.address
    work.emit(
      .connection(ConnectionEvent(ends: ends, transport: ends.map { _ in .tcp }, starts: .handshake)),
      &log, time: log.firstTime)
    for note in preambles + http.tunnels.map({ "an HTTP tunnel: CONNECT \($0)" }) {
      work.report(Finding(.cap04, "before the request came \(note)", sender: .client), &log, at: origin)
    }
  }

  /// A handshake has its answer: tells it, and opens the connection where it was accepted.
  ///
  /// - Parameter glued: how many bytes of the server came together with the response.
  private mutating func settle(
    _ request: UpgradeRequest?, _ response: UpgradeResponse, glued: Int, _ origin: Origin, _ work: inout Workspace
  ) {
    let early = heldFromClient.reduce(0) { $0 + $1.bytes.count - $1.taken }
    var opening = OpeningHandshake(
      request: request, response: response, version: work.options.version, early: early, glued: glued)
    let isAccepted = opening.event.isAccepted == true
    let framing = Framing(opening.terms.version, sender: .client, connectionKey: opening.terms.connectionKey)
    // Of some streams nothing can be searched for.
    let isSearchable = isAccepted && framing.isReadable && !opening.terms.extensions.wrapsStream
    let lost = request == nil && isSearchable ? lostRequest : nil
    if request == nil, lost == nil { tellLostRequest(&work) }
    opening.tell(&log, &work, at: origin)
    guard isAccepted else { return }
    let limits = work.options.limits
    var terms = opening.terms
    terms.hasBothSides = true
    client = Direction(sender: .client, terms, limits: limits)
    server = Direction(sender: .server, terms, limits: limits)
    // A client whose request is not there may be missing altogether.
    if request == nil { client.hasUnknownPings = true }
    phase = .open
    guard let lost else { return }
    // Nobody knows where the request ended: more than that may be missing, or less.
    lostRequest = nil
    awaitFrames(behind: lost)
  }

  private mutating func reportLongHead(_ sender: Sender, _ origin: Origin, _ work: inout Workspace) {
    let limit = work.options.limits.headBytes
    let finding = Finding(
      .lim03, "an HTTP head of more than \(limit) bytes; the rest of the connection is not read", sender: sender)
    if isWebSocket {
      work.report(finding, &log, at: origin)
    } else {
      work.report(finding, at: origin)
    }
  }
}
