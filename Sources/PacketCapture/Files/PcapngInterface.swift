/// What an Interface Description Block says (draft-ietf-opsawg-pcapng section 4.2).
struct PcapngInterface {
  private static let nanosecondsPerSecond: UInt64 = 1_000_000_000

  let linkType: LinkType
  /// True when packets of the link type can be read.
  let isRead: Bool
  /// How many bytes of a packet are captured at most; 0 for no limit.
  var snapLength: UInt32
  /// How many of its units of time make a second; nil when that is beyond 64 bits.
  var unitsPerSecond: UInt64? = 1_000_000
  /// if_tsoffset: seconds to add to each time.
  var secondsOffset: Int64 = 0

  init(linkType: LinkType, snapLength: UInt32) {
    self.linkType = linkType
    self.snapLength = snapLength
    isRead = linkType.isSupported
  }

  /// How many units make a second by an if_tsresol: a power of ten, or of two where the highest bit is set.
  static func unitsPerSecond(resolution: UInt8) -> UInt64? {
    let exponent = Int(resolution & 0x7f)
    if resolution & 0x80 != 0 { return exponent < 64 ? 1 << UInt64(exponent) : nil }
    return exponent < 20 ? (0..<exponent).reduce(1) { product, _ in product * 10 } : nil
  }

  /// The moment of a count of the interface's units of time; 1970 when the unit is too small to count with.
  func time(_ units: UInt64) -> CaptureTime {
    guard let unitsPerSecond else { return CaptureTime(nanoseconds: 0) }
    let (seconds, rest) = units.quotientAndRemainder(dividingBy: unitsPerSecond)
    // The rest is less than a second: both ways the result is below 10^9.
    let (unit, remainder) = Self.nanosecondsPerSecond.quotientAndRemainder(dividingBy: unitsPerSecond)
    let nanoseconds =
      remainder == 0
      ? rest * unit
      : unitsPerSecond.dividingFullWidth(rest.multipliedFullWidth(by: Self.nanosecondsPerSecond)).quotient
    let (sum, overflow) = Int64(clamping: seconds).addingReportingOverflow(secondsOffset)
    return CaptureTime(
      seconds: overflow ? (secondsOffset < 0 ? .min : .max) : sum, nanoseconds: Int64(nanoseconds))
  }
}
