internal import Inflation
import WebSocketProtocol

/// What one side of a connection sends once it is open: its frames, the messages they form, and how they are judged.
struct Direction {
  /// Judges the headers; knows whose they are and which extensions are in force.
  var rules: FrameRules
  let version: ProtocolVersion
  let framing: Framing
  var decoder: FrameDecoder
  /// Guards the border between frames.
  var border = FrameBorder()
  var assembler = MessageAssembler()
  var maskingKeys = MaskingKeyRules()
  /// The pings of this side that wait for an answer.
  var pings = PingLedger()
  /// A ping of this side, or an answer to one, is not known, because the input does not hold all of it.
  var hasUnknownPings = false
  /// What RSV1 marks; `nil` where nothing is compressed.
  private(set) var compression: CompressionScope?
  private(set) var inflater: MessageInflater?
  /// Takes the compression off the whole stream, where frames lie inside one (`deflate-stream`).
  var unwrapper: StreamUnwrapper?
  /// The stream holds nothing but frames that can be read.
  private let isDirect: Bool
  /// Whole messages may take the short road.
  private(set) var isPlain: Bool
  /// Somebody else decides what is a frame, and hands over nothing else.
  var isGuarded = false

  /// Some of the stream was not read: its border was lost, or it cannot be read at all.
  var hasLost = false
  /// What is read lies behind a border that was searched for.
  var isInferred = false
  /// The beginning of a message may lie where the border was lost, so that a continuation is none of nothing.
  var missesBeginning = false
  /// What the other side sends is seen in its place between what this one does.
  let seesBothSides: Bool
  /// Compressed messages may lie where nothing was read, and that has not been told.
  var missesHistory: Bool
  /// Missing bytes of which it is not known yet where frames begin again behind them.
  var untoldGap: UntoldGap?
  /// The side's first Close frame.
  var close: SentClose?
  /// The side has sent something behind its close, and that has been told once.
  var reportedAfterClose = false
  /// This side broke a rule for which its peer has to fail the connection.
  var brokeProtocol = false
  /// Data frames this side sent after its peer did so.
  var framesAfterFailure = 0
  /// The second of them, since one may have been on its way.
  var frameAfterFailure: (frame: UInt64, offset: UInt64) = (0, 0)
  /// Control frames since the last data frame.
  var controlFramesInRow: UInt64 = 0
  /// Frames in a row whose header has a mark of what is none.
  var oddFramesInRow = 0

  // MARK: The current frame

  var frame: UInt64 = 0
  var frameOffset: UInt64 = 0
  var frameOrigin = Origin()
  var role = FrameRole.stray
  var framePayload = Gathering()
  /// Payload bytes of the frame that a gap swallowed.
  var frameGap: UInt64 = 0
  /// Findings that are told behind the frame they belong to, and the guesses that come with them.
  var pending: [PendingFinding] = []
  var hints: [Hint] = []
  /// What is kept for such guesses.
  var clues = Clues()

  // MARK: The current message

  var messagePayload = Gathering()
  /// Sums up payloads, where that was asked for.
  var digest: PayloadDigest?
  /// Where the latest of its frames begins.
  var messageFrameOffset: UInt64 = 0
  var messageState = MessageState()
  /// An uncompressed message in a compressed session has been remarked on.
  var remarkedUncompressed = false
  /// The current frame's payload has to be inflated.
  var frameIsCompressed = false

  // MARK: Compression that nobody has seen agreed on

  /// What a frame with RSV1 means; `nil` once there is one, and where it is known.
  ///
  /// At the end, because what every frame needs lies closer together then.
  private var assumed: ExtensionAgreement?
  /// RSV1 tells that there is compression.
  private var isCompressionAssumed = false

  /// A Close frame that was sent.
  struct SentClose {
    var frame: UInt64
    var code: CloseCode?
    var time: Int64?
  }

  /// What is done with a frame's payload.
  enum FrameRole {
    /// Part of a text or binary message.
    case data
    /// A ping, pong or close.
    case control
    /// A continuation of nothing, or a reserved opcode: shown, and otherwise passed over.
    case stray
  }

  /// What went wrong with the current message.
  struct MessageState {
    /// Bytes are missing, or could not be inflated.
    var isBroken = false
    /// A reserved bit that nothing defines may have changed what the payload means.
    var hasUnknownBits = false
    var reportedText = false
    var reportedSize = false
    var reportedFragments = false
  }

