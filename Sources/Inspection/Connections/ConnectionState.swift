import WebSocketProtocol

/// One connection of an input, from its first bytes to its end.
struct ConnectionState {
  /// How far the connection has come.
  enum Phase {
    /// HTTP before an upgrade, or nothing yet.
    case http
    /// Frames in both directions.
    case open
    /// The upgrade was accepted to a version whose frames have another layout.
    case otherFraming
    /// Not WebSocket, or no longer readable.
    case ignored
  }

  /// Bytes that wait until the other side decides what they are.
  struct Held {
    var bytes: [UInt8]
    var offset: UInt64
    var origin: Origin
  }

  private(set) var phase = Phase.http
  /// Which side is the client, once that is known.
  var firstIsClient: Bool?
  private var log = ConnectionLog()
  /// True once WebSocket was asked for, accepted or not.
  var isWebSocket: Bool { log.number > 0 }

  private var http: HTTPExchange
  private var client: Direction
  private var server: Direction
  private var heldFromClient: [Held] = []
  private var heldFromServer: [Held] = []
  private var heldBytes = 0
  private var pendingRequest: HTTPHead?
  private var finClient = false
  private var finServer = false
  private var firstFin: Sender?
  private var reset: Sender?

  init(options: InspectionOptions) {
    http = HTTPExchange(limits: options.limits)
    client = Direction(
      sender: .client, version: options.version, extensions: options.extensions, limits: options.limits)
    server = Direction(
      sender: .server, version: options.version, extensions: options.extensions, limits: options.limits)
  }

  /// Takes the next bytes of one side.
  ///
  /// - Parameter ends: the addresses, asked for only where the connection turns out to be WebSocket.
  /// - Returns: false where nothing more of this connection needs to be looked at.
  mutating func take(
    _ bytes: Span<UInt8>, from side: Side, at offset: UInt64, _ origin: Origin, _ work: inout Workspace,
    ends: (Bool) -> ConnectionEnds?
  ) -> Bool {
    guard let sender = sender(of: side, sending: bytes) else { return false }
    if log.firstTime == nil { log.firstTime = origin.time }
    log.latest = origin
    if sender == .client {
      log.totals.client.bytes &+= UInt64(bytes.count)
    } else {
      log.totals.server.bytes &+= UInt64(bytes.count)
    }
    switch phase {
    case .open:
      takeFrames(bytes, from: sender, at: offset, origin, &work)
    case .http:
      takeHTTP(bytes, from: sender, at: offset, origin, &work, ends: ends)
    case .otherFraming:
      break
    case .ignored:
      break
    }
    return phase != .ignored || isWebSocket
  }

  /// Which end of the connection a side is; its first bytes tell where no SYN did.
  @inline(__always)
  private mutating func sender(of side: Side, sending bytes: Span<UInt8>) -> Sender? {
    guard let firstIsClient else { return recogniseClient(side, bytes) }
    return (side == .first) == firstIsClient ? .client : .server
  }

  private mutating func recogniseClient(_ side: Side, _ bytes: Span<UInt8>) -> Sender? {
    let start = (0..<min(bytes.count, 32)).map { bytes[$0] }
    if HTTPStart.isRequest(start) == .yes {
      firstIsClient = side == .first
      return .client
    }
    if HTTPStart.isResponse(start) == .yes {
      firstIsClient = side == .second
      return .server
    }
    return nil
  }

  private func knownSender(of side: Side) -> Sender {
    guard let firstIsClient else { return .unknown }
    return (side == .first) == firstIsClient ? .client : .server
  }

  @inline(__always)
  private mutating func takeFrames(
    _ bytes: Span<UInt8>, from sender: Sender, at offset: UInt64, _ origin: Origin, _ work: inout Workspace
  ) {
    if sender == .client {
      client.take(bytes, at: offset, origin, peer: &server, &log, &work)
    } else {
      server.take(bytes, at: offset, origin, peer: &client, &log, &work)
    }
  }

  // MARK: Before the upgrade

