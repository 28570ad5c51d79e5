/// Two addresses and ports, the lower end first: the same for both directions of a connection.
struct FlowKey {
  private var lowAddress: (UInt64, UInt64)
  private var highAddress: (UInt64, UInt64)
  /// The lower end's port, the higher end's, and 1 for IPv6.
  private var ends: UInt64

  /// - Parameter sourceIsLow: set to whether the source is the lower end.
  @inline(__always)
  init(
    _ source: IPAddress, _ sourcePort: UInt16, _ destination: IPAddress, _ destinationPort: UInt16,
    sourceIsLow: inout Bool
  ) {
    sourceIsLow = (source.high, source.low, sourcePort) <= (destination.high, destination.low, destinationPort)
    let (low, high) = sourceIsLow ? (source, destination) : (destination, source)
    lowAddress = (low.high, low.low)
    highAddress = (high.high, high.low)
    let ports = sourceIsLow ? (sourcePort, destinationPort) : (destinationPort, sourcePort)
    ends = UInt64(ports.0) << 32 | UInt64(ports.1) << 16 | (source.isVersion6 ? 1 : 0)
  }

  /// The ends, seen from the lower or from the higher one.
  func addresses(firstIsLow: Bool) -> ConnectionAddresses {
    let isVersion6 = ends & 1 == 1
    let (lowPort, highPort) = (UInt16(truncatingIfNeeded: ends >> 32), UInt16(truncatingIfNeeded: ends >> 16))
    let low = Self.address(lowAddress, isVersion6)
    let high = Self.address(highAddress, isVersion6)
    return ConnectionAddresses(
      first: firstIsLow ? low : high, firstPort: firstIsLow ? lowPort : highPort,
      second: firstIsLow ? high : low, secondPort: firstIsLow ? highPort : lowPort)
  }

  private static func address(_ halves: (UInt64, UInt64), _ isVersion6: Bool) -> IPAddress {
    isVersion6
      ? IPAddress(version6: halves.0, halves.1) : IPAddress(version4: UInt32(truncatingIfNeeded: halves.1))
  }

  /// Compares the ports first: almost always they differ, or all is equal; the rest is then compared without branches.
  @inline(__always)
  static func == (left: FlowKey, right: FlowKey) -> Bool {
    left.ends == right.ends
      && (left.lowAddress.0 ^ right.lowAddress.0) | (left.lowAddress.1 ^ right.lowAddress.1)
        | (left.highAddress.0 ^ right.highAddress.0) | (left.highAddress.1 ^ right.highAddress.1) == 0
  }

  /// A hash by full-width products with secret factors: who does not know them cannot make keys collide.
  @inline(__always)
  func hash(_ secret: (UInt64, UInt64, UInt64)) -> UInt64 {
    let first = Self.fold(lowAddress.0 ^ secret.0, lowAddress.1 ^ secret.1)
    let second = Self.fold(highAddress.0 ^ secret.1, highAddress.1 ^ secret.2)
    return Self.fold(first ^ ends ^ secret.2, second ^ secret.0)
  }

  @inline(__always)
  private static func fold(_ left: UInt64, _ right: UInt64) -> UInt64 {
    let product = left.multipliedFullWidth(by: right)
    return product.high ^ product.low
  }
}

extension FlowKey: Hashable {
  func hash(into hasher: inout Hasher) {
    hasher.combine(lowAddress.0)
    hasher.combine(lowAddress.1)
    hasher.combine(highAddress.0)
    hasher.combine(highAddress.1)
    hasher.combine(ends)
  }
}
