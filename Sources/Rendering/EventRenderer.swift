public import Inspection

/// Turns events into bytes for someone to read; one input at a time, its events in the order they came.
public protocol EventRenderer: SendableMetatype {
  /// An input begins.
  ///
  /// - Parameter capture: what the input is called.
  mutating func begin(_ capture: String, into output: inout OutputBuffer)

  /// Some events happened.
  mutating func render(_ queue: EventQueue, into output: inout OutputBuffer)

  /// An input is over.
  mutating func end(_ summary: Summary, into output: inout OutputBuffer)

  /// There is trouble with the input itself.
  mutating func fail(_ message: String, offset: UInt64?, status: Int32, into output: inout OutputBuffer)

  /// Several inputs are over.
  mutating func conclude(_ summary: Summary, inputs: Int, into output: inout OutputBuffer)
}
