public import WebSocketProtocol

/// Events that wait to be shown, with the payload bytes they refer to.
///
/// The bytes of all events lie in one buffer that is used again and again, so that an event costs no allocation.
public struct EventQueue: Sendable {
  /// The events in the order they happened.
  public private(set) var events: [Event] = []
  /// The bytes that ``Excerpt`` ranges point into.
  public private(set) var bytes: [UInt8] = []
  /// The places of bytes that nobody knows, for ``unknownRanges(of:)``.
  private var unknownRanges: [Range<Int>] = []

  /// An empty queue.
  public init() {}

  /// True where nothing waits.
  public var isEmpty: Bool { events.isEmpty }

  /// Forgets the events, keeping the space they took unless it is unusually large.
  public mutating func removeAll() {
    events.removeAll(keepingCapacity: events.capacity <= 4096)
    bytes.removeAll(keepingCapacity: bytes.capacity <= 1 << 20)
    unknownRanges.removeAll(keepingCapacity: unknownRanges.capacity <= 4096)
  }

  /// Removes the events that do not satisfy a condition.
  mutating func keep(_ isWanted: (Event) -> Bool) {
    events.removeAll { !isWanted($0) }
  }

  /// Removes the messages; whoever asked for them has seen them.
  public mutating func removeMessages() {
    keep { event in
      if case .message = event.kind { false } else { true }
    }
  }

  /// Puts other events in the place of those that wait; their bytes stay.
  mutating func replaceEvents(by others: [Event]) {
    events = others
  }

  mutating func append(_ event: Event) {
    events.append(event)
  }

  /// Stores bytes for an event that is about to be appended.
  mutating func store(_ piece: ArraySlice<UInt8>, isTruncated: Bool) -> Excerpt {
    let start = bytes.count
    bytes.append(contentsOf: piece)
    return Excerpt(range: start..<bytes.count, isTruncated: isTruncated)
  }

  /// Which bytes of an excerpt nobody knows, as places in it, in order; zeros stand there.
  public func unknownRanges(of excerpt: Excerpt) -> ArraySlice<Range<Int>> { unknownRanges[excerpt.unknown] }

  /// Gives findings their places in a text that the bytes were copied from.
  ///
  /// - Parameter place: tells the place of an offset in a side's stream, where it is known.
  public mutating func locate(_ place: (_ connection: Int, Sender, UInt64) -> Finding.Place?) {
    for index in events.indices {
      let connection = events[index].connection
      switch events[index].kind {
      case .finding(var event):
        event.finding.locate(in: connection, place)
        events[index].kind = .finding(event)
      case .check(var check):
        for number in check.findings.indices { check.findings[number].locate(in: connection, place) }
        events[index].kind = .check(check)
      default: break
      }
    }
  }

  /// Stores bytes for an event that is about to be appended.
  ///
  /// - Parameter limit: how many of them are to be shown.
  /// - Returns: those to be shown, with which all that are there begin, and all.
  mutating func store(_ gathered: Gathering, shown limit: Int) -> (shown: Excerpt, all: Excerpt) {
    let start = bytes.count
    unsafe gathered.bytes.withUnsafeBufferPointer { unsafe bytes.append(contentsOf: $0) }
    let end = start + min(max(limit, 0), gathered.bytes.count)
    var shown = Excerpt(range: start..<end, isTruncated: gathered.isTruncated || end < bytes.count)
    var all = Excerpt(range: start..<bytes.count, isTruncated: gathered.isTruncated)
    if !gathered.unknownRanges.isEmpty {
      all.unknown = store(gathered.unknownRanges[...], before: all.range.count)
      shown.unknown = end == bytes.count ? all.unknown : store(gathered.unknownRanges[...], before: shown.range.count)
    }
    return (shown, all)
  }

  /// Events of another queue that belong together at one place.
  struct Stretch {
    /// How many events of this queue come before them.
    var place: Int
    /// Where they end in the other queue; they begin where the stretch before them ends.
    var end: Int
  }

  /// Puts the events of another queue among those that wait, each stretch at its place.
  ///
  /// - Parameters:
  ///   - stretches: all of the other queue's events, by rising places.
  ///   - storage: room for events, kept by the caller from one time to the next.
  mutating func insert(_ other: borrowing EventQueue, _ stretches: [Stretch], using storage: inout [Event]) {
    guard !other.isEmpty else { return }
    storage.removeAll(keepingCapacity: storage.capacity <= 4096)
    storage.reserveCapacity(events.count + other.events.count)
    var position = 0
    var taken = 0
    for stretch in stretches {
      storage.append(contentsOf: events[position..<stretch.place])
      position = stretch.place
      for event in other.events[taken..<stretch.end] {
        storage.append(event.moved(by: bytes.count, unknownBy: unknownRanges.count))
      }
      taken = stretch.end
    }
    storage.append(contentsOf: events[position...])
    swap(&events, &storage)
    bytes.append(contentsOf: other.bytes)
    unknownRanges.append(contentsOf: other.unknownRanges)
    storage.removeAll(keepingCapacity: storage.capacity <= 4096)
  }

  /// Stores ranges, as far as they lie in an excerpt of so many bytes.
  private mutating func store(_ ranges: ArraySlice<Range<Int>>, before count: Int) -> Range<Int> {
    let first = unknownRanges.count
    for range in ranges where range.lowerBound < count {
      unknownRanges.append(range.lowerBound..<min(range.upperBound, count))
    }
    return first..<unknownRanges.count
  }
}

extension Finding {
  /// Takes its place in a text, where the finding tells whose byte it is about.
  fileprivate mutating func locate(in connection: Int, _ place: (Int, Sender, UInt64) -> Place?) {
    guard let sender, let offset else { return }
    self.place = place(connection, sender, offset)
  }
}
