import WebSocketProtocol

/// What is done where some of an opening handshake is missing from the input.
extension ConnectionState {
  /// Bytes of one side are missing while the connection is not upgraded.
  mutating func skipHTTP(
    _ length: UInt64, from side: Side, at offset: UInt64, _ origin: Origin, _ work: inout Workspace,
    ends: (Bool) -> ConnectionEnds?
  ) {
    if firstIsClient == nil {
      giveUpUnknown(&work, ends: ends)
    } else if isBeginning {
      endBeginning(&work, ends: ends)
    }
    guard firstIsClient != nil, phase == .http else {
      _ = skip(length, from: side, at: offset, origin, &work, ends: ends)
      return
    }
    let sender = knownSender(of: side)
    if waits(sender) || !held(from: sender).isEmpty {
      hold(Held(gap: length, offset, origin), sender)
    } else {
      lose(length, from: sender, at: offset, origin, &work, ends: ends)
      release(.client, &work, ends: ends)
      release(.server, &work, ends: ends)
    }
  }

  /// What missing bytes mean where none of the same side wait any more.
  mutating func lose(
    _ length: UInt64, from sender: Sender, at offset: UInt64, _ origin: Origin, _ work: inout Workspace,
    ends: (Bool) -> ConnectionEnds?
  ) {
    switch phase {
    case .http: break
    case .open:
      skipFrames(length, from: sender, at: offset, origin, &work)
      return
    case .searching:
      skipSearched(length, from: side(of: sender), at: offset, origin, &work, ends: ends)
      return
    case .ignored: return
    }
    if sender == .client {
      switch http.loseRequest(length) {
      case .nothing: return
      case .request:
        lostRequest = FrameSearch.Step(
          side: side(of: sender), offset: offset, content: .gap(length), origin: origin)
        return
      case .challenge:
        hold(Held(gap: length, offset, origin), sender)
        return
      case .unknown: break
      }
    } else {
      if http.loseResponse(length) { return }
      if let prior = http.switching {
        let lost = FrameSearch.Step(
          side: side(of: sender), offset: offset, content: .gap(length), origin: origin)
        missResponse(prior, serverFrom: lost.end, lost: lost, &work, ends: ends)
        return
      }
      if !isWebSocket, http.missResponses() { return }
    }
    if isWebSocket {
      work.tell(GapEvent(sender: sender, offset: offset, length: length, resumed: nil), &log, at: origin)
    }
    giveUpHTTP(&work)
  }

  // MARK: Answers that do not come

  /// The response to what the client asked is missing, so that frames are looked for behind it.
  ///
  /// - Parameters:
  ///   - prior: what the request says.
  ///   - start: where what comes next of the server begins.
  ///   - lost: what is missing of the server's stream, where that is known.
  ///   - isAtHand: the server's next bytes are there.
  mutating func missResponse(
    _ prior: FrameSearch.Prior, serverFrom start: UInt64, lost: FrameSearch.Step? = nil, isAtHand: Bool = false,
    _ work: inout Workspace, ends: (Bool) -> ConnectionEnds?
  ) {
    if isExpected {
      openUnanswered(serverFrom: start, lost: lost, &work, ends: ends)
    } else {
      beginSearch(prior, version: http.unanswered?.request?.version, &work)
      let (client, server) = (side(of: .client), side(of: .server))
      let clientStart = heldFromClient.first?.offset ?? clientEnd
      search?.place(client, at: clientStart)
      search?.place(server, at: start)
      if isAtHand { search?.wait(for: server) }
      if let lost, case .gap(let length) = lost.content {
        skipSearched(length, from: lost.side, at: lost.offset, lost.origin, &work, ends: ends)
      }
    }
    // What the client sent meanwhile came before what the server sends now.
    release(.client, &work, ends: ends)
  }

  /// What one side waits for has not come, and is not waited for any longer.
  mutating func stopWaiting(_ work: inout Workspace, ends: (Bool) -> ConnectionEnds?) {
    guard phase == .http, firstIsClient != nil, !heldFromClient.isEmpty || !heldFromServer.isEmpty else { return }
    hasStoppedWaiting = true
    release(.server, &work, ends: ends)
    guard waits(.client), !heldFromClient.isEmpty, let prior = http.unansweredPrior else { return }
    missResponse(prior, serverFrom: serverEnd, &work, ends: ends)
    release(.server, &work, ends: ends)
  }

  /// Takes what comes for frames though the response is missing, because the options say so.
  private mutating func openUnanswered(
    serverFrom start: UInt64, lost: FrameSearch.Step?, _ work: inout Workspace, ends: (Bool) -> ConnectionEnds?
  ) {
    let request = http.unanswered?.request
    let sample = heldFromClient.first?.bytes ?? []
    let version =
      work.options.version ?? request?.version ?? FramingGuess.version(of: sample, isComplete: true)?.version
      ?? .rfc6455
    var terms = ConnectionTerms(version: version, isMidstream: true)
    terms.hasBothSides = true
    terms.assumed = assumedExtensions(version)
    let clientStart = heldFromClient.first?.offset ?? clientEnd
    begin(terms, recognisedFrames: nil, &work, ends: ends)
    let missing = request == nil ? "no opening handshake" : "the answer to the opening handshake"
    work.report(
      Finding(
        .cap03, "\(missing) is \(request == nil ? "" : "not ")in the capture; the port says that this is WebSocket"),
      &log, at: log.latest)
    tellLostRequest(&work)
    if request == nil { expectFrame(of: \.client, at: clientStart) }
    expectFrame(of: \.server, at: start)
    if let lost { awaitFrames(behind: lost) }
  }

  /// What RSV1 means on this connection, where no response tells it.
  func assumedExtensions(_ version: ProtocolVersion) -> ExtensionAgreement? {
    guard version.framing == .payloadMask else { return nil }
    let request = http.unanswered?.request
    return .assumed(from: request.map { ExtensionList($0.head.values(of: "sec-websocket-extensions")) })
  }

  /// A side of which some was not seen goes on with a frame, or so it is expected.
  mutating func expectFrame(of side: WritableKeyPath<ConnectionState, Direction>, at start: UInt64) {
    self[keyPath: side].missesBeginning = true
    self[keyPath: side].hasUnknownPings = true
    self[keyPath: side].border.expect(at: start, from: start)
  }
}
