import WebSocketProtocol

/// One connection of an input, from its first bytes to its end.
struct ConnectionState {
  /// How far the connection has come.
  enum Phase {
    /// HTTP before an upgrade, or nothing yet.
    case http
    /// No opening handshake was seen, or not all of it: frames are looked for.
    case searching
    /// Frames in both directions.
    case open
    /// Not WebSocket, or no longer readable.
    case ignored
  }

  /// Bytes that wait until the other side decides what they are.
  struct Held {
    var bytes: [UInt8]
    var offset: UInt64
    var origin: Origin
    /// How many of the bytes wait no longer.
    var taken = 0
    /// How many bytes are missing here, instead of any.
    var gap: UInt64 = 0
  }

  var phase = Phase.http
  /// Which side is the client, once that is known.
  var firstIsClient: Bool?
  var log = ConnectionLog()
  /// True once WebSocket was asked for, accepted or not.
  var isWebSocket: Bool { log.number > 0 }

  var http: HTTPExchange
  var client: Direction
  var server: Direction
  var heldFromClient: ArraySlice<Held> = []
  var heldFromServer: ArraySlice<Held> = []
  var heldBytes = 0
  /// What came before it was known which side is the client.
  var beginnings: [(side: Side, piece: Held)] = []
  /// The first bytes of a side by which it is recognised, or not.
  static let tellingBytes = 64
  /// The input holds the connection from its first byte on.
  var isFromStart = false
  /// Whatever comes is taken for WebSocket.
  var isExpected = false
  /// No request has begun, and something else may precede it.
  var isBeginning = true
  /// How many preambles may still come.
  var preamblesLeft = Preamble.most
  /// What preceded it.
  var preambles: [String] = []
  /// What is missing of the latest request.
  var lostRequest: FrameSearch.Step?
  /// What one side waited for did not come, and is not waited for any longer.
  var hasStoppedWaiting = false
  /// The version in force was told by frames alone.
  var isVersionGuessed = false
  /// Looks for frames, while that is what the connection has come to.
  var search: FrameSearch?
  /// The sides that have sent their FIN, in that order, and the one that has sent RST.
  private var finished: [Side] = []
  private var resetSide: Side?
  /// Where what was seen of each side's stream ends.
  private(set) var clientEnd: UInt64 = 0
  private(set) var serverEnd: UInt64 = 0

  var finClient: Bool { finished.contains { knownSender(of: $0) == .client } }
  private var finServer: Bool { finished.contains { knownSender(of: $0) == .server } }
  private var firstFin: Sender? { finished.first.map(knownSender) }
  private var reset: Sender? { resetSide.map(knownSender) }

  /// True where some of its messages may have to be inflated.
  var inflates: Bool { client.inflater != nil || server.inflater != nil }

  /// The payload bytes of its unfinished messages that were gathered.
  var gatheredBytes: Int { client.messagePayload.bytes.count + server.messagePayload.bytes.count }

  /// True where nothing is lost when the connection is looked at anew from its next bytes on.
  var isBetweenExchanges: Bool { phase == .http && heldBytes == 0 && beginnings.isEmpty && http.isIdle }

  init(options: InspectionOptions) {
    http = HTTPExchange(limits: options.limits)
    let terms = ConnectionTerms(version: options.version ?? .rfc6455, extensions: options.extensions)
    client = Direction(sender: .client, terms, limits: options.limits)
    server = Direction(sender: .server, terms, limits: options.limits)
  }

  /// Takes the next bytes of one side.
  ///
  /// - Parameter ends: the addresses, asked for only where the connection turns out to be WebSocket.
  /// - Returns: false where nothing more of this connection needs to be looked at.
  @inline(__always)
  mutating func take(
    _ bytes: Span<UInt8>, from side: Side, at offset: UInt64, _ origin: Origin, _ work: inout Workspace,
    ends: (Bool) -> ConnectionEnds?
  ) -> Bool {
    guard let firstIsClient else {
      return takeUnknown(bytes, from: side, at: offset, origin, &work, ends: ends)
    }
    let sender: Sender = (side == .first) == firstIsClient ? .client : .server
    if log.firstTime == nil { log.firstTime = origin.time }
    log.latest = origin
    if sender == .client {
      log.totals.client.bytes &+= UInt64(bytes.count)
      clientEnd = offset &+ UInt64(bytes.count)
    } else {
      log.totals.server.bytes &+= UInt64(bytes.count)
      serverEnd = offset &+ UInt64(bytes.count)
    }
    if phase == .open {
      takeFrames(bytes, from: sender, at: offset, origin, &work)
    } else {
      takeUnopened(bytes, from: sender, at: offset, origin, &work, ends: ends)
    }
    return phase != .ignored || isWebSocket
  }

  /// Takes bytes of a known side, whatever the connection has come to; they are counted already.
  mutating func takeUnopened(
    _ bytes: Span<UInt8>, from sender: Sender, at offset: UInt64, _ origin: Origin, _ work: inout Workspace,
    ends: (Bool) -> ConnectionEnds?
  ) {
    switch phase {
    case .open: takeFrames(bytes, from: sender, at: offset, origin, &work)
    case .http where isBeginning: takeBeginning(bytes, from: sender, at: offset, origin, &work, ends: ends)
    case .http: takeHTTP(bytes, from: sender, at: offset, origin, &work, ends: ends)
    case .searching: takeSearched(bytes, from: side(of: sender), at: offset, origin, &work, ends: ends)
    case .ignored: break
    }
  }

  /// The side by which a sender is known.
  func side(of sender: Sender) -> Side { (sender == .client) == (firstIsClient ?? true) ? .first : .second }