  private mutating func takeHTTP(
    _ bytes: Span<UInt8>, from sender: Sender, at offset: UInt64, _ origin: Origin, _ work: inout Workspace,
    ends: (Bool) -> ConnectionEnds?
  ) {
    var position = 0
    while position < bytes.count {
      if phase == .open {
        takeFrames(
          bytes.extracting(droppingFirst: position), from: sender, at: offset &+ UInt64(position), origin, &work)
        return
      }
      guard phase == .http else { return }
      if sender == .client ? http.clientWaits : http.serverWaits && !isMidstreamResponse(sender) {
        hold(bytes.extracting(droppingFirst: position), sender, at: offset &+ UInt64(position), origin, &work)
        return
      }
      let outcome =
        sender == .client ? http.takeRequest(bytes, &position) : http.takeResponse(bytes, &position)
      switch outcome {
      case .more: break
      case .notHTTP:
        phase = .ignored
        return
      case .headTooLong:
        if isWebSocket { reportLongHead(sender, origin, &work) }
        phase = .ignored
        return
      case .asked(let head):
        pendingRequest = head
        recognise(&work, origin, ends: ends)
        release(.server, &work, ends: ends)
      case .answered(let request, let response):
        recognise(&work, origin, ends: ends)
        pendingRequest = nil
        settle(request, response, origin, &work)
        release(.client, &work, ends: ends)
      }
    }
  }

  /// Server bytes without a request wait for it, in case the capture has the packets in the wrong order; unless the
  /// input ends, when a response alone is better than nothing.
  private func isMidstreamResponse(_ sender: Sender) -> Bool { sender == .server && finClient }

  private mutating func hold(
    _ bytes: Span<UInt8>, _ sender: Sender, at offset: UInt64, _ origin: Origin, _ work: inout Workspace
  ) {
    guard heldBytes + bytes.count <= work.options.limits.heldBytes else {
      phase = .ignored
      return
    }
    heldBytes += bytes.count
    var copy: [UInt8] = []
    copy.reserveCapacity(bytes.count)
    for index in bytes.indices { copy.append(bytes[index]) }
    let held = Held(bytes: copy, offset: offset, origin: origin)
    if sender == .client { heldFromClient.append(held) } else { heldFromServer.append(held) }
  }

  /// Takes the bytes of one side that were held back.
  private mutating func release(
    _ sender: Sender, _ work: inout Workspace, ends: (Bool) -> ConnectionEnds?
  ) {
    let held = sender == .client ? heldFromClient : heldFromServer
    guard !held.isEmpty else { return }
    if sender == .client { heldFromClient = [] } else { heldFromServer = [] }
    for piece in held {
      heldBytes -= piece.bytes.count
      takeHTTP(piece.bytes.span, from: sender, at: piece.offset, piece.origin, &work, ends: ends)
    }
  }

  /// The connection is a WebSocket connection: gives it a number and tells it.
  private mutating func recognise(
    _ work: inout Workspace, _ origin: Origin, ends: (Bool) -> ConnectionEnds?
  ) {
    guard !isWebSocket else { return }
    work.summary.connections += 1
    log.number = Int(work.summary.connections)
    let ends = ends(firstIsClient ?? true)
    work.emit(
      .connection(ConnectionEvent(ends: ends, transport: ends.map { _ in .tcp }, starts: .handshake)),
      &log, time: log.firstTime)
  }

  /// A handshake has its answer: tells it, and opens the connection where it was accepted.
  private mutating func settle(
    _ request: HTTPHead?, _ response: HTTPHead, _ origin: Origin, _ work: inout Workspace
  ) {
    let opening = OpeningHandshake(request: request, response: response)
    work.emit(.handshake(opening.event), &log, time: origin.time)
    for finding in opening.findings { work.report(finding, &log, at: origin) }
    guard opening.event.isAccepted == true else { return }
    let version = opening.event.version ?? .rfc6455
    guard version.framing == .payloadMask else {
      phase = .otherFraming
      return
    }
    let limits = work.options.limits
    client = Direction(sender: .client, version: version, extensions: opening.extensions, limits: limits)
    server = Direction(sender: .server, version: version, extensions: opening.extensions, limits: limits)
    phase = .open
  }

  private mutating func reportLongHead(_ sender: Sender, _ origin: Origin, _ work: inout Workspace) {
    let limit = work.options.limits.headBytes
    work.report(
      Finding(.lim03, "an HTTP head of more than \(limit) bytes; the rest of the connection is not read", sender: sender),
      &log, at: origin)
  }

  // MARK: Gaps and endings

