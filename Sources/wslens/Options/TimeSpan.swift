import ArgumentParser

/// A time on the command line: seconds, or `500ms`, `10s`, `5m`, `1h`.
struct TimeSpan: ExpressibleByArgument, Hashable {
  var milliseconds: Int64

  private static let units: [(suffix: String, milliseconds: Int64)] = [
    ("ms", 1), ("s", 1000), ("m", 60_000), ("h", 3_600_000), ("d", 86_400_000), ("", 1000),
  ]

  init?(argument: String) {
    guard let unit = Self.units.first(where: { argument.hasSuffix($0.suffix) }) else { return nil }
    let digits = argument.dropLast(unit.suffix.count)
    guard digits.utf8.allSatisfy({ $0 >= 0x30 && $0 <= 0x39 }), let count = Int64(digits), count > 0 else {
      return nil
    }
    // Beyond some millions of years, more is no more.
    let (product, overflow) = count.multipliedReportingOverflow(by: unit.milliseconds)
    milliseconds = overflow ? .max / 2 : min(product, .max / 2)
  }
}
