/// Follows the messages of one side through their fragments, and checks text as it comes (RFC 6455 section 5.4).
///
/// It keeps counts and a few bytes of state, never a payload. Hand it every frame header with ``begin(_:frame:compression:)``,
/// the application bytes of data frames (unmasked, inflated) with ``take(_:)``, and call ``end()`` when the frame is
/// complete.
public struct MessageAssembler: Sendable {
  /// A data message from its first fragment on.
  public struct Message: Hashable, Sendable {
    /// Text or binary: what the first fragment is.
    public var type: FrameType
    /// RSV1 of the first fragment, or of any where each frame is compressed by itself.
    public var isCompressed: Bool
    /// The number of its first frame in the connection.
    public var firstFrame: UInt64
    /// The number of its latest frame in the connection.
    public var lastFrame: UInt64
    /// How many fragments were seen.
    public var frames: UInt64 = 1
    /// Payload bytes on the wire, all fragments together.
    public var wireLength: UInt64 = 0
    /// Application bytes, after inflation.
    public var length: UInt64 = 0
    /// How many of those are unknown.
    public var unknownLength: UInt64 = 0
    /// The state of the text check; unused for binary messages.
    public var text = UTF8Validator()
  }

  /// What a frame is to its message.
  public enum Role: Hashable, Sendable {
    /// The first fragment of a message, or all of it.
    case first
    /// A further fragment of the open message.
    case fragment
    /// A first fragment although a message was open; that one is broken off.
    case interruption(of: Message)
    /// A continuation of nothing.
    case stray
    /// A control frame, or one with a reserved opcode.
    case control
  }

  /// The message that is not finished; `nil` between messages.
  public private(set) var message: Message?
  /// True inside a message that has more fragments to come.
  public private(set) var isMessageOpen = false

  /// An assembler between two messages.
  public init() {}

  /// Takes a frame's header.
  ///
  /// - Parameters:
  ///   - header: the header.
  ///   - frame: the frame's number in its connection.
  ///   - compression: what RSV1 marks; `nil` where no extension in force compresses.
  public mutating func begin(_ header: FrameHeader, frame: UInt64, compression: CompressionScope?) -> Role {
    let isMarked = compression != nil && header.reservedBits.contains(.rsv1)
    switch header.type {
    case .text, .binary:
      let interrupted = isMessageOpen ? message : nil
      message = Message(
        type: header.type, isCompressed: isMarked, firstFrame: frame, lastFrame: frame,
        wireLength: header.payloadLength)
      isMessageOpen = !header.isFinal
      return interrupted.map { .interruption(of: $0) } ?? .first
    case .continuation:
      guard isMessageOpen else { return .stray }
      message?.frames += 1
      message?.lastFrame = frame
      message?.wireLength &+= header.payloadLength
      if compression == .frame, isMarked { message?.isCompressed = true }
      isMessageOpen = !header.isFinal
      return .fragment
    case .close, .ping, .pong, .reserved:
      return .control
    }
  }

  /// Takes note of payload bytes that no header announced, because the payload ends with a delimiter.
  public mutating func takeUnannounced(count: UInt64) {
    message?.wireLength &+= count
  }

  /// Takes application bytes of the current data frame.
  public mutating func take(_ bytes: Span<UInt8>) {
    message?.length &+= UInt64(bytes.count)
    if message?.type == .text { message?.text.take(bytes) }
  }

  /// Takes note that application bytes are there that nobody looks at.
  public mutating func take(count: UInt64) {
    message?.length &+= count
  }

  /// Takes note of application bytes of the current data frame that are not known.
  public mutating func takeUnknown(count: UInt64) {
    message?.length &+= count
    message?.unknownLength &+= count
    message?.text.takeUnknown(count: count)
  }

  /// The current data frame is complete.
  ///
  /// - Returns: the message, where this was its last fragment.
  public mutating func end() -> Message? {
    guard !isMessageOpen, let finished = message else { return nil }
    message = nil
    return finished
  }

  /// Gives the open message up.
  public mutating func abandon() -> Message? {
    defer {
      message = nil
      isMessageOpen = false
    }
    return message
  }
}
