/// What a dialect's parser made of a text.
struct Reading {
  /// The bytes that the text stands for.
  var bytes: [UInt8] = []

  /// What was skipped, stripped or doubtful, one sentence each.
  var notes: [String] = []

  /// What was lost by joining pieces to ``bytes``, one sentence each.
  var joinNotes: [String] = []

  /// Who sent the bytes, as far as the text tells it.
  var source = PastedSource.bytes
}

/// Why a text cannot be read as a dialect: cheap to throw while dialects are tried in turn.
struct ReadingFault: Error, Hashable {
  /// The index of the byte that stood in the way; the text's length where it ended too early.
  var offset: Int

  /// What is wrong there.
  var problem: String

  /// What would have been right there.
  var expected: String
}

extension ReadingFault {
  /// No line of a text is what some line has to be.
  ///
  /// - Parameter example: such a line.
  init(in text: [UInt8], _ problem: String, lineSuchAs example: String) {
    self.init(offset: text.trimmedRange.lowerBound, problem: problem, expected: "a line such as \(example)")
  }
}
