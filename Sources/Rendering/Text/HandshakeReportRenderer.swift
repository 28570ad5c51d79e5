public import Inspection
internal import WebSocketProtocol

/// Writes handshakes for people as reports: a line for everything that was judged, what was agreed on, and a verdict.
public struct HandshakeReportRenderer: EventRenderer, Sendable {
  private let style: TextStyle
  private let redacts: Bool
  private let profile: HandshakeProfile
  /// The connections that have not ended.
  private var reports: [Int: HandshakeReportText] = [:]
  private var wroteAnything = false
  private var capture = ""
  private var isCapture = false

  /// - Parameters:
  ///   - style: how text looks on the output.
  ///   - profile: whose errors the verdict is about.
  ///   - redacts: secrets and payloads are replaced by their lengths.
  public init(style: TextStyle, profile: HandshakeProfile, redacts: Bool = false) {
    self.style = style
    self.profile = profile
    self.redacts = redacts
  }

  /// An input begins.
  public mutating func begin(_ capture: String, into output: inout OutputBuffer) {
    self.capture = capture == "-" ? "standard input" : capture
    reports = [:]
  }

  /// Writes the report of each connection whose end is among the events.
  public mutating func render(_ queue: EventQueue, into output: inout OutputBuffer) {
    for event in queue.events {
      switch event.kind {
      case .connection(let connection):
        reports[event.connection] = HandshakeReportText(connection, style: style, redacts: redacts)
      case .end:
        guard let report = reports.removeValue(forKey: event.connection), report.hasHandshake else { continue }
        paragraph(&output)
        for line in report.lines(capture, event.connection, profile) { self.line(line, &output) }
      default:
        reports[event.connection]?.take(event, queue)
      }
    }
  }

  /// Writes nothing more: each report has its own end.
  public mutating func end(_ summary: Summary, into output: inout OutputBuffer) {
    guard summary.connections == 0 else { return }
    paragraph(&output)
    line("\(PayloadText.safe(capture, style: style)): no opening handshake", &output)
  }

  /// Writes nothing: people are told on standard error.
  public mutating func fail(_ message: String, offset: UInt64?, status: Int32, into output: inout OutputBuffer) {}

  /// Writes what all inputs held, where there were several.
  public mutating func conclude(_ summary: Summary, inputs: Int, into output: inout OutputBuffer) {
    guard inputs > 1 else { return }
    paragraph(&output)
    let totals = summary.totals
    line(
      "all \(inputs) inputs: \(Columns.count(summary.connections, "handshake")); findings: "
        + FindingText.counts(errors: totals.errors, warnings: totals.warnings, notes: totals.notes), &output)
  }

  private mutating func line(_ text: String, _ output: inout OutputBuffer) {
    output.write(text)
    output.write(byte: UInt8(ascii: "\n"))
    wroteAnything = true
  }

  private func paragraph(_ output: inout OutputBuffer) {
    if wroteAnything { output.write(byte: UInt8(ascii: "\n")) }
  }
}

/// Whose errors decide whether a handshake passes.
public enum HandshakeProfile: Hashable, Sendable {
  /// Those of the specification in force.
  case specification
  /// Those of browsers too, which are stricter in a few points.
  case browsers
}
