extension CaptureStreams {
  /// The short road of what captures are full of: plain segments that bring their stream's next bytes, or acknowledge
  /// some, in a connection that is followed and misses nothing. The general road would tell the same of them.
  /// - Returns: false for any other packet; then nothing has changed.
  @inline(__always)
  mutating func takeInStep(
    _ record: PacketRecord, _ packet: Span<UInt8>, _ origin: StreamOrigin, _ deliver: Deliver
  ) -> Bool {
    guard let offset = record.linkType.internetOffset(in: packet), let segment = PlainSegment(packet, at: offset),
      let index = flows.find(segment.key), flows[index].state == .followed
    else { return false }
    let slot = Int(flows[index].slot)
    let side: StreamSide = segment.sourceIsLow == flows[index].firstIsLow ? .first : .second
    let payload = packet.extracting(segment.payload)
    guard let position = streams[slot].takeInStep(segment, from: side, payload) else { return false }
    statistics.segments &+= 1
    flows[index].count(origin)
    guard !payload.isEmpty else { return true }
    let event = StreamEvent(connection: slot, side: side, origin: origin, kind: .bytes(offset: position))
    if deliver(event, payload) == .ignore { forget(index) }
    return true
  }
}
