public import WebSocketProtocol

/// Events that wait to be shown, with the payload bytes they refer to.
///
/// The bytes of all events lie in one buffer that is used again and again, so that an event costs no allocation.
public struct EventQueue: Sendable {
  /// The events in the order they happened.
  public private(set) var events: [Event] = []
  /// The bytes that ``Excerpt`` ranges point into.
  public private(set) var bytes: [UInt8] = []

  /// An empty queue.
  public init() {}

  /// True where nothing waits.
  public var isEmpty: Bool { events.isEmpty }

  /// Forgets the events, keeping the space they took unless it is unusually large.
  public mutating func removeAll() {
    events.removeAll(keepingCapacity: events.capacity <= 4096)
    bytes.removeAll(keepingCapacity: bytes.capacity <= 1 << 20)
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

  /// Gives findings their places in a text that the bytes were copied from.
  ///
  /// - Parameter place: tells the place of an offset in a side's stream, where it is known.
  public mutating func locate(_ place: (_ connection: Int, Sender, UInt64) -> Finding.Place?) {
    for index in events.indices {
      let connection = events[index].connection
      switch events[index].kind {
      case .finding(var event):
        guard let sender = event.finding.sender, let offset = event.finding.offset else { continue }
        event.finding.place = place(connection, sender, offset)
        events[index].kind = .finding(event)
      case .check(var check):
        for number in check.findings.indices {
          guard let sender = check.findings[number].sender, let offset = check.findings[number].offset else { continue }
          check.findings[number].place = place(connection, sender, offset)
        }
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
    bytes.append(contentsOf: gathered.bytes)
    let end = start + min(max(limit, 0), gathered.bytes.count)
    return (
      Excerpt(range: start..<end, isTruncated: gathered.isTruncated || end < bytes.count),
      Excerpt(range: start..<bytes.count, isTruncated: gathered.isTruncated)
    )
  }
}

/// The beginning of a payload, gathered up to a limit.
struct Gathering: Sendable {
  /// What was kept.
  private(set) var bytes: [UInt8] = []
  /// True where more came than was kept.
  private(set) var isTruncated = false

  /// Appends as much as the limit allows, and as there is room for.
  ///
  /// - Returns: how many bytes were appended.
  @inline(__always)
  mutating func take(_ piece: Span<UInt8>, limit: Int, room: Int) -> Int {
    // What was cut once is a beginning, and stays one where room comes back.
    guard !isTruncated else { return 0 }
    let before = bytes.count
    take(piece, limit: room < limit ? min(limit, before + max(room, 0)) : limit)
    return bytes.count - before
  }

  /// Appends as much as the limit allows.
  @inline(__always)
  mutating func take(_ piece: Span<UInt8>, limit: Int) {
    let room = limit - bytes.count
    guard room >= piece.count else {
      isTruncated = isTruncated || piece.count > 0
      append(piece.extracting(first: max(room, 0)))
      return
    }
    append(piece)
  }

  @inline(__always)
  private mutating func append(_ piece: Span<UInt8>) {
    unsafe piece.withUnsafeBufferPointer { unsafe bytes.append(contentsOf: $0) }
  }

  /// Starts over; the space is kept unless it is unusually large.
  mutating func reset() {
    isTruncated = false
    bytes.removeAll(keepingCapacity: bytes.capacity <= 65536)
  }

  /// Drops what is beyond a limit.
  mutating func limit(to count: Int) {
    guard bytes.count > count else { return }
    bytes.removeLast(bytes.count - count)
    isTruncated = true
  }

  /// Remembers that there are more bytes than were kept.
  mutating func markTruncated() {
    isTruncated = true
  }
}