  struct PendingFinding {
    var finding: Finding
    var origin: Origin
  }

  init(sender: Sender, _ terms: ConnectionTerms, limits: InspectionLimits) {
    version = terms.version
    framing = Framing(terms.version, sender: sender, connectionKey: terms.connectionKey)
    decoder = FrameDecoder(framing)
    rules = FrameRules(
      sender: sender, version: terms.version, extensions: terms.extensions, maximumFrameLength: limits.messageBytes)
    let agreed = terms.extensions.compression(of: sender)
    compression = agreed?.scope
    inflater = agreed.map {
      MessageInflater(
        windowBits: $0.windowBits, contextTakeover: $0.keepsContext, missesHistory: terms.isMidstream,
        limits: .init(maximumMessageBytes: limits.messageBytes))
    }
    unwrapper = terms.extensions.wrapsStream ? StreamUnwrapper() : nil
    isDirect = unwrapper == nil && framing.isReadable
    isPlain = framing.generation == .payloadMask && agreed == nil
    missesHistory = terms.isMidstream
    isCompressionAssumed = agreed != nil && terms.assumed != nil
    assumed = agreed == nil ? terms.assumed : nil
    seesBothSides = terms.hasBothSides
  }

  var sender: Sender { rules.sender }

  /// The rules by which a frame may begin: RSV1 is allowed where nobody has seen what was agreed on.
  var tolerantRules: FrameRules {
    guard var assumed else { return rules }
    // Where nothing was offered it is wrong, and a frame all the same.
    if assumed.definedReservedBits.isEmpty { assumed.permessageDeflate = PermessageDeflate() }
    var rules = rules
    rules.extensions = assumed
    return rules
  }

  /// Takes RSV1 for what may have been agreed on, where a data frame has it.
  ///
  /// - Returns: true where it has; the header may still be odd.
  mutating func assumeCompression(by header: FrameHeader, _ limits: InspectionLimits) -> Bool {
    guard let assumed, let agreed = assumed.compression(of: sender), header.reservedBits == .rsv1,
      header.type == .text || header.type == .binary, tolerantRules.marks(of: header).isEmpty
    else { return false }
    rules.extensions = assumed
    compression = agreed.scope
    inflater = MessageInflater(
      windowBits: agreed.windowBits, contextTakeover: agreed.keepsContext, missesHistory: true,
      limits: .init(maximumMessageBytes: limits.messageBytes))
    isPlain = false
    missesHistory = true
    isCompressionAssumed = true
    self.assumed = nil
    return true
  }

  /// Takes the next bytes of this side's stream.
  ///
  /// - Parameters:
  ///   - offset: where in the stream they begin.
  ///   - peer: the other side, whose pings this one answers.
  mutating func take(
    _ bytes: Span<UInt8>, at offset: UInt64, _ origin: Origin, peer: inout Direction, _ log: inout ConnectionLog,
    _ work: inout Workspace
  ) {
    if isDirect, border.isKnown {
      var position = 0
      // Nearly all there is are whole messages, one after the other.
      if !decoder.isInsideFrame, decoder.partialHeaderLength == 0, clues.spoiled == nil {
        while position < bytes.count,
          takeWholeMessage(bytes, &position, peerBrokeProtocol: peer.brokeProtocol, &log, &work)
        {}
        if position == bytes.count { return }
      }
      read(
        bytes.extracting(droppingFirst: position), at: offset &+ UInt64(position), origin, peer: &peer, &log, &work)
      if border.isKnown { return }
      findBorder(isComplete: false, peer: &peer, &log, &work)
    } else if unwrapper != nil {
      unwrap(bytes, at: offset, origin, peer: &peer, &log, &work)
    } else {
      takeFrames(bytes, at: offset, origin, peer: &peer, &log, &work)
    }
  }

  /// Takes bytes in which frame follows frame, or should.
  mutating func takeFrames(
    _ bytes: Span<UInt8>, at offset: UInt64, _ origin: Origin, peer: inout Direction, _ log: inout ConnectionLog,
    _ work: inout Workspace
  ) {
    guard framing.isReadable else {
      refuse(at: offset, origin, &log, &work)
      return
    }
    if border.isKnown {
      read(bytes, at: offset, origin, peer: &peer, &log, &work)
    } else {
      noteFollowing(bytes, at: offset)
      border.hold(bytes, origin)
    }
    findBorder(isComplete: false, peer: &peer, &log, &work)
  }

