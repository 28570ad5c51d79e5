import Inspection
import Rendering
import WebSocketProtocol

/// What becomes of events: those that were asked for are saved and written.
final class EventOutlet<Renderer: EventRenderer> {
  var filter: EventFilter
  var renderer: Renderer
  /// Where messages are saved.
  var saved: MessageFiles?
  /// Messages are shown, and not only searched or saved.
  var showsMessages = true
  /// The findings that were let through; counted only where some may be left out.
  private(set) var findings = Totals()

  init(filter: EventFilter, renderer: Renderer) {
    self.filter = filter
    self.renderer = renderer
  }

  /// Tells all events that wait, and removes them.
  ///
  /// - Throws: status 73 or 74 where something cannot be written.
  func tell(_ queue: inout EventQueue, into output: OutputTarget) throws(Failure) {
    if filter.isActive {
      filter.apply(to: &queue)
      for event in queue.events {
        if case .finding(let finding) = event.kind { findings.count(finding.finding.severity) }
      }
    }
    if let saved {
      try saved.save(queue)
      if !showsMessages { queue.removeMessages() }
    }
    renderer.render(queue, into: &output.buffer)
    queue.removeAll()
    try output.flushIfLarge()
  }
}
