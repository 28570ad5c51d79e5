extension MessageInflater {
  /// What a whole compressed message came to.
  public struct Summary: Hashable, Sendable {
    /// The length of the compressed message as sent, without the tail that the receiver puts back, in bytes.
    public let compressedLength: UInt64
    /// The length of the message itself, in bytes.
    public let inflatedLength: UInt64
    /// How many of those bytes are unknown, because they were copied out of messages that are missing.
    public let unknownLength: UInt64
    /// How many blocks were marked as the last, which is allowed (RFC 7692 section 7.2.3.4).
    public let finalBlocks: Int
    /// How the compressed message ended.
    public let ending: Ending

    /// The ways in which a compressed message can end and still be whole.
    public enum Ending: Hashable, Sendable {
      /// Inside an empty stored block whose last four bytes, `00 00 FF FF`, were removed (RFC 7692 section 7.2.1).
      case tailRemoved
      /// With `00 00 FF FF`, which the sender should have removed.
      case tailKept
      /// With a whole block on a byte border, where an empty stored block should have followed.
      case wholeBlock
      /// With a block marked as the last, where the byte `00` should have followed (RFC 7692 section 7.2.3.4).
      case finalBlock
      /// There was not a single byte; an empty message is the byte `00` (RFC 7692 section 7.2.3.6).
      case emptyPayload
    }

    /// Whether the compressed message still ends with `00 00 FF FF` (RFC 7692 section 7.2.1).
    public var keptTail: Bool { ending == .tailKept }

    /// Whether the compressed message has no bytes at all (RFC 7692 section 7.2.3.6).
    public var emptyPayload: Bool { ending == .emptyPayload }

    /// How many bytes one compressed byte came to, or nil where there was none.
    public var ratio: Double? {
      compressedLength == 0 ? nil : Double(inflatedLength) / Double(compressedLength)
    }
  }
}