  /// Bytes of one side are missing from the input.
  mutating func skip(
    _ length: UInt64, from side: Side, at offset: UInt64, _ origin: Origin, _ work: inout Workspace
  ) -> Bool {
    let sender = knownSender(of: side)
    switch phase {
    case .open:
      let resumed =
        sender == .client
        ? client.skip(length, at: offset, origin, peer: &server, &log, &work)
        : server.skip(length, at: offset, origin, peer: &client, &log, &work)
      tellGap(length, sender, at: offset, resumed: resumed, origin, &work)
    case .http:
      if isWebSocket { tellGap(length, sender, at: offset, resumed: nil, origin, &work) }
      phase = .ignored
    case .otherFraming, .ignored:
      break
    }
    return phase != .ignored || isWebSocket
  }

  private mutating func tellGap(
    _ length: UInt64, _ sender: Sender, at offset: UInt64, resumed: UInt64?, _ origin: Origin,
    _ work: inout Workspace
  ) {
    work.emit(
      .gap(GapEvent(sender: sender, offset: offset, length: length, resumed: resumed)), &log, time: origin.time)
    work.report(
      Finding(.tcp03, "\(length) bytes are missing from the capture", sender: sender, offset: offset), &log,
      at: origin)
  }

  /// A finding about the transport, told only where the connection is WebSocket.
  mutating func report(_ finding: Finding, by side: Side?, _ origin: Origin, _ work: inout Workspace) {
    guard isWebSocket else { return }
    var finding = finding
    finding.sender = side.map(knownSender)
    work.report(finding, &log, at: origin)
  }

  /// One side has sent its FIN.
  mutating func finish(_ side: Side, _ origin: Origin) {
    let sender = knownSender(of: side)
    log.latest = origin
    firstFin = firstFin ?? sender
    if sender == .server { finServer = true } else { finClient = true }
  }

  /// One side has sent RST.
  mutating func reset(by side: Side, _ origin: Origin) {
    log.latest = origin
    reset = reset ?? knownSender(of: side)
  }

  /// The connection is over, or the input is.
  mutating func end(_ work: inout Workspace) {
    guard isWebSocket else { return }
    let origin = log.latest
    if let pendingRequest {
      let opening = OpeningHandshake(request: pendingRequest, response: nil)
      work.emit(.handshake(opening.event), &log, time: origin.time)
      for finding in opening.findings { work.report(finding, &log, at: origin) }
    }
    let isClosed = reset != nil || finClient || finServer
    client.finish(isClosed: finClient || reset != nil, origin, &log, &work)
    server.finish(isClosed: finServer || reset != nil, origin, &log, &work)
    let ending = Ending(
      client: client.close, server: server.close, firstFin: firstFin, reset: reset)
    if phase == .open {
      for finding in ending.judge(isClosed: isClosed) { work.report(finding, &log, at: origin) }
      for finding in judgeFailures() + judgePings(origin) { work.report(finding, &log, at: origin) }
    }
    log.totals.frames = log.frames
    var duration: Int64?
    if let first = log.firstTime, let last = origin.time { duration = max(0, last - first) }
    work.emit(
      .end(
        EndEvent(
          closedBy: ending.closedBy, how: ending.how, isClean: ending.isClean, closeCode: ending.closeCode,
          totals: log.totals, duration: duration)),
      &log, time: origin.time)
    work.summary.totals.add(log.totals)
  }

  /// A side that went on sending data although it had to fail the connection.
  private func judgeFailures() -> [Finding] {
    [client, server].filter { $0.framesAfterFailure > 1 }.map { side in
      Finding(
        .cl12,
        "the \(side.sender.rawValue) sent \(side.framesAfterFailure) data frames after its peer broke the protocol",
        sender: side.sender)
    }
  }

  /// A ping that had ten seconds and got no answer; only the latest needs one.
  private func judgePings(_ end: Origin) -> [Finding] {
    [(client, server), (server, client)].compactMap { side, peer in
      guard let ping = side.pings.open.last, let sent = ping.time, let last = peer.close?.time ?? end.time else {
        return nil
      }
      let patience: Int64 = 10_000_000_000
      guard last - sent >= patience else { return nil }
      return Finding(
        .ms05, "the ping in frame \(ping.frame) got no pong in \((last - sent) / 1_000_000_000) seconds",
        sender: peer.sender, frame: ping.frame)
    }
  }
}
