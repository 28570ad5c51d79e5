import ArgumentParser

/// The value of `--time-range`: `FROM..TO`, of which one may be absent.
///
/// Each is a moment in RFC 3339, a time of the day on which the capture begins (UTC), or the seconds since its first
/// packet, with a sign.
struct TimeRange: OptionValue, Hashable {
  /// One end.
  enum Bound: Hashable {
    /// Nanoseconds since 1970-01-01 UTC.
    case moment(Int64)
    /// Nanoseconds since midnight.
    case timeOfDay(Int64)
    /// Nanoseconds since the capture's first packet.
    case elapsed(Int64)
  }

  var from: Bound?
  var to: Bound?

  init(reading text: String) throws(Misreading) {
    guard let dots = Self.firstDots(text), text.utf8.count > 2 else {
      throw .expected("FROM..TO, of which one may be left out, such as 08:00:00..08:01:00 or +1.5..,")
    }
    from = try Self.bound(text[..<dots.lowerBound])
    to = try Self.bound(text[dots.upperBound...])
  }

  /// True where it ends before it begins, which two bounds of one kind tell without a capture.
  var isBackward: Bool {
    switch (from, to) {
    case (.moment(let from), .moment(let to)), (.elapsed(let from), .elapsed(let to)): from > to
    default: false
    }
  }

  private static func firstDots(_ text: String) -> Range<String.Index>? {
    var index = text.startIndex
    while index < text.endIndex {
      let next = text.index(after: index)
      if text[index] == ".", next < text.endIndex, text[next] == "." { return index..<text.index(after: next) }
      index = next
    }
    return nil
  }

  /// The end that a text stands for; `nil` where there is none.
  private static func bound(_ text: Substring) throws(Misreading) -> Bound? {
    guard !text.isEmpty else { return nil }
    if let seconds = text.hasPrefix("+") ? ClockText.seconds(text.dropFirst()) : nil { return .elapsed(seconds) }
    if let moment = ClockText.moment(text) { return .moment(moment) }
    if let time = ClockText.timeOfDay(text) { return .timeOfDay(time) }
    throw Misreading(
      "'\(text)' is no time; a moment such as 2026-01-31T08:00:00Z, a time of the day such as 08:00:00 or seconds such "
        + "as +1.5 are expected")
  }

  /// The range in nanoseconds since 1970-01-01 UTC; one that ends before it begins holds nothing any capture has.
  ///
  /// An end that is a time of the day and before the beginning is on the next day.
  ///
  /// - Parameter start: when the capture's first packet was seen.
  func resolved(_ start: Int64) -> ClosedRange<Int64> {
    let lower = from.map { Self.resolve($0, start) } ?? .min
    var upper = to.map { Self.resolve($0, start) } ?? .max
    if upper < lower, case .timeOfDay = to { upper = upper.addingWithoutOverflow(ClockText.day) }
    return lower <= upper ? lower...upper : Int64.max...Int64.max
  }

  private static func resolve(_ bound: Bound, _ start: Int64) -> Int64 {
    switch bound {
    case .moment(let moment): return moment
    case .elapsed(let nanoseconds): return start.addingWithoutOverflow(nanoseconds)
    case .timeOfDay(let nanoseconds):
      let remainder = start % ClockText.day
      let sinceMidnight = remainder < 0 ? remainder + ClockText.day : remainder
      return start.addingWithoutOverflow(nanoseconds - sinceMidnight)
    }
  }
}

extension Int64 {
  /// The sum, or the nearest number there is: a capture may claim any time at all.
  fileprivate func addingWithoutOverflow(_ other: Int64) -> Int64 {
    let (sum, overflows) = addingReportingOverflow(other)
    return overflows ? (other < 0 ? .min : .max) : sum
  }
}
