import Inspection
import WebSocketProtocol

/// Shows findings: the rule, what is wrong, where, and what to change.
enum FindingText {
  /// A finding as lines for a block or a list.
  ///
  /// - Parameters:
  ///   - indent: columns before the first one that is used.
  ///   - count: how often the finding occurred.
  static func lines(
    _ event: FindingEvent, count: UInt64 = 1, indent: Int, showsPlace: Bool, style: TextStyle
  ) -> [String] {
    let finding = event.finding
    let margin = String(repeating: " ", count: indent)
    let label = Columns.left("\(finding.severity.rawValue) \(finding.rule.rawValue)", 14)
    let continuation = margin + String(repeating: " ", count: 15)
    let room = style.width - indent - 15
    let reference = finding.reference.nonBreaking
    let place = showsPlace ? place(event, count: count, style: style) : nil
    let message = PayloadText.safe(finding.message, limit: 500, style: style) + (place == nil ? " (\(reference))" : "")
    var lines: [String] = []
    for (index, line) in Columns.wrap(message, room).enumerated() {
      lines.append(
        index == 0 ? margin + style.paint(label, hue(finding.severity)) + " " + line : continuation + line)
    }
    if let place { lines += Columns.wrap("\(place); \(reference)", room).map { continuation + $0 } }
    if let fix = finding.fix, finding.severity >= .warning {
      lines += Columns.wrap("fix: \(fix)", room).map { continuation + style.paint($0, .dim) }
    }
    if let peer = finding.peer {
      lines += Columns.wrap("peer: \(peer)", room).map { continuation + style.paint($0, .dim) }
    }
    return lines
  }

  /// A guess as lines for a block or a list; it is marked as one, and has its name behind it.
  static func lines(
    _ event: HintEvent, count: UInt64 = 1, indent: Int, showsPlace: Bool, style: TextStyle, redacts: Bool
  ) -> [String] {
    let margin = String(repeating: " ", count: indent)
    let room = style.width - indent - 15
    var text = PayloadText.safe(event.hint.message, limit: 500, style: style)
    var remarks = [event.hint.name]
    if showsPlace { remarks.append(event.frame.map { "frame \($0)" } ?? "offset \(event.offset)") }
    if count > 1 { remarks.append("\(count) in all") }
    text += " (\(remarks.map(\.nonBreaking).joined(separator: ", ")))"
    return Columns.wrap(text, room).enumerated().map { index, line in
      let label = index == 0 ? style.paint(Columns.left("hint", 14), .key) : String(repeating: " ", count: 14)
      return margin + label + " " + line
    }
  }

  private static func place(_ event: FindingEvent, count: UInt64, style: TextStyle) -> String? {
    var parts: [String] = []
    if let frame = event.finding.frame { parts.append("frame \(frame)") }
    if let packet = event.packet { parts.append("packet \(packet)") }
    if let offset = event.finding.offset { parts.append("offset \(offset)") }
    let side = event.finding.sender.map { $0 == .unknown ? "" : "\($0.rawValue), " } ?? ""
    guard !parts.isEmpty else { return count > 1 ? "\(side)\(count) in all" : nil }
    let place = "at \(parts.joined(separator: ", "))"
    return side + (count > 1 ? "first \(place); \(count) in all" : place)
  }

  /// The colour of a weight.
  static func hue(_ severity: Severity) -> TextStyle.Hue? {
    switch severity {
    case .error: .error
    case .warning: .warning
    case .note, .hint: .dim
    }
  }

  /// The counts of findings in words: `1 error, 2 warnings`, or `none`.
  static func counts(errors: UInt64, warnings: UInt64, notes: UInt64) -> String {
    let parts = [(errors, "error"), (warnings, "warning"), (notes, "note")].filter { $0.0 > 0 }
    return parts.isEmpty ? "none" : parts.map { Columns.count($0.0, $0.1) }.joined(separator: ", ")
  }
}
