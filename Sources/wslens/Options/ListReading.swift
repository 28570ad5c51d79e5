import WebSocketProtocol

extension String {
  /// Reads a list whose items are separated by commas.
  ///
  /// - Parameter read: reads an item.
  /// - Throws: what `read` throws of the first item that it cannot read; an item without a character is none.
  func items<Item>(_ read: (String) throws(Misreading) -> Item) throws(Misreading) -> [Item] {
    var items: [Item] = []
    for text in split(separator: ",", omittingEmptySubsequences: false) {
      guard !text.isEmpty else {
        throw Misreading(isEmpty ? "the list is empty" : "one comma between two items is expected, and none elsewhere")
      }
      items.append(try read(String(text)))
    }
    return items
  }
}

extension Misreading {
  /// An item of a list that is none of a few names.
  static func unknown(_ item: String, among names: [String]) -> Misreading {
    Misreading("'\(item)' is none of \(names.joined(separator: ", "))\(suggestion(item, names))")
  }

  /// The end of a sentence about a name that is not known: those that it may be meant for, if any is near.
  static func suggestion(_ item: String, _ names: [String]) -> String {
    let nearest = EditDistance.nearest(to: item, among: names)
    return nearest.isEmpty ? "" : "; did you mean \(nearest.joined(separator: ", "))?"
  }
}
