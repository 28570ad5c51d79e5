internal import Inflation
import WebSocketProtocol

extension Direction {
  /// Remembers the frame that has just come to its end.
  mutating func noteLastFrame() {
    clues.last = (decoder.header, place)
  }

  private var place: HintPlace { HintPlace(frame: frame, offset: frameOffset, origin: frameOrigin) }

  /// Tells a guess at the cause of a finding.
  func tell(_ hint: Hint, at place: HintPlace, _ log: inout ConnectionLog, _ work: inout Workspace) {
    work.emit(
      .hint(
        HintEvent(
          hint: hint, sender: sender, frame: place.frame > 0 ? place.frame : nil, packet: place.origin.packet,
          offset: place.offset)),
      &log, time: log.latest.time)
  }

  // MARK: Text

  /// A text message is over that is no text: what comes behind it may tell why.
  mutating func noteSpoiledText(_ message: MessageAssembler.Message) {
    guard framing.generation == .payloadMask, clues.spoiled == nil else { return }
    let isPlain = message.frames == 1 && !message.isCompressed
    clues.spoiled = .init(
      payload: clues.text.bytes, header: isPlain ? decoder.header : nil, place: place,
      next: frameEnd(decoder.header, place))
  }

  private func frameEnd(_ header: FrameHeader, _ place: HintPlace) -> UInt64 {
    place.offset &+ UInt64(header.headerLength) &+ header.payloadLength
  }

  /// Takes note of bytes that come behind a spoiled text, each once, however often they are looked at.
  mutating func noteFollowing(_ bytes: Span<UInt8>, at offset: UInt64) {
    guard let spoiled = clues.spoiled, spoiled.next >= offset, spoiled.next - offset < UInt64(bytes.count) else {
      return
    }
    let missing = Clues.followingLength - spoiled.following.count
    let piece = bytes.extracting(droppingFirst: Int(spoiled.next - offset)).extracting(first: missing)
    unsafe piece.withUnsafeBufferPointer { unsafe clues.spoiled?.following.append(contentsOf: $0) }
    clues.spoiled?.next &+= UInt64(piece.count)
  }

  /// Guesses at what spoiled a text, where a frame begins behind all that may tell.
  ///
  /// Never earlier, so that the guess has the same place among the events however the bytes are cut.
  mutating func judgeSpoiledText(before offset: UInt64, _ log: inout ConnectionLog, _ work: inout Workspace) {
    guard let spoiled = clues.spoiled, spoiled.following.count == Clues.followingLength, offset >= spoiled.next
    else { return }
    judgeSpoiledText(isComplete: false, &log, &work)
  }

  /// Guesses at what spoiled a text.
  ///
  /// - Parameter isComplete: nothing comes behind what is known.
  mutating func judgeSpoiledText(isComplete: Bool, _ log: inout ConnectionLog, _ work: inout Workspace) {
    guard let spoiled = clues.spoiled else { return }
    clues.spoiled = nil
    let evidence = TextEvidence(
      payload: spoiled.payload, frame: spoiled.header, sender: sender,
      definedBits: rules.extensions.definedReservedBits, following: spoiled.following, followingIsAll: isComplete)
    if let hint = TextMistake.hint(for: evidence) { tell(hint, at: spoiled.place, &log, &work) }
  }

  // MARK: Lengths

  /// No frame comes behind the last one: its length may be wrong, or the text in it.
  ///
  /// - Parameter hint: what the bytes that come instead look like.
  mutating func noteMissingFrame(
    behind offset: UInt64, hint: (hint: Hint, place: HintPlace)?, _ log: inout ConnectionLog, _ work: inout Workspace
  ) {
    // A frame that took the short road is not remembered, and does not end here.
    guard framing.generation == .payloadMask, let (header, place) = clues.last,
      frameEnd(header, place) == offset
    else {
      if let hint { tell(hint.hint, at: hint.place, &log, &work) }
      return
    }
    clues.suspect = suspect(header, place)
    // A wrong length makes any text behind it look like a stranger's.
    if clues.suspect?.hypotheses.isEmpty == false {
      clues.suspect?.fingerprint = hint
    } else if let hint {
      tell(hint.hint, at: hint.place, &log, &work)
    }
    if clues.spoiled == nil, header.type == .text, header.isFinal {
      clues.spoiled = .init(payload: clues.text.bytes, header: header, place: place, next: offset)
      let window = border.window.bytes
      noteFollowing(window.span, at: offset)
    }
    let window = border.window
    for piece in window.pieces where piece.origin.packet != nil {
      confirmLength(at: window.offset &+ UInt64(piece.range.upperBound), .packetEnds, &log, &work)
    }
  }

