/// Reads moments and times of the day as people write them, in nanoseconds.
enum ClockText {
  private static let second: Int64 = 1_000_000_000
  static let day: Int64 = 86_400 * second

  /// Seconds with up to nine decimals, such as `1.5`.
  static func seconds(_ text: Substring) -> Int64? {
    let parts = text.split(separator: ".", omittingEmptySubsequences: false)
    guard parts.count <= 2, let whole = digits(parts[0], 1...9) else { return nil }
    guard parts.count == 2 else { return whole * second }
    return fraction(parts[1]).map { whole * second + $0 }
  }

  /// `HH:MM` or `HH:MM:SS`, perhaps with decimals, since midnight.
  static func timeOfDay(_ text: Substring) -> Int64? {
    let parts = text.split(separator: ":", omittingEmptySubsequences: false)
    guard parts.count == 2 || parts.count == 3, let hour = digits(parts[0], 1...2), hour < 24,
      let minute = digits(parts[1], 2...2), minute < 60
    else { return nil }
    let minutes = (hour * 60 + minute) * 60 * second
    guard parts.count == 3 else { return minutes }
    // A minute may have a leap second.
    guard parts[2].prefix(while: { $0 != "." }).count == 2, let seconds = seconds(parts[2]), seconds < 61 * second
    else { return nil }
    return minutes + seconds
  }

  /// A moment in RFC 3339, such as `2026-01-31T08:00:00.5Z`, since 1970-01-01 UTC.
  static func moment(_ text: Substring) -> Int64? {
    let parts = text.split(maxSplits: 1, omittingEmptySubsequences: false) { "Tt ".contains($0) }
    guard parts.count == 2, let days = days(parts[0]) else { return nil }
    var clock = parts[1]
    var offset: Int64 = 0
    if let last = clock.last, "Zz".contains(last) {
      clock.removeLast()
    } else if let sign = clock.lastIndex(where: { "+-".contains($0) }) {
      let zone = clock[clock.index(after: sign)...]
      guard zone.split(separator: ":").count == 2, let ahead = timeOfDay(zone) else { return nil }
      offset = clock[sign] == "+" ? ahead : -ahead
      clock = clock[..<sign]
    } else {
      return nil
    }
    guard let time = timeOfDay(clock) else { return nil }
    let (midnight, isTooFar) = days.multipliedReportingOverflow(by: day)
    let (moment, overflows) = midnight.addingReportingOverflow(time - offset)
    return isTooFar || overflows ? nil : moment
  }

  /// Days from 1970-01-01 to a date of the Gregorian calendar, `YYYY-MM-DD`.
  private static func days(_ text: Substring) -> Int64? {
    let parts = text.split(separator: "-", omittingEmptySubsequences: false)
    guard parts.count == 3, let year = digits(parts[0], 4...4), let month = digits(parts[1], 2...2),
      let date = digits(parts[2], 2...2), (1...12).contains(month), date >= 1
    else { return nil }
    let isLeap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
    let lengths: [Int64] = [31, isLeap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]
    guard date <= lengths[Int(month) - 1] else { return nil }
    // Years are counted from March, so that the leap day is the last of its year.
    let shifted = month <= 2 ? year - 1 : year
    let monthFromMarch = (month + 9) % 12
    let dayOfYear = (153 * monthFromMarch + 2) / 5 + date - 1
    return shifted * 365 + floorOfQuotient(shifted, 4) - floorOfQuotient(shifted, 100) + floorOfQuotient(shifted, 400)
      + dayOfYear - 719_468
  }

  private static func floorOfQuotient(_ number: Int64, _ divisor: Int64) -> Int64 {
    number >= 0 ? number / divisor : (number - divisor + 1) / divisor
  }

  private static func digits(_ text: Substring, _ count: ClosedRange<Int>) -> Int64? {
    guard count.contains(text.utf8.count), text.utf8.allSatisfy({ (0x30...0x39).contains($0) }) else { return nil }
    return Int64(text)
  }

  private static func fraction(_ text: Substring) -> Int64? {
    guard let digits = digits(text, 1...9) else { return nil }
    return (text.utf8.count..<9).reduce(digits) { number, _ in number * 10 }
  }
}
