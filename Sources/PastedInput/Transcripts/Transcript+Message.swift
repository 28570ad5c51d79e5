extension Transcript {
  /// One side's part of an exchange: a head, and the bytes behind it.
  public struct Message: Hashable, Sendable {
    /// Start line, field lines and the empty line; line ends are CR LF unless the text shows those of the wire.
    public var head: [UInt8]

    /// The bytes behind the empty line that are this side's: a body, a challenge, frames; as they were, or none.
    public var rest: [UInt8]

    /// Whether the empty line that closes the head is in the text, or is one that this dialect never shows.
    public var isClosed: Bool

    /// Where the bytes stood, in the order of the bytes.
    private let marks: [PlaceMark]

    /// Takes a head and a rest, with the places that their bytes have in a text.
    init(head: MappedBytes, rest: MappedBytes, isClosed: Bool, map: TextMap) {
      self.head = head.bytes
      self.rest = rest.bytes
      self.isClosed = isClosed
      marks = head.marks(from: 0, in: map) + rest.marks(from: head.bytes.count, in: map)
    }

    /// Where a byte stood in the text that was read.
    ///
    /// A byte that is not in the text, such as a line end put in, has the place of what it was made from. In an HTTP
    /// archive it is the place of the entry.
    ///
    /// - Parameter offset: An index into `head` followed by `rest`; the last byte's place holds for any beyond.
    /// - Returns: The line, from 1, and the column, from 1, in characters (Unicode scalars; a tab is one).
    public func place(of offset: Int) -> (line: Int, column: Int) {
      var low = 0
      var high = marks.count
      while low < high {
        let middle = low + (high - low) / 2
        if marks[middle].start <= offset { low = middle + 1 } else { high = middle }
      }
      guard !marks.isEmpty else { return (1, 1) }
      let mark = marks[max(low - 1, 0)]
      guard mark.isVerbatim, mark.start < offset else { return (mark.line, mark.column) }
      let last = min(offset, head.count + rest.count - 1, mark.start + PlaceMark.reach)
      var column = mark.column
      for index in mark.start + 1..<max(last, mark.start) + 1 {
        let byte = index < head.count ? head[index] : rest[index - head.count]
        if !byte.isContinuation { column += 1 }
      }
      return (mark.line, column)
    }
  }
}

/// The place of a byte, and whether those behind it up to the next mark follow it in the text.
struct PlaceMark: Hashable, Sendable {
  /// How many bytes behind a mark the next one stands at most, so that finding a place takes few steps.
  static let reach = 64

  /// The index of the byte in a message's head and rest.
  var start: Int
  var line: Int
  var column: Int
  var isVerbatim: Bool
}
