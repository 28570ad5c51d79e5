public import WebSocketProtocol

/// What gives a wrong answer to a handshake: it was computed, or seen elsewhere, and came out the same.
public struct HandshakeMistake: ProvenMistake {
  /// The stable name of the recipe.
  public let id: String
  /// What gives the answer, as a formula.
  public let recipe: String
  /// What was done, in one sentence without its full stop.
  public let diagnosis: String
  /// What to change, without a full stop.
  public let fix: String
  /// Who must change it; `nil` where that is neither side.
  public let sender: Sender?

  init(_ mistake: some ProvenMistake) {
    id = mistake.id
    recipe = mistake.recipe
    diagnosis = mistake.diagnosis
    fix = mistake.fix
    sender = mistake.sender
  }

  /// The value is the right answer to another connection's key.
  ///
  /// - Parameters:
  ///   - key: that key.
  ///   - connection: the number of its connection.
  init(answering key: String, of connection: Int) {
    id = "another-key"
    recipe = "the answer to \(key), the key of connection \(connection)"
    diagnosis =
      "a proxy put its own key in, or the answers of two connections were exchanged"
    fix = "let whoever stands between both peers pass the key and its answer on together"
    sender = nil
  }
}
