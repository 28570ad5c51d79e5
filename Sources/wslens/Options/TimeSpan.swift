import ArgumentParser

/// A time on the command line: seconds, or `500ms`, `10s`, `5m`, `1h`.
struct TimeSpan: OptionValue, Hashable {
  var milliseconds: Int64

  private static let units: [(suffix: String, milliseconds: Int64)] = [
    ("ms", 1), ("s", 1000), ("m", 60_000), ("h", 3_600_000), ("d", 86_400_000), ("", 1000),
  ]

  init(reading text: String) throws(Misreading) {
    // The last unit has no name, so that there is always one.
    let unit = Self.units.first { text.hasSuffix($0.suffix) } ?? Self.units[0]
    let digits = text.dropLast(unit.suffix.count)
    guard digits.utf8.allSatisfy({ $0 >= 0x30 && $0 <= 0x39 }), let count = Int64(digits), count > 0 else {
      throw .expected("seconds from 1 up, or a time such as 500ms, 5m or 1h,")
    }
    // Beyond some millions of years, more is no more.
    let (product, overflow) = count.multipliedReportingOverflow(by: unit.milliseconds)
    milliseconds = overflow ? .max / 2 : min(product, .max / 2)
  }
}
