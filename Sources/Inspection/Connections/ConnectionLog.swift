import WebSocketProtocol

/// What the events of one connection share: its number, their order, and what was counted.
struct ConnectionLog {
  /// From 1 in the order in which WebSocket connections were recognised; 0 before that.
  var number = 0
  /// The client's address, where the input has one.
  var clientAddress: String?
  /// The events written so far.
  var sequence: UInt64 = 0
  /// Frames and messages of both directions, numbered from 1.
  var frames: UInt64 = 0
  var messages: UInt64 = 0
  var totals = Totals()
  /// How long answered pings of either side waited; made when the first one is answered.
  private(set) var roundTrips: RoundTrips?
  /// When the first and the latest bytes were seen.
  var firstTime: Int64?
  var latest = Origin()
  /// It has been told what RSV1 is taken for.
  var toldAssumption = false

  /// A ping was answered.
  ///
  /// - Parameters:
  ///   - sent: when it was seen.
  ///   - answered: when its pong was.
  mutating func noteRoundTrip(from sent: Int64?, to answered: Int64?) {
    guard let sent, let answered else { return }
    let (time, overflows) = answered.subtractingReportingOverflow(sent)
    // A clock that was set back in between tells nothing.
    guard !overflows, time >= 0 else { return }
    if roundTrips == nil { roundTrips = RoundTrips() }
    roundTrips?.add(time)
  }
}

/// What all connections of an input share: options, the events that wait, and buffers that are used again and again.
struct Workspace {
  let options: InspectionOptions
  /// Nobody asked for frames or messages: they are judged and counted.
  let onlyCounts: Bool
  /// How many payload bytes of a message, of a control frame, and of any frame are kept for its event.
  let keptOfMessage: Int
  let keptOfControl: Int
  let keptOfFrame: Int
  /// The payload is looked at even where no rule asks for it.
  let wantsPayload: Bool
  /// How many bytes of unfinished messages may yet be gathered.
  var gatheringRoom: Int
  var queue = EventQueue()
  var summary = Summary()
  /// The keys of the requests so far.
  var keys = KeyMemory()
  /// How many more wrong answers are worth the search for their cause: a hostile input may be full of them.
  var mistakesToLookFor = 1000
  /// How many connections are looked at for frames, and what is kept of them, in bytes.
  var searches = 0
  var searchedBytes = 0
  /// It has been told that there were too many of them.
  var toldTooManySearches = false
  /// Takes unmasked payload.
  var unmasked: [UInt8] = []
  /// Takes inflated payload, 32 KiB at a time; made when it is first needed.
  var inflated: [UInt8] = []
  /// Takes what comes out of a compressed stream; made when it is first needed.
  var unwrapped: [UInt8] = []

  init(options: InspectionOptions) {
    self.options = options
    onlyCounts = !options.wantsFrames && !options.wantsMessages
    let content = Int(clamping: min(UInt64(max(options.contentLimit, 0)), options.limits.messageBytes))
    keptOfMessage = options.wantsMessages ? max(options.payloadLimit, content) : 0
    keptOfFrame = options.wantsFrames ? max(options.payloadLimit, options.frameContentLimit) : 0
    keptOfControl = max(keptOfMessage, keptOfFrame, 125)
    wantsPayload = keptOfMessage > 0 || keptOfFrame > 0 || options.wantsMessages && options.wantsDigests
    gatheringRoom = options.contentLimit > 0 ? options.limits.gatheredBytes : .max
  }

  mutating func emit(_ kind: Event.Kind, _ log: inout ConnectionLog, time: Int64?) {
    log.sequence += 1
    queue.append(Event(connection: log.number, sequence: log.sequence, time: time, kind: kind))
  }

  /// Tells a finding about a connection that has no number.
  mutating func report(_ finding: Finding, at origin: Origin) {
    summary.totals.count(finding.severity)
    queue.append(
      Event(
        connection: 0, sequence: 0, time: origin.time,
        kind: .finding(FindingEvent(finding: finding, packet: origin.packet))))
  }

  mutating func report(_ finding: Finding, _ log: inout ConnectionLog, at origin: Origin) {
    log.totals.count(finding.severity)
    emit(.finding(FindingEvent(finding: finding, packet: origin.packet)), &log, time: origin.time)
  }
}
