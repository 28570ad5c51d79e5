import Inspection
import Rendering

/// What `decode` does with whole messages besides showing them.
extension Decode {
  /// Saves messages where that was asked for, and writes what was found.
  ///
  /// - Parameters:
  ///   - isSenderGuessed: MASK alone told who sent the frames.
  ///   - capture: what events call the input.
  /// - Throws: status 73 where a file cannot be created, 74 where it cannot be written.
  func write(
    _ queue: EventQueue, _ summary: Summary, as report: StreamReport, isSenderGuessed: Bool = false,
    _ capture: String, into output: inout OutputTarget
  ) throws(Failure) {
    var queue = queue
    if let saved = try messages.openFiles(inputs: 1, control: false) {
      saved.begin()
      try saved.save(queue)
      if !common.quiet { StandardError.write("wslens: \(saved.account.safeForTerminal)\n") }
      if !report.showsMessages, !messages.digest { queue.removeMessages() }
    }
    guard common.chosenFormat != .payload else {
      try MessageOptions.refuse(output)
      var payloads = PayloadRenderer(separator: messages.separator.bytes)
      payloads.render(queue, into: &output.buffer)
      MessageOptions.tellIncomplete(payloads.incomplete)
      return
    }
    report.write(queue, summary, isSenderGuessed: isSenderGuessed, capture, common, into: &output)
  }
}
