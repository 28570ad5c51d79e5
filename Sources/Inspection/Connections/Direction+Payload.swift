internal import Inflation
import WebSocketProtocol

extension Direction {
  /// Takes some payload bytes of the current frame as they were sent.
  mutating func takePayload(
    _ bytes: Span<UInt8>, at payloadOffset: UInt64, streamOffset: UInt64, _ origin: Origin, _ work: inout Workspace
  ) {
    if decoder.header.lengthEncoding == .delimiter { takeUnannounced(bytes.count, work.options.limits) }
    guard needsPayload(work) else {
      if role == .data { assembler.take(count: UInt64(bytes.count)) }
      return
    }
    let key = decoder.header.payloadKey
    guard key.map({ $0.rawValue != 0 }) ?? (decoder.mask != nil) else {
      takeUnmasked(bytes, streamOffset: streamOffset, origin, &work)
      return
    }
    // The buffer is lent out of the workspace, so that both can be used at once.
    var unmasked: [UInt8] = []
    swap(&unmasked, &work.unmasked)
    decoder.unmask(bytes, at: payloadOffset, into: &unmasked)
    takeUnmasked(unmasked.span.extracting(first: bytes.count), streamOffset: streamOffset, origin, &work)
    swap(&unmasked, &work.unmasked)
  }

  /// Counts payload whose length no header told.
  private mutating func takeUnannounced(_ count: Int, _ limits: InspectionLimits) {
    if role == .data { assembler.takeUnannounced(count: UInt64(count)) }
    guard decoder.payloadSeen > limits.messageBytes, !messageState.reportedSize else { return }
    messageState.reportedSize = true
    remark(Finding(.sec04, "a frame of more than the limit of \(limits.messageBytes) bytes"))
  }

  /// True where anything looks at the payload: a binary message that nobody shows is only counted.
  @inline(__always)
  private func needsPayload(_ work: borrowing Workspace) -> Bool {
    switch role {
    case .control: return true
    case .stray: return work.keptOfFrame > 0
    case .data:
      if work.wantsPayload { return true }
      guard let message = assembler.message else { return false }
      return frameIsCompressed || message.type == .text || messageState.hasUnknownBits
    }
  }

  private mutating func takeUnmasked(
    _ bytes: Span<UInt8>, streamOffset: UInt64, _ origin: Origin, _ work: inout Workspace
  ) {
    // Behind a gap nothing is gathered: an excerpt is the beginning, and not what two ends make together.
    if frameGap == 0 {
      if role == .control {
        framePayload.take(bytes, limit: work.keptOfControl)
        digest?.take(bytes, isControl: true)
      } else if work.options.wantsFrames {
        framePayload.take(bytes, limit: work.keptOfFrame)
      }
    }
    guard role == .data, let message = assembler.message else { return }
    guard !messageState.isBroken else {
      // What cannot be shown any more is still there.
      if !frameIsCompressed { assembler.take(count: UInt64(bytes.count)) }
      return
    }
    if frameIsCompressed {
      if clues.compressed.count < 5 {
        let opening = bytes.extracting(first: min(5 - clues.compressed.count, bytes.count))
        unsafe opening.withUnsafeBufferPointer { unsafe clues.compressed.append(contentsOf: $0) }
      }
      inflate(bytes, origin, &work)
    } else {
      if work.options.wantsMessages {
        work.gatheringRoom -= messagePayload.take(bytes, limit: work.keptOfMessage, room: work.gatheringRoom)
        digest?.take(bytes, isControl: false)
      }
      assembler.take(bytes)
      if message.type == .text || messageState.hasUnknownBits, message.unknownLength == 0 {
        clues.text.take(bytes, limit: Clues.textLength)
      }
      if message.type == .text { judgeText(streamOffset: streamOffset, since: message.length, origin) }
    }
  }

  private mutating func inflate(_ bytes: Span<UInt8>, _ origin: Origin, _ work: inout Workspace) {
    _ = inflating(origin, &work) { (inflater, scratch, output) throws(InflationError) in
      try inflater.inflate(bytes, scratch: &scratch, output: output)
    }
  }

