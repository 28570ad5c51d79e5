/// What there is to go by when a text message, or the frame that carries it, is suspicious.
public struct TextEvidence: Hashable, Sendable {
  /// The payload of the message as its receiver reads it: unmasked, and inflated where it was compressed. Where the
  /// input ends inside the frame, as far as it is there; otherwise all of it.
  public var payload: [UInt8]
  /// The header of the one frame whose bytes, unmasked, are the payload; `nil` for a message of several frames and for
  /// one that was compressed, of which only the content is looked at.
  public var frame: FrameHeader?
  /// Who sent it.
  public var sender: Sender
  /// The reserved bits that an extension in force may set.
  public var definedBits: FrameHeader.ReservedBits
  /// The bytes behind the frame as they are on the wire; more than 4096 are of no use.
  public var following: [UInt8]
  /// Nothing comes behind `following`.
  public var followingIsAll: Bool

  /// Evidence about one message.
  public init(
    payload: [UInt8], frame: FrameHeader?, sender: Sender, definedBits: FrameHeader.ReservedBits = [],
    following: [UInt8] = [], followingIsAll: Bool = false
  ) {
    self.payload = payload
    self.frame = frame
    self.sender = sender
    self.definedBits = definedBits
    self.following = following
    self.followingIsAll = followingIsAll
  }

  /// The header, where the message is one final frame and all of its payload is there.
  var wholeFrame: FrameHeader? {
    guard let frame, frame.isFinal, frame.payloadLength == UInt64(payload.count) else { return nil }
    return frame
  }

  /// The payload as it is on the wire.
  var wirePayload: [UInt8] {
    guard let key = frame?.maskingKey else { return payload }
    var wire: [UInt8] = []
    key.apply(to: payload.span, at: 0, into: &wire)
    return wire
  }

  /// True where another frame may begin at an index of `bytes`, which go on to the end of `following`.
  ///
  /// The first two bytes of a header must be free of marks, or the input must end there. Where neither can be told,
  /// nothing speaks for a border.
  func isBorder(_ index: Int, of bytes: [UInt8]) -> Bool {
    if index == bytes.count { return followingIsAll }
    guard index >= 0, index < bytes.count - 1 else { return false }
    return FrameMarks(first: bytes[index], second: bytes[index + 1], sender: sender, definedBits: definedBits).isEmpty
  }
}
