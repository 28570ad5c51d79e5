public import Inspection
internal import WebSocketProtocol

/// Writes the payloads of messages one after the other, and nothing else.
public struct PayloadRenderer: EventRenderer, Sendable {
  private let separator: [UInt8]
  private let writesControl: Bool
  /// How many messages were written of which not every byte was there.
  public private(set) var incomplete: UInt64 = 0

  /// - Parameters:
  ///   - separator: what is written behind each payload.
  ///   - writesControl: pings, pongs and closes are written too.
  public init(separator: [UInt8], writesControl: Bool = false) {
    self.separator = separator
    self.writesControl = writesControl
  }

  /// An input begins; nothing is written of that.
  public mutating func begin(_ capture: String, into output: inout OutputBuffer) {}

  /// Writes what is there of each message.
  public mutating func render(_ queue: EventQueue, into output: inout OutputBuffer) {
    for event in queue.events {
      guard case .message(let message) = event.kind, writesControl || !message.type.isControl else { continue }
      output.write(contentsOf: queue.bytes[message.content.range])
      output.write(contentsOf: separator)
      if !message.isHeld { incomplete += 1 }
    }
  }

  /// An input is over; nothing is written of that.
  public mutating func end(_ summary: Summary, into output: inout OutputBuffer) {}

  /// Writes nothing: people are told on standard error.
  public mutating func fail(_ message: String, offset: UInt64?, status: Int32, into output: inout OutputBuffer) {}

  /// The inputs are over; nothing is written of that.
  public mutating func conclude(_ summary: Summary, inputs: Int, into output: inout OutputBuffer) {}
}
