/// A program, and what its runs cost.
struct Contestant {
  let name: String
  let command: [String]
  /// It takes so long that one run has to do.
  let isSlow: Bool
  var runs: [Run] = []

  init(_ name: String, _ command: [String], isSlow: Bool = false) {
    self.name = name
    self.command = command
    self.isSlow = isSlow
  }

  /// The middle of a figure's values over all runs.
  func median(_ figure: KeyPath<Run, Double>) -> Double {
    let values = runs.map { $0[keyPath: figure] }.sorted()
    return values.isEmpty ? 0 : values[values.count / 2]
  }
}
