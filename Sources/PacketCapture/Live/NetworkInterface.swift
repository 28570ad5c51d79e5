import CPcap

#if canImport(Glibc)
import Glibc
#else
import Darwin
#endif

/// Something packets can be captured from, as libpcap lists it.
public struct NetworkInterface: Hashable, Sendable {
  /// What to call it when it is opened.
  public var name: String
  /// What libpcap says about it, where it says something.
  public var description: String?
  /// The addresses it has.
  public var addresses: [IPAddress]
  /// True when it is up.
  public var isUp: Bool
  /// True for what stays inside the machine.
  public var isLoopback: Bool

  /// All that packets can be captured from, as far as this user may know; the likeliest first.
  ///
  /// - Throws: `notReadable` when the system does not tell.
  public static func all() throws(CaptureError) -> [NetworkInterface] {
    var message = [CChar](repeating: 0, count: Int(PCAP_ERRBUF_SIZE))
    var first: UnsafeMutablePointer<pcap_if_t>?
    guard unsafe pcap_findalldevs(&first, &message) == 0 else {
      throw CaptureError(.notReadable, name: "interfaces", message: LiveCapture.text(message))
    }
    defer { unsafe pcap_freealldevs(first) }
    var interfaces: [NetworkInterface] = []
    var next = unsafe first
    while let entry = unsafe next {
      unsafe interfaces.append(NetworkInterface(entry.pointee))
      unsafe next = entry.pointee.next
    }
    return interfaces
  }

  private init(_ entry: pcap_if_t) {
    name = unsafe String(cString: entry.name)
    description = unsafe entry.description.map { unsafe String(cString: $0) }
    isUp = unsafe entry.flags & UInt32(PCAP_IF_UP) != 0
    isLoopback = unsafe entry.flags & UInt32(PCAP_IF_LOOPBACK) != 0
    addresses = []
    var next = unsafe entry.addresses
    while let address = unsafe next {
      if let known = unsafe IPAddress(address.pointee.addr) { addresses.append(known) }
      unsafe next = address.pointee.next
    }
  }
}

extension IPAddress {
  /// The address in one of the system's structures; nil for what is no IP address.
  fileprivate init?(_ address: UnsafeMutablePointer<sockaddr>?) {
    guard let address = unsafe address else { return nil }
    switch CInt(unsafe address.pointee.sa_family) {
    case AF_INET:
      let bytes = unsafe UnsafeRawPointer(address).loadUnaligned(as: sockaddr_in.self).sin_addr
      self.init(version4: UInt32(bigEndian: bytes.s_addr))
    case AF_INET6:
      let bytes = unsafe UnsafeRawPointer(address).loadUnaligned(as: sockaddr_in6.self).sin6_addr
      let (high, low) = unsafe withUnsafeBytes(of: bytes) { unsafe (big64($0, 0), big64($0, 8)) }
      self.init(version6: high, low)
    default: return nil
    }
  }
}

/// A number of eight bytes, the most significant first.
private func big64(_ bytes: UnsafeRawBufferPointer, _ offset: Int) -> UInt64 {
  unsafe UInt64(bigEndian: bytes.loadUnaligned(fromByteOffset: offset, as: UInt64.self))
}
