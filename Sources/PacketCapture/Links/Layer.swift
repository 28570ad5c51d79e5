/// What a packet holds from one of its bytes on.
///
/// A packet is read layer by layer until one of them is IP. Each layer knows only where the next one begins: no layer
/// is kept, and nothing is copied.
struct Layer: Equatable {
  /// The layers that can stand before IP.
  enum Kind: Equatable {
    /// IPv4 or IPv6, as its first four bits tell.
    case internet

    // Ethernet, and what an EtherType may announce.
    case ethernet
    /// Two bytes with an EtherType (or a length), and what it announces.
    case typeField
    /// What an EtherType announces.
    case announced(UInt16)
    case labels
    case serviceHeader
    /// PPPoE.
    case sessionOverEthernet

    // What stands in frames that have a length and no type.
    case logicalLink
    /// The same on ATM, where bridged frames are padded in front.
    case circuitLink
    /// An organization's code and its own protocol number, with the padding of bridged frames.
    case organization(padding: Int)
    /// The one-byte protocol numbers of ISO/IEC TR 9577.
    case networkIdentifier

    // Serial lines.
    case pointToPoint
    case ciscoHDLC
    case frameRelay

    // Other networks.
    case tokenRing
    case fiberRing
    case classicalATM
    case sunATM
    case cable

    // IEEE 802.11, and what monitors write before its frames.
    case wireless
    /// Several frames in one, each with its own addresses and length.
    case aggregate
    case radiotap
    case prism
    case wirelessMonitor

    // What capturing systems write before packets.
    case addressFamily
    case cookedType
    case cooked2
    case packetFilterLog
    case netfilterLog
    case packetTap
    case perPacketInformation
    case extensibleRecord
    case juniper(Juniper)
  }

  /// What is behind the header that Juniper's routers write.
  enum Juniper: Equatable {
    case ethernet, pointToPoint, frameRelay, ciscoHDLC
  }

  var kind: Kind
  /// Where in the packet it begins.
  var offset: Int

  init(_ kind: Kind, at offset: Int = 0) {
    self.kind = kind
    self.offset = offset
  }

  /// Where the first IP header is, from this layer on; nil when there is none, or the packet ends before.
  func internetOffset(in packet: Span<UInt8>) -> Int? {
    guard let layer = innermost(in: packet), layer.kind == .internet else { return nil }
    return layer.offset
  }

  /// The first layer of IP from this one on, or an aggregate, of which each part has one; nil when there is none, or the
  /// packet ends before.
  func innermost(in packet: Span<UInt8>) -> Layer? {
    var layer = self
    // Every layer but the mere announcements takes bytes, so that this ends with the packet at the latest.
    while layer.offset >= 0, layer.offset <= packet.count {
      if layer.kind == .internet || layer.kind == .aggregate { return layer }
      guard let next = layer.next(in: packet.extracting(droppingFirst: layer.offset)) else { return nil }
      layer = Layer(next.kind, at: layer.offset + next.offset)
    }
    return nil
  }

  /// The layer inside this one, counted from this one's first byte.
  /// - Parameter bytes: the packet from this layer's first byte on.
  private func next(in bytes: Span<UInt8>) -> Layer? {
    switch kind {
    case .internet, .aggregate: nil
    case .ethernet: bytes.count >= 14 ? Layer(.typeField, at: 12) : nil
    case .typeField: bytes.count >= 2 ? Layer(.announced(bytes.big16(0)), at: 2) : nil
    case .announced(let type): Self.announced(by: type, bytes)
    case .labels: Self.behindLabels(bytes)
    case .serviceHeader: Self.behindServiceHeader(bytes)
    case .sessionOverEthernet: Self.behindSession(bytes)
    case .logicalLink: Self.behindLogicalLink(bytes)
    case .circuitLink: Self.behindLogicalLink(bytes, padding: 2)
    case .organization(let padding): Self.behindOrganization(bytes, padding: padding)
    case .networkIdentifier: Self.behindNetworkIdentifier(bytes)
    case .pointToPoint: Self.behindPointToPoint(bytes)
    case .ciscoHDLC: Self.behindCiscoHDLC(bytes)
    case .frameRelay: Self.behindFrameRelay(bytes)
    case .tokenRing: Self.behindTokenRing(bytes)
    case .fiberRing: Self.behindFiberRing(bytes)
    case .classicalATM: Self.behindClassicalATM(bytes)
    case .sunATM: Self.behindSunATM(bytes)
    case .cable: Self.behindCable(bytes)
    case .wireless: Self.behindWireless(bytes, isPadded: false)
    case .radiotap: Self.behindRadiotap(bytes)
    case .prism: Self.behindPrism(bytes)
    case .wirelessMonitor: Self.behindWirelessMonitor(bytes)
    case .addressFamily: Self.behindAddressFamily(bytes)
    case .cookedType: Self.behindCookedType(bytes)
    case .cooked2: bytes.count >= 20 ? Self.cooked(bytes.big16(0), at: 20) : nil
    case .packetFilterLog: Self.behindPacketFilterLog(bytes)
    case .netfilterLog: Self.behindNetfilterLog(bytes)
    case .packetTap: Self.behindPacketTap(bytes)
    case .perPacketInformation: Self.behindPerPacketInformation(bytes)
    case .extensibleRecord: Self.behindExtensibleRecord(bytes)
    case .juniper(let inner): Self.behindJuniper(bytes, inner)
    }
  }
}
