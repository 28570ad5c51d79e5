/// How the frames of one side of a connection look: the layout, and what it takes to unmask them.
public struct Framing: Hashable, Sendable {
  /// The layout.
  public let generation: FramingGeneration
  /// True where header and payload are masked together, behind four bytes in clear (a client's frames in hybi-04 to -06).
  public let masksWholeFrame: Bool
  /// What hybi-04's masks are derived from.
  public let connectionKey: ConnectionMaskingKey?

  /// The frames of one side.
  ///
  /// - Parameters:
  ///   - version: the version in force.
  ///   - sender: whose frames they are.
  ///   - connectionKey: what hybi-04's masks are derived from; no other version has it.
  public init(_ version: ProtocolVersion = .rfc6455, sender: Sender, connectionKey: ConnectionMaskingKey? = nil) {
    generation = version.framing
    masksWholeFrame = sender == .client && generation.masksWholeFrames
    self.connectionKey = connectionKey
  }

  /// False where nothing of the frames can be read, because the handshake that tells their mask is not known.
  public var isReadable: Bool {
    !masksWholeFrame || generation != .hashedWholeFrameMask || connectionKey != nil
  }

  /// The mask of a frame of hybi-04; `nil` in every other version.
  ///
  /// - Parameter nonce: the four bytes in clear at the beginning of the frame.
  public func hashedMask(for nonce: MaskingKey) -> HashedMask? {
    guard masksWholeFrame, generation == .hashedWholeFrameMask, let connectionKey else { return nil }
    return HashedMask(nonce: nonce, connectionKey: connectionKey)
  }
}
