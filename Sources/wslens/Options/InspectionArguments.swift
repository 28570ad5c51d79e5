import ArgumentParser
import Inspection
import WebSocketProtocol

/// One of the views that `--show` asks for.
enum View: String, CaseIterable {
  case summary, frames, messages, bytes
}

/// The value of `--show`: views, separated by commas.
struct ViewList: ExpressibleByArgument, Hashable {
  var views: [View]

  init(_ views: [View]) {
    self.views = views
  }

  init?(argument: String) {
    let names = argument.split(separator: ",").map { View(rawValue: String($0)) }
    guard !names.isEmpty, !names.contains(nil) else { return nil }
    views = names.compactMap(\.self)
  }

  var defaultValueDescription: String { views.map(\.rawValue).joined(separator: ",") }

  static var allValueStrings: [String] { View.allCases.map(\.rawValue) }

  static var defaultCompletionKind: CompletionKind { .list(allValueStrings) }
}

/// The value of `--payload`: how many bytes of each payload are shown.
enum PayloadAmount: ExpressibleByArgument, Hashable {
  case full
  case none
  case bytes(Int)

  init?(argument: String) {
    switch argument {
    case "full": self = .full
    case "none": self = .none
    default:
      guard let count = Int(argument), count >= 0 else { return nil }
      self = .bytes(count)
    }
  }

  /// The limit in bytes.
  var limit: Int {
    switch self {
    case .full: .max
    case .none: 0
    case .bytes(let count): count
    }
  }
}

/// The value of `--type`: types of frames by name, separated by commas.
struct TypeList: ExpressibleByArgument, Hashable {
  var types: Set<FrameType>

  private static let names: [String: FrameType] = [
    "continuation": .continuation, "text": .text, "binary": .binary, "close": .close, "ping": .ping, "pong": .pong,
  ]

  init?(argument: String) {
    let named = argument.split(separator: ",").map { Self.names[String($0)] }
    guard !named.isEmpty, !named.contains(nil) else { return nil }
    types = Set(named.compactMap(\.self))
  }

  static var allValueStrings: [String] { names.keys.sorted() }

  static var defaultCompletionKind: CompletionKind { .list(allValueStrings) }
}

/// The value of `--sender`: one of the two sides.
enum SideChoice: String, ExpressibleByArgument, CaseIterable {
  case client, server

  /// The side as the protocol knows it.
  var sender: Sender { self == .client ? .client : .server }
}

/// A number of bytes on the command line, such as `4096`, `0x1000`, `64k`, `16M` or `1G`.
struct ByteCount: ExpressibleByArgument, Hashable {
  var bytes: UInt64

  init(_ bytes: UInt64) {
    self.bytes = bytes
  }

  init?(argument: String) {
    var digits = argument[...]
    var shift: UInt64 = 0
    if let suffix = argument.last, let place = "kMG".firstIndex(of: suffix) {
      shift = 10 * UInt64("kMG".distance(from: "kMG".startIndex, to: place) + 1)
      digits = digits.dropLast()
    }
    guard let number = UInt64(numeral: digits) else { return nil }
    let (bytes, overflow) = number.multipliedReportingOverflow(by: 1 << shift)
    guard !overflow, bytes <= UInt64(Int.max) else { return nil }
    self.bytes = bytes
  }

  var defaultValueDescription: String {
    for (suffix, shift) in [("G", 30), ("M", 20), ("k", 10)] where bytes > 0 && bytes % (1 << shift) == 0 {
      return "\(bytes >> shift)\(suffix)"
    }
    return String(bytes)
  }
}