  private func suspect(_ header: FrameHeader, _ place: HintPlace) -> Clues.SuspectLength {
    .init(hypotheses: LengthMistake.hypotheses(for: FrameEncoder.encode(header), sender: sender), place: place)
  }

  /// Something happens at a place of the stream that may bear out what a length was meant to be.
  mutating func confirmLength(
    at offset: UInt64, _ confirmation: LengthMistake.Confirmation, _ log: inout ConnectionLog,
    _ work: inout Workspace
  ) {
    guard let suspect = clues.suspect,
      let hypothesis = suspect.hypotheses.first(where: { suspect.place.offset &+ $0.end == offset })
    else { return }
    clues.suspect = nil
    tell(hypothesis.hint(confirmedBy: confirmation), at: suspect.place, &log, &work)
  }

  /// Nothing bore out that the length is wrong: what the bytes behind it look like is told instead.
  mutating func dismissLength(_ log: inout ConnectionLog, _ work: inout Workspace) {
    if let (hint, place) = clues.suspect?.fingerprint { tell(hint, at: place, &log, &work) }
    clues.suspect = nil
  }

  /// The stream ends at a place, perhaps inside a frame.
  mutating func judgeClues(_ log: inout ConnectionLog, _ work: inout Workspace) {
    if framing.generation == .payloadMask, decoder.isInsideFrame, border.isKnown {
      clues.suspect = suspect(decoder.header, place)
      if clues.firstPieceEnd > frameOffset { confirmLength(at: clues.firstPieceEnd, .packetEnds, &log, &work) }
      if decoder.header.type == .text, clues.spoiled == nil {
        clues.spoiled = .init(
          payload: clues.text.bytes, header: decoder.header, place: place, next: frameEnd(decoder.header, place))
      }
    }
    confirmLength(at: streamEnd, .inputEnds, &log, &work)
    dismissLength(&log, &work)
    let isComplete = clues.spoiled.map { $0.following.count < Clues.followingLength } ?? true
    judgeSpoiledText(isComplete: isComplete, &log, &work)
  }

  /// Where the bytes end that have come so far.
  private var streamEnd: UInt64 {
    guard border.isKnown else { return border.window.offset &+ UInt64(border.window.bytes.count) }
    guard decoder.isInsideFrame else { return 0 }
    return frameOffset &+ UInt64(decoder.header.headerLength) &+ decoder.payloadSeen
  }

  // MARK: Compression

  /// Guesses at why a message does not inflate.
  mutating func judgeBrokenCompression() {
    if let hint = CompressionMistake.hint(forCompressed: clues.compressed) { hints.append(hint) }
  }

  /// Tries to inflate a message that has RSV1 without an extension that defines it.
  mutating func judgeUnknownCompression(_ message: MessageAssembler.Message, _ work: inout Workspace) {
    guard !clues.triedToInflate, compression == nil, rules.extensions.definedReservedBits.isEmpty, message.frames == 1,
      decoder.header.reservedBits == .rsv1
    else { return }
    // Once is enough to tell what this side does.
    clues.triedToInflate = true
    let inflater = MessageInflater(
      windowBits: 15, contextTakeover: false, limits: .init(maximumMessageBytes: 1 << 16))
    var inflated: [UInt8] = []
    var scratch = [UInt8](repeating: 0, count: 4096)
    let take: (Span<UInt8>, Bool) -> Void = { piece, _ in
      unsafe piece.withUnsafeBufferPointer { unsafe inflated.append(contentsOf: $0) }
    }
    do throws(InflationError) {
      try inflater.inflate(clues.text.bytes.span, scratch: &scratch, output: take)
      if !clues.text.isTruncated { _ = try inflater.finishMessage(scratch: &scratch, output: take) }
    } catch {
      return
    }
    if let hint = CompressionMistake.hint(inflated: inflated, type: message.type) { hints.append(hint) }
  }
}
