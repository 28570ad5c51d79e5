import CPcap

/// The kind of link-layer header a packet begins with, as libpcap numbers it (LINKTYPE_ and DLT_ values).
public struct LinkType: RawRepresentable, Hashable, Sendable, CustomStringConvertible {
  /// The number in the capture file.
  public let rawValue: UInt32

  /// - Parameter rawValue: the number in the capture file.
  public init(rawValue: UInt32) {
    self.rawValue = rawValue
  }

  /// BSD loopback: the address family in the byte order of the machine that captured.
  public static let null = LinkType(rawValue: 0)
  /// Ethernet.
  public static let ethernet = LinkType(rawValue: 1)
  /// Bare IP, as libpcap numbers it on most systems.
  public static let raw = LinkType(rawValue: 12)
  /// Bare IP, as libpcap numbers it on OpenBSD.
  public static let rawOpenBSD = LinkType(rawValue: 14)
  /// Bare IP, as files number it.
  public static let rawInFiles = LinkType(rawValue: 101)
  /// OpenBSD loopback: the address family, most significant byte first.
  public static let loop = LinkType(rawValue: 108)
  /// Linux cooked capture, version 1.
  public static let linuxCooked = LinkType(rawValue: 113)
  /// Bare IPv4.
  public static let ipv4 = LinkType(rawValue: 228)
  /// Bare IPv6.
  public static let ipv6 = LinkType(rawValue: 229)
  /// Linux cooked capture, version 2.
  public static let linuxCooked2 = LinkType(rawValue: 276)

  /// True when packets of this kind can be read.
  public var isSupported: Bool { firstLayer != nil }

  /// The number, with libpcap's name for it where it has one.
  public var description: String {
    guard let number = CInt(exactly: rawValue), let name = unsafe pcap_datalink_val_to_name(number) else {
      return String(rawValue)
    }
    return unsafe "\(rawValue) (\(String(cString: name)))"
  }
}
