public import WebSocketProtocol

/// Finds the WebSocket connections of an input and tells what happens on them, fed with the bytes of its TCP streams.
///
/// It knows no packets: whoever takes a capture apart hands it each connection's bytes in order. The events of what
/// was taken wait in ``queue`` until they are removed from it. It holds the state of all connections, and is never
/// copied. That is why what is asked of it with every packet is a `mutating get`: for any other, all its stored
/// properties would be moved to where the getter finds them.
public struct Inspector: ~Copyable {
  /// The events that wait to be shown.
  public var queue: EventQueue {
    get { work.queue }
    _modify { yield &work.queue }
  }

  /// True where events wait, or perhaps work for a deputy.
  public var hasEvents: Bool {
    mutating get { !work.queue.isEmpty || hasDelegated }
  }
  /// How many events wait.
  public var waitingEvents: Int {
    mutating get { work.queue.events.count }
  }
  /// How many payload bytes wait with them.
  public var waitingBytes: Int {
    mutating get { work.queue.bytes.count }
  }

  /// How many connections were set aside in the midst of what may have led to an upgrade.
  public private(set) var setAside = 0

  private var work: Workspace
  /// The connections that are looked at, densely; free places are used again.
  private var connections: [ConnectionState] = []
  private var free: [Int] = []
  /// For each slot of the caller, the place of its connection; -1 where there is none, -2 where a deputy has it.
  private var places: [Int] = []

  /// Some of the connections are left to a ``Deputy``: their work is put into ``delegation``.
  public var delegates = false
  /// Some connection was left to a deputy, and more work may have come for it since.
  private var hasDelegated = false
  /// What a deputy has to do; its events belong among those in ``queue``, and both have to be given to it together.
  public var delegation = Delegation()
  /// The last connection that was worth delegating was.
  private var delegatedLast = false

  /// An inspector with nothing to look at yet.
  public init(options: InspectionOptions) {
    work = Workspace(options: options)
  }

  /// What was counted so far; the totals of a connection are added when it ends.
  public var summary: Summary { work.summary }

  /// A connection begins.
  ///
  /// - Parameters:
  ///   - slot: the caller's number for the connection; small, and used again for others later.
  ///   - firstIsClient: whether the side called first opened the connection, which is then seen from its first byte;
  ///     `nil` where its bytes have to tell, and may begin anywhere.
  ///   - ports: the ports of the side called first and of the other, by which the options may call for frames.
  public mutating func open(_ slot: Int, firstIsClient: Bool?, ports: (first: UInt16, second: UInt16)? = nil) {
    close(slot)
    while places.count <= slot { places.append(-1) }
    let place = free.popLast() ?? connections.count
    if place == connections.count { connections.append(ConnectionState(options: work.options)) }
    connections[place].firstIsClient = firstIsClient
    connections[place].isFromStart = firstIsClient != nil
    if let ports, !work.options.ports.isEmpty { connections[place].expectFrames(ports, work.options.ports) }
    places[slot] = place
  }

  /// Forgets a connection of which it is not known yet whether it is WebSocket: too many are looked at. What it sends next
  /// may be given to the inspector as that of a connection that begins.
  ///
  /// - Returns: false where the connection is WebSocket, or may be by its frames; it is not forgotten then.
  public mutating func setAside(_ slot: Int) -> Bool {
    guard let place = place(of: slot) else { return !isDelegated(slot) }
    // What is searched for frames has limits of its own.
    guard !connections[place].isWebSocket, connections[place].phase != .searching else { return false }
    if !connections[place].isBetweenExchanges { setAside += 1 }
    vacate(slot, place)
    return true
  }

  /// A connection begins whose frames are in the input, but not its opening handshake.
  ///
  /// - Parameters:
  ///   - slot: the caller's number for the connection, as in ``open(_:firstIsClient:)``.
  ///   - firstIsClient: whether the side called first opened the connection.
  ///   - version: the version that its frames are read as; the extensions are those of the options.
  ///   - isFromStart: nothing was sent before the first bytes, so that what they refer to has to be among them.
  ///   - ends: the connection's addresses, where they are known.
  public mutating func openMidstream(
    _ slot: Int, firstIsClient: Bool, version: ProtocolVersion, isFromStart: Bool, ends: ConnectionEnds?
  ) {
    open(slot, firstIsClient: firstIsClient)
    guard let place = place(of: slot) else { return }
    connections[place].beginMidstream(version, isFromStart: isFromStart, ends: ends, &work)
  }

  /// Takes the next bytes of one side of a connection.
  ///
  /// - Parameters:
  ///   - offset: where in the side's stream the bytes begin.
  ///   - ends: the connection's addresses, asked for once, where it turns out to be WebSocket; told whether the side
  ///     called first is the client.
  /// - Returns: false where nothing more of this connection needs to be looked at; it is forgotten then.
  public mutating func take(
    _ bytes: Span<UInt8>, from side: Side, at offset: UInt64, slot: Int, _ origin: Origin,
    ends: (_ firstIsClient: Bool) -> ConnectionEnds?
  ) -> Bool {
    guard let place = place(of: slot) else { return delegate(bytes, from: side, at: offset, slot, origin) }
    let wasOpen = connections[place].phase == .open
    let goesOn = connections[place].take(bytes, from: side, at: offset, origin, &work, ends: ends)
    if !goesOn {
      vacate(slot, place)
    } else if !wasOpen, delegates {
      delegateIfWorthwhile(slot, place)
    }
    return goesOn
  }

