import WebSocketProtocol

/// A connection of which an input holds the frames and not the handshake.
extension ConnectionState {
  /// Takes all that comes for frames.
  ///
  /// - Parameter isFromStart: no frame was sent before those that come.
  mutating func beginMidstream(
    _ version: ProtocolVersion, isFromStart: Bool, ends: ConnectionEnds?, _ work: inout Workspace
  ) {
    let options = work.options
    let terms = ConnectionTerms(
      version: version, extensions: options.extensions, connectionKey: options.connectionKey,
      isMidstream: !isFromStart)
    client = Direction(sender: .client, terms, limits: options.limits)
    server = Direction(sender: .server, terms, limits: options.limits)
    for side in [\ConnectionState.client, \.server] where !isFromStart {
      self[keyPath: side].missesBeginning = true
      self[keyPath: side].hasUnknownPings = true
    }
    phase = .open
    work.summary.connections += 1
    log.number = Int(work.summary.connections)
    work.emit(
      .connection(ConnectionEvent(ends: ends, transport: ends.map { _ in .tcp }, starts: .midstream)),
      &log, time: nil)
  }
}
