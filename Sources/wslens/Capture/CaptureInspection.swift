import Glibc
import Inspection
import PacketCapture
import Rendering
import WebSocketProtocol

/// The road from a capture to its events: packets become streams, streams become events, events become output.
struct CaptureInspection<Renderer: EventRenderer> {
  /// One packet may fill a gap, and bring on all that waited behind it: from so many events on they do not wait for more.
  private static var mostWaitingEvents: Int { 16_384 }
  /// The same of the payload bytes that come with them.
  private static var mostWaitingBytes: Int { 8 << 20 }

  /// So many events, or payload bytes of theirs, are worth handing over to another thread.
  private static var fewestEvents: Int { 256 }
  private static var fewestBytes: Int { 1 << 17 }

  @inline(__always)
  private static func isCrowded(_ inspector: inout Inspector) -> Bool {
    waits(in: &inspector, events: mostWaitingEvents, bytes: mostWaitingBytes)
  }

  /// True where so much waits with the inspector, or half as much with its deputy, who makes more of it.
  @inline(__always)
  private static func waits(in inspector: inout Inspector, events: Int, bytes: Int) -> Bool {
    inspector.waitingEvents >= events || inspector.waitingBytes >= bytes
      || inspector.delegation.stepCount >= events / 2 || inspector.delegation.byteCount >= bytes / 2
  }

  let options: InspectionOptions
  let limits: CaptureStreams.Limits
  /// What becomes of the events.
  let outlet: EventOutlet<Renderer>
  var progress: Progress
  /// When what is shown was seen; set before anything is read.
  var times: TimeRange?
  /// Comes when nothing is there to read, where there is something to wait for.
  var lull: Lull?
  /// What all captures held together.
  private(set) var total = Summary()
  private(set) var captures = 0

  init(
    options: InspectionOptions, limits: CaptureStreams.Limits, filter: EventFilter, renderer: Renderer,
    progress: Progress
  ) {
    self.options = options
    self.limits = limits
    outlet = EventOutlet(filter: filter, renderer: renderer)
    self.progress = progress
  }

  /// Reads packets to their end.
  ///
  /// - Parameter explaining: finds the cause of a failure to read.
  /// - Throws: what keeps the packets from being read, or the output from being written. What was read before is told.
  mutating func read<Source: PacketSource & ~Copyable>(
    _ capture: inout Source, named name: String, into output: inout OutputTarget,
    explaining: (Failure) -> Failure = { $0 }
  ) throws(Failure) {
    captures += 1
    outlet.filter.begin()
    outlet.saved?.begin()
    var needsStart = times != nil
    outlet.renderer.begin(name, into: &output.buffer)
    // What is searched for is looked for among the events of one packet, whatever the capture's size.
    let mayShare = capture.isReadAhead && !outlet.filter.selects && times == nil
    let thread = mayShare ? OutletThread(outlet, output).map { DeputyThread(options: options, $0) } : nil
    var inspector = Inspector(options: options)
    inspector.delegates = thread != nil
    var directory: [ConnectionAddresses] = []
    var streams = CaptureStreams(limits: limits)
    var damage: Failure?
    var refusal: Failure?
    var packets: UInt64 = 0
    // Asked of the inspector where it is at hand anyway: elsewhere it would be copied for the question.
    var eventsWait = false
    var early: Lull.Packet?
    while true {
      let goesOn: Bool
      do {
        if let lull, streams.isWaiting {
          early = try lull.next(of: &capture) {
            streams.rest { event, payload in StreamRelay.pass(event, payload, to: &inspector, &directory) }
            tell(&inspector, output, thread, unless: &refusal)
          }
          guard early != nil else { break }
        }
        goesOn = try Self.next(of: &capture, unless: &early) { record, bytes in
          packets &+= 1
          if needsStart {
            needsStart = false
            outlet.filter.times = times?.resolved(record.time.nanoseconds)
          }
          streams.take(record, bytes) { event, payload in
            let interest = StreamRelay.pass(event, payload, to: &inspector, &directory)
            guard inspector.hasEvents else { return interest }
            if Self.isCrowded(&inspector) { tell(&inspector, output, thread, unless: &refusal) }
            eventsWait = true
            return interest
          }
        }
      } catch {
        damage = explaining(Failure(error))
        break
      }
      guard goesOn, refusal == nil else { break }
      if eventsWait, thread == nil || Self.waits(in: &inspector, events: Self.fewestEvents, bytes: Self.fewestBytes) {
        eventsWait = false
        tell(&inspector, output, thread, unless: &refusal)
      }
      if packets & 0xfff == 0 { progress.update(read: capture.bytesRead, of: capture.byteCount, name) }
    }
    streams.finish { event, payload in
      let interest = StreamRelay.pass(event, payload, to: &inspector, &directory)
      if Self.isCrowded(&inspector) { tell(&inspector, output, thread, unless: &refusal) }
      return interest
    }
    progress.clear()
    tell(&inspector, output, thread, unless: &refusal)
    let delegated = try thread?.finish()
    if let refusal { throw refusal }
    var summary = inspector.summary
    if let delegated { summary.totals.add(delegated) }
    let statistics = streams.statistics
    summary.packets = packets
    summary.bytes = capture.bytesRead
    let others = statistics.connections > summary.connections ? statistics.connections - summary.connections : 0
    summary.otherConnections = others
    for finding in Self.findings(capture) + StreamRelay.findings(statistics, undecided: inspector.setAside) {
      summary.totals.count(finding.severity)
      inspector.report(finding)
    }
    try outlet.tell(&inspector.queue, into: output)
    if let damage {
      outlet.renderer.fail(damage.message, offset: damage.offset, status: damage.status.rawValue, into: &output.buffer)
    }
    outlet.renderer.end(summary, into: &output.buffer)
    total.add(summary)
    try output.flushIfLarge()
    if let damage { throw damage }
  }

