internal import Inflation
import WebSocketProtocol

extension Direction {
  /// The current frame is complete: tells it, its findings, and the message it completes.
  ///
  /// - Parameter isCut: it is not complete, but nothing more of it will come.
  mutating func endFrame(
    isCut: Bool = false, _ origin: Origin, peer: inout Direction, _ log: inout ConnectionLog, _ work: inout Workspace
  ) {
    var finished: MessageAssembler.Message?
    if role == .data {
      if frameIsCompressed, compression == .frame || !assembler.isMessageOpen { finishInflation(origin, &work) }
      finished = assembler.end()
      if let finished { judgeEndOfMessage(finished, origin, &work) }
    } else if role == .control, !isCut {
      judgeControl(origin, peer: peer)
    }
    emitFrame(isCut: isCut, &log, &work)
    flushPending(&log, &work)
    if let finished {
      emitMessage(finished, isComplete: !messageState.isBroken, origin, &log, &work)
    } else if role == .control {
      endControl(origin, peer: &peer, &log, &work)
    }
    noteLastFrame()
    if role != .data || work.options.wantsFrames { framePayload.reset() }
  }

  private mutating func judgeEndOfMessage(
    _ message: MessageAssembler.Message, _ origin: Origin, _ work: inout Workspace
  ) {
    judgeEndOfText(message, origin)
    noteMissingHistory(message, origin)
    // Guesses need all of it.
    guard message.unknownLength == 0 else { return }
    if messageState.hasUnknownBits {
      judgeUnknownCompression(message, &work)
    } else if message.type == .text, messageState.reportedText {
      noteSpoiledText(message)
    }
  }

  private mutating func judgeEndOfText(_ message: MessageAssembler.Message, _ origin: Origin) {
    guard message.type == .text, !messageState.isBroken, !messageState.reportedText,
      !message.text.isAtBoundary
    else { return }
    messageState.reportedText = true
    remark(
      badText(.ms02, "the text message ends inside a character, after byte \(message.length)"), origin: origin)
  }

  private mutating func judgeControl(_ origin: Origin, peer: Direction) {
    let header = decoder.header
    switch header.type {
    case .close where frameGap == 0:
      // Of a body that is too long the code alone is judged: how much more is at hand depends on what is shown.
      let body = header.payloadLength > 125 ? Array(framePayload.bytes.prefix(2)) : framePayload.bytes
      let findings = CloseRules.judge(
        body, from: sender, version: version, answering: peer.close?.code,
        beginsClosing: seesBothSides && close == nil && peer.close == nil && !hasLost && !peer.hasLost)
      for finding in findings { remark(finding) }
      if !findings.isEmpty, let hint = CloseMistake.hint(for: framePayload.bytes, version: version) {
        hints.append(hint)
      }
      if close == nil, assembler.isMessageOpen {
        remark(Finding(.fr12, "Close frame while a fragmented message is not finished"))
      }
      if close == nil, let answered = peer.close, let theirs = answered.code,
        let ours = CloseBody(framePayload.bytes, version: version).code, ours != theirs
      {
        remark(
          Finding(.cl10, "close code \(ours.rawValue) answers \(theirs.rawValue) of frame \(answered.frame)"))
      }
    case .pong where frameGap == 0 && !peer.hasUnknownPings && sender != .unknown:
      let payload = pingPayload
      if !peer.pings.mayBeAnswered(by: payload) {
        let open = peer.pings.unanswered.map { "; the open ping nearest to it is frame \($0.frame)" } ?? ""
        remark(Finding(.ms04, "a pong that answers no ping" + open))
      }
    default: break
    }
  }

  /// The payload of the current frame by which a pong answers a ping.
  private var pingPayload: [UInt8] {
    framePayload.bytes.count > 125 ? Array(framePayload.bytes.prefix(125)) : framePayload.bytes
  }

