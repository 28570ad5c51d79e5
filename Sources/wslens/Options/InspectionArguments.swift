import ArgumentParser
import Inspection
import WebSocketProtocol

/// One of the views that `--show` asks for.
enum View: String, CaseIterable {
  case summary, frames, messages, bytes
}

/// The value of `--show`: views, separated by commas.
struct ViewList: OptionList, Hashable {
  var views: [View]

  init(_ views: [View]) {
    self.views = views
  }

  init(reading text: String) throws(Misreading) {
    views = try text.items { item throws(Misreading) in
      guard let view = View(rawValue: item) else { throw .unknown(item, among: Self.allValueStrings) }
      return view
    }
  }

  mutating func append(_ other: ViewList) { views += other.views }

  var defaultValueDescription: String { views.map(\.rawValue).joined(separator: ",") }

  static var allValueStrings: [String] { View.allCases.map(\.rawValue) }

  static var defaultCompletionKind: CompletionKind { .list(allValueStrings) }
}

/// The value of `--payload`: how many bytes of each payload are shown.
enum PayloadAmount: OptionValue, Hashable {
  case full
  case none
  case bytes(Int)

  init(reading text: String) throws(Misreading) {
    switch text {
    case "full": self = .full
    case "none": self = .none
    default:
      let count = try UInt64(reading: text, expecting: "full, none or a whole number from 0 up")
      self = .bytes(Int(clamping: count))
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
struct TypeList: OptionList, Hashable {
  var types: Set<FrameType>

  private static let names: [String: FrameType] = [
    "continuation": .continuation, "text": .text, "binary": .binary, "close": .close, "ping": .ping, "pong": .pong,
  ]

  init(reading text: String) throws(Misreading) {
    types = Set(
      try text.items { item throws(Misreading) in
        guard let type = Self.names[item] else { throw .unknown(item, among: Self.allValueStrings) }
        return type
      })
  }

  mutating func append(_ other: TypeList) { types.formUnion(other.types) }

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
struct ByteCount: OptionValue, Hashable {
  var bytes: UInt64

  init(_ bytes: UInt64) {
    self.bytes = bytes
  }

  init(reading text: String) throws(Misreading) {
    let expectation = "a number of bytes from 0 up, such as 4096, 0x1000, 64k, 16M or 1G,"
    var digits = text[...]
    var shift: UInt64 = 0
    if let suffix = text.last, let place = "kMG".firstIndex(of: suffix) {
      shift = 10 * UInt64("kMG".distance(from: "kMG".startIndex, to: place) + 1)
      digits = digits.dropLast()
    }
    let most = UInt64(Int.max)
    let number = try UInt64(reading: digits, expecting: expectation, most: most)
    let (bytes, overflow) = number.multipliedReportingOverflow(by: 1 << shift)
    guard !overflow, bytes <= most else { throw .tooLarge(most) }
    self.bytes = bytes
  }

  var defaultValueDescription: String {
    for (suffix, shift) in [("G", 30), ("M", 20), ("k", 10)] where bytes > 0 && bytes % (1 << shift) == 0 {
      return "\(bytes >> shift)\(suffix)"
    }
    return String(bytes)
  }
}
