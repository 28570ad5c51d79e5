import ArgumentParser

/// The value of an option that says, of a text that does not stand for one, what is wrong with it.
protocol OptionValue: ExpressibleByArgument, Sendable {
  /// - Throws: what is wrong with the text, or what was expected.
  init(reading text: String) throws(Misreading)
}

extension OptionValue {
  init?(argument: String) {
    do throws(Misreading) {
      try self.init(reading: argument)
    } catch {
      return nil
    }
  }
}

/// Why a text does not stand for the value of an option: what ends a sentence that has named the option and the text.
struct Misreading: Error, Hashable, CustomStringConvertible {
  let description: String

  init(_ description: String) {
    self.description = description
  }

  /// A number that is larger than any that is taken.
  static func tooLarge(_ most: UInt64) -> Misreading { Misreading("the number is too large; the largest is \(most)") }

  /// A text that is not the one thing it has to be.
  static func expected(_ what: String) -> Misreading { Misreading("\(what) is expected") }
}

extension Option where Value: OptionValue {
  /// An option with a default value. What stands behind the option is its value, even where that begins with a dash.
  init(wrappedValue: Value, name: NameSpecification = .long, reading help: ArgumentHelp) {
    self.init(
      wrappedValue: wrappedValue, name: name, parsing: .unconditional,
      help: help.listing(Value.self, default: wrappedValue.defaultValueDescription),
      completion: Value.defaultCompletionKind, transform: { text in try Value(reading: text) })
  }
}

extension Option {
  /// An option without a default value. What stands behind the option is its value, even where that begins with a dash.
  init<Read: OptionValue>(name: NameSpecification = .long, reading help: ArgumentHelp) where Value == Read? {
    self.init(
      name: name, parsing: .unconditional, help: help.listing(Read.self), completion: Read.defaultCompletionKind,
      transform: { text in try Read(reading: text) })
  }
}

extension ArgumentHelp {
  /// The help with the possible values and the default value behind it, as other options have them.
  func listing(_ type: any OptionValue.Type, default value: String? = nil) -> ArgumentHelp {
    let values = type.allValueStrings.isEmpty ? nil : "values: \(type.allValueStrings.joined(separator: ", "))"
    let facts = [values, value.map { "default: \($0)" }].compactMap(\.self)
    var help = self
    if !facts.isEmpty { help.abstract += " (\(facts.joined(separator: "; ")))" }
    return help
  }
}
