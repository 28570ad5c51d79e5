public import WebSocketProtocol

/// Tells what is in one stream of bytes that someone pasted or piped: perhaps an opening handshake, then frames.
///
/// Such a stream may hold the bytes of one side or of both. Where nothing tells whose they are, each frame is taken for
/// the side that its MASK bit speaks of; the mask rules are not judged then.
public struct ByteStreamInspector {
  /// The events that wait to be shown.
  public var queue: EventQueue {
    get { work.queue }
    _modify { yield &work.queue }
  }

  /// The version whose frames were met and not read, because their layout is another one.
  public private(set) var unreadVersion: ProtocolVersion?
  /// True where MASK alone told who sent the frames.
  public var isSenderGuessed: Bool { assumedSender == nil && log.frames > 0 }

  /// What the bytes that come next are.
  private enum Phase {
    /// Perhaps a head, perhaps frames.
    case undecided
    case frames
    /// Nothing that is read.
    case passed
  }

  private var work: Workspace
  private var log = ConnectionLog()
  private var phase = Phase.undecided
  private var collector: HTTPHeadCollector
  private var request: HTTPHead?
  private var response: HTTPHead?
  private var toldHandshake = false
  /// How many bytes were taken.
  private var count: UInt64 = 0
  private let explicitSender: Sender?
  /// The side all frames are from, where that is known or follows from the heads.
  private var assumedSender: Sender?
  private var client: Direction
  private var server: Direction
  /// Finds the frames where each has to be given to the side it speaks of.
  private var router = FrameDecoder()
  private var routedFrameOffset: UInt64 = 0

  /// - Parameters:
  ///   - options: what to produce; its version and extensions hold where no handshake tells others.
  ///   - sender: whose bytes these are, where that is known.
  public init(options: InspectionOptions, sender: Sender? = nil) {
    work = Workspace(options: options)
    collector = HTTPHeadCollector(limit: options.limits.headBytes)
    explicitSender = sender
    assumedSender = sender
    log.number = 1
    client = Direction(
      sender: .client, version: options.version, extensions: options.extensions, limits: options.limits)
    server = Direction(
      sender: .server, version: options.version, extensions: options.extensions, limits: options.limits)
  }

  /// What was counted; complete after ``finish()``.
  public var summary: Summary {
    var summary = work.summary
    summary.bytes = count
    summary.totals = log.totals
    return summary
  }

  /// Takes the next bytes of the stream; any chopping of it gives the same events.
  public mutating func take(_ bytes: Span<UInt8>) {
    var position = 0
    while position < bytes.count {
      switch phase {
      case .undecided:
        let progress = collector.take(bytes, from: &position)
        decide(progress, isLast: false)
      case .frames:
        takeFrames(bytes.extracting(droppingFirst: position), at: count &+ UInt64(position))
        position = bytes.count
      case .passed:
        position = bytes.count
      }
    }
    count &+= UInt64(bytes.count)
  }

  /// The stream is over: tells what is unfinished, and the end.
  public mutating func finish() {
    if phase == .undecided { decide(.incomplete, isLast: true) }
    tellBeginning()
    let cut = router.partialHeader
    if !cut.isEmpty {
      let isMasked = cut.count > 1 && cut[1] & 0x80 != 0
      feed(cut.span, isMasked ? .client : .server, at: routedFrameOffset)
    }
    let origin = Origin()
    client.finish(isClosed: false, origin, &log, &work)
    server.finish(isClosed: false, origin, &log, &work)
    log.totals.frames = log.frames
    let ending = Ending(client: client.close, server: server.close, firstFin: nil, reset: nil)
    work.emit(
      .end(
        EndEvent(
          closedBy: ending.closedBy, how: ending.how, isClean: ending.isClean, closeCode: ending.closeCode,
          unanswered: ending.unanswered,
          totals: log.totals, duration: nil)),
      &log, time: nil)
    work.summary.connections = 1
  }

  // MARK: Heads

