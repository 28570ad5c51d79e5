import Crypto
import PacketCapture
import WebSocketProtocol

/// The Community ID of a TCP flow, version 1, with seed 0: the same text in every tool that knows the scheme.
enum CommunityID {
  /// `1:` and the Base64 of the SHA-1 of seed, addresses, protocol and ports, the smaller end first.
  static func text(_ addresses: ConnectionAddresses) -> String {
    let first = octets(addresses.first)
    let second = octets(addresses.second)
    let firstPort = bigEndian(addresses.firstPort)
    let secondPort = bigEndian(addresses.secondPort)
    let isOrdered = (first + firstPort).lexicographicallyPrecedes(second + secondPort)
    let tcp: UInt8 = 6
    var bytes: [UInt8] = [0, 0]
    bytes += isOrdered ? first + second : second + first
    bytes += [tcp, 0]
    bytes += isOrdered ? firstPort + secondPort : secondPort + firstPort
    var hash = Insecure.SHA1()
    unsafe bytes.withUnsafeBytes { unsafe hash.update(bufferPointer: $0) }
    return "1:" + Base64.encode(Array(hash.finalize()))
  }

  private static func octets(_ address: IPAddress) -> [UInt8] {
    let words = address.isVersion6 ? [address.high, address.low] : [address.low << 32]
    let all = words.flatMap { word in (0..<8).map { UInt8(truncatingIfNeeded: word >> UInt64(56 - 8 * $0)) } }
    return Array(all.prefix(address.isVersion6 ? 16 : 4))
  }

  private static func bigEndian(_ port: UInt16) -> [UInt8] {
    [UInt8(port >> 8), UInt8(port & 0xff)]
  }
}
