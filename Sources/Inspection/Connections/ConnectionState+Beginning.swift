import WebSocketProtocol

/// What a connection's first bytes are: who is the client, what precedes its first request, and whether there is one.
extension ConnectionState {
  /// The ports say that frames are wanted whatever comes, and who is the client where nothing else tells it.
  mutating func expectFrames(_ ports: (first: UInt16, second: UInt16), _ expected: Set<UInt16>) {
    let isServer = (expected.contains(ports.first), expected.contains(ports.second))
    // A connection that was seen from its start says itself which port is the server's.
    isExpected = isServer.1 || isServer.0 && firstIsClient == nil
    if firstIsClient == nil, isServer.0 != isServer.1 { firstIsClient = isServer.1 }
  }

  // MARK: Who is the client

  /// Takes bytes while nobody knows which side is the client.
  ///
  /// Those that are too few to tell wait in ``beginnings``.
  @inline(never)
  mutating func takeUnknown(
    _ bytes: Span<UInt8>, from side: Side, at offset: UInt64, _ origin: Origin, _ work: inout Workspace,
    ends: (Bool) -> ConnectionEnds?
  ) -> Bool {
    guard phase == .http else {
      takeSearched(bytes, from: side, at: offset, origin, &work, ends: ends)
      return phase != .ignored || isWebSocket
    }
    beginnings.append((side, Held(bytes, offset, origin)))
    let start = Array(beginnings.lazy.filter { $0.side == side }.flatMap(\.piece.bytes).prefix(Self.tellingBytes))
    let isWaiting = start.count < Self.tellingBytes && beginnings.count < Self.tellingBytes
    switch (Preamble.isCertain(start) ? .yes : HTTPStart.isCertainRequest(start), HTTPStart.isResponse(start)) {
    case (.yes, _): firstIsClient = side == .first
    case (_, .yes): firstIsClient = side == .second
    case (.maybe, _) where isWaiting, (_, .maybe) where isWaiting: return true
    default:
      giveUpUnknown(&work, ends: ends)
      return phase != .ignored || isWebSocket
    }
    return takeAgain(&work, ends: ends)
  }

  /// What came while nobody knew who is the client is no HTTP: it may be frames.
  mutating func giveUpUnknown(_ work: inout Workspace, ends: (Bool) -> ConnectionEnds?) {
    if isExpected, !beginnings.isEmpty {
      openExpected(&work, ends: ends)
    } else {
      beginSearch(.nothing, &work)
    }
    _ = takeAgain(&work, ends: ends)
  }

  private mutating func takeAgain(_ work: inout Workspace, ends: (Bool) -> ConnectionEnds?) -> Bool {
    let pieces = beginnings
    beginnings = []
    for (side, piece) in pieces {
      guard take(piece.bytes.span, from: side, at: piece.offset, piece.origin, &work, ends: ends) else { return false }
    }
    return phase != .ignored || isWebSocket
  }

  // MARK: What precedes a request

  /// Takes bytes while it is not certain that they are HTTP.
  mutating func takeBeginning(
    _ bytes: Span<UInt8>, from sender: Sender, at offset: UInt64, _ origin: Origin, _ work: inout Workspace,
    ends: (Bool) -> ConnectionEnds?
  ) {
    if beginnings.isEmpty, !isExpected {
      let mayBePreamble = sender == .client && bytes.count > 0 && Preamble.mayBegin(with: bytes[0])
      guard mayBePreamble else {
        if sender == .client, bytes.count > 0 { isBeginning = false }
        takeHTTP(bytes, from: sender, at: offset, origin, &work, ends: ends)
        return
      }
    }
    beginnings.append((side(of: sender), Held(bytes, offset, origin)))
    switch readBeginning() {
    case .undecided: break
    case .none: endBeginning(&work, ends: ends)
    case .found(let client, let server, let note):
      preambles.append(note)
      preamblesLeft -= 1
      dropBeginning(client, of: .client)
      dropBeginning(server, of: .server)
      passBeginnings(&work, ends: ends)
    }
  }

  private func readBeginning() -> Preamble.Reading {
    let client = beginning(of: .client)
    let server = beginning(of: .server)
    guard client.count + server.count <= Preamble.longest + 1024 else { return .none }
    guard let first = client.first else { return HTTPStart.isResponse(server) == .maybe ? .undecided : .none }
    guard preamblesLeft > 0, Preamble.mayBegin(with: first) else {
      return isExpected && HTTPStart.isRequest(client) == .maybe ? .undecided : .none
    }
    return Preamble.read(client: client, server: server)
  }

  private func beginning(of sender: Sender) -> [UInt8] {
    beginnings.filter { $0.side == side(of: sender) }.flatMap(\.piece.bytes)
  }

  private mutating func dropBeginning(_ count: Int, of sender: Sender) {
    var count = count
    for index in beginnings.indices where beginnings[index].side == side(of: sender) {
      beginnings[index].piece.dropFirst(&count)
    }
    beginnings.removeAll(where: \.piece.bytes.isEmpty)
  }

  /// The first bytes are HTTP, or whatever is made of what is none.
  mutating func endBeginning(_ work: inout Workspace, ends: (Bool) -> ConnectionEnds?) {
    isBeginning = false
    if isExpected {
      let (client, server) = (beginning(of: .client), beginning(of: .server))
      let isHTTP = client.isEmpty ? HTTPStart.isResponse(server) == .yes : HTTPStart.isRequest(client) == .yes
      if !isHTTP, !client.isEmpty || !server.isEmpty { openExpected(&work, ends: ends) }
    }
    passBeginnings(&work, ends: ends)
  }

  private mutating func passBeginnings(_ work: inout Workspace, ends: (Bool) -> ConnectionEnds?) {
    let pieces = beginnings
    beginnings = []
    for (side, piece) in pieces {
      takeUnopened(
        piece.bytes.span, from: knownSender(of: side), at: piece.offset, piece.origin, &work, ends: ends)
    }
  }
}

extension ConnectionState.Held {
  init(_ bytes: Span<UInt8>, _ offset: UInt64, _ origin: Origin) {
    self.init(bytes: unsafe bytes.withUnsafeBufferPointer { unsafe Array($0) }, offset: offset, origin: origin)
  }

  /// Missing bytes.
  init(gap length: UInt64, _ offset: UInt64, _ origin: Origin) {
    self.init(bytes: [], offset: offset, origin: origin, gap: length)
  }

  /// Forgets so many of the first bytes, or as many as there are; the rest is counted down.
  fileprivate mutating func dropFirst(_ count: inout Int) {
    let dropped = min(count, bytes.count)
    bytes.removeFirst(dropped)
    offset &+= UInt64(dropped)
    count -= dropped
  }
}