  /// Bytes of one side are missing from the input.
  ///
  /// - Parameter ends: the connection's addresses, as in ``take(_:from:at:slot:_:ends:)``.
  /// - Returns: false where nothing more of this connection needs to be looked at; it is forgotten then.
  public mutating func skip(
    _ length: UInt64, from side: Side, at offset: UInt64, slot: Int, _ origin: Origin,
    ends: (_ firstIsClient: Bool) -> ConnectionEnds? = { _ in nil }
  ) -> Bool {
    guard let place = place(of: slot) else {
      return delegate(.gap(side, offset: offset, length: length), slot, origin)
    }
    let goesOn = connections[place].skip(length, from: side, at: offset, origin, &work, ends: ends)
    if !goesOn { vacate(slot, place) }
    return goesOn
  }

  /// A finding about the transport of a connection; told only where it is a WebSocket connection.
  public mutating func report(_ finding: Finding, by side: Side?, slot: Int, _ origin: Origin) {
    guard let place = place(of: slot) else {
      if isDelegated(slot) { delegation.append(finding, by: side, slot, origin, at: waitingEvents) }
      return
    }
    connections[place].report(finding, by: side, origin, &work)
  }

  /// A finding about the input as a whole; the caller counts it.
  public mutating func report(_ finding: Finding) {
    work.queue.append(
      Event(connection: 0, sequence: 0, time: nil, kind: .finding(FindingEvent(finding: finding, packet: nil))))
  }

  /// One side of a connection has sent its FIN.
  public mutating func finish(_ side: Side, slot: Int, _ origin: Origin) {
    guard let place = place(of: slot) else {
      _ = delegate(.finished(side), slot, origin)
      return
    }
    connections[place].finish(side, origin)
  }

  /// One side of a connection has sent RST.
  public mutating func reset(by side: Side, slot: Int, _ origin: Origin) {
    guard let place = place(of: slot) else {
      _ = delegate(.reset(side), slot, origin)
      return
    }
    connections[place].reset(by: side, origin)
  }

  /// A connection is over, or the input is; its slot may be used for another.
  ///
  /// - Parameter ends: the connection's addresses, as in ``take(_:from:at:slot:_:ends:)``.
  public mutating func close(_ slot: Int, ends: (_ firstIsClient: Bool) -> ConnectionEnds? = { _ in nil }) {
    guard let place = place(of: slot) else {
      if delegate(.closed, slot) { places[slot] = -1 }
      return
    }
    connections[place].end(&work, ends: ends)
    vacate(slot, place)
  }

  @inline(__always)
  private func place(of slot: Int) -> Int? {
    guard slot < places.count, places[slot] >= 0 else { return nil }
    return places[slot]
  }

  // MARK: Delegation

  /// Takes over a connection that another inspector looked at until now.
  mutating func adopt(_ connection: ConnectionState, _ slot: Int) {
    open(slot, firstIsClient: nil)
    guard let place = place(of: slot) else { return }
    connections[place] = connection
    work.gatheringRoom -= connection.gatheredBytes
  }

  /// Leaves every second connection to the deputy that has messages to be inflated, from the first one on.
  ///
  /// Where payload is gathered, all connections share what may be kept of it, and so nothing is delegated.
  @inline(never)
  private mutating func delegateIfWorthwhile(_ slot: Int, _ place: Int) {
    guard connections[place].phase == .open, connections[place].inflates, work.options.contentLimit == 0 else { return }
    delegatedLast.toggle()
    guard delegatedLast else { return }
    hasDelegated = true
    connections[place].endSearch(&work)
    work.gatheringRoom += connections[place].gatheredBytes
    delegation.append(connections[place], slot, at: waitingEvents)
    vacate(slot, place)
    places[slot] = -2
  }

  private func isDelegated(_ slot: Int) -> Bool { slot < places.count && places[slot] == -2 }

  /// Leaves what was seen of a connection to the deputy; false where it does not look at that connection.
  @inline(never)
  private mutating func delegate(_ kind: Delegation.Step.Kind, _ slot: Int, _ origin: Origin = Origin()) -> Bool {
    guard isDelegated(slot) else { return false }
    delegation.append(kind, slot, origin, at: waitingEvents)
    return true
  }

  @inline(never)
  private mutating func delegate(
    _ bytes: Span<UInt8>, from side: Side, at offset: UInt64, _ slot: Int, _ origin: Origin
  ) -> Bool {
    guard isDelegated(slot) else { return false }
    delegation.append(bytes, from: side, at: offset, slot, origin, at: waitingEvents)
    return true
  }

  private mutating func vacate(_ slot: Int, _ place: Int) {
    connections[place].endSearch(&work)
    connections[place] = ConnectionState(options: work.options)
    free.append(place)
    places[slot] = -1
  }
}

/// One of the two sides of a connection, before it is known which is the client.
public enum Side: Hashable, Sendable {
  case first
  case second
}
