/// Writes points in time as RFC 3339 text in UTC with nanoseconds.
///
/// Packets come many to a second, so the text of the latest second is kept.
struct Timestamp: Sendable {
  private var second: Int64 = .min
  /// The text of the second, with the point behind it.
  private var bytes: [UInt8] = []
  /// The nanoseconds of the latest time beyond its second.
  private var fraction: Int64 = 0

  /// Writes a time given in nanoseconds since 1970-01-01 UTC, such as `2026-01-31T08:00:00.000000001Z`.
  mutating func write(_ nanoseconds: Int64, to output: inout OutputBuffer) {
    prepare(nanoseconds)
    output.write(contentsOf: bytes)
    output.write(UInt64(fraction), width: 9)
    output.write(byte: UInt8(ascii: "Z"))
  }

  /// The date and the time to the second, such as `2026-01-31 08:00:00`.
  mutating func seconds(_ nanoseconds: Int64) -> String {
    prepare(nanoseconds)
    return String(decoding: bytes.dropLast().map { $0 == UInt8(ascii: "T") ? UInt8(ascii: " ") : $0 }, as: UTF8.self)
  }

  private mutating func prepare(_ nanoseconds: Int64) {
    // Rounded down without leaving the range: a capture may claim any time at all.
    let (quotient, remainder) = nanoseconds.quotientAndRemainder(dividingBy: 1_000_000_000)
    let floor = remainder < 0 ? quotient - 1 : quotient
    fraction = remainder < 0 ? remainder + 1_000_000_000 : remainder
    guard floor != second else { return }
    second = floor
    let days = floor >= 0 ? floor / 86400 : (floor - 86399) / 86400
    let date = Self.date(days: days)
    let rest = floor - days * 86400
    let text =
      "\(Self.pad(date.year, 4))-\(Self.pad(date.month, 2))-\(Self.pad(date.day, 2))"
      + "T\(Self.pad(rest / 3600, 2)):\(Self.pad(rest / 60 % 60, 2)):\(Self.pad(rest % 60, 2))."
    bytes = Array(text.utf8)
  }

  private static func pad(_ number: Int64, _ width: Int) -> String {
    let digits = String(number)
    return String(repeating: "0", count: max(0, width - digits.count)) + digits
  }

  /// The Gregorian date a number of days after 1970-01-01.
  ///
  /// Years are counted from March here, so that the leap day is the last of its year.
  private static func date(days: Int64) -> (year: Int64, month: Int64, day: Int64) {
    let shifted = days + 719_468
    let era = (shifted >= 0 ? shifted : shifted - 146_096) / 146_097
    let dayOfEra = shifted - era * 146_097
    let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36524 - dayOfEra / 146_096) / 365
    let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
    let monthFromMarch = (5 * dayOfYear + 2) / 153
    let month = monthFromMarch < 10 ? monthFromMarch + 3 : monthFromMarch - 9
    return (
      year: yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month: month,
      day: dayOfYear - (153 * monthFromMarch + 2) / 5 + 1
    )
  }
}
