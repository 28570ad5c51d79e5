/// Looks at the connections that an ``Inspector`` leaves to it, perhaps on another thread.
///
/// Inflating is most of the work there is with compressed messages, and connections have nothing to do with each other:
/// two threads can share them. What is told, and in which order, does not depend on it.
public struct Deputy: ~Copyable {
  private var inspector: Inspector
  /// Which of its events belong where among the others, while a delegation is worked off.
  private var stretches: [EventQueue.Stretch] = []
  /// Its storage and that of a queue take turns.
  private var merged: [Event] = []

  /// - Parameter options: those of the inspector whose work it does.
  public init(options: InspectionOptions) {
    inspector = Inspector(options: options)
  }

  /// What was counted on the connections that were left to it and have ended.
  public var totals: Totals { inspector.summary.totals }

  /// Does what there is to do, and puts its events where they belong among those that waited with the inspector.
  public mutating func work(_ delegation: inout Delegation, into queue: inout EventQueue) {
    guard !delegation.isEmpty else { return }
    var position = 0
    for step in delegation.steps {
      take(step, of: delegation, &position)
      let count = inspector.waitingEvents
      if count > stretches.last?.end ?? 0 { stretches.append(EventQueue.Stretch(place: step.place, end: count)) }
    }
    queue.insert(inspector.queue, stretches, using: &merged)
    inspector.queue.removeAll()
    stretches.removeAll(keepingCapacity: true)
    delegation.removeAll()
  }

  private mutating func take(_ step: Delegation.Step, of delegation: borrowing Delegation, _ position: inout Int) {
    let slot = step.slot
    // Nothing depends on what becomes of it: an open connection is looked at to its end.
    switch step.kind {
    case .connection(let place):
      inspector.adopt(delegation.connections[place], slot)
    case .bytes(let side, let offset, let end):
      let bytes = delegation.bytes.span.extracting(position..<end)
      position = end
      _ = inspector.take(bytes, from: side, at: offset, slot: slot, step.origin) { _ in nil }
    case .gap(let side, let offset, let length):
      _ = inspector.skip(length, from: side, at: offset, slot: slot, step.origin)
    case .finding(let place, let side):
      inspector.report(delegation.findings[place], by: side, slot: slot, step.origin)
    case .finished(let side): inspector.finish(side, slot: slot, step.origin)
    case .reset(let side): inspector.reset(by: side, slot: slot, step.origin)
    case .closed: inspector.close(slot)
    }
  }
}
