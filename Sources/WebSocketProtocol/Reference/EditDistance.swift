/// How many characters two names differ by.
public enum EditDistance {
  /// The least number of bytes to insert, remove or replace; swapping two neighbours counts as one.
  static func between(_ left: some Collection<UInt8>, _ right: some Collection<UInt8>) -> Int {
    let left = Array(left)
    let right = Array(right)
    var before: [Int] = []
    var previous = Array(0...right.count)
    for (row, byte) in left.enumerated() {
      var current = [row + 1]
      for (column, other) in right.enumerated() {
        var least = min(previous[column + 1] + 1, current[column] + 1, previous[column] + (byte == other ? 0 : 1))
        if row > 0, column > 0, byte == right[column - 1], left[row - 1] == other {
          least = min(least, before[column - 1] + 1)
        }
        current.append(least)
      }
      before = previous
      previous = current
    }
    return previous[right.count]
  }

  /// The names that a mistyped one may be meant for, the nearest first; at most three.
  ///
  /// Of a text of one or two letters nobody can say. A name is near where a third of the letters are wrong at most, or where one of the two begins with the other.
  public static func nearest(to text: String, among names: [String]) -> [String] {
    let wanted = text.lowercased()
    // Nobody mistypes a name by a whole line.
    guard wanted.utf8.count >= 3, wanted.utf8.count <= 64 else { return [] }
    let allowed = wanted.utf8.count / 3
    let near = names.enumerated().compactMap { place, name -> (distance: Int, place: Int)? in
      let candidate = name.lowercased()
      let isBeginning = candidate.hasPrefix(wanted) || wanted.hasPrefix(candidate)
      let distance = isBeginning ? 1 : between(wanted.utf8, candidate.utf8)
      return distance <= allowed ? (distance, place) : nil
    }
    return near.sorted { $0 < $1 }.prefix(3).map { names[$0.place] }
  }
}
