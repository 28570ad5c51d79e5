/// A mistake that is known for certain, because making it gives the wrong value that was sent.
public protocol ProvenMistake: Hashable, Sendable {
  /// The stable name, under which the reference has a page; a combination joins the names with `+`.
  var id: String { get }
  /// What gives the value, as a formula for people.
  var recipe: String { get }
  /// What was done, in one sentence without its full stop.
  var diagnosis: String { get }
  /// What to change, without a full stop.
  var fix: String { get }
  /// Who must change it; `nil` where whoever copied the values spoiled them.
  var sender: Sender? { get }
}
