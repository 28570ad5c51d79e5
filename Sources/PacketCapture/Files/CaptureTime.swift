/// A moment as captures tell it: nanoseconds since 1970-01-01 00:00 UTC.
public struct CaptureTime: Hashable, Comparable, Sendable {
  /// Nanoseconds since 1970-01-01 00:00 UTC; negative before.
  public var nanoseconds: Int64

  /// - Parameter nanoseconds: nanoseconds since 1970-01-01 00:00 UTC.
  public init(nanoseconds: Int64) {
    self.nanoseconds = nanoseconds
  }

  /// Orders moments from the earlier to the later.
  public static func < (left: CaptureTime, right: CaptureTime) -> Bool {
    left.nanoseconds < right.nanoseconds
  }

  /// The moment so many seconds and nanoseconds after 1970; one out of range becomes the nearest that is in range.
  init(seconds: Int64, nanoseconds: Int64) {
    let (product, tooLarge) = seconds.multipliedReportingOverflow(by: 1_000_000_000)
    let (sum, overflow) = product.addingReportingOverflow(nanoseconds)
    self.nanoseconds = tooLarge || overflow ? (seconds < 0 ? .min : .max) : sum
  }

  /// The moment so many nanoseconds later, in nanoseconds since 1970-01-01 UTC; the last there is where that is none.
  func nanoseconds(after pause: Int64) -> Int64 {
    let (sum, overflow) = nanoseconds.addingReportingOverflow(pause)
    return overflow ? .max : sum
  }
}
