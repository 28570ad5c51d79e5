import WebSocketProtocol

/// How a connection is recognised by its frames.
extension ConnectionState {
  /// What came is no HTTP, or nobody can tell what it is.
  mutating func giveUpHTTP(_ work: inout Workspace) {
    if isFromStart || isWebSocket {
      // All of a handshake would have been seen.
      phase = .ignored
    } else {
      beginSearch(.nothing, &work)
    }
  }

  /// Looks for frames from here on.
  ///
  /// - Parameter version: the version that was asked for, where that is known.
  mutating func beginSearch(
    _ prior: FrameSearch.Prior, version: ProtocolVersion? = nil, _ work: inout Workspace
  ) {
    guard work.searches < work.options.limits.searches else {
      phase = .ignored
      guard !work.toldTooManySearches else { return }
      work.toldTooManySearches = true
      work.report(
        Finding(
          .lim01, "\(work.searches) connections without an opening handshake are undecided; others are passed over"),
        at: log.latest)
      return
    }
    work.searches += 1
    phase = .searching
    search = FrameSearch(firstIsClient: firstIsClient, prior: prior, version: version)
  }

  /// Nothing is looked for any more.
  mutating func endSearch(_ work: inout Workspace) {
    guard let search else { return }
    work.searches -= 1
    work.searchedBytes -= search.cost
    self.search = nil
  }

  /// Takes bytes of one side while frames are looked for.
  mutating func takeSearched(
    _ bytes: Span<UInt8>, from side: Side, at offset: UInt64, _ origin: Origin, _ work: inout Workspace,
    ends: (Bool) -> ConnectionEnds?
  ) {
    if log.firstTime == nil { log.firstTime = origin.time }
    log.latest = origin
    if search?.prior == .nothing {
      switch HTTPStart.upgrade(bytes) {
      case nil: break
      case .asked?:
        beginAnew(bytes, from: side, by: .client, at: offset, origin, &work, ends: ends)
        return
      case .accepted?:
        beginAnew(bytes, from: side, by: .server, at: offset, origin, &work, ends: ends)
        return
      case .unrelated?:
        loseInterest(&work)
        return
      }
    }
    goOn(&work, ends: ends) { $0.take(bytes, from: side, at: offset, origin) }
  }

  /// Bytes of one side are missing while frames are looked for.
  mutating func skipSearched(
    _ length: UInt64, from side: Side, at offset: UInt64, _ origin: Origin, _ work: inout Workspace,
    ends: (Bool) -> ConnectionEnds?
  ) {
    goOn(&work, ends: ends) { $0.skip(length, from: side, at: offset, origin) }
  }

  /// Tells what is missing of a handshake behind which no frames were found.
  mutating func tellMissing(_ work: inout Workspace) {
    guard phase == .searching, let search else { return }
    for step in search.missing { tell(step, resumed: nil, &work) }
  }

  private mutating func goOn(
    _ work: inout Workspace, ends: (Bool) -> ConnectionEnds?, _ step: (inout FrameSearch) -> FrameSearch.Verdict
  ) {
    guard var search else { return }
    // The one copy there is.
    self.search = nil
    let before = search.cost
    let verdict = step(&search)
    work.searchedBytes += search.cost - before
    if work.searchedBytes > work.options.limits.searchedBytes {
      work.searchedBytes -= search.cost
      search.forgetEverything()
    }
    self.search = search
    switch verdict {
    case .undecided: break
    case .none: loseInterest(&work)
    case .found(let recognition):
      endSearch(&work)
      open(recognition, after: search, &work, ends: ends)
    }
  }

  private mutating func loseInterest(_ work: inout Workspace) {
    tellMissing(&work)
    endSearch(&work)
    phase = .ignored
  }

  /// A request for WebSocket comes behind what nobody knew, or a response to one whose end that was.
  @inline(never)
  private mutating func beginAnew(
    _ bytes: Span<UInt8>, from side: Side, by sender: Sender, at offset: UInt64, _ origin: Origin,
    _ work: inout Workspace, ends: (Bool) -> ConnectionEnds?
  ) {
    let wasUnknown = firstIsClient == nil
    guard wasUnknown || sender == .client || knownSender(of: side) == sender else {
      loseInterest(&work)
      return
    }
    let seen = search
    endSearch(&work)
    firstIsClient = (side == .first) == (sender == .client)
    phase = .http
    // Whatever was missing before it does not matter any more.
    http = HTTPExchange(limits: work.options.limits)
    if sender == .server { _ = http.missRequest() }
    lostRequest = nil
    isBeginning = false
    guard wasUnknown else {
      takeUnopened(bytes, from: sender, at: offset, origin, &work, ends: ends)
      return
    }
    // What is of a known side is counted as it comes.
    for side in [Side.first, .second] { count(seen?[side].seen ?? 0, from: knownSender(of: side)) }
    _ = take(bytes, from: side, at: offset, origin, &work, ends: ends)
  }
}

