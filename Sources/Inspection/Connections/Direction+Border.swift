internal import Inflation
import WebSocketProtocol

/// What a side does where its bytes do not look like frames.
extension Direction {
  /// True where the header just read is taken for a frame; otherwise it waits in the window, with the bytes behind it.
  mutating func admits(
    _ rest: Span<UInt8>, _ origin: Origin, _ log: inout ConnectionLog, _ work: inout Workspace
  ) -> Bool {
    guard !isGuarded, !work.options.trustsBorders else { return true }
    let header = decoder.header
    if assumeCompression(by: header, work.options.limits) {
      tellAssumption(&log, &work)
      if rules.isOrdinary(header, isMessageOpen: assembler.isMessageOpen) { return true }
    }
    let marks = marks(of: header)
    let advice = border.doubt(
      decoder.headerAsSent, at: frameOffset, frameOrigin, marks: marks,
      isStray: header.type == .continuation && !expectsContinuation, rest: rest, origin)
    guard let advice else { return true }
    decoder = FrameDecoder(framing)
    if case .tell(let loss) = advice { tell(loss, &log, &work) }
    return false
  }

  /// Says once what RSV1 is taken for.
  private func tellAssumption(_ log: inout ConnectionLog, _ work: inout Workspace) {
    guard !log.toldAssumption, let name = compression?.extensionName else { return }
    log.toldAssumption = true
    work.report(
      Finding(.cap03, "RSV1 is taken for \(name)", sender: sender, frame: log.frames + 1, offset: frameOffset), &log,
      at: frameOrigin)
  }

  /// The marks of a header; two odd ones in a row count together where a mask may have been taken off wrongly.
  private func marks(of header: FrameHeader) -> FrameMarks {
    let marks = rules.marks(of: header)
    guard framing.masksWholeFrame, oddFramesInRow > 0, !marks.isEmpty else { return marks }
    return marks.union([.reservedBit, .reservedOpcode])
  }

  /// True where a continuation may be of a message that has begun.
  var expectsContinuation: Bool { assembler.isMessageOpen || missesBeginning }

  /// Makes what can be made of the bytes that wait.
  ///
  /// - Parameter isComplete: nothing comes behind them.
  mutating func findBorder(
    isComplete: Bool, peer: inout Direction, _ log: inout ConnectionLog, _ work: inout Workspace
  ) {
    guard !border.isKnown else { return }
    let search = BorderSearch(framing: framing, rules: tolerantRules)
    while !border.isKnown {
      switch border.advise(search, isComplete: isComplete) {
      case .wait: return
      case .tell(let loss): tell(loss, &log, &work)
      case .read:
        let window = border.release()
        confirmLength(at: window.offset, .frameBegins, &log, &work)
        dismissLength(&log, &work)
        if border.hasReturned {
          tellGap(resumed: window.offset, &log, &work)
          resume(peer: &peer, &log, &work)
        }
        for piece in window.pieces {
          let bytes = window.bytes.span.extracting(piece.range)
          if border.isKnown {
            read(
              bytes, at: window.offset &+ UInt64(piece.range.lowerBound), piece.origin, peer: &peer, &log, &work)
          } else {
            noteFollowing(bytes, at: window.offset &+ UInt64(piece.range.lowerBound))
            border.hold(bytes, piece.origin)
          }
        }
      }
    }
  }

  /// Says that the border is lost, once.
  mutating func tell(
    _ loss: FrameBorder.Loss, _ log: inout ConnectionLog, _ work: inout Workspace
  ) {
    noteLoss()
    brokeProtocol = true
    var finding = border.finding(loss, from: sender, wasMasked: framing.masksWholeFrame)
    finding.source = source
    let origin = border.window.pieces.first?.origin ?? Origin()
    work.report(finding, &log, at: origin)
    noteMissingFrame(
      behind: border.window.offset,
      hint: border.hint(loss).map { ($0, HintPlace(frame: 0, offset: border.window.offset, origin: origin)) }, &log,
      &work)
  }

  /// Remembers what a lost border makes unknown.
  mutating func noteLoss() {
    hasLost = true
    hasUnknownPings = true
    missesBeginning = true
    missesHistory = true
  }

  /// Frames begin again: what was open before is not finished by them.
  mutating func resume(
    peer: inout Direction, _ log: inout ConnectionLog, _ work: inout Workspace
  ) {
    decoder = FrameDecoder(framing)
    isInferred = true
    if let message = assembler.abandon() {
      emitMessage(message, isComplete: false, frameOrigin, &log, &work)
    }
    inflater?.abandonMessage()
    // The keys on either side of what was not read do not follow each other.
    maskingKeys = MaskingKeyRules()
    peer.hasUnknownPings = true
  }

  /// Says once that nothing of this side can be read, because its mask is not known.
  mutating func refuse(at offset: UInt64, _ origin: Origin, _ log: inout ConnectionLog, _ work: inout Workspace) {
    guard !hasLost else { return }
    noteLoss()
    work.report(
      Finding(
        .hy12, severity: .note,
        "the client's frames cannot be unmasked: \(version.rawValue) derives their mask from the key and the nonce of "
          + "the handshake", sender: sender, offset: offset), &log, at: origin)
  }
}
