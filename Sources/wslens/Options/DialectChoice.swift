import ArgumentParser

/// The value of `--from`: a dialect of bytes or of transcripts by name, or `auto`.
struct DialectChoice<Dialect>: ExpressibleByArgument, Hashable
where Dialect: RawRepresentable<String> & CaseIterable & Hashable {
  /// `nil` where the input has to tell.
  var dialect: Dialect?

  init(_ dialect: Dialect?) {
    self.dialect = dialect
  }

  init?(argument: String) {
    guard let dialect = Dialect(rawValue: argument) else {
      if argument == "auto" { return }
      return nil
    }
    self.dialect = dialect
  }

  var defaultValueDescription: String { dialect?.rawValue ?? "auto" }

  static var allValueStrings: [String] { ["auto"] + Dialect.allCases.map(\.rawValue) }

  static var defaultCompletionKind: CompletionKind { .list(allValueStrings) }
}
