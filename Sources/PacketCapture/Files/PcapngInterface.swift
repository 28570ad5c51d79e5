/// What an Interface Description Block says (draft-ietf-opsawg-pcapng section 4.2).
struct PcapngInterface {
  var linkType: LinkType
  /// How many bytes of a packet are captured at most; 0 for no limit.
  var snapLength: UInt32
  /// if_tsresol: a power of ten, or of two where the highest bit is set.
  var resolution: UInt8 = 6
  /// if_tsoffset: seconds to add to each time.
  var secondsOffset: Int64 = 0

  /// The moment of a count of the interface's units of time.
  func time(_ units: UInt64) -> CaptureTime {
    let exponent = UInt64(resolution & 0x7f)
    let unitsPerSecond: UInt64
    if resolution & 0x80 != 0 {
      guard exponent < 64 else { return CaptureTime(nanoseconds: 0) }
      unitsPerSecond = 1 << exponent
    } else {
      guard exponent < 20 else { return CaptureTime(nanoseconds: 0) }
      unitsPerSecond = (0..<exponent).reduce(1) { product, _ in product * 10 }
    }
    let (seconds, rest) = units.quotientAndRemainder(dividingBy: unitsPerSecond)
    // Less than a second times 10^9 divided by a second: the quotient is below 10^9.
    let nanoseconds = unitsPerSecond.dividingFullWidth(rest.multipliedFullWidth(by: 1_000_000_000)).quotient
    let (sum, overflow) = Int64(clamping: seconds).addingReportingOverflow(secondsOffset)
    return CaptureTime(
      seconds: overflow ? (secondsOffset < 0 ? .min : .max) : sum, nanoseconds: Int64(nanoseconds))
  }
}
