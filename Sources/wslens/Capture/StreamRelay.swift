import Inspection
import PacketCapture
import WebSocketProtocol

/// Hands what happens on TCP connections to an inspector.
enum StreamRelay {
  /// Hands on one event.
  ///
  /// - Parameters:
  ///   - bytes: what the event is about.
  ///   - directory: the addresses of the connections by their slots; kept by the caller.
  @inline(__always)
  static func pass(
    _ event: StreamEvent, _ bytes: Span<UInt8>, to inspector: inout Inspector,
    _ directory: inout [ConnectionAddresses]
  ) -> StreamInterest {
    let slot = event.connection
    let side = event.side.inspected
    let origin = Origin(packet: event.origin.packet, time: event.origin.time.nanoseconds)
    func ends(_ firstIsClient: Bool) -> ConnectionEnds? {
      ConnectionEnds(directory[slot], firstIsClient: firstIsClient)
    }
    switch event.kind {
    case .bytes(let offset):
      let goesOn = inspector.take(bytes, from: side, at: offset, slot: slot, origin, ends: ends)
      return goesOn ? .follow : .ignore
    case .opened(let addresses, let initiatorKnown):
      // Slots are dense: a new one is the next.
      while directory.count <= slot { directory.append(addresses) }
      directory[slot] = addresses
      inspector.open(
        slot, firstIsClient: initiatorKnown ? true : nil, ports: (addresses.firstPort, addresses.secondPort))
    case .gap(let offset, let length):
      let goesOn = inspector.skip(length, from: side, at: offset, slot: slot, origin, ends: ends)
      return goesOn ? .follow : .ignore
    case .conflictingRetransmission, .limitReached:
      if let finding = event.finding { inspector.report(finding, by: side, slot: slot, origin) }
    case .finished:
      inspector.finish(side, slot: slot, origin)
    case .reset:
      inspector.reset(by: side, slot: slot, origin)
    case .pressed:
      return inspector.setAside(slot) ? .ignore : .follow
    case .closed(let reason):
      if reason == .evicted {
        // The warning is about the capture as a whole, in which there may be such that are no WebSocket, too.
        let message = "given up here for a newer connection; what follows was not looked at"
        inspector.report(Finding(.lim01, severity: .note, message), by: nil, slot: slot, origin)
      }
      inspector.close(slot, ends: ends)
    }
    return .follow
  }

  /// What there is to say about the packets of an input as a whole.
  ///
  /// - Parameter undecided: how many connections were set aside in the midst of what may have led to an upgrade.
  static func findings(_ statistics: CaptureStreams.Statistics, undecided: Int = 0) -> [Finding] {
    var findings: [Finding] = []
    if undecided > 0 {
      let message = "\(undecided) connections were set aside before it was known whether they are WebSocket"
      findings.append(Finding(.lim01, message))
    }
    if statistics.cutPackets > 0 {
      findings.append(Finding(.tcp02, "\(statistics.cutPackets) packets were cut by the capture's snap length"))
    }
    if statistics.quicPackets > 0 {
      let connections = "\(statistics.quicConnections) QUIC connection\(statistics.quicConnections == 1 ? "" : "s")"
      let packets = "\(statistics.quicPackets) packet\(statistics.quicPackets == 1 ? "" : "s")"
      findings.append(
        Finding(.cap02, "\(connections) (\(packets)) in the capture; WebSocket over HTTP/3 is not read"))
    }
    if statistics.evictedConnections > 0 {
      let count = statistics.evictedConnections
      let connections = count == 1 ? "1 connection was" : "\(count) connections were"
      findings.append(Finding(.lim01, "\(connections) given up for newer ones"))
    }
    if statistics.discardedDatagrams > 0 {
      findings.append(Finding(.lim04, "\(statistics.discardedDatagrams) IP datagrams were given up unfinished"))
    }
    if statistics.tooDeepPackets > 0 {
      let count = statistics.tooDeepPackets
      let packets = count == 1 ? "1 packet lies" : "\(count) packets lie"
      let depth = CaptureStreams.deepestTunnel
      findings.append(Finding(.lim05, "\(packets) in more than \(depth) tunnels, and what is inside is not read"))
    }
    return findings
  }
}

extension StreamEvent {
  /// What the event says about the transport, where that is a finding.
  var finding: Finding? {
    switch kind {
    case .conflictingRetransmission(let offset, let length):
      let message = "a retransmission of \(length) bytes differs from the first copy, which was used"
      return Finding(.tcp01, message, offset: offset)
    case .limitReached(let limit):
      let message =
        limit == .waitingBytes
        ? "too many bytes wait for a missing segment" : "too many segments wait for a missing one"
      return Finding(.lim02, message)
    default: return nil
    }
  }
}

extension StreamSide {
  /// The side as the inspector calls it.
  var inspected: Side { self == .first ? .first : .second }
}

extension ConnectionEnds {
  init(_ addresses: ConnectionAddresses, firstIsClient: Bool) {
    let first = Endpoint(address: addresses.first.description, port: addresses.firstPort)
    let second = Endpoint(address: addresses.second.description, port: addresses.secondPort)
    self.init(
      client: firstIsClient ? first : second, server: firstIsClient ? second : first,
      communityID: CommunityID.text(addresses))
  }
}
