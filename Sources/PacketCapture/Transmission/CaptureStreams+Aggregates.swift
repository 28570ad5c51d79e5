extension CaptureStreams {
  /// Takes a frame of IEEE 802.11 that holds several packets, each in its turn.
  /// - Returns: false when it is no such frame, or there is no IP in it.
  mutating func takeAggregate(
    _ record: PacketRecord, _ packet: Span<UInt8>, _ origin: StreamOrigin, _ deliver: Deliver
  ) -> Bool {
    guard let aggregate = record.linkType.firstLayer?.innermost(in: packet), aggregate.kind == .aggregate else {
      return false
    }
    var holdsInternet = false
    var rest = packet.extracting(droppingFirst: aggregate.offset)
    while let part = Layer.aggregatePart(rest) {
      let bytes = rest.extracting(first: part.length)
      if let offset = Layer(.logicalLink, at: 14).internetOffset(in: bytes),
        let internet = InternetPacket.read(bytes, at: offset, wireLength: part.length)
      {
        holdsInternet = true
        takeInternet(internet, bytes, origin, depth: 0, deliver)
      }
      rest = rest.extracting(droppingFirst: part.padded)
    }
    return holdsInternet
  }
}
