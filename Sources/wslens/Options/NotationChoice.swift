import ArgumentParser
import Rendering

/// The value of `--to`: a notation for the bytes alone, or a capture in which they travel.
enum NotationChoice: ExpressibleByArgument, Hashable {
  case bytes(ByteNotation)
  /// A capture of a connection on which the bytes are sent; see ``ConversationCapture``.
  case capture

  private static let captureName = "pcap"

  init?(argument: String) {
    if argument == Self.captureName {
      self = .capture
    } else {
      guard let notation = ByteNotation(rawValue: argument) else { return nil }
      self = .bytes(notation)
    }
  }

  var defaultValueDescription: String {
    switch self {
    case .bytes(let notation): notation.rawValue
    case .capture: Self.captureName
    }
  }

  /// Refuses to write what a terminal would obey to a terminal.
  func refuse(_ output: borrowing OutputTarget) throws(Failure) {
    guard output.isTerminal, self == .capture || self == .bytes(.raw) else { return }
    throw Failure(
      .usage,
      "--to \(defaultValueDescription) writes bytes that a terminal would obey; send them to a file or a program"
    )
  }

  static var allValueStrings: [String] { ByteNotation.allCases.map(\.rawValue) + [captureName] }

  static var defaultCompletionKind: CompletionKind { .list(allValueStrings) }
}
