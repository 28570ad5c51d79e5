public import WebSocketProtocol

/// One thing that was seen on a connection. Text is made from it by whoever shows it.
public struct Event: Sendable {
  /// The connection's number in its input, from 1; 0 for what concerns the input as a whole.
  public var connection: Int
  /// Orders the events of a connection, from 1; 0 for what concerns the input as a whole.
  public var sequence: UInt64
  /// When the bytes were seen, in nanoseconds since 1970-01-01 UTC; `nil` where the input has no clock.
  public var time: Int64?
  /// What was seen.
  public var kind: Kind

  /// What an event tells.
  public enum Kind: Sendable {
    /// The first event of a connection.
    indirect case connection(ConnectionEvent)
    /// A request and its response, or one of them.
    indirect case handshake(HandshakeEvent)
    /// Something about a handshake that was judged; what is wrong with it follows as findings.
    indirect case check(HandshakeCheck)
    /// A frame, when its payload is complete or its stream ends.
    case frame(FrameEvent)
    /// A message, a ping, a pong or a close.
    case message(MessageEvent)
    /// A broken rule or a fact worth telling.
    indirect case finding(FindingEvent)
    /// A guess at the cause of a finding.
    indirect case hint(HintEvent)
    /// Bytes that the capture does not hold.
    case gap(GapEvent)
    /// The last event of a connection.
    indirect case end(EndEvent)
  }
}

/// An address with a port, as text.
public struct Endpoint: Hashable, Sendable {
  /// The IP address in its usual notation.
  public var address: String
  /// 0 to 65535.
  public var port: UInt16

  /// An address with a port.
  public init(address: String, port: UInt16) {
    self.address = address
    self.port = port
  }
}

/// The two ends of a connection.
public struct ConnectionEnds: Hashable, Sendable {
  /// The side that opened the connection.
  public var client: Endpoint
  /// The side that accepted it.
  public var server: Endpoint
  /// The flow's Community ID, version 1, by which other tools' logs can be joined.
  public var communityID: String?

  /// The two ends of a connection.
  public init(client: Endpoint, server: Endpoint, communityID: String? = nil) {
    self.client = client
    self.server = server
    self.communityID = communityID
  }
}

/// A connection on which WebSocket was asked for or spoken.
public struct ConnectionEvent: Hashable, Sendable {
  /// The two ends, where the input knows them.
  public var ends: ConnectionEnds?
  /// What carries the bytes; `nil` for bytes that were pasted.
  public var transport: Transport?
  /// Where the input begins in the life of the connection.
  public var starts: Start
  /// The complete frames by which the connection was recognised without an opening handshake; `nil` where something
  /// else told what it is.
  public var recognisedFrames: UInt64?
  /// Some of the opening handshake is there, too little to be read.
  public var isHandshakeCut = false

  /// What carries a connection's bytes.
  public enum Transport: String, CaseIterable, Hashable, Sendable {
    case tcp
  }

  /// How much of a connection's beginning is there.
  public enum Start: String, CaseIterable, Hashable, Sendable {
    /// With the opening handshake.
    case handshake
    /// Somewhere behind it.
    case midstream
  }
}

/// An opening handshake, accepted or refused.
public struct HandshakeEvent: Hashable, Sendable {
  /// The version it was judged as; a version that nobody defined is judged as the standard.
  public var version: ProtocolVersion
  /// True where the server switched to the WebSocket protocol; `nil` while no response was seen.
  public var isAccepted: Bool?
  /// The request, where it was seen.
  public var request: HTTPHead?
  /// The response, where it was seen.
  public var response: HTTPHead?
  /// The accept value that the request's key calls for; `nil` where there is no key or the version has none.
  public var expectedAccept: String?
  /// The two keys and the body of a request of hixie-76 or hybi-01 to -03, as far as they were seen.
  public var challenge: Challenge?
  /// The bytes behind the head of the response to such a request: sixteen in a good one.
  public var challengeResponse: [UInt8]?
  /// What gives the wrong answer that was sent, the simplest first; empty where it is right or nothing known gives it.
  public var mistakes: [HandshakeMistake] = []
  /// How the text was read that the handshake was copied from; `nil` where it comes from the wire.
  public var source: HandshakeSource?
}

/// A frame as it was sent.
public struct FrameEvent: Sendable {
  /// Who sent it.
  public var sender: Sender
  /// The frame's number in its connection, both directions counted together, from 1.
  public var frame: UInt64
  /// The number of the packet in which it begins; `nil` where the input has no packets.
  public var packet: UInt64?
  /// Where it begins, in bytes from the start of the sender's stream.
  public var offset: UInt64
  /// The version in force.
  public var version: ProtocolVersion
  /// The header.
  public var header: FrameHeader
  /// The frame's mask in hybi-04; `nil` in every other version.
  public var mask: HashedMask?
  /// The beginning of the unmasked payload.
  public var payload: Excerpt
  /// As much of it as was asked for by ``InspectionOptions/frameContentLimit``; it begins with what is shown.
  public var content: Excerpt
  /// How many payload bytes the input holds; less than the header's claim where it ends early or has a gap.
  public var payloadCaptured: UInt64
  /// True where the input holds the frame to its end.
  public var isWhole: Bool
  /// True behind a border between frames that was lost and had to be searched for.
  public var isInferred: Bool
}

