extension LinkType {
  /// Where the IP header of a packet begins; nil when it carries something else, or ends before.
  @inline(__always)
  func internetOffset(in packet: Span<UInt8>) -> Int? {
    if self == .ethernet, packet.count >= 14 {
      let type = packet.big16(12)
      if type == 0x0800 || type == 0x86dd { return 14 }
    }
    return findInternet(in: packet)
  }

  /// The same for any packet: nearly all are plain IP on Ethernet, and never come here.
  @inline(never)
  private func findInternet(in packet: Span<UInt8>) -> Int? {
    firstLayer?.internetOffset(in: packet)
  }
}
