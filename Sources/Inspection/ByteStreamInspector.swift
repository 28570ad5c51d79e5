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

  /// Why a version was assumed that nothing tells for certain.
  public enum Assumption: Hashable, Sendable {
    /// The response's request is missing, and several versions answer like this.
    case response
    /// There is no handshake, or not its request, and the frames fit.
    case frames
    /// There is no handshake, and the standard is what is usual.
    case habit
  }

  /// The version that the frames were read as.
  public private(set) var version = ProtocolVersion.rfc6455
  /// Why that version; `nil` where a request or an option tells it.
  public private(set) var assumption: Assumption?
  /// The side whose frames they were found to be, where only their form tells it.
  public private(set) var guessedSender: Sender?
  /// True where the frames lie inside a compressed stream, so that their offsets are places in what it inflates to.
  public var unwrapsStream: Bool { sides.unwrapsStream }
  /// True where the bytes begin with an opening handshake, or half of one.
  public var hasHandshake: Bool { toldHandshake }
  /// True where MASK alone told who sent the frames.
  public var isSenderGuessed: Bool {
    (assumedSender == nil || isSenderByMask) && version.framing.hasMaskBit && log.frames > 0
  }
  /// All frames have the same MASK bit, and are taken for one side's.
  private var isSenderByMask = false

  /// What the bytes that come next are.
  private enum Phase {
    /// Perhaps a head, perhaps frames.
    case undecided
    /// What follows the head of a request or a response and belongs to it.
    case challenge
    /// Frames of a version that they themselves have to tell.
    case guessing
    case frames
    /// Nothing that is read.
    case passed
  }

  private var work: Workspace
  private var log = ConnectionLog()
  private var phase = Phase.undecided
  private var collector: HTTPHeadCollector
  private var request: UpgradeRequest?
  private var response: UpgradeResponse?
  private var toldHandshake = false
  /// What preceded the request.
  private var preambles: [String] = []
  /// What the handshake was found to be, once it has been told.
  private var opening: OpeningHandshake?
  /// Where the stream begins in the input.
  private let start: UInt64
  /// Where the bytes end that were taken.
  private var count: UInt64
  /// Where the heads among them end.
  private var headBytes: UInt64
  /// The frames that wait until their version, or their sender, is known.
  private var waiting: [UInt8] = []
  /// What is known of them.
  private var waitingTerms = ConnectionTerms(version: .rfc6455)
  /// No handshake and no option tells their version.
  private var guessesVersion = false
  private let explicitSender: Sender?
  /// The side all frames are from, where that is known or follows from the heads.
  private var assumedSender: Sender?
  private var sides: FrameRouter

  /// - Parameters:
  ///   - options: what to produce; its version and extensions hold where no handshake tells others.
  ///   - sender: whose bytes these are, where that is known.
  ///   - start: the offset of the first byte, where it is not the first of the input.
  public init(options: InspectionOptions, sender: Sender? = nil, startingAt start: UInt64 = 0) {
    self.start = start
    count = start
    headBytes = start
    work = Workspace(options: options)
    collector = HTTPHeadCollector(limit: options.limits.headBytes)
    explicitSender = sender
    assumedSender = sender
    log.number = 1
    sides = FrameRouter(ConnectionTerms(version: .rfc6455), limits: options.limits)
  }

  /// What was counted; complete after ``finish()``.
  public var summary: Summary {
    var summary = work.summary
    summary.bytes = count &- start
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
      case .challenge:
        let start = position
        takeChallenge(bytes, &position)
        headBytes &+= UInt64(position - start)
      case .guessing:
        let rest = bytes.extracting(droppingFirst: position)
        unsafe rest.withUnsafeBufferPointer { unsafe waiting.append(contentsOf: $0) }
        position = bytes.count
        guessIfPossible()
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
    if phase == .challenge { beginFrames() }
    if phase == .guessing { guess() }
    tellBeginning()
    sides.end(version, &log, &work)
    work.summary.connections = 1
  }

  // MARK: Heads

  /// Decides what the bytes in the collector are, once they can tell.
  private mutating func decide(_ progress: HTTPHeadCollector.Progress, isLast: Bool) {
    guard !passesPreamble(isLast: isLast) else { return }
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
    switch phase {
    case .guessing:
      waiting = bytes
      guessIfPossible()
    case .frames: takeFrames(bytes.span, at: headBytes)
    case .undecided, .challenge, .passed: break
    }
  }

  /// Passes over a PROXY protocol header before the request; true where there is one, or more bytes have to tell.
  private mutating func passesPreamble(isLast: Bool) -> Bool {
    guard request == nil, response == nil, let first = collector.bytes.first, Preamble.mayBegin(with: first),
      explicitSender != .server
    else { return false }
    switch ProxyHeader.read(collector.bytes) {
    case .none: return false
    case .undecided: return !isLast
    case .found(let length, _, let note):
      preambles.append(note)
      headBytes &+= UInt64(length)
      log.totals.client.bytes &+= UInt64(length)
      let rest = Array(collector.bytes.dropFirst(length))
      collector = HTTPHeadCollector(limit: collector.limit)
      guard !rest.isEmpty else { return true }
      var position = 0
      decide(collector.take(rest.span, from: &position), isLast: isLast)
      return true
    }
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

  private mutating func take(_ head: HTTPHead) {
    _ = collector.finish()
    let start = headBytes
    headBytes &+= UInt64(head.bytes.count)
    if head.method != nil {
      log.totals.client.bytes &+= UInt64(head.bytes.count)
      var request = UpgradeRequest(head)
      request.offset = start
      self.request = request
      if request.isIncomplete { phase = .challenge }
    } else {
      log.totals.server.bytes &+= UInt64(head.bytes.count)
      let version = request.map(\.version) ?? ProtocolVersion.accepted(by: head)
      var response = UpgradeResponse(head, version: version)
      response.offset = start
      self.response = response
      if response.isIncomplete { phase = .challenge } else { beginFrames() }
    }
  }

  /// Takes the eight bytes of a challenge, or the sixteen of its answer.
  private mutating func takeChallenge(_ bytes: Span<UInt8>, _ position: inout Int) {
    let start = position
    if response != nil {
      response?.take(bytes, &position)
      log.totals.server.bytes &+= UInt64(position - start)
      if response?.isIncomplete != true { beginFrames() }
    } else {
      request?.take(bytes, &position)
      log.totals.client.bytes &+= UInt64(position - start)
      if request?.isIncomplete != true { phase = .undecided }
    }
  }

  /// What follows is frames, if the handshake says so.
  private mutating func beginFrames() {
    tellBeginning()
    let options = work.options
    guard toldHandshake else {
      beginWithoutHandshake()
      return
    }
    let opening = opening ?? OpeningHandshake(request: request, response: response, version: options.version)
    guard response == nil || opening.event.isAccepted == true else {
      phase = .passed
      return
    }
    if opening.isVersionAssumed { assumption = .response }
    // The versions that answer like this differ in their frames.
    guessesVersion = request == nil && options.version == nil && opening.terms.version != .hybi04
    if explicitSender == nil, response == nil { assumedSender = .client }
    var terms = opening.terms
    if response == nil { terms.extensions = options.extensions }
    terms.connectionKey = terms.connectionKey ?? options.connectionKey
    begin(terms)
  }

  /// The frames begin, or wait until they tell what they are.
  private mutating func begin(_ terms: ConnectionTerms) {
    // Compressed bytes tell nothing of the frames in them.
    let needsSender = assumedSender == nil && (terms.version.framing.masksWholeFrames || isBare(terms))
    let needsGuess = guessesVersion || needsSender
    guard needsGuess, !terms.extensions.wrapsStream else {
      read(terms)
      return
    }
    waitingTerms = terms
    phase = .guessing
  }

  /// True for frames without a handshake whose MASK bits speak of their side.
  private func isBare(_ terms: ConnectionTerms) -> Bool { !toldHandshake && terms.version.framing.hasMaskBit }

  private mutating func beginWithoutHandshake() {
    let options = work.options
    let terms = ConnectionTerms(
      version: options.version ?? .rfc6455, extensions: options.extensions, connectionKey: options.connectionKey,
      isMidstream: true)
    if options.version == nil {
      assumption = .habit
      guessesVersion = true
    }
    begin(terms)
  }

  /// Guesses where more bytes would not change it, or where too many wait.
  private mutating func guessIfPossible() {
    let isEasy =
      (explicitSender != nil || response != nil) && (waiting.first.map { !FramingGuess.isWorthTrying($0) } ?? false)
    if isEasy || waiting.count > work.options.limits.heldBytes { guess() }
  }

  private mutating func read(_ terms: ConnectionTerms) {
    version = terms.version
    sides = FrameRouter(terms, limits: work.options.limits)
    phase = .frames
  }

  /// Finds out by the frames that wait what version they are of, or which side sent them.
  private mutating func guess() {
    var terms = waitingTerms
    // As many bytes as may wait have to tell it, however many more came in the same piece.
    let sample = Array(waiting.prefix(work.options.limits.heldBytes))
    if guessesVersion,
      let guess = FramingGuess.version(
        of: sample, answeredLike: response == nil ? nil : terms.version, isComplete: sample.count == waiting.count),
      explicitSender == nil || guess.sender == .unknown || guess.sender == explicitSender
    {
      if response == nil || guess.version != terms.version { assumption = .frames }
      terms.version = guess.version
      if explicitSender == nil, guess.sender != .unknown { guessedSender = guess.sender }
    } else if explicitSender == nil, terms.version.framing.masksWholeFrames {
      guessedSender = FramingGuess.sender(of: sample, terms.version, connectionKey: terms.connectionKey)
    }
    assumedSender = assumedSender ?? guessedSender
    if assumedSender == nil, isBare(terms) {
      assumedSender = FramingGuess.sender(byMaskOf: sample, terms.extensions)
      isSenderByMask = assumedSender != nil
    }
    read(terms)
    let frames = waiting
    waiting = []
    takeFrames(frames.span, at: headBytes)
  }

  /// Tells the connection and its handshake, once.
  private mutating func tellBeginning() {
    guard log.sequence == 0 else { return }
    let hasHandshake = request != nil || response != nil
    let starts: ConnectionEvent.Start = hasHandshake ? .handshake : .midstream
    work.emit(.connection(ConnectionEvent(ends: nil, transport: nil, starts: starts)), &log, time: nil)
    for note in preambles {
      work.report(Finding(.cap04, "before the request came \(note)", sender: .client), &log, at: Origin())
    }
    guard hasHandshake else { return }
    toldHandshake = true
    var opening = OpeningHandshake(request: request, response: response, version: work.options.version)
    opening.tell(&log, &work, at: Origin())
    self.opening = opening
  }

  // MARK: Frames

  private mutating func takeFrames(_ bytes: Span<UInt8>, at offset: UInt64) {
    sides.take(bytes, from: assumedSender, at: offset, &log, &work)
  }
}