/// A message that is complete, or that came to its end unfinished.
public struct MessageEvent: Sendable {
  /// Who sent it.
  public var sender: Sender
  /// The message's number in its connection, both directions counted together, from 1.
  public var message: UInt64
  /// The version in force.
  public var version: ProtocolVersion
  /// Text, binary, close, ping or pong.
  public var type: FrameType
  /// The number of its first frame.
  public var firstFrame: UInt64
  /// The number of its last frame.
  public var lastFrame: UInt64
  /// How many frames it was sent in.
  public var frames: UInt64
  /// True where permessage-deflate compressed it.
  public var isCompressed: Bool
  /// Its payload bytes on the wire.
  public var wireLength: UInt64
  /// Its bytes after inflation.
  public var length: UInt64
  /// How many of those are not known: they are missing, or were copied out of earlier messages that are.
  public var unknownBytes: UInt64 = 0
  /// The beginning of its bytes.
  public var payload: Excerpt
  /// As many of its bytes as were asked for by ``InspectionOptions/contentLimit``, or more; they begin with what is shown.
  public var content: Excerpt
  /// The SHA-256 of a complete message's bytes, where that was asked for.
  public var sha256: [UInt8]?
  /// True where its bytes are UTF-8, as far as they are known (text only).
  public var isText: Bool
  /// The code of a close message that has one.
  public var closeCode: CloseCode?
  /// The reason of a close message, where it is UTF-8.
  public var closeReason: String?
  /// True where every byte is known and the last fragment was seen.
  public var isComplete: Bool
  /// The frame of the ping that a pong answers.
  public var answers: UInt64?
  /// True behind a border between frames that was lost and had to be searched for.
  public var isInferred: Bool
}

/// A place in the bytes that came along with a batch of events.
public struct Excerpt: Hashable, Sendable {
  /// Where the bytes are in ``EventQueue/bytes``.
  public var range: Range<Int>
  /// True where there are more bytes than are shown.
  public var isTruncated: Bool
  /// Which ranges are the excerpt's own for ``EventQueue/unknownRanges(of:)``; empty where all its bytes are known.
  var unknown = 0..<0
}

extension Excerpt {
  /// The same excerpt in a queue that has so many bytes, and ranges of unknown ones, before its own.
  func moved(by count: Int, unknownBy unknownCount: Int) -> Excerpt {
    var moved = self
    moved.range = (range.lowerBound + count)..<(range.upperBound + count)
    moved.unknown = (unknown.lowerBound + unknownCount)..<(unknown.upperBound + unknownCount)
    return moved
  }
}

extension Event {
  /// The same event in a queue that has so many bytes, and ranges of unknown ones, before its own.
  func moved(by count: Int, unknownBy unknownCount: Int) -> Event {
    var moved = self
    switch kind {
    case .frame(var frame):
      frame.payload = frame.payload.moved(by: count, unknownBy: unknownCount)
      frame.content = frame.content.moved(by: count, unknownBy: unknownCount)
      moved.kind = .frame(frame)
    case .message(var message):
      message.payload = message.payload.moved(by: count, unknownBy: unknownCount)
      message.content = message.content.moved(by: count, unknownBy: unknownCount)
      moved.kind = .message(message)
    case .connection, .handshake, .check, .finding, .hint, .gap, .end: break
    }
    return moved
  }
}

/// A finding with its place.
public struct FindingEvent: Hashable, Sendable {
  /// The finding.
  public var finding: Finding
  /// The number of the packet it was found in; `nil` where the input has no packets.
  public var packet: UInt64?
}

/// A guess with its place; it never counts.
public struct HintEvent: Hashable, Sendable {
  /// The guess.
  public var hint: Hint
  /// Whose bytes it is about.
  public var sender: Sender
  /// The number of the frame it is about; `nil` where there is none.
  public var frame: UInt64?
  /// The number of the packet that frame begins in; `nil` where the input has no packets.
  public var packet: UInt64?
  /// Where in the sender's stream that frame begins, or what is none.
  public var offset: UInt64
}

/// Bytes that the capture does not hold.
public struct GapEvent: Hashable, Sendable {
  /// Whose bytes are missing.
  public var sender: Sender
  /// Where in the sender's stream they are missing.
  public var offset: UInt64
  /// How many are missing.
  public var length: UInt64
  /// Where decoding went on; `nil` where it did not.
  public var resumed: UInt64?
}

/// How a connection ended, and what it was made of.
public struct EndEvent: Hashable, Sendable {
  /// The version in force.
  public var version: ProtocolVersion
  /// Which side ended it: the first of two that sent a Close frame, else the first to end the TCP connection.
  public var closedBy: Sender?
  /// What ended it.
  public var how: How
  /// True where both sides sent a Close frame.
  public var isClean: Bool
  /// The code of the first Close frame, where it has one.
  public var closeCode: CloseCode?
  /// The side whose Close frame has no answer in the input.
  public var unanswered: Sender?
  /// What was counted.
  public var totals: Totals
  /// Nanoseconds from the first to the last packet; `nil` where the input has no clock.
  public var duration: Int64?
  /// How long answered pings of either side waited for their pongs; `nil` where there are none, or no clock.
  public var pingRoundTrip: RoundTripTimes?

  /// How many data messages a side sent in a second, on average; `nil` without a duration.
  public func messageRate(_ side: SideTotals) -> Double? {
    guard let duration, duration > 0 else { return nil }
    return Double(side.dataMessages) / (Double(duration) / 1e9)
  }

  /// What ended a connection.
  public enum How: String, CaseIterable, Hashable, Sendable {
    case closingHandshake = "closing-handshake"
    case fin
    case reset
    case endOfCapture = "end-of-capture"
  }
}

extension FrameEvent {
  /// What the frame is in the version in force: `FF 00` closes nothing in hixie-75.
  public var type: FrameType {
    version == .hixie75 && header.type == .close ? .reserved : header.type
  }
}

extension MessageEvent {
  /// True where the excerpt holds the whole message, every byte of it known.
  public var isWhole: Bool { isComplete && !payload.isTruncated }
  /// True where its content holds the whole message, every byte of it known.
  public var isHeld: Bool { isComplete && !content.isTruncated }
}
