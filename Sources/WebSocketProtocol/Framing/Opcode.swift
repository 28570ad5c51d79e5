/// The four-bit opcode of a frame (RFC 6455 section 5.2). Every value can be represented, known or not.
public struct Opcode: RawRepresentable, Hashable, Sendable {
  /// 0 to 15.
  public let rawValue: UInt8

  /// Takes the low four bits of a byte.
  public init(rawValue: UInt8) {
    self.rawValue = rawValue & 0x0f
  }

  /// A further fragment of a message.
  public static let continuation = Opcode(rawValue: 0x0)
  /// The first fragment, or all, of a text message.
  public static let text = Opcode(rawValue: 0x1)
  /// The first fragment, or all, of a binary message.
  public static let binary = Opcode(rawValue: 0x2)
  /// A Close frame: the sender will send no more (section 5.5.1).
  public static let close = Opcode(rawValue: 0x8)
  /// A Ping, to be answered with a Pong (section 5.5.2).
  public static let ping = Opcode(rawValue: 0x9)
  /// A Pong: the answer to a Ping, or unsolicited (section 5.5.3).
  public static let pong = Opcode(rawValue: 0xa)

  /// True for 8 to F: frames that may not be fragmented and carry at most 125 bytes (section 5.5).
  public var isControl: Bool { rawValue & 0x08 != 0 }

  /// True where the specification gives the value a meaning; 3–7 and B–F are reserved.
  public var isDefined: Bool { Self.definedSet >> UInt16(rawValue) & 1 != 0 }

  /// One bit for each defined opcode: 0, 1, 2, 8, 9 and 10.
  private static let definedSet: UInt16 = 0b0000_0111_0000_0111

  /// The name of a defined opcode, such as `text`; `reserved` otherwise.
  public var name: String {
    switch self {
    case .continuation: "continuation"
    case .text: "text"
    case .binary: "binary"
    case .close: "close"
    case .ping: "ping"
    case .pong: "pong"
    default: "reserved"
    }
  }
}
