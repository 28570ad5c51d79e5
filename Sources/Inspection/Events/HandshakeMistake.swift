/// What gives a wrong answer to a handshake: it was computed, and came out the same.
public struct HandshakeMistake: Hashable, Sendable {
  /// The stable name of the recipe.
  public var id: String
  /// The recipe as a formula.
  public var recipe: String
  /// What was done, in one sentence.
  public var diagnosis: String
  /// What to change.
  public var fix: String
}
