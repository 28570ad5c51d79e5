/// The working parts of a ``MessageInflater``: zlib, the distance check, and what is known of the current message.
struct MessageDecoder: ~Copyable {
  private static let mostHistory: UInt64 = 32768
  private static let zlibWindowBits = 15

  private let windowBits: Int
  private let keepsContext: Bool
  /// The most bytes that a message may inflate to.
  private let mostOutput: UInt64

  private var stream = InflateStream()
  /// Needed where the negotiated window is smaller than zlib's.
  private var scanner: DistanceScanner?
  /// How many bytes of earlier messages the window holds, known or not; more than 32 KiB are not counted.
  private var history: UInt64 = 0
  /// The window is to begin as unknown, and has not been filled for it yet.
  private var startsUnknown: Bool
  /// Runs beside ``stream`` while the window may hold unknown bytes.
  private var probe: HistoryProbe?
  /// zlib has what it needs for the next byte.
  private var isReady = false
  private var message = Progress()
  private var opening = MessageOpening()

  /// What is known of the message that is coming in.
  private struct Progress {
    var compressedLength: UInt64 = 0
    var inflatedLength: UInt64 = 0
    /// How many of those bytes are unknown.
    var unknownLength: UInt64 = 0
    var finalBlocks = 0
    var endsInFinalBlock = false
    /// The last four bytes, the last of them lowest.
    var lastBytes: UInt32 = 0xFFFF_FFFF
  }

  /// A decoder of one sender's messages.
  ///
  /// - Parameter missesHistory: there may have been messages before the first that is given.
  init(windowBits: Int, keepsContext: Bool, mostOutput: UInt64, missesHistory: Bool) {
    self.windowBits = windowBits
    self.keepsContext = keepsContext
    self.mostOutput = mostOutput
    startsUnknown = keepsContext && missesHistory
    if startsUnknown { history = Self.mostHistory }
  }

  /// Whether the window may hold bytes that are not known.
  var hasUnknownHistory: Bool { startsUnknown || probe != nil }

  /// Inflates some bytes of the current message; after an error it has to be abandoned.
  mutating func inflate(
    _ compressed: Span<UInt8>, scratch: inout [UInt8], output: (Span<UInt8>, _ isKnown: Bool) -> Void
  ) throws(InflationError) {
    guard !compressed.isEmpty else { return }
    try inflatePart(compressed, scratch: &scratch, output: output)
    message.compressedLength &+= UInt64(compressed.count)
    for index in max(0, compressed.count - 4)..<compressed.count {
      message.lastBytes = message.lastBytes << 8 | UInt32(compressed[index])
    }
    // Only while the window is not full can a distance reach before its start.
    if windowBits == Self.zlibWindowBits, history &+ message.inflatedLength < Self.mostHistory {
      opening.append(compressed)
    }
  }

  /// Ends the current message; after an error it has to be abandoned.
  mutating func finish(
    scratch: inout [UInt8], output: (Span<UInt8>, _ isKnown: Bool) -> Void
  ) throws(InflationError) -> MessageInflater.Summary {
    let ending: MessageInflater.Summary.Ending
    if message.compressedLength == 0 {
      ending = .emptyPayload
    } else if message.endsInFinalBlock {
      ending = .finalBlock
    } else if stream.isAtBlockBoundary {
      ending = message.lastBytes == 0x0000_FFFF ? .tailKept : .wholeBlock
    } else {
      try inflateTail(scratch: &scratch, output: output)
      ending = .tailRemoved
    }
    let summary = MessageInflater.Summary(
      compressedLength: message.compressedLength, inflatedLength: message.inflatedLength,
      unknownLength: message.unknownLength,
      finalBlocks: message.finalBlocks, ending: ending)
    if keepsContext {
      history = min(history &+ message.inflatedLength, Self.mostHistory)
    } else if message.compressedLength > 0 {
      stream.reset()
    }
    beginMessage()
    return summary
  }

  /// Forgets the current message, and the window with it.
  ///
  /// Nobody knows how many bytes of a kept context are missing then, and so not what is left of older ones either.
  mutating func abandon() {
    stream.reset()
    probe = nil
    startsUnknown = keepsContext
    history = keepsContext ? Self.mostHistory : 0
    isReady = false
    beginMessage()
  }

  /// Gives zlib what it needs for the next byte; false where there is no memory for it.
  @inline(never)
  private mutating func prepare() -> Bool {
    guard stream.start() else { return false }
    if startsUnknown {
      var probe = HistoryProbe()
      guard stream.setWindow(HistoryProbe.filling), probe.start() else { return false }
      self.probe = consume probe
      startsUnknown = false
    }
    isReady = true
    return true
  }

  private mutating func beginMessage() {
    message = Progress()
    opening.removeAll()
    scanner?.beginMessage(history: history)
  }

