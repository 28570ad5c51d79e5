import WebSocketProtocol

/// Guards the border between the frames of one stream: what does not look like a frame is held back until it is known
/// whether it is one, and behind a lost border the next one is searched for.
struct FrameBorder {
  /// What is known of the place the stream has come to.
  private enum State {
    /// Frame follows frame.
    case known
    /// The bytes in the window may be no frame; more of them have to tell.
    case doubtful
    /// The border is lost; the window is searched for the next one.
    case lost
    /// So many borders turned out to be none that nobody looks for another.
    case givenUp
  }

  /// Why a border is lost.
  enum Loss {
    /// The header has too many marks of what is none.
    case marks(FrameMarks)
    /// The bytes are known to be something else.
    case fingerprint(StreamFingerprint)
  }

  /// What is to be done with the stream.
  enum Advice {
    /// Nothing yet.
    case wait
    /// The window holds frames from its beginning on.
    case read
    /// The border is lost at the window's first byte.
    case tell(Loss)
  }

  /// How many bytes a finding shows of what is no frame.
  private static let evidenceLength = 14
  /// How many bytes behind a header help to tell what it is.
  private static let tellingLength = 256
  /// How many bytes are searched at a time.
  private static let widestWindow = 1 << 17
  /// How often a border may be found and lost again.
  private static let mostReturns = 16
  /// How many packets may turn out to begin with no frame before one frame that fills a packet proves nothing.
  private static let mostTrustedPackets = 8

  private var state = State.known
  private(set) var window = StreamWindow()
  /// The place in the window up to which no border was found.
  private var searched = 0
  /// How many bytes the window must hold before it is worth looking at that place again.
  private var neededBytes = 0
  /// A frame is expected at that place.
  private var expectsFrame = false
  /// How many bytes to come belong to a frame that is too long to be held.
  private var passing: UInt64 = 0
  /// How many packets were found to begin with no frame.
  private var packetsSearched = 0
  private var returns = 0
  /// The next header has been looked at.
  private var trustsNextHeader = false
  /// What the window holds, where it is to be read, lies behind a border that was searched for, and not merely in doubt.
  private(set) var hasReturned = false

  /// True where frames can be read.
  @inline(__always)
  var isKnown: Bool { state == .known }
  /// True where the border is lost.
  var isLost: Bool { state == .lost || state == .givenUp }
  /// True while the next border is searched for.
  var isSearched: Bool { state == .lost }

  // MARK: Headers

  /// Looks at a header that is out of the ordinary, and takes it into the window if it is not to be read as a frame.
  ///
  /// - Parameters:
  ///   - header: the header's bytes as they were sent.
  ///   - offset: where in the stream they begin.
  ///   - marks: what is odd about it.
  ///   - isStray: it is a continuation of nothing.
  ///   - rest: the bytes behind it, as far as they are there.
  /// - Returns: `nil` where it is a frame, right or wrong.
  mutating func doubt(
    _ header: @autoclosure () -> [UInt8], at offset: UInt64, _ headerOrigin: Origin, marks: FrameMarks, isStray: Bool,
    rest: Span<UInt8>, _ origin: Origin
  ) -> Advice? {
    guard !trustsNextHeader else {
      trustsNextHeader = false
      return nil
    }
    guard !marks.isEmpty || isStray else { return nil }
    // Encoding a header again and looking at what follows it is for the few that are odd.
    window.begin(at: offset)
    window.append(header().span, headerOrigin)
    // Most headers that are odd are of bad frames all the same, and many may lie in one piece: it is taken only where
    // framing is lost, and until then as much of it as tells.
    let telling = min(rest.count, Self.tellingLength)
    window.append(rest.extracting(first: telling), origin)
    state = .doubtful
    let advice = judge(marks, isComplete: false)
    if case .read = advice {
      state = .known
      return nil
    }
    window.append(rest.extracting(droppingFirst: telling), origin)
    return advice
  }

  /// The marks of the header that is in doubt.
  private var doubtfulMarks: FrameMarks = []

  private mutating func judge(_ marks: FrameMarks, isComplete: Bool) -> Advice {
    doubtfulMarks = marks
    switch StreamFingerprint.match(window.bytes.span, isComplete: isComplete) {
    case .found(let fingerprint): return isTellable(isComplete) ? lose(.fingerprint(fingerprint)) : .wait
    case .needsMore: return .wait
    case .none:
      guard marks.meansFramingIsLost else { return .read }
      return isTellable(isComplete) ? lose(.marks(marks)) : .wait
    }
  }

  /// Why the bytes of a header that was cut are none; `nil` where they may be one.
  func loss(of bytes: [UInt8], marks: FrameMarks) -> Loss? {
    guard !marks.isEmpty else { return nil }
    if case .found(let fingerprint) = StreamFingerprint.match(bytes.span, isComplete: true) {
      return .fingerprint(fingerprint)
    }
    return marks.meansFramingIsLost ? .marks(marks) : nil
  }

  /// True where the evidence is at hand, so that the same finding comes of the same bytes however they arrive.
  private func isTellable(_ isComplete: Bool) -> Bool {
    isComplete || window.bytes.count >= Self.evidenceLength
  }

