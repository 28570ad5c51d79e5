/// How a text was read that a handshake was copied from.
public struct HandshakeSource: Hashable, Sendable {
  /// The name of its form.
  public var dialect: String
  /// What was stripped or assumed, one sentence each.
  public var notes: [String]
  /// What the copying lost, so that it is not judged, in words.
  public var notJudged: [String]

  /// - Parameters:
  ///   - dialect: the name of the text's form.
  ///   - notes: what was stripped or assumed.
  ///   - notJudged: what the copying lost.
  public init(dialect: String, notes: [String], notJudged: [String]) {
    self.dialect = dialect
    self.notes = notes
    self.notJudged = notJudged
  }
}
