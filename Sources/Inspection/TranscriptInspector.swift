public import WebSocketProtocol

/// Tells what is in opening handshakes that somebody kept or copied, each a connection of its own.
///
/// Where a stream of bytes has to be recognised as WebSocket first, a transcript is one by its purpose: a request that
/// does not even ask for the upgrade is judged too.
public struct TranscriptInspector {
  /// The events that wait to be shown.
  public var queue: EventQueue {
    get { work.queue }
    _modify { yield &work.queue }
  }

  private var work: Workspace

  /// An inspector with nothing to look at yet.
  ///
  /// - Parameter options: what to produce; its version holds whatever the heads say.
  public init(options: InspectionOptions) {
    work = Workspace(options: options)
  }

  /// What was counted so far.
  public var summary: Summary { work.summary }

  /// A message of a connection that an archive keeps whole, without its frames.
  public struct KeptMessage: Hashable, Sendable {
    /// Who sent it.
    public var sender: Sender
    /// The opcode of its first frame (RFC 6455 section 5.2).
    public var opcode: Opcode
    /// Its bytes, inflated.
    public var payload: [UInt8]

    /// A message that an archive keeps.
    public init(sender: Sender, opcode: Opcode, payload: [UInt8]) {
      self.sender = sender
      self.opcode = opcode
      self.payload = payload
    }
  }

  /// Judges a handshake, reads the frames behind its heads, and ends the connection.
  ///
  /// - Parameters:
  ///   - source: how the text was read that the handshake was copied from.
  ///   - clientFrames: what the client sent once the connection was open, where that stands apart from the request.
  ///   - messages: what an archive keeps of the connection.
  public mutating func take(
    _ handshake: Handshake, source: HandshakeSource? = nil, clientFrames: [UInt8] = [], messages: [KeptMessage] = []
  ) {
    var log = ConnectionLog()
    work.summary.connections += 1
    log.number = Int(work.summary.connections)
    log.totals.client.bytes = UInt64(handshake.request.map { $0.head.bytes.count + $0.rest.count } ?? 0)
    log.totals.server.bytes = UInt64(handshake.response.map { $0.head.bytes.count + $0.rest.count } ?? 0)
    work.summary.bytes += log.totals.client.bytes + log.totals.server.bytes
    work.emit(.connection(ConnectionEvent(ends: nil, transport: nil, starts: .handshake)), &log, time: nil)
    let hasAnswer = handshake.isAccepted && handshake.version.hasChallenge && !handshake.lost.contains(.bodies)
    var opening = OpeningHandshake(handshake, hasChallengeResponse: hasAnswer)
    opening.event.source = source
    opening.tell(&log, &work, at: Origin())
    var frames = FrameRouter(opening.terms, limits: work.options.limits)
    let isMisread = opening.checks.contains { $0.findings.contains { [.h7614, .h7623].contains($0.rule) } }
    if handshake.isAccepted, !isMisread, !handshake.lost.contains(.bodies) {
      read(handshake.request, behind: handshake.version.hasChallenge ? 8 : 0, from: .client, &frames, &log)
      if !clientFrames.isEmpty {
        let offset = UInt64(handshake.request.map { $0.head.bytes.count + $0.rest.count } ?? 0)
        frames.take(clientFrames.span, from: .client, at: offset, &log, &work)
      }
      // Behind the response an exchange may go on with the frames of both sides.
      let sender: Sender? = handshake.version.framing.hasMaskBit ? nil : .server
      read(handshake.response, behind: handshake.version.hasChallenge ? 16 : 0, from: sender, &frames, &log)
    }
    for message in messages { tell(message, handshake.version, &log) }
    frames.end(handshake.version, &log, &work)
    work.summary.totals.add(log.totals)
  }

  /// Reads the frames behind a head and what belongs to it.
  private mutating func read(
    _ half: Handshake.Half?, behind count: Int, from sender: Sender?, _ frames: inout FrameRouter,
    _ log: inout ConnectionLog
  ) {
    guard let half, half.rest.count > count else { return }
    let offset = UInt64(half.head.bytes.count + count)
    let bytes = Array(half.rest[count...])
    frames.take(bytes.span, from: sender, at: offset, &log, &work)
  }

  private mutating func tell(_ message: KeptMessage, _ version: ProtocolVersion, _ log: inout ConnectionLog) {
    let type = version.framing.type(of: message.opcode)
    log.messages += 1
    if message.sender == .client { log.totals.client.count(type) } else { log.totals.server.count(type) }
    log.totals.payloadBytes += UInt64(message.payload.count)
    guard work.options.wantsMessages else { return }
    var gathered = Gathering()
    gathered.take(message.payload.span, limit: work.keptOfMessage)
    let body = type == .close ? CloseBody(message.payload[...]) : nil
    let stored = work.queue.store(gathered, shown: work.options.payloadLimit)
    work.emit(
      .message(
        MessageEvent(
          sender: message.sender, message: log.messages, version: version, type: type, firstFrame: 0, lastFrame: 0,
          frames: 0, isCompressed: false, wireLength: UInt64(message.payload.count),
          length: UInt64(message.payload.count),
          payload: stored.shown, content: stored.all,
          sha256: work.options.wantsDigests ? PayloadDigest.sha256(message.payload) : nil,
          isText: type == .text && String(validating: message.payload, as: UTF8.self) != nil,
          closeCode: body?.code, closeReason: body?.reason, isComplete: true, answers: nil, isInferred: false)),
      &log, time: nil)
  }
}
