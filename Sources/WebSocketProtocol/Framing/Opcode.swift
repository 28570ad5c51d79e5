/// The four-bit opcode of a frame (RFC 6455 section 5.2). Every value can be represented, known or not.
///
/// What a number means depends on the version: ask ``FramingGeneration/type(of:)``. The names here are those of hybi-07
/// and all that came later.
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
}