  /// Reads the next packet, unless it was read early.
  @inline(__always)
  private static func next<Source: PacketSource & ~Copyable>(
    of capture: inout Source, unless early: inout Lull.Packet?, _ body: (PacketRecord, Span<UInt8>) -> Void
  ) throws(CaptureError) -> Bool {
    guard let packet = early else { return try capture.next(body) }
    early = nil
    body(packet.record, packet.bytes.span)
    return true
  }

  /// Tells that a capture cannot be opened.
  mutating func refuse(_ failure: Failure, named name: String, into output: inout OutputTarget) {
    captures += 1
    outlet.renderer.begin(name, into: &output.buffer)
    outlet.renderer.fail(failure.message, offset: failure.offset, status: failure.status.rawValue, into: &output.buffer)
  }

  /// Writes what all captures held together, where there were several.
  mutating func conclude(into output: inout OutputTarget) {
    outlet.renderer.conclude(total, inputs: captures, into: &output.buffer)
  }

  /// Tells what waits, or has it told by the thread; once the output is refused, nothing more is written.
  private func tell(
    _ inspector: inout Inspector, _ output: OutputTarget, _ thread: DeputyThread<Renderer>?,
    unless refusal: inout Failure?
  ) {
    guard refusal == nil else {
      inspector.queue.removeAll()
      return
    }
    do throws(Failure) {
      if let thread {
        if !thread.take(&inspector) { _ = try thread.finish() }
      } else {
        try outlet.tell(&inspector.queue, into: output)
      }
    } catch {
      refusal = error
    }
  }

  /// What there is to say about the input itself.
  private static func findings<Source: PacketSource & ~Copyable>(_ capture: borrowing Source) -> [Finding] {
    var findings: [Finding] = []
    if capture.endsInsideRecord {
      let record = capture.recordsRead + 1
      findings.append(Finding(.cap01, "the capture ends inside record \(record); everything before it was read"))
    }
    let dropped = capture.droppedPackets
    if dropped > 0 {
      findings.append(
        Finding(.cap05, "\(dropped) packets came faster than they were taken, and are not in the capture"))
    }
    return findings
  }
}

extension Failure {
  init(_ error: CaptureError) {
    let status: ExitStatus =
      switch error.kind {
      case .notFound, .notReadable, .isDirectory, .notPermitted, .interrupted: .noInput
      case .unfilterable: .usage
      case .empty, .notACapture, .headerCut, .unsupportedLink, .damaged: .unreadableData
      }
    self.init(status, error.advice, offset: error.offset)
  }
}
