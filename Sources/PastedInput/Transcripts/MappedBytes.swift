/// Bytes that were taken from a text, with the place in it that each came from.
struct MappedBytes {
  /// Bytes that stand side by side in the text, or that were all made from one place.
  private struct Run {
    var start: Int
    var source: Int
    var isVerbatim: Bool
  }

  private(set) var bytes: [UInt8] = []
  private var runs: [Run] = []

  init() {}

  /// All of a text.
  init(_ text: [UInt8]) {
    append(text.indices, of: text)
  }

  /// Takes a part of the text.
  mutating func append(_ range: Range<Int>, of text: [UInt8]) {
    guard !range.isEmpty else { return }
    extend(range.lowerBound, isVerbatim: true)
    bytes.append(contentsOf: text[range])
  }

  /// Takes a byte that the text spells at `source`, as itself or in digits.
  mutating func append(_ byte: UInt8, at source: Int) {
    extend(source, isVerbatim: true)
    bytes.append(byte)
  }

  /// Takes bytes that were made from what stands at `source`.
  mutating func append(made: some Collection<UInt8>, at source: Int) {
    guard !made.isEmpty else { return }
    extend(source, isVerbatim: false)
    bytes.append(contentsOf: made)
  }

  /// Takes a part of other bytes, with their places.
  mutating func append(_ range: Range<Int>, of other: MappedBytes) {
    guard !range.isEmpty else { return }
    var index = other.runIndex(of: range.lowerBound)
    var start = range.lowerBound
    while start < range.upperBound {
      let run = other.runs[index]
      let end = min(range.upperBound, index + 1 < other.runs.count ? other.runs[index + 1].start : other.bytes.count)
      extend(run.isVerbatim ? run.source + (start - run.start) : run.source, isVerbatim: run.isVerbatim)
      bytes.append(contentsOf: other.bytes[start..<end])
      start = end
      index += 1
    }
  }

  /// Leaves out the last `count` bytes.
  mutating func removeLast(_ count: Int) {
    bytes.removeLast(min(count, bytes.count))
    while let last = runs.last, last.start >= bytes.count { runs.removeLast() }
  }

  /// The offset in the text of the byte at an index.
  func source(of index: Int) -> Int {
    guard !runs.isEmpty else { return 0 }
    let run = runs[runIndex(of: index)]
    return run.isVerbatim ? run.source + (index - run.start) : run.source
  }

  /// The places of all bytes, as marks of a message in which the first of them has the index `first`.
  func marks(from first: Int, in map: TextMap) -> [PlaceMark] {
    var marks: [PlaceMark] = []
    for (index, run) in runs.enumerated() {
      let end = index + 1 < runs.count ? runs[index + 1].start : bytes.count
      var start = run.start
      while start < end {
        let place = map.place(of: run.isVerbatim ? run.source + (start - run.start) : run.source)
        marks.append(
          PlaceMark(start: first + start, line: place.line, column: place.column, isVerbatim: run.isVerbatim))
        guard run.isVerbatim else { break }
        let stop = min(end, start + PlaceMark.reach)
        start = bytes[start..<stop].firstIndex(of: .lineFeed).map { $0 + 1 } ?? stop
      }
    }
    return marks
  }

  /// Begins a run at `source` unless the next byte belongs to the last one.
  private mutating func extend(_ source: Int, isVerbatim: Bool) {
    if let last = runs.last, last.isVerbatim == isVerbatim,
      last.source + (isVerbatim ? bytes.count - last.start : 0) == source
    {
      return
    }
    runs.append(Run(start: bytes.count, source: source, isVerbatim: isVerbatim))
  }

  private func runIndex(of index: Int) -> Int {
    var low = 0
    var high = runs.count
    while low < high {
      let middle = low + (high - low) / 2
      if runs[middle].start <= index { low = middle + 1 } else { high = middle }
    }
    return max(low - 1, 0)
  }
}
