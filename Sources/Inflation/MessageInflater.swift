/// One direction's permessage-deflate decompressor (RFC 7692 section 7.2.2).
///
/// Give it the payload bytes of a compressed message as they come, fragment borders left out, and call
/// ``finishMessage(scratch:output:)`` when the last fragment is in. What it puts out does not depend on how the bytes
/// are cut up.
///
/// An error ends its message: the rest of that message is not to be given, and the next bytes are taken as the
/// beginning of the next one.
///
/// Where the sender keeps its context, messages may copy from others that are missing: they came before the first that
/// is given, or were given up. All that does not is known all the same, and the rest is told apart byte by byte. The
/// more is known, the less of what is missing is left in the window, until nothing is: ``hasUnknownHistory`` tells.
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
  /// Whether the next byte may be a copy of one that is not known.
  public var hasUnknownHistory: Bool { decoder.hasUnknownHistory }

  // One struct of all that changes: each property of a class costs a check of exclusive access.
  private var decoder: MessageDecoder

  /// An inflater for a sender with the given window size, as the exponent of a power of two (8...15).
  ///
  /// It costs next to nothing before the first compressed byte, and some 42 KiB from then on; while history is
  /// missing, that and a copy of the scratch buffer once more.
  ///
  /// - Parameter missesHistory: there may have been messages before the first that is given.
  public init(windowBits: Int, contextTakeover: Bool, missesHistory: Bool = false, limits: Limits = Limits()) {
    precondition((8...15).contains(windowBits), "window bits are 8...15")
    self.windowBits = windowBits
    self.contextTakeover = contextTakeover
    self.limits = limits
    decoder = MessageDecoder(
      windowBits: windowBits, keepsContext: contextTakeover, mostOutput: limits.maximumMessageBytes,
      missesHistory: missesHistory)
  }

  /// Inflates some bytes of the current message.
  ///
  /// `output` is given what they come to, in pieces no longer than `scratch` (4 KiB at least, 32 KiB do well), which
  /// are valid during the call; any number of inflaters can share one scratch buffer. The bytes of a piece are all
  /// known or all unknown; in place of unknown ones stand zeros.
  public func inflate(
    _ compressed: Span<UInt8>, scratch: inout [UInt8], output: (_ piece: Span<UInt8>, _ isKnown: Bool) -> Void
  ) throws(InflationError) {
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
    scratch: inout [UInt8], output: (_ piece: Span<UInt8>, _ isKnown: Bool) -> Void
  ) throws(InflationError) -> Summary {
    do {
      return try decoder.finish(scratch: &scratch, output: output)
    } catch {
      abandonMessage()
      throw error
    }
  }

  /// Gives up the current message, the rest of which will not come, or one that nothing has come of.
  ///
  /// Where context is kept, everything that later messages copy from it and from earlier ones is unknown.
  public func abandonMessage() {
    decoder.abandon()
  }
}
