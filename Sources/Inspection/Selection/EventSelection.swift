import WebSocketProtocol

/// What an event has to fit.
struct EventCriteria {
  private let filter: EventFilter

  init(_ filter: EventFilter) {
    self.filter = filter
  }

  var pattern: PayloadPattern? { filter.pattern }
  var rules: Set<RuleID>? { filter.rules }
  var times: ClosedRange<Int64>? { filter.times }

  /// Only the time is asked for, so that a connection is wanted for having been there.
  var isTimeOnly: Bool { filter.pattern == nil && filter.rules == nil }

  func isWanted(_ event: Event) -> Bool { filter.isWanted(event) }

  func isInTime(_ event: Event) -> Bool {
    // What is said of the input as a whole has no time.
    guard let times, event.connection > 0 else { return true }
    return event.time.map(times.contains) ?? false
  }

  func isWanted(_ finding: Finding) -> Bool { rules?.contains(finding.rule) ?? true }
}

/// Finds the events that fit, and the connections that have any.
///
/// What a connection begins with waits until it has something that fits; a frame is told before its findings and its
/// message, but among the same events.
struct EventSelection {
  /// The gaps of a connection that wait; those of a hostile input may be without end.
  private static let mostWaiting = 4096

  /// What connections began with that had nothing yet that fits.
  private var waiting: [Int: [Event]] = [:]
  /// The latest frame of each side with a wanted finding: its message may not be finished yet.
  private var marked: [SidePlace: UInt64] = [:]
  private(set) var partlySearched: UInt64 = 0

  /// A side of a connection.
  private struct SidePlace: Hashable {
    var connection: Int
    var sender: Sender
  }

  /// A frame of a connection.
  private struct FramePlace: Hashable {
    var connection: Int
    var frame: UInt64
  }

  mutating func begin() {
    waiting = [:]
    marked = [:]
  }

  mutating func apply(_ criteria: EventCriteria, to queue: inout EventQueue) {
    let fitting = fitting(queue, criteria)
    var kept: [Event] = []
    kept.reserveCapacity(fitting.count)
    var lastFinding: (connection: Int, frame: UInt64?, isKept: Bool) = (0, nil, false)
    for (event, fits) in zip(queue.events, fitting) {
      let number = event.connection
      if criteria.isTimeOnly { reveal(overlapping: event, criteria, &kept) }
      switch event.kind {
      case .connection:
        waiting[number] = [event]
        if criteria.isTimeOnly { reveal(overlapping: event, criteria, &kept) }
      case .handshake, .check, .gap:
        if case .gap = event.kind, !fits { continue }
        if waiting[number] == nil {
          kept.append(event)
        } else if waiting[number, default: []].count < Self.mostWaiting {
          waiting[number]?.append(event)
        }
      case .end:
        if waiting.removeValue(forKey: number) == nil { kept.append(event) }
        for sender in [Sender.client, .server, .unknown] { marked[SidePlace(connection: number, sender: sender)] = nil }
      case .finding(let finding):
        lastFinding = (number, finding.finding.frame, fits)
        if fits { show(event, &kept) }
      case .hint(let hint):
        // A guess goes with the finding whose cause it is about.
        if lastFinding.isKept, lastFinding.connection == number, lastFinding.frame == hint.frame { kept.append(event) }
      case .frame, .message:
        if fits { show(event, &kept) }
      }
    }
    queue.replaceEvents(by: kept)
  }

  /// Lets an event through, behind what its connection began with.
  private mutating func show(_ event: Event, _ kept: inout [Event]) {
    reveal(event.connection, &kept)
    kept.append(event)
  }

  private mutating func reveal(_ connection: Int, _ kept: inout [Event]) {
    if let beginning = waiting.removeValue(forKey: connection) { kept += beginning }
  }

  /// Reveals a connection that has begun before the wanted time is over, and goes on when it has begun.
  private mutating func reveal(overlapping event: Event, _ criteria: EventCriteria, _ kept: inout [Event]) {
    guard let times = criteria.times, let start = waiting[event.connection]?.first?.time, let time = event.time,
      start <= times.upperBound, time >= times.lowerBound
    else { return }
    reveal(event.connection, &kept)
  }

