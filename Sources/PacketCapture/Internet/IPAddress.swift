/// An IPv4 or IPv6 address.
public struct IPAddress: Hashable, Sendable, CustomStringConvertible {
  /// The first eight octets of an IPv6 address; 0 for IPv4.
  public let high: UInt64
  /// The last eight octets of an IPv6 address, or the four octets of an IPv4 address.
  public let low: UInt64
  /// True for IPv6.
  public let isVersion6: Bool

  /// The IPv4 address of four octets, the first in the most significant place.
  public init(version4 octets: UInt32) {
    high = 0
    low = UInt64(octets)
    isVersion6 = false
  }

  /// The IPv6 address of sixteen octets, the first in the most significant place.
  public init(version6 high: UInt64, _ low: UInt64) {
    self.high = high
    self.low = low
    isVersion6 = true
  }

  /// The address as text: dotted for IPv4, RFC 5952's recommended form for IPv6.
  public var description: String {
    isVersion6 ? describeVersion6() : dotted(UInt32(truncatingIfNeeded: low))
  }

  private func dotted(_ octets: UInt32) -> String {
    "\(octets >> 24).\(octets >> 16 & 255).\(octets >> 8 & 255).\(octets & 255)"
  }

  private func describeVersion6() -> String {
    if high == 0, low >> 32 == 0xffff {  // IPv4-mapped: RFC 5952 section 5
      return "::ffff:" + dotted(UInt32(truncatingIfNeeded: low))
    }
    let groups = (0..<8).map { UInt16(truncatingIfNeeded: ($0 < 4 ? high : low) >> UInt64(48 - $0 % 4 * 16)) }
    // The longest run of two or more zero groups, the first of equals, becomes "::".
    var longest = 0..<0
    var index = 0
    while index < groups.count {
      let end = groups[index...].firstIndex { $0 != 0 } ?? groups.count
      if end - index > max(1, longest.count) { longest = index..<end }
      index = end + 1
    }
    func text(_ part: ArraySlice<UInt16>) -> String {
      part.map { String($0, radix: 16) }.joined(separator: ":")
    }
    guard !longest.isEmpty else { return text(groups[...]) }
    return text(groups[..<longest.lowerBound]) + "::" + text(groups[longest.upperBound...])
  }
}