// MARK: Opening

extension ConnectionState {
  /// The frames that were found are read, and all that come.
  private mutating func open(
    _ found: FrameSearch.Recognition, after search: FrameSearch, _ work: inout Workspace,
    ends: (Bool) -> ConnectionEnds?
  ) {
    let wasUnknown = firstIsClient == nil
    if wasUnknown {
      // Where frames do not tell it, ports may.
      firstIsClient = found.version.framing.masksFrames ? found.firstIsClient : ends(true)?.firstIsClientByPorts ?? true
      for side in [Side.first, .second] { count(search[side].seen, from: knownSender(of: side)) }
    }
    var terms = ConnectionTerms(version: found.version, isMidstream: true)
    terms.assumed = assumedExtensions(found.version)
    if found.isCompressed, let assumed = terms.assumed { terms.extensions = assumed }
    terms.hasBothSides = found.first != nil && found.second != nil
    let isCut = search.prior == .switched
    begin(terms, recognisedFrames: found.frames, isCut: isCut, &work, ends: ends)
    report(found, terms.extensions, isCut: isCut, &work)
    tellLostRequest(&work)
    for step in search.missing where !isAwaited(step, search) {
      tell(step, resumed: found[step.side], &work)
    }
    // Behind a request of which nothing is missing the client's frames begin.
    if !(search.prior == .asked && http.unanswered?.request != nil && search.isUntouched(side(of: .client))) {
      arrange(&client, at: found[side(of: .client)], search[side(of: .client)])
    }
    arrange(&server, at: found[side(of: .server)], search[side(of: .server)])
    for step in search.missing where isAwaited(step, search) { awaitFrames(behind: step) }
    for step in search.steps { read(step, from: found[step.side] ?? 0, &work) }
  }

  /// True where nothing has come yet behind what is missing of a handshake.
  private func isAwaited(_ step: FrameSearch.Step, _ search: FrameSearch) -> Bool {
    search[step.side].start == nil && search[step.side].end == step.end
  }

  /// Expects a frame behind what is missing of a handshake, which is told with it.
  mutating func awaitFrames(behind step: FrameSearch.Step) {
    guard case .gap(let length) = step.content else { return }
    let gap = Direction.UntoldGap(offset: step.offset, length: length, origin: step.origin)
    let side = knownSender(of: step.side) == .client ? \ConnectionState.client : \.server
    self[keyPath: side].noteLoss()
    self[keyPath: side].untoldGap = gap
    self[keyPath: side].border.expect(at: step.end, from: step.end)
  }

  /// Takes all that comes for frames, because the options say so.
  mutating func openExpected(_ work: inout Workspace, ends: (Bool) -> ConnectionEnds?) {
    guard let side = beginnings.first?.side else { return }
    let sample = beginnings.filter { $0.side == side }.flatMap(\.piece.bytes)
    let version = work.options.version ?? FramingGuess.version(of: sample, isComplete: true)?.version ?? .rfc6455
    if firstIsClient == nil {
      let sender = FramingGuess.sender(byMaskOf: sample, ExtensionAgreement())
      firstIsClient = sender.map { ($0 == .client) == (side == .first) } ?? ends(true)?.firstIsClientByPorts ?? true
    }
    var terms = ConnectionTerms(version: version, isMidstream: !isFromStart)
    terms.assumed = assumedExtensions(version)
    let reading = FrameChain.Reading(version: version, sender: knownSender(of: side))
    if var chain = FrameChain(reading, at: 0), chain.take(sample.span, at: 0), chain.isCompressed {
      terms.extensions.permessageDeflate = PermessageDeflate()
    }
    terms.hasBothSides = true
    begin(terms, recognisedFrames: nil, &work, ends: ends)
    let message = "no opening handshake is in the capture; the port says that this is WebSocket"
    work.report(Finding(.cap03, message + assumption(terms.extensions)), &log, at: log.latest)
    guard !isFromStart else { return }
    for side in [\ConnectionState.client, \.server] {
      let start = beginnings.first { knownSender(of: $0.side) == self[keyPath: side].sender }?.piece.offset ?? 0
      expectFrame(of: side, at: start)
    }
  }

