import Inspection
import Rendering
import Threads

/// Tells events on a thread of its own, in the order they come, while the packets behind them are looked at.
///
/// As long as it is there, nobody else touches the outlet and the output.
final class OutletThread<Renderer: EventRenderer>: @unchecked Sendable {
  private let outlet: EventOutlet<Renderer>
  private let output: OutputTarget
  private let queues = HandOver<EventQueue>(capacity: 2)
  private var worker: Worker?
  private var refusal: Failure?

  /// Begins to tell; `nil` where the system has no thread to give.
  init?(_ outlet: EventOutlet<Renderer>, _ output: OutputTarget) {
    self.outlet = outlet
    self.output = output
    worker = nil
    worker = Worker { [self] in run() }
    guard worker != nil else { return nil }
  }

  private func run() {
    while var queue = queues.take() {
      do throws(Failure) {
        try outlet.tell(&queue, into: output)
      } catch {
        refusal = error
        queues.cancel()
      }
      queues.giveBack(queue)
    }
  }

  /// Hands over the events that wait, and leaves none.
  ///
  /// - Returns: false where nothing more can be written; ``finish()`` tells why.
  func take(_ events: inout EventQueue) -> Bool {
    var queue = queues.takeUsed() ?? EventQueue()
    swap(&queue, &events)
    return queues.give(queue)
  }

  /// Waits until everything has been told.
  ///
  /// - Throws: what kept something from being written.
  func finish() throws(Failure) {
    queues.complete()
    worker = nil
    if let refusal { throw refusal }
  }
}
