import Testing

@testable import wslens

@Suite struct `--time-range` {
  private static let second: Int64 = 1_000_000_000
  /// 2025-01-01 09:00:00 UTC.
  private static let start: Int64 = 1_735_722_000 * second

  static let ranges: [(text: String, from: Int64?, to: Int64?)] = [
    ("+1.5..+3", start + second * 3 / 2, start + 3 * second), ("+0..", start, nil),
    ("..+0.000000001", nil, start + 1), ("2025-01-01T09:00:00Z..2025-01-01T10:00:00+01:00", start, start),
    ("2025-01-01t08:30:00.25-00:30..", start + second / 4, nil),
    ("09:00:01..09:00:02.5", start + second, start + second * 5 / 2),
    ("8:59..", start - 60 * second, nil), ("10:00..08:00", start + 3600 * second, start + 23 * 3600 * second),
    ("1970-01-01T00:00:00Z..2000-02-29 00:00:00Z", 0, 951_782_400 * second), ("1969-12-31T23:59:59Z..", -second, nil),
    ("+2...5", nil, nil),
  ]

  @Test(arguments: ranges.dropLast())
  func `is two moments, of which one may be absent`(range: (text: String, from: Int64?, to: Int64?)) throws {
    let resolved = try #require(TimeRange(argument: range.text)).resolved(Self.start)
    #expect(resolved.lowerBound == range.from ?? .min)
    #expect(resolved.upperBound == range.to ?? .max)
  }

  @Test(arguments: [
    "", "..", "1..2", "+1", "+1.2", "+1.5..+", "09:00", "24:00..", "09:60..", "9:0..", "09:00:61..",
    "2025-02-29T00:00:00Z..",
    "2025-13-01T00:00:00Z..", "2025-01-01T00:00:00..", "2025-01-01..", "+-1..", "+1e3..", "+1.0000000001..", "+2...5",
    "2025-01-01T00:00:00+1..", "٣:00..",
  ])
  func `is nothing else`(text: String) {
    #expect(TimeRange(argument: text) == nil)
  }

  @Test func `holds nothing where it ends before it begins`() throws {
    let backward = try #require(TimeRange(argument: "+3..+1"))
    #expect(backward.isBackward && !backward.resolved(Self.start).contains(Self.start + 2 * Self.second))
    let mixed = try #require(TimeRange(argument: "+3..09:00:01"))
    #expect(!mixed.isBackward && mixed.resolved(Self.start).contains(Self.start + 4 * Self.second))
  }

  @Test(arguments: [Int64.min, .max, 0, -1])
  func `takes any time that a capture claims`(start: Int64) throws {
    for text in ["+999999999..", "00:00..23:59", "..+999999999", "23:59..00:00"] {
      let range = try #require(TimeRange(argument: text)).resolved(start)
      #expect(range.lowerBound <= range.upperBound)
    }
  }
}
