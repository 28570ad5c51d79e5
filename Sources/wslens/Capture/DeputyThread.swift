import Inspection
import Rendering
import Threads

/// Looks at the connections that the inspector leaves to its deputy, on a thread of its own, and passes all events on.
final class DeputyThread<Renderer: EventRenderer>: @unchecked Sendable {
  /// What the inspector came to in some time: the events told by itself, and the work that was left to the deputy.
  private struct Round: Sendable {
    var queue = EventQueue()
    var delegation = Delegation()
  }

  private let outlet: OutletThread<Renderer>
  private let rounds = HandOver<Round>(capacity: 1)
  private var deputy: Deputy
  private var worker: Worker?
  /// Something was delegated: from then on everything goes this way, so that it stays in order.
  private var isNeeded = false

  init(options: InspectionOptions, _ outlet: OutletThread<Renderer>) {
    self.outlet = outlet
    deputy = Deputy(options: options)
  }

  private func run() {
    while var round = rounds.take() {
      deputy.work(&round.delegation, into: &round.queue)
      if !round.queue.isEmpty, !outlet.take(&round.queue) { rounds.cancel() }
      rounds.giveBack(round)
    }
  }

  /// Hands over what waits with the inspector, and leaves nothing. The thread begins when there is work for it.
  ///
  /// - Returns: false where nothing more can be written; ``finish()`` tells why.
  func take(_ inspector: inout Inspector) -> Bool {
    if !isNeeded, !inspector.delegation.isEmpty {
      isNeeded = true
      worker = Worker { [self] in run() }
    }
    guard isNeeded else { return outlet.take(&inspector.queue) }
    var round = rounds.takeUsed() ?? Round()
    swap(&round.queue, &inspector.queue)
    swap(&round.delegation, &inspector.delegation)
    guard worker == nil else { return rounds.give(round) }
    // Where the system has no thread to give, the work is done at once.
    deputy.work(&round.delegation, into: &round.queue)
    return outlet.take(&round.queue)
  }

  /// Waits until everything has been looked at and told.
  ///
  /// - Returns: what was counted on the connections that were left to the deputy.
  /// - Throws: what kept something from being written.
  func finish() throws(Failure) -> Totals {
    rounds.complete()
    worker = nil
    try outlet.finish()
    return deputy.totals
  }
}
