internal import Inflation
import WebSocketProtocol

/// What one side of a connection sends once it is open: its frames, the messages they form, and how they are judged.
struct Direction {
  /// Judges the headers; knows whose they are and which extensions are in force.
  var rules: FrameRules
  let version: ProtocolVersion
  var decoder = FrameDecoder()
  var assembler = MessageAssembler()
  var maskingKeys = MaskingKeyRules()
  /// The pings of this side that wait for an answer.
  var pings = PingLedger()
  /// A ping of this side, or an answer to one, is not known, because the input does not hold all of it.
  var hasUnknownPings = false
  var inflater: MessageInflater?

  /// The border between frames is lost; nothing more is read.
  var isLost = false
  /// The side's first Close frame.
  var close: SentClose?
  /// This side broke a rule for which its peer has to fail the connection.
  var brokeProtocol = false
  /// Data frames this side sent after its peer did so.
  var framesAfterFailure = 0
  /// Control frames since the last data frame.
  var controlFramesInRow: UInt64 = 0

  // MARK: The current frame

  var frame: UInt64 = 0
  var frameOffset: UInt64 = 0
  var frameOrigin = Origin()
  var role = FrameRole.stray
  var framePayload = Gathering()
  /// Payload bytes of the frame that a gap swallowed.
  var frameGap: UInt64 = 0
  /// Findings that are told behind the frame they belong to.
  var pending: [PendingFinding] = []

  // MARK: The current message

