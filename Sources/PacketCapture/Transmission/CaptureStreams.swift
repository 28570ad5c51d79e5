/// Turns the packets of a capture into the byte streams of its TCP connections: link layer, IP, TCP.
///
/// Checksums are not verified: offloading makes them wrong in captures.
public struct CaptureStreams: ~Copyable {
  /// Is told what happens, with the bytes it concerns, which are valid only during the call.
  public typealias Deliver = (StreamEvent, Span<UInt8>) -> StreamInterest

  /// The limits in force.
  public let limits: Limits
  /// What was seen so far.
  public internal(set) var statistics = Statistics()

  private var fragments: FragmentAssembler
  private var quic = QUICTraffic()
  var flows = FlowTable()
  /// Of the connections that are followed, by their slots.
  var streams: [StreamPair] = []
  var vacantSlots: [UInt32] = []
  /// Who has each slot.
  var holders: [SlotHolder] = []
  /// How many slots are held by connections of which it is not known yet what they are.
  var undecided = 0
  /// Where the search for one to set aside goes on.
  var hand = 0
  /// The slots of connections of which bytes seem to be missing.
  var watched: [UInt32] = []
  /// The connections of which a RST was seen, the earliest first.
  var resetting: [ResetConnection] = []
  /// When, by the capture's clock, one of them, or of those watched, has waited long enough.
  var nextReview = Int64.max
  private(set) var latest = StreamOrigin(packet: 0, time: CaptureTime(nanoseconds: 0))

  /// - Parameter limits: what may be kept.
  public init(limits: Limits = Limits()) {
    self.limits = limits
    fragments = FragmentAssembler(maximumBytes: limits.fragmentBytes)
  }

  /// Takes the next packet of the capture, and tells what it brings about.
  ///
  /// - Parameters:
  ///   - record: what the capture says about the packet.
  ///   - packet: its bytes, as many as were captured.
  ///   - deliver: is told each event in turn; returning `ignore` ends the connection's events.
  public mutating func take(_ record: PacketRecord, _ packet: Span<UInt8>, deliver: Deliver) {
    take(record, packet, shortRoad: true, deliver: deliver)
  }

  /// Takes a packet, and may do without the short road: tests compare the two.
  @inline(__always)
  mutating func take(_ record: PacketRecord, _ packet: Span<UInt8>, shortRoad: Bool, deliver: Deliver) {
    let origin = StreamOrigin(packet: record.number, time: record.time)
    latest = origin
    statistics.packets &+= 1
    if packet.count < record.originalLength { statistics.cutPackets &+= 1 }
    if origin.time.nanoseconds >= nextReview { review(origin, deliver) }
    if shortRoad, takeInStep(record, packet, origin, deliver) { return }
    takeAny(record, packet, origin, deliver)
  }

  /// The general road, for any packet.
  @inline(never)
  private mutating func takeAny(
    _ record: PacketRecord, _ packet: Span<UInt8>, _ origin: StreamOrigin, _ deliver: Deliver
  ) {
    guard let offset = record.linkType.internetOffset(in: packet),
      let internet = InternetPacket.read(packet, at: offset, wireLength: max(record.originalLength, packet.count))
    else {
      if !takeAggregate(record, packet, origin, deliver) { statistics.otherPackets += 1 }
      return
    }
    takeInternet(internet, packet, origin, depth: 0, deliver)
  }

  /// Tells what still waits, and closes every connection: the capture ends.
  public mutating func finish(deliver: Deliver) {
    for index in flows.flows.indices where flows[index].state == .followed {
      close(index, .captureEnded, latest, deliver)
    }
  }

  /// Takes an IP packet of which the header is read.
  /// - Parameter depth: how many tunnels it came out of.
  mutating func takeInternet(
    _ internet: InternetPacket, _ packet: Span<UInt8>, _ origin: StreamOrigin, depth: Int, _ deliver: Deliver
  ) {
    guard let fragment = internet.fragment else {
      let present = min(internet.payloadLength, packet.count - internet.payloadOffset)
      let payload = packet.extracting(internet.payloadOffset..<(internet.payloadOffset + present))
      takeDatagram(internet, payload, origin, depth: depth, deliver)
      return
    }
    takeFragment(internet, fragment, packet, origin, depth: depth, deliver)
  }

  private mutating func takeFragment(
    _ internet: InternetPacket, _ fragment: InternetPacket.Fragment, _ packet: Span<UInt8>, _ origin: StreamOrigin,
    depth: Int, _ deliver: Deliver
  ) {
    statistics.fragments += 1
    let present = min(internet.payloadLength, packet.count - internet.payloadOffset)
    let payload = packet.extracting(internet.payloadOffset..<(internet.payloadOffset + present))
    let datagram = fragments.take(internet, fragment, payload, at: origin.time)
    statistics.discardedDatagrams = fragments.discarded
    guard let datagram else { return }
    var whole = internet
    whole.fragment = nil
    whole.payloadOffset = 0
    whole.payloadLength = datagram.length
    whole.payloadProtocol = datagram.payloadProtocol
    // What follows the fragment header of IPv6 may begin with more extension headers; another fragment header may not.
    guard whole.skipExtensionHeaders(datagram.bytes.span), whole.fragment == nil else {
      statistics.otherPackets += 1
      return
    }
    takeDatagram(
      whole, datagram.bytes.span.extracting(whole.payloadOffset...), origin, depth: depth, deliver)
  }

  /// Takes the captured payload of an IP packet: a segment, or a tunnel that more IP comes out of.
  private mutating func takeDatagram(
    _ internet: InternetPacket, _ payload: Span<UInt8>, _ origin: StreamOrigin, depth: Int, _ deliver: Deliver
  ) {
    if internet.payloadProtocol == 6 {
      guard let segment = TCPSegment.read(payload, length: internet.payloadLength) else {
        statistics.otherPackets += 1
        return
      }
      statistics.segments &+= 1
      let start = min(segment.payloadOffset, payload.count)
      takeSegment(segment, internet, payload.extracting(start..<payload.count), origin, deliver)
      return
    }
    guard let inner = Tunnel.packet(in: payload, length: internet.payloadLength, protocol: internet.payloadProtocol)
    else {
      statistics.otherPackets += 1
      if internet.payloadProtocol == 17 { takeUDP(internet, payload) }
      return
    }
    guard depth < Self.deepestTunnel else {
      statistics.otherPackets += 1
      statistics.tooDeepPackets += 1
      return
    }
    takeInternet(inner, payload, origin, depth: depth + 1, deliver)
  }

  /// Takes a UDP datagram, of which nothing but QUIC is of interest, and nothing of that but that it is there.
  private mutating func takeUDP(_ internet: InternetPacket, _ payload: Span<UInt8>) {
    quic.take(payload, length: internet.payloadLength, internet)
    statistics.quicPackets = quic.packets
    statistics.quicConnections = quic.connections
  }

  /// How many tunnels may be inside each other.
  public static var deepestTunnel: Int { 8 }

  /// How many connections are followed.
  var followed: Int { streams.count - vacantSlots.count }
}