  /// Lets the inflater do something, and takes and judges the text that comes out of it.
  ///
  /// - Returns: what the step gave, or `nil` where the message cannot be inflated; that has been told then.
  private mutating func inflating<Result>(
    _ origin: Origin, _ work: inout Workspace,
    _ step: (MessageInflater, inout [UInt8], (Span<UInt8>, Bool) -> Void) throws(InflationError) -> Result
  ) -> Result? {
    guard let inflater else { return nil }
    if work.inflated.isEmpty { work.inflated = [UInt8](repeating: 0, count: 32768) }
    let limit = work.keptOfMessage
    var room = work.gatheringRoom
    defer { work.gatheringRoom = room }
    do throws(InflationError) {
      let result = try step(inflater, &work.inflated) { piece, isKnown in
        guard isKnown else {
          assembler.takeUnknown(count: UInt64(piece.count))
          room -= messagePayload.takeUnknown(count: UInt64(piece.count), limit: limit, room: room)
          return
        }
        assembler.take(piece)
        room -= messagePayload.take(piece, limit: limit, room: room)
        digest?.take(piece, isControl: false)
        // What is joined over unknown bytes is no evidence of anything.
        if assembler.message?.unknownLength == 0 { clues.text.take(piece, limit: Clues.textLength) }
      }
      judgeInflatedText(origin)
      return result
    } catch {
      judgeInflatedText(origin)
      failInflation(error, origin)
      return nil
    }
  }

  /// Ends the inflation of a message whose last fragment is in.
  mutating func finishInflation(_ origin: Origin, _ work: inout Workspace) {
    guard !messageState.isBroken else { return }
    let summary = inflating(origin, &work) { (inflater, scratch, output) throws(InflationError) in
      try inflater.finishMessage(scratch: &scratch, output: output)
    }
    guard let summary else { return }
    judgeRatio(origin)
    if summary.finalBlocks > 0 {
      remark(Finding(.df06, "the compressed message has a block marked as the last"), origin: origin)
    }
    if summary.keptTail {
      remark(Finding(.df07, "the compressed message still ends with 00 00 ff ff"), origin: origin)
    }
    if summary.emptyPayload {
      remark(Finding(.df09, "a compressed message without a single byte; an empty one is 00"), origin: origin)
    }
  }

  /// Notes, once, that a message copies from others that the input does not hold, and how much of it is known.
  mutating func noteMissingHistory(_ message: MessageAssembler.Message, _ origin: Origin) {
    guard missesHistory, message.isCompressed, !messageState.isBroken else { return }
    if message.unknownLength > 0 {
      missesHistory = false
      let known = message.length &- message.unknownLength
      remark(
        Finding(
          .df04, severity: .note,
          "the message copies from others that the input does not hold: \(known) of its \(message.length) bytes "
            + "\(known == 1 ? "is" : "are") known"), origin: origin)
    } else if inflater?.hasUnknownHistory == false {
      missesHistory = false
    }
  }

  private mutating func judgeInflatedText(_ origin: Origin) {
    if assembler.message?.type == .text { judgeText(streamOffset: nil, since: 0, origin) }
  }

  /// Reports a message that grew out of proportion; told when it is over, so that its size can be.
  private mutating func judgeRatio(_ origin: Origin) {
    guard let message = assembler.message, message.length > 256 << 10 else { return }
    let sent = max(message.wireLength, 1)
    guard (message.length - 1) / sent >= 200 else { return }
    remark(
      Finding(.sec05, "\(sent) bytes on the wire inflate to \(message.length), over 200 to 1"), origin: origin)
  }

  /// A message cannot be inflated: says why, and marks it as incomplete.
  private mutating func failInflation(_ error: InflationError, _ origin: Origin) {
    messageState.isBroken = true
    // What follows may be unknown without another word.
    defer { missesHistory = false }
    switch error.kind {
    case .invalidData:
      var finding = Finding(.df03, "\(error)")
      if compression == .frame { finding.source = DeflateFrame.names[0] }
      remark(finding, origin: origin)
      judgeBrokenCompression()
    case .distanceBeforeStart: remark(Finding(.df04, "\(error)"), origin: origin)
    case .distanceBeyondWindow: remark(Finding(.df05, "\(error)"), origin: origin)
    case .messageTooLarge(let limit):
      let sent = assembler.message?.wireLength ?? 0
      remark(
        Finding(.sec05, "\(sent) bytes on the wire inflate to more than the limit of \(limit)"), origin: origin)
    case .outOfMemory: break
    }
  }

  /// Reports the first byte of a text message that is not UTF-8, as soon as it is there.
  private mutating func judgeText(streamOffset: UInt64?, since messageOffset: UInt64, _ origin: Origin) {
    guard !messageState.reportedText, let bad = assembler.message?.text.firstBadOffset else { return }
    messageState.reportedText = true
    let place = streamOffset.map { $0 &+ (bad &- messageOffset) }
    remark(badText(.ms01, "text is not UTF-8 at byte \(bad) of the message"), offset: place, origin: origin)
  }

  /// A finding about text that is not UTF-8, which was no reason to fail before hybi-10.
  func badText(_ rule: RuleID, _ message: String) -> Finding {
    if version.framing == .delimited { return Finding(.h7634, "\(message); its receiver puts U+FFFD there") }
    return version.mustFailOnBadText ? Finding(rule, message) : Finding(.hy17, "\(message); no error before hybi-10")
  }
}
