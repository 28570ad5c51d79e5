/// The layout of the comparison: one row a program, its figures against the first program's.
enum Table {
  static let head = columns(["capture", "program", "wall ms", "ratio", "CPU ms", "peak MiB", "status"])

  static func rows(for contestants: [Contestant], on capture: String) -> String {
    let reference = contestants.first?.median(\.wall) ?? 0
    return contestants.map { contestant in
      let wall = contestant.median(\.wall)
      let peak = contestant.runs.map(\.peakMemory).max() ?? 0
      let statuses = Set(contestant.runs.map(\.status)).sorted().map(String.init).joined(separator: ",")
      return columns([
        capture, contestant.name, decimal(wall * 1000, places: 1),
        contestants.count > 1 ? decimal(wall / reference, places: 2) : "",
        decimal(contestant.median(\.processor) * 1000, places: 1), decimal(Double(peak) / 1_048_576, places: 1),
        statuses,
      ])
    }.joined(separator: "\n")
  }

  /// Names to the left, figures to the right.
  private static func columns(_ cells: [String]) -> String {
    zip(cells, [18, 18, 10, 8, 10, 10, 7]).enumerated().map { index, cell in
      let padding = String(repeating: " ", count: max(0, cell.1 - cell.0.count))
      return index < 2 ? cell.0 + padding : padding + cell.0
    }.joined()
  }

  /// A number with a fixed count of decimal places.
  private static func decimal(_ value: Double, places: Int) -> String {
    var scale = 1
    for _ in 0..<places { scale *= 10 }
    let scaled = Int(value * Double(scale) + 0.5)
    let fraction = String(scaled % scale)
    return "\(scaled / scale)." + String(repeating: "0", count: places - fraction.count) + fraction
  }
}
