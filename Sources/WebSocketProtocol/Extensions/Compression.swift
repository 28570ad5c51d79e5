/// What RSV1 marks as compressed.
public enum CompressionScope: Hashable, Sendable {
  /// The whole message; the bit is set on its first frame (RFC 7692).
  case message
  /// The one frame that has the bit (deflate-frame).
  case frame

  /// The extension that compresses so, by its usual name.
  public var extensionName: String { self == .frame ? DeflateFrame.names[0] : PermessageDeflate.name }
}

/// What one side compresses with.
public struct Compression: Hashable, Sendable {
  /// What RSV1 marks.
  public var scope: CompressionScope
  /// The base-2 logarithm of the LZ77 window, 8 to 15.
  public var windowBits: Int
  /// True where the window is kept from one message, or frame, to the next.
  public var keepsContext: Bool
}