  /// Tells a control message, and remembers what it means for later frames.
  private mutating func endControl(
    _ origin: Origin, peer: inout Direction, _ log: inout ConnectionLog, _ work: inout Workspace
  ) {
    let header = decoder.header
    let isWhole = frameGap == 0 && !framePayload.isTruncated
    var answers: UInt64?
    var body: CloseBody?
    switch header.type {
    case .ping where frameGap > 0:
      hasUnknownPings = true
    case .ping:
      pings.sent(.init(frame: frame, time: origin.time, payload: pingPayload))
    case .pong where frameGap > 0:
      peer.hasUnknownPings = true
    case .pong:
      if let ping = peer.pings.answered(by: pingPayload) {
        answers = ping.frame
        log.noteRoundTrip(from: ping.time, to: origin.time)
      }
    default:
      body = CloseBody(framePayload.bytes, version: version)
      if close == nil { close = SentClose(frame: frame, code: body?.code, time: origin.time) }
    }
    log.messages += 1
    count(header.type, length: decoder.payloadSeen - frameGap, &log)
    guard work.options.wantsMessages else { return }
    let stored = work.queue.store(framePayload, shown: work.options.payloadLimit)
    let isComplete = frameGap == 0 && decoder.payloadSeen == header.payloadLength
    let event = MessageEvent(
      sender: sender, message: log.messages, version: version, type: header.type, firstFrame: frame, lastFrame: frame,
      frames: 1,
      isCompressed: false, wireLength: header.payloadLength, length: header.payloadLength,
      payload: stored.shown, content: stored.all, sha256: isComplete ? digest?.finishControl() : nil, isText: false,
      closeCode: body?.code, closeReason: isWhole ? body?.reason : nil,
      isComplete: isComplete, answers: answers,
      isInferred: isInferred)
    work.emit(.message(event), &log, time: origin.time)
  }

  /// Counts a message.
  @inline(__always)
  func count(_ type: FrameType, length: UInt64, _ log: inout ConnectionLog) {
    log.totals.payloadBytes &+= length
    if sender == .server {
      log.totals.server.count(type)
    } else {
      log.totals.client.count(type)
    }
  }

  /// Tells a data message.
  mutating func emitMessage(
    _ message: MessageAssembler.Message, isComplete: Bool, _ origin: Origin, _ log: inout ConnectionLog,
    _ work: inout Workspace
  ) {
    let isComplete = isComplete && message.unknownLength == 0
    log.messages += 1
    count(message.type, length: message.length &- message.unknownLength, &log)
    if message.frames > 1 {
      if sender == .server { log.totals.server.fragmented += 1 } else { log.totals.client.fragmented += 1 }
    }
    if message.isCompressed {
      if sender == .server { log.totals.server.compressed += 1 } else { log.totals.client.compressed += 1 }
    }
    guard work.options.wantsMessages else { return }
    if work.keptOfMessage == 0, message.length > 0 { messagePayload.markTruncated() }
    let isText =
      message.type == .text && message.text.firstBadOffset == nil && (message.text.isAtBoundary || !isComplete)
    let stored = work.queue.store(messagePayload, shown: work.options.payloadLimit)
    work.gatheringRoom += messagePayload.bytes.count
    messagePayload.reset()
    let event = MessageEvent(
      sender: sender, message: log.messages, version: version, type: message.type, firstFrame: message.firstFrame,
      lastFrame: message.lastFrame, frames: message.frames, isCompressed: message.isCompressed,
      wireLength: message.wireLength, length: message.length, unknownBytes: message.unknownLength,
      payload: stored.shown, content: stored.all, sha256: isComplete ? digest?.finishMessage() : nil,
      isText: isText, closeCode: nil, closeReason: nil, isComplete: isComplete, answers: nil,
      isInferred: isInferred)
    work.emit(.message(event), &log, time: origin.time)
  }

  private mutating func emitFrame(
    isCut: Bool, _ log: inout ConnectionLog, _ work: inout Workspace
  ) {
    guard work.options.wantsFrames else { return }
    var header = decoder.header
    // Where no delimiter came, the length is what came instead.
    if isCut, header.lengthEncoding == .delimiter { header.payloadLength = decoder.payloadSeen }
    if decoder.payloadSeen - frameGap > UInt64(framePayload.bytes.count) { framePayload.markTruncated() }
    let stored = work.queue.store(framePayload, shown: work.options.payloadLimit)
    let event = FrameEvent(
      sender: sender, frame: frame, packet: frameOrigin.packet, offset: frameOffset, version: version,
      header: header, mask: decoder.mask, payload: stored.shown, content: stored.all,
      payloadCaptured: decoder.payloadSeen - frameGap,
      isWhole: !isCut && frameGap == 0, isInferred: isInferred)
    work.emit(.frame(event), &log, time: frameOrigin.time)
  }

