/// A dump that holds a captured packet, and the payload of TCP in it.
struct CapturedPacket {
  let packet: PastedPacket

  /// The headers down to TCP; `nil` where they are not all there, or it is another protocol.
  let headers: PacketHeaders?

  /// The part of the payload that is there.
  let payload: ArraySlice<UInt8>

  /// A packet whose headers were found.
  init(_ bytes: ArraySlice<UInt8>, _ headers: PacketHeaders) {
    self.headers = headers
    payload = bytes[headers.payload]
    packet = PastedPacket(
      link: headers.link.link, bytes: Array(bytes), originalLength: max(headers.wireLength, bytes.count))
  }

  /// A dump among others that are packets: it need not be whole, and may be of another protocol.
  ///
  /// - Parameter link: what the others begin with; `nil` where none of them tells it.
  init?(_ bytes: ArraySlice<UInt8>, on link: PastedPacket.Link?) {
    for candidate in LinkHeader.candidates(for: bytes) where link == nil || candidate.link == link {
      if let headers = PacketHeaders(of: bytes, behind: candidate) {
        self.init(bytes, headers)
        return
      }
      guard let network = NetworkHeader(of: bytes.dropFirst(candidate.length)),
        network.version == candidate.version ?? network.version
      else { continue }
      self.init(
        other: bytes, candidate.link, wireLength: max(candidate.length + network.packetLength, bytes.count))
      return
    }
    guard Self.isOtherProtocol(bytes, on: link) else { return nil }
    self.init(other: bytes, link ?? .none, wireLength: bytes.count)
  }

  private init(other bytes: ArraySlice<UInt8>, _ link: PastedPacket.Link, wireLength: Int) {
    headers = nil
    payload = []
    packet = PastedPacket(link: link, bytes: Array(bytes), originalLength: wireLength)
  }

  /// Whether a packet may hold something else than IP: anything may on a link that names protocols, and without one it
  /// is ARP for Ethernet and IPv4 (RFC 826) that tcpdump shows.
  private static func isOtherProtocol(_ bytes: ArraySlice<UInt8>, on link: PastedPacket.Link?) -> Bool {
    switch link {
    case .ethernet: bytes.count >= 14
    case .linuxCooked: bytes.count >= 16
    case .linuxCooked2: bytes.count >= 20
    case .loopback: bytes.count >= 4
    case .some(.none), nil: bytes.number(at: 0, bytes: 6) == 0x0001_0800_0604
    }
  }
}
