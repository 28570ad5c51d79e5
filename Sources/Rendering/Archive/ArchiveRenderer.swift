public import Inspection
internal import WebSocketProtocol

/// Writes connections as an HTTP archive (HAR 1.2) as Chromium's developer tools write it: an entry for each opening
/// handshake, with its messages in `_webSocketMessages`.
///
/// An entry has to be in one piece, and connections overlap. The earliest connection that is still open goes straight
/// into the output; what later ones say waits until its turn comes. So a capture of any length with one connection
/// costs no memory, and one with many costs what waits, up to ``limit``. What does not fit is left out and counted.
public struct ArchiveRenderer: EventRenderer, Sendable {
  /// The bytes that may wait for an earlier connection to end: 256 MiB.
  public static let limit = 256 << 20

  /// A connection whose entry is not complete.
  private struct Open {
    var entry: ArchiveEntryWriter
    /// What was written of it while an earlier connection was open.
    var waiting: [UInt8] = []
    /// Messages that did not fit.
    var omitted: UInt64 = 0
    var isOver = false
    /// A part of it is in the output.
    var isWritten = false
  }

  private let version: String
  private let redacts: Bool
  private let limit: Int
  private var hasBegun = false
  private var hasEntries = false
  /// The connections of the input that have not been written to their end, by their numbers.
  private var open: [Int: Open] = [:]
  /// Their numbers, in order; the first goes straight into the output.
  private var order: [Int] = []
  private var nextInOrder = 0
  private var waitingBytes = 0
  private var omittedConnections: UInt64 = 0
  private var omittedMessages: UInt64 = 0
  private var line = OutputBuffer()

  /// - Parameters:
  ///   - version: the version of the program, which the archive names as its creator.
  ///   - redacts: secrets and payloads are replaced by their lengths.
  ///   - limit: the bytes that may wait.
  public init(version: String, redacts: Bool = false, limit: Int = ArchiveRenderer.limit) {
    self.version = version
    self.redacts = redacts
    self.limit = limit
  }

  /// What was left out because too much waited, in words; `nil` where everything is there.
  public var loss: String? {
    guard omittedMessages > 0 || omittedConnections > 0 else { return nil }
    let messages = Columns.count(omittedMessages, "message")
    let connections = Columns.count(omittedConnections, "connection")
    return "\(messages) and \(connections) left out: \(limit) bytes waited for earlier connections to end"
  }

  /// An input begins; all of them go into one archive.
  public mutating func begin(_ capture: String, into output: inout OutputBuffer) {
    guard !hasBegun else { return }
    hasBegun = true
    output.write(#"{"log":{"version":"1.2","creator":{"name":"wslens","version":"#)
    output.write(json: version.utf8)
    output.write(#"},"pages":[],"entries":["#)
  }

  /// Takes what archives have a place for: handshakes, and text and binary messages.
  public mutating func render(_ queue: EventQueue, into output: inout OutputBuffer) {
    for event in queue.events where event.connection > 0 {
      switch event.kind {
      case .connection(let connection): begin(connection, event)
      case .handshake(let handshake): write(handshake, event, &output)
      case .message(let message) where message.type == .text || message.type == .binary:
        write(message, event, queue, &output)
      case .end: finish(event.connection, event.time, &output)
      case .check, .frame, .message, .finding, .hint, .gap: break
      }
    }
  }

  /// Writes what still waits; an archive has no place for counts.
  public mutating func end(_ summary: Summary, into output: inout OutputBuffer) {
    for number in order[nextInOrder...] { finish(number, nil, &output) }
    order = []
    nextInOrder = 0
  }

  /// An archive has no place for trouble with an input; the program tells it elsewhere.
  public mutating func fail(_ message: String, offset: UInt64?, status: Int32, into output: inout OutputBuffer) {}

  /// Closes the archive.
  public mutating func conclude(_ summary: Summary, inputs: Int, into output: inout OutputBuffer) {
    begin("", into: &output)
    output.write(hasEntries ? "\n]" : "]")
    if let loss {
      output.write(#","comment":"#)
      output.write(json: loss.utf8)
    }
    output.write("}}\n")
  }

  private mutating func begin(_ connection: ConnectionEvent, _ event: Event) {
    guard waitingBytes < limit else {
      omittedConnections += 1
      return
    }
    open[event.connection] = Open(entry: ArchiveEntryWriter(connection, startedAt: event.time, redacts: redacts))
    order.append(event.connection)
  }

  private mutating func write(_ handshake: HandshakeEvent, _ event: Event, _ output: inout OutputBuffer) {
    line.removeAll()
    open[event.connection]?.entry.write(handshake, at: event.time, into: &line)
    pass(of: event.connection, &output)
  }

  private mutating func write(
    _ message: MessageEvent, _ event: Event, _ queue: EventQueue, _ output: inout OutputBuffer
  ) {
    guard open[event.connection] != nil else { return }
    guard isFirst(event.connection) || waitingBytes < limit else {
      omittedMessages += 1
      open[event.connection]?.omitted += 1
      return
    }
    line.removeAll()
    let payload = PartlyKnownBytes(
      queue.bytes[message.payload.range], unknownRanges: queue.unknownRanges(of: message.payload))
    open[event.connection]?.entry.write(message, payload, at: event.time, into: &line)
    pass(of: event.connection, &output)
  }

  /// A connection is over: closes its entry, and lets those go that waited for it.
  private mutating func finish(_ number: Int, _ time: Int64?, _ output: inout OutputBuffer) {
    guard let ending = open[number], !ending.isOver else { return }
    line.removeAll()
    open[number]?.entry.finish(at: time, omitted: ending.omitted, into: &line)
    open[number]?.isOver = true
    pass(of: number, &output)
    while nextInOrder < order.count, open[order[nextInOrder]]?.isOver == true {
      open[order[nextInOrder]] = nil
      nextInOrder += 1
      guard nextInOrder < order.count, let waiting = open[order[nextInOrder]]?.waiting else { break }
      open[order[nextInOrder]]?.waiting = []
      waitingBytes -= waiting.count
      write(waiting, of: order[nextInOrder], &output)
    }
    if nextInOrder > 1024 {
      order.removeFirst(nextInOrder)
      nextInOrder = 0
    }
  }

  private func isFirst(_ number: Int) -> Bool { nextInOrder < order.count && order[nextInOrder] == number }

  /// Passes on what was made of a connection: into the output, or to what waits.
  private mutating func pass(of number: Int, _ output: inout OutputBuffer) {
    if isFirst(number) {
      write(line.bytes, of: number, &output)
    } else {
      open[number]?.waiting += line.bytes
      waitingBytes += line.bytes.count
    }
  }

  private mutating func write(_ bytes: [UInt8], of number: Int, _ output: inout OutputBuffer) {
    guard !bytes.isEmpty else { return }
    if open[number]?.isWritten == false {
      open[number]?.isWritten = true
      output.write(hasEntries ? ",\n" : "\n")
      hasEntries = true
    }
    output.write(contentsOf: bytes)
  }
}
