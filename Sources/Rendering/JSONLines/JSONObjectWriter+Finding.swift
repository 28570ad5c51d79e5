internal import Inspection
internal import WebSocketProtocol

extension JSONObjectWriter {
  /// The fields of a finding, the same in every command.
  ///
  /// - Parameters:
  ///   - packet: the packet it was found in; `nil` where the input has no packets.
  ///   - redacts: the evidence is left out.
  mutating func fields(
    of finding: Finding, packet: UInt64? = nil, redacts: Bool = false, _ output: inout OutputBuffer
  ) {
    field("rule", finding.rule.rawValue, &output)
    field("severity", finding.severity.rawValue, &output)
    if finding.rule.chapter == .browsers { field("profile", "browsers", &output) }
    field("sender", finding.sender?.rawValue, &output)
    field("frame", finding.frame, &output)
    field("packet", packet, &output)
    field("offset", finding.offset, &output)
    field("line", finding.place?.line, &output)
    field("column", finding.place?.column, &output)
    field("reference", finding.reference, &output)
    field("message", finding.message, &output)
    field("fix", finding.fix, &output)
    field("peer", finding.peer, &output)
    if !redacts { field("evidence", finding.evidence, &output) }
  }

  /// The fields of a hint about a connection's bytes.
  mutating func fields(of event: HintEvent, redacts: Bool, _ output: inout OutputBuffer) {
    field("rule", event.hint.name, &output)
    field("severity", Severity.hint.rawValue, &output)
    field("sender", event.sender.rawValue, &output)
    field("frame", event.frame, &output)
    field("packet", event.packet, &output)
    field("offset", event.offset, &output)
    field("message", event.hint.message, &output)
    if !redacts { field("evidence", event.hint.evidence, &output) }
  }

  /// The fields of a hint: its name stands where a finding has its rule.
  mutating func fields(of hint: Hint, _ output: inout OutputBuffer) {
    field("rule", hint.name, &output)
    field("severity", Severity.hint.rawValue, &output)
    field("message", hint.message, &output)
    field("evidence", hint.evidence, &output)
  }
}
