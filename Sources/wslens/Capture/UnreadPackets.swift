import PacketCapture

extension CaptureFile {
  /// Tells on standard error of packets that were passed over because their link type is not read.
  borrowing func tellUnreadPackets() {
    let (count, linkTypes) = unreadPackets
    guard count > 0 else { return }
    let names = linkTypes.map(\.description).joined(separator: ", ")
    let packets = count == 1 ? "1 packet" : "\(count) packets"
    StandardError.write("wslens: \(name): \(packets) of link type \(names) passed over\n")
  }
}
