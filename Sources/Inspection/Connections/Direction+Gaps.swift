import WebSocketProtocol

/// What a side does where bytes of it are not in the input.
extension Direction {
  /// Missing bytes that wait to be told.
  struct UntoldGap {
    /// Where in the side's stream they are missing.
    var offset: UInt64
    /// How many are missing.
    var length: UInt64
    var origin: Origin
  }

  /// Bytes of this side's stream are not in the input.
  ///
  /// Inside a frame of known length they cost that payload only; where a header is lost, so is the border.
  ///
  /// It is told as soon as it is known where decoding goes on, or that it does not.
  mutating func skip(
    _ length: UInt64, at offset: UInt64, _ origin: Origin, peer: inout Direction, _ log: inout ConnectionLog,
    _ work: inout Workspace
  ) {
    if unwrapper != nil {
      // Nothing behind a gap in a compressed stream can be known.
      unwrapper = nil
      border.giveUp()
    }
    if !border.isKnown { findBorder(isComplete: true, peer: &peer, &log, &work) }
    tellGap(resumed: nil, &log, &work)
    untoldGap = UntoldGap(offset: offset, length: length, origin: origin)
    let skipped = border.isKnown ? decoder.skip(length) : 0
    if skipped > 0 {
      frameGap += skipped
      missPayload(skipped, &work)
    }
    guard skipped == length else {
      breakFrame(origin, peer: &peer, &log, &work)
      noteLoss()
      border.lose(at: offset &+ length)
      if !border.isSearched || !framing.isReadable { tellGap(resumed: nil, &log, &work) }
      return
    }
    // The gap may reach exactly to the frame's end.
    let nothing: [UInt8] = []
    take(nothing.span, at: offset &+ length, origin, peer: &peer, &log, &work)
    tellGap(resumed: offset &+ length, &log, &work)
  }

  /// Payload bytes of the current frame are missing: what is behind them still has its place in the message.
  ///
  /// In compressed data nothing is found again behind a gap.
  private mutating func missPayload(_ count: UInt64, _ work: inout Workspace) {
    guard role == .data, !frameIsCompressed, !messageState.isBroken else {
      breakMessage()
      return
    }
    assembler.takeUnknown(count: count)
    work.gatheringRoom -= messagePayload.takeUnknown(
      count: count, limit: work.keptOfMessage, room: work.gatheringRoom)
  }

  /// Tells the gap that waits, if there is one.
  ///
  /// - Parameter resumed: where in the stream decoding goes on; `nil` where it does not.
  mutating func tellGap(resumed: UInt64?, _ log: inout ConnectionLog, _ work: inout Workspace) {
    guard let gap = untoldGap else { return }
    untoldGap = nil
    work.tell(
      GapEvent(sender: sender, offset: gap.offset, length: gap.length, resumed: resumed), &log, at: gap.origin)
  }
}

extension Workspace {
  /// Tells that bytes are missing.
  mutating func tell(_ gap: GapEvent, _ log: inout ConnectionLog, at origin: Origin) {
    emit(.gap(gap), &log, time: origin.time)
    report(
      Finding(.tcp03, "\(gap.length) bytes are missing from the capture", sender: gap.sender, offset: gap.offset),
      &log, at: origin)
  }
}
