/// How long the pings of a connection waited for their pongs.
///
/// At most 1024 of the times are kept. Where there are more, every second is dropped, and from then on only every
/// second is taken, and so on: the median is exact up to 1024 of them, and that of times spread evenly over the
/// connection's life beyond. The shortest and the longest are always exact.
struct RoundTrips: Sendable {
  private static let capacity = 1024

  private var kept: [Int64] = []
  /// Of so many times one is kept.
  private var stride: UInt64 = 1
  private var count: UInt64 = 0
  private var shortest = Int64.max
  private var longest = Int64.min

  /// Takes a time in nanoseconds.
  mutating func add(_ time: Int64) {
    shortest = min(shortest, time)
    longest = max(longest, time)
    defer { count += 1 }
    guard count % stride == 0 else { return }
    if kept.count == Self.capacity {
      kept = kept.indices.filter { $0 % 2 == 0 }.map { kept[$0] }
      stride *= 2
      guard count % stride == 0 else { return }
    }
    kept.append(time)
  }

  /// What the times come to; `nil` where there are none.
  var times: RoundTripTimes? {
    guard count > 0 else { return nil }
    let sorted = kept.sorted()
    let middle = sorted.count / 2
    // Of two in the middle, what lies halfway; they cannot be added, whatever a capture's clock says.
    let median =
      sorted.count % 2 == 1 ? sorted[middle] : sorted[middle - 1] + (sorted[middle] - sorted[middle - 1]) / 2
    return RoundTripTimes(shortest: shortest, median: median, longest: longest, count: count)
  }
}

/// How long pings waited for their pongs, in nanoseconds, as the capture saw both.
public struct RoundTripTimes: Hashable, Sendable {
  /// The shortest time.
  public var shortest: Int64
  /// The time that half of the pings did not exceed; exact up to 1024 of them, then of a sample spread evenly over them.
  public var median: Int64
  /// The longest time.
  public var longest: Int64
  /// How many pings were answered.
  public var count: UInt64

  /// The times as they are told.
  public init(shortest: Int64, median: Int64, longest: Int64, count: UInt64) {
    self.shortest = shortest
    self.median = median
    self.longest = longest
    self.count = count
  }
}
