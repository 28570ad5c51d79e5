public import WebSocketProtocol

/// What an inspection has to produce, and how far it may go.
public struct InspectionOptions: Hashable, Sendable {
  /// Make an event of every frame.
  public var wantsFrames = false
  /// Make an event of every message.
  public var wantsMessages = false
  /// Make an event of everything that was judged about a handshake, right or wrong, and tell every note.
  ///
  /// Otherwise only the notes are told that say what became of the connection: who looks at conversations does not
  /// want to hear of each that its client is no browser.
  public var wantsChecks = false
  /// Whose expectations handshakes are held against besides the specification's.
  public var browsers = BrowserExpectations.ignored
  /// How many payload bytes an event carries to be shown.
  public var payloadLimit = 0
  /// How many payload bytes of a message come along for whoever does more with them than show them, such as search.
  ///
  /// They are in ``MessageEvent/content``. No more are gathered than a message may have by its limit.
  public var contentLimit = 0
  /// How many payload bytes of a frame come along in ``FrameEvent/content``.
  public var frameContentLimit = 0
  /// Give each complete message the SHA-256 of its payload; it need not be gathered for that.
  public var wantsDigests = false
  /// The version in force, whatever handshake or frames say; `nil` where they tell it.
  public var version: ProtocolVersion?
  /// The extensions to assume where no handshake tells them.
  public var extensions = ExtensionAgreement()
  /// What hybi-04's masks are derived from, where no handshake tells it.
  public var connectionKey: ConnectionMaskingKey?
  /// The server ports whose connections are taken for WebSocket from their first byte on, with or without a handshake.
  public var ports: Set<UInt16> = []
  /// Take whatever follows a frame for a frame, however odd: right where nobody doubts that the bytes are frames.
  public var trustsBorders = false
  /// The limits on what hostile input may cost.
  public var limits = InspectionLimits()

  /// Summaries and findings only.
  public init() {}
}

/// How the rules count by which browsers are stricter than the specification (BR).
public enum BrowserExpectations: Hashable, Sendable {
  /// They are not judged.
  case ignored
  /// They are judged; what browsers do not put up with is a warning.
  case told
  /// They are judged; what browsers do not put up with is an error.
  case required
}

/// Limits on what an input may cost; reaching one is a finding.
public struct InspectionLimits: Hashable, Sendable {
  /// The bytes an HTTP head may have (LIM-03).
  public var headBytes = 65536
  /// The bytes a frame, a message or an inflated message may have before it is reported (SEC-04, SEC-05) and, if
  /// compressed, given up.
  public var messageBytes: UInt64 = 64 << 20
  /// The fragments of one message, or the control frames in a row, that are reported (SEC-06).
  public var frames: UInt64 = 100_000
  /// The payload bytes of unfinished messages, of all connections together, that are gathered for
  /// ``InspectionOptions/contentLimit``.
  public var gatheredBytes = 256 << 20
  /// The bytes that may be held back until an opening handshake is decided.
  public var heldBytes = 1 << 20
  /// The connections without an opening handshake that are looked at for frames at the same time (LIM-01).
  public var searches = 1 << 13
  /// The bytes that may be kept of all of them together.
  public var searchedBytes = 1 << 25

  /// The defaults.
  public init() {}
}

/// Where in the input some bytes were seen.
public struct Origin: Hashable, Sendable {
  /// The packet's number, from 1; `nil` where the input has no packets.
  public var packet: UInt64?
  /// Nanoseconds since 1970-01-01 UTC; `nil` where the input has no clock.
  public var time: Int64?

  /// A place in the input.
  public init(packet: UInt64? = nil, time: Int64? = nil) {
    self.packet = packet
    self.time = time
  }
}