  // MARK: What fits

  /// For each event that is a frame, a message or a finding, whether it fits.
  private mutating func fitting(_ queue: EventQueue, _ criteria: EventCriteria) -> [Bool] {
    var fitting = queue.events.map { criteria.isInTime($0) && criteria.isWanted($0) }
    judgeFindings(queue, criteria, &fitting)
    if let pattern = criteria.pattern { search(queue, for: pattern, &fitting) }
    return fitting
  }

  /// Leaves the findings by the wanted rules, and the frames and messages they point at.
  private mutating func judgeFindings(_ queue: EventQueue, _ criteria: EventCriteria, _ fitting: inout [Bool]) {
    guard criteria.rules != nil else { return }
    var places: Set<FramePlace> = []
    for (index, event) in queue.events.enumerated() {
      guard case .finding(let finding) = event.kind else { continue }
      if !criteria.isWanted(finding.finding) {
        fitting[index] = false
      } else if let frame = finding.finding.frame {
        places.insert(FramePlace(connection: event.connection, frame: frame))
      }
    }
    for (index, event) in queue.events.enumerated() {
      let number = event.connection
      switch event.kind {
      case .finding(let finding) where criteria.isWanted(finding.finding):
        guard let frame = finding.finding.frame, let sender = finding.finding.sender else { continue }
        marked[SidePlace(connection: number, sender: sender)] = frame
      case .frame(let frame):
        if !places.contains(FramePlace(connection: number, frame: frame.frame)) { fitting[index] = false }
      case .message(let message):
        let latest = marked[SidePlace(connection: number, sender: message.sender)]
        let isPointedAt = latest.map { $0 >= message.firstFrame && $0 <= message.lastFrame } ?? false
        if !isPointedAt { fitting[index] = false }
      default: break
      }
    }
  }

  /// True where the pattern is in bytes that are known, and in one piece.
  private static func isFound(_ pattern: PayloadPattern, in content: Excerpt, of queue: EventQueue) -> Bool {
    let bytes = queue.bytes[content.range]
    let unknownRanges = queue.unknownRanges(of: content)
    guard !unknownRanges.isEmpty else { return pattern.isFound(in: bytes) }
    var rest = bytes
    for range in unknownRanges {
      let start = bytes.startIndex + range.lowerBound
      if start > rest.startIndex, pattern.isFound(in: rest[..<start]) { return true }
      rest = bytes[(bytes.startIndex + range.upperBound)...]
    }
    return !rest.isEmpty && pattern.isFound(in: rest)
  }

  /// Leaves the messages and frames that have a match, the frames that such a message ends in, and the findings about
  /// any of these.
  private mutating func search(_ queue: EventQueue, for pattern: PayloadPattern, _ fitting: inout [Bool]) {
    var matched: Set<FramePlace> = []
    for (index, event) in queue.events.enumerated() {
      switch event.kind {
      case .message(let message) where fitting[index]:
        if Self.isFound(pattern, in: message.content, of: queue) {
          matched.insert(FramePlace(connection: event.connection, frame: message.lastFrame))
        } else {
          if message.length > UInt64(PayloadPattern.searchedBytes) { partlySearched += 1 }
          fitting[index] = false
        }
      case .frame(let frame) where fitting[index] && Self.isFound(pattern, in: frame.content, of: queue):
        matched.insert(FramePlace(connection: event.connection, frame: frame.frame))
      default: break
      }
    }
    for (index, event) in queue.events.enumerated() where fitting[index] {
      switch event.kind {
      case .frame(let frame):
        fitting[index] = matched.contains(FramePlace(connection: event.connection, frame: frame.frame))
      case .finding(let finding) where event.connection > 0:
        let frame = finding.finding.frame
        fitting[index] = frame.map { matched.contains(FramePlace(connection: event.connection, frame: $0)) } ?? false
      default: break
      }
    }
  }
}
