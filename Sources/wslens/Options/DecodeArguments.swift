import ArgumentParser
import PastedInput
import WebSocketProtocol

/// The value of `--from`: a dialect by name, or `auto`.
struct DialectChoice: ExpressibleByArgument, Hashable {
  var dialect: InputDialect?

  init(_ dialect: InputDialect?) {
    self.dialect = dialect
  }

  init?(argument: String) {
    if argument == "auto" {
      dialect = nil
    } else {
      guard let dialect = InputDialect(rawValue: argument) else { return nil }
      self.dialect = dialect
    }
  }

  var defaultValueDescription: String { dialect?.rawValue ?? "auto" }

  static var allValueStrings: [String] { ["auto"] + InputDialect.allCases.map(\.rawValue) }

  static var defaultCompletionKind: CompletionKind { .list(allValueStrings) }
}

/// The value of `--protocol-version`.
struct VersionChoice: ExpressibleByArgument, Hashable {
  var version: ProtocolVersion

  init?(argument: String) {
    guard let version = ProtocolVersion(rawValue: argument) else { return nil }
    self.version = version
  }

  static var allValueStrings: [String] {
    ProtocolVersion.allCases.map(\.rawValue)
  }

  static var defaultCompletionKind: CompletionKind { .list(allValueStrings) }
}
