/// What a frame is, whichever number its version gives it.
///
/// Close is opcode 1 up to hybi-06 and 8 from hybi-07 on; the type is the same.
public enum FrameType: UInt8, Hashable, Sendable, CaseIterable {
  /// A further fragment of a message.
  case continuation
  /// The first fragment, or all, of a text message.
  case text
  /// The first fragment, or all, of a binary message.
  case binary
  /// The sender will send no more (RFC 6455 section 5.5.1).
  case close
  /// To be answered with a pong (section 5.5.2).
  case ping
  /// The answer to a ping, or unsolicited (section 5.5.3).
  case pong
  /// Nothing that the version in force gives a meaning.
  case reserved

  /// The type's name, as events and reports have it.
  public var name: String {
    switch self {
    case .continuation: "continuation"
    case .text: "text"
    case .binary: "binary"
    case .close: "close"
    case .ping: "ping"
    case .pong: "pong"
    case .reserved: "reserved"
    }
  }

  /// True for close, ping and pong.
  public var isControl: Bool {
    switch self {
    case .close, .ping, .pong: true
    case .continuation, .text, .binary, .reserved: false
    }
  }
}
