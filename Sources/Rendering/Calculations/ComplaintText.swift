public import WebSocketProtocol

/// Findings about what someone typed, as lines for standard error.
public enum ComplaintText {
  /// The weight, the rule, what is wrong and the section; below it what to change, where something must change.
  ///
  /// - Parameter subject: what the finding is about, where that is not clear.
  public static func text(_ finding: Finding, about subject: String? = nil, style: TextStyle) -> String {
    let subject = subject.flatMap { $0.isEmpty ? nil : $0 }.map { "\(PayloadText.safe($0, style: style)): " } ?? ""
    let message = PayloadText.safe(finding.message, style: style)
    var text = "wslens: \(finding.severity.rawValue) \(finding.rule.rawValue) \(subject)\(message)"
    text += " (\(finding.reference))\n"
    if finding.severity >= .warning, let fix = finding.fix { text += "        fix: \(fix)\n" }
    return text
  }
}

extension String {
  /// The text with what a terminal must not see escaped; its lines stay lines.
  public var safeForTerminal: String {
    let style = TextStyle(usesColor: false, isASCII: false)
    return split(separator: "\n", omittingEmptySubsequences: false)
      .map { PayloadText.safe(String($0), style: style) }.joined(separator: "\n")
  }
}

extension OutputBuffer {
  /// Writes text that nobody vouches for, with what a terminal must not see escaped.
  public mutating func write(safe text: String, style: TextStyle) {
    write(PayloadText.safe(text, style: style))
  }
}
