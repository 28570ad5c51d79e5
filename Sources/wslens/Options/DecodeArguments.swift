import ArgumentParser
import WebSocketProtocol

/// The value of `--protocol-version`.
struct VersionChoice: ExpressibleByArgument, Hashable {
  var version: ProtocolVersion

  /// Other names that people have for the same: drafts without a difference on the wire, and the numbers in the field
  /// `Sec-WebSocket-Version`.
  private static let others: [String: ProtocolVersion] = [
    "hybi-00": .hixie76, "hybi-13": .rfc6455, "hybi-14": .rfc6455, "hybi-15": .rfc6455, "hybi-16": .rfc6455,
    "hybi-17": .rfc6455, "4": .hybi04, "5": .hybi05, "6": .hybi06, "7": .hybi07, "8": .hybi08, "13": .rfc6455,
  ]

  init?(argument: String) {
    guard let version = ProtocolVersion(rawValue: argument.lowercased()) ?? Self.others[argument.lowercased()] else {
      return nil
    }
    self.version = version
  }

  static var allValueStrings: [String] {
    ProtocolVersion.allCases.map(\.rawValue)
  }

  static var defaultCompletionKind: CompletionKind { .list(allValueStrings) }
}
