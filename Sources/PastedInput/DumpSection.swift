/// One of the dumps that a text holds, as several packets have one each.
struct DumpSection {
  /// Where its bytes begin in the result.
  let start: Int

  /// The index of its first line in the text.
  let position: Int

  /// The heading above it that tells most.
  let heading: DumpHeading?
}

/// A run of lines of one side within a dump.
struct DumpTurn {
  /// Where its bytes begin in the result.
  let start: Int

  /// How many dumps had begun.
  let section: Int

  /// Whose lines they are.
  let lane: Int

  /// The blanks before that side's first line.
  let indentation: Int
}

/// The bytes of one side of a conversation, whose offsets count on their own.
///
/// `tshark -z follow,tcp,hex` shows two sides line by line and tells them apart by indentation.
struct DumpLane {
  /// The blanks before its first line.
  let indentation: Int

  /// Its first offset.
  let first: UInt64

  /// How many bytes it has so far.
  var count: UInt64 = 0

  /// The offset of its next line.
  var due: UInt64 { first &+ count }
}
