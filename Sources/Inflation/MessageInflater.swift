/// One direction's permessage-deflate decompressor (RFC 7692 section 7.2.2).
///
/// Give it the payload bytes of a compressed message as they come, fragment borders left out, and call
/// ``finishMessage(scratch:output:)`` when the last fragment is in. What it puts out does not depend on how the bytes
/// are cut up.
///
/// An error ends its message: the rest of that message is not to be given, and the next bytes are taken as the
/// beginning of the next one. Where the sender keeps its context, later messages may then refer to bytes that were
/// never inflated; ``isBroken`` says so, and they are refused.
public final class MessageInflater {
  /// How far one message may grow.
  public struct Limits: Hashable, Sendable {
    /// The most bytes that one message may inflate to; 64 MiB unless told.
    public var maximumMessageBytes: UInt64

    /// Limits with the given size of a message.
    public init(maximumMessageBytes: UInt64 = 64 << 20) {
      self.maximumMessageBytes = maximumMessageBytes
    }
  }

  /// The window size that was negotiated for the sender, as the exponent of a power of two (8...15).
  public let windowBits: Int
  /// Whether the sender may refer to bytes of earlier messages.
  public let contextTakeover: Bool
  /// How far one message may grow.
  public let limits: Limits
  /// Whether an earlier message of the kept context could not be inflated, so that no later one can be trusted.
  public private(set) var isBroken = false

  // One struct of all that changes: each property of a class costs a check of exclusive access.
  private var decoder: MessageDecoder

  /// An inflater for a sender with the given window size, as the exponent of a power of two (8...15).
  ///
  /// It costs next to nothing before the first compressed byte, and some 42 KiB from then on.
  public init(windowBits: Int, contextTakeover: Bool, limits: Limits = Limits()) {
    precondition((8...15).contains(windowBits), "window bits are 8...15")
    self.windowBits = windowBits
    self.contextTakeover = contextTakeover
    self.limits = limits
    decoder = MessageDecoder(
      windowBits: windowBits, keepsContext: contextTakeover, mostOutput: limits.maximumMessageBytes)
  }

  /// Inflates some bytes of the current message.
  ///
  /// `output` is given what they come to, in pieces no longer than `scratch` (4 KiB at least, 32 KiB do well), which
  /// are valid during the call; any number of inflaters can share one scratch buffer.
  public func inflate(
    _ compressed: Span<UInt8>, scratch: inout [UInt8], output: (Span<UInt8>) -> Void
  ) throws(InflationError) {
    guard !isBroken else { throw InflationError(kind: .historyLost, position: 0, outputPosition: 0) }
    do {
      try decoder.inflate(compressed, scratch: &scratch, output: output)
    } catch {
      abandonMessage()
      throw error
    }
  }

  /// Ends the current message: puts back the tail `00 00 FF FF`, and drops the window where no context is kept.
  ///
  /// The tail is put back once, after the last fragment (RFC 7692 section 7.2.2), and not where the message ends with
  /// a whole block of its own: see ``Summary/Ending``.
  public func finishMessage(
    scratch: inout [UInt8], output: (Span<UInt8>) -> Void
  ) throws(InflationError) -> Summary {
    guard !isBroken else { throw InflationError(kind: .historyLost, position: 0, outputPosition: 0) }
    do {
      return try decoder.finish(scratch: &scratch, output: output)
    } catch {
      abandonMessage()
      throw error
    }
  }

  /// Gives up the current message, the rest of which will not come; where context is kept, that breaks the inflater.
  public func abandonMessage() {
    isBroken = contextTakeover
    decoder.abandon()
  }
}