  /// Reads frames for as long as the bytes look like frames; what does not goes into the window of ``border``.
  mutating func read(
    _ bytes: Span<UInt8>, at offset: UInt64, _ origin: Origin, peer: inout Direction, _ log: inout ConnectionLog,
    _ work: inout Workspace
  ) {
    if clues.spoiled != nil { noteFollowing(bytes, at: offset) }
    var position = 0
    while true {
      if !decoder.isInsideFrame, decoder.partialHeaderLength == 0, position < bytes.count {
        if takeWholeMessage(bytes, &position, peerBrokeProtocol: peer.brokeProtocol, &log, &work) {
          if position == bytes.count { return }
          continue
        }
        frameOffset = offset &+ UInt64(position)
        frameOrigin = origin
        if clues.spoiled != nil { judgeSpoiledText(before: frameOffset, &log, &work) }
      }
      switch decoder.step(bytes, &position) {
      case .header:
        guard
          rules.isOrdinary(decoder.header, isMessageOpen: assembler.isMessageOpen)
            || admits(bytes.extracting(droppingFirst: position), origin, &log, &work)
        else { return }
        beginFrame(peer: &peer, &log, &work)
      case .payload(let range):
        let start = decoder.payloadSeen - UInt64(range.count)
        takePayload(
          bytes.extracting(range), at: start, streamOffset: offset &+ UInt64(range.lowerBound), origin, &work)
      case .end:
        endFrame(origin, peer: &peer, &log, &work)
        if clues.spoiled != nil { noteFollowing(bytes, at: offset) }
      case .starved:
        if frameOffset >= offset, origin.packet != nil { clues.firstPieceEnd = offset &+ UInt64(bytes.count) }
        return
      }
    }
  }

  /// Begins a frame: numbers it, judges its header, and decides what its payload is for.
  private mutating func beginFrame(peer: inout Direction, _ log: inout ConnectionLog, _ work: inout Workspace) {
    let header = decoder.header
    log.frames += 1
    frame = log.frames
    frameGap = 0
    if !rules.isOrdinary(header, isMessageOpen: assembler.isMessageOpen) {
      for finding in rules.judge(header, isMessageOpen: assembler.isMessageOpen)
      where finding.rule != .fr10 || !missesBeginning { remark(finding) }
      oddFramesInRow = rules.marks(of: header).isEmpty ? 0 : oddFramesInRow + 1
    } else {
      oddFramesInRow = 0
    }
    if let key = header.maskingKey, decoder.mask == nil, sender == .client, let finding = maskingKeys.take(key) {
      remark(finding)
    }
    let opened = assembler.begin(header, frame: frame, compression: compression)
    frameIsCompressed = isCompressed(header)
    if !header.isControl { messageFrameOffset = frameOffset }
    switch opened {
    case .first:
      role = .data
      missesBeginning = false
      beginMessage(header)
    case .interruption(let message):
      emitMessage(message, isComplete: false, frameOrigin, &log, &work)
      if message.isCompressed, compression == .message { inflater?.abandonMessage() }
      role = .data
      beginMessage(header)
    case .fragment:
      role = .data
      judgeFragment(work.options.limits)
    case .stray:
      role = .stray
      // What is compressed by itself belongs to the window all the same, and nobody inflates it.
      if frameIsCompressed { inflater?.abandonMessage() }
    case .control:
      role = header.type == .reserved || header.type == .close && version == .hixie75 ? .stray : .control
    }
    if work.options.wantsDigests { beginDigest(opened) }
    judgeSequence(header, peerBrokeProtocol: peer.brokeProtocol, work.options.limits)
  }

  /// Begins to sum up a payload.
  @inline(never)
  private mutating func beginDigest(_ opened: MessageAssembler.Role) {
    if digest == nil { digest = PayloadDigest() }
    switch opened {
    case .first, .interruption: digest?.beginMessage()
    case .control: digest?.beginControl()
    case .fragment, .stray: break
    }
  }

  /// True where the payload of a frame has to be inflated.
  private func isCompressed(_ header: FrameHeader) -> Bool {
    switch compression {
    case nil: false
    case .message: assembler.message?.isCompressed == true
    case .frame: header.reservedBits.contains(.rsv1)
    }
  }

