public import WebSocketProtocol

/// What was counted on one connection or on all of them.
public struct Totals: Hashable, Sendable {
  /// Frames of all kinds, both directions.
  public var frames: UInt64 = 0
  /// What the client sent.
  public var client = SideTotals()
  /// What the server sent.
  public var server = SideTotals()
  /// Application bytes after inflation, control frames included.
  public var payloadBytes: UInt64 = 0
  /// Findings of severity error.
  public var errors: UInt64 = 0
  /// Findings of severity warning.
  public var warnings: UInt64 = 0
  /// Findings of severity note.
  public var notes: UInt64 = 0

  /// Nothing counted yet.
  public init() {}

  /// Data messages: text and binary, a fragmented one once.
  public var messages: UInt64 { client.dataMessages + server.dataMessages }

  /// Adds what was counted elsewhere.
  public mutating func add(_ other: Totals) {
    frames += other.frames
    client.add(other.client)
    server.add(other.server)
    payloadBytes += other.payloadBytes
    errors += other.errors
    warnings += other.warnings
    notes += other.notes
  }

  /// Counts a finding; hints never count.
  public mutating func count(_ severity: Severity) {
    switch severity {
    case .error: errors += 1
    case .warning: warnings += 1
    case .note: notes += 1
    case .hint: break
    }
  }
}

/// What one side sent.
public struct SideTotals: Hashable, Sendable {
  /// Bytes of the stream, heads and frame headers included.
  public var bytes: UInt64 = 0
  /// Text messages.
  public var text: UInt64 = 0
  /// Binary messages.
  public var binary: UInt64 = 0
  /// Pings.
  public var ping: UInt64 = 0
  /// Pongs.
  public var pong: UInt64 = 0
  /// Close frames.
  public var close: UInt64 = 0
  /// Messages of more than one frame.
  public var fragmented: UInt64 = 0
  /// Messages that permessage-deflate compressed.
  public var compressed: UInt64 = 0

  /// Nothing counted yet.
  public init() {}

  /// Data messages: text and binary.
  public var dataMessages: UInt64 { text + binary }
  /// All messages, control messages included.
  public var messages: UInt64 { text + binary + ping + pong + close }

  mutating func add(_ other: SideTotals) {
    bytes += other.bytes
    text += other.text
    binary += other.binary
    ping += other.ping
    pong += other.pong
    close += other.close
    fragmented += other.fragmented
    compressed += other.compressed
  }

  @inline(__always)
  mutating func count(_ type: FrameType) {
    switch type {
    case .text: text += 1
    case .binary: binary += 1
    case .ping: ping += 1
    case .pong: pong += 1
    case .close: close += 1
    case .continuation, .reserved: break
    }
  }
}

/// What an input held, over all its connections.
public struct Summary: Hashable, Sendable {
  /// Records of the capture.
  public var packets: UInt64 = 0
  /// Bytes of the input.
  public var bytes: UInt64 = 0
  /// Connections on which WebSocket was asked for, refused ones too.
  public var connections: UInt64 = 0
  /// Every other connection.
  public var otherConnections: UInt64 = 0
  /// What was counted on the WebSocket connections.
  public var totals = Totals()

  /// Nothing counted yet.
  public init() {}

  /// Adds another input's summary.
  public mutating func add(_ other: Summary) {
    packets += other.packets
    bytes += other.bytes
    connections += other.connections
    otherConnections += other.otherConnections
    totals.add(other.totals)
  }
}