  func knownSender(of side: Side) -> Sender {
    guard let firstIsClient else { return .unknown }
    return (side == .first) == firstIsClient ? .client : .server
  }

  @inline(__always)
  mutating func takeFrames(
    _ bytes: Span<UInt8>, from sender: Sender, at offset: UInt64, _ origin: Origin, _ work: inout Workspace
  ) {
    if sender == .client {
      client.take(bytes, at: offset, origin, peer: &server, &log, &work)
    } else {
      server.take(bytes, at: offset, origin, peer: &client, &log, &work)
    }
  }

  // MARK: Gaps and endings

  /// Bytes of one side are missing between its frames, or in one.
  mutating func skipFrames(
    _ length: UInt64, from sender: Sender, at offset: UInt64, _ origin: Origin, _ work: inout Workspace
  ) {
    if sender == .client {
      client.skip(length, at: offset, origin, peer: &server, &log, &work)
    } else {
      server.skip(length, at: offset, origin, peer: &client, &log, &work)
    }
  }

  /// Bytes of one side are missing from the input.
  mutating func skip(
    _ length: UInt64, from side: Side, at offset: UInt64, _ origin: Origin, _ work: inout Workspace,
    ends: (Bool) -> ConnectionEnds?
  ) -> Bool {
    let sender = knownSender(of: side)
    switch phase {
    case .open:
      skipFrames(length, from: sender, at: offset, origin, &work)
    case .http:
      skipHTTP(length, from: side, at: offset, origin, &work, ends: ends)
    case .searching:
      skipSearched(length, from: side, at: offset, origin, &work, ends: ends)
    case .ignored:
      break
    }
    return phase != .ignored || isWebSocket
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
    log.latest = origin
    if !finished.contains(side) { finished.append(side) }
  }

  /// One side has sent RST.
  mutating func reset(by side: Side, _ origin: Origin) {
    log.latest = origin
    resetSide = resetSide ?? side
  }

  /// The connection is over, or the input is.
  ///
  /// - Parameter ends: the addresses, asked for only where the connection turns out to be WebSocket.
  mutating func end(_ work: inout Workspace, ends: (Bool) -> ConnectionEnds?) {
    stopWaiting(&work, ends: ends)
    guard isWebSocket else { return }
    let origin = log.latest
    tellMissing(&work)
    if phase != .open, let (request, response) = http.unanswered {
      var opening = OpeningHandshake(request: request, response: response, version: work.options.version)
      opening.tell(&log, &work, at: origin)
    }
    client.finish(isClosed: finClient || reset != nil, origin, peer: &server, &log, &work)
    server.finish(isClosed: finServer || reset != nil, origin, peer: &client, &log, &work)
    // Nothing at all of a side is there where a capture has the other direction alone.
    let unread = [(client, clientEnd), (server, serverEnd)].filter { $0.0.hasLost || $0.1 == 0 }.map(\.0.sender)
    let ending = Ending(
      client: client.close, server: server.close, firstFin: firstFin, reset: reset, unread: unread,
      version: client.version, isVersionCertain: !isVersionGuessed)
    if phase == .open {
      let endings = ending.judge(
        clientEnded: finClient || reset == .client, serverEnded: finServer || reset == .server)
      for var finding in endings + judgeFailures() + judgePings(origin) {
        // An answer is missing where the stream ends that it should be in.
        if let sender = finding.sender, finding.frame != nil, finding.offset == nil {
          finding.offset = sender == .client ? clientEnd : serverEnd
        }
        work.report(finding, &log, at: origin)
      }
    }
    log.totals.frames = log.frames
    var duration: Int64?
    if let first = log.firstTime, let last = origin.time { duration = last.elapsed(since: first) }
    work.emit(
      .end(
        EndEvent(
          version: client.version, closedBy: ending.closedBy, how: ending.how, isClean: ending.isClean,
          closeCode: ending.closeCode,
          unanswered: ending.unanswered,
          totals: log.totals, duration: duration, pingRoundTrip: log.roundTrips?.times)),
      &log, time: origin.time)
    work.summary.totals.add(log.totals)
  }

  /// A side that went on sending data although it had to fail the connection.
  private func judgeFailures() -> [Finding] {
    [client, server].filter { $0.framesAfterFailure > 1 }.map { side in
      Finding(
        .cl12,
        "the \(side.sender.rawValue) sent \(side.framesAfterFailure) data frames after its peer broke the protocol",
        sender: side.sender, frame: side.frameAfterFailure.frame, offset: side.frameAfterFailure.offset)
    }
  }

  /// A ping that had ten seconds and got no answer; only the latest needs one.
  private func judgePings(_ end: Origin) -> [Finding] {
    [(client, server), (server, client)].compactMap { side, peer in
      guard let ping = side.pings.unanswered, let sent = ping.time, let last = peer.close?.time ?? end.time,
        !side.hasUnknownPings, !peer.hasLost
      else { return nil }
      let patience: Int64 = 10_000_000_000
      let waited = last.elapsed(since: sent)
      guard waited >= patience else { return nil }
      return Finding(
        .ms05, "the ping in frame \(ping.frame) got no pong in \(waited / 1_000_000_000) seconds",
        sender: peer.sender, frame: ping.frame)
    }
  }
}

extension Int64 {
  /// How long after another time this one is, whatever clock a capture claims to have had; never negative.
  fileprivate func elapsed(since other: Int64) -> Int64 {
    let (difference, overflow) = subtractingReportingOverflow(other)
    return overflow && other < 0 ? .max : overflow ? 0 : Swift.max(0, difference)
  }
}