  /// The current frame ends before it is complete, if there is one: the rest of it cannot be found.
  mutating func breakFrame(
    _ origin: Origin, peer: inout Direction, _ log: inout ConnectionLog, _ work: inout Workspace
  ) {
    if decoder.isInsideFrame {
      breakMessage()
      endFrame(isCut: true, origin, peer: &peer, &log, &work)
    }
    decoder = FrameDecoder(framing)
  }

  /// Some of the current message is not in the input.
  mutating func breakMessage() {
    guard role == .data, !messageState.isBroken else { return }
    messageState.isBroken = true
    guard frameIsCompressed else { return }
    inflater?.abandonMessage()
    missesHistory = true
  }

  /// This side's stream is over: tells what is unfinished.
  ///
  /// - Parameter isClosed: the TCP connection ended, and not merely the input.
  mutating func finish(
    isClosed: Bool, _ origin: Origin, peer: inout Direction, _ log: inout ConnectionLog, _ work: inout Workspace
  ) {
    if !border.isKnown { findBorder(isComplete: true, peer: &peer, &log, &work) }
    tellGap(resumed: nil, &log, &work)
    if border.isKnown { judgeCut(isClosed: isClosed, &log, &work) }
    flushPending(&log, &work)
    judgeClues(&log, &work)
    // A message that ends inside its last frame has been reported with that frame.
    let wasOpen = assembler.isMessageOpen
    if let message = assembler.abandon() {
      if wasOpen, close == nil, border.isKnown {
        let finding = Finding(
          .fr12, severity: isClosed ? .warning : .note,
          "the message that begins in frame \(message.firstFrame) is not finished", sender: sender,
          frame: message.lastFrame, offset: messageFrameOffset)
        work.report(finding, &log, at: origin)
      }
      emitMessage(message, isComplete: false, origin, &log, &work)
    }
  }

  private mutating func judgeCut(isClosed: Bool, _ log: inout ConnectionLog, _ work: inout Workspace) {
    let severity: Severity = isClosed ? .error : .note
    let ending = isClosed ? "the connection ends" : "the input ends"
    if decoder.isInsideFrame {
      let header = decoder.header
      let there = decoder.payloadSeen - frameGap
      remarkCut(
        header.lengthEncoding == .delimiter
          ? Finding(.h7636, severity: severity, "\(ending) inside a frame: no FF follows its \(there) bytes")
          : Finding(
            header.generation == .delimited ? .h7637 : .fr09, severity: severity,
            "\(ending) inside a frame: \(there) of \(header.payloadLength) payload bytes are there"))
      emitFrame(isCut: true, &log, &work)
    } else if decoder.partialHeaderLength > 0 {
      let bytes = decoder.partialHeader
      let inClear = decoder.partialHeaderInClear
      let marks = rules.marks(ofPartialHeader: inClear)
      if let loss = border.loss(of: bytes, marks: marks) {
        border.lose(at: frameOffset)
        border.hold(bytes.span, frameOrigin)
        tell(loss, &log, &work)
        return
      }
      frame = log.frames + 1
      for finding in rules.judge(partialHeader: inClear, isMessageOpen: assembler.isMessageOpen || missesBeginning) {
        remark(finding)
      }
      // Of what has no header of this layout, a byte is a frame.
      let header = framing.generation == .delimited ? decoder.header : rules.header(ofPartialHeader: inClear)
      if close != nil, let header { judgeBehindClose(header) }
      let length = decoder.partialHeaderLength
      remarkCut(
        framing.generation == .delimited
          ? Finding(
            .h7637, severity: severity, "\(ending) inside the length of a frame", evidence: Hexadecimal.text(bytes))
          : Finding(
            .fr09, severity: severity, "\(ending) inside a frame header, after \(length) of its bytes",
            evidence: Hexadecimal.text(bytes)))
    }
  }

  /// Notes that the current frame is not finished; what is behind its end, nobody can react to.
  private mutating func remarkCut(_ finding: Finding) {
    var finding = finding
    finding.isTolerated = true
    remark(finding)
  }
}