  var messagePayload = Gathering()
  var messageState = MessageState()
  /// An uncompressed message in a compressed session has been remarked on.
  var remarkedUncompressed = false

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
    var reportedText = false
    var reportedSize = false
    var reportedFragments = false
  }

  struct PendingFinding {
    var finding: Finding
    var origin: Origin
  }

  init(sender: Sender, version: ProtocolVersion, extensions: ExtensionAgreement, limits: InspectionLimits) {
    rules = FrameRules(sender: sender, extensions: extensions, maximumFrameLength: limits.messageBytes)
    self.version = version
    if let deflate = extensions.permessageDeflate {
      inflater = MessageInflater(
        windowBits: deflate.windowBits(of: sender), contextTakeover: deflate.keepsContext(of: sender),
        limits: .init(maximumMessageBytes: limits.messageBytes))
    }
  }

  var sender: Sender { rules.sender }

  /// Takes the next bytes of this side's stream.
  ///
  /// - Parameters:
  ///   - offset: where in the stream they begin.
  ///   - peer: the other side, whose pings this one answers.
  mutating func take(
    _ bytes: Span<UInt8>, at offset: UInt64, _ origin: Origin, peer: inout Direction, _ log: inout ConnectionLog,
    _ work: inout Workspace
  ) {
    var position = 0
    while !isLost {
      if !decoder.isInsideFrame, decoder.partialHeaderLength == 0, position < bytes.count {
        if takeWholeMessage(bytes, &position, peerBrokeProtocol: peer.brokeProtocol, &log, &work) {
          if position == bytes.count { return }
          continue
        }
        frameOffset = offset &+ UInt64(position)
        frameOrigin = origin
      }
      switch decoder.step(bytes, &position) {
      case .header:
        beginFrame(peer: &peer, &log, &work)
      case .payload(let range):
        let start = decoder.payloadSeen - UInt64(range.count)
        takePayload(
          bytes.extracting(range), at: start, streamOffset: offset &+ UInt64(range.lowerBound), origin, &work)
      case .end:
        endFrame(origin, peer: &peer, &log, &work)
      case .starved:
        return
      }
    }
  }

  /// Begins a frame: numbers it, judges its header, and decides what its payload is for.
  private mutating func beginFrame(peer: inout Direction, _ log: inout ConnectionLog, _ work: inout Workspace) {
    let header = decoder.header
    if !rules.isOrdinary(header, isMessageOpen: assembler.isMessageOpen) {
      let marks = rules.marks(of: header)
      guard !marks.meansFramingIsLost else {
        lose(marks, FrameEncoder.encode(header), &log, &work)
        return
      }
      frame = log.frames + 1
      for finding in rules.judge(header, isMessageOpen: assembler.isMessageOpen) {
        remark(finding)
      }
    }
    log.frames += 1
    frame = log.frames
    frameGap = 0
    if let key = header.maskingKey, sender == .client, let finding = maskingKeys.take(key) {
      remark(finding)
    }
    switch assembler.begin(header, frame: frame, compressionAgreed: inflater != nil) {
    case .first:
      role = .data
      beginMessage(header)
    case .interruption(let message):
      emitMessage(message, isComplete: false, frameOrigin, &log, &work)
      if message.isCompressed { inflater?.abandonMessage() }
      role = .data
      beginMessage(header)
    case .fragment:
      role = .data
      judgeFragment(work.options.limits)
    case .stray:
      role = .stray
    case .control:
      role = header.opcode.isDefined ? .control : .stray
    }
    judgeSequence(header, peerBrokeProtocol: peer.brokeProtocol, work.options.limits)
  }

  private mutating func beginMessage(_ header: FrameHeader) {
    messagePayload.reset()
    messageState = MessageState()
    // What a bit nobody defined does to the payload is unknown; the bit itself has been reported.
    messageState.reportedText = hasUnknownBits(header)
    if inflater != nil, !header.reservedBits.contains(.rsv1), !remarkedUncompressed {
      remarkedUncompressed = true
      remark(Finding(.df08, "a message that is not compressed, though permessage-deflate was agreed on"))
    }
  }

  /// True where a reserved bit is set that stands for nothing known here.
  private func hasUnknownBits(_ header: FrameHeader) -> Bool {
    !header.reservedBits.subtracting(inflater == nil ? [] : .rsv1).isEmpty
  }

  private mutating func judgeFragment(_ limits: InspectionLimits) {
    if hasUnknownBits(decoder.header) { messageState.reportedText = true }
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
    let isControl = header.opcode.isControl
    if close != nil, header.opcode.isDefined {
      remark(
        isControl
          ? Finding(.cl08, "\(header.opcode.name) frame after this side's Close frame")
          : Finding(.cl07, "\(header.opcode.name) frame after this side's Close frame"))
    }
    if isControl {
      controlFramesInRow += 1
      if controlFramesInRow == limits.frames + 1 {
        remark(Finding(.sec06, "more than \(limits.frames) control frames without a data frame between them"))
      }
    } else {
      controlFramesInRow = 0
      if peerBrokeProtocol { framesAfterFailure += 1 }
    }
  }

  /// Notes a finding about the current frame; it is told when the frame is complete.
  mutating func remark(_ finding: Finding, offset: UInt64? = nil, origin: Origin? = nil) {
    var finding = finding
    finding.sender = finding.sender ?? sender
    finding.frame = frame
    finding.offset = offset ?? frameOffset
    if finding.severity == .error, finding.rule.entry.failsConnection { brokeProtocol = true }
    pending.append(PendingFinding(finding: finding, origin: origin ?? frameOrigin))
  }

  /// Tells what is pending.
  mutating func flushPending(_ log: inout ConnectionLog, _ work: inout Workspace) {
    guard !pending.isEmpty else { return }
    for entry in pending { work.report(entry.finding, &log, at: entry.origin) }
    pending.removeAll(keepingCapacity: true)
  }

  /// The bytes where a frame should begin are no header: says so once and reads no further.
  mutating func lose(
    _ marks: FrameMarks, _ bytes: [UInt8], _ log: inout ConnectionLog, _ work: inout Workspace
  ) {
    isLost = true
    brokeProtocol = true
    work.report(
      Finding(
        .fr15, "framing lost: no frame begins here (\(marks.descriptions.joined(separator: ", ")))", sender: sender,
        offset: frameOffset, evidence: Hexadecimal.text(bytes.prefix(14))),
      &log, at: frameOrigin)
  }
}
