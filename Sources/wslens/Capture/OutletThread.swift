import Inspection
import Rendering
import Threads

/// Tells events on a thread of its own, in the order they come, while the packets behind them are looked at.
///
/// As long as it is there, nobody else touches the outlet and the output.
final class OutletThread<Renderer: EventRenderer>: @unchecked Sendable {
  /// So many events are worth handing over, or so many of their payload bytes.
  private static var fewestEvents: Int { 256 }
  private static var fewestBytes: Int { 1 << 17 }

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

  /// True where so much waits that it is worth handing over.
  @inline(__always)
  static func isWorthwhile(_ inspector: borrowing Inspector) -> Bool {
    inspector.waitingEvents >= fewestEvents || inspector.waitingBytes >= fewestBytes
  }

  /// Hands over the events that wait, and leaves none.
  ///
  /// - Returns: false where nothing more can be written; ``finish()`` tells why.
  func take(_ inspector: inout Inspector) -> Bool {
    var queue = queues.takeUsed() ?? EventQueue()
    swap(&queue, &inspector.queue)
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
