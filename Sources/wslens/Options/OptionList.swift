import ArgumentParser

/// The value of an option that takes a list: given several times, the option takes what all of them list.
protocol OptionList: OptionValue {
  /// Adds what another list has.
  mutating func append(_ other: Self)
}

extension Option {
  /// An option that takes a list, as often as it is given. What stands behind the option is its value.
  init<List: OptionList>(wrappedValue: [List], name: NameSpecification = .long, reading help: ArgumentHelp)
  where Value == [List] {
    self.init(
      wrappedValue: wrappedValue, name: name, parsing: .unconditionalSingleValue, help: help.listing(List.self),
      completion: List.defaultCompletionKind, transform: { text in try List(reading: text) })
  }
}

extension Array where Element: OptionList {
  /// What the option lists; `nil` where it was not given.
  var list: Element? {
    guard var list = first else { return nil }
    for other in dropFirst() { list.append(other) }
    return list
  }
}