  /// Makes an open connection of this one, and tells it.
  mutating func begin(
    _ terms: ConnectionTerms, recognisedFrames: UInt64?, isCut: Bool = false, _ work: inout Workspace,
    ends: (Bool) -> ConnectionEnds?
  ) {
    client = Direction(sender: .client, terms, limits: work.options.limits)
    server = Direction(sender: .server, terms, limits: work.options.limits)
    isVersionGuessed = work.options.version == nil
    phase = .open
    guard !isWebSocket else {
      if let (request, response) = http.unanswered {
        var opening = OpeningHandshake(request: request, response: response, version: work.options.version)
        opening.tell(&log, &work, at: log.latest)
      }
      return
    }
    work.summary.connections += 1
    log.number = Int(work.summary.connections)
    let ends = ends(firstIsClient ?? true)
    log.clientAddress = ends?.client.address
    work.emit(
      .connection(
        ConnectionEvent(
          ends: ends, transport: ends.map { _ in .tcp }, starts: .midstream, recognisedFrames: recognisedFrames,
          isHandshakeCut: isCut)),
      &log, time: log.firstTime)
  }

  /// Says how it was recognised, and what was assumed.
  private mutating func report(
    _ found: FrameSearch.Recognition, _ extensions: ExtensionAgreement, isCut: Bool, _ work: inout Workspace
  ) {
    var message =
      http.unanswered?.request != nil
      ? "the answer to the opening handshake is not in the capture"
      : isCut ? "the opening handshake is cut in the capture" : "no opening handshake is in the capture"
    message += "; recognised from \(found.frames) frame\(found.frames == 1 ? "" : "s")"
    if found.version != .rfc6455 { message += ", which fit \(found.version.rawValue)" }
    message += assumption(extensions)
    work.report(Finding(.cap03, message), &log, at: log.latest)
  }

  /// Says what RSV1 is taken for, where frames have shown it.
  private mutating func assumption(_ extensions: ExtensionAgreement) -> String {
    guard let scope = extensions.compression(of: .server)?.scope else { return "" }
    log.toldAssumption = true
    return "; RSV1 is taken for \(scope.extensionName)"
  }

  /// Prepares a side of which only some was seen.
  ///
  /// - Parameter start: where frames begin; `nil` where that is not known.
  private func arrange(_ direction: inout Direction, at start: UInt64?, _ stream: FrameSearch.Stream) {
    direction.missesBeginning = true
    direction.hasUnknownPings = true
    guard let start else {
      direction.noteLoss()
      direction.border.lose(at: stream.end)
      return
    }
    guard start != stream.start else { return }
    direction.noteLoss()
    direction.isInferred = true
    if start >= stream.end { direction.border.expect(at: start, from: stream.end) }
  }

  /// Reads what was kept.
  private mutating func read(_ step: FrameSearch.Step, from start: UInt64, _ work: inout Workspace) {
    let sender = knownSender(of: step.side)
    let passed = start > step.offset ? start &- step.offset : 0
    switch step.content {
    case .bytes(let bytes):
      guard passed < UInt64(bytes.count) else { return }
      takeFrames(
        bytes.span.extracting(droppingFirst: Int(passed)), from: sender, at: step.offset &+ passed, step.origin, &work)
    case .gap(let length):
      guard passed < length else { return }
      skipFrames(length &- passed, from: sender, at: step.offset &+ passed, step.origin, &work)
    }
  }

  /// Tells bytes that are missing.
  private mutating func tell(_ step: FrameSearch.Step, resumed: UInt64?, _ work: inout Workspace) {
    guard isWebSocket, case .gap(let length) = step.content else { return }
    let gap = GapEvent(sender: knownSender(of: step.side), offset: step.offset, length: length, resumed: resumed)
    work.tell(gap, &log, at: step.origin)
  }

  /// Tells what is missing of the latest request, once it is known to be one for WebSocket.
  mutating func tellLostRequest(_ work: inout Workspace) {
    guard let lost = lostRequest else { return }
    lostRequest = nil
    tell(lost, resumed: lost.end, &work)
  }

  private mutating func count(_ bytes: UInt64, from sender: Sender) {
    if sender == .client { log.totals.client.bytes &+= bytes } else { log.totals.server.bytes &+= bytes }
  }
}

extension ConnectionEnds {
  /// Systems give clients ports from 32768 up (Linux) or 49152 up (RFC 6335); servers listen below.
  fileprivate var firstIsClientByPorts: Bool? {
    let isEphemeral = (client.port >= 32_768, server.port >= 32_768)
    return isEphemeral.0 == isEphemeral.1 ? nil : isEphemeral.0
  }
}
