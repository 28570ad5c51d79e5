internal import PacketCapture

/// What a benchmark capture is made of.
enum Traffic: String {
  /// Many connections, each packet a text frame of 8 to 120 bytes: the cost of a packet and of a frame.
  case small
  /// Few connections, messages of 16 KiB to 1 MiB: the cost of a byte.
  case large

  /// How many connections there are at any time.
  var connections: Int {
    switch self {
    case .small: 256
    case .large: 8
    }
  }

  /// How many payload bytes a message may have.
  var messageLengths: ClosedRange<Int> {
    switch self {
    case .small: 8...120
    case .large: 16 << 10...1 << 20
    }
  }
}
