import Inspection
import PacketCapture
import PastedInput
import WebSocketProtocol

/// A pasted text that tells who sent its bytes: its connections, each with what happened on it.
struct RecordedInput {
  /// The connections on which bytes were sent, in the order in which the first of them came.
  private(set) var conversations: [RecordedConversation] = []
  /// How many packets there were; 0 where there are none.
  private(set) var packets: UInt64 = 0
  /// What there is to say about the packets as a whole.
  private(set) var findings: [Finding] = []

  /// - Parameter source: what the text tells; `nil` comes out where it tells nothing, or nothing was sent.
  init?(_ source: PastedSource) {
    switch source {
    case .bytes: return nil
    case .conversations(let pasted): conversations = pasted.map(RecordedConversation.init)
    case .packets(let packets): replay(packets)
    }
    conversations.removeAll { conversation in
      !conversation.steps.contains { if case .bytes = $0.kind { true } else { false } }
    }
    if conversations.isEmpty { return nil }
  }

  /// Reports what there is to say about the packets; gives what was counted on all connections.
  func conclude(_ inspector: inout Inspector) -> Summary {
    var summary = inspector.summary
    summary.packets = packets
    summary.bytes = conversations.reduce(0) { $0 + $1.byteCount }
    summary.otherConnections = UInt64(conversations.count) - min(summary.connections, UInt64(conversations.count))
    for finding in findings {
      summary.totals.count(finding.severity)
      inspector.report(finding)
    }
    return summary
  }

  /// Puts the streams together as for any capture.
  private mutating func replay(_ packets: [PastedPacket]) {
    self.packets = UInt64(packets.count)
    var streams = CaptureStreams()
    var open: [Int: Int] = [:]
    for (index, packet) in packets.enumerated() {
      let record = PacketRecord(
        number: UInt64(index + 1), time: CaptureTime(nanoseconds: 0), capturedLength: packet.bytes.count,
        originalLength: packet.originalLength, linkType: packet.link.type)
      streams.take(record, packet.bytes.span) { event, bytes in
        note(event, bytes, &open)
        return .follow
      }
    }
    streams.finish { event, bytes in
      note(event, bytes, &open)
      return .follow
    }
    findings = StreamRelay.findings(streams.statistics)
  }

  /// Notes an event.
  ///
  /// - Parameter open: the places of the connections by their slots.
  private mutating func note(_ event: StreamEvent, _ bytes: Span<UInt8>, _ open: inout [Int: Int]) {
    if case .opened(let addresses, let initiatorKnown) = event.kind {
      open[event.connection] = conversations.count
      conversations.append(RecordedConversation(addresses, initiatorKnown: initiatorKnown))
      return
    }
    guard let place = open[event.connection], let kind = RecordedConversation.Step.Kind(event, bytes) else { return }
    conversations[place].steps.append(
      .init(side: event.side.inspected, kind: kind, packet: event.origin.packet))
  }
}

extension RecordedConversation {
  /// A connection of which nothing has happened yet.
  fileprivate init(_ addresses: ConnectionAddresses, initiatorKnown: Bool) {
    let ends = ConnectionEnds(addresses, firstIsClient: true)
    self.init(
      first: ends.client, second: ends.server, communityID: ends.communityID,
      firstIsClient: initiatorKnown ? true : nil, isFromStart: initiatorKnown)
  }

  fileprivate init(_ pasted: PastedConversation) {
    first = pasted.first.map { Endpoint(address: $0.address, port: $0.port) }
    second = pasted.second.map { Endpoint(address: $0.address, port: $0.port) }
    firstIsClient = pasted.firstIsClient
    steps = pasted.pieces.filter { !$0.bytes.isEmpty }.map { piece in
      Step(side: piece.side == .first ? .first : .second, kind: .bytes(piece.bytes))
    }
  }
}

extension RecordedConversation.Step.Kind {
  /// What an event of a stream comes to; `nil` for the beginning and the end of a connection.
  fileprivate init?(_ event: StreamEvent, _ bytes: Span<UInt8>) {
    switch event.kind {
    case .bytes: self = .bytes(unsafe bytes.withUnsafeBufferPointer { unsafe Array($0) })
    case .gap(_, let length): self = .gap(length)
    case .conflictingRetransmission, .limitReached:
      guard let finding = event.finding else { return nil }
      self = .finding(finding)
    case .finished: self = .finish
    case .reset: self = .reset
    case .opened, .pressed, .closed: return nil
    }
  }
}

extension PastedPacket.Link {
  /// The number by which captures name it.
  fileprivate var type: LinkType {
    switch self {
    case .none: .rawInFiles
    case .ethernet: .ethernet
    case .linuxCooked: .linuxCooked
    case .linuxCooked2: .linuxCooked2
    case .loopback: .null
    }
  }
}