  private mutating func lose(_ loss: Loss) -> Advice {
    state = returns < Self.mostReturns ? .lost : .givenUp
    beginSearch(at: 1)
    // What slipped in before a frame tells where that begins.
    if case .fingerprint(let fingerprint) = loss, let length = fingerprint.lengthBeforeFrame(window.bytes.span) {
      searched = length
      expectsFrame = true
    }
    return .tell(loss)
  }

  private mutating func beginSearch(at place: Int) {
    searched = place
    neededBytes = 0
    expectsFrame = false
    passing = 0
    packetsSearched = 0
  }

  /// The bytes at a place are missing from the input, so that the border is lost there.
  mutating func lose(at offset: UInt64) {
    guard state != .givenUp else { return }
    state = .lost
    window.begin(at: offset)
    beginSearch(at: 0)
  }

  /// A frame is expected at a place, and what comes before it is passed over.
  ///
  /// - Parameter next: where in the stream the bytes are that come next.
  mutating func expect(at place: UInt64, from next: UInt64) {
    lose(at: next)
    passing = place &- next
    expectsFrame = true
  }

  /// Nothing that comes can be read.
  mutating func giveUp() {
    state = .givenUp
    window = StreamWindow()
  }

  // MARK: What follows

  /// Takes the bytes that come next while the border is not known.
  mutating func hold(_ bytes: Span<UInt8>, _ origin: Origin) {
    guard state != .givenUp else { return }
    let passed = Int(min(passing, UInt64(bytes.count)))
    if passed > 0 {
      passing -= UInt64(passed)
      window.begin(at: window.offset &+ UInt64(passed))
    }
    window.append(bytes.extracting(droppingFirst: passed), origin)
  }

  /// What the bytes in the window are, as far as they tell by now.
  ///
  /// - Parameter isComplete: nothing comes behind them.
  mutating func advise(_ search: BorderSearch, isComplete: Bool) -> Advice {
    switch state {
    case .known, .givenUp:
      return .wait
    case .doubtful:
      let advice = judge(doubtfulMarks, isComplete: isComplete)
      if case .read = advice {
        state = .known
        hasReturned = false
        trustsNextHeader = true
      }
      return advice
    case .lost:
      return self.search(search, isComplete: isComplete)
    }
  }

  private mutating func search(_ search: BorderSearch, isComplete: Bool) -> Advice {
    guard window.bytes.count >= neededBytes || isComplete else { return .wait }
    neededBytes = 0
    while searched < window.bytes.count {
      let verdict =
        expectsFrame
        ? search.verdict(atExpected: searched, in: window, isComplete: isComplete)
        : search.verdict(
          at: searched, in: window, trustsPackets: packetsSearched < Self.mostTrustedPackets, isComplete: isComplete)
      switch verdict {
      case .border(let place):
        window.dropFirst(place)
        state = .known
        hasReturned = true
        returns += 1
        return .read
      case .long(let next):
        pass(upTo: next)
      case .undecided(let needed) where window.bytes.count - searched < Self.widestWindow:
        neededBytes = needed - dropSearched()
        return .wait
      case .undecided, .none:
        if window.isPacketStart(searched) { packetsSearched += 1 }
        searched += 1
        expectsFrame = false
      }
    }
    _ = dropSearched()
    return .wait
  }

  /// Forgets what belongs to a frame that is too long to be held, and expects the next one behind it.
  private mutating func pass(upTo place: Int) {
    let missing = max(place - window.bytes.count, 0)
    let next = window.offset &+ UInt64(window.bytes.count)
    if missing > 0 { window.begin(at: next) } else { window.dropFirst(place) }
    passing = UInt64(missing)
    searched = 0
    expectsFrame = true
  }

  /// Forgets the bytes that were searched, but for the last: a delimiter there belongs to what comes.
  ///
  /// - Returns: how many were forgotten.
  private mutating func dropSearched() -> Int {
    let passed = max(searched - 1, 0)
    window.dropFirst(passed)
    searched -= passed
    return passed
  }

  /// Hands out the window, whose bytes are read now.
  mutating func release() -> StreamWindow {
    let released = window
    window = StreamWindow()
    return released
  }
}

extension FrameBorder {
  /// The one finding that the border is lost at the window's first byte.
  ///
  /// - Parameters:
  ///   - sender: whose frames they were.
  ///   - wasMasked: a mask was taken off the header, so that it may have been the wrong one.
  func finding(_ loss: Loss, from sender: Sender, wasMasked: Bool) -> Finding {
    var finding =
      switch loss {
      case .marks where wasMasked:
        Finding(
          .hy12, "what the mask uncovers is no frame header: a wrong key, another version, or bytes are missing")
      case .marks(let marks) where marks.contains(.endlessLength):
        Finding(.h7637, "framing lost: a length that does not fit 63 bits, so that nobody knows where its frame ends")
      case .marks(let marks):
        Finding(.fr15, "framing lost: no frame begins here (\(marks.descriptions.joined(separator: ", ")))")
      case .fingerprint:
        Finding(.fr15, "framing lost: no frame begins here")
      }
    finding.sender = sender
    finding.offset = window.offset
    finding.evidence = Hexadecimal.text(window.bytes.prefix(Self.evidenceLength))
    return finding
  }

  /// What the bytes look like, where that is known.
  func hint(_ loss: Loss) -> Hint? {
    guard case .fingerprint(let fingerprint) = loss else { return nil }
    return fingerprint.hint(for: window.bytes.prefix(Self.evidenceLength))
  }
}
