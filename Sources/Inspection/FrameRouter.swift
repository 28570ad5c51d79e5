import WebSocketProtocol

/// Gives the frames of a stream to the side that sent them, also where only the frames themselves can tell which that is.
struct FrameRouter {
  var client: Direction
  var server: Direction
  /// Takes what may be of either side.
  private var anyone: Direction
  /// Finds the frames where each has to be given to the side it speaks of.
  private var decoder: FrameDecoder
  private var border = FrameBorder()
  private let hasMaskBit: Bool
  private var frameOffset: UInt64 = 0

  /// True where the frames lie inside a compressed stream.
  var unwrapsStream: Bool { client.rules.extensions.wrapsStream }

  init(_ terms: ConnectionTerms, limits: InspectionLimits) {
    client = Direction(sender: .client, terms, limits: limits)
    server = Direction(sender: .server, terms, limits: limits)
    anyone = Direction(sender: .unknown, terms, limits: limits)
    decoder = FrameDecoder(Framing(terms.version, sender: .unknown))
    hasMaskBit = terms.version.framing.hasMaskBit && !terms.extensions.wrapsStream
  }

  /// Takes some bytes.
  ///
  /// - Parameter sender: whose they are; `nil` where MASK tells it, or nothing.
  mutating func take(
    _ bytes: Span<UInt8>, from sender: Sender?, at offset: UInt64, _ log: inout ConnectionLog, _ work: inout Workspace
  ) {
    if let sender {
      feed(bytes, sender, at: offset, &log, &work)
    } else if hasMaskBit {
      route(bytes, at: offset, &log, &work)
    } else {
      feed(bytes, .unknown, at: offset, &log, &work)
    }
  }

  /// The stream is over: tells what is unfinished, and the connection's end.
  mutating func end(_ version: ProtocolVersion, _ log: inout ConnectionLog, _ work: inout Workspace) {
    finish(&log, &work)
    log.totals.frames = log.frames
    let ending = Ending(client: client.close, server: server.close, firstFin: nil, reset: nil)
    work.emit(
      .end(
        EndEvent(
          version: version, closedBy: ending.closedBy, how: ending.how, isClean: ending.isClean,
          closeCode: ending.closeCode, unanswered: ending.unanswered, totals: log.totals, duration: nil)),
      &log, time: nil)
  }

  /// The stream is over: tells what is unfinished.
  mutating func finish(_ log: inout ConnectionLog, _ work: inout Workspace) {
    if !border.isKnown { findBorder(isComplete: true, &log, &work) }
    let cut = decoder.partialHeader
    if !cut.isEmpty {
      let sender: Sender = cut.count < 2 ? .unknown : cut[1] & 0x80 != 0 ? .client : .server
      if sender != .unknown { isGuarded = false }
      // One byte does not tell the side; what one of them expects is no mistake of the other.
      anyone.missesBeginning = client.expectsContinuation || server.expectsContinuation
      feed(cut.span, sender, at: frameOffset, &log, &work)
    }
    let origin = Origin()
    client.finish(isClosed: false, origin, peer: &server, &log, &work)
    server.finish(isClosed: false, origin, peer: &client, &log, &work)
    anyone.finish(isClosed: false, origin, peer: &server, &log, &work)
  }

  /// What the two sides are given is known to be frames.
  private var isGuarded: Bool {
    get { client.isGuarded }
    set {
      client.isGuarded = newValue
      server.isGuarded = newValue
    }
  }

  /// Gives each frame to the side its MASK bit speaks of.
  private mutating func route(
    _ bytes: Span<UInt8>, at offset: UInt64, _ log: inout ConnectionLog, _ work: inout Workspace
  ) {
    isGuarded = true
    if border.isKnown {
      read(bytes, at: offset, &log, &work)
    } else {
      border.hold(bytes, Origin())
    }
    if !border.isKnown { findBorder(isComplete: false, &log, &work) }
  }

  private mutating func read(
    _ bytes: Span<UInt8>, at offset: UInt64, _ log: inout ConnectionLog, _ work: inout Workspace
  ) {
    var position = 0
    while true {
      if !decoder.isInsideFrame, decoder.partialHeaderLength == 0 { frameOffset = offset &+ UInt64(position) }
      let step = decoder.step(bytes, &position)
      let sender: Sender = decoder.header.isMasked ? .client : .server
      switch step {
      case .header:
        guard admits(bytes.extracting(droppingFirst: position), sender, &log, &work) else { return }
        // A header is encoded as it was sent; so its bytes need not be kept until its second one tells the side.
        feed(FrameEncoder.encode(decoder.header).span, sender, at: frameOffset, &log, &work)
      case .payload(let range):
        feed(bytes.extracting(range), sender, at: offset &+ UInt64(range.lowerBound), &log, &work)
      case .end:
        break
      case .starved:
        return
      }
    }
  }

  private mutating func admits(
    _ rest: Span<UInt8>, _ sender: Sender, _ log: inout ConnectionLog, _ work: inout Workspace
  ) -> Bool {
    let header = decoder.header
    let isExpected = sender == .client ? client.expectsContinuation : server.expectsContinuation
    let marks = sender == .client ? client.rules.marks(of: header) : server.rules.marks(of: header)
    let advice = border.doubt(
      FrameEncoder.encode(header), at: frameOffset, Origin(), marks: marks,
      isStray: header.type == .continuation && !isExpected, rest: rest, Origin())
    guard let advice else { return true }
    decoder = FrameDecoder(decoder.framing)
    if case .tell(let loss) = advice { tell(loss, &log, &work) }
    return false
  }

  private mutating func findBorder(isComplete: Bool, _ log: inout ConnectionLog, _ work: inout Workspace) {
    let search = BorderSearch(framing: anyone.framing, rules: anyone.rules)
    while !border.isKnown {
      switch border.advise(search, isComplete: isComplete) {
      case .wait: return
      case .tell(let loss): tell(loss, &log, &work)
      case .read:
        let window = border.release()
        if border.hasReturned {
          client.resume(peer: &server, &log, &work)
          server.resume(peer: &client, &log, &work)
        }
        for piece in window.pieces {
          let bytes = window.bytes.span.extracting(piece.range)
          if border.isKnown {
            read(bytes, at: window.offset &+ UInt64(piece.range.lowerBound), &log, &work)
          } else {
            border.hold(bytes, piece.origin)
          }
        }
      }
    }
  }

  private mutating func tell(_ loss: FrameBorder.Loss, _ log: inout ConnectionLog, _ work: inout Workspace) {
    client.noteLoss()
    server.noteLoss()
    work.report(border.finding(loss, from: .unknown, wasMasked: false), &log, at: Origin())
    if let hint = border.hint(loss) {
      anyone.tell(
        hint, at: HintPlace(frame: 0, offset: border.window.offset, origin: Origin()), &log, &work)
    }
  }

  private mutating func feed(
    _ bytes: Span<UInt8>, _ sender: Sender, at offset: UInt64, _ log: inout ConnectionLog, _ work: inout Workspace
  ) {
    switch sender {
    case .client:
      log.totals.client.bytes &+= UInt64(bytes.count)
      client.take(bytes, at: offset, Origin(), peer: &server, &log, &work)
    case .server:
      log.totals.server.bytes &+= UInt64(bytes.count)
      server.take(bytes, at: offset, Origin(), peer: &client, &log, &work)
    case .unknown:
      log.totals.client.bytes &+= UInt64(bytes.count)
      anyone.take(bytes, at: offset, Origin(), peer: &server, &log, &work)
    }
  }
}
