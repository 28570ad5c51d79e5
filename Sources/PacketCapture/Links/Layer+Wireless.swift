/// IEEE 802.11, and the headers that monitors write before its frames.
extension Layer {
  /// A frame of IEEE 802.11 (section 9.2): data that is not encrypted and not in fragments.
  /// - Parameter isPadded: true where the header is padded to a multiple of four bytes.
  static func behindWireless(_ bytes: Span<UInt8>, isPadded: Bool) -> Layer? {
    guard bytes.count >= 24 else { return nil }
    let control = bytes[0]
    let flags = bytes[1]
    // Version 0, data, and not one of the subtypes without any.
    guard control & 0x0f == 0x08, control & 0x40 == 0 else { return nil }
    let isEncrypted = flags & 0x40 != 0
    let isFragment = flags & 0x04 != 0 || bytes[22] & 0x0f != 0
    guard !isEncrypted, !isFragment else { return nil }
    var length = flags & 0x03 == 0x03 ? 30 : 24
    var isAggregate = false
    if control & 0x80 != 0 {  // with a field for the quality of service
      guard bytes.count >= length + 2 else { return nil }
      isAggregate = bytes[length] & 0x80 != 0
      length += 2
      if flags & 0x80 != 0 { length += 4 }  // and one for high throughput
    }
    return Layer(isAggregate ? .aggregate : .logicalLink, at: isPadded ? (length + 3) / 4 * 4 : length)
  }

  /// A part of an aggregate (section 9.3.2.2): two addresses, a length, and what an ordinary frame would hold.
  /// - Returns: how long it is with its padding, and how much of it is not padding; nil when its header is cut.
  static func aggregatePart(_ bytes: Span<UInt8>) -> (padded: Int, length: Int)? {
    guard bytes.count >= 14 else { return nil }
    let length = 14 + Int(bytes.big16(12))
    return ((length + 3) / 4 * 4, length)
  }

  /// Radiotap: fields as the bits of one or more words tell, all of them little-endian. Only the flags matter here.
  static func behindRadiotap(_ bytes: Span<UInt8>) -> Layer? {
    guard bytes.count >= 8, bytes[0] == 0 else { return nil }
    let length = Int(bytes.big16(2).byteSwapped)
    guard length >= 8, bytes.count >= length else { return nil }
    let present = bytes.big32(4).byteSwapped
    var offset = 8
    var word = present
    while word & 1 << 31 != 0 {
      guard length >= offset + 4 else { return nil }
      word = bytes.big32(offset).byteSwapped
      offset += 4
    }
    if present & 1 != 0 { offset = (offset + 7) / 8 * 8 + 8 }  // the time, aligned
    let flags = present & 2 != 0 && offset < length ? bytes[offset] : 0
    guard let inner = behindWireless(bytes.extracting(droppingFirst: length), isPadded: flags & 0x20 != 0) else {
      return nil
    }
    return Layer(inner.kind, at: length + inner.offset)
  }

  /// The header of Prism cards, 144 bytes in the byte order of the machine; some write the header of AVS instead.
  static func behindPrism(_ bytes: Span<UInt8>) -> Layer? {
    guard bytes.count >= 8 else { return nil }
    if bytes.big32(0) & 0xffff_f000 == 0x8021_1000 { return Layer(.wirelessMonitor) }
    let length = Int(min(bytes.big32(4), bytes.big32(4).byteSwapped))
    return length >= 8 ? Layer(.wireless, at: length) : nil
  }

  /// The header of AVS, which says its length.
  static func behindWirelessMonitor(_ bytes: Span<UInt8>) -> Layer? {
    guard bytes.count >= 8, bytes.big32(0) & 0xffff_f000 == 0x8021_1000 else { return nil }
    let length = Int(bytes.big32(4))
    return length >= 8 ? Layer(.wireless, at: length) : nil
  }
}