  private mutating func beginMessage(_ header: FrameHeader) {
    messagePayload.reset()
    clues.text.reset()
    if !clues.compressed.isEmpty { clues.compressed = [] }
    messageState = MessageState()
    // What a bit nobody defined does to the payload is unknown; the bit itself has been reported.
    messageState.hasUnknownBits = hasUnknownBits(header)
    messageState.reportedText = messageState.hasUnknownBits
    if compression == .message, !header.reservedBits.contains(.rsv1), !remarkedUncompressed {
      remarkedUncompressed = true
      remark(Finding(.df08, "a message that is not compressed, though \(reasonForCompression)"))
    }
  }

  /// Why messages are taken for compressed.
  private var reasonForCompression: String {
    isCompressionAssumed ? "RSV1 of others is taken for permessage-deflate" : "permessage-deflate was agreed on"
  }

  /// True where a reserved bit is set that stands for nothing known here.
  private func hasUnknownBits(_ header: FrameHeader) -> Bool {
    !header.reservedBits.subtracting(compression == nil ? [] : .rsv1).isEmpty
  }

  private mutating func judgeFragment(_ limits: InspectionLimits) {
    if hasUnknownBits(decoder.header) {
      messageState.hasUnknownBits = true
      messageState.reportedText = true
    }
    guard let message = assembler.message else { return }
    if message.frames > limits.frames, !messageState.reportedFragments {
      messageState.reportedFragments = true
      remark(Finding(.sec06, "a message of more than \(limits.frames) fragments"))
    }
    if message.wireLength > limits.messageBytes, decoder.header.payloadLength <= limits.messageBytes,
      !messageState.reportedSize
    {
      messageState.reportedSize = true
      remark(Finding(.sec04, "a message above the limit of \(limits.messageBytes) bytes, over all its fragments"))
    }
  }

  /// Judges a frame by what came before it: a Close of the same side, a failure of the other.
  private mutating func judgeSequence(
    _ header: FrameHeader, peerBrokeProtocol: Bool, _ limits: InspectionLimits
  ) {
    if close != nil { judgeBehindClose(header) }
    if header.isControl {
      controlFramesInRow += 1
      if controlFramesInRow > limits.frames, controlFramesInRow - 1 == limits.frames {
        remark(Finding(.sec06, "more than \(limits.frames) control frames without a data frame between them"))
      }
    } else {
      controlFramesInRow = 0
      if peerBrokeProtocol {
        framesAfterFailure += 1
        if framesAfterFailure == 2 { frameAfterFailure = (frame, frameOffset) }
      }
    }
  }

  mutating func judgeBehindClose(_ header: FrameHeader) {
    // A stream of nobody knows whom may hold what both sides sent.
    guard sender != .unknown else { return }
    if header.generation == .delimited {
      guard !reportedAfterClose else { return }
      reportedAfterClose = true
      remark(Finding(.h7635, "a frame after this side's closing FF 00"))
    } else if header.type != .reserved {
      remark(
        header.type.isControl
          ? Finding(.cl08, "\(header.type.name) frame after this side's Close frame")
          : Finding(.cl07, "\(header.type.name) frame after this side's Close frame"))
    }
  }

  /// Notes a finding about the current frame; it is told when the frame is complete.
  mutating func remark(_ finding: Finding, offset: UInt64? = nil, origin: Origin? = nil) {
    var finding = finding
    finding.sender = finding.sender ?? sender
    finding.source = finding.source ?? source
    finding.frame = frame
    finding.offset = offset ?? frameOffset
    if finding.severity == .error, finding.rule.entry.failsConnection { brokeProtocol = true }
    pending.append(PendingFinding(finding: finding, origin: origin ?? frameOrigin))
  }

  /// The specification behind the rules for frames that hixie-75 shares with its successor.
  var source: String? { version == .hixie75 ? version.rawValue : nil }

  /// Tells what is pending.
  mutating func flushPending(_ log: inout ConnectionLog, _ work: inout Workspace) {
    guard !pending.isEmpty else { return }
    for entry in pending { work.report(entry.finding, &log, at: entry.origin) }
    pending.removeAll(keepingCapacity: true)
    for hint in hints {
      tell(hint, at: HintPlace(frame: frame, offset: frameOffset, origin: frameOrigin), &log, &work)
    }
    hints.removeAll(keepingCapacity: true)
  }
}