  /// Puts the tail back. What it brings out is given on only when the message turns out to be whole: the tail of a
  /// message that was cut off would otherwise be shown as its last bytes.
  private mutating func inflateTail(
    scratch: inout [UInt8], output: (Span<UInt8>, _ isKnown: Bool) -> Void
  ) throws(InflationError) {
    let tail: [4 of UInt8] = [0x00, 0x00, 0xFF, 0xFF]
    let lengthWithoutTail = message.inflatedLength
    var withheld: [(bytes: [UInt8], isKnown: Bool)] = []
    do {
      try inflatePart(tail.span, scratch: &scratch) { piece, isKnown in
        withheld.append((unsafe piece.withUnsafeBufferPointer { unsafe Array($0) }, isKnown))
      }
    } catch {
      throw InflationError(
        kind: error.kind, position: min(error.position, message.compressedLength), outputPosition: lengthWithoutTail)
    }
    guard stream.isAtBlockBoundary && !message.endsInFinalBlock else {
      throw InflationError(
        kind: .invalidData(.endsInsideBlock), position: message.compressedLength, outputPosition: lengthWithoutTail)
    }
    for (bytes, isKnown) in withheld { output(bytes.span, isKnown) }
  }

  private mutating func inflatePart(
    _ input: Span<UInt8>, scratch: inout [UInt8], output: (Span<UInt8>, _ isKnown: Bool) -> Void
  ) throws(InflationError) {
    precondition(scratch.count >= 4096, "the scratch buffer holds 4 KiB at least")
    guard isReady || prepare() else { throw failure(.outOfMemory, after: 0) }
    let violation = findViolation(input)
    // One byte more than the limit allows shows that the message goes on.
    let tooMuch = min(mostOutput, UInt64.max - 1) + 1
    let stop = min(violation?.outputPosition ?? tooMuch, tooMuch)
    var offset = 0
    message.endsInFinalBlock = false
    while true {
      let room = Int(min(UInt64(scratch.count), stop - message.inflatedLength))
      if room == 0, let violation { throw error(for: violation) }
      let before = offset
      let (status, written) = stream.inflate(input, from: &offset, into: &scratch, room: room)
      if probe?.follow(input, from: before, room: room, written: written) == false {
        throw failure(.outOfMemory, after: offset)
      }
      let allowed = Int(min(UInt64(written), mostOutput - message.inflatedLength))
      if allowed > 0 { give(scratch.span.extracting(0..<allowed), to: output) }
      message.inflatedLength &+= UInt64(allowed)
      if allowed < written {
        throw failure(.messageTooLarge(limit: mostOutput), after: offset)
      }
      switch status {
      case .advanced:
        if written < room {
          if offset == input.count {
            if let violation { throw error(for: violation) }
            return
          }
          guard written > 0 || offset > before else { throw failure(.invalidData(.other), after: offset) }
        }
      case .endedFinalBlock:
        message.finalBlocks &+= 1
        stream.restartKeepingWindow()
        probe?.restartKeepingWindow()
        if offset == input.count {
          message.endsInFinalBlock = true
          return
        }
      case .distanceTooFarBack: throw errorBeforeStart(input, after: offset)
      case .invalid(let fault): throw failure(.invalidData(fault), after: offset)
      case .outOfMemory: throw failure(.outOfMemory, after: offset)
      }
    }
  }

  /// Gives on some inflated bytes.
  @inline(__always)
  private mutating func give(_ bytes: Span<UInt8>, to output: (Span<UInt8>, _ isKnown: Bool) -> Void) {
    if probe == nil {
      output(bytes, true)
    } else {
      givePartlyKnown(bytes, to: output)
    }
  }

  /// Gives on inflated bytes that may be copies of unknown ones, until the window holds none of those any more.
  @inline(never)
  private mutating func givePartlyKnown(_ bytes: Span<UInt8>, to output: (Span<UInt8>, _ isKnown: Bool) -> Void) {
    message.unknownLength &+= UInt64(probe?.divide(bytes, output: output) ?? 0)
    if let run = probe?.knownRun, run >= 1 << UInt64(windowBits) { probe = nil }
  }

  /// An error at the last byte read, `offset` bytes into the present part.
  private func failure(_ kind: InflationError.Kind, after offset: Int) -> InflationError {
    let read = message.compressedLength &+ UInt64(offset)
    return InflationError(kind: kind, position: max(read, 1) &- 1, outputPosition: message.inflatedLength)
  }
}

extension MessageDecoder {
  private mutating func findViolation(_ input: Span<UInt8>) -> DistanceScanner.Violation? {
    if windowBits == Self.zlibWindowBits { return nil }
    if scanner == nil { scanner = DistanceScanner(windowSize: 1 << windowBits, history: history) }
    return scanner?.scan(input)
  }

  private func error(for violation: DistanceScanner.Violation) -> InflationError {
    let kind: InflationError.Kind =
      if violation.isBeforeStart {
        .distanceBeforeStart(distance: violation.distance, available: Int(violation.available))
      } else {
        .distanceBeyondWindow(distance: violation.distance, windowSize: 1 << windowBits)
      }
    return InflationError(kind: kind, position: violation.bitPosition / 8, outputPosition: violation.outputPosition)
  }

  /// The error for a distance of which zlib says only that it is too long: the message is read again to find it.
  private func errorBeforeStart(_ input: Span<UInt8>, after offset: Int) -> InflationError {
    if opening.isWhole {
      var scanner = DistanceScanner(windowSize: 1 << Self.zlibWindowBits, history: history)
      if let violation = scanner.scan(opening.bytes.span) ?? scanner.scan(input) { return error(for: violation) }
    }
    // What does not fit into Int does not come here: a full window has nothing before its start.
    let available = Int(min(history &+ message.inflatedLength, Self.mostHistory))
    return failure(.distanceBeforeStart(distance: nil, available: available), after: offset)
  }
}