  /// Decides what the bytes in the collector are, once they can tell.
  private mutating func decide(_ progress: HTTPHeadCollector.Progress, isLast: Bool) {
    let bytes = collector.bytes
    let mayBeRequest = request == nil && response == nil && HTTPStart.isRequest(bytes) != .no
    let mayBeResponse = response == nil && HTTPStart.isResponse(bytes) != .no
    if mayBeRequest || mayBeResponse {
      if progress == .incomplete, !isLast { return }
      let head = HTTPHead(bytes)
      let isHead = head.method != nil || head.status != nil
      if progress == .tooLong, isHead || !bytes.contains(UInt8(ascii: "\n")) {
        passLongHead(from: mayBeRequest ? .client : .server)
        return
      }
      if isHead {
        take(head)
        return
      }
    }
    // No head: the bytes are frames from the first of them on.
    collector = HTTPHeadCollector(limit: collector.limit)
    beginFrames()
    if phase == .frames { takeFrames(bytes.span, at: headBytes) }
  }

  /// A head is longer than the limit: what follows it cannot be found.
  private mutating func passLongHead(from sender: Sender) {
    tellBeginning()
    work.report(
      Finding(
        .lim03, "an HTTP head of more than \(collector.limit) bytes; the rest of the stream is not read",
        sender: sender),
      &log, at: Origin())
    collector = HTTPHeadCollector(limit: collector.limit)
    phase = .passed
  }

  /// The bytes of the heads that were read.
  private var headBytes: UInt64 { UInt64(request?.bytes.count ?? 0) + UInt64(response?.bytes.count ?? 0) }

  private mutating func take(_ head: HTTPHead) {
    _ = collector.finish()
    if head.method != nil {
      request = head
      log.totals.client.bytes &+= UInt64(head.bytes.count)
    } else {
      response = head
      log.totals.server.bytes &+= UInt64(head.bytes.count)
      beginFrames()
    }
  }

  /// What follows is frames, if the handshake says so.
  private mutating func beginFrames() {
    phase = .frames
    tellBeginning()
    guard toldHandshake else { return }
    let opening = OpeningHandshake(request: request, response: response)
    if response != nil, opening.event.isAccepted != true {
      phase = .passed
      return
    }
    let version = opening.event.version ?? work.options.version
    guard version.framing == .payloadMask else {
      unreadVersion = version
      phase = .passed
      return
    }
    if explicitSender == nil, response == nil { assumedSender = .client }
    let extensions = response == nil ? work.options.extensions : opening.extensions
    let limits = work.options.limits
    client = Direction(sender: .client, version: version, extensions: extensions, limits: limits)
    server = Direction(sender: .server, version: version, extensions: extensions, limits: limits)
  }

  /// Tells the connection and its handshake, once.
  private mutating func tellBeginning() {
    guard log.sequence == 0 else { return }
    let hasHandshake = request != nil || response != nil
    let starts: ConnectionEvent.Start = hasHandshake ? .handshake : .midstream
    work.emit(.connection(ConnectionEvent(ends: nil, transport: nil, starts: starts)), &log, time: nil)
    guard hasHandshake else { return }
    toldHandshake = true
    let opening = OpeningHandshake(request: request, response: response)
    work.emit(.handshake(opening.event), &log, time: nil)
    for finding in opening.findings { work.report(finding, &log, at: Origin()) }
  }

  // MARK: Frames

  private mutating func takeFrames(_ bytes: Span<UInt8>, at offset: UInt64) {
    guard let assumedSender else {
      route(bytes, at: offset)
      return
    }
    feed(bytes, assumedSender, at: offset)
  }

  /// Gives each frame to the side its MASK bit speaks of.
  private mutating func route(_ bytes: Span<UInt8>, at offset: UInt64) {
    var position = 0
    while !client.isLost, !server.isLost {
      if !router.isInsideFrame, router.partialHeaderLength == 0 {
        routedFrameOffset = offset &+ UInt64(position)
      }
      let step = router.step(bytes, &position)
      let sender: Sender = router.header.isMasked ? .client : .server
      switch step {
      case .header:
        // A header is encoded as it was sent; so its bytes need not be kept until its second one tells the side.
        feed(FrameEncoder.encode(router.header).span, sender, at: routedFrameOffset)
      case .payload(let range):
        feed(bytes.extracting(range), sender, at: offset &+ UInt64(range.lowerBound))
      case .end:
        break
      case .starved:
        return
      }
    }
  }

  private mutating func feed(_ bytes: Span<UInt8>, _ sender: Sender, at offset: UInt64) {
    if sender == .client {
      log.totals.client.bytes &+= UInt64(bytes.count)
      client.take(bytes, at: offset, Origin(), peer: &server, &log, &work)
    } else {
      log.totals.server.bytes &+= UInt64(bytes.count)
      server.take(bytes, at: offset, Origin(), peer: &client, &log, &work)
    }
  }
}
