extension TCPConversation {
  /// Builds one packet, from the Ethernet header to the last payload byte, and moves the clock on.
  mutating func appendPacket(from side: Side, payload: ArraySlice<UInt8>, sequence: UInt32, flags: Flags) {
    let options = flags.contains(.syn) ? openingOptions(answering: flags.contains(.ack)) : laterOptions()
    let segmentLength = 20 + options.count + payload.count
    let acknowledgment = flags.contains(.ack) ? self[side.peer].sequence : 0

    var bytes: [UInt8] = []
    bytes.reserveCapacity(14 + 40 + segmentLength)
    appendEthernetHeader(to: &bytes, from: side)
    var checksum = appendInternetHeader(to: &bytes, from: side, segmentLength: segmentLength)

    let segment = bytes.count
    bytes.append(self[side].endpoint.port)
    bytes.append(self[side.peer].endpoint.port)
    bytes.append(sequence)
    bytes.append(acknowledgment)
    bytes.append(UInt8((20 + options.count) / 4) << 4)
    bytes.append(flags.rawValue)
    bytes.append(Self.window)
    bytes.append(0 as UInt32)  // checksum, set below, and the urgent pointer
    bytes.append(contentsOf: options)
    bytes.append(contentsOf: payload)
    checksum.add(bytes[segment...])
    bytes.set(checksum.value, at: segment + 16)

    packets.append(SyntheticPacket(nanoseconds: nanoseconds, bytes: bytes))
    nanoseconds += interval
  }

  private static var window: UInt16 { 502 }

  /// Locally administered hardware addresses, one for each peer, and the type of the packet inside.
  private func appendEthernetHeader(to bytes: inout [UInt8], from side: Side) {
    for peer in [self[side.peer], self[side]] {
      bytes.append(contentsOf: [0x02, 0, 0, 0, 0, peer.hardwareAddress])
    }
    switch self[side].endpoint.address {
    case .v4: bytes.append(0x0800 as UInt16)
    case .v6: bytes.append(0x86DD as UInt16)
    }
  }

  /// Appends the IPv4 header (RFC 791) or the IPv6 header (RFC 8200).
  ///
  /// - Returns: the sum over the pseudo-header, with which the checksum of the segment begins (RFC 9293 section 3.1).
  private mutating func appendInternetHeader(
    to bytes: inout [UInt8], from side: Side, segmentLength: Int
  ) -> InternetChecksum {
    let source = self[side].endpoint.address
    let destination = self[side.peer].endpoint.address
    let header = bytes.count
    let addresses: Int
    switch (source, destination) {
    case (.v4, .v4):
      bytes.append(0x4500 as UInt16)
      bytes.append(UInt16(20 + segmentLength))
      bytes.append(self[side].identification)
      self[side].identification &+= 1
      bytes.append(0x4000 as UInt16)  // do not fragment
      bytes.append(contentsOf: [64, Self.protocolNumber])
      bytes.append(0 as UInt16)
      addresses = bytes.count
    case (.v6, .v6):
      bytes.append(0x6000_0000 as UInt32)
      bytes.append(UInt16(segmentLength))
      bytes.append(contentsOf: [Self.protocolNumber, 64])
      addresses = bytes.count
    default:
      preconditionFailure("both ends of a conversation have addresses of one family")
    }
    source.append(to: &bytes)
    destination.append(to: &bytes)
    if case .v4 = source {
      var sum = InternetChecksum()
      sum.add(bytes[header...])
      bytes.set(sum.value, at: header + 10)
    }

    var pseudoHeader = InternetChecksum()
    pseudoHeader.add(bytes[addresses...])
    pseudoHeader.add(UInt16(Self.protocolNumber))
    pseudoHeader.add(UInt16(segmentLength))
    return pseudoHeader
  }

  private static var protocolNumber: UInt8 { 6 }

  /// The options of a SYN as Linux sends them: maximum segment size, SACK permitted, timestamps, window scale 7.
  private func openingOptions(answering: Bool) -> [UInt8] {
    var options: [UInt8] = [2, 4]
    options.append(UInt16(min(maximumSegmentSize + 12, 65_535)))
    options.append(contentsOf: [4, 2, 8, 10])
    options.append(timestamp)
    options.append(answering ? timestamp : 0)
    options.append(contentsOf: [1, 3, 3, 7])
    return options
  }

  /// The options of every other segment: the timestamps that take 12 of the 1460 bytes a packet could carry.
  private func laterOptions() -> [UInt8] {
    var options: [UInt8] = [1, 1, 8, 10]
    options.append(timestamp)
    options.append(timestamp)
    return options
  }

  /// Milliseconds since the start, as both peers' timestamp clocks (RFC 7323 section 3.2).
  private var timestamp: UInt32 {
    1 &+ UInt32(truncatingIfNeeded: (nanoseconds - start) / 1_000_000)
  }
}

extension [UInt8] {
  /// Overwrites two bytes with a number in network byte order.
  fileprivate mutating func set(_ value: UInt16, at position: Int) {
    self[position] = UInt8(value >> 8)
    self[position + 1] = UInt8(truncatingIfNeeded: value)
  }
}
