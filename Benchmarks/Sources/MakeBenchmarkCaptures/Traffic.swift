internal import PacketCapture

/// What a benchmark capture is made of.
enum Traffic: String, CaseIterable {
  /// Many connections, each packet a text frame of 8 to 120 bytes: the cost of a packet and of a frame.
  case small
  /// Few connections, messages of 16 KiB to 1 MiB: the cost of a byte.
  case large
  /// Messages of 200 bytes to 2 KiB, compressed with context takeover: the cost of inflating.
  case compressed
  /// Connections of plain HTTP, and attempts at some that nobody answers: the cost of what is not WebSocket.
  case other

  /// How many connections there are at any time.
  var connections: Int {
    switch self {
    case .small: 256
    case .large: 8
    case .compressed: 32
    case .other: 0
    }
  }

  /// How many payload bytes a message may have.
  var messageLengths: ClosedRange<Int> {
    switch self {
    case .small, .other: 8...120
    case .large: 16 << 10...1 << 20
    case .compressed: 200...2048
    }
  }

  /// What the number in a capture's name counts.
  var unit: String {
    switch self {
    case .small, .large: "megabytes"
    case .compressed: "thousands of messages"
    case .other: "thousands of connections"
    }
  }
}
